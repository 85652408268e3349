"""What records of one shape have in common, worked out once: the service sends thousands of the same few shapes."""

from dataclasses import dataclass
from types import NoneType
from typing import Any, Final

from faxviewer.domain.fax import Departure, DepartureKind
from faxviewer.faxplus.contract import CONTRACT, RULES, TOP_LEVEL, FieldRule, Kind
from faxviewer.faxplus.json_text import Numeral

_CAME_AS: Final[dict[type, str]] = {
    str: "text",
    int: "a whole number",
    float: "a number with decimals",
    bool: "true or false",
    list: "a list",
    Numeral: "a number that can't be shown",
}

_MOST_PLANS: Final = 500
_LONGEST_NAMES: Final = 2_000
"""Characters in all unknown names of a shape that is remembered, so that odd replies can't fill the memory."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How to read a record of one shape: its names in order and the types of their values.

    `departures` are those that the shape itself is guilty of; `ranges`, `choices` and `times` are what
    is left to look at in the values. `objects` are the names of objects with parts. `strings` counts
    the names and the texts; `described` and `identified` say that description and status, and the
    ID, are texts.
    """

    departures: tuple[Departure, ...]
    ranges: tuple[tuple[str, int, int | None, FieldRule], ...]
    choices: tuple[tuple[str, frozenset[str], FieldRule], ...]
    times: tuple[tuple[str, FieldRule], ...]
    unknown: tuple[str, ...]
    objects: tuple[str, ...]
    strings: int
    described: bool
    identified: bool


_Key = tuple[tuple[str, ...], tuple[type, ...]]
_PLANS: Final[dict[_Key, Plan]] = {}


def plan_for(record: dict[str, Any]) -> Plan:
    """The plan for `record` and all others of its shape."""
    key = (tuple(record), tuple(map(type, record.values())))
    plan = _PLANS.get(key)
    if plan is None:
        plan = _worked_out(key)
        if sum(map(len, plan.unknown)) <= _LONGEST_NAMES:
            if len(_PLANS) >= _MOST_PLANS:
                _PLANS.clear()
            _PLANS[key] = plan
    return plan


def _worked_out(key: _Key) -> Plan:
    names, types = key
    sent = dict(zip(names, types, strict=True))
    known = [(name, RULES[name]) for name in names if name in TOP_LEVEL]
    right = [(name, rule) for name, rule in known if sent[name] in rule.kind.types]
    return Plan(
        tuple(departure for rule in CONTRACT if (departure := _of_shape(rule, sent))),
        tuple((name, rule.above, rule.below, rule) for name, rule in right if rule.above is not None),
        tuple((name, rule.options, rule) for name, rule in right if rule.options),
        tuple((name, rule) for name, rule in right if rule.kind is Kind.TIME),
        unknown=tuple(name for name in names if name not in TOP_LEVEL),
        objects=tuple(name for name, rule in right if rule.kind is Kind.OBJECT),
        strings=len(names) + types.count(str),
        described=sent.get("description") is str and sent.get("status") is str,
        identified=sent.get("id") is str,
    )


def _of_shape(rule: FieldRule, sent: dict[str, type]) -> Departure | None:
    if "." in rule.path:  # a part; at the top a name with a dot is unknown
        return None
    if rule.path in sent:
        return departure_of_type(rule, sent[rule.path])
    return Departure(rule.path, DepartureKind.MISSING, "required, but missing", rule.words) if rule.required else None


def departure_of_type(rule: FieldRule, came: type) -> Departure | None:
    """The departure of a value of type `came`, None where that is fine."""
    if came in rule.kind.types:
        return None
    if came is NoneType:
        return Departure(rule.path, DepartureKind.NULL, "required, but null", rule.words) if rule.required else None
    reason = f"documented as {rule.kind.words}, came as {_CAME_AS.get(came, 'an object')}"
    return Departure(rule.path, DepartureKind.WRONG_TYPE, reason, rule.words)
