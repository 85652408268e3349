"""Fax.Plus over httpx: the FaxSource and the FaxLists of the front rooms. It only ever reads."""

import asyncio
import math
import random
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

import httpx

from faxviewer.domain.account import Account, Balance
from faxviewer.domain.document import DocumentKind
from faxviewer.domain.errors import (
    DocumentMissing,
    NotAllowed,
    NotFound,
    RateLimited,
    ReportMissing,
    RequestRefused,
)
from faxviewer.domain.exchange import Exchange
from faxviewer.domain.fax import Fax
from faxviewer.domain.listing import Category, ListPage, Period
from faxviewer.domain.ports import DocumentDraft, Progress
from faxviewer.faxplus import wire
from faxviewer.faxplus.asking import Asker, deadline
from faxviewer.faxplus.downloads import Downloads
from faxviewer.faxplus.pages import Pages
from faxviewer.faxplus.reply import Reply
from faxviewer.faxplus.rows import Rows, read_outbox_page, read_page
from faxviewer.faxplus.transport import Transport
from faxviewer.faxplus.walk import Walk, WholeList
from faxviewer.faxplus.wire import Request

_SHORT_PAUSE: Final = 10.0
"""Seconds that a list waits by itself where the service asks for a pause; a longer one is for the person to see."""
_PAUSES: Final = 3
"""Times in a row that it does so."""


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
        self._limits = limits or Limits()
        self._transport = Transport(api_url, auth, tls)
        self._asker = Asker(self._transport, self._limits.reply_bytes, sleep=sleep, chance=chance, now=now)
        self._downloads = Downloads(self._asker, self._limits.document_bytes)

    async def aclose(self) -> None:
        """Close every connection; harmless when called twice."""
        await self._transport.aclose()

    async def fax(self, user: str, fax_id: str) -> Fax:
        """The record of one fax; one still in the outbox comes with `Shape.OUTBOX`."""
        async with deadline(self._limits.seconds):
            try:
                reply, exchange = await self._asker.ask(wire.fax_request(user, fax_id))
                return replace(wire.read_fax(fax_id, reply), exchange=exchange)
            except NotFound as nowhere:
                return await self._from_outbox(user, fax_id, nowhere)

    async def account(self, user: str) -> Account:
        """The account of `user` (`self` or a member's ID)."""
        async with deadline(self._limits.seconds):
            try:
                return wire.read_account(await self._ask(wire.account_request(user)))
            except NotFound as nobody:
                raise _no_such_user(nobody) from None

    async def balance(self) -> Balance:
        """The signed-in account's balance, whose currency `cost` is in."""
        async with deadline(self._limits.seconds):
            return wire.read_balance(await self._ask(wire.balance_request()))

    async def members(self) -> tuple[Account, ...]:
        """The members of the company; NotAllowed for whoever is no administrator."""
        async with deadline(self._limits.seconds):
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
    ) -> Exchange:
        """Write the fax's document into `draft`, telling `progress` bytes so far and in all (None: unknown).

        Returns only if the body came whole.
        """
        async with deadline(self._limits.document_seconds):
            return await self._downloads.fetch(wire.document_request(user, fax_id, kind), draft, progress, _no_document)

    async def report(self, user: str, fax_id: str, draft: DocumentDraft, progress: Progress) -> Exchange:
        """The same for the fax's confirmation report, a PDF. Raises ReportMissing where there is none."""
        async with deadline(self._limits.document_seconds):
            return await self._downloads.fetch(wire.report_request(user, fax_id), draft, progress, _no_report)

    async def _from_outbox(self, user: str, fax_id: str, nowhere: NotFound) -> Fax:
        """The fax that has no record, if it isn't finished. Raises `nowhere` where the outbox refuses too."""
        try:
            reply, exchange = await self._asker.ask(wire.outbox_request(user, fax_id))
        except (NotFound, NotAllowed, RequestRefused):
            raise nowhere from None
        return replace(wire.read_outbox(fax_id, reply), exchange=exchange)

    async def _ask(self, request: Request) -> Reply:
        return (await self._asker.ask(request))[0]

    async def _ask_patiently(self, request: Request) -> Reply:
        """The reply to one request of a list, after the short pauses that the service asks for."""
        pauses = 0
        while True:
            try:
                async with deadline(self._limits.seconds):
                    return await self._ask(request)
            except RateLimited as limited:
                if pauses == _PAUSES or limited.retry_after > _SHORT_PAUSE:
                    raise
                pause = limited.retry_after
            except NotFound as nobody:
                raise _no_such_user(nobody) from None
            await self._asker.sleep(pause)
            pauses += 1


def _no_such_user(nobody: NotFound) -> NotFound:
    title, message = "No such user", "Fax.Plus knows no user with this ID in your account."
    return NotFound(title, message, "Check the user ID.", detail=nobody.detail)


def _whole_seconds(period: Period) -> tuple[int | None, int | None]:
    """The period's ends in Unix seconds, so that no part of it is left out."""
    after = None if period.after is None else math.floor(period.after.timestamp())
    return after, None if period.before is None else math.ceil(period.before.timestamp())


def _no_document(detail: str) -> DocumentMissing:
    return DocumentMissing(detail=detail)


def _no_report(detail: str) -> ReportMissing:
    return ReportMissing(detail=detail)
