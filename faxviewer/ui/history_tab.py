"""The *History* tab beside the lists, and its menu entries (implements HistoryView). The pane is made when wanted."""

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from faxviewer.domain.listing import Category
from faxviewer.presenters.history import HistoryState
from faxviewer.ui.browse_pane import BrowsePane
from faxviewer.ui.buttons import button

if TYPE_CHECKING:
    from faxviewer.presenters.entries import ListTimes
    from faxviewer.ui.history_pane import HistoryPane
    from faxviewer.ui.theme import Theme


class HistoryTab(QObject):
    """Emits `opened` each time the list comes into view; the other signals tell what the person does in it.

    `kept` and `clear` are the menu's entries.
    """

    opened = Signal()
    chosen = Signal(str, str)
    searched = Signal(str)
    note_wanted = Signal(str, str)
    noted = Signal(str, str, str)
    clear_wanted = Signal()
    keep_wanted = Signal(bool)

    def __init__(self, browse: BrowsePane, theme: "Theme", times: "ListTimes", kept: QAction, clear: QAction) -> None:
        super().__init__()
        self._browse = browse
        self._theme = theme
        self._times = times
        self._kept = kept
        self._clear = clear
        self._state = HistoryState((), 0, kept=True)
        self.is_being_left = False
        """Whether the person is just now going from it to another tab."""
        self.tab = button("History", "list.history", "tab")
        self.tab.setCheckable(True)
        browse.add_tab(self.tab)
        QWidget.setTabOrder(browse.tabs[Category.OUTBOX], self.tab)
        kept.setCheckable(True)
        kept.triggered.connect(self.keep_wanted)
        clear.triggered.connect(lambda: self.pane.ask_to_clear())
        self.tab.toggled.connect(self._turn)

    @property
    def is_shown(self) -> bool:
        """Whether it stands in the place of the lists."""
        return self.tab.isChecked()

    def show_history(self, state: HistoryState) -> None:
        self._state = state
        self._kept.setChecked(state.kept)
        self._clear.setEnabled(state.total > 0)
        if "pane" in vars(self):
            self.pane.show_state(state)

    def show_note(self, fax_id: str, user: str, note: str) -> None:
        """Let the person edit the note of a fax of the history."""
        self.pane.ask_for_note(fax_id, user, note)

    def cover_note(self, *, on: bool) -> None:
        """Hide the note that is being written, or go on with it."""
        if "pane" in vars(self):
            self.pane.cover_note(on=on)

    @property
    def picked(self) -> tuple[str, str] | None:
        """Fax ID and user of the selected row, where there is one in view."""
        row = self.pane.rows.picked if self.is_shown else None
        return (row.fax_id, row.user) if row else None

    def open(self) -> None:
        """Turn to it, the keyboard on its rows."""
        self.tab.setChecked(True)
        self.pane.rows.setFocus()

    def focus_search(self) -> None:
        """Put the cursor in its search."""
        self.pane.search.setFocus()
        self.pane.search.selectAll()

    def step(self, rows: int) -> None:
        """Look up the fax `rows` further down."""
        self.pane.step(rows)

    @cached_property
    def pane(self) -> "HistoryPane":
        """The list itself."""
        from faxviewer.ui.history_pane import HistoryPane

        pane = HistoryPane(self._theme, self._times)
        pane.hide()
        self._browse.whole.addWidget(pane, 1)
        for before, after in pairwise((self.tab, pane.search, pane.rows, pane.note, pane.clear)):
            QWidget.setTabOrder(before, after)
        pane.chosen.connect(self.chosen)
        pane.searched.connect(self.searched)
        pane.note_wanted.connect(self.note_wanted)
        pane.noted.connect(self.noted)
        pane.clear_wanted.connect(self.clear_wanted)
        pane.show_state(self._state)
        return pane

    def _turn(self, shown: bool) -> None:
        if shown:
            self.opened.emit()
        else:
            self.is_being_left = True
            QTimer.singleShot(0, self._be_left)
        self.pane.setVisible(shown)
        self._browse.body.setVisible(not shown)
        self._browse.in_view = self.pane.rows if shown else self._browse.faxes

    def _be_left(self) -> None:
        self.is_being_left = False
