"""Line drawings from resources/icons, tinted with a colour of the scheme."""

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from faxviewer import resources

GRID: Final = 20
"""Side of the square, in device-independent pixels, that every icon is drawn on."""


@lru_cache(maxsize=256)
def pixmap(name: str, colour: str, side: int = GRID, ratio: float = 1.0) -> QPixmap:
    """The icon `name` in `colour` (#RRGGBB), `side` pixels square on a screen of `ratio` dots a pixel."""
    drawn = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    drawn.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    painter = QPainter(drawn)
    renderer.render(painter, QRectF(0, 0, drawn.width(), drawn.height()))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def icon(name: str, colour: str, ratio: float = 1.0) -> QIcon:
    """The same as a QIcon for buttons and menus."""
    return QIcon(pixmap(name, colour, GRID, ratio))


@lru_cache(maxsize=64)
def _source(name: str) -> str:
    return (resources.root() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
