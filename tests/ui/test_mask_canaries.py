"""Canaries in what opens beside the form, in what is on its way when the mask goes on, and in values of odd types."""

import asyncio
import json
from typing import Any

import pytest
from PySide6 import QtWidgets
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QMenu, QToolButton

from faxviewer.app.office import LIST
from faxviewer.app.raw import VENDOR_REPORT
from faxviewer.ui.theme import DARK, LIGHT, Scheme
from tests.ui.desk import Desk, settle, story
from tests.ui.test_mask import FAX_ID, copied_anywhere, nests, record, told
from tests.ui.test_mask_windows import press, window_of
from tests.ui.test_watch import Tray

ODD = (
    *("direction", "duration", "retry_delay", "last_update", "multiplier", "notification_cost"),
    *("urgent", "for_review", "please_reply", "confidential", "flag"),
)
FLAGS = ("urgent", "for_review", "please_reply", "confidential")

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def delivered(bird: str) -> dict[str, Any]:
    """The fax of canaries, as one that arrived, so that its delivery can be denied."""
    return record(bird) | {"status": "success", "pages": 1, "start_time": "2026-03-27 10:30:00", "duration": 40}


def odd(bird: str, *, wrapped: bool) -> dict[str, Any]:
    """A canary in each field that is no text, as a text or deeper in a list or an object."""

    def put(name: str) -> object:
        return {bird: [f"{bird}-{name}."]} if wrapped else f"{bird}-{name}."

    flags = {name: put(name) for name in FLAGS}
    return {
        "id": FAX_ID,
        "status": "success",
        **{name: put(name) for name in ("direction", "duration", "retry_delay", "last_update")},
        "cost_details": {"multiplier": put("multiplier"), "notification_cost": put("notification_cost")},
        "cover_page": {"flags": flags | {f"{bird}-flag.": True}},
    }


async def show(desk: Desk, fax: dict[str, Any]) -> None:
    """Look up `fax`."""
    desk.service.faults.answer("fax", 200, body=json.dumps(fax).encode())
    await desk.look_up(FAX_ID)
    await desk.idle()


def sung(words: str, bird: str) -> set[str]:
    """The odd fields whose canary is in `words`."""
    return {name for name in ODD if f"{bird}-{name}." in words}


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("wrapped", [False, True], ids=["text", "deeper"])
@story
async def test_values_of_odd_types_are_hidden(desk: Desk, wrapped: bool, scheme: Scheme) -> None:
    desk.window.theme.use(scheme)
    await desk.sign_in()
    await show(desk, odd("zeisig", wrapped=wrapped))
    desk.choose("action.raw")
    await desk.until(lambda: sung(told(desk), "zeisig") == set(ODD), "all of them, with the mask off")

    desk.key(Qt.Key.Key_F9)

    assert "zeisig" not in told(desk)
    assert "zeisig" not in await copied_anywhere(desk)
    await show(desk, odd("stieglitz", wrapped=not wrapped))
    assert "stieglitz" not in told(desk), "nor what comes then"


@story
async def test_all_that_is_open_beside_the_form_hides_too(desk: Desk) -> None:
    await desk.sign_in()
    await show(desk, delivered("zeisig"))
    desk.choose("action.denial")
    assert desk.in_view("denial") and desk.in_view("answer.denial")
    desk.choose("action.preview_ticket")
    dialog = await window_of(desk, "ticket")
    desk.click("ticket.edit")
    editor = await window_of(desk, "template")
    template = desk.see("template.text", QtWidgets.QPlainTextEdit)
    template.setPlainText("{to} {from} {comment} {subject} {header}")
    assert {"to", "from"} <= nests(told(desk), "zeisig")

    press(editor)

    assert "zeisig" not in told(desk)
    editor.close()
    desk.click("ticket.dialog.copy")
    copied = QGuiApplication.clipboard()
    assert "hidden" in copied.text() and "zeisig" not in copied.text() + copied.mimeData().html()
    dialog.close()


@pytest.mark.parametrize("hidden", [False, True])
@story
async def test_the_report_to_the_vendor_tells_of_nobody_in_any_case(desk: Desk, hidden: bool) -> None:
    await desk.sign_in()
    await show(desk, record("zeisig") | odd("zeisig", wrapped=False))
    desk.choose("action.raw")
    await desk.until(lambda: desk.in_view("raw.report"), "the button")
    if hidden:
        desk.key(Qt.Key.Key_F9)
    QGuiApplication.clipboard().setText("")
    await desk.until(lambda: not desk.program.tasks.is_running("raw"), "the record")

    desk.click("raw.report")
    await desk.until(lambda: QGuiApplication.clipboard().text(), "the report")
    await desk.until(lambda: not desk.program.tasks.is_running(VENDOR_REPORT), "its end")

    assert "departure" in QGuiApplication.clipboard().text().lower()
    assert "zeisig" not in QGuiApplication.clipboard().text()


