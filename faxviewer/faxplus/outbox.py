"""A fax that is still in the outbox: the same fields under other names, everything else kept beside them."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from faxviewer.domain.fax import Departure, DepartureKind, Fax, Shape
from faxviewer.domain.status import STATUSES
from faxviewer.faxplus.departures import repeated
from faxviewer.faxplus.json_text import Repeating
from faxviewer.faxplus.records import Reading

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

_RULE: Final = "text, required"
_INSIDE: Final = {
    "retry": {"count": "max_retry", "delay": "retry_delay"},
    "comment": {"text": "comment"},
}
"""Objects of the outbox whose parts are fields of a record: part → canonical path."""


def outbox_entry(asked_id: str, entry: dict[str, Any]) -> Fax:
    """The fax that an outbox entry describes. Never raises, and nothing sent is lost."""
    reading = Reading()
    for name, value in entry.items():
        if name in _INSIDE and isinstance(value, dict) and value:
            _inside(name, value, reading)
        elif name in _PATHS:
            path = _PATHS[name]
            reading.values[path] = value
            if path != name:
                reading.api_names[path] = name
        else:
            reading.keep(name, value)
    if isinstance(cover_page := reading.values.get("cover_page"), dict):
        reading.parts("cover_page", cover_page)
    reading.departures += _departures(reading.values, asked_id)
    if isinstance(entry, Repeating):
        reading.departures += [repeated(_PATHS[name]) for name in sorted(entry.repeated) if name in _PATHS]
    return reading.fax(asked_id, Shape.OUTBOX)


def _inside(name: str, parts: dict[str, Any], reading: Reading) -> None:
    for part, value in parts.items():
        path = _INSIDE[name].get(part)
        if path is None:
            reading.keep(f"{name}.{part}", value)
        else:
            reading.values[path] = value
            reading.api_names[path] = f"{name}.{part}"


def _departures(values: Mapping[str, Any], asked_id: str) -> Iterator[Departure]:
    """The vendor promises little about an entry; only its ID and its status are worth a mark."""
    for path in ("id", "status"):
        value = values.get(path)
        if path not in values:
            yield Departure(path, DepartureKind.MISSING, "required, but missing", _RULE)
        elif value is None:
            yield Departure(path, DepartureKind.NULL, "required, but null", _RULE)
        elif type(value) is not str:
            yield Departure(path, DepartureKind.WRONG_TYPE, "documented as text", _RULE)
        elif path == "status" and value not in STATUSES:
            yield Departure(path, DepartureKind.UNKNOWN_VALUE, "not a documented status", _RULE)
        elif path == "id" and asked_id and value != asked_id:
            yield Departure(path, DepartureKind.CONTRADICTION, "not the ID that was asked for", _RULE)
