"""Bytes over one connection of the event loop: what comes is read piece by piece, what goes waits for room."""

import asyncio
import ssl
from collections import deque
from typing import Final, cast

_MUCH: Final = 256 * 1024
"""Bytes that may lie here unread before the sender is told to wait."""


class Stream(asyncio.Protocol):
    """The protocol end of one connection, TLS included, for one task at a time. Reading raises OSErrors."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._pieces: deque[bytes] = deque()
        self._unread = 0
        self._is_full = False
        self._ended = False
        self._error: Exception | None = None
        self._change: asyncio.Future[None] | None = None
        self.lost: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Done as soon as the connection is gone for good."""

    @property
    def is_quiet(self) -> bool:
        """Whether the other end is there, takes what it gets and has said nothing that was not read."""
        busy = self._pieces or self._ended or self._is_full
        return not (busy or self._transport is None or self._transport.is_closing())

    async def read(self) -> bytes:
        """What came, at least one byte; none at the end."""
        while not self._pieces:
            if self._error:
                raise self._error
            if self._ended:
                return b""
            await self._changed()
        piece = self._pieces.popleft()
        if self._unread > _MUCH >= self._unread - len(piece) and self._transport and not self._ended:
            self._transport.resume_reading()
        self._unread -= len(piece)
        return piece

    async def write(self, data: bytes) -> None:
        """Send `data`; waits while too much of it has not left. What became of a lost connection, `read` tells.

        Waits no longer once something came: who answers before the end may not take the rest.
        """
        if self._transport is None or self._transport.is_closing():
            return
        self._transport.write(data)
        while self._is_full and not self._pieces and not self._ended:
            await self._changed()

    async def secure(self, context: ssl.SSLContext, host: str) -> None:
        """Go on in TLS, with the certificate of `host`. Raises OSErrors and, for a host that is none, ValueErrors."""
        loop = asyncio.get_running_loop()
        transport = self._transport
        if self._pieces:
            # Anyone on the way could have said this; later it would pass for something that came in TLS.
            error = ssl.SSLError(1, "Something came before the connection was secure")
            error.reason = "UNEXPECTED_MESSAGE"
            raise error
        if transport is None or transport.is_closing():
            raise self._error or ConnectionResetError("The connection is closed")
        try:
            secured = await loop.start_tls(transport, self, context, server_hostname=host)
            if secured is None:
                raise ConnectionResetError("The connection ended before it was secure")
        except BaseException:
            self.abort()
            # asyncio tells nobody of a connection that is lost in the handshake.
            loop.call_soon(self.connection_lost, None)
            raise
        self._transport = secured

    def abort(self) -> None:
        """Close at once; what has not left is lost, and who still reads learns that there was no proper end."""
        self._error = self._error or ConnectionAbortedError("The connection was closed on this side")
        if self._transport:
            self._transport.abort()

    async def _changed(self) -> None:
        self._change = asyncio.get_running_loop().create_future()
        try:
            await self._change
        finally:
            self._change = None

    def _wake(self) -> None:
        if self._change is not None and not self._change.done():
            self._change.set_result(None)

    # What the event loop tells

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._pieces.append(data)
        if self._unread <= _MUCH < self._unread + len(data) and self._transport:
            self._transport.pause_reading()
        self._unread += len(data)
        self._wake()

    def eof_received(self) -> None:
        self._ended = True
        self._wake()

    def pause_writing(self) -> None:
        self._is_full = True

    def resume_writing(self) -> None:
        self._is_full = False
        self._wake()

    def connection_lost(self, error: Exception | None) -> None:
        self._ended = True
        self._error = self._error or error
        self._transport = None
        self._wake()
        if not self.lost.done():
            self.lost.set_result(None)
