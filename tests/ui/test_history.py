"""The history beside the lists, as a person uses it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QListView, QMessageBox, QPushButton

from faxviewer.demo.service import DemoService
from tests.ui.desk import REAL, Desk, seated, settle, story, told

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

CONTROL = Qt.KeyboardModifier.ControlModifier
DELIVERED, UNREAD, BUSY = "Delivered, one page", "Received, unread", "Not delivered, line busy"


def rows(desk: Desk) -> list[str]:
    """What a screen reader says of each row."""
    model = desk.see("history.rows", QListView).model()
    return [str(model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())]


def row_of(desk: Desk, fax_id: str) -> QModelIndex:
    """Where the row of a fax is."""
    number = next(number for number, said in enumerate(rows(desk)) if said.startswith(fax_id))
    return desk.see("history.rows", QListView).model().index(number, 0)


def click(desk: Desk, index: QModelIndex) -> None:
    """Click on a row."""
    view = desk.see("history.rows", QListView)
    place: QPoint = view.visualRect(index).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def histories(home: Path) -> list[str]:
    """What stands in each history's file."""
    return [path.read_text() for path in home.rglob("history-*")]


async def write_note(desk: Desk, note: str) -> None:
    """Through the small dialog."""
    dialog = desk.see("history.note_dialog", QDialog)
    await desk.until(dialog.isVisible, "the dialog")
    text = desk.see("history.note_text", QLineEdit)
    text.selectAll()
    QTest.keyClicks(text, note)
    QTest.keyClick(text, Qt.Key.Key_Return)
    assert not dialog.isVisible()


@story
async def test_what_was_looked_up_stands_in_its_tab_and_leads_back(desk: Desk) -> None:
    await desk.sign_in()
    first = await desk.look_up_sample(DELIVERED)
    second = await desk.look_up_sample(UNREAD)
    desk.click("list.history")
    assert [said.split(",")[0] for said in rows(desk)] == [second.fax_id, first.fax_id]
    assert "Went through" in rows(desk)[1]
    assert desk.text("history.state") == "2 faxes"
    assert not desk.in_view("list.search") and not desk.in_view("list.faxes")
    settle()
    click(desk, row_of(desk, first.fax_id))
    await desk.until(lambda: desk.text("field.id") == first.fax_id, "the first again")
    await desk.idle()
    assert [said.split(",")[0] for said in rows(desk)] == [second.fax_id, first.fax_id], "no row jumps"
    assert desk.see("history.rows", QListView).currentIndex() == row_of(desk, first.fax_id)


@story
async def test_the_list_stands_as_it_was_left_behind_the_history(desk: Desk) -> None:
    await desk.sign_in()
    asked = desk.service.requests.total
    desk.click("list.history")
    desk.click("list.inbox")
    await desk.idle()
    assert desk.in_view("list.faxes") and not desk.in_view("history.rows")
    assert desk.service.requests.total == asked
    desk.click("list.inbox")
    await desk.until(lambda: desk.service.requests.total > asked, "the list, read anew")
    await desk.idle()


@story
async def test_it_is_reached_searched_and_used_by_key(desk: Desk) -> None:
    await desk.sign_in()
    first = await desk.look_up_sample(DELIVERED)
    await desk.look_up_sample(UNREAD)
    desk.key(Qt.Key.Key_H, CONTROL)
    assert desk.focus == "history.rows"
    asked = desk.service.requests.total
    desk.key(Qt.Key.Key_Down)
    desk.key(Qt.Key.Key_Down)
    assert desk.service.requests.total == asked, "moving asks for nothing"
    desk.key(Qt.Key.Key_Return)
    await desk.until(lambda: desk.text("field.id") == first.fax_id, "the fax")
    await desk.idle()
    desk.key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    await desk.until(lambda: desk.text("field.id") != first.fax_id, "the one above")
    await desk.idle()
    desk.key(Qt.Key.Key_F, CONTROL)
    assert desk.focus == "history.search"
    for name in ("history.rows", "history.note", "history.clear"):
        desk.key(Qt.Key.Key_Tab)
        assert desk.focus == name
    QTest.keyClicks(desk.see("history.search", QLineEdit), first.fax_id[-5:])
    assert len(rows(desk)) == 1 and desk.text("history.state") == "1 of 2 faxes"


@story
async def test_a_note_is_written_and_found_again(desk: Desk) -> None:
    await desk.sign_in()
    sample = await desk.look_up_sample(DELIVERED)
    await desk.look_up_sample(UNREAD)
    desk.click("list.history")
    assert not desk.see("history.note", QPushButton).isEnabled(), "no row is selected"
    desk.see("history.rows", QListView).setCurrentIndex(row_of(desk, sample.fax_id))
    desk.key(Qt.Key.Key_F2)
    await write_note(desk, "Ticket 4711, rang twice")
    assert rows(desk)[1].endswith("Ticket 4711, rang twice")
    desk.click("history.note")
    assert desk.typed("history.note_text") == "Ticket 4711, rang twice"
    await write_note(desk, "<b>4712</b>")
    assert rows(desk)[1].endswith("<b>4712</b>")
    desk.type("history.search", "4712")
    assert len(rows(desk)) == 1


