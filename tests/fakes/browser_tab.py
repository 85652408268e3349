"""The person's browser without a browser: takes the address that would open, and comes back as it is told to."""

import asyncio
from contextlib import suppress
from urllib.parse import parse_qs, urlencode, urlsplit

from faxviewer.domain.document import StoredDocument
from faxviewer.domain.errors import BrowserUnavailable


class Page:
    """A response, as its bytes came. No bytes at all: the other side hung up without a word."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        head, _, self.body = raw.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        self.status = int(first.split(" ")[1]) if raw else None
        pairs = (line.partition(": ") for line in lines)
        self.headers = {name.lower(): value for name, _, value in pairs}

    @property
    def text(self) -> str:
        return self.body.decode()


class Tab:
    """One authorization page, opened for one attempt."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.redirect_uri = self.asked["redirect_uri"]
        self.state = self.asked["state"]
        parts = urlsplit(self.redirect_uri)
        assert parts.port is not None
        self.host, self.port, self.path, self.authority = parts.hostname or "", parts.port, parts.path, parts.netloc

    async def back(self, query: str | None = None, *, state: str | None = None, **answer: str) -> Page:
        """Follow the redirect: with `answer` and the attempt's own state, or with `query` as it is."""
        if query is None:
            query = urlencode(answer | {"state": self.state if state is None else state})
        return await self.get(f"{self.path}?{query}")

    async def get(self, target: str, *, method: str = "GET", host: str | None = None, **headers: str) -> Page:
        """Send one request. Header names take `_` for `-`."""
        lines = [f"{method} {target} HTTP/1.1", f"Host: {self.authority if host is None else host}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        return await self.send("\r\n".join([*lines, "", ""]).encode())

    async def send(self, raw: bytes, host: str | None = None) -> Page:
        """Send `raw` and read until the other side closes."""
        reader, writer = await self.connect(host)
        try:
            writer.write(raw)
            return Page(await reader.read())
        except ConnectionError:
            return Page(b"")
        finally:
            await hang_up(writer)

    async def connect(self, host: str | None = None) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection on which nothing was said yet."""
        host = host or ("127.0.0.1" if self.host == "localhost" else self.host)
        return await asyncio.open_connection(host, self.port)

    async def listens(self, host: str | None = None) -> bool:
        """Whether anybody still answers there."""
        try:
            _, writer = await self.connect(host)
        except OSError:
            return False
        await hang_up(writer)
        return True


async def hang_up(writer: asyncio.StreamWriter) -> None:
    """Close a connection, and wait until it is gone."""
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()


class Browser:
    """The Opener of a test. Every address opens a tab; `missing` makes it the computer without a browser."""

    def __init__(self, *, missing: bool = False) -> None:
        self.missing = missing
        self._tabs: asyncio.Queue[Tab] = asyncio.Queue()

    async def open_address(self, address: str) -> None:
        await self._tabs.put(Tab(address))
        if self.missing:
            raise BrowserUnavailable

    async def open_document(self, document: StoredDocument) -> None:
        raise AssertionError(f"nobody asked for {document}")

    async def show_in_folder(self, path: str) -> None:
        raise AssertionError(f"nobody asked for {path}")

    async def tab(self) -> Tab:
        """The next tab that opens."""
        return await self._tabs.get()
