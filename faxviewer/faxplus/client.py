"""Fax.Plus over httpx: the FaxSource and the FaxLists of the front rooms. It only ever reads."""

import asyncio
import math
import random
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, TypeVar

import httpx

from faxviewer.domain.account import Account, Balance
from faxviewer.domain.document import DocumentKind
from faxviewer.domain.errors import (
    DocumentIncomplete,
    DocumentMissing,
    DocumentRefused,
    NetworkSignInNeeded,
    NotAllowed,
    NotFound,
    RateLimited,
    RequestRefused,
    UnexpectedReply,
)
from faxviewer.domain.fax import Fax
from faxviewer.domain.listing import Category, ListPage, Period
from faxviewer.domain.ports import DocumentDraft, Progress
from faxviewer.faxplus import wire
from faxviewer.faxplus.bodies import BodyReader, BodyTooLarge
from faxviewer.faxplus.faults import too_slow
from faxviewer.faxplus.pages import Pages
from faxviewer.faxplus.reply import Reply, is_web_page, refusal
from faxviewer.faxplus.retry import TRIES_WHEN_TROUBLED, Passing, persistently
from faxviewer.faxplus.rows import Rows, read_outbox_page, read_page
from faxviewer.faxplus.transport import Transport
from faxviewer.faxplus.walk import Walk, WholeList
from faxviewer.faxplus.wire import Request

Answer = TypeVar("Answer")

