"""The benchmark of many look-ups: a thousand different faxes, which its bare side really gets."""

from faxviewer.demo.service import DemoService
from tests.benchmarks import many
from tests.benchmarks.children import Service


def test_it_looks_up_a_thousand_different_faxes() -> None:
    assert len(set(many.fax_ids())) == many.IDS


async def test_the_bare_side_gets_every_one_with_as_many_at_once() -> None:
    with DemoService() as service:
        ids = [sample.fax_id for sample in service.samples if sample.user_id == "self"][:20]
        spent = await many.bare(Service(service.api_url, service.personal_access_token), ids)
        assert service.requests.count("fax") == 20
        assert 1 <= service.requests.most_at_once("fax") <= many.AT_ONCE
    assert spent > 0
