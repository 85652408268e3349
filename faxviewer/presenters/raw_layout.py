"""The raw record laid out in lines, exact or indented; what can't be seen is marked, the original kept beside it."""

import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from faxviewer.domain.json_places import Kind, tokens

LONGEST: Final = 1_000
"""Characters of one line at most; a longer one goes on in the next, which has no number of its own."""

_DEEPEST: Final = 40
"""Levels that are set in; beyond them the indentation alone would be longer than the record."""

_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"})
_FILLERS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0\u034f")

Span = tuple[int, int, Kind]
"""Start and end in a line's text, and what stands there."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the view.

    `text` is what a copy gives, `end` what a copy has behind it (a line break, or nothing where a long line goes
    on). `number` counts the lines from 1; 0 for one that goes on. `sources` are pairs of (offset in `text`, offset in
    the reply) from which on both run alike. `shown` is the text with marks; `places`, where they differ, holds the
    place of each character of `text` in it, in UTF-16 units, and one more for the end.
    """

    text: str
    end: str
    number: int
    sources: tuple[tuple[int, int], ...]
    spans: tuple[Span, ...]
    shown: str
    places: "array[int] | None"

    def column(self, unit: int) -> int:
        """The character of `text` that the UTF-16 unit `unit` of `shown` belongs to."""
        if self.places is None:
            return min(max(unit, 0), len(self.text))
        return min(max(bisect_right(self.places, unit) - 1, 0), len(self.text))

    def unit(self, column: int) -> int:
        """Where character `column` of `text` stands in `shown`, in UTF-16 units."""
        return column if self.places is None else self.places[column]

    def source(self, column: int) -> int:
        """The offset in the reply of character `column`; what the layout put in counts to what comes behind it."""
        at = max(bisect_right(self.sources, (column, 2**62)) - 1, 0)
        begin, offset = self.sources[at]
        following = self.sources[at + 1][1] if at + 1 < len(self.sources) else offset + len(self.text)
        return min(offset + max(column - begin, 0), following)

    def column_of(self, source: int) -> int:
        """The character of `text` for an offset in the reply, the nearest where the layout left it out."""
        at = max(bisect_right([offset for _, offset in self.sources], source) - 1, 0)
        begin, offset = self.sources[at]
        limit = self.sources[at + 1][0] if at + 1 < len(self.sources) else len(self.text)
        return min(begin + max(source - offset, 0), limit)


def exact_lines(text: str) -> Iterator[Line | None]:
    """The lines of `text` to the letter: put together, their texts and ends are `text` again.

    None comes after each long piece of work, for others to have a turn.
    """
    coming = tokens(text)
    held: list[tuple[Kind, int, int]] = []
    position, count, goes_on, reached = 0, 1, False, 0
    while True:
        broken = text.find("\n", position, position + LONGEST + 1)
        stop = broken if broken >= 0 else min(position + LONGEST, len(text))
        if reached < stop:
            for token in coming:
                if token is None:
                    yield None
                    continue
                held.append(token)
                reached = token[2]
                if reached >= stop:
                    break
        spans = tuple(
            (max(begin, position) - position, min(end, stop) - position, kind)
            for kind, begin, end in held
            if begin < stop
        )
        end = "\n" if broken >= 0 else ""
        yield _line(text[position:stop], end, 0 if goes_on else count, ((0, position),), spans)
        if stop == len(text):
            return
        goes_on = not end
        count += not goes_on
        position = stop + len(end)
        held = [token for token in held if token[2] > position]


def indented_lines(text: str) -> Iterator[Line | None]:
    """The same tokens, one value to a line. Only the spaces between them differ: nothing is read or written anew.

    None comes as from `exact_lines`.
    """
    draft = _Draft("", 1)
    depth, count, previous = 0, 1, ""
    for token in tokens(text):
        if token is None:
            yield None
            continue
        kind, start, end = token
        mark = text[start] if kind is Kind.MARK else ""
        closes = bool(mark) and mark in "}]"
        if closes:
            depth = max(depth - 1, 0)
        opened = bool(previous) and previous in "{["
        if previous and ((opened != closes) or previous == ",") and mark not in (",", ":"):
            yield from draft.lines("\n")
            count += 1
            draft = _Draft("  " * min(depth, _DEEPEST), count)
        elif previous == ":" or (previous == "w" and not mark):
            draft.add(" ")
        draft.take(kind, start, text[start:end])
        if mark and mark in "{[":
            depth += 1
        previous = mark or "w"
    yield from draft.lines("")


class _Draft:
    """A line in the making."""

    def __init__(self, indent: str, number: int) -> None:
        self._parts = [indent]
        self._number = number
        self._length = len(indent)
        self._sources: list[tuple[int, int]] = []
        self._spans: list[Span] = []

    def add(self, text: str) -> None:
        """Put in what isn't in the reply."""
        self._parts.append(text)
        self._length += len(text)

    def take(self, kind: Kind, source: int, text: str) -> None:
        """Put in a token of the reply."""
        self._sources.append((self._length, source))
        self._spans.append((self._length, self._length + len(text), kind))
        self.add(text)

    def lines(self, end: str) -> Iterator[Line]:
        """The line, or the pieces of a long one."""
        text = "".join(self._parts)
        for begin in range(0, max(len(text), 1), LONGEST):
            stop = min(begin + LONGEST, len(text))
            running = [(0, source + begin - at) for at, source in self._sources if at <= begin][-1:]
            sources = running + [(at - begin, source) for at, source in self._sources if begin < at < stop]
            spans = [
                (max(a - begin, 0), min(b, stop) - begin, kind) for a, b, kind in self._spans if a < stop and b > begin
            ]
            last = stop == len(text)
            number = self._number if not begin else 0
            yield _line(text[begin:stop], end if last else "", number, tuple(sources) or ((0, 0),), tuple(spans))


def _line(text: str, end: str, number: int, sources: tuple[tuple[int, int], ...], spans: tuple[Span, ...]) -> Line:
    if text.isascii() and text.isprintable():
        return Line(text, end, number, sources, spans, text, None)
    shown = [mark_of(character) for character in text]
    places, unit = array("q"), 0
    for piece in shown:
        places.append(unit)
        unit += len(piece) + sum(character > "\uffff" for character in piece)
    places.append(unit)
    return Line(text, end, number, sources, spans, "".join(shown), places)


def mark_of(character: str) -> str:
    """`character` itself, or a mark that can be seen for one that draws nothing, breaks the line or reorders it."""
    if character == " " or (unicodedata.category(character) not in _HIDDEN and character not in _FILLERS):
        return character
    code = ord(character)
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else f"⟨U+{code:04X}⟩"


def is_marked(character: str) -> bool:
    """Whether a mark stands for `character`."""
    return mark_of(character) != character
