"""Timers of the event loop, as asyncio promises them and as an idle window needs them."""

import asyncio
import weakref
from collections.abc import Awaitable, Callable
from typing import Any

from PySide6.QtWidgets import QApplication

from faxviewer.ui import tasks


class Call:
    """Something to call later that can be seen to be let go of."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> None:
        self.calls += 1


def run(story: Callable[[], Awaitable[None]]) -> None:
    """Run `story` in the program's own loop; nothing in it may go unhandled."""
    errors: list[Exception] = []

    async def told() -> None:
        await story()

    tasks.run(told, errors.append)
    assert errors == []


def test_a_cancelled_deadline_lets_go_at_once(qapp: QApplication) -> None:
    async def story() -> None:
        call = Call()
        gone = weakref.ref(call)
        handle = asyncio.get_running_loop().call_later(900, call)
        handle.cancel()
        assert handle.cancelled()
        del call
        assert gone() is None

    run(story)


def test_a_deadline_that_is_met_leaves_no_timer(qapp: QApplication) -> None:
    async def story() -> None:
        loop: Any = asyncio.get_running_loop()
        async with asyncio.timeout(900):
            await asyncio.sleep(0)
            assert len(loop.deadlines) == 1
        assert not loop.deadlines

    run(story)


def test_a_call_comes_though_nobody_keeps_its_handle(qapp: QApplication) -> None:
    async def story() -> None:
        came = asyncio.Event()
        asyncio.get_running_loop().call_later(0.01, came.set)
        async with asyncio.timeout(30):
            await came.wait()

    run(story)


def test_a_deadline_that_passes_ends_the_wait(qapp: QApplication) -> None:
    async def story() -> None:
        try:
            async with asyncio.timeout(0.01):
                await asyncio.Event().wait()
        except TimeoutError:
            return
        raise AssertionError("the deadline did not pass")

    run(story)


def test_what_is_cancelled_while_others_ring_does_not_ring(qapp: QApplication) -> None:
    async def story() -> None:
        call, later = Call(), asyncio.Event()
        loop = asyncio.get_running_loop()
        handles: list[asyncio.TimerHandle] = []
        loop.call_later(0.01, lambda: handles[0].cancel())
        handles.append(loop.call_later(0.05, call))
        loop.call_later(0.1, later.set)
        async with asyncio.timeout(30):
            await later.wait()
        assert call.calls == 0

    run(story)


def test_the_end_of_the_loop_is_the_end_of_its_deadlines(qapp: QApplication) -> None:
    call = Call()

    async def story() -> None:
        asyncio.get_running_loop().call_later(0.02, call)

    async def next_story() -> None:
        await asyncio.sleep(0.1)

    run(story)
    run(next_story)
    assert call.calls == 0
