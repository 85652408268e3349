"""Everything personal taken out of a fax, for a shared screen: what stays is what can't be about a person."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from faxviewer.domain.exchange import Exchange
from faxviewer.domain.fax import Direction, Fax, read_time
from faxviewer.domain.json_places import Kind, tokens, unquoted

HIDDEN: Final = "hidden"
"""Stands in place of whatever is hidden, so that not even its length shows."""

_LONGEST_BODY: Final = 256_000
"""Bytes of a reply that are gone through, some tenths of a second at worst; of a longer one nothing is kept."""

_STATUS: Final = re.compile(r"[a-z]{2}[a-z0-9_]{0,38}")
_ID: Final = re.compile(r"[0-9A-Za-z-]{1,64}")
_TYPED_ID: Final = re.compile(r"(?=[A-Za-z-]*[0-9])[0-9A-Za-z-]{1,64}|self")
_TYPED_NUMBER: Final = re.compile(r"(?:[0-9]-?){7,15}")
_REQUEST_ID: Final = re.compile(r"[0-9A-Za-z_-]{1,64}")
_NAME: Final = re.compile(r"[a-z][A-Za-z0-9_]{0,39}(?:\.[a-z][A-Za-z0-9_]{0,39}){0,3}(?: \(again\)){0,9}")
_DIGITS: Final = re.compile(r"[0-9]{4}")
_NUMERAL: Final = re.compile(r"-?[0-9]{1,6}(?:\.[0-9]{1,4})?")
_DIRECTIONS: Final = frozenset(direction.value for direction in Direction)
_FLAGS: Final = frozenset({"urgent", "for_review", "please_reply", "confidential"})
_OBJECTS: Final = frozenset({"cost_details", "cover_page", "cover_page.flags", "retry"})

_IDS: Final = frozenset({"id", "owner_id", "uid"})
_TIMES: Final = frozenset(
    {"last_update", "scheduled_time", "start_time", "submit_time", "send_time", "last_updated_status_time"}
)
_NUMBERS: Final = frozenset(
    {
        *("cost", "cost_details.multiplier", "cost_details.notification_cost", "duration", "max_retry", "pages"),
        *("retry_delay", "page_count", "retry.count", "retry.delay"),
    }
)
_TEXTS: Final = frozenset(
    {
        *("comment", "description", "direction", "file", "file_name", "from", "to", "header", "status"),
        *("cover_page.name_to", "cover_page.name_from", "cover_page.subject", "cover_page.message"),
    }
)
_YES_NO: Final = frozenset({"is_read", "is_spam", *(f"cover_page.flags.{flag}" for flag in _FLAGS)})
_LEAVES: Final = _IDS | _TIMES | _NUMBERS | _TEXTS | _YES_NO
"""Fields that hold one value, or a list of them. Where an object came, its names are of nobody's giving."""
_INSIDE: Final = "\0"
"""Stands for the path of everything inside of such an object."""


def covered(fax: Fax) -> Fax:
    """`fax` with every value that could be personal replaced by HIDDEN, whatever its type.

    What a field's documented closed form allows stays (a status, a time, an ID, a small number, yes or no), and so
    do null, empty and absent, the departures, and with them the verdict. Never raises.
    """
    return replace(
        fax,
        values={path: covered_value(path, value) for path, value in fax.values.items()},
        api_names={path: covered_name(name) for path, name in fax.api_names.items()},
        other=_other(fax.other),
        exchange=_exchange(fax.exchange) if fax.exchange else None,
    )


def covered_value(path: str, value: Any) -> Any:
    """`value` of the documented field at `path` where it can't be personal, else HIDDEN in its place."""
    if value is None or value in ("", [], {}) or _is_harmless(path, value):
        return value
    if path in _OBJECTS and isinstance(value, dict):
        return {HIDDEN: HIDDEN}
    if path == "cover_page.flags" and isinstance(value, list):
        return [flag if isinstance(flag, str) and flag in _FLAGS else HIDDEN for flag in value]
    return HIDDEN


def covered_name(name: str) -> str:
    """The name of a field where it reads like one that a programmer gave, else HIDDEN."""
    return name if _NAME.fullmatch(name) and not _DIGITS.search(name) else HIDDEN


