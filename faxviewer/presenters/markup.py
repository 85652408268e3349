"""A ticket's lines as plain text, Markdown or HTML. Words and facts are escaped, so that neither becomes markup."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby
from typing import Final

from faxviewer.presenters.template import Line, Part

_MARK: Final = "# "
_LABEL: Final = re.compile(r"[^:]{1,40}:\s+")

_SPECIAL: Final = re.compile(r"[\\`*\[\]<>&~|$]|(?<![^\W_])_|_(?![^\W_])|:(?=//)|(?<=\bwww)\.", re.IGNORECASE)
"""What Markdown and its common dialects read as markup wherever it stands, links that make themselves included.

An underscore inside of a word (`failed_user_busy`) is none, and stays readable where nothing renders the text.
"""

_LEADING: Final = re.compile(r"^(?:[-+=#]|\d+(?=[.)]))")
"""What they read as a list, a heading or an underline at the beginning of a line."""

_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"}


class _Kind(Enum):
    HEADING = auto()
    LABELLED = auto()
    WORDS = auto()
    BLANK = auto()


@dataclass(frozen=True, slots=True)
class _Said:
    """One line: a heading, a fact behind its label, words, or nothing."""

    kind: _Kind
    text: str
    label: str = ""


def plain(lines: tuple[Line, ...]) -> str:
    """The lines as they are, without the marks of headings."""
    said = (_said(line) for line in lines)
    return "".join(f"{f'{each.label} {each.text}' if each.label else each.text}\n" for each in said)


def markdown(lines: tuple[Line, ...]) -> str:
    """CommonMark: headings and labels bold, labelled facts as a list, every other line a paragraph of its own.

    No line ends in spaces and none hangs on a dialect's line breaks.
    """
    written, before = "", _Kind.BLANK
    for said in map(_said, lines):
        if said.kind is _Kind.BLANK:
            continue
        if written and not said.kind is before is _Kind.LABELLED:
            written += "\n"
        match said.kind:
            case _Kind.LABELLED:
                written += f"- **{_for_markdown(said.label)}** {_for_markdown(said.text)}\n"
            case _Kind.HEADING:
                written += f"**{_for_markdown(said.text)}**\n"
            case _:
                written += f"{_LEADING.sub(_escaped_lead, _for_markdown(said.text))}\n"
        before = said.kind
    return written


def html(lines: tuple[Line, ...]) -> str:
    """Paragraphs for a mail, headings and labels bold, without styles: the mail's own look holds."""
    paragraphs = []
    for blank, block in groupby(map(_said, lines), lambda said: said.kind is _Kind.BLANK):
        if not blank:
            paragraphs.append("<p>" + "<br>\n".join(map(_line_of_html, block)) + "</p>\n")
    return "".join(paragraphs)


def _line_of_html(said: _Said) -> str:
    if said.kind is _Kind.HEADING:
        return f"<strong>{_for_html(said.text)}</strong>"
    if said.label:
        return f"<strong>{_for_html(said.label)}</strong> {_for_html(said.text)}"
    return _for_html(said.text)


def _said(line: Line) -> _Said:
    if not line:
        return _Said(_Kind.BLANK, "")
    first, rest = line[0], line[1:]
    if not first.is_field and first.text.startswith(_MARK):
        return _Said(_Kind.HEADING, _joined((Part(first.text.removeprefix(_MARK)), *rest)))
    if not first.is_field and rest and rest[0].is_field and _LABEL.fullmatch(first.text):
        return _Said(_Kind.LABELLED, _joined(rest), first.text.strip())
    return _Said(_Kind.WORDS, _joined(line))


def _joined(parts: Line) -> str:
    return "".join(part.text for part in parts).strip()


def _for_markdown(text: str) -> str:
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", text)


def _escaped_lead(found: re.Match[str]) -> str:
    # Of "1." it is the full stop that makes a list, and only signs can be escaped.
    return f"{found[0]}\\" if found[0].isdecimal() else f"\\{found[0]}"


def _for_html(text: str) -> str:
    # The module `html` would load half a megabyte of entities for it.
    return "".join(_ENTITIES.get(character, character) for character in text)
