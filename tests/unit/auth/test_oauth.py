"""The pure part: what is asked for, and what counts as its answer."""

import re
from base64 import b64decode
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faxviewer.auth.oauth import Attempt, NotAQuery, NotThisAnswer, basic_credentials, plain
from faxviewer.domain.connection import Connection
from faxviewer.domain.errors import SignInError

CONNECTION = Connection(client_id="APIK-a b", client_secret="secret", scope="fax:all:read fax:file:read")
REDIRECT = "http://localhost:8080/cb/?x=1&y=é"


def test_the_challenge_of_the_rfcs_own_example() -> None:
    """RFC 7636, appendix B."""
    attempt = Attempt(CONNECTION, REDIRECT, verifier="dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
    assert attempt.challenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_every_attempt_has_its_own_state_and_verifier() -> None:
    attempts = [Attempt(CONNECTION, REDIRECT) for _ in range(50)]
    assert len({attempt.state for attempt in attempts}) == 50
    assert len({attempt.verifier for attempt in attempts}) == 50
    assert all(re.fullmatch(r"[A-Za-z0-9._~-]{43,128}", attempt.verifier) for attempt in attempts)
    assert attempts[0].state not in repr(attempts[0])
    assert attempts[0].verifier not in repr(attempts[0])


def test_the_authorization_address_carries_every_value_unharmed() -> None:
    attempt = Attempt(CONNECTION, REDIRECT)
    sent = dict(parse_qsl(urlsplit(attempt.address).query, strict_parsing=True))
    assert sent == {
        "response_type": "code",
        "client_id": "APIK-a b",
        "redirect_uri": REDIRECT,
        "scope": "fax:all:read fax:file:read",
        "state": attempt.state,
        "code_challenge": attempt.challenge,
        "code_challenge_method": "S256",
    }
    assert attempt.address.startswith("https://accounts.fax.plus/login?")


def test_a_query_in_the_setting_stays_but_cannot_double_ours() -> None:
    connection = Connection(client_id="a", authorize_url="https://a.test/login?tenant=7&state=fixed")
    attempt = Attempt(connection, REDIRECT)
    pairs = parse_qsl(urlsplit(attempt.address).query)
    assert ("tenant", "7") in pairs
    assert [value for name, value in pairs if name == "state"] == [attempt.state]


@given(st.text(), st.text())
def test_b44_any_pair_survives_the_basic_header(client_id: str, secret: str) -> None:
    header = basic_credentials(client_id, secret)
    encoded_id, colon, encoded_secret = b64decode(header.removeprefix("Basic ")).decode("ascii").partition(":")
    decoded = parse_qsl(f"i={encoded_id}&s={encoded_secret}", keep_blank_values=True, strict_parsing=True)
    assert colon == ":"
    assert decoded == [("i", client_id), ("s", secret)]


@given(st.text())
def test_a18_any_query_is_a_code_or_one_of_three_refusals(query: str) -> None:
    attempt = Attempt(CONNECTION, REDIRECT)
    for candidate in (query, f"state={attempt.state}&{query}", f"{query}&state={attempt.state}&code=x"):
        try:
            code = attempt.code_in(candidate)
        except (NotThisAnswer, NotAQuery, SignInError):
            continue
        assert code == "x" or f"code={code}" in candidate


def test_a_code_comes_back_as_it_was_sent() -> None:
    attempt = Attempt(CONNECTION, REDIRECT)
    code = "a/b+c=d&e%"
    assert attempt.code_in(urlencode({"code": code, "state": attempt.state, "session_state": "x"})) == code


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\r\nb", "a\ufffd\ufffdb"),
        ("\x1b[31m", "\ufffd[31m"),
        ("\u202eexe", "\ufffdexe"),
        ("\ud800", "\ufffd"),
        (5, "5"),
    ],
)
def test_a19_untrusted_text_is_one_harmless_line(text: object, shown: str) -> None:
    assert plain(text) == shown


def test_a19_untrusted_text_is_bounded() -> None:
    assert plain("x" * 1_000_000) == "x" * 199 + "…"
    assert plain("x" * 200) == "x" * 200