def covered_id(fax_or_user_id: str) -> str:
    """An ID where it is written as IDs are, else HIDDEN."""
    return fax_or_user_id if not fax_or_user_id or _ID.fullmatch(fax_or_user_id) else HIDDEN


def is_harmless_where_typed(text: str) -> bool:
    """Whether `text`, typed or pasted where an ID belongs, can be one.

    A name has no digit, a telephone number no letter, a ticket's text spaces, an e-mail address an @.
    """
    return not text or (_TYPED_ID.fullmatch(text) is not None and not _TYPED_NUMBER.fullmatch(text))


def masked_json(text: str) -> str:
    """`text` with what is personal in it replaced by `"hidden"`; its structure, order and white space stay.

    `text` is one fax record or outbox entry as Fax.Plus sends it, or anything else: what isn't known is hidden.
    """
    if len(text) > _LONGEST_BODY:
        return f'"{HIDDEN}"'
    written: list[str] = []
    holders: list[str | None] = []  # the path of each open object; None in lists and under unknown names
    name: str | None = ""
    position = 0
    for token in tokens(text):
        if token is None:
            continue
        kind, start, end = token
        written.append(text[position:start])
        position, came = end, text[start:end]
        if kind is Kind.NAME:
            said = unquoted(came)
            name = _joined(holders, said)
            kept = holders[-1:] != [_INSIDE] and came == f'"{covered_name(said)}"'
            written.append(came if kept else f'"{HIDDEN}"')
            continue
        if kind is not Kind.MARK:
            path = name if not holders or name is not None else None
            flagged = path is None and bool(holders) and holders[-1] == "cover_page.flags[]"
            written.append(_word(path, kind, came, flagged=flagged))
        else:
            written.append(came)
            if came in "{[" and (name in _LEAVES or holders[-1:] == [_INSIDE]):
                holders.append(_INSIDE)
            elif came == "{":
                holders.append(name)
            elif came == "[":
                holders.append("cover_page.flags[]" if name == "cover_page.flags" else None)
            elif came in "}]" and holders:
                holders.pop()
        if came != ":":
            name = None
    return "".join(written) + text[position:]


def _joined(holders: list[str | None], name: str) -> str | None:
    holder = holders[-1] if holders else None
    if holder is None or "." in name:
        return None
    path = f"{holder}.{name}" if holder else name
    return path if not holder or holder in _OBJECTS else None


def _word(path: str | None, kind: Kind, came: str, *, flagged: bool) -> str:
    value: Any = None  # harmless in no field; a text would be a well-written ID or status
    if came in ("null", '""'):
        return came
    if kind is Kind.TEXT:
        value = unquoted(came)
        if flagged and value in _FLAGS:
            return f'"{value}"'
        return f'"{value}"' if path and _is_harmless(path, value) else f'"{HIDDEN}"'
    if came in ("true", "false"):
        value = came == "true"
    elif _NUMERAL.fullmatch(came):
        value = float(came)
    return came if path and _is_harmless(path, value) else f'"{HIDDEN}"'


def _is_harmless(path: str, value: Any) -> bool:
    if path in _YES_NO:
        return isinstance(value, bool)
    if path in _NUMBERS:
        # A longer number could be a telephone's.
        return isinstance(value, int | float) and abs(value) < 1_000_000 and round(value, 4) == value
    if not isinstance(value, str):
        return False
    if path == "status":
        return _STATUS.fullmatch(value) is not None and not _DIGITS.search(value)
    if path == "direction":
        return value in _DIRECTIONS
    if path in _TIMES:
        return read_time(value) is not None
    return path in _IDS and _ID.fullmatch(value) is not None


def _other(other: Mapping[str, Any]) -> dict[str, Any]:
    hidden: dict[str, Any] = {}
    for name, value in other.items():
        shown = covered_name(name)
        number = 2
        while shown in hidden:
            shown = f"{covered_name(name)} ({number})"
            number += 1
        hidden[shown] = value if value is None or value in ("", [], {}) else HIDDEN
    return hidden


def _exchange(exchange: Exchange) -> Exchange:
    body = masked_json(exchange.body.decode(errors="replace")).encode() if exchange.body else b""
    named = exchange.request_id
    return replace(exchange, body=body, request_id=named if _REQUEST_ID.fullmatch(named) else HIDDEN if named else "")
