"""The list of what was looked up, in the place of the service's lists."""

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QVBoxLayout, QWidget

from faxviewer.presenters.entries import ListTimes
from faxviewer.presenters.history import HistoryState
from faxviewer.ui.buttons import button
from faxviewer.ui.fields import Field
from faxviewer.ui.history_dialogs import NoteDialog, clear_question
from faxviewer.ui.history_rows import HistoryModel, HistoryRows
from faxviewer.ui.labels import plain_label
from faxviewer.ui.theme import Theme


class HistoryPane(QWidget):
    """A click or Enter on a row looks the fax up; arrow keys only move, so that nothing is asked on the way."""

    chosen = Signal(str, str)
    searched = Signal(str)
    note_wanted = Signal(str, str)
    noted = Signal(str, str, str)
    clear_wanted = Signal()

    def __init__(self, theme: Theme, times: ListTimes) -> None:
        super().__init__()
        self._dialog: NoteDialog | None = None
        self._question: QMessageBox | None = None
        self.search = Field()
        self.search.setObjectName("history.search")
        self.search.setAccessibleName("Search the history")
        self.search.setPlaceholderText("Search: ID, user, status, note…")
        self.search.setClearButtonEnabled(True)
        self._model = HistoryModel(times, self)
        self.rows = HistoryRows(self._model, theme, times)
        self.state = plain_label("", "small")
        self.state.setObjectName("history.state")
        self.note = button("Note…", "history.note", "link")
        self.note.setToolTip("Write a note on the selected fax (F2)")
        self.clear = button("Clear…", "history.clear", "link")
        foot = QHBoxLayout()
        foot.addWidget(self.state, 1)
        foot.addWidget(self.note)
        foot.addWidget(self.clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.rows, 1)
        column.addLayout(foot)
        self.search.textChanged.connect(self.searched)
        self.rows.clicked.connect(self._choose)
        self.rows.activated.connect(self._choose)
        self.rows.selectionModel().currentChanged.connect(self._offer_note)
        self.note.clicked.connect(self._want_note)
        self.clear.clicked.connect(self.ask_to_clear)

    def show_state(self, state: HistoryState) -> None:
        """Show the rows and how many there are."""
        self.rows.show_rows(state.rows)
        if self.search.text() != state.wanted:
            self.search.setText(state.wanted)
        self.state.setText(_words(state))
        self.clear.setEnabled(state.total > 0)
        self._offer_note()

    def step(self, rows: int) -> None:
        """Look up the fax `rows` further down."""
        row = min(max(self.rows.currentIndex().row() + rows, 0), self._model.rowCount() - 1)
        if row >= 0:
            self.rows.setCurrentIndex(self._model.index(row))
            self._choose(self._model.index(row))

    def ask_for_note(self, fax_id: str, user: str, note: str) -> None:
        """Let the person write a note on a fax, beginning with the one that it has."""
        if self._dialog is None:
            self._dialog = NoteDialog(self.window())
            self._dialog.noted.connect(self.noted)
        self._dialog.ask(fax_id, user, note)

    def cover_note(self, *, on: bool) -> None:
        """Hide the note that is being written, or go on with it."""
        if self._dialog is not None:
            self._dialog.cover(on=on)

    def ask_to_clear(self) -> None:
        """Have the person confirm it; what runs goes on behind the question."""
        if self._question is None:
            self._question = clear_question(self.window(), self.clear_wanted.emit)
        self._question.open()

    def _choose(self, index: QModelIndex) -> None:
        entry = self._model.rows[index.row()]
        self.chosen.emit(entry.fax_id, entry.user)

    def _want_note(self) -> None:
        if picked := self.rows.picked:
            self.note_wanted.emit(picked.fax_id, picked.user)

    def _offer_note(self) -> None:
        self.note.setEnabled(self.rows.picked is not None)


def _words(state: HistoryState) -> str:
    off = "" if state.kept else "History is off · "
    if not state.total:
        return f"{off}no faxes" if off else "No look-ups yet"
    found = f"{len(state.rows)} of " if len(state.rows) != state.total else ""
    return f"{off}{found}{state.total} {'fax' if state.total == 1 else 'faxes'}"
