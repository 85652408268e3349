"""The sample faxes: the same every time, one of each kind, and as many as wanted."""

import time

from faxviewer.demo.identifiers import BASE, index_in
from faxviewer.demo.odd import OPTIONAL
from faxviewer.demo.service import DemoService
from faxviewer.domain.status import STATUSES
from tests.unit.demo.conftest import Browser


def records(browser: Browser) -> dict[str, dict[str, object]]:
    """Every finished fax's record by its label."""
    found = {}
    for sample in browser.service.samples:
        if sample.fax_id not in browser.service.under_way:
            found[sample.label] = browser.api(f"/accounts/{sample.user_id}/faxes/{sample.fax_id}").json()
    return found


def test_the_same_seed_gives_the_same_faxes_and_another_one_others(browser: Browser) -> None:
    with DemoService(clock=time.time) as twin:
        assert twin.samples == browser.service.samples
        assert twin.malformed == browser.service.malformed
        assert (twin.client_id, twin.personal_access_token) == (
            browser.service.client_id,
            browser.service.personal_access_token,
        )
        assert records(Browser(twin, browser.http)) == records(browser)
    other = DemoService(seed=8)
    assert not {one.fax_id for one in other.samples} & {one.fax_id for one in browser.service.samples}
    assert other.client_secret != browser.service.client_secret


def test_every_final_status_is_there(browser: Browser) -> None:
    found = {record.get("status") for record in records(browser).values()}
    final = {code for code, status in STATUSES.items() if status.final}
    assert len(final) == 23
    assert final <= found
    assert "failed_carrier_blocked" in found


def test_nulls_and_absent_fields_are_there_in_each_optional_place(browser: Browser) -> None:
    found = records(browser).values()
    for name in OPTIONAL:
        assert any(name in record and record[name] is None for record in found), name
        assert any(name not in record for record in found), name
        assert any(record.get(name) is not None for record in found), name


def test_both_directions_names_flags_and_marks_are_there(browser: Browser) -> None:
    found = list(records(browser).values())
    flags = [
        set(cover["flags"] or ())
        for one in found
        if isinstance(cover := one.get("cover_page"), dict) and "flags" in cover
    ]
    assert {one.get("direction") for one in found} >= {"incoming", "outgoing", None, "sideways"}
    assert any("from_number" in one and "from" not in one for one in found)
    assert {"urgent", "for_review", "please_reply", "confidential"} in flags
    assert all({flag} in flags for flag in ("urgent", "for_review", "please_reply", "confidential"))
    assert any(one.get("is_spam") is True for one in found)
    assert any(one.get("is_read") is False for one in found)
    assert any(one.get("duration") == 0 and one.get("description") == "OK" for one in found)
    assert any(isinstance(one.get("to"), int) for one in found)
    assert any(one.get("to") not in (None, "") and not str(one["to"]).startswith("+") for one in found)
    assert any(len(str(one.get("comment"))) > 30_000 for one in found)


def test_ids_begin_with_their_creation_time(service: DemoService) -> None:
    for sample in service.samples:
        assert len(sample.fax_id) == 24
        assert BASE - 14 * 86_400 < int(sample.fax_id[:8], 16) < BASE


def test_labels_and_ids_are_unique(service: DemoService) -> None:
    assert len({one.label for one in service.samples}) == len(service.samples)
    assert len({one.fax_id for one in service.samples}) == len(service.samples)
    assert max(len(one.label) for one in service.samples) <= 50


def test_malformed_faxes_lie_together(service: DemoService) -> None:
    made = {one.fax_id for one in service.samples} - service.under_way
    moments = [int(one[:8], 16) for one in service.malformed - service.under_way]
    between = [one for one in made - service.malformed if min(moments) <= int(one[:8], 16) <= max(moments)]
    assert between == []


def test_there_are_as_many_as_asked_for() -> None:
    for count in (0, 1, 100, 160, 1000):
        assert len(DemoService(faxes=count).samples) == count
    assert len(DemoService().samples) == 159


def test_a_hundred_thousand_are_found_and_listed_without_being_made_first() -> None:
    service = DemoService(faxes=100_000)
    faxes = service._faxes
    last = service.samples[-1]
    found = faxes.find(last.fax_id)
    assert found is not None
    assert found.record["id"] == last.fax_id
    assert faxes.find(last.fax_id[:-6] + "ffffff") is None
    uid = faxes.bulk.uid(50_000)
    moment = faxes.bulk.created(50_000)
    assert next(faxes.newest_first(uid, None, None, moment + 1)).created == moment
    assert list(faxes.newest_first(uid, None, moment, moment)) == []


def test_the_ordinary_row_gets_older_place_by_place() -> None:
    bulk = DemoService(faxes=2000)._faxes.bulk
    moments = [bulk.created(place) for place in range(bulk.count)]
    assert moments == sorted(moments, reverse=True)
    assert len(set(moments)) == len(moments)
    for place in (0, 1, 500, bulk.count - 1):
        assert bulk.place_before(moments[place]) == place + 1
        assert bulk.place_before(moments[place] + 1) == place
    assert bulk.place_before(0) == bulk.count


def test_what_is_no_fax_id_of_ours_has_no_index() -> None:
    for text in ("", "x" * 24, "5e7de3ad54cfd54eb568cc76", "0" * 24):
        assert index_in(text, 7) is None
