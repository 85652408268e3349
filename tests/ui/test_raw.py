"""The form's tabs and the raw record: what came, to the letter, with its departures."""

import random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QListWidget, QPlainTextEdit, QPushButton

from faxviewer.app.raw import RAW
from faxviewer.presenters.raw import ON_ITS_WAY
from faxviewer.presenters.raw_layout import exact_lines, indented_lines
from faxviewer.ui.fax_page import FaxPage
from faxviewer.ui.raw_pane import RawPane
from faxviewer.ui.raw_text import RawText
from faxviewer.ui.theme import Theme
from tests.ui.desk import Desk, settle, story
from tests.unit.presenters.test_raw_layout import made, written

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


async def at_rest(desk: Desk) -> None:
    """Until the record is laid out, searched, or both."""
    await desk.until(lambda: not desk.program.tasks.is_running(RAW), "the end of the layout")
    settle()


async def open_raw(desk: Desk, label: str) -> str:
    """Look up a sample, turn to its raw record, and give what came."""
    await desk.sign_in()
    await desk.look_up_sample(label)
    desk.key(Qt.Key.Key_2, CONTROL)
    await at_rest(desk)
    fax = desk.program.office.lookup.shown_fax if desk.program.office else None
    assert fax and fax[0].exchange
    return fax[0].exchange.body.decode()


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


