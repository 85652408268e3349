"""The listener for one redirect: bound first, one answer, cancellable, and unmoved by anything else that calls."""

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

from faxviewer.auth import pages
from faxviewer.auth.http_head import MAX_HEADER_LINE, Head, NotHttp, TooLarge, read_head
from faxviewer.auth.oauth import NotAQuery, NotThisAnswer
from faxviewer.auth.sockets import listen_on
from faxviewer.domain.errors import SignInError

ReadCode = Callable[[str], str]
"""Gives the code in a redirect's query; raises as `Attempt.code_in` does."""

CALLER_SECONDS: Final = 10.0
"""How long one connection may take in all."""

MAX_CALLERS: Final = 64
_LINGER_SECONDS: Final = 2.0
_LINGER_BYTES: Final = 4_194_304


class RedirectListener:
    """Listens at a redirect URI from entering the context until leaving it.

    `redirect_uri` is the address to send. Entering raises RedirectPortBusy. Leaving frees the port at
    once, however it comes about.
    """

    def __init__(self, redirect_uri: str, *, caller_seconds: float = CALLER_SECONDS) -> None:
        self.redirect_uri = redirect_uri
        self._caller_seconds = caller_seconds
        self._sockets: list[socket.socket] = []
        self._servers: list[asyncio.Server] = []
        self._callers: dict[asyncio.Task[None], asyncio.StreamWriter] = {}
        self._taken = False
        self._open = False

    async def __aenter__(self) -> Self:
        self._pages = pages.Pages()
        self._outcome: asyncio.Future[str | SignInError] = asyncio.get_running_loop().create_future()
        self._sockets, self.redirect_uri = listen_on(self.redirect_uri)
        parts = urlsplit(self.redirect_uri)
        self._path = parts.path or "/"
        self._hosts = {parts.netloc.lower()}
        if parts.port == 80:
            self._hosts.add(parts.netloc.lower().rpartition(":")[0])
        self._open = True
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            await self._stop_taking()
        finally:
            self._open = False
            for server in self._servers:
                server.close()
            for listener in self._sockets:
                listener.close()
            callers = dict(self._callers)
            for caller in callers:
                caller.cancel()
            await asyncio.gather(*callers, return_exceptions=True)
            await asyncio.gather(*(writer.wait_closed() for writer in callers.values()), return_exceptions=True)

    async def serve(self, read_code: ReadCode) -> "asyncio.Future[str | SignInError]":
        """Begin to answer. The future brings the code, or the error that ends the attempt."""
        self._read_code = read_code
        while self._sockets:
            # From here on the server owns the socket and closes it.
            server = await asyncio.start_server(self._called, sock=self._sockets.pop(), limit=MAX_HEADER_LINE)
            self._servers.append(server)
        return self._outcome

    async def _stop_taking(self) -> None:
        """Take no more calls, and wait until `_called` has had all that were taken.

        asyncio makes a call's streams one turn after it took the call, and tells of them in the next. A server that is
        closed by then leaves the connection to the garbage collector, about which Python 3.13 prints an error.
        """
        loop = asyncio.get_running_loop()
        for server in self._servers:
            for listener in server.sockets:
                with suppress(NotImplementedError):  # on Windows, where taking and making are one step
                    loop.remove_reader(listener.fileno())
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    def _called(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(self._callers) >= MAX_CALLERS:
            next(iter(self._callers)).cancel()  # the oldest has had the longest time to speak
        caller = asyncio.get_running_loop().create_task(self._answer(reader, writer))
        self._callers[caller] = writer
        caller.add_done_callback(self._gone)
        if not self._open:
            caller.cancel()

    def _gone(self, caller: asyncio.Task[None]) -> None:
        self._callers.pop(caller).close()  # cancelled before its first step, `_answer` didn't

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one caller. Whatever it does ends here, at its own deadline at the latest."""
        outcome: str | SignInError | None = None
        try:
            with suppress(TimeoutError, OSError, NotHttp, NotAQuery):
                async with asyncio.timeout(self._caller_seconds):
                    try:
                        head = await read_head(reader)
                        page, outcome = self._judged(head)
                        body = head.method != "HEAD"
                    except TooLarge as error:
                        page, body = pages.too_large(error.status), True
                    writer.write(self._pages.response(page, body=body))
                    await writer.drain()
                    self._settle(outcome)
                    await _hang_up(reader, writer)
        finally:
            # Told even where the browser hung up before the page: the answer itself is whole.
            self._settle(outcome)
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    def _settle(self, outcome: str | SignInError | None) -> None:
        if outcome is not None and not self._outcome.done():
            self._outcome.set_result(outcome)

    def _judged(self, head: Head) -> tuple[pages.Page, str | SignInError | None]:
        """The page for a request, and what it settles, if anything."""
        if (head.only("host") or "").lower() not in self._hosts:
            return pages.NOT_FROM_THERE, None  # a name that some other site made point here
        if head.path != self._path:
            return pages.NOTHING_HERE, None
        if head.method != "GET":
            return pages.GET_ONLY, None
        if head.headers.get("sec-fetch-mode", ["navigate"]) != ["navigate"]:
            return pages.NOT_FROM_THERE, None  # a picture or script of some page, not the person's tab
        if head.headers.get("sec-fetch-dest", ["document"]) != ["document"]:
            return pages.NOT_FROM_THERE, None
        if not head.query:
            return pages.NOTHING_HERE, None
        if self._taken:
            return pages.ANSWERED, None
        try:
            code = self._read_code(head.query)
        except NotThisAnswer:
            return pages.OTHER_SIGN_IN, None
        except SignInError as error:
            self._taken = True
            return pages.failed(error), error
        self._taken = True
        return pages.DONE, code


async def _hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Let the caller read its page: closing on bytes not yet read would take the page back."""
    if writer.can_write_eof():
        writer.write_eof()
    left = _LINGER_BYTES
    with suppress(TimeoutError):
        async with asyncio.timeout(_LINGER_SECONDS):
            while left > 0 and (chunk := await reader.read(65_536)):
                left -= len(chunk)
