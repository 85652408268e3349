"""Reading the head of one HTTP request, strictly and with bounds; what is no request gets no answer."""

import asyncio
import re
from dataclasses import dataclass
from typing import Final

MAX_REQUEST_LINE: Final = 16_384
MAX_HEADER_LINE: Final = 65_536
"""Bytes. Cookies of every program that ever served a page on localhost come along."""

MAX_HEADERS: Final = 100
MAX_HEADER_BYTES: Final = 131_072

_REQUEST_LINE = re.compile(rb"([A-Z]{1,20}) (/[\x21-\x7e]*) HTTP/1\.[01]\r?\n")
_HEADER_LINE = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*?)[ \t]*\r?\n")


class NotHttp(Exception):
    """The bytes are no HTTP request, or they ended early."""


class TooLarge(Exception):
    """The request is beyond the bounds; `status` is the HTTP status that says so."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True, repr=False)
class Head:
    """A request's method, path and query as sent, and its headers, every name in lower case with all its values."""

    method: str
    path: str
    query: str
    headers: dict[str, list[str]]

    def only(self, name: str) -> str | None:
        """The value of the header `name`; None where it is absent or came more than once."""
        values = self.headers.get(name, [])
        return values[0] if len(values) == 1 else None


async def read_head(reader: asyncio.StreamReader) -> Head:
    """The next request's head. Raises NotHttp or TooLarge; the reader's limit must be MAX_HEADER_LINE."""
    try:
        first = await reader.readexactly(1)
        if not first.isupper():
            raise NotHttp  # a TLS hello, for one, has no line end to wait for
        line = first + await _line(reader, 414)
        if len(line) > MAX_REQUEST_LINE:
            raise TooLarge(414)
        match = _REQUEST_LINE.fullmatch(line)
        if match is None:
            raise NotHttp
        method, target = (part.decode("ascii") for part in match.groups())
        path, _, query = target.partition("?")
        return Head(method, path, query, await _headers(reader))
    except asyncio.IncompleteReadError:
        raise NotHttp from None


async def _headers(reader: asyncio.StreamReader) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    size = count = 0
    while (line := await _line(reader, 431)) not in (b"\r\n", b"\n"):
        size += len(line)
        count += 1
        if count > MAX_HEADERS or size > MAX_HEADER_BYTES:
            raise TooLarge(431)
        match = _HEADER_LINE.fullmatch(line)
        if match is None:
            raise NotHttp
        name, value = (part.decode("latin-1") for part in match.groups())
        found.setdefault(name.lower(), []).append(value)
    return found


async def _line(reader: asyncio.StreamReader, status_if_too_long: int) -> bytes:
    try:
        return await reader.readuntil(b"\n")
    except asyncio.LimitOverrunError:
        raise TooLarge(status_if_too_long) from None
