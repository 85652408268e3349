"""Views that note what they were told, and small back rooms that answer as a test says."""

import asyncio
import inspect
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from faxviewer.domain.account import Account, Balance
from faxviewer.domain.document import DocumentKind, StoredDocument
from faxviewer.domain.errors import DocumentNotStored, FaxViewerError, KeychainTrouble
from faxviewer.domain.exchange import Exchange
from faxviewer.domain.fax import Fax
from faxviewer.domain.ports import BrowserWait, Progress
from faxviewer.presenters.formats import Phone

ASKED_AT = datetime(2026, 3, 27, 11, 30, tzinfo=UTC)
"""When every request of `Faxes` was made."""


class CallLogger:
    """Stands in for a Protocol and notes each call as `(name, argument, …)`.

    It takes only what the Protocol has, with arguments that fit, so that it can't drift from the real view.
    """

    def __init__(self, protocol: type) -> None:
        self._protocol = protocol
        self.calls: list[tuple[Any, ...]] = []

    def __getattr__(self, name: str) -> Callable[..., None]:
        signature = inspect.signature(getattr(self._protocol, name))

        def note(*arguments: Any, **named: Any) -> None:
            bound = signature.bind(self, *arguments, **named)
            bound.apply_defaults()
            self.calls.append((name, *list(bound.arguments.values())[1:]))

        return note

    @property
    def names(self) -> list[str]:
        """The names of the calls so far."""
        return [call[0] for call in self.calls]

    def of(self, name: str) -> list[tuple[Any, ...]]:
        """The arguments of every call of `name`."""
        return [call[1:] for call in self.calls if call[0] == name]

    def forget(self) -> None:
        """Begin anew."""
        self.calls.clear()


class PlainFormats:
    """Formats that anyone can check by eye."""

    def number(self, value: float) -> str:
        return f"#{value}"

    def money(self, amount: float, currency: str) -> str:
        return f"{amount} {currency or 'units'}"

    def local_time(self, moment: datetime) -> str:
        return f"Today {moment:%H:%M:%S}"

    def utc_time(self, moment: datetime) -> str:
        return f"{moment.astimezone(UTC):%H:%M:%S} UTC"

    def local_clock(self, moment: datetime) -> str:
        return f"{moment:%H:%M:%S}"

    def brief_day(self, moment: datetime) -> str:
        return f"{moment.day}.{moment.month}.{moment.year}"

    def time_in(self, moment: datetime, zone: str) -> str:
        """Every zone but UTC is an hour ahead."""
        ahead = moment.astimezone(UTC) + timedelta(hours=zone != "UTC")
        beside = "" if zone == "UTC" else f" ({moment.astimezone(UTC):%H:%M:%S} UTC)"
        return f"{ahead:%Y-%m-%d %H:%M:%S}{beside}"

    def zone_name(self, zone: str) -> str:
        return zone or "Utopia/Capital"

    def phone(self, raw: str) -> Phone | None:
        """Any plus sign with digits is a number of Utopia, in groups of three."""
        if not (raw.startswith("+") and raw[1:].isdecimal() and raw.isascii() and len(raw) <= 16):
            return None
        return Phone("+" + " ".join(raw[start : start + 3] for start in range(1, len(raw), 3)), "Utopia, UT")


class Faxes:
    """A FaxSource. `answers` are given in turn: a Fax, an error to raise, or an Event to wait for first."""

    def __init__(self, *answers: Fax | FaxViewerError | asyncio.Event) -> None:
        self.answers = deque(answers)
        self.asked: list[tuple[str, str]] = []
        self.whose: Account | FaxViewerError = Account("u1", "Ada Example", "ada@example.com", "corporate_admin")
        self.left: Balance | FaxViewerError = Balance(12.5, "USD")
        self.downloads: list[tuple[str, str, DocumentKind]] = []
        self.reports: list[tuple[str, str]] = []
        self.chunks: list[bytes | FaxViewerError | asyncio.Event] = [b"%PDF", b"-1.7"]
        self.arrived = asyncio.Event()

    async def fax(self, user: str, fax_id: str) -> Fax:
        self.asked.append((user, fax_id))
        return await self._answer()

    async def _answer(self) -> Fax:
        answer = self.answers.popleft()
        if isinstance(answer, asyncio.Event):
            self.arrived.set()
            await answer.wait()
            return await self._answer()
        if isinstance(answer, FaxViewerError):
            raise answer
        return answer

    async def account(self, user: str) -> Account:
        if isinstance(self.whose, FaxViewerError):
            raise self.whose
        return self.whose

    async def balance(self) -> Balance:
        if isinstance(self.left, FaxViewerError):
            raise self.left
        return self.left

    async def download(
        self, user: str, fax_id: str, kind: DocumentKind, draft: "Draft", progress: Progress
    ) -> Exchange:
        self.downloads.append((user, fax_id, kind))
        await self._write(draft, progress)
        return Exchange("GET", f"/accounts/{user}/files/{fax_id}?format={kind.value}", ASKED_AT, 0.2, 200, "req-file")

    async def report(self, user: str, fax_id: str, draft: "Draft", progress: Progress) -> Exchange:
        self.reports.append((user, fax_id))
        await self._write(draft, progress)
        return Exchange("GET", f"/accounts/{user}/report/{fax_id}", ASKED_AT, 0.1, 200, "req-report")

    async def _write(self, draft: "Draft", progress: Progress) -> None:
        done, total = 0, sum(len(chunk) for chunk in self.chunks if isinstance(chunk, bytes))
        for chunk in self.chunks:
            if isinstance(chunk, asyncio.Event):
                self.arrived.set()
                await chunk.wait()
            elif isinstance(chunk, FaxViewerError):
                raise chunk
            else:
                await draft.write(chunk)
                done += len(chunk)
                progress(done, total)


