"""Trouble to order: what tests of other rooms rely on."""

import threading
from contextlib import suppress
from typing import Any

import httpx
import pytest

from faxviewer.demo.faults import RowFault
from faxviewer.demo.identifiers import time_text
from faxviewer.demo.service import DemoService
from tests.unit.demo.conftest import Browser, Clock

ME = "/accounts/self"
LIST = "/accounts/self/faxes"


def test_requests_are_counted_by_endpoint(browser: Browser) -> None:
    browser.exchange(browser.code())
    browser.api(ME)
    browser.api(ME, "wrong")
    browser.api("/nothing")
    counts = {name: browser.service.requests.count(name) for name in ("login", "decision", "token", "account", "fax")}
    assert counts == {"login": 1, "decision": 1, "token": 1, "account": 2, "fax": 0}
    assert browser.service.requests.total == 6
    assert not browser.service.requests.wait_for("fax", seconds=0)
    browser.service.requests.clear()
    assert browser.service.requests.total == 0


def test_the_next_answers_can_be_ordered_in_turn(browser: Browser) -> None:
    browser.service.faults.answer("account", 429, times=2, retry_after="5")
    browser.service.faults.answer("account", 200, body=b"<html>", content_type="text/html")
    limited, again, portal, usual = (browser.api(ME) for _ in range(4))
    assert [limited.status_code, again.status_code, usual.status_code] == [429, 429, 200]
    assert limited.headers["retry-after"] == "5"
    assert set(limited.json()) == {"error", "description"}
    assert (portal.text, portal.headers["content-type"]) == ("<html>", "text/html")
    assert browser.api("/shop/balance").status_code == 200


def test_ordered_answers_can_be_taken_back(browser: Browser) -> None:
    browser.service.faults.answer("account", 500, times=100)
    browser.service.faults.clear()
    assert browser.api(ME).status_code == 200


def test_lifetimes_can_be_shortened(browser: Browser, clock: Clock) -> None:
    browser.service.faults.access_token_seconds = 10
    granted = browser.exchange(browser.code()).json()
    assert granted["expires_in"] == 10
    clock.now += 11
    assert browser.account(granted["access_token"]) == 401
    browser.service.faults.code_seconds = 1
    code = browser.code()
    clock.now += 2
    assert browser.exchange(code).status_code == 400


def test_tokens_can_be_ended(browser: Browser) -> None:
    granted = browser.exchange(browser.code()).json()
    browser.service.faults.expire_access_tokens()
    assert browser.account(granted["access_token"]) == 401
    renewed = browser.refresh(granted["refresh_token"]).json()
    browser.service.revoke_refresh_tokens()
    assert browser.refresh(renewed["refresh_token"]).json()["error"] == "invalid_grant"
    assert browser.account(renewed["access_token"]) == 200


def test_refresh_tokens_can_stay_as_they_are(browser: Browser) -> None:
    browser.service.faults.rotate_refresh_tokens = False
    token = browser.exchange(browser.code()).json()["refresh_token"]
    assert "refresh_token" not in browser.refresh(token).json()
    assert browser.refresh(token).status_code == 200


def test_requests_can_be_kept_waiting(browser: Browser) -> None:
    statuses: list[int] = []
    asking = threading.Thread(target=lambda: statuses.append(browser.api(ME).status_code))
    with browser.service.faults.hold("account"):
        asking.start()
        assert browser.service.requests.wait_for("account")
        assert statuses == []
    asking.join(30)
    assert statuses == [200]


def test_a_stop_lets_waiting_requests_go(browser: Browser) -> None:
    def ask() -> None:
        with suppress(httpx.TransportError):  # the connection may be closed before the answer leaves
            browser.api(ME)

    with browser.service.faults.hold("account"):
        asking = threading.Thread(target=ask)
        asking.start()
        assert browser.service.requests.wait_for("account")
        browser.service.stop()
        asking.join(30)
        assert not asking.is_alive()


def rows(browser: Browser, **query: str) -> list[Any]:
    """The records of a page, as they came."""
    found: list[Any] = browser.api(f"{LIST}?{httpx.QueryParams(query)}").json()["data"]["records"]
    return found


def before(row: dict[str, Any]) -> str:
    """What asks for everything older than `row`."""
    return time_text(int(row["id"][:8], 16))


def test_trouble_can_wait_for_some_requests(browser: Browser) -> None:
    browser.service.faults.answer("account", 429, after=2, times=2, retry_after="1")
    browser.service.faults.answer("account", 503, after=1)
    assert [browser.api(ME).status_code for _ in range(7)] == [200, 200, 429, 429, 200, 503, 200]


def test_an_answer_can_be_cut_off(browser: Browser) -> None:
    browser.service.faults.cut("faxes", after=1)
    whole = browser.api(LIST).json()
    with pytest.raises(httpx.RemoteProtocolError, match="peer closed connection"):
        browser.api(LIST)
    assert browser.api(LIST).json() == whole


def test_a_list_can_begin_anew_whatever_it_is_asked(browser: Browser) -> None:
    first = rows(browser, limit="5")
    browser.service.faults.ignore_before = True
    assert rows(browser, limit="5", before=before(first[-1])) == first
    browser.service.faults.clear()
    assert rows(browser, limit="5", before=before(first[-1]))[0]["id"] < first[-1]["id"]


@pytest.mark.parametrize("category", ["inbox", "sent", "spam"])
def test_a_list_can_have_no_end(browser: Browser, category: str) -> None:
    with DemoService(faxes=400) as service:
        desk = Browser(service, browser.http)
        end = "2026-11-06 12:00:00"
        usual = rows(desk, category=category, before=end, limit="5")
        service.faults.endless_lists = True
        found: list[dict[str, Any]] = []
        for _ in range(8):
            page = rows(desk, category=category, before=end, after="2026-11-01 00:00:00")
            assert len(page) == 50
            found += page
            end = before(page[-1])
        assert found[: len(usual)] == usual
        moments = [one["id"][:8] for one in found]
        assert moments == sorted(moments, reverse=True)
        assert len({one["id"] for one in found}) == 400
        last = found[-1]
        assert last["is_spam"] is (category == "spam")
        assert last["direction"] == ("outgoing" if category == "sent" else "incoming")
        again = time_text(int(last["id"][:8], 16) + 1)
        assert rows(desk, category=category, before=again)[0] == last
        assert desk.api(f"{LIST}/{last['id']}").status_code == 404
        service.faults.clear()
        assert rows(desk, category=category, before=end) == []


def test_one_row_of_fifty_can_be_no_record(browser: Browser) -> None:
    usual = rows(browser)
    browser.service.faults.spoil_rows("no record")
    assert rows(browser) == [*usual[:49], None]
    browser.service.faults.spoil_rows("no record", every=10)
    spoiled = rows(browser)
    assert spoiled[9::10] == [None, [], "row", 7, None]
    assert [one for one in spoiled if isinstance(one, dict)] == [
        one for place, one in enumerate(usual, 1) if place % 10
    ]


@pytest.mark.parametrize(
    ("fault", "lost"),
    [("no time", {"submit_time", "start_time", "last_update", "scheduled_time"}), ("no id", {"id"})],
)
def test_rows_can_lack_their_times_or_their_ids(browser: Browser, fault: RowFault, lost: set[str]) -> None:
    usual = rows(browser)
    browser.service.faults.spoil_rows(fault, every=2)
    spoiled = rows(browser)
    assert spoiled[0::2] == usual[0::2]
    assert spoiled[1::2] == [{name: value for name, value in one.items() if name not in lost} for one in usual[1::2]]
    browser.service.faults.clear()
    assert rows(browser) == usual
