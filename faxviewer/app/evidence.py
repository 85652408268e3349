"""Saving the evidence of the fax in the form, and a copy of its document; made at the first use."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from faxviewer import __version__
from faxviewer.app.office import EVIDENCE
from faxviewer.domain.document import DocumentKind, StoredDocument
from faxviewer.domain.errors import FaxViewerError
from faxviewer.domain.tone import Tone
from faxviewer.presenters.document import PREFERENCE
from faxviewer.presenters.evidence import SHOW, EvidencePresenter
from faxviewer.presenters.evidence_texts import suggested_name
from faxviewer.presenters.form import Desk
from faxviewer.presenters.mask import STOPPED
from faxviewer.presenters.notices import Notice, notice_of
from faxviewer.presenters.summary import plain_summary
from faxviewer.system.evidence import EvidenceArchives
from faxviewer.system.exports import copy_whole
from faxviewer.ui.evidence_dialog import EvidencePanel, PlaceChooser

if TYPE_CHECKING:
    from faxviewer.app.office import Office
    from faxviewer.ui.main_window import MainWindow
    from faxviewer.ui.tasks import Tasks

FOLDER: Final = "folder"
"""The slot of `ui.tasks` in which a folder is shown."""

NOTHING_SHOWN: Final = Notice(
    "There is no fax to save", "", "Look up a fax first, then save its evidence.", of_fax=True
)
RUNNING: Final = Notice("One file is being saved already", "", "Wait for its end, or cancel it.")


HIDDEN: Final = Notice("Nothing was saved", "Personal data is hidden.", "Show it again first (F9).")
COPIED: Final = Notice(
    "Copy saved",
    "It holds personal data, and Faxviewer does not delete it.",
    "Delete it when the case is closed.",
    tone=Tone.SUCCESS,
)


class Evidence:
    """Wires one EvidencePresenter. `allowed` gives the mask's reason why nothing may be saved now, or nothing."""

    def __init__(
        self,
        office: "Office",
        window: "MainWindow",
        tasks: "Tasks",
        desk: Callable[[], Desk],
        allowed: Callable[[], str] = lambda: "",
    ) -> None:
        self._notices = window.notices
        self._tasks = tasks
        self._office = office
        self._allowed = allowed
        self._chooser = PlaceChooser(window)
        self._panel = EvidencePanel()
        window.add_to_foot(self._panel)
        self._panel.cancelled.connect(lambda: tasks.cancel(EVIDENCE))
        office.mask.follow(self._hide)
        rooms = office.rooms
        self._presenter = EvidencePresenter(
            self._panel,
            window.notices,
            rooms.faxes,
            rooms.documents,
            EvidenceArchives(),
            version=__version__,
            summarize=lambda fax, user: plain_summary(fax, user, desk()),
            account=lambda: office.session.account.user_id if office.session.account else "",
            kind=lambda: DocumentKind.TIFF if rooms.preferences.get(PREFERENCE, "") == "tiff" else DocumentKind.PDF,
            show=self._show,
        )

    def ask(self) -> None:
        """Ask where to save the evidence of the fax in the form, then save it. It is this fax's to the end."""
        shown = self._office.lookup.shown_fax
        if not shown:
            self._notices.tell(NOTHING_SHOWN)
        elif self._may_begin():
            fax, user = shown

            def save(path: str) -> None:
                if self._may_begin():  # the dialog may have been open for long
                    self._tasks.start(EVIDENCE, self._presenter.save(fax, user, path))

            name = suggested_name(fax.asked_id)
            self._chooser.ask("Save the evidence", "Zip archive (*.zip)", name, save)

    def ask_for_copy(self, document: StoredDocument, fax_id: str) -> None:
        """Ask where to save a copy of an opened document, then save it."""
        if not self._may_begin():
            return
        name = suggested_name(fax_id, document.kind.suffix)
        kind = "PDF document (*.pdf)" if document.kind is DocumentKind.PDF else "TIFF image (*.tif)"

        def save(path: str) -> None:
            if self._may_begin():
                self._tasks.start(EVIDENCE, self._copy(document, path))

        self._chooser.ask("Save a copy of the document", kind, name, save)

    def close(self) -> None:
        """Stop, and ask no more."""
        self._office.mask.unfollow(self._hide)
        self._tasks.cancel(EVIDENCE)
        self._chooser.close()
        self._panel.setParent(None)  # and gone once what was cancelled has told it of its end

    def _hide(self) -> None:
        """Stop, and show no more of the person's folders, while personal data is hidden."""
        if self._allowed() and (self._chooser.is_open or self._tasks.is_running(EVIDENCE)):
            self._tasks.cancel(EVIDENCE)
            self._chooser.close()
            self._notices.tell(STOPPED)

    def _may_begin(self) -> bool:
        if self._allowed():
            self._notices.tell(HIDDEN)
            return False
        if self._tasks.is_running(EVIDENCE):
            self._notices.tell(RUNNING)
            return False
        return True

    async def _copy(self, document: StoredDocument, path: str) -> None:
        try:
            await copy_whole(path, document)
        except FaxViewerError as error:
            self._notices.tell(notice_of(error))
        else:
            self._notices.tell(replace(COPIED, offer=SHOW, act=lambda: self._show(path)))

    def _show(self, path: str) -> None:
        # Where it can't be shown, the program's one handler says so.
        self._tasks.start(FOLDER, self._office.rooms.opener.show_in_folder(path))
