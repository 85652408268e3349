"""What assistive tools find: a name for every control and every value, and nothing that only colour tells."""

from collections.abc import AsyncIterator, Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QScrollArea, QWidget

from faxviewer.presenters.form import GROUPS
from tests.ui.desk import REAL, Desk, seated, settle, story, told

NAME, DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

NO_KIND = (QAccessible.Role.NoRole, QAccessible.Role.Client)
DESCRIBED = (
    *("answer.denial", "ticket.copy", "ticket.choices", "document.open", "timeline", "fax_tabs.departures"),
    *("evidence.save", "raw.exact", "raw.indented", "raw.search", "raw.copy", "raw.copy_path", "raw.report"),
    *("raw.text", "raw.departures", "mask.chip", "report.open", "odd_card.show.duration"),
)
"""What a name alone doesn't explain."""


def interfaces(root: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Everything below `root` as an assistive tool walks it."""
    for place in range(root.childCount()):
        if (child := root.child(place)) is not None and child.isValid():
            yield child
            yield from interfaces(child)


def controls(window: QWidget) -> list[QWidget]:
    """What the keyboard can go to in `window`, in the order in which Tab does."""
    found: list[QWidget] = []
    each = window.nextInFocusChain()
    while each is not None and each is not window:
        can_have = each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        if can_have and each.window() is window and each.focusProxy() is None:
            found.append(each)
        each = each.nextInFocusChain()
    return found


def unheard(window: QWidget) -> list[str]:
    """The controls of `window` that an assistive tool could not name, call by their kind, or find."""
    found = []
    for each in controls(window):
        heard = QAccessible.queryAccessibleInterface(each)
        assert heard is not None
        if not each.objectName() or not heard.text(NAME).strip() or heard.role() in NO_KIND:
            found.append(f"{each.objectName()} ({type(each).__name__}): {heard.role().name}, {heard.text(NAME)}")
    return found


def unseen_focus(window: QWidget) -> list[str]:
    """The controls of `window` that look the same with the keyboard and without."""
    found = []
    for each in controls(window):
        if isinstance(each, QLabel) and each.objectName().startswith("field."):
            continue  # all alike, and one of them is looked at on its own
        each.setFocus()
        with_it = picture(each)
        each.clearFocus()
        if picture(each) == with_it:
            found.append(each.objectName())
    return found


def picture(widget: QWidget) -> QImage:
    """How `widget` looks at this moment."""
    settle()
    return widget.grab().toImage()


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


@story
async def test_tabs_are_heard_as_one_choice_and_chips_as_one_each(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Delivered, one page")
    desk.choose("action.raw")
    await desk.until(lambda: desk.in_view("raw.text"), "the record")
    heard = {widget.objectName(): each for each, widget in seen(desk)}
    for tabs in (("list.inbox", "list.sent", "list.history"), ("fax_tabs.raw", "fax_tabs.details")):
        assert [heard[name].role() for name in tabs] == [QAccessible.Role.RadioButton] * len(tabs)
        assert [bool(heard[name].state().checked) for name in tabs] == [True, *[False] * (len(tabs) - 1)]
    assert {heard[f"raw.{name}"].role() for name in ("exact", "indented")} == {QAccessible.Role.RadioButton}
    assert heard["chip.success"].role() == QAccessible.Role.CheckBox


@pytest.mark.parametrize("presence", ["null", "absent"])
@story
async def test_what_is_not_there_is_heard_too(desk: Desk, presence: str) -> None:
    await desk.sign_in()
    await desk.look_up_sample(f"Every optional field {presence}")
    heard = {widget.objectName(): each for each, widget in seen(desk)}
    assert presence in heard["field.header"].text(DESCRIPTION)
    assert "— " not in heard["field.status"].text(NAME)


async def every_state(desk: Desk) -> AsyncIterator[str]:
    """The fax in all its dress, one after the other."""
    control = Qt.KeyboardModifier.ControlModifier
    await desk.sign_in()
    await desk.look_up_sample("The vendor's own example")
    settle()
    yield "what is odd"
    desk.key(Qt.Key.Key_2, control)
    await desk.until(lambda: desk.in_view("raw.departures"), "the departures")
    settle()
    yield "the raw record"
    desk.key(Qt.Key.Key_1, control)
    await desk.look_up_sample("Fields that nobody documented")
    settle()
    yield "other fields"
    await desk.look_up_sample("Delivered, one page")
    desk.choose("action.denial")
    settle()
    yield "they say it never came"
    desk.choose("action.mask")
    await desk.until(lambda: desk.in_view("mask.chip"), "the mask")
    settle()
    yield "personal data hidden"
    desk.choose("action.mask")


@pytest.mark.parametrize("width", [480, 1280])
@story
async def test_whatever_the_form_shows_is_named_described_and_seen_to_have_the_keyboard(desk: Desk, width: int) -> None:
    desk.window.resize(width, 820)
    described = set()
    async for state in every_state(desk):
        assert unheard(desk.window) == [], state
        for each in controls(desk.window):
            heard = QAccessible.queryAccessibleInterface(each)
            if heard and heard.text(DESCRIPTION):
                described.add(each.objectName())
        assert unseen_focus(desk.window) == [], state
    assert [name for name in DESCRIBED if name not in described] == []


@pytest.mark.parametrize("width", [480, 1280])
@story
async def test_tab_goes_through_the_form_as_the_eye_does(desk: Desk, width: int) -> None:
    desk.window.resize(width, 820)
    canvas = desk.see("fax", QScrollArea).widget()
    async for state in every_state(desk):
        order = [each for each in controls(desk.window) if canvas.isAncestorOf(each)]
        assert len(order) > 5, state
        tops = {each: each.mapTo(canvas, QPoint()) for each in order}
        for before, after in pairwise(order):
            down = tops[after].y() > tops[before].y() + before.height() // 2
            across = tops[after].x() > tops[before].x()
            said = f"{before.objectName()} to {after.objectName()}, {state}"
            assert down or across, said
        columns = [
            each.x() > canvas.width() // 2 for name, each in zip(order, tops.values(), strict=True) if is_fact(name)
        ]
        assert sum(left != right for left, right in pairwise(columns)) <= 2 * (width > 1000), f"to and fro, {state}"


def is_fact(widget: QWidget) -> bool:
    """Whether `widget` is one of the form's values."""
    return widget.objectName().startswith("field.")


@pytest.mark.parametrize(
    ("action", "name"), [("action.preview_ticket", "ticket"), ("action.help", "help"), ("action.about", "about")]
)
@story
async def test_every_dialog_is_named_and_seen_to_have_the_keyboard(desk: Desk, action: str, name: str) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Delivered, one page")
    desk.choose(action)
    await desk.until(lambda: desk.in_view(name), name)
    dialogs = [desk.see(name, QDialog)]
    if name == "ticket":
        desk.see("ticket.edit", QPushButton).click()
        await desk.until(lambda: desk.in_view("template"), "the editor")
        dialogs.insert(0, desk.see("template", QDialog))
    for dialog in dialogs:
        assert dialog.windowTitle()
        dialog.activateWindow()
        await desk.until(dialog.isActiveWindow, "the keyboard")
        assert unheard(dialog) == []
        assert unseen_focus(dialog) == []
        dialog.reject()
    desk.window.activateWindow()