@story
async def test_a_note_is_written_on_the_fax_in_the_form_while_it_is_in_the_history(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample(DELIVERED)
    desk.key(Qt.Key.Key_F2)
    await write_note(desk, "called back")
    desk.choose("action.keep_history")
    await desk.look_up_sample(UNREAD)
    desk.choose("action.note")
    assert desk.text("notice.title") == "There is nothing to write the note on"
    desk.click("list.history")
    assert len(rows(desk)) == 1 and rows(desk)[0].endswith("called back")


@told
async def test_it_is_kept_over_restarts_for_the_account_and_cleared_after_a_question(
    by_token: DemoService, untouched: Path
) -> None:
    sample = next(each for each in by_token.samples if each.label == DELIVERED)
    async with seated(REAL) as desk:
        await desk.until(lambda: desk.text("account.name"), "the account")
        await desk.look_up(sample.fax_id)
        assert desk.text("field.id") == sample.fax_id
        await desk.idle()
    (written,) = histories(untouched)
    assert sample.fax_id in written and "+1" not in written and "Ada" not in written

    async with seated(REAL) as desk:
        await desk.until(lambda: desk.text("account.name"), "the account")
        await desk.idle()
        desk.key(Qt.Key.Key_H, CONTROL)
        await desk.until(lambda: rows(desk), "the look-up of the last run")
        assert rows(desk)[0].startswith(sample.fax_id)
        desk.click("history.clear")
        question = desk.see("history.question", QMessageBox)
        await desk.until(question.isVisible, "the question")
        question.reject()
        assert len(rows(desk)) == 1
        desk.choose("action.clear_history")
        await desk.until(question.isVisible, "the question")
        desk.click("history.question.clear")
        await desk.until(lambda: not histories(untouched), "the end of the file")
        assert rows(desk) == [] and desk.text("history.state") == "No look-ups yet"


@told
async def test_who_signs_in_next_does_not_see_it(
    by_token: DemoService, untouched: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples = {each.label: each for each in by_token.samples}
    async with seated(REAL) as desk:
        await desk.until(lambda: desk.text("account.name"), "the account")
        await desk.look_up(samples[DELIVERED].fax_id)
    monkeypatch.setenv("FAXVIEWER_PERSONAL_ACCESS_TOKEN", by_token.member_token)
    async with seated(REAL) as desk:
        await desk.until(lambda: desk.text("account.name") == "Bruno Keller", "the member")
        desk.click("list.history")
        await desk.look_up(samples["Received by Bruno"].fax_id)
        await desk.idle()
        assert [said.split(",")[0] for said in rows(desk)] == [samples["Received by Bruno"].fax_id]
    assert len(histories(untouched)) == 2


@story
async def test_signing_out_leaves_nothing_of_it_in_view(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample(DELIVERED)
    desk.click("list.history")
    desk.type("history.search", "delivered")
    desk.choose("action.sign_out")
    await desk.idle()
    assert rows(desk) == []
    await desk.sign_in()
    desk.click("list.history")
    assert desk.typed("history.search") == ""
    await desk.until(lambda: len(rows(desk)) == 1, "the account's history, back again")


@told
async def test_forgetting_the_connection_deletes_every_history(by_token: DemoService, untouched: Path) -> None:
    sample = next(each for each in by_token.samples if each.label == DELIVERED)
    async with seated(REAL) as desk:
        await desk.until(lambda: desk.text("account.name"), "the account")
        await desk.look_up(sample.fax_id)
        await desk.until(lambda: histories(untouched), "the file")
        desk.choose("action.forget")
        await desk.until(lambda: not histories(untouched), "the end of the file")
        await desk.idle()


@story
async def test_turned_off_nothing_more_is_remembered(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample(DELIVERED)
    action = desk.window.findChild(QAction, "action.keep_history")
    assert action is not None and action.isChecked()
    desk.choose("action.keep_history")
    assert not action.isChecked()
    await desk.look_up_sample(UNREAD)
    desk.click("list.history")
    assert len(rows(desk)) == 1
    assert desk.text("history.state") == "History is off · 1 fax"


@story
async def test_it_fits_into_a_narrow_window(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample(DELIVERED)
    desk.window.resize(480, 700)
    settle()
    desk.key(Qt.Key.Key_H, CONTROL)
    settle()
    assert desk.in_view("history.rows") and not desk.in_view("fax")
    for name in ("list.inbox", "list.history", "history.note", "history.clear"):
        button = desk.see(name, QPushButton)
        assert button.width() >= button.minimumSizeHint().width()
        assert button.mapTo(desk.window, button.rect().topRight()).x() < desk.window.width()
    click(desk, row_of(desk, desk.sample(DELIVERED).fax_id))
    await desk.until(lambda: desk.in_view("fax"), "the fax in its place")
    await desk.idle()
