"""The search for the next `before` of a list: guesses from the times of its last page, then halving what is left."""

from typing import Final

from faxviewer.faxplus.rows import Rows

LATEST: Final = "latest"
"""The guess that skips nothing whatever time the service goes by: the lowest of the faxes' latest times."""

_LOWEST: Final = "lowest"
_DAY: Final = 86_400
_FURTHER_BACK: Final = (_DAY, 8 * _DAY, 64 * _DAY, 512 * _DAY, 4096 * _DAY)
"""Seconds below every known time at which a list is tried that doesn't seem to follow any of them."""


class Search:
    """Where to go on after `rows`, the reply to `asked`. Times are in Unix seconds.

    The right `before` brings something new and still one of the known faxes. `low` is the highest that is
    known to be too low (None: none is), `high` the lowest that is known to be too high. `favourite` names
    the guess to begin with. Guesses lie one second above their time, so that they take it in.
    """

    def __init__(self, rows: Rows, asked: int | None, after: int | None, favourite: str) -> None:
        dated = [row.times for row in rows if row is not None and row.times]
        self.possible = bool(dated)
        self.low = after
        self.high = 0
        self.guess = ""
        self._values: dict[str, int] = {}
        self._left: list[str] = []
        self._back: list[int] = []
        if not dated:
            return
        every = [time for times in dated for time in times.values()]
        self.high = max(every) + 2 if asked is None else asked
        for name in {name for times in dated for name in times}:
            self._values[name] = min(times[name] for times in dated if name in times) + 1
        self._values[LATEST] = min(max(times.values()) for times in dated) + 1
        self._values[_LOWEST] = min(every)
        first = favourite if favourite in self._values else LATEST
        self._left = [first, LATEST, _LOWEST, *sorted(self._values, key=self._values.__getitem__, reverse=True)]
        self._back = [time for step in _FURTHER_BACK if (time := min(every) - step) > 0]

    def next(self, *, thorough: bool) -> int | None:
        """The next `before` to try, None where there is none left. Only a `thorough` search tries more than guesses."""
        while self._left:
            name = self._left.pop(0)
            if self._is_open(self._values[name]):
                self.guess = name
                return self._values[name]
        if not thorough:
            return None
        self.guess = ""
        if self.low is None:
            return next(filter(self._is_open, self._back), None)
        return (self.low + self.high) // 2 if self.high - self.low > 1 else None

    def a_deeper_guess(self) -> str:
        """The name of the guess below the last one, or that one's own where it was the lowest."""
        reached = self._values.get(self.guess, 0)
        names = (name for name, value in self._values.items() if value < reached and name != _LOWEST)
        return max(names, key=self._values.__getitem__, default=self.guess)

    def _is_open(self, before: int) -> bool:
        return before < self.high and (self.low is None or before > self.low)
