"""A fax that is still in the outbox: the same fields under other names, everything else kept beside them."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from faxviewer.domain.fax import Departure, DepartureKind, Fax, Shape
from faxviewer.domain.status import STATUSES
from faxviewer.faxplus.json_text import Repeating
from faxviewer.faxplus.records import Spread

_PATHS: Final = {
    "id": "id",
    "uid": "owner_id",
    "src": "from",
    "to": "to",
    "status": "status",
    "submit_time": "submit_time",
    "send_time": "scheduled_time",
    "last_updated_status_time": "last_update",
    "page_count": "pages",
    "comment": "comment",
    "cover_page": "cover_page",
}
"""Name in the outbox → canonical path."""

_RETRY: Final = {"count": "max_retry", "delay": "retry_delay"}


def outbox_entry(asked_id: str, entry: dict[str, Any]) -> Fax:
    """The fax that an outbox entry describes. Never raises, and nothing sent is lost."""
    spread = Spread()
    for name, value in entry.items():
        if name in _PATHS:
            path = _PATHS[name]
            spread.values[path] = value
            if path != name:
                spread.api_names[path] = name
        elif name == "retry" and isinstance(value, dict) and value:
            _retry(value, spread)
        else:
            spread.keep(name, value)
    if "cover_page" in spread.values:
        spread.parts("cover_page", "cover_page")
    repeated = entry.repeated if isinstance(entry, Repeating) else frozenset()
    found = (*_departures(spread.values, asked_id), *_repetitions(repeated, spread.repeated))
    return Fax(asked_id, spread.values, spread.api_names, spread.other, found, Shape.OUTBOX)


def _retry(parts: dict[str, Any], spread: Spread) -> None:
    for name, value in parts.items():
        if name in _RETRY:
            spread.values[_RETRY[name]] = value
            spread.api_names[_RETRY[name]] = f"retry.{name}"
        else:
            spread.keep(f"retry.{name}", value)


def _departures(values: Mapping[str, Any], asked_id: str) -> Iterator[Departure]:
    own_id, status = values.get("id"), values.get("status")
    rule = "text, required"
    if "id" not in values:
        yield Departure("id", DepartureKind.MISSING, "required, but not sent", rule)
    elif own_id is None:
        yield Departure("id", DepartureKind.NULL, "required, but null", rule)
    elif isinstance(own_id, str) and asked_id and own_id != asked_id:
        yield Departure("id", DepartureKind.CONTRADICTION, "not the ID that was asked for", rule)
    if not isinstance(status, str) or status not in STATUSES:
        reason = "required, but not sent" if status is None else "not a documented status"
        yield Departure("status", DepartureKind.UNKNOWN_VALUE, reason, "one of the documented statuses")


def _repetitions(names: frozenset[str], parts: set[str]) -> Iterator[Departure]:
    paths = {_PATHS[name] for name in names if name in _PATHS} | parts
    for path in sorted(paths):
        reason = "sent more than once; the last one is shown"
        yield Departure(path, DepartureKind.CONTRADICTION, reason, "sent once")
