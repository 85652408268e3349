"""A whole ticket in the field for one ID, as a person pastes it."""

import csv
import io
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit, QMenu

from faxviewer.app.office import MANY
from faxviewer.demo.service import DemoService
from faxviewer.presenters.tables import COLUMNS, unguarded
from faxviewer.ui import sheets
from tests.ui.desk import REAL, Desk, seated, settle, story, told

NOBODYS = "0" * 24

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def own(desk: Desk, count: int) -> list[str]:
    """IDs of faxes of the signed-in account."""
    return [sample.fax_id for sample in desk.service.samples if sample.user_id == "self"][:count]


def ticket(ids: list[str]) -> str:
    """Several IDs in the middle of other things, over several lines."""
    rest = "\n".join(f"- fax_{fax_id}.pdf" for fax_id in ids[1:])
    return f"Ticket 4711, Tuesday 10:00\r\nSee https://app.fax.plus/faxes/{ids[0]}?tab=1, and:\n{rest}\nAgain {ids[0]}."


def labels(desk: Desk) -> list[str]:
    """What the badges of the rows say."""
    model = desk.window.browse.model
    return [model.entry(row).status_label for row in range(model.rowCount())]


async def look_up(desk: Desk, ids: list[str], user: str = "") -> None:
    """Paste them and take the offer, to the end of it."""
    desk.paste("lookup.user", user)
    desk.paste("lookup.fax_id", ticket(ids), enter=True)
    await ended(desk)


async def ended(desk: Desk) -> None:
    await desk.until(lambda: not desk.program.tasks.is_running(MANY), "the end of the look-ups")
    await desk.idle()


@story
async def test_the_ids_of_a_ticket_are_counted_offered_and_looked_up_by_one_key(desk: Desk) -> None:
    await desk.sign_in()
    ids = own(desk, 5)
    desk.service.requests.clear()
    desk.paste("lookup.fax_id", ticket(ids))
    assert desk.see("lookup.submit", QAbstractButton).text() == "Look up 5 IDs"
    assert desk.text("lookup.offer") == "5 IDs are in what was pasted; Enter looks them all up."
    assert desk.see("lookup.fax_id", QLineEdit).accessibleDescription() == desk.text("lookup.offer")
    assert desk.service.requests.count("fax") == 0, "nothing is asked before the person wants it"
    desk.key(Qt.Key.Key_Return)
    await ended(desk)
    assert [desk.window.browse.model.entry(row).fax_id for row in range(5)] == ids
    assert desk.text("many.state") == "5 of 5 looked up"
    assert desk.service.requests.count("fax") == 5
    assert (desk.typed("lookup.fax_id"), desk.text("lookup.offer")) == ("", "")
    assert desk.see("lookup.submit", QAbstractButton).text() == "Look up"
    assert not desk.in_view("many.again") and not desk.in_view("many.stop") and not desk.in_view("list.state")


@story
async def test_the_first_of_them_is_in_view_however_far_down_the_last_list_was_read(desk: Desk) -> None:
    await desk.sign_in()
    desk.click("list.sent")
    await desk.idle()
    bar = desk.window.browse.faxes.verticalScrollBar()
    bar.setValue(bar.maximum())
    await desk.idle()
    await look_up(desk, own(desk, 20))
    settle()
    assert bar.value() == 0 < bar.maximum()


@story
async def test_one_id_among_other_text_is_taken_out_of_it(desk: Desk) -> None:
    await desk.sign_in()
    (fax_id,) = own(desk, 1)
    for text in (f"Ticket 4711\nabout {fax_id}\n", f"The fax {fax_id}, sent on Tuesday."):
        desk.paste("lookup.fax_id", text)
        assert desk.typed("lookup.fax_id") == fax_id
        assert desk.see("lookup.submit", QAbstractButton).text() == "Look up"


@story
async def test_an_edited_paste_is_no_offer_any_more(desk: Desk) -> None:
    await desk.sign_in()
    ids = own(desk, 3)
    desk.paste("lookup.fax_id", ticket(ids))
    desk.type("lookup.fax_id", ids[0], enter=True)
    await desk.idle()
    assert desk.text("field.id") == ids[0]
    assert not desk.in_view("list.pasted")


@story
async def test_more_than_a_thousand_are_cut_and_it_is_said(desk: Desk) -> None:
    await desk.sign_in()
    desk.paste("lookup.fax_id", "\n".join(f"{number:024x}" for number in range(1_004)))
    assert desk.see("lookup.submit", QAbstractButton).text() == "Look up 1,000 IDs"
    assert desk.text("lookup.offer") == "1,004 IDs are in what was pasted; Enter looks up the first 1,000."
    desk.key(Qt.Key.Key_Return)
    await desk.until(lambda: "looked up" in desk.text("many.state"))
    assert "4 more were pasted than can be looked up at once" in desk.text("many.state")
    desk.key(Qt.Key.Key_Escape)
    await ended(desk)


