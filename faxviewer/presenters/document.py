"""Opening a fax's document: offered or not and why, one download at a time, in the computer's own program."""

from collections.abc import Callable
from typing import Final, Protocol

from faxviewer.domain.document import DocumentKind, StoredDocument
from faxviewer.domain.fax import Fax, Presence, Shape
from faxviewer.domain.ports import DocumentDraft, DocumentStore, FaxSource, Opener, Preferences
from faxviewer.domain.tone import Tone
from faxviewer.presenters.notices import Notice, Notices
from faxviewer.presenters.opening import Opening, OpeningView

PREFERENCE: Final = "document-format"
"""The name under which the choice of PDF or TIFF is remembered."""


class DocumentView(OpeningView, Protocol):
    """The *Open document* button, its choice of format, its progress."""

    def show_kind(self, kind: DocumentKind) -> None:
        """Mark the chosen format."""


class DocumentPresenter(Opening):
    """What the button does. `save_copy` asks where to keep a document, whose fax's ID it is given too."""

    def __init__(
        self,
        view: DocumentView,
        notices: Notices,
        faxes: FaxSource,
        store: DocumentStore,
        opener: Opener,
        preferences: Preferences,
        save_copy: Callable[[StoredDocument, str], None] | None = None,
    ) -> None:
        super().__init__(view, notices, faxes, store, opener, save_copy)
        self._choice = view
        self._preferences = preferences
        self._kind = _kind_named(preferences.get(PREFERENCE, DocumentKind.PDF.value))
        view.show_kind(self._kind)

    def choose(self, kind: DocumentKind) -> None:
        """Remember the format to ask for."""
        self._kind = kind
        self._preferences.set(PREFERENCE, kind.value)
        self._choice.show_kind(kind)

    @staticmethod
    def why_not(fax: Fax) -> str:
        """Why there is no document for `fax`; empty where there may be one."""
        if fax.shape is Shape.OUTBOX:
            return "The document can be opened once the fax has ended."
        if fax.presence("file") is not Presence.PRESENT:
            return "Fax.Plus has no file for this fax."
        return ""

    async def _fetch(self, user: str, fax_id: str, draft: DocumentDraft) -> None:
        await self._faxes.download(user, fax_id, self._kind, draft, self._view.show_progress)

    def _odd(self, document: StoredDocument) -> Notice | None:
        return None if document.kind is self._kind else _other_kind(self._kind, document.kind)


def _kind_named(name: str) -> DocumentKind:
    return DocumentKind.TIFF if name == DocumentKind.TIFF.value else DocumentKind.PDF


def _other_kind(asked: DocumentKind, came: DocumentKind) -> Notice:
    return Notice(
        f"The document came as {came.name}",
        f"{asked.name} was asked for, but its content is {came.name}, so it was opened as that.",
        tone=Tone.PARTIAL,
    )
