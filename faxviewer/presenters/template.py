"""Templates of the ticket's text: lines with `{fields}`, read once and filled with facts. Errors name their place."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 10_000
"""Characters of a template; the settings file, which holds it, may not grow without end."""

BACKDROP: Final = frozenset({"zone"})
"""Fields that don't keep a line by themselves where it names others: a zone without a time says nothing."""

_PART: Final = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}|[{}]|[^{}]+")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a template, and where. `line` and `column` count from 1; 0 where it is the whole of it."""

    reason: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"Line {self.line}, column {self.column}: {self.reason}" if self.line else self.reason


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a line: fixed words, or a field's name or value."""

    text: str
    is_field: bool = False


Line = tuple[Part, ...]
"""The pieces of one line; a blank line has none."""


@dataclass(frozen=True, slots=True)
class Template:
    """A template that was read without a fault."""

    lines: tuple[Line, ...]

    def filled(self, facts: Mapping[str, str]) -> tuple[Line, ...]:
        """The lines with each field's fact in its place; a field without a fact is left out.

        A line whose fields all have none is left out, and so are blank lines at either end or next to another.
        """
        kept: list[Line] = []
        for line in self.lines:
            if not line:
                if kept and kept[-1]:
                    kept.append(line)
            elif _has_something_to_say(line, facts):
                kept.append(tuple(_with_facts(line, facts)))
        if kept and not kept[-1]:
            kept.pop()
        return tuple(kept)


def read(text: str, fields: Collection[str]) -> Template | Fault:
    """Read a template that may use `fields`; the first fault where it can't be used. Never raises.

    `{{` and `}}` stand for a brace.
    """
    if len(text) > LONGEST:
        return Fault(f"It is longer than {LONGEST:,} characters.")
    if not text.strip():
        return Fault("It is empty.")
    lines = []
    for number, line in enumerate(text.splitlines(), 1):
        parts: list[Part] = []
        for found in _PART.finditer(line.rstrip()):
            written, name = found[0], found[1]
            if name is None and written in "{}":
                return Fault(_BRACES[written], number, found.start() + 1)
            if name is not None and name not in fields:
                return Fault(_unknown(name, fields), number, found.start() + 1)
            parts.append(Part(name, is_field=True) if name is not None else Part(_LITERAL.get(written, written)))
        lines.append(tuple(parts))
    return Template(tuple(lines))


_LITERAL: Final = {"{{": "{", "}}": "}"}
_BRACES: Final = {
    "{": "this { is never closed on its line; write {{ for a brace of your own.",
    "}": "this } closes nothing; write }} for a brace of your own.",
}


def _unknown(name: str, fields: Collection[str]) -> str:
    if not name:
        return "there is no field's name between the braces."
    from difflib import get_close_matches

    near = get_close_matches(name[:60], fields, 1)
    hint = f"; did you mean {{{near[0]}}}?" if near else "."
    return f"there is no field {{{name[:60]}}}{hint}"


def _has_something_to_say(line: Line, facts: Mapping[str, str]) -> bool:
    names = [part.text for part in line if part.is_field]
    counted = [name for name in names if name not in BACKDROP] or names
    return not counted or any(facts.get(name) for name in counted)


def _with_facts(line: Line, facts: Mapping[str, str]) -> Iterator[Part]:
    for part in line:
        if not part.is_field:
            yield part
        elif fact := facts.get(part.text):
            yield Part(fact, is_field=True)
