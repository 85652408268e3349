"""One HTTP/1.1 connection: a request and its reply at a time, by h11 over a Stream."""

from collections.abc import AsyncIterator
from typing import Final

import h11
import httpx

from faxviewer.network.stream import Stream
from faxviewer.network.trouble import seconds_for, within

_MOST_HEAD: Final = 100 * 1024
"""Bytes of a reply's head."""
_TWO_LENGTHS: Final = {b"content-length", b"transfer-encoding"}

Headers = list[tuple[bytes, bytes]]


class Conversation:
    """What is said over `stream`. Raises httpx's exceptions; after one the connection is of no more use.

    `whole_addresses` is for a proxy that forwards: it wants the target's address in full, and `extra` headers.
    """

    def __init__(self, stream: Stream, *, whole_addresses: bool = False, extra: Headers | None = None) -> None:
        self.stream = stream
        self._whole_addresses = whole_addresses
        self._extra = extra or []
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=_MOST_HEAD)
        self._is_doubtful = False

    @property
    def is_quiet(self) -> bool:
        """Whether the connection holds and nothing came that was not asked for."""
        return self.stream.is_quiet and not self._http.trailing_data[0]

    @property
    def can_go_on(self) -> bool:
        """Whether another request can be sent: the last reply was read, and the other end is still there."""
        return self._http.our_state is h11.IDLE and self.is_quiet

    async def ask(self, request: httpx.Request) -> h11.Response:
        """Send `request`; the head of its reply. `body` then gives the rest."""
        url = request.url
        # Neither the userinfo nor the fragment of an address is anybody else's business.
        target = b"%b://%b%b" % (url.raw_scheme, url.netloc, url.raw_path) if self._whole_addresses else url.raw_path
        return await self.ask_for(target, request, self._extra + request.headers.raw)

    async def ask_for(self, target: bytes, request: httpx.Request, headers: Headers) -> h11.Response:
        """The same for another target and other headers than the request's own."""
        try:
            data = self._said(h11.Request(method=request.method.upper(), target=target, headers=headers))
            async for piece in _body(request):
                data += self._said(h11.Data(data=piece))
            data += self._said(h11.EndOfMessage())
        except h11.LocalProtocolError:
            # Its text may quote a header.
            raise httpx.LocalProtocolError("HTTP/1.1 has no way to say this request") from None
        async with within(seconds_for("write", request), httpx.WriteTimeout, httpx.WriteError):
            await self.stream.write(data)
        while True:
            event = await self._heard(request)
            if isinstance(event, h11.Response):
                if sum(len(name) + len(value) for name, value in event.headers) > _MOST_HEAD:
                    raise httpx.RemoteProtocolError("The reply has too long a head")
                # Not everybody on the way may have read such a reply to the same end (RFC 9112, 6.3).
                self._is_doubtful = {name for name, _ in event.headers} >= _TWO_LENGTHS
                return event
            if not isinstance(event, h11.InformationalResponse):
                raise httpx.RemoteProtocolError("No reply came")

    async def body(self, request: httpx.Request) -> AsyncIterator[bytes]:
        """The body of the reply, as the pieces come."""
        while isinstance(event := await self._heard(request), h11.Data):
            yield bytes(event.data)

    def finish(self) -> bool:
        """Get ready for another request; False where that can't be."""
        if self._is_doubtful or self._http.our_state is not h11.DONE or self._http.their_state is not h11.DONE:
            return False
        self._http.start_next_cycle()
        return self.is_quiet

    def _said(self, event: h11.Event) -> bytes:
        return self._http.send(event) or b""

    async def _heard(self, request: httpx.Request) -> h11.Event | type[h11.NEED_DATA] | type[h11.PAUSED]:
        while True:
            try:
                event = self._http.next_event()
            except h11.RemoteProtocolError:
                # Its text may quote what came.
                raise httpx.RemoteProtocolError("The reply is cut off, or is not HTTP/1.1") from None
            if event is not h11.NEED_DATA:
                return event
            async with within(seconds_for("read", request), httpx.ReadTimeout, httpx.ReadError):
                data = await self.stream.read()
            if not data and self._http.their_state is h11.SEND_RESPONSE:
                raise httpx.ReadError("The connection ended without an answer")
            self._http.receive_data(data)


async def _body(request: httpx.Request) -> AsyncIterator[bytes]:
    if isinstance(request.stream, httpx.AsyncByteStream):
        async for piece in request.stream:
            if piece:
                yield piece
