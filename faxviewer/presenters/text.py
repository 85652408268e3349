"""Untrusted text and values made fit to be shown: nothing invisible, nothing endless, nothing lost in silence."""

import json
import unicodedata
from typing import Final

LONGEST_SHOWN: Final = 4_000
"""Characters of one value that are laid out; more would freeze the window (a comment can be a megabyte)."""

_KEPT: Final = "\n\t"
_NEEDS_MARK: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINERS: Final = "\u200c\u200d"  # part of ordinary spelling in Persian, Hindi and emoji
_UNSEEN: Final = frozenset(_JOINERS + "\u115f\u1160\u2800\u3164\uffa0")  # alone they draw nothing; so do spaces


def visible(text: str) -> str:
    """`text` with every character that could hide, reorder or blank it replaced by a mark that can be seen."""
    if all(character.isspace() or character in _UNSEEN for character in text):
        return "".join(_mark(ord(character)) for character in text)
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_MARKS)


class _Marks(dict[int, str]):
    """What to show for each character met so far: looking up a megabyte one by one would take half a second."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character in _KEPT or character in _JOINERS or unicodedata.category(character) not in _NEEDS_MARK:
            found = character
        else:
            found = _mark(code)
        if len(self) < 4_000:
            self[code] = found
        return found


_MARKS: Final = _Marks()


def _mark(code: int) -> str:
    return chr(0x2400 + code) if code <= 0x20 else f"⟨U+{code:04X}⟩"


def shown(value: object) -> str:
    """Any JSON value as one visible text: texts bare, numbers in plain digits, the rest as compact JSON."""
    if isinstance(value, str):
        return visible(value)
    try:
        return visible(json.dumps(value, ensure_ascii=False))
    except (ValueError, RecursionError):  # over 4,300 digits; nested without end
        return "not a value we can show"


def shortened(text: str, longest: int = LONGEST_SHOWN) -> str:
    """`text` cut at `longest` characters, the cut said in words."""
    if len(text) <= longest:
        return text
    rest = len(text) - longest
    return f"{text[:longest]}… ({rest} more {'character' if rest == 1 else 'characters'})"


def short_id(fax_id: str) -> str:
    """`fax_id` cut in the middle where it is long, enough of it left to tell faxes apart."""
    return fax_id if len(fax_id) <= 16 else f"{fax_id[:8]}…{fax_id[-4:]}"


def duration_in_words(seconds: int) -> str:
    """Whole seconds as a person says them: 0 s, 48 s, 2 min 9 s, 1 h 4 min."""
    if seconds < 60:
        return f"{seconds} s"
    if seconds < 3_600:
        minutes, rest = divmod(seconds, 60)
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    hours, rest = divmod(seconds, 3_600)
    return f"{hours} h {rest // 60} min" if rest >= 60 else f"{hours} h"
