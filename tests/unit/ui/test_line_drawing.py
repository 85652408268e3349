"""Icons drawn without QtSvg look as QtSvg would draw them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from faxviewer import resources
from faxviewer.ui.line_drawing import draw

ICONS = sorted((Path(str(resources.root())) / "icons").glob("*.svg"))
SIDE = 96
PLACE = QRectF(0, 0, SIDE, SIDE)
COLOUR = "#1F55C7"
HEAD = '<svg viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="2">'


def by_qt(source: str) -> QImage:
    image, painter = blank()
    QSvgRenderer(QByteArray(source.replace("currentColor", COLOUR).encode())).render(painter, PLACE)
    painter.end()
    return image


def by_us(source: str) -> QImage:
    image, painter = blank()
    draw(source, painter, PLACE, COLOUR)
    painter.end()
    return image


def blank() -> tuple[QImage, QPainter]:
    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    return image, QPainter(image)


def apart(one: QImage, other: QImage) -> float:
    """The part of all drawn dots that differ clearly; QtSvg's arcs are less round than circles."""
    pairs = list(zip(bytes(one.constBits()), bytes(other.constBits()), strict=True))
    return sum(abs(a - b) > 48 for a, b in pairs) / sum(max(pair) > 0 for pair in pairs)


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_every_icon_looks_as_qtsvg_draws_it(qapp: QApplication, path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert apart(by_us(source), by_qt(source)) < 0.02


@pytest.mark.parametrize(
    "d",
    [
        "M4 4 16 4 16 16",
        "m4 4 6 0 0 6h6",
        "M4 10a6 6 0 0 1 12 0",
        "M4 10a6 6 0 1 0 3-5",
        "M4 10A6 6 0 0 0 7 5",
        "M2 10c2-8 6-8 8 0s6 8 8 0",
        "M2 10C4 2 8 2 10 10S16 18 18 10",
        "M4 4V16H16z",
    ],
)
def test_paths_are_read_as_svg_means_them(qapp: QApplication, d: str) -> None:
    source = f'{HEAD}<path d="{d}"/></svg>'
    assert apart(by_us(source), by_qt(source)) < 0.03


def test_the_colour_is_the_one_asked_for(qapp: QApplication) -> None:
    source = '<svg viewBox="0 0 20 20" fill="currentColor"><circle cx="10" cy="10" r="8"/></svg>'
    assert by_us(source).pixelColor(SIDE // 2, SIDE // 2) == QColor(COLOUR)
