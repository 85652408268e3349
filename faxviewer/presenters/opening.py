"""Fetching a file of a fax and opening it in the computer's own program: one at a time, and nothing left behind."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from faxviewer.domain.document import StoredDocument
from faxviewer.domain.errors import FaxViewerError, NoViewer
from faxviewer.domain.fax import Fax
from faxviewer.domain.ports import DocumentDraft, DocumentStore, FaxSource, Opener
from faxviewer.presenters.notices import Notice, Notices, notice_of


class OpeningView(Protocol):
    """A button that opens something, and its progress."""

    def show_offer(self, *, available: bool, reason: str) -> None:
        """Turn the button on, or off with the reason beside it (empty where no fax is shown)."""

    def show_progress(self, done: int, total: int | None) -> None:
        """A download runs: bytes so far and in all; None where that is unknown."""

    def show_idle(self) -> None:
        """No download runs."""


class Opening(ABC):
    """What such a button does. `save_copy` asks where to keep a document, whose fax's ID it is given too."""

    def __init__(
        self,
        view: OpeningView,
        notices: Notices,
        faxes: FaxSource,
        store: DocumentStore,
        opener: Opener,
        save_copy: Callable[[StoredDocument, str], None] | None = None,
    ) -> None:
        self._view = view
        self._notices = notices
        self._faxes = faxes
        self._store = store
        self._opener = opener
        self._save_copy = save_copy
        self._fax: tuple[str, str] | None = None
        self._busy = False

    def offer(self, fax: Fax | None, user: str) -> None:
        """Offer the file of `fax`, or none."""
        reason = self.why_not(fax) if fax else ""
        self._fax = (user, fax.id) if fax and not reason else None
        self._view.show_offer(available=self._fax is not None, reason=reason)

    async def open(self) -> None:
        """Download what is offered and open it. A second call while one runs does nothing (D85)."""
        if self._fax is None or self._busy:
            return
        user, fax_id = self._fax
        self._busy = True
        self._notices.withdraw()
        self._view.show_progress(0, None)
        draft = self._store.draft()
        try:
            await self._fetch(user, fax_id, draft)
            document = await draft.finish()
            if odd := self._odd(document):
                self._notices.tell(replace(odd, of_fax=True))
            await self._show(document, fax_id)
        except FaxViewerError as error:
            await draft.discard()
            self._notices.tell(notice_of(error, of_fax=True))
        except asyncio.CancelledError:
            await draft.discard()
            raise
        finally:
            self._busy = False
            self._view.show_idle()

    async def _show(self, document: StoredDocument, fax_id: str) -> None:
        """Open `document`; where no program does, offer to save it (D84)."""
        try:
            await self._opener.open_document(document)
        except NoViewer as error:
            notice = notice_of(error, of_fax=True)
            if save_copy := self._save_copy:
                notice = replace(notice, offer="Save a copy…", act=lambda: save_copy(document, fax_id))
            self._notices.tell(notice)

    @staticmethod
    @abstractmethod
    def why_not(fax: Fax) -> str:
        """Why there is nothing to open for `fax`; empty where there may be."""

    @abstractmethod
    async def _fetch(self, user: str, fax_id: str, draft: DocumentDraft) -> None:
        """Write the file into `draft`. Raises a FaxViewerError."""

    def _odd(self, document: StoredDocument) -> Notice | None:  # noqa: ARG002 (who overrides it looks at it)
        """What is odd about `document`, said before it is shown; None where nothing is."""
        return None
