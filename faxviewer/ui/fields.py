"""Fields of one line that paint their own frame."""

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLineEdit, QWidget

from faxviewer.domain.tone import Tone
from faxviewer.ui.shapes import fill_rounded
from faxviewer.ui.theme import CONTROL_HEIGHT, Theme

_RADIUS: Final = 6
_PADDING: Final = 9
"""Pixels between the frame and what Qt keeps free before the text by itself."""


class Field(QLineEdit):
    """A line edit with a frame that shows the focus, or that what was typed is refused."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrame(False)
        clear = QPalette()
        clear.setColor(QPalette.ColorRole.Base, QColor(0, 0, 0, 0))  # Qt would paint it over the frame's ground
        self.setPalette(clear)
        self._is_refused = False
        self.keep_clear(0)

    def mark(self, *, refused: bool) -> None:
        """Whether what is typed is refused."""
        if refused != self._is_refused:
            self._is_refused = refused
            self.update()

    def keep_clear(self, pixels: int) -> None:
        """Let the text end so many pixels before the frame does."""
        self.setTextMargins(_PADDING, 0, max(_PADDING, pixels), 0)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, CONTROL_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(QSize(0, CONTROL_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        scheme = Theme.in_force().scheme
        at_rest = scheme.accent if self.hasFocus() else scheme.hairline
        edge = scheme.tones[Tone.FAILURE][0] if self._is_refused else at_rest
        with QPainter(self) as painter:
            fill_rounded(painter, QRectF(self.rect()), _RADIUS, scheme.ground, edge)
        super().paintEvent(event)
