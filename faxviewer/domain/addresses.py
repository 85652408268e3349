"""Faxviewer's own addresses, `faxviewer://fax/ID?user=ID`: a link in a ticket that opens a fax."""

from typing import Final, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from faxviewer.domain.identifiers import fax_id_in, user_id_in

SCHEME: Final = "faxviewer"


class Asked(NamedTuple):
    """Whose fax, by IDs that may be put into a request."""

    fax_id: str
    user: str


class Named(NamedTuple):
    """What an address names, not checked yet; empty where it names nothing."""

    fax: str = ""
    user: str = ""


def named_in(text: str) -> Named | None:
    """What `text` names if it is an address of ours; None for any other text."""
    text = text.strip().strip("\"'<>()")
    if not text.lower().startswith(f"{SCHEME}:"):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return Named()
    # `faxviewer:fax/ID` and `faxviewer:///fax/ID` are the same address, after a browser or a shell had it.
    room, _, rest = f"{parts.netloc}/{parts.path}".replace("//", "/").strip("/").partition("/")
    user = parse_qs(parts.query).get("user", [""])
    return Named(unquote(rest) if room.lower() == "fax" else "", user[0])


def told_in(typed_id: str, typed_user: str = "") -> Named:
    """The texts that hold the two IDs, not checked yet. A user that an address names comes before `typed_user`."""
    named = named_in(typed_id)
    return Named(typed_id, typed_user) if named is None else Named(named.fax, named.user or typed_user)


def asked_in(typed_id: str, typed_user: str = "") -> Asked:
    """Both IDs in what was typed, pasted or handed over. Raises InputRefused where either can't be one."""
    told = told_in(typed_id, typed_user)
    return Asked(fax_id_in(told.fax), user_id_in(told.user))
