"""Part B of the catalogue: what a reply of the token endpoint may be."""

import json
import math

import pytest

from faxviewer.auth.tokens import (
    LONGEST_LIFETIME,
    SHORTEST_LIFETIME,
    USUAL_LIFETIME,
    Grant,
    GrantRefused,
    lifetime,
    read_reply,
)
from faxviewer.domain.errors import (
    ClientRefused,
    FaxViewerError,
    NetworkSignInNeeded,
    RateLimited,
    ServiceTrouble,
    SignInRefused,
    UnexpectedReply,
)

GOOD = {"access_token": "aaa", "token_type": "Bearer", "expires_in": 3600, "refresh_token": "rrr"}


def read(status: int, body: object, **headers: str) -> Grant:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return read_reply(status, {name.replace("_", "-"): value for name, value in headers.items()}, raw)


def test_a_good_reply() -> None:
    assert read(200, GOOD | {"scope": "all", "extra": [1]}) == Grant("aaa", "rrr", 3600.0)
    assert "aaa" not in repr(read(200, GOOD))
    assert "rrr" not in repr(read(200, GOOD))


def test_b32_invalid_grant() -> None:
    with pytest.raises(GrantRefused) as refused:
        read(400, {"error": "invalid_grant", "error_description": "gone\n\x1b[31m" + "x" * 400})
    assert refused.value.remedy == "Sign in again."
    assert "gone\ufffd\ufffd[31mx" in refused.value.detail
    assert len(refused.value.detail) == 200


@pytest.mark.parametrize(
    ("status", "body"),
    [(401, {"error": "invalid_client"}), (400, {"error": "invalid_client"}), (401, {}), (401, b"")],
)
def test_b33_invalid_client(status: int, body: object) -> None:
    with pytest.raises(ClientRefused) as refused:
        read(status, body)
    assert refused.value.title == "The client ID or secret is wrong"


@pytest.mark.parametrize(
    "body", [{}, {"access_token": "x"}, {"error": None}, {"error": 5}, {"error": ""}, {"error": []}]
)
def test_b34_an_error_status_without_an_error(body: object) -> None:
    with pytest.raises(UnexpectedReply):
        read(400, body)
    with pytest.raises(RateLimited):
        read(429, body)


@pytest.mark.parametrize(
    ("header", "seconds"), [("5", 5), ("0", 1), ("-5", 30), ("1000000", 300), ("", 30), ("soon", 30), ("1e9", 30)]
)
def test_b34_the_pause_of_a_429(header: str, seconds: float) -> None:
    with pytest.raises(RateLimited) as limited:
        read(429, {}, retry_after=header)
    assert limited.value.retry_after == seconds


@pytest.mark.parametrize("error", ["invalid_request", "unsupported_grant_type", "invalid_scope", "something_else"])
def test_other_errors_are_refusals_that_can_be_quoted(error: str) -> None:
    with pytest.raises(SignInRefused) as refused:
        read(400, {"error": error})
    assert error in refused.value.detail


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"<!doctype html><title>Wi-Fi</title>", NetworkSignInNeeded),
        (b"  \n<html>", NetworkSignInNeeded),
        ([GOOD], UnexpectedReply),
        (None, UnexpectedReply),
        (b"", UnexpectedReply),
        (b"access_token=aaa&token_type=bearer", UnexpectedReply),
        (b"\xff\xfe{", UnexpectedReply),
        (b"[" * 200_000, UnexpectedReply),
        (b'{"access_token": ' + b"1" * 5000 + b"}", UnexpectedReply),
    ],
)
def test_b35_200_without_a_grant(body: object, error: type[FaxViewerError]) -> None:
    with pytest.raises(error):
        read(200, body)


def test_b35_html_is_told_by_its_content_type_too() -> None:
    with pytest.raises(NetworkSignInNeeded):
        read(200, b"Welcome", content_type="text/html; charset=utf-8")


@pytest.mark.parametrize("token", ["", None, 5, ["aaa"], {"a": 1}, True, " ", "a b", "é", "\ud800"])
def test_b36_empty_or_odd_access_token(token: object) -> None:
    with pytest.raises(UnexpectedReply):
        read(200, GOOD | {"access_token": token})
    without = {name: value for name, value in GOOD.items() if name != "access_token"}
    with pytest.raises(UnexpectedReply):
        read(200, without)


@pytest.mark.parametrize("kind", ["mac", None, "", 5, ["bearer"]])
def test_b37_token_type(kind: object) -> None:
    with pytest.raises(UnexpectedReply):
        read(200, GOOD | {"token_type": kind})


@pytest.mark.parametrize("kind", ["bearer", "Bearer", "BEARER"])
def test_b37_bearer_in_any_case(kind: str) -> None:
    assert read(200, GOOD | {"token_type": kind}).access_token == "aaa"


@pytest.mark.parametrize(
    ("sent", "seconds"),
    [
        (3600, 3600),
        (7200.5, 7200.5),
        ("3600", 3600),
        ("3600.5", 3600.5),
        (0, USUAL_LIFETIME),
        (-1, USUAL_LIFETIME),
        ("-1", USUAL_LIFETIME),
        (1e12, LONGEST_LIFETIME),
        (10**400, LONGEST_LIFETIME),
        (math.inf, LONGEST_LIFETIME),
        (math.nan, USUAL_LIFETIME),
        (1, SHORTEST_LIFETIME),
        (None, USUAL_LIFETIME),
        (True, USUAL_LIFETIME),
        ("soon", USUAL_LIFETIME),
        ("9" * 5000, USUAL_LIFETIME),
        ([3600], USUAL_LIFETIME),
    ],
)
def test_b38_expires_in(sent: object, seconds: float) -> None:
    assert lifetime(sent) == seconds


def test_b38_expires_in_missing() -> None:
    without = {name: value for name, value in GOOD.items() if name != "expires_in"}
    assert read(200, without).lifetime == USUAL_LIFETIME


@pytest.mark.parametrize("value", [None, ""])
def test_b39_no_refresh_token(value: object) -> None:
    assert read(200, GOOD | {"refresh_token": value}).refresh_token == ""
    without = {name: value for name, value in GOOD.items() if name != "refresh_token"}
    assert read(200, without).refresh_token == ""


@pytest.mark.parametrize("name", ["access_token", "refresh_token"])
@pytest.mark.parametrize("token", ["aaa\r\nX-Evil: 1", "aaa\n", "\raaa", "a\x00a", "a\x85a", "a\u2028a"])
def test_b41_a_newline_in_a_token(name: str, token: str) -> None:
    with pytest.raises(UnexpectedReply):
        read(200, GOOD | {name: token})


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_trouble_of_the_service_decides_nothing(status: int) -> None:
    with pytest.raises(ServiceTrouble):
        read(status, b"<html>Bad gateway", content_type="text/html")
