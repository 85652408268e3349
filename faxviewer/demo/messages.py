"""HTTP messages as the demo service reads and writes them."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import formatdate
from http import HTTPStatus
from typing import Any, BinaryIO, Final
from urllib.parse import parse_qsl, unquote
from uuid import uuid4

MAX_LINE: Final = 16 * 1024
MAX_HEADERS: Final = 100
MAX_BODY: Final = 1024 * 1024
MAX_FIELDS: Final = 100

_REASONS: Final = {status.value: status.phrase for status in HTTPStatus}


@dataclass(frozen=True, slots=True)
class Response:
    """What goes back. `hang_up` closes the connection after it; `cut` sends half of the body that it promises."""

    status: int
    body: bytes = b""
    content_type: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()
    hang_up: bool = False
    cut: bool = False

    def encode(self, *, keep_alive: bool, with_body: bool = True) -> bytes:
        """The bytes on the wire. A line break in a header value is an error of the caller and raises ValueError."""
        lines = [
            f"HTTP/1.1 {self.status} {_REASONS.get(self.status, 'Unknown')}",
            f"Date: {_date()}",
            f"Content-Length: {len(self.body)}",
            f"X-Request-Id: {uuid4().hex}",
        ]
        if self.body:
            lines.append(f"Content-Type: {self.content_type}")
        for name, value in self.headers:
            if "\r" in value or "\n" in value:
                raise ValueError("line break in a header")
            lines.append(f"{name}: {value}")
        lines.append("Connection: keep-alive" if keep_alive else "Connection: close")
        head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
        if not with_body:
            return head
        return head + (self.body[: len(self.body) // 2] if self.cut else self.body)


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `path` holds the decoded segments; header names are in lower case, values as sent."""

    method: str
    path: tuple[str, ...]
    query: tuple[tuple[str, str], ...] = ()
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = field(default=b"", repr=False)
    keep_alive: bool = True

    def header(self, name: str) -> str:
        """The header's value, or an empty text."""
        return self.headers.get(name, "")

    def form(self) -> tuple[tuple[str, str], ...] | None:
        """The fields of a form body; None when the body is something else."""
        if self.header("content-type").split(";")[0].strip().lower() != "application/x-www-form-urlencoded":
            return None
        return fields_of(self.body.decode("utf-8", "replace"))


class BadRequest(Exception):
    """Not a request that can be answered; carries the reply."""

    def __init__(self, status: int, description: str) -> None:
        super().__init__(description)
        self.response = error(status, "bad_request", description)


class Refused(Exception):
    """A request that is understood and not granted; carries the reply."""

    def __init__(self, status: int, code: str, description: str) -> None:
        super().__init__(description)
        self.response = error(status, code, description)


def json_response(value: Any, status: int = 200, headers: tuple[tuple[str, str], ...] = ()) -> Response:
    """`value` as JSON in UTF-8."""
    try:
        body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:  # a lone surrogate, which only an escape can carry
        body = json.dumps(value, separators=(",", ":")).encode()
    return Response(status, body, "application/json", headers)


def error(status: int, code: str, description: str, headers: tuple[tuple[str, str], ...] = ()) -> Response:
    """The service's error body (vendor page "Errors"): `{"error", "description"}`."""
    return json_response({"error": code, "description": description}, status, headers)


def fields_of(text: str) -> tuple[tuple[str, str], ...] | None:
    """The fields of a query or form, in order and with repeats; None when there are too many."""
    try:
        return tuple(parse_qsl(text, keep_blank_values=True, max_num_fields=MAX_FIELDS))
    except ValueError:
        return None


def read_request(reader: BinaryIO, send_continue: Callable[[], None]) -> Request | None:
    """The next request, or None at a clean end.

    Raises BadRequest for what HTTP/1.1 or our limits refuse, and EOFError when the request breaks off.
    """
    try:
        line = _line(reader, 414) or _line(reader, 414)  # one stray line break between requests is allowed
    except EOFError:
        return None
    parts = line.split(" ")
    if len(parts) != 3 or parts[2] not in ("HTTP/1.1", "HTTP/1.0"):
        raise BadRequest(400, "Not an HTTP/1.1 request")
    method, target, version = parts
    headers = _headers(reader)
    connection = headers.get("connection", "").lower()
    keep_alive = connection != "close" if version == "HTTP/1.1" else connection == "keep-alive"
    address, _, query = target.partition("?")
    fields = fields_of(query)
    if not address.startswith("/") or fields is None:
        raise BadRequest(400, "Not an address of this service")
    path = tuple(unquote(segment) for segment in address[1:].split("/"))
    return Request(method, path, fields, headers, _body(reader, headers, send_continue), keep_alive)


def _line(reader: BinaryIO, too_long: int) -> str:
    raw = reader.readline(MAX_LINE + 1)
    if len(raw) > MAX_LINE:
        raise BadRequest(too_long, "Too long")
    if not raw.endswith(b"\n"):
        raise EOFError
    return raw.decode("latin-1").rstrip("\r\n")


def _headers(reader: BinaryIO) -> dict[str, str]:
    headers: dict[str, str] = {}
    for _ in range(MAX_HEADERS + 1):
        line = _line(reader, 431)
        if not line:
            return headers
        name, colon, value = line.partition(":")
        if not colon or not name or name != name.strip():
            raise BadRequest(400, "Not a header")
        key = name.lower()
        if key in headers and key in ("authorization", "content-length", "host", "x-fax-clientid"):
            raise BadRequest(400, f"Two {key} headers")
        headers[key] = value.strip()
    raise BadRequest(431, "Too many headers")


def _body(reader: BinaryIO, headers: dict[str, str], send_continue: Callable[[], None]) -> bytes:
    if "transfer-encoding" in headers:
        raise BadRequest(411, "Send the body with a Content-Length")
    length = headers.get("content-length", "0")
    if not (length.isascii() and length.isdigit()):
        raise BadRequest(400, "Not a Content-Length")
    if len(length) > 9 or int(length) > MAX_BODY:
        raise BadRequest(413, "Too large")
    if int(length) and headers.get("expect", "").lower() == "100-continue":
        send_continue()
    body = reader.read(int(length))
    if len(body) < int(length):
        raise EOFError
    return body


_date_now: tuple[int, str] = (0, "")


def _date() -> str:
    """The Date header, written anew once a second."""
    global _date_now
    now = int(time.time())
    if _date_now[0] != now:
        _date_now = (now, formatdate(now, usegmt=True))
    return _date_now[1]
