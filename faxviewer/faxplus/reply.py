"""One reply of the service, and what its status and body mean where they are not what was asked for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import blake2b
from typing import Any, Final

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
from faxviewer.faxplus.json_text import NotJson, read_json

SHORTEST_PAUSE: Final = 1.0
USUAL_PAUSE: Final = 30.0
LONGEST_PAUSE: Final = 600.0
"""Seconds: what `Retry-After` is clamped to, and what stands in for one that says nothing."""

_ERROR_CODE = re.compile(r"[a-z][a-z_]{0,63}")
_HTML = re.compile(rb"<!doctype\s+html|<html|<head|<body|<script|<meta", re.IGNORECASE)


_REQUEST_ID_HEADERS: Final = ("x-request-id", "request-id", "x-correlation-id", "x-amzn-requestid", "cf-ray")
"""The vendor documents none; these are where services and the networks before them usually put it."""
_REQUEST_ID = re.compile(r"[\x21-\x7e]{1,128}")


def request_id(headers: Mapping[str, str]) -> str:
    """The service's own name for a request, from a reply's headers; empty where there is no usable one."""
    for name in _REQUEST_ID_HEADERS:
        if _REQUEST_ID.fullmatch(headers.get(name, "")):
            return headers[name]
    return ""


@dataclass(slots=True)
class Reply:
    """A whole reply: `headers` with names in lower case, `body` decoded. Its repr shows no content."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def reference(self) -> str:
        """Something short to quote to support that tells nothing about the content."""
        return f"HTTP {self.status}, reference {blake2b(self.body, digest_size=4).hexdigest()}"


def json_of(reply: Reply, watch_names: bool = True) -> Any:
    """The JSON value of a good reply, whatever its content type says. `watch_names` as for `read_json`.

    Raises the error that a bad status stands for, NetworkSignInNeeded for a web page, UnexpectedReply.
    """
    if not 200 <= reply.status < 300:
        raise refusal(reply)
    try:
        return read_json(reply.body, watch_names)
    except NotJson as reason:
        if is_web_page(reply):
            raise NetworkSignInNeeded(detail=reply.reference) from None
        raise UnexpectedReply(detail=f"{reply.reference}, {reason}") from None


def object_of(reply: Reply, watch_names: bool = True) -> dict[str, Any]:
    """The JSON object of a good reply. Raises as `json_of`, and UnexpectedReply for any other value."""
    value = json_of(reply, watch_names)
    if not isinstance(value, dict):
        raise UnexpectedReply(detail=f"{reply.reference}, not an object")
    return value


def is_web_page(reply: Reply) -> bool:
    """Whether a web page came, as networks with a sign-in page of their own send in place of anything."""
    if reply.headers.get("content-type", "").strip().lower().startswith("text/html"):
        return True
    return bool(_HTML.search(reply.body[:1024])) and reply.body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def refusal(reply: Reply, now: datetime | None = None) -> FaxViewerError:
    """The error that a status outside 200 to 299 stands for. `now` is for `Retry-After` as a date."""
    status, detail = reply.status, _detail(reply)
    match status:
        case 401:
            return SessionEnded(detail=detail)
        case 403:
            return NotAllowed(detail=detail)
        case 404:
            return NotFound(detail=detail)
        case 407:
            return ProxyTrouble(detail=detail)
        case 429:
            return RateLimited(pause_asked(reply.headers.get("retry-after", ""), now), detail=detail)
        case 511:
            return NetworkSignInNeeded(detail=detail)
    if 300 <= status < 400:
        message = "It pointed to another address. Faxviewer never follows that, so that no credentials leak."
        return UnexpectedReply(message=message, detail=detail)
    if 400 <= status < 500 and status not in (408, 425):
        return RequestRefused(message=f"The service does not accept what was asked (HTTP {status}).", detail=detail)
    if status >= 500 or status in (408, 425):
        return ServiceTrouble(detail=detail)
    return UnexpectedReply(detail=detail)


def pause_asked(retry_after: str, now: datetime | None = None) -> float:
    """Seconds to wait as `Retry-After` says, clamped; USUAL_PAUSE where it says nothing usable."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        seconds = float(text[:12])
    else:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return USUAL_PAUSE
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        seconds = (moment - (now or datetime.now(UTC))).total_seconds()
        if seconds < 0:
            return USUAL_PAUSE
    return min(max(seconds, SHORTEST_PAUSE), LONGEST_PAUSE)


def _detail(reply: Reply) -> str:
    """The status, and the service's own error code where it looks like one and like nothing personal."""
    try:
        told = read_json(reply.body[:65536])
    except NotJson:
        told = None
    code = told.get("error") if isinstance(told, dict) else None
    return (
        f"HTTP {reply.status}, {code}"
        if isinstance(code, str) and _ERROR_CODE.fullmatch(code)
        else f"HTTP {reply.status}"
    )
