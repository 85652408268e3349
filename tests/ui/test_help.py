"""Help, *About* and the diagnostics, as a person uses them."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QListWidget, QStyle, QTextBrowser

from faxviewer import __version__
from faxviewer.ui.buttons import name_standard
from tests.ui.desk import Desk, story

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def opened(desk: Desk) -> QDialog:
    found = desk.window.findChild(QDialog, "help")
    assert found is not None and found.isVisible()
    return found


def page(desk: Desk) -> str:
    return str(desk.see("help.text", QTextBrowser).toPlainText())


@story
async def test_help_opens_by_key_and_stands_beside_the_work(desk: Desk) -> None:
    desk.key(Qt.Key.Key_F1)
    help_window = opened(desk)
    assert not help_window.isModal()
    assert page(desk).startswith("Look up a fax")
    desk.key(Qt.Key.Key_F1)
    assert desk.window.findChildren(QDialog, "help") == [help_window], "a second press brings the same one"
    await desk.sign_in()
    await desk.look_up_sample("Delivered, one page")
    assert desk.in_view("answer.headline") and help_window.isVisible()
    QTest.keyClick(help_window, Qt.Key.Key_Escape)
    await desk.until(lambda: desk.window.findChild(QDialog, "help") is None, "the help to be gone")


@story
async def test_every_topic_reads_well_by_keys_alone(desk: Desk) -> None:
    desk.key(Qt.Key.Key_F1)
    titles = desk.see("help.topics", QListWidget)
    titles.setFocus()
    seen = []
    for _ in range(titles.count()):
        item = titles.currentItem()
        assert item is not None
        said = page(desk)
        assert said.startswith(item.text())
        assert not re.search(r"\[\[|\*\*|^#|\| ---", said, re.MULTILINE), "Markdown that nobody meant to see"
        seen.append(item.text())
        QTest.keyClick(titles, Qt.Key.Key_Down)
    assert len(set(seen)) == titles.count() >= 7


@story
async def test_the_topic_of_keys_has_every_key_of_the_window(desk: Desk) -> None:
    desk.key(Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    said = page(desk)
    assert said.startswith("Keys")
    for action in desk.window.actions():
        if not action.shortcut().isEmpty():
            assert action.shortcut().toString(QKeySequence.SequenceFormat.NativeText) in said
            assert action.text().rstrip("…") in said
    for in_the_raw_record in ("Ctrl+F, F3, Shift+F3", "Ctrl+Shift+P"):
        assert in_the_raw_record in said


@story
async def test_searching_leaves_the_topics_that_hold_the_words(desk: Desk) -> None:
    desk.key(Qt.Key.Key_F1)
    opened(desk)
    desk.type("help.search", "keychain")
    titles = desk.see("help.topics", QListWidget)
    left = [titles.item(row).text() for row in range(titles.count()) if not titles.item(row).isHidden()]
    assert left == ["Documents and privacy"]
    assert desk.see("help.text", QTextBrowser).textCursor().selectedText() == "keychain"
    desk.type("help.search", "spaceship")
    assert desk.in_view("help.nothing")
    desk.type("help.search", "pause")
    assert not desk.in_view("help.nothing")
    assert page(desk).startswith("When something goes wrong")


@story
async def test_about_shows_versions_and_copies_the_diagnostics(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Delivered, one page")
    desk.choose("action.about")
    await desk.until(lambda: desk.in_view("about"), "the dialog")
    assert desk.see("about.Faxviewer", QLabel).text().startswith(__version__)
    for part in ("Python", "Qt", "PySide6-Essentials", "httpx"):
        assert desk.text(f"about.{part}")
    desk.click("about.diagnostics")
    await desk.until(lambda: desk.text("about.copied"), "the report")
    report = QGuiApplication.clipboard().text()
    assert report.startswith("Faxviewer diagnostics\n")
    for said in ("Platform: offscreen", "Demo: yes", "Signed in: yes", "Service: 127.0.0.1", "End of the log"):
        assert said in report
    account = desk.text("account.name")
    for personal in (account, desk.typed("lookup.fax_id"), desk.text("field.to"), desk.service.client_secret):
        assert personal and personal not in report
    QTest.keyClick(desk.see("about", QDialog), Qt.Key.Key_Escape)
    await desk.until(lambda: desk.window.findChild(QDialog, "about") is None, "the dialog to be gone")


@story
async def test_the_menu_copies_the_diagnostics_and_says_so(desk: Desk) -> None:
    QGuiApplication.clipboard().clear()
    desk.choose("action.diagnostics")
    await desk.until(lambda: desk.in_view("notice"), "the notice")
    assert "clipboard" in desk.text("notice.title")
    assert QGuiApplication.clipboard().text().startswith("Faxviewer diagnostics\n")


@story
async def test_diagnostics_of_a_dialog_that_is_closed_meanwhile_are_told_in_the_window(desk: Desk) -> None:
    QGuiApplication.clipboard().clear()
    desk.choose("action.about")
    await desk.until(lambda: desk.in_view("about"), "the dialog")
    about = desk.see("about", QDialog)
    desk.click("about.diagnostics")
    about.close()
    await desk.until(lambda: desk.in_view("notice"), "the notice")
    assert "diagnostics" in desk.text("notice.title")
    assert QGuiApplication.clipboard().text().startswith("Faxviewer diagnostics\n")


def test_the_buttons_that_qt_makes_have_no_pictures_of_its_own(qapp: QApplication) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
    for each in box.buttons():  # as on a Linux desktop
        each.setIcon(qapp.style().standardIcon(QStyle.StandardPixmap.SP_DialogSaveButton))
    name_standard(box, "some")
    assert [each.objectName() for each in box.buttons() if each.icon().isNull()] == ["some.save", "some.cancel"]
