"""The httpx transport of the program: HTTP/1.1 connections, kept for a while and used again.

It stands in for httpcore, which brings anyio and a second, synchronous half: 2 MB of the window's memory and a good
part of the time that a request takes.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Final

import httpx

from faxviewer.network.conversation import Conversation
from faxviewer.network.dialling import Tls, dialled
from faxviewer.network.proxies import PORTS, Proxies, port_of
from faxviewer.network.stream import Stream

_log: Final = logging.getLogger(__name__)

_KEPT: Final = 5.0
"""Seconds for which an idle connection may be used again; servers close them at some time of their own."""

_Place = tuple[str, str, int]


class HttpTransport(httpx.AsyncBaseTransport):
    """HTTP/1.1 in the running event loop. Give it to a httpx.AsyncClient, which closes it.

    `tls` is called for each connection that is to be secured; its OSErrors come out as httpx.ConnectError. With
    `straight` no proxy is asked. Raises ValueError for a proxy setting that can't be used.
    """

    def __init__(self, tls: Tls, *, straight: bool) -> None:
        self._tls = tls
        self._proxies = None if straight else Proxies()
        self._idle: dict[_Place, list[tuple[float, Conversation]]] = {}
        self._open: set[Stream] = set()
        self._is_closed = False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.scheme not in PORTS or not request.url.host:
            raise httpx.UnsupportedProtocol("An address begins with http:// or https:// and a host here")
        place = (request.url.scheme, request.url.host, port_of(request.url))
        conversation = self._kept(place) or await self._dialled(request)
        try:
            head = await conversation.ask(request)
        except BaseException as error:
            _log.debug("%s: %s without an answer", place[1], type(error).__name__)
            conversation.stream.abort()
            raise
        _log.debug("%s: %s answered with %d", place[1], request.method, head.status_code)
        return httpx.Response(
            head.status_code,
            headers=head.headers.raw_items(),
            stream=_Body(self, place, conversation, request),
            extensions={"http_version": b"HTTP/" + head.http_version, "reason_phrase": bytes(head.reason)},
        )

    async def aclose(self) -> None:
        """Close every connection, those in use too, and wait until they are gone."""
        self._is_closed = True
        self._idle.clear()
        for stream in (left := tuple(self._open)):
            stream.abort()
        if left:
            await asyncio.wait([stream.lost for stream in left])

    def take_back(self, place: _Place, conversation: Conversation) -> None:
        """Keep a connection whose reply is no longer read for the next request, if it is good for one."""
        if not conversation.finish():
            conversation.stream.abort()
            return
        now = asyncio.get_running_loop().time()
        self._idle.setdefault(place, []).append((now + _KEPT, conversation))

    def _kept(self, place: _Place) -> Conversation | None:
        """A connection to `place` that still holds. Those that have waited too long are closed."""
        now = asyncio.get_running_loop().time()
        for waiting in self._idle.values():
            while waiting and waiting[0][0] < now:
                waiting.pop(0)[1].stream.abort()
        here = self._idle.get(place)
        while here:
            conversation = here.pop()[1]
            if conversation.can_go_on:
                return conversation
            conversation.stream.abort()
        return None

    async def _dialled(self, request: httpx.Request) -> Conversation:
        proxy = await self._proxies.for_address(request.url) if self._proxies else None
        conversation = await dialled(request, proxy, self._tls, self._stream)
        if self._is_closed:
            conversation.stream.abort()
            raise httpx.ConnectError("The client was closed meanwhile")
        _log.debug("%s: connected %s", request.url.host, "by a proxy" if proxy else "straight")
        return conversation

    def _stream(self) -> Stream:
        stream = Stream()
        self._open.add(stream)
        stream.lost.add_done_callback(lambda _: self._open.discard(stream))
        return stream


class _Body(httpx.AsyncByteStream):
    """A reply's body; closed, it gives the connection back."""

    def __init__(
        self, transport: HttpTransport, place: _Place, conversation: Conversation, request: httpx.Request
    ) -> None:
        self._transport = transport
        self._place = place
        self._conversation = conversation
        self._request = request
        self._is_closed = False

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._conversation.body(self._request)

    async def aclose(self) -> None:
        if not self._is_closed:
            self._is_closed = True
            self._transport.take_back(self._place, self._conversation)
