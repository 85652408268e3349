"""The value of a field: plain, selectable, copyable by mouse and keyboard, never wider than its place."""

import re
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from faxviewer.ui.menus import Menu
from faxviewer.ui.theme import MUTED, fixed_width_family, font

_LONG_WORD: Final = re.compile(r"\S{37,}")
_BREAK: Final = "\u200b"
_FOCUS: Final = 1
"""Pixels around the value for the frame that shows the focus."""
_LINE_END: Final = "\u2029"
"""What Qt puts for a line break in a selection; one from the service would be shown as a mark."""


def breakable(text: str) -> str:
    """`text` with places to break in words that are too long for a narrow window; `unbroken` undoes it."""
    return _LONG_WORD.sub(lambda word: _BREAK.join(re.findall(r".{1,12}", word.group())), text)


def unbroken(text: str) -> str:
    """What `breakable` was given. A zero-width space never comes from the service: `visible` marks it."""
    return text.replace(_BREAK, "")


class ValueLabel(QLabel):
    """The value of one field. Ctrl+C copies the selection, or all of it where nothing is selected.

    A copy of all of it gives the value as it was sent, where that isn't as it is shown.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("presence", "present")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._whole = ""
        self._raw = ""
        self._placeholder: QColor | None = None
        self._family = ""
        self.setMargin(_FOCUS)
        self._write()

    def set_fixed_width(self, *, fixed: bool) -> None:
        """Whether it is an ID, whose letters are all equally wide."""
        self._family = fixed_width_family() if fixed else ""
        self._write()

    def set_value(self, text: str, presence: str = "present", raw: str = "") -> None:
        """Show `text`; `presence` (present, empty, null, absent) decides how it looks.

        `raw` is what a copy of the whole gives; `text` where it is empty.
        """
        self._placeholder = None
        self._raw = raw or text
        if presence != self.property("presence"):
            self.setProperty("presence", presence)
            self._write()
        if text != self._whole or not self.text():
            self._whole = text
            self.setText(breakable(text))
        self.update()

    def show_placeholder(self, colour: str) -> None:
        """Stand in for a value that is on its way; what stood here belongs to another fax and goes."""
        self._placeholder = QColor(colour)
        self._whole = self._raw = ""
        self.clear()
        self.update()

    def _write(self) -> None:
        """In the letters of what it is: a value, or that there is none."""
        present = self.property("presence") == "present"
        self.setFont(font(1.0, QFont.Weight.Medium if present else QFont.Weight.Normal, self._family))
        self.setForegroundRole(QPalette.ColorRole.WindowText if present else MUTED)

    def value(self) -> str:
        """What a copy of the whole gives."""
        return self._raw

    def copy(self) -> None:
        """Put the selection, or the whole value, on the clipboard."""
        selected = unbroken(self.selectedText().replace(_LINE_END, "\n"))
        QGuiApplication.clipboard().setText(self._raw if selected in ("", self._whole) else selected)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        lines = self.text().split("\n")
        width = max(metrics.horizontalAdvance(line) for line in lines) if len(self.text()) < 400 else 4_000
        return QSize(width + 12, metrics.lineSpacing() * min(len(lines), 40) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().lineSpacing() + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Copy", self.copy)
        menu.popup(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._placeholder is None:
            super().paintEvent(event)
            if not self.hasFocus():
                return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._placeholder is None:
                painter.setPen(self.palette().color(QPalette.ColorRole.Highlight))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
                return
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._placeholder)
            height = self.fontMetrics().ascent()
            width = min(self.width() - 2, max(60, self.fontMetrics().averageCharWidth() * 14))
            painter.drawRoundedRect(1, (self.fontMetrics().lineSpacing() - height) // 2 + 1, width, height, 4, 4)
