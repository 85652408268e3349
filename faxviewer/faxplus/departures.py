"""Where a record departs from its contract, in a few plain words each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from math import inf
from types import NoneType
from typing import Any, Final

from faxviewer.domain.fax import Departure, DepartureKind
from faxviewer.domain.status import STATUSES
from faxviewer.domain.tone import Tone
from faxviewer.faxplus.contract import CONTRACT, FLAGS, RULES, FieldRule, Kind
from faxviewer.faxplus.json_text import Numeral

_ORDER: Final = {rule.path: place for place, rule in enumerate(CONTRACT)}
_FAILED: Final = frozenset(code for code, status in STATUSES.items() if status.tone is Tone.FAILURE)
_CAME_AS: Final[dict[type, str]] = {
    str: "text",
    int: "a whole number",
    float: "a number with decimals",
    bool: "true or false",
    list: "a list",
    Numeral: "a number that can't be shown",
    NoneType: "null",
}


@dataclass(frozen=True, slots=True)
class _Plan:
    """What records of one shape have in common: the departures of that shape, and what is left to look at."""

    departures: tuple[Departure, ...]
    ranges: tuple[tuple[str, float, float], ...]
    choices: tuple[tuple[str, frozenset[str]], ...]
    times: tuple[str, ...]
    described: bool
    identified: bool
    listed: bool


def departures(
    values: Mapping[str, Any],
    api_names: Mapping[str, str] | None = None,
    *,
    asked_id: str = "",
    repeated: frozenset[str] = frozenset(),
    also_from: object = None,
) -> tuple[Departure, ...]:
    """The departures of a fax record, in the contract's order. Never raises.

    `values` maps canonical paths to what was sent and holds no other paths; `repeated` names the
    paths that were sent more than once; `also_from` is what `from_number` held beside a `from`.
    """
    plan = _plan(tuple(values), tuple(map(type, values.values())))
    found = list(plan.departures)
    for path, above, below in plan.ranges:
        if not above < values[path] < below:
            found.append(_out_of_range(RULES[path]))
    for path, options in plan.choices:
        if values[path] not in options:
            found.append(_unknown(RULES[path], values[path]))
    for path in plan.times:
        if not is_documented_time(values[path]):
            found.append(_not_a_time(RULES[path]))  # noqa: PERF401 - a generator costs more than it finds
    if plan.described and values["status"] in _FAILED and values["description"].strip().upper() == "OK":
        found.append(_contradiction("description", "says OK on a failed fax"))
    if plan.identified and asked_id and values["id"] != asked_id:
        found.append(_contradiction("id", "not the ID that was asked for"))
    if plan.listed:
        found += _flags(values["cover_page.flags"])
    if api_names or repeated or also_from is not None:
        found += _names(values, api_names or {}, repeated, also_from)
    if len(found) > 1:
        found.sort(key=lambda departure: _ORDER[departure.path])
    return tuple(found)


def is_documented_time(text: str) -> bool:
    """Whether `text` is a real moment written `YYYY-MM-DD HH:mm:ss`."""
    if text[4::3] != "-- ::":  # fromisoformat alone takes many other forms
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=256)
def _plan(names: tuple[str, ...], types: tuple[type, ...]) -> _Plan:
    """Work out a shape once: the service sends thousands of records of the same few shapes."""
    sent = dict(zip(names, types, strict=True))
    right = [RULES[path] for path, came in sent.items() if came in RULES[path].kind.types]
    return _Plan(
        tuple(departure for rule in CONTRACT for departure in _of_type(rule, sent.get(rule.path))),
        tuple((rule.path, rule.above, rule.below) for rule in right if (rule.above, rule.below) != (-inf, inf)),
        tuple((rule.path, rule.options) for rule in right if rule.options),
        tuple(rule.path for rule in right if rule.kind is Kind.TIME),
        described=sent.get("description") is str and sent.get("status") is str,
        identified=sent.get("id") is str,
        listed=sent.get("cover_page.flags") is list,
    )


def _of_type(rule: FieldRule, came: type | None) -> Iterator[Departure]:
    if came is None:
        if rule.required:
            yield Departure(rule.path, DepartureKind.MISSING, "required, but not sent", rule.words)
    elif came is NoneType:
        if rule.required:
            yield Departure(rule.path, DepartureKind.NULL, "required, but null", rule.words)
    elif came not in rule.kind.types:
        reason = f"documented as {rule.kind.words}, came as {_CAME_AS.get(came, 'an object')}"
        yield Departure(rule.path, DepartureKind.WRONG_TYPE, reason, rule.words)


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


def _flags(names: list[Any]) -> Iterator[Departure]:
    if any(type(name) is not str or name not in FLAGS for name in names):
        rule = RULES["cover_page.flags"]
        yield Departure(rule.path, DepartureKind.UNKNOWN_VALUE, "holds a flag that is not documented", rule.words)


def _names(
    values: Mapping[str, Any], api_names: Mapping[str, str], repeated: frozenset[str], also_from: object
) -> Iterator[Departure]:
    if "from" in api_names:
        yield Departure("from", DepartureKind.RENAMED, f"sent as {api_names['from']}", "documented under the name from")
    if also_from is not None and also_from != values.get("from"):
        yield _contradiction("from", "from_number says something else")
    for path in sorted(repeated):
        yield _contradiction(path, "sent more than once; the last one is shown")


def _contradiction(path: str, reason: str) -> Departure:
    return Departure(path, DepartureKind.CONTRADICTION, reason, RULES[path].words)
