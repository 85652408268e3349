"""Asking again: which failures are worth it, how often, and how long to wait in between."""

from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from faxviewer.domain.errors import FaxViewerError

Answer = TypeVar("Answer")

TRIES_WHEN_TROUBLED: Final = 3
"""Times in all for a server that reports trouble of its own (500, 502, 503, 504)."""
TRIES_WHEN_CUT: Final = 2
"""Times in all for a connection that broke: once more, since it may only have been idle for too long."""

_FIRST_PAUSE: Final = 0.4
_LONGEST_PAUSE: Final = 5.0


class Passing(Exception):
    """A failure that may be over at the next try; `error` is what to raise after the last of `tries`."""

    def __init__(self, error: FaxViewerError, tries: int) -> None:
        super().__init__(error.title)
        self.error = error
        self.tries = tries


async def persistently(
    ask: Callable[[], Awaitable[Answer]],
    *,
    sleep: Callable[[float], Awaitable[object]],
    chance: Callable[[], float],
) -> Answer:
    """What `ask` answers, asking again after a Passing. `chance` gives 0 to 1, `sleep` takes seconds.

    Any other exception passes through at once, the auth object's own errors among them: it knows
    best when to ask the token endpoint again.
    """
    tries = 1
    while True:
        try:
            return await ask()
        except Passing as passing:
            if tries >= passing.tries:
                raise passing.error from passing
        await sleep(pause(tries, chance()))
        tries += 1


def pause(tries: int, chance: float) -> float:
    """Seconds before the next try: twice as long each time, half of it left to chance so that clients spread out."""
    full = min(_FIRST_PAUSE * 2.0 ** (tries - 1), _LONGEST_PAUSE)
    return full * (0.5 + chance / 2)