_TROUBLED: Final = frozenset({500, 502, 503, 504})
_DOCUMENT_STARTS: Final = (b"%PDF", b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
_SHORT_PAUSE: Final = 10.0
"""Seconds that a list waits by itself where the service asks for a pause; a longer one is for the person to see."""
_PAUSES: Final = 3
"""Times in a row that it does so."""
_HEAD: Final = 1024
"""Bytes of a document that are looked at before the first is written."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call may take at most, retries included: seconds and decoded bytes.

    For a list `seconds` are those of each request; it ends after `list_requests`, of `page_rows` faxes each.
    """

    seconds: float = 30.0
    document_seconds: float = 900.0
    reply_bytes: int = 16 * 1024 * 1024
    document_bytes: int = 200 * 1024 * 1024
    page_rows: int = 50
    list_requests: int = 5_000


class FaxPlusClient:
    """Implements FaxSource and FaxLists. Nothing is opened before the first call; `aclose` closes the connections.

    `api_url` gives the API's base address at the time of the call; `auth` signs requests, and its
    FaxViewerErrors pass through untouched; `tls` makes the context for https. The rest is for tests:
    `sleep` takes seconds, `chance` gives 0 to 1, `now` an aware time.
    """

    def __init__(
        self,
        api_url: Callable[[], str],
        auth: httpx.Auth,
        tls: Callable[[], ssl.SSLContext],
        *,
        limits: Limits | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        chance: Callable[[], float] = random.random,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._transport = Transport(api_url, auth, tls)
        self._limits = limits or Limits()
        self._sleep = sleep
        self._chance = chance
        self._now = now

    async def aclose(self) -> None:
        """Close every connection; harmless when called twice."""
        await self._transport.aclose()

    async def fax(self, user: str, fax_id: str) -> Fax:
        """The record of one fax; one still in the outbox comes with `Shape.OUTBOX`."""
        async with _deadline(self._limits.seconds):
            try:
                return wire.read_fax(fax_id, await self._ask(wire.fax_request(user, fax_id)))
            except NotFound as nowhere:
                return await self._from_outbox(user, fax_id, nowhere)

    async def account(self, user: str) -> Account:
        """The account of `user` (`self` or a member's ID)."""
        async with _deadline(self._limits.seconds):
            try:
                return wire.read_account(await self._ask(wire.account_request(user)))
            except NotFound as nobody:
                raise _no_such_user(nobody) from None

    async def balance(self) -> Balance:
        """The signed-in account's balance, whose currency `cost` is in."""
        async with _deadline(self._limits.seconds):
            return wire.read_balance(await self._ask(wire.balance_request()))

    async def members(self) -> tuple[Account, ...]:
        """The members of the company; NotAllowed for whoever is no administrator."""
        async with _deadline(self._limits.seconds):
            reply = await self._ask(wire.members_request())
            # Thousands of members take a tenth of a second to read: too long for the thread of the window.
            return await asyncio.to_thread(wire.read_members, reply)

    def pages(self, user: str, category: Category, period: Period) -> AsyncIterator[ListPage]:
        """The faxes of a list, page by page, from the newest back. Ends after the last page.

        Each request has its own deadline. An error or a cancellation doesn't finish the iterator: its next
        step goes on where the list stopped.
        """
        after, before = _whole_seconds(period)
        limit = self._limits.page_rows

        async def ask(before: int | None) -> Rows:
            return read(await self._ask_patiently(wire.list_request(user, category, after, before, limit)))

        if category is Category.OUTBOX:
            read = read_outbox_page
            return Pages(WholeList(after, before), ask)
        read = read_page
        return Pages(Walk(after, before, limit=limit, most_requests=self._limits.list_requests), ask)

    async def download(
        self, user: str, fax_id: str, kind: DocumentKind, draft: DocumentDraft, progress: Progress
    ) -> None:
        """Write the fax's document into `draft`, telling `progress` bytes so far and in all (None: unknown).

        Returns only if the body came whole. Nothing is written before a reply that can be a document,
        and once something is written the download is not tried again: the draft would hold it twice.
        """
        request = wire.document_request(user, fax_id, kind)

        async def once() -> None:
            async with self._transport.response(request, broken=DocumentIncomplete) as response:
                if response.status_code != 200:
                    raise self._no_document(await self._whole(response))
                await self._copy(response, draft, progress)

        async with _deadline(self._limits.document_seconds):
            await self._persistently(once)

    async def _from_outbox(self, user: str, fax_id: str, nowhere: NotFound) -> Fax:
        """The fax that has no record, if it isn't finished. Raises `nowhere` where the outbox refuses too."""
        try:
            reply = await self._ask(wire.outbox_request(user, fax_id))
        except (NotFound, NotAllowed, RequestRefused):
            raise nowhere from None
        return wire.read_outbox(fax_id, reply)

    async def _ask(self, request: Request) -> Reply:
        """The whole reply to `request`, its status between 200 and 299. Raises FaxViewerErrors."""

        async def once() -> Reply:
            async with self._transport.response(request) as response:
                reply = await self._whole(response)
            if not 200 <= reply.status < 300:
                raise self._refused(reply)
            return reply

        return await self._persistently(once)

    async def _ask_patiently(self, request: Request) -> Reply:
        """The reply to one request of a list, after the short pauses that the service asks for."""
        pauses = 0
        while True:
            try:
                async with _deadline(self._limits.seconds):
                    return await self._ask(request)
            except RateLimited as limited:
                if pauses == _PAUSES or limited.retry_after > _SHORT_PAUSE:
                    raise
                pause = limited.retry_after
            except NotFound as nobody:
                raise _no_such_user(nobody) from None
            await self._sleep(pause)
            pauses += 1

    async def _persistently(self, once: Callable[[], Awaitable[Answer]]) -> Answer:
        return await persistently(once, sleep=self._sleep, chance=self._chance)

    def _refused(self, reply: Reply) -> Exception:
        """What to raise for a bad status: something that asks again, where that may help."""
        error = refusal(reply, self._now())
        return Passing(error, TRIES_WHEN_TROUBLED) if reply.status in _TROUBLED else error

    def _no_document(self, reply: Reply) -> Exception:
        if reply.status in (204, 404, 410):
            return DocumentMissing(detail=f"HTTP {reply.status}")
        return self._refused(reply)

    async def _whole(self, response: httpx.Response) -> Reply:
        """The reply with its body, which is small: a record, an account or an error."""
        reader = BodyReader(response.headers, self._limits.reply_bytes)
        body = bytearray()
        try:
            async for raw in response.aiter_raw():
                for piece in reader.pieces(raw):
                    body += piece
        except BodyTooLarge:
            raise UnexpectedReply(message="It is far larger than any record.", detail="too large") from None
        reader.end()
        return Reply(response.status_code, dict(response.headers), bytes(body))

    async def _copy(self, response: httpx.Response, draft: DocumentDraft, progress: Progress) -> None:
        """Write the body of `response` into `draft`, its first bytes only once they look like a document."""
        reader = BodyReader(response.headers, self._limits.document_bytes)
        progress(0, reader.total)
        head: bytes | None = b""
        try:
            async for raw in response.aiter_raw():
                for piece in reader.pieces(raw):
                    ready = piece
                    if head is not None:
                        head += piece
                        if len(head) < _HEAD:
                            continue
                        ready, head = _document_start(response, head), None
                    await draft.write(ready)
                    progress(reader.received, reader.total)
        except BodyTooLarge:
            most = f"It is larger than {self._limits.document_bytes // 2**20} MB, so the download was stopped."
            raise DocumentRefused("The document is too large", most, "Ask the account owner for it.") from None
        reader.end()
        if head:
            await draft.write(_document_start(response, head))
            progress(reader.received, reader.total)


def _no_such_user(nobody: NotFound) -> NotFound:
    title, message = "No such user", "Fax.Plus knows no user with this ID in your account."
    return NotFound(title, message, "Check the user ID.", detail=nobody.detail)


def _whole_seconds(period: Period) -> tuple[int | None, int | None]:
    """The period's ends in Unix seconds, so that no part of it is left out."""
    after = None if period.after is None else math.floor(period.after.timestamp())
    return after, None if period.before is None else math.ceil(period.before.timestamp())


def _document_start(response: httpx.Response, head: bytes) -> bytes:
    """`head`, unless it begins a web page or a message. Any other content is for the draft to judge."""
    if head.startswith(_DOCUMENT_STARTS):
        return head
    reply = Reply(response.status_code, dict(response.headers), head)
    if is_web_page(reply):
        raise NetworkSignInNeeded(detail=reply.reference)
    media = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media == "application/json" or head.lstrip().startswith((b"{", b"[")):
        raise UnexpectedReply(message="A message came in place of the document.", detail=reply.reference)
    return head


@asynccontextmanager
async def _deadline(seconds: float) -> AsyncIterator[None]:
    """An end for everything inside. httpx has none: a byte now and then keeps it waiting for ever."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise too_slow() from None
