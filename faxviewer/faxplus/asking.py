"""One request, asked until it is answered or refused: whole replies, overall deadlines, retries."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Final, Self, TypeVar

import httpx

from faxviewer.domain.errors import FaxViewerError, UnexpectedReply
from faxviewer.domain.exchange import Exchange
from faxviewer.faxplus.bodies import BodyReader, BodyTooLarge
from faxviewer.faxplus.faults import too_slow
from faxviewer.faxplus.reply import Reply, refusal, request_id
from faxviewer.faxplus.retry import TRIES_WHEN_TROUBLED, Passing, persistently
from faxviewer.faxplus.transport import Transport
from faxviewer.faxplus.wire import Request

Answer = TypeVar("Answer")

_TROUBLED: Final = frozenset({500, 502, 503, 504})


class Stopwatch:
    """Times one request for its Exchange. Started when made; `now` gives an aware time.

    A FaxViewerError that leaves its `with` block is told the Exchange, as far as it came.
    """

    def __init__(self, request: Request, now: Callable[[], datetime]) -> None:
        self._request = request
        self._asked_at = now().astimezone(UTC)
        self._started = time.monotonic()
        self._response: httpx.Response | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        cause = error.error if isinstance(error, Passing) else error
        if isinstance(cause, FaxViewerError):
            cause.exchange = self.exchange(self._response)

    def heard(self, response: httpx.Response) -> None:
        """A reply begins."""
        self._response = response

    def exchange(self, response: httpx.Response | None, body: bytes = b"") -> Exchange:
        """What was asked and what came, up to this moment."""
        return Exchange(
            self._request.method,
            self._request.path,
            self._asked_at,
            time.monotonic() - self._started,
            response.status_code if response else 0,
            request_id(response.headers) if response else "",
            body,
        )


class Asker:
    """Asks over `transport`. `sleep` takes seconds, `chance` gives 0 to 1, `now` an aware time."""

    def __init__(
        self,
        transport: Transport,
        reply_bytes: int,
        *,
        sleep: Callable[[float], Awaitable[object]],
        chance: Callable[[], float],
        now: Callable[[], datetime],
    ) -> None:
        self.transport = transport
        self.now = now
        self.sleep = sleep
        self._reply_bytes = reply_bytes
        self._chance = chance

    async def ask(self, request: Request) -> tuple[Reply, Exchange]:
        """The whole reply to `request`, its status between 200 and 299. Raises FaxViewerErrors."""

        async def once() -> tuple[Reply, Exchange]:
            with Stopwatch(request, self.now) as watch:
                async with self.transport.response(request) as response:
                    watch.heard(response)
                    reply = await self.whole(response)
                    exchange = watch.exchange(response, reply.body)
                if not 200 <= reply.status < 300:
                    raise self.refused(reply)
                return reply, exchange

        return await self.persistently(once)

    async def persistently(self, once: Callable[[], Awaitable[Answer]]) -> Answer:
        """What `once` answers, asked again where that may help."""
        return await persistently(once, sleep=self.sleep, chance=self._chance)

    def refused(self, reply: Reply) -> Exception:
        """What to raise for a bad status: something that asks again, where that may help."""
        error = refusal(reply, self.now())
        return Passing(error, TRIES_WHEN_TROUBLED) if reply.status in _TROUBLED else error

    async def whole(self, response: httpx.Response) -> Reply:
        """The reply with its body, which is small: a record, an account or an error."""
        reader = BodyReader(response.headers, self._reply_bytes)
        body = bytearray()
        try:
            async for raw in response.aiter_raw():
                for piece in reader.pieces(raw):
                    body += piece
        except BodyTooLarge:
            raise UnexpectedReply(message="It is far larger than any record.", detail="too large") from None
        reader.end()
        return Reply(response.status_code, dict(response.headers), bytes(body))


@asynccontextmanager
async def deadline(seconds: float) -> AsyncIterator[None]:
    """An end for everything inside. httpx has none: a byte now and then keeps it waiting for ever."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise too_slow() from None
