"""Frames that paint their own ground and hairline."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from faxviewer.domain.tone import Tone
from faxviewer.ui.shapes import brush_of, fill_rounded
from faxviewer.ui.theme import Theme

_RADIUS = 8


class CardFrame(QFrame):
    """A card: rounded, with a hairline around it; `odd` on the ground of what needs a look."""

    def __init__(self, parent: QWidget | None = None, *, odd: bool = False) -> None:
        super().__init__(parent)
        self._odd = odd

    def paintEvent(self, _event: QPaintEvent) -> None:
        scheme = Theme.in_force().scheme
        ground = scheme.tones[Tone.PARTIAL][1] if self._odd else scheme.card
        with QPainter(self) as painter:
            fill_rounded(painter, QRectF(self.rect()), _RADIUS, ground, scheme.hairline)


class EdgeFrame(QFrame):
    """A part of the window on a card's ground, with a hairline at its end: below where it `lies`, else at the right."""

    def __init__(self, parent: QWidget | None = None, *, lies: bool) -> None:
        super().__init__(parent)
        self._lies = lies

    def paintEvent(self, _event: QPaintEvent) -> None:
        scheme = Theme.in_force().scheme
        place = self.rect()
        edge = place.adjusted(0, place.height() - 1, 0, 0) if self._lies else place.adjusted(place.width() - 1, 0, 0, 0)
        with QPainter(self) as painter:
            for part, colour in ((place, scheme.card), (edge, scheme.hairline)):
                painter.setBackground(brush_of(colour))
                painter.eraseRect(part)
