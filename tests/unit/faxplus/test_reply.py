"""What statuses, headers and bodies mean, without a network."""

from datetime import UTC, datetime

import pytest

from faxviewer.domain.errors import (
    FaxViewerError,
    NetworkSignInNeeded,
    NotAllowed,
    NotFound,
    ProxyTrouble,
    RateLimited,
    RequestRefused,
    ServiceTrouble,
    SessionEnded,
    UnexpectedReply,
)
from faxviewer.faxplus.reply import Reply, json_of, object_of, pause_asked, refusal

NOW = datetime(2020, 3, 27, 11, 29, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (301, UnexpectedReply),
        (304, UnexpectedReply),
        (400, RequestRefused),
        (401, SessionEnded),
        (403, NotAllowed),
        (404, NotFound),
        (407, ProxyTrouble),
        (408, ServiceTrouble),
        (410, RequestRefused),
        (418, RequestRefused),
        (429, RateLimited),
        (500, ServiceTrouble),
        (511, NetworkSignInNeeded),
        (599, ServiceTrouble),
    ],
)
def test_f106_f108_every_bad_status_has_its_error(status: int, kind: type[FaxViewerError]) -> None:
    error = refusal(Reply(status, {}, b"<html>"))
    assert type(error) is kind
    assert error.detail == f"HTTP {status}"
    assert error.title and error.remedy


def test_f108_the_code_is_in_the_message() -> None:
    assert "418" in refusal(Reply(418, {}, b"")).message


@pytest.mark.parametrize(
    "told", [b'{"error": "+12025550118"}', b'{"error": "a\\n\\u001b[31mb"}', b'{"error": ["x"]}', b"[1]", b"\xff"]
)
def test_e93_a_servers_error_text_never_gets_through(told: bytes) -> None:
    assert refusal(Reply(400, {}, told)).detail == "HTTP 400"


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("5", 5),
        ("0", 1),
        (" 7 ", 7),
        ("1000000000", 600),
        ("9" * 400, 600),
        ("1e9", 30),
        ("-5", 30),
        ("", 30),
        ("soon", 30),
        ("٣", 30),
        ("Fri, 27 Mar 2020 11:29:42 GMT", 42),
        ("Fri, 27 Mar 2020 11:29:00 GMT", 1),
        ("Fri, 27 Mar 2020 11:28:00 GMT", 30),
        ("Fri, 27 Mar 2099 11:28:00 -0000", 600),
        ("Fri, 99 Mar 2020 11:28:00 GMT", 30),
    ],
)
def test_f95_pauses_are_clamped(header: str, seconds: float) -> None:
    assert pause_asked(header, NOW) == seconds


@pytest.mark.parametrize("media", ["application/json", "text/plain", "text/html", ""])
def test_f101_valid_json_is_read_under_any_content_type(media: str) -> None:
    assert json_of(Reply(200, {"content-type": media}, b' {"id": "x"}\r\n')) == {"id": "x"}


@pytest.mark.parametrize(
    ("media", "body"),
    [
        ("text/html; charset=utf-8", b"Sign in here"),
        ("application/json", b"\xef\xbb\xbf\r\n<!DOCTYPE HTML PUBLIC>"),
        ("", b'<?xml version="1.0"?><html xmlns="">'),
    ],
)
def test_f100_web_pages(media: str, body: bytes) -> None:
    with pytest.raises(NetworkSignInNeeded):
        json_of(Reply(200, {"content-type": media}, body))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'\xef\xbb\xbf{"id": "x"}',
        b'{"id": "caf\xe9"}',
        b"{} {}",
        b"[" * 200_000,
        b'{"a":' * 200_000,
        b"<?xml version='1.0'?><feed/>",
        b'{"pages": ' + b"7" * 5_000 + b", }",
        b'{"pages": ' + b"7" * 5_000 + b', "x": ' + b"[" * 200_000,
    ],
)
def test_f102_f104_what_is_no_json_is_told_with_a_reference(body: bytes) -> None:
    with pytest.raises(UnexpectedReply) as caught:
        json_of(Reply(200, {}, body))
    assert caught.value.detail.startswith("HTTP 200, reference ")
    assert "reference" in caught.value.remedy


@pytest.mark.parametrize("body", [b"[]", b"null", b"7", b'"text"', b"NaN"])
def test_f103_another_value_in_place_of_an_object(body: bytes) -> None:
    with pytest.raises(UnexpectedReply, match="unexpected"):
        object_of(Reply(200, {}, body))


def test_a_reply_shows_nothing_of_its_content() -> None:
    shown = repr(Reply(200, {"x": "canary"}, b"canary"))
    assert "canary" not in shown
    assert "200" in shown


def test_references_tell_replies_apart() -> None:
    assert Reply(200, {}, b"a").reference != Reply(200, {}, b"b").reference
