"""A clock for lifetimes and deadlines: it never jumps, and it goes on while the computer sleeps."""

import asyncio
import time
from collections.abc import Callable
from typing import Final, TypeVar

Clock = Callable[[], float]
"""Seconds since some moment that means nothing by itself."""

GLANCE_SECONDS: Final = 1.0
"""How often a wait looks at the clock: the event loop's own timers stand still in a suspended computer."""

T = TypeVar("T")


def steady() -> float:
    """Seconds that no correction of the wall clock moves and that count a suspended computer's time too.

    `time.monotonic` stops during a suspend on Linux and macOS, where another clock goes on; on Windows
    it goes on itself.
    """
    which = getattr(time, "CLOCK_BOOTTIME", None) or getattr(time, "CLOCK_MONOTONIC", None)
    return time.monotonic() if which is None else time.clock_gettime(which)


async def result_before(ends: float, future: "asyncio.Future[T]", clock: Clock, glance: float = GLANCE_SECONDS) -> T:
    """What `future` brings, which is left running in any case. Raises TimeoutError once `clock` reaches `ends`."""
    while not future.done():
        left = ends - clock()
        if left <= 0:
            raise TimeoutError
        await asyncio.wait([future], timeout=min(left, glance))
    return future.result()
