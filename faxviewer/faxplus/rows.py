"""One reply of a list taken apart: its faxes in the service's order, with what tells them apart and their times."""

import json
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from faxviewer.domain.errors import UnexpectedReply
from faxviewer.domain.fax import Fax
from faxviewer.faxplus.departures import is_documented_time
from faxviewer.faxplus.json_text import has_escapes, holds_only
from faxviewer.faxplus.outbox import outbox_entry
from faxviewer.faxplus.records import fax_record
from faxviewer.faxplus.reply import Reply, object_of

CREATION: Final = "creation"
"""What the creation time is called among a row's times; the others bear their field's name."""

_BEST: Final = ("submit_time", "start_time", CREATION, "last_update")
"""The times of a fax from what a person would call its time to what is better than none."""

_ID_DIGITS: Final = 24
_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 -- what the service writes has no zone, and is UTC
_SECOND: Final = timedelta(seconds=1)
_LAST: Final = 253_402_300_799
"""Unix seconds of the last moment that can be written with four digits for the year."""


@dataclass(slots=True)
class Row:
    """One fax of a list. `key` is its ID, or all that was sent where there is none; `times` in Unix seconds."""

    key: Hashable
    fax: Fax
    times: Mapping[str, int]

    @property
    def moment(self) -> int | None:
        """The best known time, in Unix seconds."""
        return next((self.times[name] for name in _BEST if name in self.times), None)


Rows = tuple[Row | None, ...]
"""A reply's rows in its order; None for one that is no record."""


def read_page(reply: Reply) -> Rows:
    """The rows of a list (vendor page "Get a list of faxes"). Raises as `object_of`, and for a reply without a list."""
    if not has_escapes(reply.body):
        holder, counted = _holder(reply, watch_names=False)
        rows, strings = _rows(holder["records"])
        if holds_only(reply.body, strings + counted):
            return rows
    # As for a single record: escapes, objects that nobody documented, or a name sent twice.
    return _rows(_holder(reply)[0]["records"])[0]


def read_outbox_page(reply: Reply) -> Rows:
    """The rows of the outbox (vendor page "Get a list of outbox records"); raises as `read_page`."""
    return tuple(
        _row(sent, outbox_entry("", sent)) if isinstance(sent, dict) else None for sent in _holder(reply)[0]["records"]
    )


def newest_first(rows: list[Row]) -> tuple[Fax, ...]:
    """The faxes of `rows` by their best known time; those of one time stay in order, those without come last."""
    order: Callable[[Row], float] = lambda row: float("inf") if row.moment is None else -row.moment  # noqa: E731
    return tuple(row.fax for row in sorted(rows, key=order))


def seconds_of(value: object) -> int | None:
    """A time of the service in Unix seconds, None for anything else."""
    if not isinstance(value, str) or not is_documented_time(value):
        return None
    return (datetime.fromisoformat(value) - _EPOCH) // _SECOND


def time_text(seconds: int) -> str:
    """Unix seconds as the service writes times: `YYYY-MM-DD HH:mm:ss`, UTC."""
    return datetime.fromtimestamp(min(max(seconds, 0), _LAST), UTC).isoformat(" ")[:19]


def _holder(reply: Reply, watch_names: bool = True) -> tuple[dict[str, Any], int]:
    """The object that has the list `records`, and how many names and texts stand around the list."""
    outer = object_of(reply, watch_names)
    inner = outer.get("data")
    if isinstance(inner, dict) and isinstance(inner.get("records"), list):
        return inner, _strings(outer) + _strings(inner)
    if isinstance(outer.get("records"), list):
        return outer, _strings(outer)
    raise UnexpectedReply(detail=f"{reply.reference}, no list")


def _strings(part: dict[str, Any]) -> int:
    return len(part) + list(map(type, part.values())).count(str)


def _rows(sent: list[Any]) -> tuple[Rows, int]:
    """The rows, and how many names and texts were met in them."""
    rows: list[Row | None] = []
    strings = 0
    for record in sent:
        if isinstance(record, dict):
            fax, met = fax_record("", record)
            rows.append(_row(record, fax))
            strings += met
        else:
            rows.append(None)
            strings += type(record) is str
    return tuple(rows), strings


def _row(sent: dict[str, Any], fax: Fax) -> Row:
    identifier = fax.values.get("id")
    times = {CREATION: created} if (created := _creation(identifier)) is not None else {}
    for name in ("submit_time", "start_time", "last_update"):
        if (seconds := seconds_of(fax.values.get(name))) is not None:
            times[name] = seconds
    return Row(identifier if isinstance(identifier, str) and identifier else _print(sent), fax, times)


def _print(sent: dict[str, Any]) -> Hashable:
    """What a record without an ID is known again by. An ID is a plain text, so no two are mistaken."""
    try:
        return (json.dumps(sent, sort_keys=True),)
    except RecursionError:  # it could just be read, but not be written
        return object()


def _creation(identifier: object) -> int | None:
    """When the fax was created, by its ID: the first 8 of a database object ID's 24 digits are Unix seconds."""
    if not isinstance(identifier, str) or len(identifier) != _ID_DIGITS:
        return None
    try:
        int(identifier[8:], 16)
        return int(identifier[:8], 16)
    except ValueError:
        return None
