"""Fax and user IDs as people paste them: with spaces, quotes or a web address around them."""

import re
from itertools import pairwise
from typing import Final, NamedTuple
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from faxviewer.domain.errors import InputRefused

MAX_LENGTH: Final = 128
"""Characters. Every example of the vendor has 24 (fax) or 32 (user), but promises neither."""

SELF: Final = "self"
"""The user ID that means the signed-in account itself."""

_AROUND = " \t\r\n\f\v\u00a0\u200b\ufeff\"'`<>()[]{},;“”‘’„«»‹›"
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_FORBIDDEN = "/?#%\\"
_FAX_ROOMS: Final = ("faxes", "files", "report", "outbox", "fax")

MOST_IDS: Final = 1_000
"""IDs that are taken out of one text."""

_EXAMPLE = re.compile(r"(?<![0-9A-Za-z])[0-9A-Fa-f]{24}(?![0-9A-Za-z])")
"""What every fax ID in the vendor's documents looks like."""
_ID_OR_ADDRESS = re.compile(
    rf"(?P<address>https?://[^\s\"'<>()\[\]{{}},;|]+)|(?P<id>{_EXAMPLE.pattern})", re.IGNORECASE
)


class FoundIds(NamedTuple):
    """The fax IDs in a text, each once, in the order they stand there; `left` counts those beyond MOST_IDS."""

    ids: tuple[str, ...]
    left: int = 0


def fax_id_in(text: str) -> str:
    """The fax ID in what a person pasted. Raises InputRefused with the reason when there can't be one."""
    return _checked(_out_of_address(_stripped(text), *_FAX_ROOMS), "a fax ID")


def ids_in(text: str) -> FoundIds:
    """The fax IDs in a whole ticket, log or table: 24 hexadecimal digits, or what an address of fax.plus names."""
    found: dict[str, None] = {}
    for match in _ID_OR_ADDRESS.finditer(text):
        found.update(dict.fromkeys([match["id"]] if match["id"] else _ids_in_address(match["address"])))
    ids = tuple(found)
    return FoundIds(ids[:MOST_IDS], max(len(ids) - MOST_IDS, 0))


def _ids_in_address(address: str) -> list[str]:
    """The one fax that an address names, though a user's ID may look the same; else all that look like one."""
    named = _named_in(address.rstrip(".,;:!?*"), *_FAX_ROOMS)
    if named and (_EXAMPLE.fullmatch(named) or (_is_the_vendors(address) and _may_be_id(named))):
        return [named]
    return _EXAMPLE.findall(unquote(address))  # mail programs wrap addresses in one another


def _is_the_vendors(address: str) -> bool:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    return host == "fax.plus" or host.endswith(".fax.plus")


def _may_be_id(text: str) -> bool:
    """Whether `text` isn't just a page's name, such as `inbox`."""
    try:
        return any(character.isdigit() for character in _checked(text, ""))
    except InputRefused:
        return False


def user_id_in(text: str) -> str:
    """The user ID in what a person typed; nothing typed means the signed-in account."""
    stripped = _stripped(text)
    return _checked(_out_of_address(stripped, "accounts"), "a user ID") if stripped else SELF


def _stripped(text: str) -> str:
    return text.strip(_AROUND)


def _out_of_address(text: str, *rooms: str) -> str:
    """The path segment after one of `rooms`, else the address's last; other text comes back as it is."""
    if not _ADDRESS.match(text):
        return text
    if named := _named_in(text, *rooms):
        return named
    try:
        parts = urlsplit(text)
    except ValueError:
        return text
    segments = _segments(parts)
    return segments[-1] if segments else ""


def _named_in(address: str, *rooms: str) -> str:
    """The path segment after one of `rooms`, else what the query calls a fax; empty where neither is there."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    for before, after in reversed(list(pairwise(_segments(parts)))):
        if before in rooms:
            return after
    query = parse_qs(parts.query)
    return next((query[key][0] for key in ("fax_id", "id", "fax") if key in query), "")


def _segments(parts: SplitResult) -> list[str]:
    return [unquote(segment) for segment in (parts.path + "/" + parts.fragment).split("/") if segment]


def _checked(text: str, what: str) -> str:
    if not text:
        raise InputRefused(f"Enter {what}.", f"There is nothing here that could be {what}.")
    if len(text) > MAX_LENGTH:
        raise InputRefused(f"That is too long for {what}.", f"It has {len(text)} characters; {MAX_LENGTH} is the most.")
    if not text.isprintable():
        raise InputRefused(f"That can't be {what}.", "It holds a character that can't be seen, such as a line break.")
    if any(character.isspace() for character in text):
        raise InputRefused(f"That can't be {what}.", "It has a space in the middle. Paste one ID at a time.")
    found = next((character for character in text if character in _FORBIDDEN), "")
    if found:
        raise InputRefused(f"That can't be {what}.", f"It holds the character {found}, which no ID has.")
    if ".." in text or text == ".":
        raise InputRefused(f"That can't be {what}.", "It holds two dots in a row, which no ID has.")
    return text
