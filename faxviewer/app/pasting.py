"""Pasted IDs: their presenter and their list, made at the first use and gone with the session."""

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QGuiApplication

from faxviewer.app.office import LIST, MANY
from faxviewer.domain.identifiers import FoundIds
from faxviewer.presenters.many import Choices, ManyPresenter
from faxviewer.presenters.page import Entry
from faxviewer.system.exports import write_whole
from faxviewer.ui.pasted_list import PastedList

if TYPE_CHECKING:
    from collections.abc import Callable

    from faxviewer.app.rooms import Rooms
    from faxviewer.presenters.entries import Listing
    from faxviewer.ui.main_window import MainWindow
    from faxviewer.ui.tasks import Tasks

EXPORT: Final = "export"
"""The slot of `ui.tasks` in which a file is written."""


class Pasting:
    """Wires one ManyPresenter to one PastedList."""

    def __init__(
        self,
        window: "MainWindow",
        rooms: "Rooms",
        tasks: "Tasks",
        listing: "Callable[[str], Listing]",
        choices: Choices,
        ask_to_sign_in: "Callable[[], None]",
    ) -> None:
        self._window = window
        self._tasks = tasks
        self.list = PastedList(window.browse)
        self.presenter = ManyPresenter(
            self.list,
            window.notices,
            rooms.faxes,
            listing,
            choices,
            refuse_user=lambda reason: window.lookup.show_refusal(Entry.USER, reason),
            signed_in=lambda: rooms.session.signed_in,
            ask_to_sign_in=ask_to_sign_in,
            save=write_whole,
            cover=window.screen_mask.cover,
        )
        self.list.wanted.connect(self.open)
        self.list.stop_wanted.connect(lambda: tasks.cancel(MANY))
        self.list.again_wanted.connect(lambda: tasks.start(MANY, self.presenter.again()))
        self.list.copy_wanted.connect(lambda: QGuiApplication.clipboard().setText(self.presenter.table()))
        self.list.file_chosen.connect(lambda path: tasks.start(EXPORT, self.presenter.export(path)))

    def submit(self, found: FoundIds, user: str) -> None:
        """Look them up; where the user can't be one, what runs goes on."""
        if self.presenter.prepare(found, user):
            self._window.bar.fax_id.clear()
            self.go()

    def go(self) -> None:
        """Look up what was prepared, in place of what runs."""
        self._tasks.start(MANY, self.presenter.go())
        self._window.work.show_list(shown=True)

    def open(self) -> None:
        """Turn to the list; what is read of another one is left."""
        self._tasks.cancel(LIST)
        self.presenter.open()

    def close(self) -> None:
        """Stop and forget it all."""
        for slot in (MANY, EXPORT):
            self._tasks.cancel(slot)
        self.presenter.clear()
