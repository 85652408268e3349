"""Picking a fax from a list instead of typing its ID."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QPersistentModelIndex, Qt
from PySide6.QtGui import QAccessible, QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDateEdit, QLineEdit, QPushButton, QScrollArea, QToolButton

from faxviewer.app.office import LIST, LOOK_UP
from faxviewer.demo.service import DemoService
from faxviewer.domain.fax import Direction
from faxviewer.domain.tone import Tone
from faxviewer.ui.period_dialog import PeriodDialog
from faxviewer.ui.phone_numbers import readable
from tests.ui.desk import REAL, Desk, seated, settle, story, told
from tests.ui.picking import click_row, company, faxes, ids, moment, scroll_to_the_end, sent_by, shown

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def crowded(untouched: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DemoService]:
    """A company whose administrator has sent some hundred faxes."""
    with company(monkeypatch, faxes=1_500, members=3) as service:
        yield service


def twice(desk: Desk) -> list[str]:
    """The IDs that more than one row has; some faxes have none."""
    there = [each for each in ids(desk) if each]
    return [each for each in set(there) if there.count(each) > 1]


def pick(desk: Desk, control: str, text: str) -> None:
    """Choose `text` from the small menu of `control`."""
    menu = desk.see(control, QToolButton).menu()
    next(action for action in menu.actions() if action.text() == text).trigger()


@story
async def test_each_tab_brings_its_list(desk: Desk) -> None:
    await desk.sign_in()
    assert desk.see("list.inbox", QPushButton).isChecked(), "the inbox comes by itself"
    for name in ("inbox", "sent", "spam"):
        desk.click(f"list.{name}")
        await desk.idle()
        there = {record["id"] for record in sent_by(desk.service, "self", f"category={name}")}
        assert set(ids(desk)) >= there and there, name
        assert desk.see(f"list.{name}", QPushButton).isChecked()
    desk.click("list.outbox")
    await desk.idle()
    there = {record["id"] for record in sent_by(desk.service, "self", "", "outbox")}
    assert set(ids(desk)) == there and there


@story
async def test_a_row_tells_number_time_status_and_pages(desk: Desk) -> None:
    await desk.sign_in()
    desk.click("list.sent")
    await desk.idle()
    sample = desk.sample("Not delivered: line busy")
    row = ids(desk).index(sample.fax_id)
    heard = str(faxes(desk).model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    record = next(each for each in sent_by(desk.service, "self") if each["id"] == sample.fax_id)
    for part in (
        f"To {readable(record['to'])}",
        "Line busy",
        "2 pages",
        desk.window.times.brief(shown(desk)[row].moment),
    ):
        assert part in heard
    times = [entry.when for entry in shown(desk)]
    assert times == sorted(times, reverse=True), "the newest first"


@story
async def test_a_picked_fax_stands_at_once_and_is_refreshed_without_a_flicker(desk: Desk) -> None:
    await desk.sign_in()
    desk.click("list.sent")
    await desk.idle()
    desk.service.requests.clear()
    with desk.service.faults.hold("fax"):
        entry = click_row(desk, 2)
        await desk.until(lambda: desk.text("field.id") == entry.fax_id, "the fax, from what the list said of it")
        assert desk.text("field.status") == entry.status.code
        assert desk.typed("lookup.fax_id") == entry.fax_id and desk.typed("lookup.user") == ""
        settle()
        before = desk.see("fax", QScrollArea).grab().toImage()
        await desk.asked(desk.service, "fax")
        assert desk.see("fax", QScrollArea).grab().toImage() == before, "nothing blinks while it is asked for"
    await desk.idle()
    settle()
    assert desk.see("fax", QScrollArea).grab().toImage() == before, "nor when the same comes back"
    assert desk.text("field.id") == entry.fax_id
    assert not desk.in_view("notice")
    assert desk.service.requests.count("fax") == 1


@story
async def test_a_picked_fax_that_changed_meanwhile_shows_what_is_new(desk: Desk) -> None:
    await desk.sign_in()
    entry = click_row(desk, 0)
    with desk.service.faults.hold("fax"):
        await desk.asked(desk.service, "fax")
        body = b'{"id": "%s", "status": "failed", "direction": "incoming"}' % entry.fax_id.encode()
        desk.service.faults.answer("fax", 200, body=body)
    await desk.idle()
    assert desk.text("field.id") == entry.fax_id
    assert desk.text("field.status") == "failed"


@story
async def test_a_refresh_that_fails_leaves_what_the_list_said(desk: Desk) -> None:
    await desk.sign_in()
    desk.service.faults.answer("fax", 403)
    entry = click_row(desk, 0)
    await desk.until(lambda: desk.in_view("notice"), "the notice")
    await desk.idle()
    assert desk.text("notice.title") == "No permission for this"
    assert desk.text("field.id") == entry.fax_id


@story
async def test_who_walks_down_by_key_asks_only_for_where_they_stay(desk: Desk) -> None:
    await desk.sign_in()
    desk.click("list.sent")
    await desk.idle()
    desk.service.requests.clear()
    click_row(desk, 0)
    for _ in range(8):
        desk.key(Qt.Key.Key_Down)
    await desk.idle()
    assert desk.focus == "list.faxes"
    assert desk.text("field.id") == ids(desk)[8]
    assert desk.service.requests.count("fax") == 1


@story
async def test_the_document_of_a_picked_fax_can_be_opened_at_once(desk: Desk) -> None:
    await desk.sign_in()
    desk.click("list.sent")
    await desk.idle()
    row = ids(desk).index(desk.sample("Delivered, one page").fax_id)
    faxes(desk).scrollTo(faxes(desk).model().index(row, 0))
    with desk.service.faults.hold("file"):
        click_row(desk, row)
        await desk.until(lambda: desk.see("document.open", QPushButton).isEnabled(), "the button")
        desk.click("document.open")
        await desk.asked(desk.service, "file")
        await desk.until(lambda: not desk.program.tasks.is_running(LOOK_UP), "the refresh")
        assert desk.in_view("document.cancel"), "the refresh doesn't end the download"
    await desk.until(lambda: desk.person.shown, "the document")
    await desk.idle()


@told
async def test_rows_come_as_one_scrolls(crowded: DemoService) -> None:
    async with seated(REAL) as desk:
        await desk.idle()
        desk.click("list.sent")
        await desk.idle()
        read, asked = len(ids(desk)), crowded.requests.count("faxes")
        assert read == 50, "one page is enough for the start"
        assert "50 faxes · scroll for more" in desk.text("list.state")
        for _ in range(3):
            scroll_to_the_end(desk)
            await desk.until(lambda read=read: len(ids(desk)) > read, "more rows")  # type: ignore[misc]
            await desk.idle()
            read = len(ids(desk))
        assert crowded.requests.count("faxes") <= asked + 4
        assert twice(desk) == []
        times = [entry.when for entry in shown(desk) if entry.when is not None]
        assert times == sorted(times, reverse=True)


@told
async def test_load_all_shows_how_far_it_is_and_can_be_stopped(crowded: DemoService) -> None:
    async with seated(REAL) as desk:
        await desk.idle()
        desk.click("list.sent")
        await desk.idle()
        with crowded.faults.hold("faxes"):
            desk.click("list.all")
            await desk.until(lambda: "loading all" in desk.text("list.state"), "the progress")
            assert "50 faxes so far" in desk.text("list.state")
            assert not desk.in_view("list.all")
            desk.see("list.stop", QPushButton).setFocus()
            desk.key(Qt.Key.Key_Space)
            await desk.idle()
        assert "50 faxes · scroll for more" in desk.text("list.state")
        assert desk.focus == "list.all", "the keyboard stays in its place"
        desk.key(Qt.Key.Key_Space)
        await desk.until(lambda: "all loaded" in desk.text("list.state"), "the end")
        count = len(ids(desk))
        assert count > 300 and f"{count} faxes" in desk.text("list.state")
        assert twice(desk) == []
        assert not desk.in_view("list.all") and not desk.in_view("list.stop")


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@told
async def test_dates_are_asked_of_the_service(crowded: DemoService) -> None:
    async with seated(REAL) as desk:
        await desk.idle()
        desk.click("list.sent")
        await desk.idle()
        oldest = moment(shown(desk)[-1].when).date()
        crowded.requests.clear()
        pick(desk, "list.period", "Dates…")
        dialog = desk.see("period", PeriodDialog)
        for name, days in (("period.first", 4), ("period.last", 3)):
            day = QDate(oldest.year, oldest.month, oldest.day).addDays(-days)
            desk.see(name, QDateEdit).setDate(day)
        dialog.accept()
        await desk.until(lambda: desk.program.tasks.is_running(LIST), "the list")
        await desk.idle()
        days = {moment(entry.when).astimezone().date() for entry in shown(desk)}
        assert len(days) == 2 and max(days) < oldest, "those days, and none of the newer ones"
        assert crowded.requests.count("faxes") <= 3, "without reading what lies between"
        assert "all loaded" in desk.text("list.state"), "nor what lies before"
        assert str(min(days)) in desk.see("list.period", QToolButton).text()
        desk.click("list.inbox")
        await desk.idle()
        assert {moment(entry.when).astimezone().date() for entry in shown(desk)} <= days, "they hold for every list"
        pick(desk, "list.period", "Any time")
        await desk.until(lambda: desk.program.tasks.is_running(LIST), "the list")
        await desk.idle()
        assert moment(shown(desk)[0].when).astimezone().date() > max(days)


@story
async def test_words_chips_direction_and_order_narrow_the_list(desk: Desk) -> None:
    await desk.sign_in()
    desk.click("list.sent")
    await desk.idle()
    desk.service.requests.clear()
    everything = shown(desk)
    for tone in Tone:
        count = sum(entry.status.tone is tone for entry in everything)
        chip = desk.see(f"chip.{tone.value}", QPushButton)
        assert chip.text() == str(count) and chip.accessibleName().endswith(f": {count}")
    desk.key(Qt.Key.Key_F, CONTROL)
    assert desk.focus == "list.search"
    QTest.keyClicks(desk.window.focusWidget(), "line busy")
    assert {entry.status.code for entry in shown(desk)} == {"failed_user_busy"}
    assert desk.see("chip.success", QPushButton).text() == "0"
    desk.type("list.search", "")
    assert shown(desk) == everything
    desk.click("chip.partial")
    assert {entry.status.tone for entry in shown(desk)} == {Tone.PARTIAL}
    desk.click("chip.failure")
    assert {entry.status.tone for entry in shown(desk)} == {Tone.PARTIAL, Tone.FAILURE}
    desk.click("chip.partial")
    desk.click("chip.failure")
    pick(desk, "list.direction", "Incoming")
    assert all(entry.direction is Direction.INCOMING for entry in shown(desk))
    pick(desk, "list.direction", "Both")
    pick(desk, "list.order", "Oldest first")
    assert [entry.when for entry in shown(desk)] == sorted(entry.when or 0 for entry in everything)
    pick(desk, "list.order", "Newest first")
    assert shown(desk) == everything
    assert desk.service.requests.total == 0, "all of it is done here"


@told
async def test_a_filter_that_nothing_matches_does_not_read_the_whole_list(crowded: DemoService) -> None:
    async with seated(REAL) as desk:
        await desk.idle()
        desk.click("list.sent")
        await desk.idle()
        asked = crowded.requests.count("faxes")
        desk.type("list.search", "nowhere to be found")
        await desk.idle()
        assert shown(desk) == [] and crowded.requests.count("faxes") == asked
        assert desk.text("list.state") == "None of 50 faxes match · not all loaded", "whoever reads on may find it"
        desk.click("list.all")
        await desk.idle()
        assert shown(desk) == [] and "all loaded" in desk.text("list.state")
        assert desk.text("list.state").startswith("None of ")
        desk.see("list.search", QLineEdit).clear()
        await desk.until(lambda: shown(desk), "all of them again")
        assert "match" not in desk.text("list.state")


@told
async def test_rows_that_arrive_and_ids_that_are_typed_leave_the_list_where_it_is(crowded: DemoService) -> None:
    async with seated(REAL) as desk:
        await desk.idle()
        desk.click("list.sent")
        await desk.idle()
        entry = click_row(desk, 4)
        await desk.idle()
        bar = faxes(desk).verticalScrollBar()
        bar.setValue(130)
        kept = QPersistentModelIndex(faxes(desk).currentIndex())
        desk.click("list.all")
        await desk.until(lambda: "all loaded" in desk.text("list.state"), "the end")
        assert (bar.value(), faxes(desk).currentIndex().row()) == (130, 4) and kept.isValid()
        assert faxes(desk).picked == entry
        other = ids(desk)[200]
        await desk.look_up(other)
        assert bar.value() == 130, "whoever reads the list goes on reading"
        assert faxes(desk).picked and faxes(desk).picked.fax_id == other, "the row of the shown fax is marked"
        await desk.look_up(next(each.fax_id for each in crowded.samples if each.label == "Received by Bruno"))
        assert desk.in_view("state.title") and faxes(desk).picked is None and bar.value() == 130
        click_row(desk, 4)
        await desk.until(lambda: desk.text("field.id") == entry.fax_id, "the fax that was picked before")
        await desk.idle()


@told
async def test_the_row_of_the_shown_fax_is_marked_when_it_arrives(crowded: DemoService) -> None:
    mine = sent_by(crowded, "self")[7]["id"]
    async with seated(REAL) as desk:
        await desk.idle()
        await desk.look_up(mine)
        assert faxes(desk).picked is None, "it is in another list"
        desk.click("list.sent")
        await desk.idle()
        assert faxes(desk).picked and faxes(desk).picked.fax_id == mine
        assert crowded.requests.count("fax") == 1, "marking asks for nothing"


@told
async def test_a_list_that_did_not_come_is_not_called_one_of_no_faxes(crowded: DemoService) -> None:
    async with seated(REAL) as desk:
        await desk.idle()
        crowded.faults.answer("faxes", 403)
        desk.click("list.sent")
        await desk.idle()
        assert desk.text("list.state").startswith("No permission for this")


@told
async def test_f98_trouble_at_the_foot_goes_on_where_it_stopped(crowded: DemoService) -> None:
    async with seated(REAL) as desk:
        await desk.idle()
        desk.click("list.sent")
        await desk.idle()
        first = ids(desk)
        crowded.faults.answer("faxes", 403)
        scroll_to_the_end(desk)
        await desk.until(lambda: desk.in_view("list.again"), "the trouble")
        await desk.idle()
        assert "No permission for this" in desk.text("list.state")
        assert ids(desk) == first, "what came stays"
        assert not desk.in_view("notice")
        desk.click("list.again")
        await desk.until(lambda: len(ids(desk)) > 50, "more rows")
        await desk.idle()
        assert ids(desk)[:50] == first and len(set(ids(desk))) == len(ids(desk))
        assert not desk.in_view("list.again")


@told
async def test_f103_rows_that_cannot_be_read_are_counted(crowded: DemoService) -> None:
    crowded.faults.spoil_rows("no record", every=10)
    async with seated(REAL) as desk:
        await desk.idle()
        desk.click("list.sent")
        await desk.idle()
        assert len(ids(desk)) == 45
        assert "45 faxes · 5 unreadable" in desk.text("list.state")


@told
async def test_f116_a_list_that_cannot_be_read_to_its_end_says_so(crowded: DemoService) -> None:
    crowded.faults.ignore_before = True
    async with seated(REAL) as desk:
        await desk.idle()
        desk.click("list.sent")
        await desk.idle()
        if desk.in_view("list.all"):
            desk.click("list.all")
        await desk.until(lambda: "incomplete" in desk.text("list.state"), "the end")
        await desk.idle()
        assert "This list is incomplete" in desk.text("list.state")
        assert len(ids(desk)) == 50 and not desk.in_view("list.all")
        assert crowded.requests.count("faxes") < 60


@story
async def test_after_a_sign_out_the_list_is_empty_and_comes_again_with_the_next_sign_in(desk: Desk) -> None:
    await desk.sign_in()
    before = ids(desk)
    assert before
    desk.choose("action.sign_out")
    await desk.until(lambda: desk.in_view("sign_in.start"), "the sign-in page")
    await desk.idle()
    assert ids(desk) == []
    await desk.sign_in()
    assert ids(desk) == before


@story
async def test_in_a_narrow_window_the_list_is_behind_a_control(desk: Desk) -> None:
    await desk.sign_in()
    assert desk.in_view("list.faxes") and not desk.in_view("list.toggle")
    desk.window.resize(700, 640)
    settle()
    assert not desk.in_view("list.faxes") and desk.in_view("list.toggle") and desk.in_view("state.title")
    desk.click("list.toggle")
    settle()
    assert desk.in_view("list.faxes") and not desk.in_view("state.title")
    assert desk.focus == "list.faxes"
    desk.key(Qt.Key.Key_Down)
    desk.key(Qt.Key.Key_Down)
    await desk.idle()
    assert desk.in_view("list.faxes"), "who walks down by key goes on doing so"
    desk.key(Qt.Key.Key_Return)
    assert desk.text("field.id") == ids(desk)[1] and not desk.in_view("list.faxes")
    desk.click("list.toggle")
    settle()
    entry = click_row(desk, 1)
    assert not desk.in_view("list.faxes") and desk.text("field.id") == entry.fax_id, "the fax that was picked already"
    await desk.idle()
    desk.click("list.toggle")
    desk.window.resize(1280, 640)
    settle()
    assert desk.in_view("list.faxes") and desk.in_view("field.id") and not desk.in_view("list.toggle")


@story
async def test_the_list_by_keys_alone(desk: Desk) -> None:
    await desk.sign_in()
    keys = {each.objectName(): each.shortcut().toString() for each in desk.window.findChildren(QAction)}
    assert {name: keys[f"action.{name}"] for name in ("list", "filter", "next", "previous", "copy_id")} == {
        "list": "Ctrl+G",
        "filter": "Ctrl+F",
        "next": "Alt+Down",
        "previous": "Alt+Up",
        "copy_id": "Ctrl+Shift+I",
    }
    asked = desk.service.requests.count("fax")
    desk.key(Qt.Key.Key_G, CONTROL)
    assert desk.focus == "list.faxes" and faxes(desk).picked is None, "to come by is not to choose"
    assert desk.service.requests.count("fax") == asked and desk.in_view("state.title")
    desk.key(Qt.Key.Key_L, CONTROL)
    for row, key in enumerate((Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up)):
        desk.key(key, ALT)
        await desk.idle()
        assert desk.text("field.id") == ids(desk)[(0, 1, 0)[row]]
    assert desk.focus == "lookup.fax_id", "from wherever one is"
    desk.key(Qt.Key.Key_I, CONTROL | SHIFT)
    assert QGuiApplication.clipboard().text() == ids(desk)[0]


@story
async def test_a_screen_reader_hears_the_list_and_its_filters(desk: Desk) -> None:
    await desk.sign_in()
    heard = {
        name: QAccessible.queryAccessibleInterface(desk.see(name, kind)).text(QAccessible.Text.Name)
        for name, kind in {
            "list.faxes": type(faxes(desk)),
            "list.search": type(desk.window.browse.search),
            "list.period": QToolButton,
            "list.direction": QToolButton,
            "list.order": QToolButton,
            "chip.success": QPushButton,
            "list.sent": QPushButton,
        }.items()
    }
    assert heard["list.faxes"] == "Faxes" and faxes(desk).accessibleDescription().startswith("Inbox")
    assert heard["list.search"] == "Filter the list"
    assert heard["list.period"] == "Period: Any time"
    assert heard["list.direction"] == "Direction: Both" and heard["list.order"] == "Order: Newest first"
    assert heard["chip.success"].startswith("Delivered: ")
    assert heard["list.sent"] == "Sent"
