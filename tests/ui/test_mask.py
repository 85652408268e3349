"""A shared screen: one key, and no canary of any field is left in sight, in reach of a tool, or on the clipboard."""

import json
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, Qt
from PySide6.QtGui import QAccessible, QAction, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QWidget

from faxviewer.app.office import MANY
from faxviewer.presenters.form import GROUPS
from tests.ui.desk import Desk, settle, story
from tests.ui.test_accessibility import interfaces

FAX_ID = "5e7de3ad54cfd54eb568cc76"
TEXTS = ("comment", "description", "file", "file_name", "from", "to", "header", "owner_id", "status", "last_update")
COVER = ("name_to", "name_from", "subject", "message")
ODD = ("pages", "cost", "max_retry", "scheduled_time", "submit_time", "is_read", "is_spam", "start_time")
TOLD = (*TEXTS, *COVER, *ODD, "undocumented", "deep", "Name")
"""What a canary is hidden in."""

ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
ROLES += (Qt.ItemDataRole.EditRole, Qt.ItemDataRole.UserRole, Qt.ItemDataRole.StatusTipRole)
ACCESSIBLE = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help)


def record(bird: str) -> dict[str, Any]:
    """A fax with a canary of its own in every field that can hold one."""
    return {
        **{name: f"{bird}-{name}." for name in (*TEXTS, *ODD)},
        "id": FAX_ID,
        "direction": "outgoing",
        "cover_page": {name: f"{bird}-{name}." for name in COVER},
        "cost_details": {"multiplier": 1},
        "undocumented": f"{bird}-undocumented.",
        "nested": {"list": [f"{bird}-deep."]},
        f"{bird}-Name.": 1,
    }


def cells(model: QAbstractItemModel) -> Iterator[str]:
    """Everything a list tells of its rows."""
    for row in range(min(model.rowCount(), 20)):
        for column in range(model.columnCount() if isinstance(model, QAbstractTableModel) else 1):
            yield from (str(model.index(row, column).data(role)) for role in ROLES)


def told(desk: Desk) -> str:
    """Every text of every widget of every open window, in view or not, and all that an assistive tool is told."""
    words: list[str] = []
    # A row that was taken out stands alone, out of sight, until it is deleted.
    for top in (each for each in QApplication.topLevelWidgets() if each.isVisible()):
        for widget in (top, *top.findChildren(QWidget)):
            words += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle()]
            for name in ("text", "toPlainText", "title", "placeholderText"):
                read = getattr(widget, name, None)
                if callable(read):
                    words.append(str(read()))
            if isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
                words += cells(model)
        words += [f"{action.text()} {action.toolTip()}" for action in top.findChildren(QAction)]
        root = QAccessible.queryAccessibleInterface(top)
        assert root is not None
        words += [each.text(kind) for each in interfaces(root) for kind in ACCESSIBLE]
    assert desk.window.isVisible()
    return "\n".join(words)


def copied(desk: Desk) -> str:
    """What lies on the clipboard after each way to copy."""
    found = []
    clipboard = QGuiApplication.clipboard()
    ways = [each.trigger for each in desk.window.findChildren(QAction) if "copy" in each.objectName()]
    buttons = desk.window.findChildren(QAbstractButton)
    ways += [each.click for each in buttons if "copy" in each.objectName() and each.isEnabled()]
    for way in ways:
        clipboard.setText("")
        way()
        found.append(f"{clipboard.text()} {clipboard.mimeData().html()}")
    for path in (field.path for group in GROUPS for field in group.fields):
        value = desk.window.findChild(QWidget, f"field.{path}")
        if value is not None and value.isVisible():
            value.setFocus()
            clipboard.setText("")
            desk.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
            found.append(clipboard.text())
    clipboard.setText("")
    return "\n".join(found)


async def copied_anywhere(desk: Desk) -> str:
    """The same with each tab of the form in view."""
    found = []
    for tab in ("action.details", "action.raw"):
        desk.choose(tab)
        await desk.until(lambda: not desk.program.tasks.is_running("raw"), "the record")
        settle()
        found.append(copied(desk))
    return "\n".join(found)


def nests(words: str, bird: str) -> set[str]:
    """The fields whose canary is in `words`."""
    return {name for name in TOLD if f"{bird}-{name}." in words}


async def look_up(desk: Desk, bird: str) -> None:
    """Look up a fax of canaries, all panes of it open."""
    body = json.dumps(record(bird)).encode()
    desk.service.faults.answer("fax", 200, body=body)
    await desk.look_up(FAX_ID)


async def sit_down(desk: Desk, bird: str) -> None:
    """Sign in to a list of such a fax, look it up, turn to each tab once."""
    listed = json.dumps({"data": {"records": [record(bird)]}}).encode()
    desk.service.faults.answer("faxes", 200, body=listed)
    await desk.sign_in()
    await look_up(desk, bird)
    assert desk.program.office
    desk.program.office.history.annotate(FAX_ID, "self", f"{bird}-note.")
    for action in ("action.show_history", "action.history", "action.raw"):
        if found := desk.window.findChild(QAction, action):
            found.trigger()
            settle()
    await desk.idle()


