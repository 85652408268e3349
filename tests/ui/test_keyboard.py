"""Everything by keys alone."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QScrollArea, QToolButton, QWidget

from faxviewer.domain.tone import Tone
from faxviewer.presenters.form import GROUPS
from faxviewer.presenters.notices import Notice
from tests.ui.desk import Desk, settle, story

CONTROL = Qt.KeyboardModifier.ControlModifier


LIST_CONTROLS = (
    *("list.inbox", "list.search", "list.period", "list.direction", "list.order"),
    *("chip.success", "chip.partial", "chip.failure", "chip.progress", "chip.unknown"),
    "list.faxes",
)
"""What Tab leads to in the list: of its tabs the one that is open; a short list has no more to load."""


TOOLS = ("evidence.save",)
"""What stands in the row of tabs beside them."""


def tabbed(desk: Desk) -> list[QWidget]:
    """What Tab leads to from the fax ID on, once around."""
    desk.see("lookup.fax_id", QLineEdit).setFocus()
    order: list[QWidget] = []
    while (focused := desk.window.focusWidget()) not in order:
        assert focused is not None and focused.isVisible()
        order.append(focused)
        desk.key(Qt.Key.Key_Tab)
    assert desk.focus == "lookup.fax_id", "it goes around, and nothing keeps the keyboard"
    return order


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@story
async def test_from_an_empty_window_to_an_opened_document(desk: Desk) -> None:
    assert desk.focus == "sign_in.start"
    desk.key(Qt.Key.Key_Return)
    await desk.until(lambda: desk.text("account.name"), "the account")
    assert desk.focus == "lookup.fax_id", "ready to paste"
    sample = desk.sample("Sent by Chidi")
    QGuiApplication.clipboard().setText(sample.fax_id)
    desk.key(Qt.Key.Key_V, CONTROL)
    desk.key(Qt.Key.Key_Tab)
    QTest.keyClicks(desk.window.focusWidget(), sample.user_id)
    desk.key(Qt.Key.Key_Return)
    await desk.until(lambda: desk.text("field.id") == sample.fax_id, "the fax")
    await desk.idle()
    for _ in range(3 + len(LIST_CONTROLS)):
        desk.key(Qt.Key.Key_Tab)
    assert desk.focus == "document.open"
    desk.key(Qt.Key.Key_Space)
    await desk.until(lambda: desk.person.shown, "the document")
    await desk.idle()
    assert desk.focus == "document.open"


@story
async def test_the_keys_of_the_menu_work_from_anywhere(desk: Desk) -> None:
    await desk.sign_in()
    sample = await desk.look_up_sample("Delivered, one page")
    desk.see("field.to").setFocus()
    desk.key(Qt.Key.Key_L, CONTROL)
    field = desk.see("lookup.fax_id", QLineEdit)
    assert field.hasFocus() and field.selectedText() == sample.fax_id, "to be pasted over"

    desk.see("field.to").setFocus()
    desk.key(Qt.Key.Key_F5)
    await desk.asked(desk.service, "fax", 2)
    await desk.idle()
    desk.key(Qt.Key.Key_O, CONTROL)
    await desk.until(lambda: desk.person.shown, "the document")
    await desk.idle()
    keys = {each.objectName(): each.shortcut().toString() for each in desk.window.findChildren(QAction)}
    assert keys["action.quit"] == "Ctrl+Q" and keys["action.stop"] == "Esc"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@story
async def test_the_menu_opens_by_key_while_the_program_goes_on(desk: Desk) -> None:
    await desk.sign_in()
    sample = desk.sample("Delivered, one page")
    button = desk.see("menu.button", QToolButton)
    with desk.service.faults.hold("fax"):
        desk.type("lookup.fax_id", sample.fax_id, enter=True)
        await desk.asked(desk.service, "fax")
        button.setFocus()
        await desk.later(lambda: QTest.keyClick(button, Qt.Key.Key_Space))
        await desk.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu), "the menu")
    await desk.until(lambda: desk.text("field.id") == sample.fax_id, "the fax, behind the open menu")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    entries = [each.text() for each in menu.actions() if each.isVisible() and not each.isSeparator()]
    assert entries == [
        *("Enter a fax ID", "Look up the fax ID in the clipboard", "Look up again", "Stop", "Open document"),
        *("Open the confirmation report", "They say it never came", "Show the details", "Show the raw record"),
        *("Copy for the ticket", "Preview for the ticket…", "Copy the fax ID", "Save the evidence…"),
        *("Watch this fax", "Hide personal data", "Say results in notifications", "List and history"),
        *("Sign out", "Leave the demo", "Help", "Quit"),
    ]
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    await desk.until(lambda: QApplication.activePopupWidget() is None, "the end of the menu")


@story
async def test_tab_goes_through_the_window_as_a_person_reads(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Fields that nobody documented")
    for width in (1280, 480):
        desk.window.resize(width, 700)
        settle()
        order = tabbed(desk)
        names = [each.objectName() for each in order]
        bar = ["lookup.fax_id", "lookup.user", "lookup.submit"]
        folded = ["list.toggle", "menu.button"]
        head = [*bar, *(folded if width < 900 else ("menu.button", *LIST_CONTROLS))]
        head += ["document.open", "document.format", "ticket.copy", "ticket.choices", "answer.denial"]
        assert names[: len(head)] == head
        fields = [f"field.{field.path}" for group in GROUPS for field in group.fields]
        fields.sort(key=lambda name: desk.see(name).mapTo(desk.window, QPoint()).x())
        assert names[len(head) : len(head) + 2] == ["timeline", "fax_tabs.details"]
        fields_at = len(head) + 2 + len(TOOLS)
        assert names[len(head) + 2 : fields_at + len(fields)] == [*TOOLS, *fields], "group by group, column by column"
        assert "field.ocr_text" in names[len(head) + len(fields) :]
        assert len(names) == len(set(names)) and all(names)
    tops = [each.mapTo(desk.window, QPoint()).y() for each in order if each.objectName() in fields]
    assert tops == sorted(tops), "in one column it only ever goes down"


@story
async def test_tab_comes_to_a_notice_before_it_goes_through_the_form(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Delivered, one page")
    before = [each.objectName() for each in tabbed(desk)]
    notice = Notice("Not saved", tone=Tone.FAILURE, offers_sign_in=True, offer="Save it elsewhere…")
    desk.window.notices.tell(notice)
    settle()
    names = [each.objectName() for each in tabbed(desk)]
    at = names.index("menu.button") + 1
    assert names[at : at + 3] == ["notice.sign_in", "notice.offer", "notice.close"]
    assert names[:at] + names[at + 3 :] == before, "and nothing else changes its place"


@story
async def test_what_has_the_keyboard_is_in_view_and_looks_it(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Cover page with every flag")
    desk.window.resize(900, 480)
    settle()
    area = desk.see("fax", QScrollArea)
    order = tabbed(desk)
    for widget in order:
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        desk.key(Qt.Key.Key_Tab)
        desk.key(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        assert widget.hasFocus(), widget.objectName()
        if area.isAncestorOf(widget):
            place = QRect(widget.mapTo(area.viewport(), QPoint()), widget.size())
            assert area.viewport().rect().contains(place.center()), f"{widget.objectName()} is out of view"
        with_focus = widget.grab().toImage()
        widget.clearFocus()
        assert widget.grab().toImage() != with_focus, f"{widget.objectName()} does not show the focus"


@story
async def test_esc_stops_before_it_closes_the_notice(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Delivered, one page")
    desk.service.faults.answer("fax", 403)
    desk.key(Qt.Key.Key_F5)
    await desk.until(lambda: desk.in_view("notice"), "the notice")
    await desk.idle()
    with desk.service.faults.hold("fax"):
        desk.key(Qt.Key.Key_F5)
        await desk.asked(desk.service, "fax", 3)
        desk.key(Qt.Key.Key_Escape)
        await desk.idle()
    assert desk.in_view("notice"), "the first Esc was for what ran"
    desk.key(Qt.Key.Key_Escape)
    assert not desk.in_view("notice")
    desk.service.faults.answer("fax", 403, times=2)  # the one that was stopped may take the first
    desk.key(Qt.Key.Key_F5)
    await desk.until(lambda: desk.in_view("notice.close"), "the notice")
    await desk.idle()
    desk.see("notice.close", QToolButton).setFocus()
    desk.key(Qt.Key.Key_Space)
    assert not desk.in_view("notice")


@story
async def test_quitting_by_key(desk: Desk) -> None:
    desk.key(Qt.Key.Key_Q, CONTROL)
    assert not desk.window.isVisible()