@story
async def test_the_tabs_by_keys_and_the_one_chosen_stays(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Delivered, one page")
    assert desk.in_view("details") and not desk.in_view("raw")
    desk.key(Qt.Key.Key_2, CONTROL)
    assert desk.focus == "raw.text" and not desk.in_view("details")
    await at_rest(desk)
    await desk.look_up_sample("Not delivered: line busy")
    await at_rest(desk)
    assert desk.in_view("raw"), "the tab stays for the next fax"
    assert desk.sample("Not delivered: line busy").fax_id in desk.see("raw.text", QPlainTextEdit).toPlainText()
    desk.key(Qt.Key.Key_1, CONTROL)
    assert desk.in_view("details") and desk.focus == "fax_tabs.details"
    desk.key(Qt.Key.Key_Right)
    assert desk.see("fax_tabs.raw", QPushButton).isChecked() and desk.in_view("raw")


@story
async def test_nothing_beside_the_tabs_moves_when_one_needs_no_scrolling(desk: Desk) -> None:
    await desk.sign_in()
    desk.window.resize(1280, 1400)
    await desk.look_up_sample("Delivered, one page")
    settle()
    page, button = desk.see("fax", FaxPage), desk.see("document.open", QPushButton)
    places, scrolls = [], []
    for key, height in ((Qt.Key.Key_1, 700), (Qt.Key.Key_2, 700), (Qt.Key.Key_1, 2000), (Qt.Key.Key_2, 2000)):
        desk.window.resize(1280, height)
        desk.key(key, CONTROL)
        await at_rest(desk)
        settle()
        places.append(button.mapTo(desk.window, QPoint()).x())
        scrolls.append(page.verticalScrollBar().maximum() > 0)
    assert True in scrolls and False in scrolls, "it needed scrolling at times, and at times not"
    assert len(set(places)) == 1


@story
async def test_everything_copied_in_exact_is_what_came(desk: Desk) -> None:
    body = await open_raw(desk, "Delivered, one page")
    desk.click("raw.exact")
    await at_rest(desk)
    desk.see("raw.text", RawText).setFocus()
    desk.key(Qt.Key.Key_A, CONTROL)
    desk.key(Qt.Key.Key_C, CONTROL)
    assert clipboard() == body


@story
async def test_search_counts_goes_round_and_back(desk: Desk) -> None:
    body = await open_raw(desk, "Delivered, one page")
    desk.key(Qt.Key.Key_F, CONTROL)
    assert desk.focus == "raw.search"
    QTest.keyClicks(desk.window.focusWidget(), "COST")
    await at_rest(desk)
    count = body.lower().count("cost")
    assert count > 1 and desk.text("raw.found") == f"1 of {count}"
    desk.key(Qt.Key.Key_Return)
    await at_rest(desk)
    assert desk.text("raw.found") == f"2 of {count}"
    desk.key(Qt.Key.Key_Return, SHIFT)
    await at_rest(desk)
    assert desk.text("raw.found") == f"1 of {count}"
    desk.key(Qt.Key.Key_Return, SHIFT)
    await at_rest(desk)
    assert desk.text("raw.found") == f"{count} of {count}", "around the beginning"
    assert desk.see("raw.text", QPlainTextEdit).textCursor().selectedText().lower() == "cost"
    desk.type("raw.search", "nowhere in it")
    await at_rest(desk)
    assert desk.text("raw.found") == "not found"


@story
async def test_the_path_at_the_cursor_is_shown_and_copied(desk: Desk) -> None:
    await open_raw(desk, "Delivered, one page")
    desk.type("raw.search", '"multiplier"')
    await at_rest(desk)
    assert desk.text("raw.path") == "Path: cost_details.multiplier"
    desk.key(Qt.Key.Key_P, CONTROL | SHIFT)
    assert clipboard() == "cost_details.multiplier"


@story
async def test_departures_are_counted_listed_and_lead_to_their_place(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Delivered, one page")
    assert not desk.in_view("fax_tabs.departures")
    await desk.look_up_sample("The vendor's own example")
    desk.click("fax_tabs.departures")
    await at_rest(desk)
    listed = desk.see("raw.departures", QListWidget)
    assert desk.focus == "raw.departures"
    text = desk.see("raw.text", RawText)
    for row in range(listed.count()):
        listed.setCurrentRow(row)
        desk.key(Qt.Key.Key_Return)
        await at_rest(desk)
        flaw = text.flaws[row]
        said = listed.item(row).text()
        assert flaw.reason in said and flaw.rule in said and "Get a fax record" in said
        shown = text.textCursor().selectedText()
        assert shown == "{" if flaw.is_missing else shown.startswith(f'"{flaw.path.split(".")[-1]}"')


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
@story
async def test_each_line_of_what_is_odd_leads_to_its_place_in_the_raw_record(desk: Desk, way: str) -> None:
    await desk.sign_in()
    await desk.look_up_sample("The vendor's own example")
    shows = [
        each
        for each in desk.see("odd_card", QFrame).findChildren(QPushButton)
        if each.objectName().startswith("odd_card.show.")
    ]
    assert len(shows) > 1
    for show in shows:
        if way == "mouse":
            desk.click(show.objectName())
        else:
            show.setFocus()
            desk.key(Qt.Key.Key_Space)
        await at_rest(desk)
        assert desk.in_view("raw") and desk.focus == "raw.text"
        text = desk.see("raw.text", RawText)
        path = show.objectName().removeprefix("odd_card.show.")
        flaw = next(each for each in text.flaws if each.path == path)
        shown = text.textCursor().selectedText()
        assert shown == "{" if flaw.is_missing else shown.startswith(f'"{path.split(".")[-1]}"')
        desk.key(Qt.Key.Key_1, CONTROL)


@story
async def test_what_was_asked_of_one_record_is_not_done_with_the_next(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("The vendor's own example")
    desk.key(Qt.Key.Key_2, CONTROL)
    await at_rest(desk)
    desk.key(Qt.Key.Key_1, CONTROL)
    with desk.service.faults.hold("fax"):
        desk.see("fax", FaxPage).raw.lead_to_departure("status")
        desk.type("lookup.fax_id", desk.sample("Unknown status").fax_id, enter=True)
        await desk.asked(desk.service, "fax", 2)
    await desk.idle()
    desk.key(Qt.Key.Key_2, CONTROL)
    await at_rest(desk)
    text = desk.see("raw.text", RawText)
    assert [flaw.path for flaw in text.flaws] == ["status"] and not text.textCursor().hasSelection()


@pytest.mark.parametrize(("width", "height"), [(480, 800), (900, 600), (1280, 820)])
@pytest.mark.parametrize("way", ["keys", "tab"])
@story
async def test_the_raw_record_begins_in_view(desk: Desk, width: int, height: int, way: str) -> None:
    await desk.sign_in()
    desk.window.resize(width, height)
    await desk.look_up_sample("Delivered, one page")
    settle()
    page = desk.see("fax", FaxPage)
    before = page.verticalScrollBar().value()
    if way == "keys":
        desk.key(Qt.Key.Key_2, CONTROL)
    else:
        desk.see("fax_tabs.details", QPushButton).setFocus()
        desk.key(Qt.Key.Key_Right)
    await at_rest(desk)
    text = desk.see("raw.text", RawText)
    top = text.mapTo(page, QPoint()).y()
    assert 0 <= top <= page.height() // 2, "at least half of the pane holds the record"
    tabs = desk.see("fax_tabs.raw", QPushButton)
    assert tabs.mapTo(page, QPoint()).y() >= 0, "and the tabs can be seen"
    desk.key(Qt.Key.Key_1, CONTROL)
    settle()
    assert page.verticalScrollBar().value() == before, "the details stand where they stood"


@story
async def test_the_report_to_the_vendor_names_departures_and_nothing_personal(desk: Desk) -> None:
    await open_raw(desk, "The vendor's own example")
    desk.click("raw.report")
    await desk.until(lambda: desk.text("notice.title").startswith("The report to the vendor"), "the report")
    said = clipboard()
    assert "duration: documented as more than 0" in said and '"status":"failed"' in said
    assert "12076001783" not in said


@story
async def test_while_another_fax_is_looked_up_nothing_of_the_last_one_can_be_copied(desk: Desk) -> None:
    await open_raw(desk, "The vendor's own example")
    with desk.service.faults.hold("fax"):
        desk.type("lookup.fax_id", desk.sample("Delivered, one page").fax_id, enter=True)
        await desk.asked(desk.service, "fax", 2)
        assert desk.text("raw.reason") == ON_ITS_WAY and not desk.in_view("raw.text")
        assert not desk.in_view("fax_tabs.departures") and not desk.in_view("raw.departures")
        assert not desk.see("raw.copy", QPushButton).isEnabled()
    await desk.idle()
    await at_rest(desk)
    assert desk.in_view("raw.text") and desk.see("raw.copy", QPushButton).isEnabled()


@story
async def test_copy_without_a_selection_gives_the_whole_record(desk: Desk) -> None:
    body = await open_raw(desk, "Control characters")
    desk.click("raw.copy")
    assert clipboard() == body
    text = desk.see("raw.text", RawText)
    text.go_to(1, 5)
    desk.click("raw.copy")
    assert clipboard() == body[1:5]


@pytest.mark.parametrize("seed", range(5))
def test_select_all_and_copy_gives_the_text_to_the_letter(qapp: QApplication, seed: int) -> None:
    text = written(random.Random(seed))
    view = RawText(Theme())
    view.add_lines(made(exact_lines(text)))
    view.selectAll()
    QTest.keyClick(view, Qt.Key.Key_C, CONTROL)
    assert clipboard() == text
    view.clear_lines()
    view.add_lines(made(indented_lines(text)))
    view.selectAll()
    assert view.selected() == "".join(line.text + line.end for line in made(indented_lines(text)))


def test_a_selection_of_marked_characters_is_copied_as_they_came(qapp: QApplication) -> None:
    view = RawText(Theme())
    view.add_lines(made(exact_lines('{"a": "x\u202ey\u00a0\u2029😀z"}')))
    assert view.toPlainText() == '{"a": "x⟨U+202E⟩y⟨U+00A0⟩⟨U+2029⟩😀z"}'
    view.go_to(7, 13)
    assert view.selected() == "x\u202ey\u00a0\u2029😀"
    assert (view.offset, view.end_offset) == (7, 13)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_nothing_scrolls_sideways(qapp: QApplication) -> None:
    pane = RawPane(Theme())
    pane.resize(440, 700)
    pane.add_lines(made(exact_lines('"' + "x" * 5_000 + '"')))
    pane.show()
    assert pane.text.horizontalScrollBar().maximum() == 0
    assert pane.search.isVisible() and isinstance(pane.search, QLineEdit)
    pane.close()
