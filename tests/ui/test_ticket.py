"""Copying what happened into a ticket: the button, the key, the choices, the preview, the template."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTextBrowser,
    QToolButton,
    QWidget,
)

from faxviewer.demo.service import DemoService
from tests.ui.desk import REAL, Desk, seated, settle, story, told

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

CONTROL = Qt.KeyboardModifier.ControlModifier
BOTH = CONTROL | Qt.KeyboardModifier.ShiftModifier


def copied() -> str:
    """The clipboard's text."""
    return QGuiApplication.clipboard().text()


def copied_html() -> str:
    """The clipboard's HTML, as it was put there."""
    data = QGuiApplication.clipboard().mimeData()
    return data.html() if data.hasHtml() else ""


async def open_preview(desk: Desk) -> None:
    """By its key."""
    desk.key(Qt.Key.Key_T, BOTH)
    await desk.until(lambda: desk.in_view("ticket.text"), "the preview")


async def leave(desk: Desk, dialog: str) -> None:
    """Close a dialog by Esc."""
    QTest.keyClick(desk.see(dialog, QWidget), Qt.Key.Key_Escape)
    await gone(desk, dialog)


async def gone(desk: Desk, dialog: str) -> None:
    """Until nothing is left of a dialog."""
    await desk.until(lambda: desk.window.findChild(QWidget, dialog) is None, f"the end of {dialog}")
    desk.window.activateWindow()
    await desk.until(lambda: QApplication.activeWindow() is not None, "the window behind it")


def pick(desk: Desk, box: str, text: str) -> None:
    """Pick an entry of a list as a person does by keys."""
    found = desk.see(box, QComboBox)
    found.setFocus()
    for _ in range(found.count()):
        if found.currentText() == text:
            return
        QTest.keyClick(found, Qt.Key.Key_Down)
    QTest.keyClick(found, Qt.Key.Key_Home)
    while found.currentText() != text:
        at = found.currentIndex()
        QTest.keyClick(found, Qt.Key.Key_Down)
        assert found.currentIndex() != at, f"{box} has no {text}"


# Copying


@story
async def test_from_an_empty_window_to_a_copied_answer_in_three_key_presses(desk: Desk) -> None:
    await desk.sign_in()
    sample = desk.sample("Not delivered: line busy")
    QGuiApplication.clipboard().setText(sample.fax_id)
    assert desk.focus == "lookup.fax_id"
    desk.key(Qt.Key.Key_V, CONTROL)
    desk.key(Qt.Key.Key_Return)
    desk.key(Qt.Key.Key_C, BOTH)  # before there is an answer: it is copied when it comes
    await desk.until(lambda: copied() != sample.fax_id, "the copy")
    assert copied().startswith("Not delivered: the line was busy\n")
    assert f"Fax ID: {sample.fax_id}\n" in copied()
    assert "UTC" in copied() and "None" not in copied()
    await desk.idle()


