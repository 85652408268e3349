"""Signing in at the demo service: what it grants, and all that it refuses."""

import base64
import hashlib
from urllib.parse import quote

import httpx
import pytest

from faxviewer.demo.oauth import Client
from faxviewer.demo.service import DemoService
from tests.unit.demo.conftest import REDIRECT, Browser, Clock, answer

VERIFIER = "v" * 43
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()


def test_allow_brings_a_code_and_the_state_back(browser: Browser) -> None:
    brought = answer(browser.press(browser.open(), "allow"))
    assert set(brought) == {"code", "state"}
    assert brought["state"] == "s t&te"


def test_deny_brings_access_denied_and_the_state_back(browser: Browser) -> None:
    assert answer(browser.press(browser.open(), "deny")) == {"error": "access_denied", "state": "s t&te"}


def test_without_state_none_comes_back(browser: Browser) -> None:
    assert answer(browser.press(browser.open(state=""), "deny")) == {"error": "access_denied"}


def test_a_page_is_answered_once(browser: Browser) -> None:
    page = browser.open()
    browser.press(page, "deny")
    again = browser.press(page, "allow")
    assert again.status_code == 400
    assert "location" not in again.headers


@pytest.mark.parametrize(
    "redirect",
    [
        "http://localhost:8080",
        "http://localhost:8080/cb",
        "http://localhost:8081/",
        "http://LOCALHOST:8080/",
        "http://127.0.0.1:8080/cb/",
        "http://127.0.0.1:/",
        "http://127.0.0.1/",
        "http://127.0.0.1:8080/?x=1",
        "https://evil.example/",
        "",
    ],
)
def test_an_unregistered_redirect_uri_gets_a_page_and_no_redirect(browser: Browser, redirect: str) -> None:
    refused = browser.open(redirect_uri=redirect)
    assert refused.status_code == 400
    assert "not registered" in refused.text
    assert "location" not in refused.headers


@pytest.mark.parametrize(
    "redirect",
    ["http://127.0.0.1:1/", "http://127.0.0.1:65535/", "http://localhost:8080/", "http://localhost:8080/cb/"],
)
def test_a_registered_redirect_uri_gets_the_buttons(browser: Browser, redirect: str) -> None:
    assert 'value="allow"' in browser.open(redirect_uri=redirect).text


def test_an_unknown_client_gets_a_page_and_no_redirect(browser: Browser) -> None:
    refused = browser.open(client_id="APIK-else")
    assert refused.status_code == 400
    assert "location" not in refused.headers


def test_a_repeated_parameter_gets_a_page(browser: Browser) -> None:
    twice = [*browser.asked().items(), ("redirect_uri", "https://evil.example/")]
    refused = browser.http.get(browser.service.authorize_url, params=httpx.QueryParams(twice))
    assert refused.status_code == 400


@pytest.mark.parametrize(
    ("parameters", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": ""}, "unsupported_response_type"),
        ({"scope": "everything"}, "invalid_scope"),
        ({"code_challenge": VERIFIER}, "invalid_request"),
        ({"code_challenge": VERIFIER, "code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": "short", "code_challenge_method": "S256"}, "invalid_request"),
    ],
)
def test_other_mistakes_go_back_to_the_program(browser: Browser, parameters: dict[str, str], error: str) -> None:
    assert answer(browser.open(**parameters))["error"] == error


def test_an_exchange_brings_tokens_that_must_not_be_stored(browser: Browser) -> None:
    reply = browser.exchange(browser.code())
    granted = reply.json()
    assert reply.headers["cache-control"] == "no-store"
    assert granted["token_type"] == "Bearer"
    assert granted["expires_in"] == 3600
    assert browser.account(granted["access_token"]) == 200


def test_a_code_works_once_and_a_second_use_ends_the_first(browser: Browser) -> None:
    code = browser.code()
    first = browser.exchange(code).json()
    second = browser.exchange(code)
    assert (second.status_code, second.json()["error"]) == (400, "invalid_grant")
    assert browser.account(first["access_token"]) == 401
    assert browser.refresh(first["refresh_token"]).json()["error"] == "invalid_grant"


def test_a_code_lives_sixty_seconds(browser: Browser, clock: Clock) -> None:
    early, late = browser.code(), browser.code()
    clock.now += 59.5
    assert browser.exchange(early).status_code == 200
    clock.now += 1
    assert browser.exchange(late).json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    "fields",
    [{"redirect_uri": "http://localhost:8080/"}, {"redirect_uri": REDIRECT[:-1]}, {"redirect_uri": ""}],
)
def test_a_code_is_bound_to_its_redirect_uri(browser: Browser, fields: dict[str, str]) -> None:
    assert browser.exchange(browser.code(), **fields).json()["error"] == "invalid_grant"


