"""Bytes over one connection of the event loop: what comes is read piece by piece, what goes waits for room."""

import asyncio
import ssl
from collections import deque
from typing import cast

_MUCH = 256 * 1024
"""Bytes that may lie here unread before the sender is told to wait."""


class Stream(asyncio.Protocol):
    """The protocol end of one connection, TLS included. Reads and writes raise OSErrors."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._pieces: deque[bytes] = deque()
        self._unread = 0
        self._ended = False
        self._error: Exception | None = None
        self._arrival: asyncio.Future[None] | None = None
        self._room: asyncio.Future[None] | None = None
        self.lost: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Done as soon as the connection is gone for good."""

    @property
    def is_quiet(self) -> bool:
        """Whether the other end keeps the connection open and has said nothing that was not read."""
        transport = self._transport
        return not (self._pieces or self._ended or transport is None or transport.is_closing())

    async def read(self) -> bytes:
        """What came, at least one byte; none at the end."""
        while not self._pieces:
            if self._error:
                raise self._error
            if self._ended:
                return b""
            self._arrival = asyncio.get_running_loop().create_future()
            try:
                await self._arrival
            finally:
                self._arrival = None
        piece = self._pieces.popleft()
        if self._unread > _MUCH >= self._unread - len(piece) and self._transport and not self._ended:
            self._transport.resume_reading()
        self._unread -= len(piece)
        return piece

    async def write(self, data: bytes) -> None:
        """Send `data`; waits while too much of what was sent before has not left."""
        if self._transport is None or self._transport.is_closing():
            raise self._error or ConnectionResetError("The connection is closed")
        self._transport.write(data)
        if self._room is not None:
            await asyncio.shield(self._room)

    async def secure(self, context: ssl.SSLContext, host: str) -> None:
        """Go on in TLS, with the certificate of `host`. Raises ssl.SSLErrors too."""
        if self._transport is None:
            raise ConnectionResetError("The connection is closed")
        loop = asyncio.get_running_loop()
        secured = await loop.start_tls(self._transport, self, context, server_hostname=host)
        if secured is None:
            raise ConnectionResetError("The connection ended before it was secure")
        self._transport = secured

    def abort(self) -> None:
        """Close at once; what has not left is lost."""
        if self._transport:
            self._transport.abort()

    # What the event loop tells

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._pieces.append(data)
        if self._unread <= _MUCH < self._unread + len(data) and self._transport:
            self._transport.pause_reading()
        self._unread += len(data)
        _wake(self._arrival)

    def eof_received(self) -> None:
        self._ended = True
        _wake(self._arrival)

    def pause_writing(self) -> None:
        self._room = asyncio.get_running_loop().create_future()

    def resume_writing(self) -> None:
        room, self._room = self._room, None
        _wake(room)

    def connection_lost(self, error: Exception | None) -> None:
        self._ended = True
        self._error = error
        self._transport = None
        self.resume_writing()
        _wake(self._arrival)
        _wake(self.lost)


def _wake(waiting: asyncio.Future[None] | None) -> None:
    if waiting is not None and not waiting.done():
        waiting.set_result(None)
