"""Where the values of a record depart from their contract, in a few plain words each."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from faxviewer.domain.fax import Departure, DepartureKind
from faxviewer.domain.status import STATUSES
from faxviewer.domain.tone import Tone
from faxviewer.faxplus.contract import FLAGS, RULES, FieldRule
from faxviewer.faxplus.shapes import Plan

_FAILED: Final = frozenset(code for code, status in STATUSES.items() if status.tone is Tone.FAILURE)


def in_values(plan: Plan, node: dict[str, Any]) -> list[Departure]:
    """The departures of one object, whose shape `plan` is for, in no order. Never raises."""
    found = list(plan.departures)
    for name, above, below, rule in plan.ranges:
        value = node[name]
        if value <= above or (below is not None and value >= below):
            found.append(_out_of_range(rule))
    for name, options, rule in plan.choices:
        if node[name] not in options:
            found.append(_unknown(rule, node[name]))
    for name, rule in plan.times:
        if not is_documented_time(node[name]):
            found.append(_not_a_time(rule))
    return found


def between_fields(plan: Plan, record: dict[str, Any], asked_id: str) -> list[Departure]:
    """Where fields of the record itself contradict each other, or the question."""
    found = []
    if plan.described and record["status"] in _FAILED and record["description"].strip().upper() == "OK":
        found.append(_contradiction("description", "says OK on a failed fax"))
    if asked_id and plan.identified and record["id"] != asked_id:
        found.append(_contradiction("id", "not the ID that was asked for"))
    return found


def in_flags(names: list[Any]) -> Iterator[Departure]:
    """What is odd about the cover page's flags where they come as a list of names."""
    if any(type(name) is not str or name not in FLAGS for name in names):
        rule = RULES["cover_page.flags"]
        yield Departure(rule.path, DepartureKind.UNKNOWN_VALUE, "holds a flag that is not documented", rule.words)


def renamed_sender() -> Departure:
    """`from_number` came where the contract says `from`."""
    return Departure("from", DepartureKind.RENAMED, "sent as from_number", "to be sent under the name from")


def second_sender() -> Departure:
    """`from` and `from_number` both came, and differ."""
    return _contradiction("from", "from_number says something else")


def repeated(path: str) -> Departure:
    """The field at `path` was sent more than once."""
    return _contradiction(path, "sent more than once; the last one is shown")


def is_documented_time(text: str) -> bool:
    """Whether `text` is a real moment written `YYYY-MM-DD HH:mm:ss`."""
    if text[4::3] != "-- ::":  # fromisoformat alone takes many other forms
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _out_of_range(rule: FieldRule) -> Departure:
    return Departure(rule.path, DepartureKind.OUT_OF_RANGE, f"documented as {rule.range_words}", rule.words)


def _not_a_time(rule: FieldRule) -> Departure:
    return Departure(rule.path, DepartureKind.WRONG_TYPE, "not a time as documented", rule.words)


def _unknown(rule: FieldRule, value: str) -> Departure:
    if rule.path == "status" and value in STATUSES:
        reason = "documented for faxes still in the outbox, not for a finished one"
    else:
        reason = f"not a documented {rule.path}"
    return Departure(rule.path, DepartureKind.UNKNOWN_VALUE, reason, rule.words)


def _contradiction(path: str, reason: str) -> Departure:
    return Departure(path, DepartureKind.CONTRADICTION, reason, RULES[path].words)
