"""Where each value of a JSON text stands in it. Nothing is converted: numbers and escapes stay as they were written."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from enum import IntEnum
from typing import Final, Self

STEP: Final = 65_536
"""Characters that are read in one go at most."""

_SPACE: Final = re.compile(r"[ \t\r\n]{0,65536}+")
_WORD: Final = re.compile(r"[^\s\"{}\[\],:]{1,65536}+")
_IN_TEXT: Final = re.compile(r'(?:[^"\\]|\\.){0,65536}+', re.DOTALL)
_PLAIN_NAME: Final = re.compile(r"[A-Za-z_$][A-Za-z0-9_$-]*")
_ROOT: Final = -1


class Kind(IntEnum):
    """What a token is. A name is the text in front of a colon; a word is a number, true, null or anything else."""

    MARK = 0
    NAME = 1
    TEXT = 2
    WORD = 3


Token = tuple[Kind, int, int]
"""Kind, start and end: `text[start:end]` is the token, quotes included."""


def tokens(text: str) -> Iterator[Token | None]:
    """The tokens of `text` in order, and None each time that `STEP` characters passed without one.

    Linear in the text's length and without recursion. Never raises: what is no JSON comes as words, and a text that
    never ends goes to the end.
    """
    position, size = 0, len(text)
    waiting: tuple[int, int] | None = None  # a text that is a name if a colon follows
    while position < size:
        start = position
        position = _after(_SPACE, text, start)
        if position - start == STEP:
            yield None
            continue
        if position == size:
            break
        start, first = position, text[position]
        if waiting:
            yield (Kind.NAME if first == ":" else Kind.TEXT), *waiting
            waiting = None
        if first == '"':
            position += 1
            while position < size:
                begun = position
                position = _after(_IN_TEXT, text, position)
                if position < size and text[position] == '"':
                    position += 1
                    break
                if position == begun:  # a backslash at the very end
                    position = size
                yield None
            waiting = (start, position)
        elif first in "{}[],:":
            position += 1
            yield Kind.MARK, start, position
        else:
            position = _after(_WORD, text, position)
            while position < size and (more := _after(_WORD, text, position)) > position:
                position = more
                yield None
            position = max(position, start + 1)  # a space that JSON doesn't know
            yield Kind.WORD, start, position
    if waiting:
        yield Kind.TEXT, *waiting


class Places:
    """Every value of one JSON text, numbered in the order in which they begin.

    Read by `read_on` piece by piece, so that a long text freezes nothing, or at once by `Places.of`. Offsets are
    those of characters in `text`.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts, self._ends = array("q"), array("q")
        self._holders = array("q")
        self._names, self._name_ends = array("q"), array("q")
        self._whole = False
        self._reading = self._read()

    @classmethod
    def of(cls, text: str) -> Self:
        """The places of the whole text."""
        places = cls(text)
        while not places.read_on():
            pass
        return places

    def __len__(self) -> int:
        return len(self._starts)

    @property
    def is_whole(self) -> bool:
        """Whether all of the text was read."""
        return self._whole

    def read_on(self, count: int = 4_000) -> bool:
        """Read `count` more tokens or long pieces; whether that was the last of it."""
        for _ in range(count):
            if next(self._reading, self) is self:
                self._whole = True
                break
        return self._whole

    def span(self, value: int) -> tuple[int, int]:
        """Start and end of a value in the text."""
        return self._starts[value], self._ends[value]

    def holder(self, value: int) -> int | None:
        """The object or list that a value stands in, None for the outermost."""
        found = self._holders[value]
        return None if found == _ROOT else found

    def name_span(self, value: int) -> tuple[int, int] | None:
        """Where the value's name stands, quotes included; None for the outermost and for those in lists."""
        return (self._names[value], self._name_ends[value]) if self._name_ends[value] else None

    def key(self, value: int) -> str | int | None:
        """The value's name with its escapes read, its index in a list, or None for the outermost."""
        if self._holders[value] == _ROOT:
            return None
        if self._name_ends[value]:
            return unquoted(self.text[self._names[value] : self._name_ends[value]])
        return self._names[value]

    def keys(self, value: int) -> tuple[str | int, ...]:
        """The way from the outermost value to this one."""
        way: list[str | int] = []
        while (key := self.key(value)) is not None:
            way.append(key)
            value = self._holders[value]
        return tuple(reversed(way))

    def path(self, value: int) -> str:
        """The same in writing: `cover_page.subject`, `to[0]`, `["odd name"].x`; empty for the outermost."""
        return path_of(self.keys(value))

    def at(self, offset: int) -> int | None:
        """The innermost value that `offset` stands in, its name and the colon after it included."""
        value = bisect_right(self._starts, offset) - 1
        after = value + 1
        if after < len(self) and self._name_ends[after] and self._names[after] <= offset:
            return after
        while value >= 0 and self._ends[value] <= offset:
            # At the very end of the text the cursor stands behind the last value.
            if offset == len(self.text) and self._holders[value] == _ROOT:
                return value
            value = self._holders[value]
        return value if value >= 0 else None

    def within(self, value: int) -> Iterator[int]:
        """The values directly inside of an object or a list, in order."""
        inside = value + 1
        while inside < len(self) and self._holders[inside] == value:
            yield inside
            inside = bisect_left(self._starts, self._ends[inside], inside + 1)

    def find(self, keys: tuple[str | int, ...]) -> int | None:
        """The value at the end of this way, the last one where a name comes twice; None where there is none."""
        value: int | None = 0 if len(self) else None
        for key in keys:
            if value is None:
                break
            value = next((each for each in reversed(list(self.within(value))) if self.key(each) == key), None)
        return value

    def _read(self) -> Iterator[None]:
        """Take in one token at each step."""
        open_values: list[int] = []
        counts: list[int] = []  # how many values a list holds so far; -1 for an object
        name = (0, 0)
        for token in tokens(self.text):
            if token is None:
                yield
                continue
            kind, start, end = token
            mark = self.text[start] if kind is Kind.MARK else ""
            if kind is Kind.NAME:
                name = (start, end)
            elif mark and mark in "}]":
                if open_values:
                    self._ends[open_values.pop()] = end
                    counts.pop()
            elif mark != "," and mark != ":":
                if not counts:
                    name = (0, 0)
                elif counts[-1] >= 0:
                    name = (counts[-1], 0)
                    counts[-1] += 1
                self._holders.append(open_values[-1] if open_values else _ROOT)
                self._names.append(name[0])
                self._name_ends.append(name[1])
                name = (0, 0)
                if mark:
                    open_values.append(len(self._starts))
                    counts.append(0 if mark == "[" else -1)
                self._starts.append(start)
                self._ends.append(len(self.text) if mark else end)
            yield


def path_of(keys: tuple[str | int, ...]) -> str:
    """A way through a record as people write it; names that aren't plain words stand quoted in brackets."""
    written = ""
    for key in keys:
        if isinstance(key, int):
            written += f"[{key}]"
        elif _PLAIN_NAME.fullmatch(key):
            written += f".{key}" if written else key
        else:
            written += f"[{quoted(key)}]"
    return written


_ESCAPES: Final = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_ESCAPE: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_PAIR: Final = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def unquoted(token: str) -> str:
    """What a name or text in its quotes says. Never raises; an escape that JSON doesn't know stays as it is."""
    said = token[1:-1] if len(token) > 1 and token.endswith('"') else token[1:]
    if "\\" not in said:
        return said
    said = _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else _ESCAPES.get(found[2], found[0]), said)
    return _PAIR.sub(lambda pair: pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"), said)


def quoted(text: str) -> str:
    """`text` as JSON writes it, with every character that can't be seen as an escape."""
    inside = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(each if each.isprintable() else _escape(each) for each in inside) + '"'


def _escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def _after(pattern: "re.Pattern[str]", text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() if found else position
