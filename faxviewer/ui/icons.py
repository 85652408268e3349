"""Line drawings from resources/icons, tinted with a colour of the scheme."""

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from faxviewer import resources
from faxviewer.ui.line_drawing import draw

GRID: Final = 20
"""Side of the square, in device-independent pixels, that every icon is drawn on."""

_WINDOW_SIZES: Final = (16, 24, 32, 48, 64)


@lru_cache(maxsize=256)
def pixmap(name: str, colour: str, side: int = GRID, ratio: float = 1.0) -> QPixmap:
    """The icon `name` in `colour` (#RRGGBB), `side` pixels square on a screen of `ratio` dots a pixel."""
    drawn = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    drawn.fill(Qt.GlobalColor.transparent)
    # Ended whatever happens: Qt does not survive a picture that goes while it is painted on.
    with QPainter(drawn) as painter:
        draw(_source(name), painter, QRectF(0, 0, drawn.width(), drawn.height()), colour)
    drawn.setDevicePixelRatio(ratio)
    return drawn


def icon(name: str, colour: str, ratio: float = 1.0) -> QIcon:
    """The same as a QIcon for buttons and menus."""
    return QIcon(pixmap(name, colour, GRID, ratio))


def window_icon() -> QIcon:
    """The program's own icon, in the sizes that title bars and task bars ask for."""
    icon = QIcon()
    for side in _WINDOW_SIZES:
        icon.addPixmap(pixmap("faxviewer", "", side))
    return icon


@lru_cache(maxsize=64)
def _source(name: str) -> str:
    return (resources.root() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
