"""What a person types is not taken from them by a page that comes meanwhile."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.ui.desk import Desk, story


@story
async def test_an_id_is_typed_on_while_the_sign_in_comes_and_goes(desk: Desk) -> None:
    desk.person.in_browser = "wait"
    desk.click("sign_in.start")
    await desk.until(lambda: desk.in_view("sign_in.cancel"), "the wait")
    assert desk.focus == "sign_in.cancel"
    sample = desk.sample("Delivered, one page")
    half = len(sample.fax_id) // 2
    desk.type("lookup.fax_id", sample.fax_id[:half])
    await desk.until(lambda: desk.in_view("sign_in.copy"), "the address")
    assert desk.focus == "lookup.fax_id"
    await desk.person.press("allow")
    await desk.until(lambda: desk.text("account.name"), "the account's name")
    assert desk.focus == "lookup.fax_id"
    QTest.keyClicks(desk.see("lookup.fax_id", QLineEdit), sample.fax_id[half:])
    desk.key(Qt.Key.Key_Return)
    await desk.until(lambda: desk.text("field.id") == sample.fax_id, "the fax")


@story
async def test_enter_in_the_field_does_not_cancel_the_sign_in_that_it_waits_for(desk: Desk) -> None:
    desk.person.in_browser = "wait"
    sample = desk.sample("Delivered, one page")
    desk.type("lookup.fax_id", sample.fax_id, enter=True)
    await desk.until(lambda: desk.in_view("sign_in.copy"), "the wait")
    assert desk.focus == "lookup.fax_id"
    desk.key(Qt.Key.Key_Return)
    await desk.person.press("allow")
    await desk.until(lambda: desk.text("field.id") == sample.fax_id, "the fax")


@story
async def test_a_pressed_button_keeps_the_keyboard_though_the_page_tells_something_new(desk: Desk) -> None:
    desk.person.in_browser = "none"
    desk.click("sign_in.start")
    await desk.until(lambda: desk.in_view("sign_in.copy"), "the address")
    assert desk.focus == "sign_in.cancel"
    desk.click("sign_in.open_again")
    await desk.until(lambda: len(desk.person.pages) == 2, "the second try")
    await desk.until(lambda: not desk.program.tasks.is_running("browser"), "its end")
    assert desk.focus == "sign_in.open_again"
