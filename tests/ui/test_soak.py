"""The event loop runs for long without wearing anything out."""

import asyncio
import sys

from tests.ui.desk import Desk, story

TURNS = 200_000


@story
async def test_two_hundred_thousand_turns_take_nothing_from_none(desk: Desk) -> None:
    """PySide6 6.12.0 on Python 3.11 drops a reference to None with every call that returns nothing."""
    await desk.sign_in()
    await desk.look_up_sample("Delivered, one page")
    before = sys.getrefcount(None)
    for _ in range(TURNS):
        await asyncio.sleep(0)
    assert sys.getrefcount(None) > before - 1_000
    sample = await desk.look_up_sample("Received, unread")
    assert desk.text("field.id") == sample.fax_id