@pytest.mark.parametrize("hidden", [False, True])
@story
async def test_the_end_of_a_watch_is_told_without_what_is_personal(
    desk: Desk, hidden: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QtWidgets, "QSystemTrayIcon", Tray)
    pauses: list[asyncio.Event] = []

    async def pause(_seconds: float) -> None:
        pauses.append(asyncio.Event())
        await pauses[-1].wait()

    await desk.sign_in()
    assert desk.program.office
    desk.program.office.watch.sleep = pause
    await show(desk, record("zeisig") | {"status": "submitted"})
    desk.choose("action.say_results")
    desk.click("answer.watch")
    await desk.until(lambda: pauses, "the first pause")
    if hidden:
        desk.key(Qt.Key.Key_F9)
    desk.service.faults.answer("fax", 200, body=json.dumps(delivered("zeisig")).encode())

    pauses[0].set()

    await desk.until(lambda: desk.window.findChild(Tray), "the message beside the clock")
    tray = desk.window.findChild(Tray)
    assert tray is not None
    said = " ".join(f"{title} {words}" for title, words in tray.told)
    menu = desk.see("watch.list", QToolButton).menu()
    assert isinstance(menu, QMenu) and said
    menu.aboutToShow.emit()
    assert "ended" in desk.text("notice.title")
    assert ("zeisig" in said) is not hidden
    assert ("zeisig" in told(desk)) is not hidden


@story
async def test_a_list_and_a_fax_that_are_on_their_way_arrive_hidden(desk: Desk) -> None:
    await desk.sign_in()
    await sit_down_anew(desk, "zeisig")
    with desk.service.faults.hold("faxes"), desk.service.faults.hold("fax"):
        desk.click("list.sent")
        desk.type("lookup.fax_id", FAX_ID, enter=True)
        await desk.asked(desk.service, "fax")
        desk.key(Qt.Key.Key_F9)
        settle()
        assert "zeisig" not in told(desk)
    await desk.idle()

    assert desk.see("list.faxes", QtWidgets.QAbstractItemView).model().rowCount() == 1
    assert desk.text("field.id") == FAX_ID
    assert "zeisig" not in told(desk)
    desk.key(Qt.Key.Key_F9)
    assert nests(told(desk), "zeisig"), "lifted, they sing"


async def sit_down_anew(desk: Desk, bird: str) -> None:
    """Let the next list and the next fax be of canaries."""
    body = json.dumps(record(bird)).encode()
    desk.service.faults.answer("faxes", 200, body=json.dumps({"data": {"records": [record(bird)]}}).encode())
    desk.service.faults.answer("fax", 200, body=body)
    desk.service.requests.clear()


@story
async def test_a_search_finds_what_is_hidden_and_shows_nothing_of_it(desk: Desk) -> None:
    listed = json.dumps({"data": {"records": [record("zeisig")]}}).encode()
    desk.service.faults.answer("faxes", 200, body=listed)
    await desk.sign_in()
    desk.key(Qt.Key.Key_F9)

    desk.type("list.search", "zeisig-to")
    await desk.until(lambda: not desk.program.tasks.is_running(LIST), "the list")
    settle()

    assert desk.see("list.faxes", QtWidgets.QAbstractItemView).model().rowCount() == 1
    assert desk.see("list.search", QLineEdit).displayText().count("z") == 0
    assert "zeisig" not in told(desk).replace("zeisig-to\n", "")


@pytest.mark.parametrize("status", [400, 403, 404, 418, 500])
@story
async def test_what_a_refusal_says_is_never_repeated(desk: Desk, status: int) -> None:
    await desk.sign_in()
    body = json.dumps({"error": "zeisig called +99912345", "message": "zeisig", "description": "zeisig"}).encode()
    for endpoint in ("fax", "outbox"):
        desk.service.faults.answer(endpoint, status, body=body, times=9)

    await desk.look_up(FAX_ID)

    assert desk.in_view("state.title") and f"HTTP {status}" in desk.text("state.detail")
    assert "zeisig" not in told(desk)
    assert "99912345" not in told(desk)


@story
async def test_the_search_for_the_owner_names_nobody(desk: Desk) -> None:
    await desk.sign_in()
    sample = desk.sample("Received by Bruno")
    desk.key(Qt.Key.Key_F9)
    await desk.look_up(sample.fax_id)
    assert desk.text("state.title") == "No such fax for this user"

    desk.click("state.search")
    await desk.until(lambda: desk.text("field.id") == sample.fax_id, "the fax")
    await desk.idle()

    assert desk.text("notice.title") == "It belongs to hidden"
    assert "Keller" not in told(desk)
