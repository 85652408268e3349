"""How the window lays out: at every width, in both schemes, at up to three times the scale, and nothing jumps."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QDialog, QFrame, QLabel, QLineEdit, QScrollArea, QWidget

from faxviewer.app.raw import RAW
from faxviewer.ui.cards import GroupCard
from faxviewer.ui.field_row import FieldRow
from faxviewer.ui.fields import Field
from faxviewer.ui.theme import DARK, LIGHT
from tests.ui.desk import DEMO, REAL, Desk, seated, settle, story, told

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

WIDTHS = (480, 740, 900, 1280)
_BREAK = re.compile(r"[\s\u200b/-]")
ROUNDING = 2
"""Pixels that a wrapped text may be told to need and not to use."""

ODDEST = (
    "Very long comment",
    "One word of 5,000 letters",
    "Texts that look like HTML",
    "Hebrew and Arabic",
    "Emoji and combining marks",
    "Line breaks in a name",
    "Fields that nobody documented",
    "Every optional field absent",
    "Cover page with every flag",
    "duration beyond 2⁶³",
    "Cover page is a text",
    "Unknown status",
    "Scheduled for later",
)


def shown(root: QWidget) -> Iterator[QWidget]:
    """Every widget that can be seen below `root`; a label without text is none."""
    for each in root.findChildren(QWidget):
        is_blank = isinstance(each, QLabel) and not each.text() and each.pixmap().isNull()
        if each.isVisible() and each.width() and each.height() and not is_blank:
            yield each


def faults(root: QWidget) -> list[str]:
    """What is cut off, by name."""
    found = []
    for widget in shown(root):
        parent = widget.parentWidget()
        name = widget.objectName() or f"{type(widget).__name__} in {parent.objectName() if parent else 'nothing'}"
        # What a scroll area holds may be taller than it, but never wider.
        if parent is not None and not widget.isWindow():
            if widget.x() < 0 or widget.x() + widget.width() > parent.width():
                found.append(f"{name} reaches beyond its parent's width")
            if not isinstance(parent.parentWidget(), QScrollArea) and widget.y() + widget.height() > parent.height():
                found.append(f"{name} reaches beyond its parent's height")
        if isinstance(widget, QLabel) and widget.text() and widget.pixmap().isNull():
            longest = max(widget.fontMetrics().horizontalAdvance(word) for word in _BREAK.split(widget.text()))
            if widget.wordWrap() and longest > widget.width():
                found.append(f"{name} has {widget.width()} for a word that takes {longest}: {widget.text()[:60]}")
            needed = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
            if needed > widget.height() + ROUNDING:
                found.append(f"{name} needs {needed} pixels of height and has {widget.height()}: {widget.text()[:40]}")
            if not widget.wordWrap() and widget.sizeHint().width() > widget.width():
                found.append(f"{name} needs {widget.sizeHint().width()} wide and has {widget.width()}: {widget.text()}")
        if isinstance(widget, QAbstractButton) and widget.minimumSizeHint().width() > widget.width():
            found.append(f"{name} is too narrow for its words")
    areas = [area for area in root.findChildren(QScrollArea) if area.isVisible()]
    wide = [area.objectName() for area in areas if area.horizontalScrollBar().maximum() > 0]
    return found + [f"{name} scrolls sideways" for name in wide]


def place(widget: QWidget, within: QWidget) -> QRect:
    """Where `widget` stands in `within`."""
    return QRect(widget.mapTo(within, QPoint()), widget.size())


@pytest.mark.parametrize("width", WIDTHS)
@story
async def test_no_fax_is_cut_off_at_any_width(desk: Desk, width: int) -> None:
    await desk.sign_in()
    desk.window.resize(width, 700)
    settle()
    assert desk.window.width() == width
    for label in ODDEST:
        await desk.look_up_sample(label)
        settle()
        assert faults(desk.window) == [], label


@story
async def test_a_fax_is_laid_out_anew_when_the_window_changes(desk: Desk) -> None:
    await desk.sign_in()
    for label in ("Cover page with every flag", "Very long comment"):
        await desk.look_up_sample(label)
        for width in (1280, 480, 721, 719, 760, 759, 1280, 2000):
            desk.window.resize(width, 700)
            settle()
            assert faults(desk.window) == [], f"{label} at {width}"


@pytest.mark.parametrize("width", WIDTHS)
@told
async def test_no_other_page_is_cut_off_at_any_width(width: int, untouched: object) -> None:
    async with seated(REAL) as desk:
        desk.window.resize(width, 640)
        settle()
        assert faults(desk.window) == [], "first start"
        desk.click("setup.addresses")
        desk.click("setup.connect")
        await desk.idle()
        settle()
        assert faults(desk.window) == [], "with reasons"
        desk.click("setup.way")
        settle()
        assert faults(desk.window) == [], "the token's page"
    async with seated(DEMO) as desk:
        desk.window.resize(width, 640)
        settle()
        assert faults(desk.window) == [], "signed out"
        desk.person.in_browser = "none"
        desk.click("sign_in.start")
        await desk.until(lambda: desk.in_view("sign_in.copy"), "the waiting page")
        settle()
        assert faults(desk.window) == [], "waiting for the browser"
        await desk.person.press("deny")
        await desk.until(lambda: desk.in_view("sign_in.start"), "the reason")
        settle()
        assert faults(desk.window) == [], "declined"
        desk.person.in_browser = "allow"
        await desk.sign_in()
        settle()
        assert faults(desk.window) == [], "nothing looked up yet"
        await desk.look_up("0" * 24)
        settle()
        assert faults(desk.window) == [], "not found"
        await desk.look_up("a/b" * 30)
        settle()
        assert faults(desk.window) == [], "refused"
        desk.service.faults.answer("fax", 429, retry_after="500")
        desk.type("lookup.fax_id", "1" * 24, enter=True)
        await desk.until(lambda: desk.in_view("state.stop"), "the countdown")
        settle()
        assert faults(desk.window) == [], "counting down"
        desk.click("state.stop")
        await desk.idle()
        await desk.look_up_sample("Delivered, one page")
        desk.service.faults.answer("file", 200, body=b"<html></html>", content_type="text/html")
        desk.click("document.open")
        await desk.until(lambda: desk.in_view("notice"), "the notice")
        await desk.idle()
        settle()
        assert faults(desk.window) == [], "a notice"


@pytest.mark.parametrize("width", WIDTHS)
@story
async def test_nothing_that_unfolds_is_cut_off_at_any_width(desk: Desk, width: int) -> None:
    await desk.sign_in()
    desk.window.resize(width, 700)
    await desk.look_up_sample("Delivered, one page")
    desk.choose("action.denial")
    settle()
    assert desk.in_view("denial") and faults(desk.window) == [], "they say it never came"
    desk.choose("action.mask")
    await desk.until(lambda: desk.in_view("mask.chip"), "the mask")
    settle()
    assert faults(desk.window) == [], "hidden"
    desk.choose("action.mask")
    for label in ("The vendor's own example", "Delivered, one page"):
        await desk.look_up_sample(label)
        desk.choose("action.raw")
        await desk.until(lambda: not desk.program.tasks.is_running(RAW), "the record")
        for layout in ("raw.exact", "raw.indented"):
            desk.click(layout)
            await desk.until(lambda: not desk.program.tasks.is_running(RAW), "the layout")
            settle()
            assert faults(desk.window) == [], f"{label}, {layout}"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("action", "name"), [("action.preview_ticket", "ticket"), ("action.help", "help"), ("action.about", "about")]
)
@story
async def test_no_dialog_is_cut_off_or_wider_than_the_window_below_it(
    desk: Desk, width: int, action: str, name: str
) -> None:
    await desk.sign_in()
    desk.window.resize(width, 700)
    await desk.look_up_sample("Delivered, one page")
    desk.choose(action)
    await desk.until(lambda: desk.in_view(name), name)
    settle()
    dialog = desk.see(name, QDialog)
    assert faults(dialog) == [] and dialog.width() <= width
    if name == "help":
        topics, text = (place(desk.see(each, QWidget), dialog) for each in ("help.topics", "help.text"))
        assert text.width() >= min(width, 860) // 2, "room to read in"
        assert (text.top() > topics.bottom()) == (width < 640)
    dialog.reject()


@pytest.mark.parametrize(("width", "moves"), [(1280, False), (900, True)])
@story
async def test_that_personal_data_is_hidden_moves_nothing_where_there_is_room_to_say_it(
    desk: Desk, width: int, moves: bool
) -> None:
    await desk.sign_in()
    desk.window.resize(width, 700)
    await desk.look_up_sample("Delivered, one page")
    settle()
    before = place(desk.see("answer", QFrame), desk.window).top()
    desk.choose("action.mask")
    await desk.until(lambda: desk.in_view("mask.chip"), "the mask")
    settle()
    assert (place(desk.see("answer", QFrame), desk.window).top() != before) is moves
    desk.window.resize(1280 + 900 - width, 700)
    settle()
    assert faults(desk.window) == [], "it changes its place with the width"
    desk.choose("action.mask")


@story
async def test_facts_stand_in_one_column_in_a_narrow_window_and_in_two_in_a_wide_one(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Delivered, one page")
    for width, columns in ((480, 1), (700, 1), (900, 1), (1040, 2), (1280, 2), (480, 1)):
        desk.window.resize(width, 700)
        settle()
        lefts = {place(card, desk.window).x() for card in desk.window.findChildren(GroupCard)}
        assert len(lefts) == columns, width
        button, headline = (
            place(desk.see(name, kind), desk.window)
            for name, kind in (("document.open", QAbstractButton), ("answer.headline", QLabel))
        )
        assert (button.y() > headline.bottom()) == (columns == 1), "the button goes below the words"


@pytest.mark.parametrize("width", (*WIDTHS, 1600))
@story
async def test_nothing_moves_when_an_ordinary_fax_arrives(desk: Desk, width: int) -> None:
    await desk.sign_in()
    desk.window.resize(width, 700)
    ordinary = ["Delivered, one page", "Dear destination", "Received, unread", "Not delivered: line busy"]
    if width < 1600:  # where lines break, the room is that of the fax before
        ordinary = ["file_name is null", "header is null"]
        await desk.look_up_sample(ordinary[-1])
    for label in ordinary:
        with desk.service.faults.hold("fax"):
            asked = desk.service.requests.count("fax")
            desk.type("lookup.fax_id", desk.sample(label).fax_id, enter=True)
            await desk.asked(desk.service, "fax", asked + 1)
            settle()
            cards = [card for card in desk.window.lookup.fax.findChildren(QFrame) if card.property("card")]
            before = {card.objectName(): place(card, desk.window) for card in cards if card.isVisible()}
        await desk.idle()
        settle()
        after = {card.objectName(): place(card, desk.window) for card in cards if card.isVisible()}
        assert after == before, label


@story
async def test_a_notice_comes_and_goes_without_moving_what_stands_above(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Delivered, one page")
    watched = [desk.see("answer", QFrame), desk.see("field.status"), desk.see("lookup.fax_id", QLineEdit)]
    before = [place(each, desk.window) for each in watched]
    desk.service.faults.answer("fax", 403)
    desk.choose("action.again")
    await desk.until(lambda: desk.in_view("notice"), "the notice")
    await desk.idle()
    settle()
    assert [place(each, desk.window) for each in watched] == before


@story
async def test_a_change_of_the_systems_scheme_is_followed_at_once(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Delivered, one page")
    grounds: dict[bool, QImage] = {}
    for scheme in (DARK, LIGHT, DARK, LIGHT):
        desk.window.theme.use(scheme)
        settle()
        card = desk.see("group.parties", QFrame)
        picture = card.grab().toImage()
        colours = {picture.pixelColor(x, y).name().upper() for x in range(picture.width()) for y in range(60)}
        assert scheme.card in colours and scheme.text in colours and scheme.muted in colours
        assert (DARK if scheme is LIGHT else LIGHT).card not in colours
        window = desk.window.grab().toImage()
        assert window.pixelColor(4, desk.window.height() - 4).name().upper() == scheme.ground
        grounds.setdefault(scheme.dark, window)
        assert window == grounds[scheme.dark], "going back gives the same picture"


@story
async def test_every_field_has_its_frame_wherever_it_stands(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Delivered, one page")
    desk.click("list.history")
    desk.choose("action.raw")
    await desk.until(lambda: not desk.program.tasks.is_running(RAW), "the record")
    desk.choose("action.help")
    desk.choose("action.note")
    for scheme in (DARK, LIGHT):
        desk.window.theme.use(scheme)
        settle()
        seen = {each.objectName(): each for each in desk.window.findChildren(Field) if each.isVisible()}
        assert {"lookup.fax_id", "history.search", "raw.search", "help.search", "history.note_text"} <= set(seen)
        for name, field in seen.items():
            top = place(field, field.window()).center().x(), place(field, field.window()).top()
            edge = field.window().grab().toImage().pixelColor(*top).name().upper()
            assert edge in (scheme.hairline, scheme.accent), name
    for dialog in desk.window.findChildren(QDialog):
        dialog.reject()


@story
async def test_a_whole_fax_id_fits_its_field_at_every_width(desk: Desk) -> None:
    await desk.sign_in()
    desk.type("lookup.fax_id", "5e7de3ad54cfd54eb568cc76")
    field = desk.see("lookup.fax_id", QLineEdit)
    needed = field.fontMetrics().horizontalAdvance(field.text())
    for width in (480, 600, 800, 899, 900, 1280):
        desk.window.resize(width, 700)
        settle()
        assert field.contentsRect().width() - 24 >= needed, f"{field.width()} pixels at {width}"


@story
async def test_what_the_bar_says_below_its_fields_moves_none_of_its_buttons(desk: Desk) -> None:
    await desk.sign_in()
    for width in (480, 820, 1280):
        desk.window.resize(width, 700)
        desk.type("lookup.fax_id", "")
        settle()
        before = [desk.see(name, QWidget).geometry().x() for name in ("lookup.submit", "menu.button")]
        desk.type("lookup.fax_id", "a/b", enter=True)
        settle()
        assert desk.text("refusal.fax_id")
        assert [desk.see(name, QWidget).geometry().x() for name in ("lookup.submit", "menu.button")] == before, width
        assert desk.window.width() - desk.see("menu.button", QWidget).geometry().right() == 13, (
            "as far in as the fields"
        )


@story
async def test_controls_are_large_enough_to_touch(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Delivered, one page")
    for widget in shown(desk.window):
        if isinstance(widget, QAbstractButton | QLineEdit):
            assert widget.height() >= 32 and widget.width() >= 32, widget.objectName()
    for row in desk.window.findChildren(FieldRow):
        assert row.height() >= row.fontMetrics().lineSpacing()


SCALED = """
import os
from tests.ui.desk import seated, settle
from tests.ui.test_layout import faults
from faxviewer.ui import tasks
from PySide6.QtWidgets import QApplication

