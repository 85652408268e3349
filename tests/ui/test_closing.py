"""Closing at any moment ends promptly; `seated` looks for tasks, files and threads that were left behind."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from faxviewer.demo.service import DemoService
from tests.ui.desk import DEMO, REAL, Desk, documents, seated, told

PROMPT = 10.0
"""Seconds; far less than the half minute that a held request takes to go on by itself."""


async def closed(*, download: bool, look_up: bool) -> None:
    """Sign in, begin what is asked, close the window while the service keeps both waiting."""
    async with seated() as desk:
        await desk.sign_in()
        await desk.look_up_sample("Delivered, one page")
        faults = desk.service.faults
        with faults.hold("file"), faults.hold("fax"):
            if download:
                desk.click("document.open")
                await desk.asked(desk.service, "file")
            if look_up:
                desk.choose("action.again")
                await desk.asked(desk.service, "fax", 2)
            async with asyncio.timeout(PROMPT):
                desk.window.close()
                assert not desk.window.isVisible(), "out of sight at once"
                await desk.until(lambda: not desk.program.tasks.is_running("look-up"))
                await desk.until(lambda: not desk.program.tasks.is_running("document"))
    assert documents() == []


async def furnished(desk: Desk) -> None:
    """Until the window takes typing, and has nothing behind it yet."""
    for _ in range(50):
        if desk.window.findChild(QWidget, "notice"):
            break
        await asyncio.sleep(0)
    assert desk.window.findChild(QWidget, "notice") and desk.program.office is None


@pytest.mark.parametrize(("download", "look_up"), [(False, False), (True, False), (False, True), (True, True)])
@told
async def test_closing_with_work_under_way(untouched: object, download: bool, look_up: bool) -> None:
    await closed(download=download, look_up=look_up)


@told
async def test_closing_before_the_rooms_stand(untouched: object) -> None:
    async with seated(DEMO, at_once=True) as desk:
        desk.window.close()
    async with seated(REAL, at_once=True) as desk:
        await furnished(desk)
        desk.window.close()


@told
async def test_an_id_typed_before_the_rooms_stand_is_looked_up_when_they_do(by_token: DemoService) -> None:
    sample = by_token.samples[0]
    async with seated(REAL, at_once=True) as desk:
        await furnished(desk)
        desk.type("lookup.fax_id", sample.fax_id, enter=True)
        await desk.until(lambda: desk.text("field.id") == sample.fax_id, "the fax")
        await desk.idle()


@told
async def test_what_is_half_typed_before_the_rooms_stand_stays(untouched: object) -> None:
    async with seated(DEMO, at_once=True) as desk:
        await furnished(desk)
        desk.type("lookup.fax_id", "5e7de3")
        await desk.until(lambda: desk.in_view("sign_in.start"), "the sign-in page")
        assert desk.typed("lookup.fax_id") == "5e7de3"


@told
async def test_closing_ends_within_two_seconds_of_twenty_presses(untouched: object) -> None:
    async with seated() as desk:
        await desk.sign_in()
        samples = [each for each in desk.service.samples if each.user_id == "self"][:20]
        with desk.service.faults.hold("fax"):
            for count, sample in enumerate(samples, 1):
                desk.type("lookup.fax_id", sample.fax_id, enter=True)
                await desk.asked(desk.service, "fax", count)
            desk.window.close()
            async with asyncio.timeout(PROMPT):
                await desk.until(lambda: not desk.program.tasks.is_running("look-up"))


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@told
async def test_an_open_menu_does_not_hold_up_the_end(untouched: object) -> None:
    async with seated() as desk:
        await desk.sign_in()
        button = desk.see("menu.button", QToolButton)
        await desk.later(lambda: QTest.keyClick(button, Qt.Key.Key_Space))
        await desk.until(lambda: QApplication.activePopupWidget(), "the menu")
        async with asyncio.timeout(PROMPT):
            desk.window.close()
            await desk.until(lambda: QApplication.activePopupWidget() is None, "the menu to be gone")
