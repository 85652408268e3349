"""Which connection settings can't work, and why."""

from dataclasses import replace

import pytest

from faxviewer.domain.connection import Connection, is_loopback

GOOD = Connection(client_id="APIK-1", client_secret="s3cret é:%+")


def test_good_settings_have_no_problems() -> None:
    assert GOOD.problems() == {}
    assert GOOD.is_configured
    assert not GOOD.uses_token


def test_the_vendors_addresses_are_the_defaults() -> None:
    assert GOOD.api_url == "https://restapi.fax.plus/v3"
    assert GOOD.authorize_url == "https://accounts.fax.plus/login"
    assert GOOD.token_url == "https://accounts.fax.plus/token"


def test_a_token_stands_alone() -> None:
    token = Connection(personal_access_token="alohi_pat_x", redirect_uri="nonsense")
    assert token.problems() == {}
    assert token.is_configured and token.uses_token
    assert "personal_access_token" in replace(token, personal_access_token="two words").problems()
    assert "personal_access_token" in replace(token, personal_access_token="line\nbreak").problems()


def test_nothing_entered_names_what_is_missing() -> None:
    empty = Connection()
    assert not empty.is_configured
    assert set(empty.problems()) == {"client_id", "client_secret"}


@pytest.mark.parametrize("field", ["authorize_url", "token_url", "api_url"])
@pytest.mark.parametrize(
    ("address", "works"),
    [
        ("https://fax.example.test/v3", True),
        ("http://127.0.0.1:8080", True),
        ("http://localhost:1/v3", True),
        ("http://[::1]:8080/", True),
        ("http://fax.example.test", False),
        ("http://localhost.example.test", False),
        ("ftp://fax.example.test", False),
        ("fax.example.test", False),
        ("", False),
        ("https://", False),
        ("https://user:pass@fax.example.test", False),
        ("https://fax.example.test/#x", False),
        ("https://fax.example.test:port", False),
        ("https://fax example.test", False),
        ("https://fax.example.test\n", False),
        ("https://[", False),
    ],
)
def test_addresses_are_https_or_this_computer(field: str, address: str, works: bool) -> None:
    assert (field not in replace(GOOD, **{field: address}).problems()) is works


@pytest.mark.parametrize(
    ("address", "works"),
    [
        ("http://localhost:8080/", True),
        ("http://localhost:8080/cb/", True),
        ("http://127.0.0.1:0/", True),
        ("http://[::1]:8080", True),
        ("https://localhost:8080/", False),
        ("http://localhost/", False),
        ("http://example.test:8080/", False),
        ("http://localhost:99999/", False),
        ("http://me@localhost:8080/", False),
        ("", False),
    ],
)
def test_redirects_come_to_a_port_of_this_computer(address: str, works: bool) -> None:
    assert ("redirect_uri" not in replace(GOOD, redirect_uri=address).problems()) is works


@pytest.mark.parametrize(
    ("field", "value"),
    [("client_id", "has space"), ("client_id", "é"), ("client_secret", "a\nb"), ("scope", ""), ("scope", "a\x00b")],
)
def test_values_that_cannot_travel(field: str, value: str) -> None:
    assert set(replace(GOOD, **{field: value}).problems()) == {field}


def test_every_reason_is_a_sentence() -> None:
    bad = Connection("a b", "\n", "x", "x", "x", "x", "")
    problems = bad.problems()
    assert len(problems) == 7
    assert all(reason.endswith(".") for reason in problems.values())


def test_e92_no_secret_is_in_the_repr() -> None:
    shown = repr(Connection("id", "canary-secret", personal_access_token="canary-token"))
    assert "canary" not in shown


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("localhost", True),
        ("LOCALHOST", True),
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("192.168.0.1", False),
        ("localhost.test", False),
        ("", False),
        (None, False),
    ],
)
def test_what_counts_as_this_computer(host: str | None, here: bool) -> None:
    assert is_loopback(host) is here
