"""Trouble to order: what tests of other rooms rely on."""

import threading

from tests.unit.demo.conftest import Browser, Clock

ME = "/accounts/self"


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
    with browser.service.faults.hold("account"):
        asking = threading.Thread(target=lambda: browser.api(ME))
        asking.start()
        assert browser.service.requests.wait_for("account")
        browser.service.stop()
        asking.join(30)
        assert not asking.is_alive()