def test_the_right_verifier_is_needed_once_a_challenge_was_sent(browser: Browser) -> None:
    challenged = {"code_challenge": CHALLENGE, "code_challenge_method": "S256"}
    assert browser.exchange(browser.code(**challenged), code_verifier=VERIFIER).status_code == 200
    for wrong in ("", "w" * 43, "short", "é" * 43):
        refused = browser.exchange(browser.code(**challenged), code_verifier=wrong)
        assert (refused.status_code, refused.json()["error"]) == (400, "invalid_grant")


def test_a_verifier_without_a_challenge_is_refused(browser: Browser) -> None:
    assert browser.exchange(browser.code(), code_verifier=VERIFIER).json()["error"] == "invalid_grant"


@pytest.mark.parametrize("auth", [("APIK-else", ""), ("", "wrong"), ("", "")])
def test_wrong_credentials_are_invalid_client(browser: Browser, auth: tuple[str, str]) -> None:
    pair = (auth[0] or browser.service.client_id, auth[1])
    refused = browser.token(auth=pair, grant_type="refresh_token", refresh_token="x")
    assert (refused.status_code, refused.json()["error"]) == (401, "invalid_client")
    assert refused.headers["www-authenticate"].startswith("Basic ")
    assert refused.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("header", [None, "Basic", "Basic %%%", "Basic /w==", "Bearer x"])
def test_odd_credentials_are_invalid_client(browser: Browser, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    refused = browser.http.post(browser.service.token_url, data={"grant_type": "refresh_token"}, headers=headers)
    assert (refused.status_code, refused.json()["error"]) == (401, "invalid_client")


def test_form_encoded_credentials_are_right_too(browser: Browser) -> None:
    client = browser.service.client_id
    encoded = (quote(client).replace("-", "%2D"), browser.service.client_secret)
    assert browser.token(auth=encoded, grant_type="refresh_token", refresh_token="x").json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({}, "invalid_request"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": "authorization_code"}, "invalid_request"),
        ({"grant_type": "refresh_token"}, "invalid_grant"),
        ({"grant_type": "refresh_token", "client_id": "APIK-else"}, "invalid_request"),
    ],
)
def test_incomplete_token_requests(browser: Browser, fields: dict[str, str], error: str) -> None:
    refused = browser.token(**fields)
    assert (refused.status_code, refused.json()["error"]) == (400, error)


def test_fields_in_the_address_or_as_json_are_refused(browser: Browser) -> None:
    pair = (browser.service.client_id, browser.service.client_secret)
    for sent in ({"params": {"grant_type": "refresh_token"}}, {"json": {"grant_type": "refresh_token"}}):
        refused = browser.http.post(browser.service.token_url, auth=pair, **sent)
        assert refused.json()["error"] == "invalid_request"


def test_refresh_tokens_rotate_and_an_old_one_is_refused(browser: Browser) -> None:
    first = browser.exchange(browser.code()).json()["refresh_token"]
    second = browser.refresh(first).json()["refresh_token"]
    assert second != first
    assert browser.refresh(first).json()["error"] == "invalid_grant"
    assert browser.account(browser.refresh(second).json()["access_token"]) == 200


def test_access_tokens_end_after_an_hour_and_the_refresh_token_goes_on(browser: Browser, clock: Clock) -> None:
    granted = browser.exchange(browser.code()).json()
    clock.now += 3599
    assert browser.account(granted["access_token"]) == 200
    clock.now += 2
    assert browser.account(granted["access_token"]) == 401
    clock.now += 10_000_000
    assert browser.account(browser.refresh(granted["refresh_token"]).json()["access_token"]) == 200


def test_the_page_names_the_account_and_allows_nothing_from_elsewhere(browser: Browser) -> None:
    page = browser.open()
    policy = page.headers["content-security-policy"]
    assert "Ada Example" in page.text
    assert "ada@example.com" in page.text
    assert "<script" not in page.text
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert f"form-action 'self' {REDIRECT[:-1]};" in policy
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["x-frame-options"] == "DENY"


def test_port_0_stands_for_any_port_of_that_host_and_path_only() -> None:
    client = Client("id", "secret", ("http://127.0.0.1:0/done",))
    assert client.accepts("http://127.0.0.1:8080/done")
    assert not any(
        client.accepts(address)
        for address in (
            "http://127.0.0.1:0/done",
            "http://127.0.0.1:8080/",
            "http://127.0.0.1:8080/done/",
            "http://127.0.0.1:80x/done",
            "http://127x0.0.1:8080/done",
            "http://127.0.0.1:8080/done\n",
        )
    )


def test_the_service_registers_its_three_redirect_uris(service: DemoService) -> None:
    assert service.redirect_uris == ("http://127.0.0.1:0/", "http://localhost:8080/", "http://localhost:8080/cb/")
