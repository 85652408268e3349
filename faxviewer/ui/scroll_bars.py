"""Quiet upright scroll bars."""

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

from faxviewer.ui.shapes import brush_of, fill_rounded
from faxviewer.ui.theme import Theme

_WIDTH: Final = 12
_AROUND: Final = 3
"""Pixels of the bar, and of those beside its handle."""


class ScrollBar(QScrollBar):
    """A handle on the ground of the window, or `on_card` of a card; none where there is nothing to scroll.

    What a press does the style alone knows.
    """

    def __init__(self, area: QAbstractScrollArea, *, on_card: bool = False) -> None:
        super().__init__(area)
        self._on_card = on_card
        area.setVerticalScrollBar(self)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, super().sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        scheme = Theme.in_force().scheme
        start, length = self._handle()
        with QPainter(self) as painter:
            painter.setBackground(brush_of(scheme.card if self._on_card else scheme.ground))
            painter.eraseRect(self.rect())
            wide = self.width() - 2 * _AROUND
            if length > 0 and self.maximum() > self.minimum():
                fill_rounded(painter, QRectF(_AROUND, start, wide, length), wide / 2, scheme.muted)

    def _handle(self) -> tuple[int, int]:
        """Where the handle begins and how long it is: as Qt's common style reckons, which has the presses."""
        usual = super().sizeHint()
        step, least = usual.width(), usual.height() - 2 * usual.width()
        room = self.height() - 2 * step
        span = self.maximum() - self.minimum()
        length = min(max(self.pageStep() * room // max(span + self.pageStep(), 1), least), room)
        before = self.sliderPosition() - self.minimum()
        return step + (2 * (room - length) * before + span) // max(2 * span, 1), length
