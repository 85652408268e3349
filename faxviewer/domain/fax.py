"""One fax as the service described it, and where that description departs from the documented contract."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from typing import Any, Final

from faxviewer.domain.exchange import Exchange
from faxviewer.domain.status import Status, status_named

_TIME: Final = re.compile(r"[0-9]{4}(-[0-9]{2}){2} [0-9]{2}(:[0-9]{2}){2}")
"""How the service writes times; they are UTC (vendor page "Get a fax record")."""


class Direction(Enum):
    """Which way the fax went, seen from the account."""

    OUTGOING = "outgoing"
    INCOMING = "incoming"


class Shape(Enum):
    """Which of the service's two descriptions this is."""

    RECORD = "fax record"
    OUTBOX = "outbox entry"

    @property
    def page(self) -> str:
        """The vendor's page that documents it."""
        return "page “Get a fax record”" if self is Shape.RECORD else "page about the outbox"


class Presence(Enum):
    """How a field was sent; the four look different in the form."""

    PRESENT = "present"
    EMPTY = "empty"
    NULL = "null"
    ABSENT = "absent"


class DepartureKind(Enum):
    """In which way a field departs from its documented contract."""

    MISSING = "missing"
    NULL = "null where required"
    WRONG_TYPE = "wrong type"
    OUT_OF_RANGE = "out of range"
    UNKNOWN_VALUE = "unknown value"
    RENAMED = "sent under another name"
    CONTRADICTION = "contradicts another field"


@dataclass(frozen=True, slots=True)
class Departure:
    """One place where a record is not as documented.

    `path` is the canonical field path (`duration`, `cover_page.subject`); `reason` says in a few
    plain words what is odd ("documented as more than 0"); `rule` is the documented rule.
    """

    path: str
    kind: DepartureKind
    reason: str
    rule: str


@dataclass(frozen=True, slots=True)
class Fax:
    """A fax, complete: nothing that the service sent is lost.

    `values` maps the canonical path of each documented field that was sent (`status`, `from`,
    `cost_details.multiplier`, `cover_page.flags.urgent`) to its value exactly as it came; an absent
    field has no key. `api_names` gives the name in the reply where it isn't the path (`from` →
    `from_number`; for an outbox entry `pages` → `page_count`). `other` holds the fields that the
    contract doesn't know, by their dotted path in the reply. `exchange` is the request that brought it, the
    reply's bytes included; None for a fax that came as a row of a list.
    """

    asked_id: str
    values: Mapping[str, Any]
    api_names: Mapping[str, str] = field(default_factory=dict)
    other: Mapping[str, Any] = field(default_factory=dict)
    departures: tuple[Departure, ...] = ()
    shape: Shape = Shape.RECORD
    exchange: Exchange | None = field(default=None, compare=False, repr=False)

    def presence(self, path: str) -> Presence:
        """How the field at `path` was sent. A field inside a null or absent object is absent."""
        if path not in self.values:
            return Presence.ABSENT
        value = self.values[path]
        if value is None:
            return Presence.NULL
        return Presence.EMPTY if value in ("", [], {}) else Presence.PRESENT

    def departures_of(self, path: str) -> tuple[Departure, ...]:
        """The departures at exactly `path`."""
        return tuple(departure for departure in self.departures if departure.path == path)

    def text(self, path: str) -> str | None:
        """The value at `path` if it is a text that isn't empty."""
        value = self.values.get(path)
        return value if isinstance(value, str) and value else None

    def integer(self, path: str) -> int | None:
        """The value at `path` if it is a whole number; `true` and `1.5` are not."""
        value = self.values.get(path)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def flag(self, path: str) -> bool | None:
        """The value at `path` if it is `true` or `false`."""
        value = self.values.get(path)
        return value if isinstance(value, bool) else None

    def time(self, path: str) -> datetime | None:
        """The value at `path` as a time in UTC if it is written as documented."""
        return read_time(self.values.get(path))

    @property
    def id(self) -> str:
        """The record's own ID, or the one that was asked for where the record has none."""
        return self.text("id") or self.asked_id

    @property
    def direction(self) -> Direction | None:
        """The direction, or None where it is absent or unknown."""
        value = self.values.get("direction")
        try:
            return Direction(value) if isinstance(value, str) else None
        except ValueError:
            return None

    @property
    def status(self) -> Status:
        """What the status means; for one that nobody documented, an unknown-toned stand-in."""
        return status_named(self.values.get("status"))

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will happen to it: it has left the outbox, and its status is final."""
        return self.shape is Shape.RECORD and self.status.final


def read_time(value: object) -> datetime | None:
    """Read `YYYY-MM-DD HH:mm:ss` as UTC (the service sends no zone); None for anything else."""
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        return None
    try:
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    except ValueError:
        return None