class Draft:
    """A document on its way. `state` is open, finished or discarded."""

    def __init__(self, kind: DocumentKind | FaxViewerError, full: bool) -> None:
        self._kind = kind
        self._full = full
        self.state = "open"
        self.content = b""

    async def write(self, chunk: bytes) -> None:
        if self._full:
            raise DocumentNotStored
        self.content += chunk

    async def finish(self) -> StoredDocument:
        if isinstance(self._kind, FaxViewerError):
            self.state = "discarded"
            raise self._kind
        self.state = "finished"
        return StoredDocument(Path(f"fax{self._kind.suffix}"), self._kind, len(self.content))

    async def discard(self) -> None:
        if self.state == "open":
            self.state = "discarded"


class Drafts:
    """A DocumentStore. `finds` is what the bytes turn out to be, or why they are refused."""

    def __init__(self, finds: DocumentKind | FaxViewerError = DocumentKind.PDF, *, full: bool = False) -> None:
        self.finds = finds
        self.full = full
        self.drafts: list[Draft] = []

    def draft(self) -> Draft:
        self.drafts.append(Draft(self.finds, self.full))
        return self.drafts[-1]

    async def remove(self, document: StoredDocument) -> None:
        raise AssertionError(f"nobody asked for the end of {document.path.name}")

    async def clear(self) -> None:
        self.drafts.clear()


@dataclass
class Computer:
    """An Opener that has, or has not, programs and a browser."""

    refuses: FaxViewerError | None = None
    gate: asyncio.Event | None = None
    opened: list[object] = field(default_factory=list)

    async def open_document(self, document: StoredDocument) -> None:
        await self._open(document)

    async def open_address(self, address: str) -> None:
        await self._open(address)

    async def show_in_folder(self, path: str) -> None:
        await self._open(path)

    async def _open(self, what: object) -> None:
        if self.gate:
            await self.gate.wait()
        if self.refuses:
            raise self.refuses
        self.opened.append(what)


class Choices(dict[str, str]):
    """Preferences in memory."""

    def set(self, name: str, value: str) -> None:
        self[name] = value


class Visit:
    """A Session. `outcome` is what a sign-in ends in: an error, an Event to wait for, or None for success."""

    def __init__(self, *, stored: bool = False, durable: bool = True) -> None:
        self.stored = stored
        self.durable = durable
        self.signed_in = False
        self.outcome: FaxViewerError | asyncio.Event | None = None
        self.wait: BrowserWait | None = BrowserWait("https://accounts.example/login", opened=True, seconds=300)
        self.keeps_its_copy = False
        self.arrived = asyncio.Event()
        self.end: Callable[[FaxViewerError], None] = lambda error: None

    def on_ended(self, tell: Callable[[FaxViewerError], None]) -> None:
        self.end = tell

    async def restore(self) -> bool:
        self.signed_in = self.stored
        return self.stored

    async def sign_in(self, waiting: Callable[[BrowserWait], None]) -> None:
        if self.wait:
            waiting(self.wait)
        self.arrived.set()
        if isinstance(self.outcome, asyncio.Event):
            await self.outcome.wait()
        elif self.outcome:
            raise self.outcome
        self.signed_in = True

    async def sign_out(self) -> None:
        self.signed_in = self.stored = False
        if self.keeps_its_copy:
            raise KeychainTrouble


def fax(fax_id: str = "5e7de3ad54cfd54eb568cc76", **values: Any) -> Fax:
    """A fax that sent `values`; `__` in a name stands for the dot of a path, `from_` for `from`."""
    paths = {name.replace("__", ".").rstrip("_"): value for name, value in values.items()}
    return Fax(fax_id, paths)