async def story():
    async with seated() as desk:
        await desk.sign_in()
        scale = float(os.environ["QT_SCALE_FACTOR"])
        assert desk.window.devicePixelRatioF() == scale
        for width in (480, 1280):
            desk.window.resize(width, 700)
            for label in ("Cover page with every flag", "Texts that look like HTML"):
                await desk.look_up_sample(label)
                settle()
                assert faults(desk.window) == [], faults(desk.window)
        picture = desk.window.grab()
        assert picture.width() == round(1280 * scale), picture.width()
        await desk.look_up("0" * 24)
        glyph = desk.window.lookup.state.glyph.pixmap()
        assert glyph.devicePixelRatio() == scale and glyph.width() == round(48 * scale), glyph.size()
    print("told")

application = QApplication([])
application.setQuitOnLastWindowClosed(False)
errors = []
tasks.run(story, errors.append)
assert not errors, errors
"""


@pytest.mark.parametrize("scale", ["1.5", "2", "3"])
def test_at_a_larger_scale_icons_are_sharp_and_nothing_is_cut_off(scale: str) -> None:
    environment = os.environ | {"QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
    told = subprocess.run(
        [sys.executable, "-c", SCALED], env=environment, capture_output=True, text=True, timeout=100, check=False
    )
    assert (told.returncode, told.stdout, told.stderr) == (0, "told\n", "")
