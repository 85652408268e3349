"""Saving the evidence of one fax: what goes into the archive in which order, how far it is, what could not be had."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Final, Protocol

from faxviewer.domain.document import DocumentKind, StoredDocument
from faxviewer.domain.errors import FaxViewerError
from faxviewer.domain.evidence import Sealed
from faxviewer.domain.exchange import Exchange
from faxviewer.domain.fax import Fax, Presence, Shape
from faxviewer.domain.ports import DocumentDraft, DocumentStore, EvidenceDraft, EvidenceStore, FaxSource, Progress
from faxviewer.domain.tone import Tone
from faxviewer.presenters import evidence_texts as texts
from faxviewer.presenters.evidence_texts import Asked, Making, Missing
from faxviewer.presenters.notices import Notice, Notices, notice_of
from faxviewer.presenters.text import shortened, visible

RECORD: Final = "the record as received"
DOCUMENT: Final = "the document"
REPORT: Final = "the confirmation report"
STEPS: Final = 4
"""Record, document, report, the archive itself."""

SHOW: Final = "Show in folder"
"""What is offered once a file has been saved."""

NOT_ENDED: Final = "the fax has not ended yet."
NO_FILE: Final = "Fax.Plus has no file for this fax."
_PRIVATE: Final = "It holds personal data, and Faxviewer does not delete it: do so when the case is closed."

Fetch = Callable[[DocumentDraft, Progress], Awaitable[Exchange]]


class EvidenceView(Protocol):
    """The line that says how far it is, with its *Cancel*."""

    def show_step(self, step: int, what: str, done: int, total: int | None) -> None:
        """Step `step` (1 to STEPS) runs: what it is about, bytes so far and in all (None: unknown)."""

    def show_idle(self) -> None:
        """Nothing runs."""


@dataclass
class _Gathered:
    """What came, what did not, and what was asked for it."""

    fax: Fax
    asked: list[Asked] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    documents: list[tuple[str, StoredDocument]] = field(default_factory=list)


class EvidencePresenter:
    """`summarize` gives the summary of a fax and its user; `account` the signed-in user's ID; `now` an aware time.

    `show` is told the path of a saved archive whose folder the person wants to see.
    """

    def __init__(
        self,
        view: EvidenceView,
        notices: Notices,
        faxes: FaxSource,
        documents: DocumentStore,
        archives: EvidenceStore,
        *,
        version: str,
        summarize: Callable[[Fax, str], str],
        account: Callable[[], str],
        kind: Callable[[], DocumentKind],
        show: Callable[[str], None],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._view = view
        self._notices = notices
        self._faxes = faxes
        self._documents = documents
        self._archives = archives
        self._version = version
        self._summarize = summarize
        self._account = account
        self._kind = kind
        self._show = show
        self._now = now

    async def save(self, fax: Fax, user: str, path: str) -> None:
        """Save the evidence of `fax` at `path`: a whole archive, or none and why. Cancelled, it leaves nothing."""
        self._notices.withdraw()
        making = Making(self._version, self._now(), self._account(), user, fax.asked_id)
        gathered = _Gathered(fax)
        archive = self._archives.draft(path, making.made_at)
        self._view.show_step(1, RECORD, 0, None)
        try:
            await archive.open()  # first: a place that can't be written to shouldn't cost a download
            await self._gather(gathered, user)
            await self._write(archive, gathered, making)
            await archive.finish()
        except FaxViewerError as error:
            self._notices.tell(notice_of(error))
        else:
            self._notices.tell(replace(saved(path, gathered.missing), offer=SHOW, act=lambda: self._show(path)))
        finally:
            self._view.show_idle()
            await archive.discard()
            for _, document in gathered.documents:
                await self._documents.remove(document)

    async def _gather(self, gathered: _Gathered, user: str) -> None:
        """Fetch what there is, and note what there isn't: nothing of it stops the rest."""
        if gathered.fax.exchange is None:  # a list's row is not the service's answer about this fax
            await self._ask_for_record(gathered, user)
        else:
            gathered.asked.append(Asked(RECORD, gathered.fax.exchange.asked_at, gathered.fax.exchange))
        fax, faxes, kind = gathered.fax, self._faxes, self._kind()

        def document(draft: DocumentDraft, progress: Progress) -> Awaitable[Exchange]:
            return faxes.download(user, fax.id, kind, draft, progress)

        def report(draft: DocumentDraft, progress: Progress) -> Awaitable[Exchange]:
            return faxes.report(user, fax.id, draft, progress)

        if fax.shape is Shape.OUTBOX:
            gathered.missing += [Missing(DOCUMENT, NOT_ENDED), Missing(REPORT, NOT_ENDED)]
            return
        if fax.presence("file") is Presence.PRESENT:
            await self._fetch(gathered, 2, DOCUMENT, "document", document)
        else:
            gathered.missing.append(Missing(DOCUMENT, NO_FILE))
        await self._fetch(gathered, 3, REPORT, "confirmation-report", report)

    async def _ask_for_record(self, gathered: _Gathered, user: str) -> None:
        began = self._now()
        try:
            fax = await self._faxes.fax(user, gathered.fax.asked_id)
        except FaxViewerError as error:
            _note_failure(gathered, RECORD, began, error)
        else:
            gathered.fax = fax
            gathered.asked.append(Asked(RECORD, began, fax.exchange))

    async def _fetch(self, gathered: _Gathered, step: int, what: str, name: str, fetch: Fetch) -> None:
        """Download into the private folder; what comes under `name` is called by what its bytes say."""
        began = self._now()
        draft = self._documents.draft()
        show = self._progress(step, what)
        show(0, None)
        try:
            exchange = await fetch(draft, show)
            document = await draft.finish()
        except FaxViewerError as error:
            await draft.discard()
            _note_failure(gathered, what, began, error)
        except asyncio.CancelledError:
            await draft.discard()
            raise
        else:
            gathered.asked.append(Asked(what, began, exchange))
            gathered.documents.append((name + document.kind.suffix, document))

    async def _write(self, archive: EvidenceDraft, gathered: _Gathered, making: Making) -> None:
        """Everything in its fixed order, the manifest last, with the sums of all before it."""
        fax, missing = gathered.fax, gathered.missing
        show = self._progress(4, "the file")
        show(0, None)
        record = {"record.json": fax.exchange.body} if fax.exchange else {}
        after = {"departures.txt": texts.departures_text(fax), "requests.json": texts.requests_json(gathered.asked)}
        names = ["summary.txt", *record, *(name for name, _ in gathered.documents), *after, "manifest.json"]
        body = self._summarize(fax, making.user)
        sealed: list[Sealed] = []
        sealed.append(await archive.add("summary.txt", texts.summary_text(body, making, names, missing)))
        for name, content in record.items():
            sealed.append(await archive.add(name, content))
        for name, document in gathered.documents:
            sealed.append(await archive.add_document(name, document, show))
        for name, content in after.items():
            sealed.append(await archive.add(name, content))
        await archive.add("manifest.json", texts.manifest_json(making, sealed, missing))

    def _progress(self, step: int, what: str) -> Progress:
        task = asyncio.current_task()

        def show(done: int, total: int | None) -> None:
            # The thread that writes may tell of its last piece when this has ended or been cancelled.
            if task and not task.done() and not task.cancelling():
                self._view.show_step(step, what, done, total)

        return show


def saved(path: str, missing: list[Missing]) -> Notice:
    """The word of a saved archive: where it is, and what is not in it."""
    place = PurePath(path)
    left_out = " ".join(f"Not in it: {each.what} ({each.why.rstrip('.')})." for each in missing)
    where = f"{shortened(visible(place.name), 120)} in the folder {shortened(visible(place.parent.name or path), 80)}."
    tone = Tone.PARTIAL if missing else Tone.SUCCESS
    title = "Evidence saved, but not all of it" if missing else "Evidence saved"
    return Notice(title, f"{where} {left_out}".rstrip(), _PRIVATE, tone=tone)


def _note_failure(gathered: _Gathered, what: str, began: datetime, error: FaxViewerError) -> None:
    detail = shortened(visible(error.detail), 300)
    why = (error.message or f"{error.title}.") + (f" ({detail})" if detail else "")
    gathered.missing.append(Missing(what, why))
    gathered.asked.append(Asked(what, began, error.exchange, why))
