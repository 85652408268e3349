"""Brushes, pens and rounded shapes, by those ways of PySide6 alone that cost little.

A QColor in the place of a brush makes it import every gradient that there is and, before the first paint, which
is 15 ms late then, the enums of Qt's name space.
"""

from functools import lru_cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPalette, QPen


@lru_cache(maxsize=64)
def brush_of(colour: str) -> QBrush:
    """A brush of `colour` (#RRGGBB)."""
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Base, QColor(colour))
    return palette.brush(QPalette.ColorRole.Base)


def pen_of(colour: str, width: float = 1.0) -> QPen:
    """A pen of `colour` (#RRGGBB), `width` pixels wide."""
    made = QPen()
    made.setColor(QColor(colour))
    made.setWidthF(width)
    return made


def fill_rounded(
    painter: QPainter, place: QRectF, radius: float, ground: str = "", border: str = "", thick: int = 1
) -> None:
    """A rounded rectangle in `place`: its `ground`, and a `border` inside of it; either is left out where empty.

    Colours are #RRGGBB; `radius` and `thick` are in pixels.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outer = QPainterPath()
    outer.addRoundedRect(place, radius, radius)
    if not border:
        if ground:
            painter.fillPath(outer, brush_of(ground))
        return
    inner = place.adjusted(thick, thick, -thick, -thick)
    if ground:
        painter.fillPath(outer, brush_of(border))
        filled = QPainterPath()
        filled.addRoundedRect(inner, radius - thick, radius - thick)
        painter.fillPath(filled, brush_of(ground))
    else:
        outer.addRoundedRect(inner, radius - thick, radius - thick)  # what lies in both is left free
        painter.fillPath(outer, brush_of(border))
