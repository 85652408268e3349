"""Labels along a line: each as near to its place as it can be, none over another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

GAP: Final = 10
"""Pixels between two labels."""


@dataclass(frozen=True, slots=True)
class Block:
    """Where a label stands: `left` and `width` in pixels, the `anchor` that it belongs to, its `row`."""

    left: float
    width: float
    anchor: float
    row: int = 0


def arranged(anchors: Sequence[float], widths: Sequence[float], room: float) -> list[Block]:
    """Blocks of at most `widths` in `room`, as near to their ascending `anchors` as they can without touching.

    Where there is too little room the widest give way first.
    """
    given = _capped(widths, room - GAP * (len(widths) - 1))
    lefts: list[float] = []
    for anchor, width in zip(anchors, given, strict=True):
        least = lefts[-1] + given[len(lefts) - 1] + GAP if lefts else 0.0
        lefts.append(max(anchor - width / 2, least))
    most = room
    for place in reversed(range(len(lefts))):
        lefts[place] = min(lefts[place], most - given[place])
        most = lefts[place] - GAP
    return [Block(left, width, anchor) for left, width, anchor in zip(lefts, given, anchors, strict=True)]


def _capped(widths: Sequence[float], room: float) -> list[float]:
    """`widths`, none over the cap that makes them fit in `room`."""
    left, given = max(room, 0.0), list(widths)
    for count, place in enumerate(sorted(range(len(widths)), key=widths.__getitem__)):
        given[place] = min(widths[place], left / (len(widths) - count))
        left -= given[place]
    return given
