"""Watches the clipboard while the window has the focus, and shows what is offered of it inside the fax ID field."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QLabel, QWidget

from faxviewer.ui import sheets
from faxviewer.ui.id_field import IdField
from faxviewer.ui.labels import plain_label
from faxviewer.ui.theme import Theme, fixed_width_family, font

_GAP = 8
_PADDING = 10
"""Pixels: around the offer, and of the field before its text."""


class ClipboardOffer(QObject):
    """Implements presenters.clipboard.ClipboardView; `seen` tells the clipboard's text and keeps nothing of it.

    The offer lies over the end of `field`, whose text keeps clear of it. The pointer goes through it to the field,
    so that a click that was meant for the window never sends anything: `action`, by key or from the menu, does.
    """

    seen = Signal(str)

    def __init__(self, window: QWidget, field: IdField, action: QAction) -> None:
        super().__init__(window)
        self._window = window
        self._field = field
        self._action = action
        self._label: QLabel | None = None
        self._fax_id = ""
        self._hint = field.placeholderText()
        action.setEnabled(False)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)  # noqa: S101 (there is no window without one)
        application.focusWindowChanged.connect(self.look)  # QWindow itself would load 0.2 MB
        QGuiApplication.clipboard().dataChanged.connect(self.look)
        field.textChanged.connect(self._place)
        field.resized.connect(self._place)

    def look(self) -> None:
        """Tell of the clipboard's text, if the window has the focus; other programs' clipboards are theirs."""
        if self._window.isActiveWindow():
            kept = QGuiApplication.clipboard().mimeData()
            self.seen.emit(kept.text() if kept is not None and kept.hasText() else "")

    def show_offer(self, fax_id: str) -> None:
        if self._label is None:
            self._label = plain_label(parent=self._field)
            self._label.setObjectName("lookup.clipboard")
            # The field's own letters would last until the first change of the scheme: a new sheet forgets them.
            self._label.setFont(font(0.9, family=fixed_width_family()))
            Theme.in_force().dress(self._label, sheets.offer)
            self._label.setWordWrap(False)
            self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._fax_id = fax_id
        self._action.setEnabled(True)
        self._field.setAccessibleDescription(f"In the clipboard is the fax ID {fax_id}. {self._key} looks it up.")
        self._field.setPlaceholderText("")  # of an empty field the offer takes the whole room
        self._label.show()
        self._place()

    def withdraw_offer(self) -> None:
        if self._label is None or not self._fax_id:
            return
        if self._fax_id in self._field.accessibleDescription():
            self._field.setAccessibleDescription("")
        self._fax_id = ""
        self._action.setEnabled(False)
        self._label.hide()
        self._field.setPlaceholderText(self._hint)
        self._field.keep_clear(0)

    @property
    def _key(self) -> str:
        return self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")

    def _place(self) -> None:
        """Say as much as there is room for beside the field's text; which fax and the key at least."""
        if self._label is None or not self._fax_id:
            return
        field, label = self._field, self._label
        short = self._fax_id if len(self._fax_id) <= 12 else f"{self._fax_id[:4]}…{self._fax_id[-4:]}"
        taken = field.fontMetrics().horizontalAdvance(field.text())
        room = field.width() - taken - 2 * _PADDING - _GAP
        for words in (f"Clipboard: {short}  {self._key}", f"{short}  {self._key}"):
            label.setText(words)
            label.adjustSize()
            if label.width() <= room:
                break
        label.move(field.width() - label.width() - _GAP, (field.height() - label.height()) // 2)
        field.keep_clear(label.width() + _GAP)
