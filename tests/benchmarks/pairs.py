"""Two sides measured in turn, so that whatever else the computer does falls on both alike."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

PAIRS = 7


@dataclass(frozen=True)
class Result:
    """One ratio and the most that it may be. `note` says in words where it comes from."""

    ratio: float
    goal: float
    note: str

    @property
    def is_met(self) -> bool:
        """Whether the goal is reached, as the two figures would be printed. False for what could not be measured."""
        return round(self.ratio, 2) <= round(self.goal, 2)


def alternate(ours: Callable[[], float], theirs: Callable[[], float], pairs: int = PAIRS) -> tuple[float, float]:
    """The medians of both sides over `pairs` turns, after one turn that warms caches and doesn't count."""
    ours(), theirs()
    figures = [(ours(), theirs()) for _ in range(pairs)]
    return median(first for first, _ in figures), median(second for _, second in figures)
