"""What assistive tools find: a name for every control and every value, and nothing that only colour tells."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

from faxviewer.presenters.form import GROUPS
from tests.ui.desk import REAL, Desk, seated, story, told

NAME, DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description


def interfaces(root: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Everything below `root` as an assistive tool walks it."""
    for place in range(root.childCount()):
        if (child := root.child(place)) is not None and child.isValid():
            yield child
            yield from interfaces(child)


def seen(desk: Desk) -> list[tuple[QAccessibleInterface, QWidget]]:
    """What is in view, each with its widget."""
    root = QAccessible.queryAccessibleInterface(desk.window)
    assert root is not None
    found = [(each, each.object()) for each in interfaces(root)]
    return [(each, widget) for each, widget in found if isinstance(widget, QWidget) and widget.isVisible()]


def nameless(desk: Desk) -> list[str]:
    """The names of controls that a screen reader could only call by their kind."""
    return [
        f"{widget.objectName()} ({type(widget).__name__})"
        for each, widget in seen(desk)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not each.text(NAME).strip()
    ]


@told
async def test_every_control_of_every_page_has_a_name(untouched: object) -> None:
    async with seated(REAL) as desk:
        desk.click("setup.addresses")
        assert nameless(desk) == []
        desk.click("setup.way")
        assert nameless(desk) == []
    async with seated() as desk:
        assert nameless(desk) == []
        desk.person.in_browser = "none"
        desk.click("sign_in.start")
        await desk.until(lambda: desk.in_view("sign_in.copy"), "the waiting page")
        assert nameless(desk) == []
        await desk.person.press("allow")
        await desk.until(lambda: desk.text("account.name"), "the account")
        assert nameless(desk) == []
        await desk.look_up_sample("Fields that nobody documented")
        desk.service.faults.answer("file", 404)
        desk.click("document.open")
        await desk.until(lambda: desk.in_view("notice"), "the notice")
        await desk.idle()
        assert nameless(desk) == []
        assert "There is no document" in next(
            each.text(NAME) for each, widget in seen(desk) if widget.objectName() == "notice"
        )


@story
async def test_a_screen_reader_hears_label_value_and_what_is_odd(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Unknown status")
    heard = {widget.objectName(): each for each, widget in seen(desk)}
    for group in GROUPS:
        for field in group.fields:
            name = heard[f"field.{field.path}"].text(NAME)
            shown = desk.text(f"field.{field.path}")
            assert name.startswith(f"{field.label}: ") and shown.replace("\u200b", "") in name
    status = heard["field.status"]
    assert status.text(NAME) == "Status: failed_carrier_blocked"
    assert "not a documented status" in status.text(DESCRIPTION)
    assert "API field: status" in status.text(DESCRIPTION)
    assert heard["field.last_update"].text(NAME).endswith("UTC)")
    for name, each in heard.items():
        if name.startswith("badge."):
            assert each.text(NAME) == desk.text(name)


@story
async def test_every_control_has_an_object_name(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Delivered, one page")
    unnamed = [
        type(widget).__name__
        for _, widget in seen(desk)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.objectName()
    ]
    assert unnamed == []
    names = [each.objectName() for each in desk.window.findChildren(QWidget) if each.objectName()]
    unique = [name for name in names if name.startswith(("field.", "lookup.", "document.", "sign_in.", "setup."))]
    assert len(unique) == len(set(unique)), "a name finds one control"


@pytest.mark.parametrize("presence", ["null", "absent"])
@story
async def test_what_is_not_there_is_heard_too(desk: Desk, presence: str) -> None:
    await desk.sign_in()
    await desk.look_up_sample(f"Every optional field {presence}")
    heard = {widget.objectName(): each for each, widget in seen(desk)}
    assert presence in heard["field.header"].text(DESCRIPTION)
    assert "— " not in heard["field.status"].text(NAME)
