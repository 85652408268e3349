"""What a person types to find a row: words that must all be in it, numbers also as they are written at home."""

import re
from typing import Final, NamedTuple

from faxviewer.presenters.entries import folded

_TELEPHONE: Final = re.compile(r"[+(]?[0-9][0-9()/.\-]*")
_PUNCTUATION: Final = re.compile(r"[()/.\-]")


class Word(NamedTuple):
    """`core` is in every line that matches; where that isn't enough, `pattern` is found there too."""

    core: str
    pattern: re.Pattern[str] | None = None

    def is_in(self, line: str) -> bool:
        """Whether one row, as a search compares it, has this word."""
        return self.core in line and (self.pattern is None or self.pattern.search(line) is not None)


class Query(NamedTuple):
    """A search. No words match every row."""

    words: tuple[Word, ...] = ()

    def found(self, searched: str, count: int) -> bytes:
        """For each of the `count` lines of `searched` one byte, 1 where every word is in it."""
        if not self.words:
            return b"\1" * count
        if not all(word.core in searched for word in self.words):
            return bytes(count)  # most pages end here, at the speed of C
        lines = searched.split("\n")
        if len(self.words) == 1 and self.words[0].pattern is None:
            core = self.words[0].core
            return bytes([core in line for line in lines])
        return bytes([all(word.is_in(line) for word in self.words) for line in lines])


def read_query(typed: str) -> Query:
    """The search that `typed` means. `044` finds +41 44… too, and `0041` finds +41."""
    return Query(tuple(map(_word, dict.fromkeys(folded(typed).split()))))


def _word(text: str) -> Word:
    if not _TELEPHONE.fullmatch(text):
        return Word(text)
    digits = _PUNCTUATION.sub("", text)
    if digits.startswith("00") and len(digits) > 2:
        number = rf"\+{digits[2:]}"
    elif digits.startswith("0") and len(digits) > 2:
        number = rf"\+[0-9]{{1,3}}{digits[1:]}"
    elif digits != text and len(digits) > 4:
        number = re.escape(digits)
    else:
        return Word(text)
    core = digits.lstrip("0") if digits == text else ""
    return Word(core, re.compile(f"{re.escape(text)}|{number}"))
