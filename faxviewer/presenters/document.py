"""Opening a fax's document: offered or not and why, one download at a time, in the computer's own program."""

import asyncio
from typing import Final, Protocol

from faxviewer.domain.document import DocumentKind
from faxviewer.domain.errors import FaxViewerError
from faxviewer.domain.fax import Fax, Presence, Shape
from faxviewer.domain.ports import DocumentStore, FaxSource, Opener, Preferences
from faxviewer.domain.tone import Tone
from faxviewer.presenters.notices import Notice, Notices, notice_of

PREFERENCE: Final = "document-format"
"""The name under which the choice of PDF or TIFF is remembered."""


class DocumentView(Protocol):
    """The *Open document* button, its choice of format, its progress."""

    def show_offer(self, *, available: bool, reason: str) -> None:
        """Turn the button on, or off with the reason beside it (empty where no fax is shown)."""

    def show_kind(self, kind: DocumentKind) -> None:
        """Mark the chosen format."""

    def show_progress(self, done: int, total: int | None) -> None:
        """A download runs: bytes so far and in all; None where that is unknown."""

    def show_idle(self) -> None:
        """No download runs."""


class DocumentPresenter:
    """What the button does."""

    def __init__(
        self,
        view: DocumentView,
        notices: Notices,
        faxes: FaxSource,
        store: DocumentStore,
        opener: Opener,
        preferences: Preferences,
    ) -> None:
        self._view = view
        self._notices = notices
        self._faxes = faxes
        self._store = store
        self._opener = opener
        self._preferences = preferences
        self._fax: tuple[str, str] | None = None
        self._busy = False
        self._kind = _kind_named(preferences.get(PREFERENCE, DocumentKind.PDF.value))
        view.show_kind(self._kind)

    def offer(self, fax: Fax | None, user: str) -> None:
        """Offer the document of `fax`, or none."""
        reason = _why_not(fax) if fax else ""
        self._fax = (user, fax.id) if fax and not reason else None
        self._view.show_offer(available=self._fax is not None, reason=reason)

    def choose(self, kind: DocumentKind) -> None:
        """Remember the format to ask for."""
        self._kind = kind
        self._preferences.set(PREFERENCE, kind.value)
        self._view.show_kind(kind)

    async def open(self) -> None:
        """Download the offered document and open it. A second call while one runs does nothing (D85)."""
        if self._fax is None or self._busy:
            return
        user, fax_id = self._fax
        self._busy = True
        self._notices.withdraw()
        self._view.show_progress(0, None)
        draft = self._store.draft()
        try:
            await self._faxes.download(user, fax_id, self._kind, draft, self._view.show_progress)
            document = await draft.finish()
            if document.kind is not self._kind:
                self._notices.tell(_other_kind(self._kind, document.kind))
            await self._opener.open_document(document)
        except FaxViewerError as error:
            await draft.discard()
            self._notices.tell(notice_of(error))
        except asyncio.CancelledError:
            await draft.discard()
            raise
        finally:
            self._busy = False
            self._view.show_idle()


def _kind_named(name: str) -> DocumentKind:
    return DocumentKind.TIFF if name == DocumentKind.TIFF.value else DocumentKind.PDF


def _why_not(fax: Fax) -> str:
    if fax.shape is Shape.OUTBOX:
        return "The document can be opened once the fax has ended."
    if fax.presence("file") is not Presence.PRESENT:
        return "Fax.Plus has no file for this fax."
    return ""


def _other_kind(asked: DocumentKind, came: DocumentKind) -> Notice:
    return Notice(
        f"The document came as {came.name}",
        f"{asked.name} was asked for, but its content is {came.name}, so it was opened as that.",
        tone=Tone.PARTIAL,
    )