@story
async def test_every_way_to_paste_takes_the_whole_text(desk: Desk) -> None:
    await desk.sign_in()
    field, text = desk.see("lookup.fax_id", QLineEdit), ticket(own(desk, 3))
    offered = "3 IDs are in what was pasted; Enter looks them all up."

    def pick_paste() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        next(each for each in menu.actions() if each.objectName() == "edit-paste").trigger()
        menu.close()

    QGuiApplication.clipboard().setText(text)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), field.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(field, asked)
    pick_paste()
    assert desk.text("lookup.offer") == offered
    field.clear()
    assert desk.text("lookup.offer") == ""

    dragged = QMimeData()
    dragged.setText(text)
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    field.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, dragged, buttons, none))
    assert desk.text("lookup.offer") == offered


@story
async def test_a_failed_row_says_why_and_its_trouble_is_shown(desk: Desk) -> None:
    await desk.sign_in()
    ids = [*own(desk, 2), NOBODYS]
    await look_up(desk, ids)
    entry = desk.window.browse.model.entry(2)
    assert (entry.party, entry.status_label) == (NOBODYS, "No such fax for this user")
    assert desk.text("many.state") == "3 of 3 looked up · 1 without a fax"
    desk.window.browse.faxes.pick(2)
    await desk.idle()
    assert desk.text("state.title") == "No such fax for this user"
    assert desk.in_view("state.search"), "its owner can be searched from here"
    assert desk.typed("lookup.fax_id") == NOBODYS
    desk.window.browse.faxes.pick(0)
    await desk.idle()
    assert desk.text("field.id") == ids[0]


@story
async def test_failed_rows_are_tried_again_alone_and_one_by_itself(desk: Desk) -> None:
    await desk.sign_in()
    ids = own(desk, 6)
    desk.service.faults.answer("fax", 400, times=3)
    await look_up(desk, ids)
    assert labels(desk).count("Fax.Plus refused the request") == 3
    desk.window.browse.faxes.pick(labels(desk).index("Fax.Plus refused the request"))
    await desk.idle()
    desk.click("state.again")
    await desk.idle()
    assert labels(desk).count("Fax.Plus refused the request") == 2
    assert desk.see("many.again", QAbstractButton).text() == "Try 2 again"
    desk.service.requests.clear()
    desk.click("many.again")
    await ended(desk)
    assert desk.service.requests.count("fax") == 2
    assert desk.text("many.state") == "6 of 6 looked up"
    assert not desk.in_view("many.again")


@story
async def test_it_can_be_stopped_and_gone_on_with(desk: Desk) -> None:
    await desk.sign_in()
    ids = own(desk, 20)
    with desk.service.faults.hold("fax"):
        desk.paste("lookup.fax_id", ticket(ids), enter=True)
        await desk.asked(desk.service, "fax", 8)
        assert desk.in_view("many.progress")
        desk.click("many.stop")
        await ended(desk)
    assert desk.text("many.state") == "0 of 20 looked up · stopped"
    desk.click("many.again")
    await ended(desk)
    assert desk.text("many.state") == "20 of 20 looked up"
    assert desk.service.requests.most_at_once("fax") <= 8


@story
async def test_a_pause_that_the_service_asks_for_fails_nothing(desk: Desk) -> None:
    await desk.sign_in()
    desk.service.faults.answer("fax", 429, times=1, retry_after="1")
    await look_up(desk, own(desk, 12))
    assert desk.text("many.state") == "12 of 12 looked up"


@story
async def test_a_members_faxes_are_looked_up_under_the_member(desk: Desk) -> None:
    await desk.sign_in()
    member = desk.sample("Received by Bruno").user_id
    ids = [sample.fax_id for sample in desk.service.samples if sample.user_id == member][:2]
    await look_up(desk, [*ids, NOBODYS], member)
    assert desk.text("many.state") == "3 of 3 looked up · 1 without a fax"
    assert desk.in_view("many.state"), "the member's list was not asked for"
    desk.paste("lookup.user", "a/b")
    desk.paste("lookup.fax_id", ticket(own(desk, 2)), enter=True)
    await desk.idle()
    assert "That can't be a user ID." in desk.text("refusal.user")
    assert desk.text("many.state") == "3 of 3 looked up · 1 without a fax", "what is shown stays"


