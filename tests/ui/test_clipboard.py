"""A fax ID in the clipboard: offered in the field, taken by one key, and nothing by itself."""

import logging

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from faxviewer.demo.service import DemoService
from faxviewer.ui.theme import DARK, LIGHT
from tests.ui.desk import REAL, Desk, seated, settle, story, told

CONTROL = Qt.KeyboardModifier.ControlModifier
ID = "5e7de3ad54cfd54eb568cc76"


def copy(text: str) -> None:
    """In any program."""
    QGuiApplication.clipboard().setText(text)


async def away_and_back(desk: Desk, text: str) -> None:
    """Copy `text` in another window and come back to this one."""
    other = QWidget()
    other.show()
    other.activateWindow()
    await desk.until(lambda: not desk.window.isActiveWindow(), "the other window")
    copy(text)
    assert not desk.text("lookup.clipboard"), "another window's clipboard is none of ours"
    desk.window.activateWindow()
    await desk.until(desk.window.isActiveWindow, "this window")
    other.close()
    other.deleteLater()


@story
async def test_coming_back_with_an_id_one_key_looks_it_up(desk: Desk) -> None:
    await desk.sign_in()
    sample = desk.sample("Delivered, one page")
    desk.see("list.faxes", QWidget).setFocus()
    await desk.idle()
    asked = desk.service.requests.count("fax")
    await away_and_back(desk, f"Fax {sample.fax_id} did not arrive")
    assert sample.fax_id[:4] in desk.text("lookup.clipboard") and sample.fax_id[-4:] in desk.text("lookup.clipboard")
    assert desk.text("lookup.clipboard").endswith("Ctrl+Enter")
    assert sample.fax_id in desk.see("lookup.fax_id", QLineEdit).accessibleDescription()
    assert desk.typed("lookup.fax_id") == "" and desk.service.requests.count("fax") == asked, "nothing by itself"
    assert desk.focus == "list.faxes", "and the keyboard stays where it was"
    desk.key(Qt.Key.Key_Return, CONTROL)
    await desk.until(lambda: desk.text("field.id") == sample.fax_id, "the fax")
    assert not desk.in_view("lookup.clipboard")
    assert desk.typed("lookup.fax_id") == sample.fax_id
    await desk.idle()
    await away_and_back(desk, sample.fax_id)
    assert not desk.in_view("lookup.clipboard"), "it was shown"


@story
async def test_the_text_of_the_field_ends_before_the_offer_in_both_schemes(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Delivered, one page")
    copy(ID)
    field, offer = desk.see("lookup.fax_id", QLineEdit), desk.see("lookup.clipboard", QLabel)
    looks = []
    for scheme in (LIGHT, DARK, LIGHT):
        desk.window.theme.use(scheme)
        settle()
        assert field.width() - field.textMargins().right() <= offer.x()
        looks.append((offer.geometry(), offer.fontInfo().family(), offer.sizeHint().width() <= offer.width()))
    assert looks == [looks[0]] * 3 and looks[0][2]


@story
async def test_from_the_menu_by_the_pointer(desk: Desk) -> None:
    await desk.sign_in()
    bruno = desk.sample("Received by Bruno")
    action = desk.window.findChild(QAction, "action.clipboard")
    assert action is not None and not action.isEnabled()
    copy(f"faxviewer://fax/{bruno.fax_id}?user={bruno.user_id}")
    desk.choose("action.clipboard")
    await desk.until(lambda: desk.text("field.id") == bruno.fax_id, "the fax")
    assert desk.typed("lookup.user") == bruno.user_id
    assert not action.isEnabled()
    await desk.idle()


@story
async def test_a_click_goes_through_the_offer_to_the_field(desk: Desk) -> None:
    await desk.sign_in()
    await desk.idle()
    copy(ID)
    offer = desk.see("lookup.clipboard")
    at = offer.mapTo(desk.window, offer.rect().center())
    hit = desk.window.childAt(at)
    assert hit is not None and hit.objectName() == "lookup.fax_id"
    QTest.mouseClick(hit, Qt.MouseButton.LeftButton)
    await desk.idle()
    assert desk.focus == "lookup.fax_id" and not desk.in_view("field.id")


@story
async def test_while_something_is_typed_nothing_is_offered_and_typing_declines(desk: Desk) -> None:
    await desk.sign_in()
    await desk.idle()
    desk.type("lookup.fax_id", "5e7d")
    await away_and_back(desk, ID)
    assert not desk.in_view("lookup.clipboard")
    desk.type("lookup.fax_id", "")
    await away_and_back(desk, ID)
    assert desk.in_view("lookup.clipboard"), "the field is free again"
    desk.type("lookup.fax_id", "5")
    assert not desk.in_view("lookup.clipboard")
    desk.type("lookup.fax_id", "")
    await away_and_back(desk, ID)
    assert not desk.in_view("lookup.clipboard"), "nothing is offered twice"


@story
async def test_esc_declines(desk: Desk) -> None:
    await desk.sign_in()
    await desk.idle()
    copy(ID)
    assert desk.in_view("lookup.clipboard")
    desk.key(Qt.Key.Key_Escape)
    assert not desk.in_view("lookup.clipboard")
    assert desk.see("lookup.fax_id", QLineEdit).accessibleDescription() == ""


@story
async def test_other_texts_and_pictures_are_left_alone(desk: Desk) -> None:
    await desk.sign_in()
    for text in ("correct horse battery staple", "", f"{ID} {ID[:-1]}7", "x" * 100_000 + ID):
        await away_and_back(desk, text)
        assert not desk.in_view("lookup.clipboard")
    QGuiApplication.clipboard().setPixmap(desk.window.grab())
    assert not desk.in_view("lookup.clipboard")


@told
async def test_what_lies_there_at_the_start_is_offered_and_nothing_of_it_is_logged(
    by_token: DemoService, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    copy(f"secret {ID}")
    async with seated(REAL) as desk:
        await desk.until(lambda: desk.text("account.name"), "the account")
        await desk.idle()
        assert desk.in_view("lookup.clipboard")
        assert ID not in caplog.text and "secret" not in caplog.text
        assert by_token.requests.count("fax") == 0


@story
async def test_nothing_moves_for_it_at_any_width(desk: Desk) -> None:
    await desk.sign_in()
    for number, (width, shown) in enumerate((w, s) for s in (False, True) for w in (480, 900, 1280)):
        desk.window.resize(width, 700)
        if shown:
            await desk.look_up_sample("Delivered, one page")
        settle()
        before = places(desk)
        copy(f"5e7de3ad54cfd54eb568cc{number:02x}")
        settle()
        offer = desk.see("lookup.clipboard")
        assert places(desk) == before
        field = desk.see("lookup.fax_id", QLineEdit)
        assert field.rect().contains(QRect(offer.pos(), offer.size())), width
        assert field.rect().width() - offer.x() >= offer.fontMetrics().horizontalAdvance(offer.text()), "not cut"


def places(desk: Desk) -> list[tuple[str, QRect]]:
    """Where everything with a name stands, but for the offer."""
    return [
        (each.objectName(), QRect(each.mapTo(desk.window, QPoint()), each.size()))
        for each in desk.window.findChildren(QWidget)
        if each.isVisible() and each.objectName() and each.objectName() != "lookup.clipboard"
    ]


@story
async def test_the_offer_is_plain_text(desk: Desk) -> None:
    await desk.sign_in()
    copy(ID)
    assert desk.see("lookup.clipboard", QLabel).textFormat() == Qt.TextFormat.PlainText
