"""Fax and user IDs as people paste them: with spaces, quotes or a web address around them."""

import re
from itertools import pairwise
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from faxviewer.domain.errors import InputRefused

MAX_LENGTH: Final = 128
"""Characters. Every example of the vendor has 24 (fax) or 32 (user), but promises neither."""

SELF: Final = "self"
"""The user ID that means the signed-in account itself."""

_AROUND = " \t\r\n\f\v\u00a0\u200b\ufeff\"'`<>()[]{},;“”‘’„«»‹›"
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_FORBIDDEN = "/?#%\\"


def fax_id_in(text: str) -> str:
    """The fax ID in what a person pasted. Raises InputRefused with the reason when there can't be one."""
    return _checked(_out_of_address(_stripped(text), "faxes", "files", "report", "outbox", "fax"), "a fax ID")


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
    try:
        parts = urlsplit(text)
    except ValueError:
        return text
    segments = [unquote(segment) for segment in (parts.path + "/" + parts.fragment).split("/") if segment]
    for before, after in reversed(list(pairwise(segments))):
        if before in rooms:
            return after
    query = parse_qs(parts.query)
    for key in ("fax_id", "id", "fax"):
        if key in query:
            return query[key][0]
    return segments[-1] if segments else ""


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