@story
async def test_whoever_pastes_another_id_and_copies_at_once_gets_the_other_fax(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Not delivered: line busy")
    other = desk.sample("Delivered, one page")
    desk.paste("lookup.fax_id", other.fax_id, enter=True)
    desk.key(Qt.Key.Key_C, BOTH)
    assert copied() == other.fax_id, "the fax of before, still in view, is none of this"
    await desk.until(lambda: copied() != other.fax_id, "the copy")
    assert f"Fax ID: {other.fax_id}\n" in copied()
    await desk.idle()


@story
async def test_the_button_copies_and_says_so_where_nothing_moves(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Not delivered: line busy")
    for width in (1280, 900, 480):
        desk.window.resize(width, 700)
        settle()
        before = places(desk)
        desk.click("ticket.copy")
        button = desk.see("ticket.copy", QPushButton)
        assert button.text() == "Copied as plain text"
        settle()
        assert places(desk) == before
        assert button.accessibleName() == "Copy for ticket", "its name is what it does"
        hint = button.fontMetrics().horizontalAdvance(button.text())
        assert hint < button.width(), "and the words have their room"


@story
async def test_a_copy_without_what_is_personal_says_so(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Not delivered: line busy")
    desk.key(Qt.Key.Key_F9)
    desk.click("ticket.copy")
    assert "To: hidden" in QGuiApplication.clipboard().text()
    assert desk.see("ticket.copy", QPushButton).text() == "Copied, data hidden"


@told
async def test_a_screen_reader_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    class Reader:
        """Hears what is announced."""

        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:  # noqa: N802 (Qt's name)
            said.append(event.message())

    async with seated() as desk:
        monkeypatch.setattr("PySide6.QtGui.QAccessible", Reader)
        await desk.sign_in()
        await desk.look_up_sample("Not delivered: line busy")
        desk.key(Qt.Key.Key_C, BOTH)
        assert said == ["Copied as plain text"]


def places(desk: Desk) -> list[tuple[str, QRect]]:
    """Where everything with a name stands."""
    return [
        (each.objectName(), QRect(each.mapTo(desk.window, QPoint()), each.size()))
        for each in desk.window.findChildren(QWidget)
        if each.isVisible() and each.objectName()
    ]


@pytest.mark.parametrize("focus", ["field.to", "list.faxes", "lookup.user", "menu.button", "document.open"])
def test_the_key_works_wherever_the_keyboard_is(focus: str, qapp: QApplication) -> None:
    @story
    async def tell(desk: Desk) -> None:
        await desk.sign_in()
        sample = await desk.look_up_sample("Not delivered: line busy")
        desk.see(focus, QWidget).setFocus()
        assert desk.focus == focus
        desk.key(Qt.Key.Key_C, BOTH)
        assert sample.fax_id in copied()

    tell(qapp=qapp)


@story
async def test_without_a_fax_it_says_so(desk: Desk) -> None:
    await desk.sign_in()
    for key in (Qt.Key.Key_C, Qt.Key.Key_T):
        desk.window.notices.withdraw()
        desk.key(key, BOTH)
        assert desk.text("notice.title") == "There is no fax to copy"
    assert copied() == ""


@story
async def test_a_fax_that_is_not_found_cant_be_copied(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up("5e7de3ad54cfd54eb568ffff")
    desk.key(Qt.Key.Key_C, BOTH)
    assert desk.text("notice.title") == "There is no fax to copy"
    desk.window.notices.withdraw()
    unknown = "5e7de3ad54cfd54eb568fffe"
    desk.paste("lookup.fax_id", unknown, enter=True)
    desk.key(Qt.Key.Key_C, BOTH)
    await desk.until(lambda: desk.text("notice.title") == "There is no fax to copy", "the word on it")
    assert copied() == unknown
    await desk.idle()
    await desk.look_up_sample("Not delivered: line busy")
    assert "delivered" not in copied(), "what was waited for is forgotten"


# Choices


@story
async def test_the_choices_are_remembered(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Not delivered: line busy")
    await choose(desk, "ticket.format.markdown")
    await choose(desk, "ticket.form.short")
    desk.key(Qt.Key.Key_C, BOTH)
    assert desk.see("ticket.copy", QPushButton).text() == "Copied as Markdown"
    assert copied().startswith("Not delivered: the line was busy. ")
    assert copied().count("\n\n") == 2, "three paragraphs"
    assert not copied_html()


async def choose(desk: Desk, action: str) -> None:
    """Pick an entry of the button's small menu."""
    button = desk.see("ticket.choices", QToolButton)
    button.setFocus()
    await desk.later(lambda: QTest.keyClick(button, Qt.Key.Key_Space))
    await desk.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu), "the choices")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    entry = next(each for each in menu.actions() if each.objectName() == action)
    menu.setActiveAction(entry)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    await desk.until(lambda: QApplication.activePopupWidget() is None, "the end of the choices")
    desk.window.activateWindow()
    await desk.until(desk.window.isActiveWindow, "the window")


@story
async def test_html_comes_with_plain_text_beside_it(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Not delivered: line busy")
    await open_preview(desk)
    pick(desk, "ticket.format", "HTML for mail")
    desk.click("ticket.dialog.copy")
    assert copied_html().startswith("<p><strong>Not delivered: the line was busy</strong><br>")
    assert copied().startswith("Not delivered: the line was busy\n")
    assert desk.see("ticket.dialog.copy", QPushButton).text() == "Copied as HTML"


@told
async def test_a_run_later_the_choices_are_still_there(by_token: DemoService) -> None:
    sample = by_token.samples[0]
    async with seated(REAL) as desk:
        await desk.look_up(sample.fax_id)
        await open_preview(desk)
        pick(desk, "ticket.format", "Markdown")
        type_zone(desk, "tokyo")
    async with seated(REAL) as desk:
        await desk.look_up(sample.fax_id)
        desk.key(Qt.Key.Key_C, BOTH)
        assert copied().startswith("**")
        assert "- **Time zone:** Asia/Tokyo\n" in copied()


# The preview


@story
async def test_the_preview_shows_exactly_what_is_copied(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Not delivered: line busy")
    await open_preview(desk)
    for form in ("Short form", "Long form"):
        for written in ("Plain text", "Markdown"):
            pick(desk, "ticket.form", form)
            pick(desk, "ticket.format", written)
            desk.click("ticket.dialog.copy")
            assert desk.see("ticket.text", QTextBrowser).toPlainText() == copied()
    await leave(desk, "ticket")


def type_zone(desk: Desk, typed: str) -> None:
    """Type a part of a zone's name and take the first that is offered."""
    line = desk.see("ticket.zone.typed", QLineEdit)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, typed)
    popup = QApplication.activePopupWidget()
    assert popup is not None, "zones are offered"
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)


@story
async def test_times_stand_in_the_customers_zone_with_utc_beside(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Not delivered: line busy")
    await open_preview(desk)
    shown = desk.see("ticket.text", QTextBrowser)
    assert "Time zone: UTC" in shown.toPlainText(), "this computer's, to begin with"
    type_zone(desk, "kolkata")
    assert "Time zone: Asia/Kolkata" in shown.toPlainText()
    update = next(line for line in shown.toPlainText().splitlines() if line.startswith("Last update: "))
    assert update.endswith(" UTC)")
    line = desk.see("ticket.zone.typed", QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, "Mars")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert copied() == "", "Enter in the field presses no button"
    assert "Time zone: Asia/Kolkata" in shown.toPlainText() and line.text() == "Asia/Kolkata"


@story
async def test_the_preview_goes_with_its_fax(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Not delivered: line busy")
    await open_preview(desk)
    desk.choose("action.sign_out")
    await gone(desk, "ticket")
    await desk.idle()


# The template


@story
async def test_a_template_of_ones_own(desk: Desk) -> None:
    await desk.sign_in()
    sample = await desk.look_up_sample("Not delivered: line busy")
    await open_preview(desk)
    desk.click("ticket.edit")
    text = desk.see("template.text", QPlainTextEdit)
    text.selectAll()
    QTest.keyClicks(text, "Dear customer, {{today}} ")
    fields = desk.see("template.fields", QListWidget)
    fields.setFocus()
    fields.setCurrentRow(6)
    QTest.keyClick(fields, Qt.Key.Key_Return)
    expected = f"Dear customer, {{today}} {sample.fax_id}\n"
    assert desk.see("template.preview", QTextBrowser).toPlainText() == expected
    desk.click("template.save")
    assert desk.see("ticket.text", QTextBrowser).toPlainText() == expected
    desk.click("ticket.dialog.copy")
    assert copied() == expected
    await gone(desk, "template")
    desk.click("ticket.edit")
    desk.click("template.reset")
    desk.click("template.save")
    assert desk.see("ticket.text", QTextBrowser).toPlainText().startswith("Not delivered: the line was busy\n")


@story
async def test_a_broken_template_says_where_and_the_built_in_one_is_used(desk: Desk) -> None:
    await desk.sign_in()
    sample = await desk.look_up_sample("Not delivered: line busy")
    await open_preview(desk)
    desk.click("ticket.edit")
    text = desk.see("template.text", QPlainTextEdit)
    text.selectAll()
    QTest.keyClicks(text, "Fax {fax_id}")
    QTest.keyClick(text, Qt.Key.Key_Return)
    QTest.keyClicks(text, "is {stauts}")
    assert desk.text("template.fault").startswith(
        "Line 2, column 4: there is no field {stauts}; did you mean {status}?"
    )
    desk.click("template.save")
    assert "Line 2, column 4" in desk.text("ticket.fault")
    assert desk.see("ticket.text", QTextBrowser).toPlainText().startswith("Not delivered: the line was busy\n")
    await leave(desk, "ticket")
    desk.key(Qt.Key.Key_C, BOTH)
    assert sample.fax_id in copied()
    assert desk.text("notice.title") == "Copied with the built-in template"
    assert "Line 2, column 4" in desk.text("notice.text")


@story
async def test_cancelling_the_editor_changes_nothing(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Not delivered: line busy")
    await open_preview(desk)
    before = desk.see("ticket.text", QTextBrowser).toPlainText()
    desk.click("ticket.edit")
    text = desk.see("template.text", QPlainTextEdit)
    QTest.keyClicks(text, "x{")
    await leave(desk, "template")
    assert desk.see("ticket.text", QTextBrowser).toPlainText() == before
    assert not desk.text("ticket.fault")
