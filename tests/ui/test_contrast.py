"""Can everything be read: the contrast of what is really painted, as WCAG 2.2 measures it, in both schemes."""

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QTableView, QWidget

from faxviewer.ui.theme import DARK, LIGHT, Scheme
from tests.ui.desk import Desk, seated, settle, story, told

ENOUGH = 4.5
"""To 1: WCAG 2.2, success criterion 1.4.3, for text of ordinary size."""
SCHEMES = pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
SAMPLES = (
    *("Delivered, one page", "Not delivered: line busy", "Partly sent, 5 of 12 pages", "Unknown status"),
    *(
        "Cover page with every flag",
        "Being sent right now",
        "Fields that nobody documented",
        "Every optional field null",
    ),
)
SCALE = 3
"""Strokes are thinner than a pixel at the usual size, and their colour is mixed with the ground's."""


def luminance(rgb: int) -> float:
    """WCAG's relative luminance of 0xFFRRGGBB."""
    colour = QColor.fromRgb(rgb)
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def painted_contrast(image: QImage) -> float:
    """Between the colour that most of `image` has and the one that stands out most from it."""
    pixels = Counter(memoryview(image.constBits()).cast("B").cast("I"))  # RGB32: 0xFFRRGGBB, rows without gaps
    ground = luminance(pixels.most_common(1)[0][0])
    lights = [luminance(rgb) for rgb, count in pixels.items() if count > 2]
    return max((max(ground, each) + 0.05) / (min(ground, each) + 0.05) for each in lights)


def readable(root: QWidget) -> Iterator[QWidget]:
    """Everything in view that has words in it and can be used."""
    for each in root.findChildren(QWidget):
        words = each.text() if isinstance(each, QLabel | QAbstractButton | QLineEdit) else ""
        hint = each.placeholderText() if isinstance(each, QLineEdit) else ""
        whole = each.visibleRegion().boundingRect() == each.rect()  # not cut by the edge of what scrolls
        if each.isVisible() and each.isEnabled() and (words.strip() or hint) and whole:
            yield each


def too_faint(desk: Desk) -> list[str]:
    """What can't be read well enough, with its contrast."""
    settle()
    found = []
    for widget in readable(desk.window):
        image = QImage(widget.size() * SCALE, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(SCALE)
        desk.window.render(image, QPoint(), QRect(widget.mapTo(desk.window, QPoint()), widget.size()))
        if (contrast := painted_contrast(image)) < ENOUGH:
            found.append(f"{widget.objectName()} ({type(widget).__name__}): {contrast:.1f}")
    return found


def flat(ground: str, text: str) -> QImage:
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(QColor(ground))
    for x in range(10, 20):
        image.setPixelColor(x, 10, QColor(text))
    return image


@pytest.mark.parametrize(("text", "contrast"), [("#000000", 21.0), ("#777777", 4.48), ("#FFFFFF", 1.0)])
def test_the_measure_is_wcags(text: str, contrast: float) -> None:
    assert painted_contrast(flat("#FFFFFF", text)) == pytest.approx(contrast, abs=0.01)


@SCHEMES
@story
async def test_every_word_about_a_fax_can_be_read(desk: Desk, scheme: Scheme) -> None:
    await desk.sign_in()
    desk.window.theme.use(scheme)
    for label in SAMPLES:
        await desk.look_up_sample(label)
        assert too_faint(desk) == [], label


@SCHEMES
@told
async def test_every_word_of_the_pages_before_can_be_read(scheme: Scheme) -> None:
    async with seated() as desk:
        desk.window.theme.use(scheme)
        assert too_faint(desk) == []
        desk.person.in_browser = "none"
        desk.click("sign_in.start")
        await desk.until(lambda: desk.in_view("sign_in.copy"), "the waiting page")
        assert too_faint(desk) == []
        await desk.person.press("allow")
        await desk.until(lambda: desk.text("account.name"), "the account")
        assert too_faint(desk) == []
        await desk.look_up("000000000000000000000000")
        assert too_faint(desk) == []
        await desk.look_up("a/b")
        assert too_faint(desk) == []


@SCHEMES
@story
async def test_the_rows_of_the_list_can_be_read(desk: Desk, scheme: Scheme) -> None:
    await desk.sign_in()
    desk.window.theme.use(scheme)
    settle()
    rows = desk.see("list.faxes", QTableView)
    for row in range(min(rows.model().rowCount(), 8)):
        place = rows.visualRect(rows.model().index(row, 0)).translated(rows.mapTo(desk.window, QPoint()))
        image = QImage(place.size() * SCALE, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(SCALE)
        desk.window.render(image, QPoint(), place)
        assert painted_contrast(image) >= ENOUGH


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@SCHEMES
@story
async def test_a_field_has_its_frame_and_shows_the_focus_in_every_window(desk: Desk, scheme: Scheme) -> None:
    await desk.sign_in()
    desk.window.theme.use(scheme)
    await desk.look_up_sample("Delivered, one page")
    desk.choose("action.raw")
    await desk.until(lambda: desk.in_view("raw.search"), "the search")
    desk.choose("action.help")
    await desk.until(lambda: desk.in_view("help.search"), "the help")
    for name in ("list.search", "raw.search", "help.search"):
        field = desk.see(name, QLineEdit)
        field.clearFocus()
        assert edge(field) == QColor(scheme.hairline), f"{name} can't be seen to be a field"
        field.setFocus()
        assert not field.hasFocus() or edge(field) == QColor(scheme.accent), f"{name} hides where the keyboard is"


def edge(field: QLineEdit) -> QColor:
    """The colour of its left edge, halfway down."""
    settle()
    return field.grab().toImage().pixelColor(0, field.height() // 2)
