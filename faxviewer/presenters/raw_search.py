"""Searching in the raw record: in what came, whatever way it is laid out and whatever is written as an escape."""

import re
from collections.abc import Iterator
from typing import Final

MOST: Final = 10_000
"""Matches that are counted; nobody steps through more."""

_WINDOW: Final = 65_536
_LONGEST_QUERY: Final = 200
_SPACES: Final = r"[ \t\r\n]*"
_MARKS: Final = frozenset("{}[],:")


def pattern(query: str) -> "re.Pattern[str]":
    """`query` in any case; spaces beside the marks of JSON don't count, and `ü` finds `\\u00fc` too."""
    parts = []
    typed = query.strip()[:_LONGEST_QUERY] or query[:_LONGEST_QUERY]
    for place, character in enumerate(typed):
        before, after = typed[max(place - 1, 0)], typed[min(place + 1, len(typed) - 1)]
        if character == " " and (before in _MARKS or after in _MARKS):
            continue
        if character in _MARKS:
            inside = place + 1 < len(typed)
            parts.append((_SPACES if place else "") + re.escape(character) + (_SPACES if inside else ""))
        elif character.isascii():
            parts.append(re.escape(character))
        else:
            units = character.encode("utf-16-be", "surrogatepass")
            escape = "".join(rf"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
            parts.append(f"(?:{re.escape(character)}|{escape})")
    return re.compile("".join(parts), re.IGNORECASE)


def matches(text: str, query: str) -> Iterator[tuple[int, int] | None]:
    """Start and end of each match, `MOST` at most, and None after each piece of the text, for others to have a turn."""
    wanted = pattern(query)
    count, position = 0, 0
    for begin in range(0, len(text), _WINDOW):
        # Matches begin in the window; they may end beyond it.
        stop = min(begin + _WINDOW, len(text))
        position = max(position, begin)
        while found := wanted.search(text, position, stop + 8 * _LONGEST_QUERY):
            if found.start() >= stop or found.end() == found.start():
                break
            yield found.span()
            count += 1
            position = found.end()
            if count == MOST:
                return
        yield None