@story
async def test_it_is_a_list_beside_the_others_until_the_sign_out(desk: Desk) -> None:
    await desk.sign_in()
    await look_up(desk, own(desk, 4))
    before = labels(desk)
    desk.click("list.inbox")
    await desk.idle()
    assert desk.in_view("list.state") and not desk.in_view("many.state")
    desk.click("list.pasted")
    await desk.idle()
    assert labels(desk) == before
    assert desk.see("list.order", QAbstractButton).text() == "As pasted ▾"
    desk.choose("action.sign_out")
    await desk.idle()
    await desk.sign_in()
    assert not desk.in_view("list.pasted")
    assert desk.see("list.order", QAbstractButton).text() == "Newest first ▾"


@story
async def test_pasted_before_the_sign_in_they_are_looked_up_after_it(desk: Desk) -> None:
    desk.paste("lookup.fax_id", ticket(own(desk, 4)), enter=True)
    await desk.until(lambda: desk.text("account.name"), "the account's name")
    await desk.until(lambda: desk.text("many.state") == "4 of 4 looked up")
    await ended(desk)


@told
async def test_pasted_before_anything_else_stands_they_are_not_lost(by_token: DemoService) -> None:
    ids = [sample.fax_id for sample in by_token.samples if sample.user_id == "self"][:4]
    async with seated(REAL, at_once=True) as desk:
        await desk.until(lambda: hasattr(desk.window, "browse"), "the furniture")
        desk.paste("lookup.fax_id", ticket(ids))
        assert desk.program.office is None
        desk.key(Qt.Key.Key_Return)
        await desk.until(lambda: desk.text("many.state") == "4 of 4 looked up")
        await ended(desk)


@story
async def test_e90_the_table_goes_to_a_file_that_no_spreadsheet_runs(desk: Desk, tmp_path: Path) -> None:
    await desk.sign_in()
    ids = own(desk, 3)
    await look_up(desk, [*ids, NOBODYS])
    desk.click("many.export")
    dialog = desk.see("many.file", QFileDialog)
    assert dialog.isVisible() and dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert dialog.selectedFiles()[0].endswith(".csv")
    assert dialog.styleSheet() == sheets.dialog(desk.window.theme.scheme), "where it is Qt's own, it looks as ours do"
    target = tmp_path / "faxes.csv"
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile("faxes")
    dialog.accept()
    await desk.until(target.exists, "the file")
    await desk.until(lambda: desk.text("notice.title") == "4 rows saved", "the word of it")
    content = target.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    titles, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
    assert titles == list(COLUMNS)
    assert [row[0] for row in rows] == [*ids, NOBODYS]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)
    assert unguarded(rows[0][5]).startswith("+")


@story
async def test_e91_the_table_goes_to_the_clipboard_cell_by_cell(desk: Desk) -> None:
    await desk.sign_in()
    await look_up(desk, own(desk, 9))
    desk.click("many.copy")
    lines = QGuiApplication.clipboard().text().removesuffix("\n").split("\n")
    assert len(lines) == 10
    assert {len(line.split("\t")) for line in lines} == {len(COLUMNS)}


@story
async def test_the_tab_key_comes_by_in_the_order_of_the_eyes(desk: Desk) -> None:
    await desk.sign_in()
    await look_up(desk, [*own(desk, 2), NOBODYS])
    desk.choose("action.list")
    assert desk.focus == "list.faxes"
    passed = []
    for _ in range(3):
        desk.key(Qt.Key.Key_Tab)
        passed.append(desk.focus)
    assert passed == ["many.again", "many.export", "many.copy"]
    desk.see("list.search", QLineEdit).setFocus()
    desk.key(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert desk.focus == "list.pasted"
    desk.key(Qt.Key.Key_Up)
    await desk.until(lambda: desk.in_view("list.state"), "the list above")
    assert desk.focus == "list.inbox"
    desk.key(Qt.Key.Key_Down)
    await desk.until(lambda: desk.in_view("many.state"), "the pasted faxes")
    await desk.idle()


@story
async def test_everything_has_its_room(desk: Desk) -> None:
    await desk.sign_in()
    pane = desk.window.browse
    for width in (1280, 900, 480):
        desk.window.resize(width, 820)
        settle()
        desk.paste("lookup.fax_id", ticket([*own(desk, 20), NOBODYS]))
        settle()
        button = desk.see("lookup.submit", QAbstractButton)
        assert button.width() >= button.sizeHint().width()
        assert button.mapTo(desk.window, button.rect().bottomRight()).x() < width
        desk.key(Qt.Key.Key_Return)
        await ended(desk)
        settle()
        for name in ("list.pasted", "many.again", "many.export", "many.copy"):
            each = desk.see(name, QAbstractButton)
            assert each.isVisible() and each.width() >= each.sizeHint().width(), name
            assert each.mapTo(pane, each.rect().bottomRight()).x() < pane.width(), name
