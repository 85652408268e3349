"""All keys on one sheet, read from the window's own actions, so that it can't tell of a key that isn't there."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from faxviewer.ui.labels import plain_label

_FIELDS = (
    ("Enter", "Look up what stands in the fields"),
    ("Up, Down", "In a list: the fax above, the fax below"),
    ("Ctrl+C", "On a value: copy it"),
    ("Tab, Shift+Tab", "The next control, the one before"),
)
"""Keys that belong to a field or a list rather than to the window."""


class KeySheet(QDialog):
    """The sheet; Esc or *Close* closes it, and the window goes on meanwhile."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("key_sheet")
        self.setWindowTitle("Keys")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(4)
        for action in actions:
            if not action.shortcut().isEmpty():
                self._add(action.shortcut().toString(QKeySequence.SequenceFormat.NativeText), _plain(action.text()))
        for keys, does in _FIELDS:
            self._add(keys, does)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(plain_label("Keys", "headline"))
        column.addLayout(self._grid)
        column.addWidget(buttons)

    def _add(self, keys: str, does: str) -> None:
        row = self._grid.rowCount()
        key = QLabel(keys)
        key.setTextFormat(Qt.TextFormat.PlainText)
        key.setProperty("role", "value")
        self._grid.addWidget(key, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(plain_label(does, "muted"), row, 1)


def _plain(text: str) -> str:
    return text.replace("&", "").rstrip("…")