@story
async def test_with_the_mask_on_no_canary_is_left_anywhere(desk: Desk) -> None:
    await sit_down(desk, "zeisig")
    name = desk.text("account.name").removesuffix("  admin")
    words = told(desk)
    assert nests(words, "zeisig") == set(TOLD), "with the mask off all of them sing"
    assert "zeisig-note." in words
    assert {"comment", "header", "subject", "deep", "from", "to"} <= nests(await copied_anywhere(desk), "zeisig")

    desk.key(Qt.Key.Key_F9)

    words = told(desk)
    assert nests(words, "zeisig") == set()
    assert "zeisig" not in words and name not in words
    assert "zeisig" not in await copied_anywhere(desk)

    desk.key(Qt.Key.Key_F9)

    assert nests(told(desk), "zeisig") == set(TOLD), "and lifted, all is as before"


@story
async def test_what_arrives_while_the_mask_is_on_is_hidden_as_well(desk: Desk) -> None:
    desk.key(Qt.Key.Key_F9)

    await sit_down(desk, "zeisig")

    assert "zeisig" not in told(desk)
    assert "zeisig" not in await copied_anywhere(desk)


@story
async def test_a_fax_that_is_back_after_a_stopped_look_up_is_hidden_too(desk: Desk) -> None:
    await sit_down(desk, "zeisig")
    with desk.service.faults.hold("fax"):
        desk.type("lookup.fax_id", desk.sample("Delivered, one page").fax_id, enter=True)
        await desk.until(lambda: desk.in_view("lookup.stop"), "the look-up")
        desk.click("lookup.stop")
        await desk.idle()
    assert "zeisig-to." in told(desk), "it stands there again"

    desk.key(Qt.Key.Key_F9)

    assert "zeisig" not in told(desk)
    assert "zeisig" not in await copied_anywhere(desk)


@story
async def test_two_faxes_that_differ_in_what_is_personal_look_the_same(desk: Desk) -> None:
    await desk.sign_in()
    desk.key(Qt.Key.Key_F9)
    pictures = []
    for bird in ("zeisig", "stieglitz-and-a-far-longer-bird"):
        await look_up(desk, bird)
        settle()
        pictures.append(desk.see("fax", QWidget).grab().toImage())

    assert pictures[0] == pictures[1]


@story
async def test_the_chip_says_so_on_every_page_and_lifts_it(desk: Desk) -> None:
    desk.window.resize(480, 800)
    assert not desk.in_view("mask.chip")

    desk.choose("action.mask")

    assert desk.in_view("mask.chip"), "on the sign-in page"
    assert desk.see("mask.chip", QAbstractButton).text() == "Personal data hidden — F9"
    await desk.sign_in()
    settle()
    chip = desk.see("mask.chip", QAbstractButton)
    assert desk.in_view("mask.chip")
    assert chip.geometry().right() < desk.window.width()
    assert desk.window.findChild(QAction, "action.mask").isChecked()

    desk.click("mask.chip")

    assert not desk.in_view("mask.chip")
    assert not desk.window.findChild(QAction, "action.mask").isChecked()


@story
async def test_no_document_can_be_opened_and_the_button_says_why(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Delivered, one page")
    assert desk.see("document.open", QAbstractButton).isEnabled()

    desk.key(Qt.Key.Key_F9)

    assert not desk.see("document.open", QAbstractButton).isEnabled()
    assert desk.text("document.reason") == "Hidden while personal data is hidden (F9)."

    desk.key(Qt.Key.Key_F9)

    assert desk.see("document.open", QAbstractButton).isEnabled()
    assert not desk.text("document.reason")


@story
async def test_the_first_time_it_says_what_it_cannot_hide(desk: Desk) -> None:
    desk.key(Qt.Key.Key_F9)
    assert "copied before" in desk.text("notice.text")

    desk.key(Qt.Key.Key_F9)
    desk.key(Qt.Key.Key_F9)

    assert not desk.text("notice.text")


@story
async def test_pasted_faxes_are_listed_and_copied_without_what_is_personal(desk: Desk) -> None:
    await desk.sign_in()
    ids = [sample.fax_id for sample in desk.service.samples if sample.user_id == "self"][:2]
    desk.service.faults.answer("fax", 200, body=json.dumps(record("zeisig") | {"id": ids[0]}).encode(), times=2)
    desk.key(Qt.Key.Key_F9)

    desk.paste("lookup.fax_id", "\n".join(ids), enter=True)
    await desk.until(lambda: not desk.program.tasks.is_running(MANY), "the end of the look-ups")
    await desk.idle()
    assert desk.program.office
    table = desk.program.office.pasting.presenter.table()

    assert "zeisig" not in told(desk)
    assert ids[0] in table
    assert "zeisig" not in table

    desk.key(Qt.Key.Key_F9)

    assert "zeisig-to." in desk.program.office.pasting.presenter.table()
