"""Asking the service for many things, some at once, and more slowly once it asks for a pause."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Final, Generic, TypeVar

from faxviewer.domain.errors import RateLimited

AT_ONCE: Final = 8
"""Requests under way at the same time, at the most; a pause that the service asks for halves it."""

Item = TypeVar("Item")


class Crowd:
    """Asks for one thing after another, `at_once` of them side by side. `sleep` takes seconds."""

    def __init__(self, *, at_once: int = AT_ONCE, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        self._at_once = at_once
        self._sleep = sleep

    async def each(
        self,
        items: Sequence[Item],
        ask: Callable[[Item], Awaitable[bool]],
        paused: Callable[[float], None] = lambda _seconds: None,
    ) -> None:
        """Await `ask` for every item, until one answers True.

        Where `ask` raises RateLimited, nothing more is asked for as long as the service wants, half as much at
        once from then on, and that item anew; `paused` is told the seconds. What else it raises ends all.
        """
        run = _Run(items, ask, paused, self._at_once, self._sleep)
        workers = [asyncio.create_task(run.work()) for _ in range(min(self._at_once, len(items)))]
        try:
            for worker in asyncio.as_completed(workers):
                await worker
                if run.ended:
                    break
        finally:
            for each in workers:
                each.cancel()
            await asyncio.gather(*workers, return_exceptions=True)


class _Run(Generic[Item]):
    """What the workers of one round share."""

    def __init__(
        self,
        items: Sequence[Item],
        ask: Callable[[Item], Awaitable[bool]],
        paused: Callable[[float], None],
        at_once: int,
        sleep: Callable[[float], Awaitable[object]],
    ) -> None:
        self.ended = False
        self._left: Iterator[Item] = iter(items)
        self._ask = ask
        self._paused = paused
        self._at_once = at_once
        self._sleep = sleep
        self._working = 0
        self._pause = asyncio.Lock()

    async def work(self) -> None:
        """Ask for what is left, until there is nothing, the end has come or fewer should work."""
        self._working += 1
        for item in self._left:
            self.ended = await self._answer(item) or self.ended
            if self.ended or self._working > self._at_once:
                break
        self._working -= 1

    async def _answer(self, item: Item) -> bool:
        while True:
            async with self._pause:
                pass  # somebody else may be sitting out a pause
            try:
                return await self._ask(item)
            except RateLimited as limited:
                if not self._pause.locked():
                    async with self._pause:
                        self._at_once = max(self._at_once // 2, 1)
                        self._paused(limited.retry_after)
                        await self._sleep(limited.retry_after)
