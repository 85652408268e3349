"""The mask's key while other windows are open, and what it stops, closes and says."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTextBrowser,
    QToolButton,
    QWidget,
)

from faxviewer.app.office import EVIDENCE
from faxviewer.presenters.notices import Notice
from tests.ui.desk import Desk, documents, story
from tests.ui.test_evidence import choose_place, lying_in

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
DELIVERED, GOING = "Delivered, one page", "Being sent right now"

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


async def window_of(desk: Desk, name: str) -> QWidget:
    """The window called `name`, once it has the keyboard."""
    await desk.until(lambda: desk.in_view(name), name)
    window = desk.see(name, QWidget)
    await desk.until(window.isActiveWindow, f"{name} in front")
    return window


def press(window: QWidget, key: Qt.Key = Qt.Key.Key_F9) -> None:
    """Press a key in `window`."""
    QTest.keyClick(window.focusWidget() or window, key)


async def back_in_front(desk: Desk) -> None:
    """The desktop does so when a dialog has gone; here there is none."""
    desk.window.activateWindow()
    await desk.until(desk.window.isActiveWindow, "the window in front again")


@pytest.mark.parametrize(
    ("action", "name"),
    [
        ("action.preview_ticket", "ticket"),
        ("action.help", "help"),
        ("action.about", "about"),
        ("action.clear_history", "history.question"),
        ("action.note", "history.note_dialog"),
    ],
)
@story
async def test_the_key_works_while_a_window_is_open(desk: Desk, action: str, name: str) -> None:
    await desk.sign_in()
    await desk.look_up_sample(DELIVERED)
    desk.choose(action)
    window = await window_of(desk, name)

    press(window)
    assert desk.window.screen_mask.on and window.isVisible()
    press(window)
    assert not desk.window.screen_mask.on

    window.close()


@story
async def test_the_key_works_while_dates_are_asked_for(desk: Desk) -> None:
    await desk.sign_in()
    next(each for each in desk.window.findChildren(QAction) if each.text() == "Dates…").trigger()
    window = await window_of(desk, "period")

    press(window)

    assert desk.window.screen_mask.on
    window.close()


@story
async def test_the_ticket_and_its_template_follow_at_once(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample(DELIVERED)
    number = desk.text("field.to").split()[0]
    desk.choose("action.preview_ticket")
    dialog = await window_of(desk, "ticket")
    desk.click("ticket.edit")
    editor = await window_of(desk, "template")
    shown = [desk.see(name, QTextBrowser) for name in ("ticket.text", "template.preview")]
    assert all(number in each.toPlainText() for each in shown)

    press(editor)

    assert all("hidden" in each.toPlainText() and number not in each.toPlainText() for each in shown)
    press(editor)
    assert all(number in each.toPlainText() for each in shown)
    editor.close()
    dialog.close()


@story
async def test_a_note_that_is_being_written_is_put_aside_and_comes_back(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample(DELIVERED)
    desk.choose("action.note")
    dialog = await window_of(desk, "history.note_dialog")
    note = desk.see("history.note_text", QLineEdit)
    QTest.keyClicks(note, "Frau Zeisig rang")

    press(dialog)

    assert note.text() == "" and not note.isEnabled()
    assert desk.text("history.note_hint") == "Hidden. F9 brings back what was typed."
    press(dialog)
    assert note.text() == "Frau Zeisig rang" and note.hasFocus()
    QTest.keyClick(note, Qt.Key.Key_Return)
    assert desk.program.office and desk.program.office.lookup.shown
    assert desk.program.office.history.note_of(*desk.program.office.lookup.shown) == "Frau Zeisig rang"

    await back_in_front(desk)
    press(desk.window)
    assert note.text() == "", "not even in a dialog that is closed"


@story
async def test_a_note_that_is_put_aside_can_be_dropped_and_changes_nothing(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample(DELIVERED)
    assert desk.program.office and desk.program.office.lookup.shown
    key = desk.program.office.lookup.shown
    desk.program.office.history.annotate(*key, "as it was")
    desk.choose("action.note")
    dialog = await window_of(desk, "history.note_dialog")
    QTest.keyClicks(desk.see("history.note_text", QLineEdit), "something else")
    press(dialog)

    press(dialog, Qt.Key.Key_Escape)

    assert not dialog.isVisible()
    assert desk.program.office.history.note_of(*key) == "as it was"
    await back_in_front(desk)
    press(desk.window)
    desk.choose("action.note")
    assert desk.typed("history.note_text") == "as it was"
    dialog.close()


@story
async def test_the_question_where_to_save_is_taken_back(desk: Desk, tmp_path: Path) -> None:
    await desk.sign_in()
    await desk.look_up_sample(DELIVERED)
    desk.click("evidence.save")
    window = await window_of(desk, "save.file")
    desk.see("save.file", QFileDialog).setDirectory(str(tmp_path))

    press(window)

    assert desk.window.screen_mask.on
    assert not desk.in_view("save.file"), "the person's folders are nobody's business"
    assert desk.text("notice.title") == "Saving was stopped" and "copied before" in desk.text("notice.text")
    await desk.idle()
    assert lying_in(tmp_path) == [] and desk.service.requests.count("file") == 0


@story
async def test_saving_that_runs_is_stopped_and_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    await desk.sign_in()
    await desk.look_up_sample(DELIVERED)
    with desk.service.faults.hold("report"):
        desk.click("evidence.save")
        await choose_place(desk, tmp_path)
        await desk.asked(desk.service, "report")
        assert len(lying_in(tmp_path)) == len(documents()) == 1, "hidden, and in the private folder"

        desk.choose("action.mask")

        assert desk.text("notice.title") == "Saving was stopped"
        await desk.until(lambda: not desk.program.tasks.is_running(EVIDENCE), "its end")
    assert lying_in(tmp_path) == [] and documents() == []
    assert desk.text("notice.title") == "Saving was stopped", "still, at its end"
    assert not desk.in_view("evidence")


@pytest.mark.parametrize(
    ("key", "modifier", "action", "said"),
    [
        (Qt.Key.Key_O, CONTROL, "action.open_document", "The document was not opened"),
        (Qt.Key.Key_O, CONTROL | SHIFT, "action.open_report", "The confirmation report was not opened"),
        (Qt.Key.Key_S, CONTROL, "action.save_evidence", "Nothing was saved"),
    ],
)
@story
async def test_what_may_not_be_done_is_grey_and_its_key_says_why(
    desk: Desk, key: Qt.Key, modifier: Qt.KeyboardModifier, action: str, said: str
) -> None:
    await desk.sign_in()
    await desk.look_up_sample(DELIVERED)
    entry = desk.window.findChild(QAction, action)
    assert entry is not None
    usual = entry.toolTip()
    desk.key(Qt.Key.Key_F9)

    assert not entry.isEnabled() and "F9" in entry.toolTip() and desk.window.bar.menu.toolTipsVisible()
    desk.key(key, modifier)
    assert desk.text("notice.title") == said
    assert desk.text("notice.text") == "Personal data is hidden. Show it again first (F9)."
    assert not desk.in_view("save.file") and desk.service.requests.count("file") == 0

    desk.key(Qt.Key.Key_F9)
    assert entry.isEnabled() and entry.toolTip() == usual and not desk.in_view("notice")
    desk.key(key, modifier)
    await desk.until(lambda: desk.person.shown or desk.in_view("save.file"), "what it does otherwise")
    await desk.idle()
    for dialog in desk.window.findChildren(QDialog):
        dialog.close()
    await desk.until(lambda: not desk.program.tasks.is_running("report"), "the report")


@story
async def test_the_key_closes_an_open_menu(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample(GOING)
    desk.click("answer.watch")
    shown = desk.see("watch.list", QToolButton)
    shown.setFocus()
    await desk.later(lambda: QTest.keyClick(shown, Qt.Key.Key_Space))
    await desk.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu), "the menu")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert desk.window.commands.mask not in menu.actions()
    assert len(menu.actions()) == 3, "the fax, a line, the end of it"

    press(menu)

    assert desk.window.screen_mask.on
    await desk.until(lambda: QApplication.activePopupWidget() is None, "the end of the menu")
    assert menu.actions() == [], "it is filled anew when it opens"


@story
async def test_a_message_that_was_there_is_gone_with_its_words(desk: Desk) -> None:
    desk.window.notices.tell(Notice("zeisig", "zeisig", "zeisig", "zeisig", offer="Show", act=lambda: None))
    assert "zeisig" in desk.text("notice.title") and "zeisig" in desk.text("notice.text")

    desk.key(Qt.Key.Key_F9)
    desk.key(Qt.Key.Key_F9)

    notice = desk.see("notice", QWidget)
    assert not notice.isVisible() and notice.accessibleName() == ""
    assert [each.text() for each in notice.findChildren(QLabel) if each.text()] == []


@story
async def test_what_was_searched_for_is_hidden_and_goes_on_working(desk: Desk) -> None:
    await desk.sign_in()
    desk.choose("action.history")
    for name in ("list.search", "history.search"):
        desk.see(name, QLineEdit).setText("zeisig")

    desk.key(Qt.Key.Key_F9)

    fields = [desk.see(name, QLineEdit) for name in ("list.search", "history.search")]
    assert all(each.text() == "zeisig" != each.displayText() for each in fields)
    desk.key(Qt.Key.Key_F9)
    assert all(each.displayText() == "zeisig" for each in fields)


@story
async def test_a_pasted_text_and_a_name_in_the_bar_are_hidden_and_an_id_stays(desk: Desk) -> None:
    await desk.sign_in()
    ids = [each.fax_id for each in desk.service.samples[:2]]
    ticket = f"Maria Muster, +41 44 668 18 00: {ids[0]} and {ids[1]} never came"
    fax_id, user = desk.see("lookup.fax_id", QLineEdit), desk.see("lookup.user", QLineEdit)
    desk.paste("lookup.fax_id", ticket)
    desk.type("lookup.user", "Bruno")
    assert (fax_id.displayText(), user.displayText()) == (ticket, "Bruno")

    desk.key(Qt.Key.Key_F9)

    assert "Maria" not in fax_id.displayText() and ids[0] not in fax_id.displayText()
    assert "Bruno" not in user.displayText()
    assert desk.see("lookup.submit", QPushButton).text() == "Look up 2 IDs", "and it can be gone on with"

    desk.paste("lookup.fax_id", f"for Maria Muster: {ids[0]}")
    desk.paste("lookup.user", desk.service.samples[1].user_id)
    assert (fax_id.displayText(), user.displayText()) == (ids[0], "self")
    desk.paste("lookup.fax_id", ticket)
    assert "Maria" not in fax_id.displayText(), "nor what is pasted only now"

    desk.key(Qt.Key.Key_F9)

    assert fax_id.displayText() == ticket


@story
async def test_where_an_administrator_has_locked_it_the_key_says_so(desk: Desk) -> None:
    class Locked:
        def get(self, _name: str, _default: str) -> str:
            """Hidden, whatever is asked for."""
            return "yes"

        def set(self, _name: str, _value: str) -> None:
            """Nothing changes it."""

    desk.window.screen_mask.remember(Locked())
    desk.key(Qt.Key.Key_F9)
    assert desk.window.screen_mask.on and desk.window.commands.mask.isChecked()
    assert desk.text("notice.title") == "Personal data stays hidden"
