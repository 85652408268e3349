"""What the history asks: a note's words, and whether to clear it. Both open without holding anything up."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QMessageBox, QVBoxLayout, QWidget

from faxviewer.domain.history import LONGEST_NOTE
from faxviewer.presenters.text import short_id
from faxviewer.ui import sheets
from faxviewer.ui.buttons import name_standard
from faxviewer.ui.fields import Field
from faxviewer.ui.labels import plain_label
from faxviewer.ui.theme import Theme

_KEPT: Final = "It stays on this computer, in plain text."
_PUT_ASIDE: Final = "Hidden. F9 brings back what was typed."


class NoteDialog(QDialog):
    """One line for the agent's own words. `noted` tells the fax ID, the user and the note."""

    noted = Signal(str, str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("history.note_dialog")
        self.setWindowTitle("Note")
        Theme.in_force().dress(self, sheets.dialog)
        self._key = ("", "")
        self.about = plain_label("")
        self.text = Field()
        self.text.setObjectName("history.note_text")
        self.text.setAccessibleName("Note")
        self.text.setMaxLength(LONGEST_NOTE)
        self.text.setPlaceholderText("A ticket's number, what was agreed…")
        self.text.setMinimumWidth(300)
        self._covered: str | None = None
        self.hint = plain_label(_KEPT, "small")
        self.hint.setObjectName("history.note_hint")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        name_standard(buttons, "history.note")
        self.save = buttons.button(QDialogButtonBox.StandardButton.Save)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self.about, self.text, self.hint, buttons):
            column.addWidget(widget)
        self.accepted.connect(self._tell)

    def ask(self, fax_id: str, user: str, note: str) -> None:
        """Open for a fax, with the `note` that it has."""
        self._key = (fax_id, user)
        self.about.setText(f"Fax {short_id(fax_id)}")
        self.text.setText(note)
        self.text.selectAll()
        self.text.setFocus()
        self.open()

    def cover(self, *, on: bool) -> None:
        """Put what was typed aside while personal data is hidden, and back afterwards."""
        if on and self._covered is None and self.isVisible():
            self._covered = self.text.text()
        if on:
            self.text.clear()  # of a note that was written before, too
        elif self._covered is not None:
            self.text.setText(self._covered)
            self._covered = None
        self.text.setEnabled(self._covered is None)
        self.save.setEnabled(self._covered is None)
        self.hint.setText(_KEPT if self._covered is None else _PUT_ASIDE)
        if self._covered is None:
            self.text.setFocus()

    def done(self, result: int) -> None:
        self._covered = None
        self.cover(on=False)
        super().done(result)

    def _tell(self) -> None:
        self.noted.emit(*self._key, self.text.text())


def clear_question(parent: QWidget, clear_all: Callable[[], None]) -> QMessageBox:
    """Asks whether to clear, and calls `clear_all` where the person says so."""
    box = QMessageBox(parent)
    box.setObjectName("history.question")
    Theme.in_force().dress(box, sheets.dialog)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle("Clear the history")
    box.setText("Clear the history of this account?")
    box.setInformativeText("Its look-ups are forgotten, your notes too. The faxes themselves stay.")
    clear = box.addButton("Clear", QMessageBox.ButtonRole.DestructiveRole)
    clear.setObjectName("history.question.clear")
    clear.clicked.connect(clear_all)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    return box
