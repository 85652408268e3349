"""Lists and members of the real demo service: everything that it has comes, once, and in few requests."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from faxviewer.demo.service import DemoService
from faxviewer.domain.errors import NotAllowed
from faxviewer.domain.listing import Category, ListPage, Period
from faxviewer.faxplus.client import FaxPlusClient
from tests.unit.faxplus.conftest import no_tls

FAXES = 2_000
EVER = Period()


class Token(httpx.Auth):
    """Signs with a personal access token."""

    def __init__(self, token: str) -> None:
        self.token = token

    def auth_flow(self, request: httpx.Request):  # type: ignore[no-untyped-def]
        request.headers["Authorization"] = f"Bearer {self.token}"
        yield request


@pytest.fixture
def service() -> Iterator[DemoService]:
    with DemoService(faxes=FAXES) as running:
        yield running


@pytest.fixture
async def client(service: DemoService) -> AsyncIterator[FaxPlusClient]:
    made = FaxPlusClient(lambda: service.api_url, Token(service.personal_access_token), no_tls)
    yield made
    await made.aclose()


async def whole(client: FaxPlusClient, user: str, category: Category, period: Period = EVER) -> list[ListPage]:
    return [page async for page in client.pages(user, category, period)]


async def test_every_fax_of_every_list_comes_once(client: FaxPlusClient, service: DemoService) -> None:
    came: list[tuple[str, str]] = []
    for user in ("self", *service.member_ids):
        for category in Category:
            pages = await whole(client, user, category)
            assert not any(page.incomplete or page.unreadable for page in pages)
            came += [(user, fax.id) for page in pages for fax in page.faxes if fax.text("id")]
    assert len(came) == len(set(came))
    missing = {sample.fax_id for sample in service.samples if (sample.user_id, sample.fax_id) not in came}
    # Their records say null for their ID, or leave it out.
    assert missing <= service.malformed
    assert len(missing) == 2


async def test_a_long_list_takes_few_requests(client: FaxPlusClient, service: DemoService) -> None:
    pages = await whole(client, "self", Category.INBOX)
    faxes = sum(len(page.faxes) for page in pages)
    assert faxes > 400
    assert service.requests.count("faxes") <= faxes / 48 + 3


async def test_a_period_is_a_part_of_the_list(client: FaxPlusClient) -> None:
    everything = [fax.id for page in await whole(client, "self", Category.INBOX) for fax in page.faxes]
    middle = datetime(2026, 11, 4, tzinfo=UTC)
    parts: list[str] = []
    for period in (
        Period(after=middle),
        Period(middle - timedelta(days=1), middle),
        Period(before=middle - timedelta(days=1)),
    ):
        part = [fax.id for page in await whole(client, "self", Category.INBOX, period) for fax in page.faxes]
        assert part
        parts += part
    assert sorted(parts) == sorted(everything)


async def test_f116_a_mailing_of_more_faxes_in_a_second_than_a_page_holds() -> None:
    with DemoService(faxes=300, mailing=120) as service:
        client = FaxPlusClient(lambda: service.api_url, Token(service.personal_access_token), no_tls)
        mailed = await whole(client, "self", Category.SENT)
        assert "there are more faxes than Fax.Plus sends at a time" in mailed[-1].incomplete
        await client.aclose()
    with DemoService(faxes=300) as service:
        client = FaxPlusClient(lambda: service.api_url, Token(service.personal_access_token), no_tls)
        usual = await whole(client, "self", Category.SENT)
        await client.aclose()
    usual_ids = {fax.id for page in usual for fax in page.faxes}
    mailed_ids = {fax.id for page in mailed for fax in page.faxes}
    assert usual_ids < mailed_ids
    assert len(mailed_ids - usual_ids) >= 50


async def test_f116_a_service_that_ignores_before(client: FaxPlusClient, service: DemoService) -> None:
    service.faults.ignore_before = True
    pages = await whole(client, "self", Category.INBOX)
    assert (len(pages[0].faxes), len(pages)) == (50, 2)
    assert "again and again" in pages[-1].incomplete
    assert service.requests.count("faxes") < 15


async def test_f94_a_pause_within_a_list_only_slows_it_down(service: DemoService) -> None:
    naps: list[float] = []

    async def nap(seconds: float) -> None:
        naps.append(seconds)

    client = FaxPlusClient(lambda: service.api_url, Token(service.personal_access_token), no_tls, sleep=nap)
    pages = client.pages("self", Category.INBOX, EVER)
    first = await anext(pages)
    service.faults.answer("faxes", 429, times=2, retry_after="3")
    rest = [page async for page in pages]
    assert naps == [3, 3]
    usual = await whole(client, "self", Category.INBOX)
    assert [page.faxes for page in (first, *rest)] == [page.faxes for page in usual]
    await client.aclose()


async def test_the_outbox(client: FaxPlusClient) -> None:
    (page,) = await whole(client, "self", Category.OUTBOX)
    assert {fax.status.final for fax in page.faxes} == {False}
    submitted = [fax.time("submit_time") for fax in page.faxes]
    assert submitted == sorted(submitted, key=lambda time: time or datetime.min.replace(tzinfo=UTC), reverse=True)


async def test_4_000_members() -> None:
    with DemoService(members=4_000) as service:
        client = FaxPlusClient(lambda: service.api_url, Token(service.personal_access_token), no_tls)
        members = await client.members()
        assert {member.user_id for member in members} >= set(service.member_ids)
        assert len(members) == len(service.member_ids) == 4_000
        await client.aclose()


async def test_f106_members_are_not_for_members(service: DemoService) -> None:
    client = FaxPlusClient(lambda: service.api_url, Token(service.member_token), no_tls)
    with pytest.raises(NotAllowed):
        await client.members()
    await client.aclose()
