""" "They say it never came", and the confirmation report behind it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from faxviewer.app.denial import REPORT
from faxviewer.domain.document import DocumentKind
from tests.ui.desk import Desk, documents, settle, story

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
DELIVERED = "Delivered, one page"


async def reported(desk: Desk) -> None:
    """Until no report is on its way any more."""
    await desk.until(lambda: not desk.program.tasks.is_running(REPORT), "the end of the report")
    await desk.idle()


@story
async def test_it_unfolds_below_the_answer_and_folds_again(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample(DELIVERED)
    assert desk.in_view("answer.denial") and not desk.in_view("denial")
    assert desk.window.findChild(QWidget, "denial") is None, "nothing is built before it is wanted"
    desk.click("answer.denial")
    settle()
    assert desk.in_view("denial") and desk.see("answer.denial", QPushButton).isChecked()
    assert desk.text("denial.title") == "They say it never came"
    assert desk.text("denial.title.0") == "What delivery proves"
    assert "1 page as sent" in desk.text("denial.text.0")
    assert "digit for digit" in desk.text("denial.text.2")
    answer, card = desk.see("answer", QWidget), desk.see("denial", QWidget)
    parent = desk.see("group.delivery", QWidget).window()
    below = card.mapTo(parent, QPoint()).y() - answer.mapTo(parent, QPoint(0, answer.height())).y()
    assert 0 < below <= 16, "right below"
    for number in range(4):
        flags = desk.see(f"denial.text.{number}").textInteractionFlags()
        assert flags & Qt.TextInteractionFlag.TextSelectableByMouse
    desk.click("answer.denial")
    assert not desk.in_view("denial") and not desk.see("answer.denial", QPushButton).isChecked()


@story
async def test_the_key_unfolds_it_and_another_fax_folds_it(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample(DELIVERED)
    desk.key(Qt.Key.Key_D, CONTROL)
    assert desk.in_view("denial")
    desk.key(Qt.Key.Key_F5)
    await desk.asked(desk.service, "fax", 2)
    await desk.idle()
    assert desk.in_view("denial"), "the same fax"
    await desk.look_up_sample("Partly sent, 5 of 12 pages")
    assert not desk.in_view("denial")
    desk.choose("action.denial")
    assert "It does not say how many" in desk.text("denial.text.0")
    desk.key(Qt.Key.Key_D, CONTROL)
    assert not desk.in_view("denial")


@pytest.mark.parametrize("label", ["Received, unread", "Not delivered: line busy", "Being sent right now"])
@story
async def test_where_nothing_was_delivered_there_is_nothing_to_deny(desk: Desk, label: str) -> None:
    await desk.sign_in()
    await desk.look_up_sample(label)
    assert not desk.in_view("answer.denial")
    desk.key(Qt.Key.Key_D, CONTROL)
    assert desk.text("notice.title") == "There is no delivery to question"
    assert not desk.in_view("denial")


@story
async def test_the_report_opens_like_the_document(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample(DELIVERED)
    desk.click("answer.denial")
    desk.click("report.open")
    await desk.until(lambda: desk.person.shown, "the report")
    await reported(desk)
    [report] = desk.person.shown
    assert report.kind is DocumentKind.PDF and report.path in documents()
    assert desk.in_view("report.open") and not desk.in_view("report.progress") and not desk.in_view("notice")


@pytest.mark.parametrize("label", [DELIVERED, "Not delivered: line busy"])
@story
async def test_the_key_opens_the_report_of_any_fax_that_was_sent_and_has_ended(desk: Desk, label: str) -> None:
    await desk.sign_in()
    await desk.look_up_sample(label)
    with desk.service.faults.hold("report"):
        desk.key(Qt.Key.Key_O, CONTROL | SHIFT)
        await desk.asked(desk.service, "report")
        assert desk.in_view("report.progress") and desk.in_view("report.cancel")
        desk.choose("action.open_report")
    await desk.until(lambda: desk.person.shown, "the report")
    await reported(desk)
    assert desk.service.requests.count("report") == 1, "a second press is the same report"


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ("Received, unread", "Confirmation reports are for faxes that were sent; this one came in."),
        ("Being sent right now", "There is a confirmation report once the fax has ended."),
    ],
)
@story
async def test_why_there_is_no_report_is_said(desk: Desk, label: str, reason: str) -> None:
    await desk.sign_in()
    await desk.look_up_sample(label)
    desk.key(Qt.Key.Key_O, CONTROL | SHIFT)
    assert (desk.text("notice.title"), desk.text("notice.text")) == ("There is no confirmation report", reason)
    assert desk.service.requests.count("report") == 0
    assert not desk.in_view("denial")


@story
async def test_a_report_that_the_service_has_not_is_told(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample(DELIVERED)
    desk.service.faults.answer("report", 404)
    desk.key(Qt.Key.Key_O, CONTROL | SHIFT)
    await desk.until(lambda: desk.in_view("notice"), "the reason")
    await reported(desk)
    assert desk.text("notice.title") == "There is no confirmation report"
    assert documents() == [] and desk.person.shown == []
    assert desk.in_view("report.open")


@pytest.mark.parametrize("way", ["Cancel", "Esc", "another fax"])
@story
async def test_a_report_on_its_way_can_be_cancelled(desk: Desk, way: str) -> None:
    await desk.sign_in()
    await desk.look_up_sample(DELIVERED)
    desk.click("answer.denial")
    with desk.service.faults.hold("report"):
        desk.see("report.open", QPushButton).setFocus()
        desk.click("report.open")
        await desk.asked(desk.service, "report")
        assert desk.focus == "report.cancel", "the keyboard stays where the button was"
        if way == "Cancel":
            desk.click("report.cancel")
        elif way == "Esc":
            desk.key(Qt.Key.Key_Escape)
        else:
            await desk.look_up_sample("Not delivered: line busy")
        await reported(desk)
    assert documents() == [] and desk.person.shown == [] and not desk.in_view("notice")
    assert desk.in_view("report.open") is (way != "another fax")


@story
async def test_in_a_narrow_window_nothing_is_cut_off(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample(DELIVERED)
    desk.window.resize(480, 800)
    settle()
    desk.click("answer.denial")
    settle()
    card = desk.see("denial", QWidget)
    assert card.width() <= 480
    for number in range(4):
        label = desk.see(f"denial.text.{number}", QLabel)
        assert label.height() >= label.heightForWidth(label.width()), "every line has its room"
    button = desk.see("answer.denial", QWidget)
    words = desk.see("answer.next_step")
    assert button.mapTo(desk.window, QPoint()).y() > words.mapTo(desk.window, QPoint()).y(), "below the words"
    primary = [each for each in desk.window.findChildren(QPushButton) if each.property("kind") == "primary"]
    page = desk.see("fax", QWidget)
    assert [each.objectName() for each in primary if each.isVisible() and page.isAncestorOf(each)] == ["document.open"]


@story
async def test_after_signing_out_and_in_it_still_works(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample(DELIVERED)
    desk.key(Qt.Key.Key_D, CONTROL)
    desk.choose("action.sign_out")
    await desk.until(lambda: desk.in_view("sign_in.start"), "the sign-in page")
    desk.key(Qt.Key.Key_D, CONTROL)
    desk.key(Qt.Key.Key_O, CONTROL | SHIFT)
    await desk.sign_in()
    await desk.look_up_sample(DELIVERED)
    assert not desk.in_view("denial")
    desk.key(Qt.Key.Key_D, CONTROL)
    desk.click("report.open")
    await desk.until(lambda: desk.person.shown, "the report")
    await reported(desk)
