"""Asking for many things at once: never too many, fewer after a pause, and to an end that leaves nothing behind."""

import asyncio

import pytest

from faxviewer.domain.errors import Offline, RateLimited
from faxviewer.presenters.crowd import AT_ONCE, Crowd


async def turns() -> None:
    """Let everything go as far as it can."""
    for _ in range(20):
        await asyncio.sleep(0)


class Counter:
    """Notes who is asked for, and how many at the same time."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.now = self.most = 0

    async def ask(self, item: int) -> bool:
        self.asked.append(item)
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            await asyncio.sleep(0)
            return await self.answer(item)
        finally:
            self.now -= 1

    async def answer(self, item: int) -> bool:
        return False


async def test_all_are_asked_for_eight_at_once() -> None:
    counter = Counter()
    await Crowd().each(range(100), counter.ask)
    assert sorted(counter.asked) == list(range(100))
    assert counter.most == AT_ONCE == 8


async def test_nothing_to_ask_for_is_no_trouble() -> None:
    counter = Counter()
    await Crowd().each((), counter.ask)
    assert counter.asked == []


async def test_the_first_hit_ends_it() -> None:
    class Hit(Counter):
        async def answer(self, item: int) -> bool:
            return item == 20

    counter = Hit()
    await Crowd().each(range(100), counter.ask)
    assert 20 in counter.asked and len(counter.asked) < 40
    assert counter.now == 0, "whoever was still under way was stopped"


async def test_a_pause_is_sat_out_by_all_and_halves_the_crowd() -> None:
    slept: list[float] = []
    paused: list[float] = []

    class Limited(Counter):
        refusals = 1

        async def answer(self, item: int) -> bool:
            if self.refusals and item == 10:
                self.refusals -= 1
                self.most = 0
                raise RateLimited(7.0)
            return False

    counter = Limited()

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        await turns()  # those under way come to their end
        assert counter.now == 0
        before = len(counter.asked)
        await turns()
        assert len(counter.asked) == before, "nobody asks during the pause"
        counter.most = 0

    await Crowd(sleep=sleep).each(range(100), counter.ask, paused.append)
    assert slept == paused == [7.0]
    assert sorted(set(counter.asked)) == list(range(100))
    assert counter.asked.count(10) == 2, "what was refused is asked for anew"
    assert counter.most <= AT_ONCE // 2


async def test_any_other_error_ends_it() -> None:
    class Broken(Counter):
        async def answer(self, item: int) -> bool:
            if item == 3:
                raise Offline
            return False

    counter = Broken()
    with pytest.raises(Offline):
        await Crowd().each(range(100), counter.ask)
    assert counter.now == 0 and len(counter.asked) < 100


async def test_stopped_it_leaves_nobody_asking() -> None:
    class Stuck(Counter):
        async def answer(self, item: int) -> bool:
            await asyncio.Event().wait()
            return False

    counter = Stuck()
    running = asyncio.create_task(Crowd().each(range(100), counter.ask))
    await turns()
    assert counter.now == AT_ONCE
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert counter.now == 0
