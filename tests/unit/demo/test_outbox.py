"""Faxes on their way: seen in the outbox, moving on, and turning into fax records."""

from typing import Any

import pytest

from tests.unit.demo.conftest import Browser, Clock


def waiting(browser: Browser, user: str = "self") -> dict[str, dict[str, Any]]:
    """The outbox by label."""
    labels = {one.fax_id: one.label for one in browser.service.samples}
    found = browser.api(f"/accounts/{user}/outbox").json()["records"]
    return {labels[one["id"]]: one for one in found}


def test_each_state_is_there_and_stays_for_many_minutes(browser: Browser, clock: Clock) -> None:
    for minutes in (0, 1, 14, 15):
        clock.now += minutes * 60
        states = {one["status"] for one in waiting(browser).values()}
        assert states >= {"submitted", "converting", "scheduled_for_sending", "sending"}


def test_a_quick_one_moves_on_and_becomes_a_record_within_a_minute(browser: Browser, clock: Clock) -> None:
    label = "On its way, done within a minute"
    identifier = next(one.fax_id for one in browser.service.samples if one.label == label)
    record, entry = f"/accounts/self/faxes/{identifier}", f"/accounts/self/outbox/{identifier}"
    seen = []
    for _ in range(5):
        seen.append(browser.api(entry).json()["status"])
        assert browser.api(record).status_code == 404
        clock.now += 9.9
    assert seen == ["submitted", "converting", "scheduled_for_sending", "sending", "sending"]
    clock.now += 1
    assert browser.api(entry).status_code == 404
    assert browser.api(record).json()["status"] == "success"
    assert browser.api(f"/accounts/self/files/{identifier}").content.startswith(b"II*\0")
    newest = browser.api("/accounts/self/faxes?limit=1").json()["data"]["records"]
    assert [one["id"] for one in newest] == [identifier]


def test_its_changes_are_told_one_by_one(browser: Browser) -> None:
    changes = waiting(browser)["Being sent right now"]["status_changes"]
    assert [one["status"] for one in changes] == ["submitted", "converting", "scheduled_for_sending", "sending"]
    assert [one["at"] for one in changes] == sorted(one["at"] for one in changes)


def test_it_is_written_as_the_outbox_writes_it(browser: Browser) -> None:
    entry = waiting(browser)["Scheduled for later"]
    assert set(entry) == {
        *("id", "uid", "src", "to", "status", "status_changes", "submit_time", "send_time"),
        *("last_updated_status_time", "page_count", "files", "file_changes", "retry", "options", "comment"),
        *("contact_name", "designated_src", "extra_info", "initiated_from", "ip", "should_enhance", "cover_page"),
    }
    assert entry["to"] == ["+442079460958"]
    assert entry["send_time"] > entry["submit_time"]
    assert entry["comment"] == {"tags": [], "text": ""}


def test_a_member_s_is_in_their_outbox_only(browser: Browser) -> None:
    one, two, three = browser.service.member_ids
    assert set(waiting(browser, one)) == {"Member's fax, done within two minutes"}
    assert isinstance(waiting(browser, two)["Member's fax, being sent to one number"]["to"], str)
    assert [entry["status"] for entry in waiting(browser, three).values()] == ["in_progress"]
    identifier = next(iter(waiting(browser, one).values()))["id"]
    assert browser.api(f"/accounts/self/outbox/{identifier}").status_code == 404


@pytest.mark.parametrize("hours", [1.1, 24, 24 * 365])
def test_in_the_end_all_are_records(browser: Browser, clock: Clock, hours: float) -> None:
    clock.now += hours * 3600
    everyone = ("self", *browser.service.member_ids)
    left = [entry for user in everyone for entry in waiting(browser, user)]
    assert left == (["Scheduled for later"] if hours < 6 else [])
    found = [
        browser.api(f"/accounts/{one.user_id}/faxes/{one.fax_id}").json()
        for one in browser.service.samples
        if one.fax_id in browser.service.under_way and one.label not in left
    ]
    assert {one["status"] for one in found} >= {
        "success",
        "failed_user_busy",
        "partially_sent",
        "failed_office_converter_issue",
    }
