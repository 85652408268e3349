"""Where records depart from their contract, field by field."""

import re
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faxviewer.domain.fax import DepartureKind, Fax, read_time
from faxviewer.faxplus import records
from faxviewer.faxplus.contract import CONTRACT, FLAGS, RULES, TOP_LEVEL, Kind
from faxviewer.faxplus.departures import is_documented_time
from faxviewer.faxplus.json_text import Numeral
from tests.fakes.records import ORDINARY, VENDORS_EXAMPLE

REQUIRED = {"comment", "cost_details", "id", "owner_id", "pages", "status"}
PAGE = {
    *("comment", "cost_details", "id", "owner_id", "pages", "status", "cost", "description", "direction", "duration"),
    *("file", "file_name", "from", "header", "is_read", "is_spam", "last_update", "max_retry", "retry_delay"),
    *("scheduled_time", "start_time", "submit_time", "to", "cover_page"),
}
"""The names on the vendor's page "Get a fax record"."""


def fax_record(asked_id: str, record: dict[str, Any]) -> Fax:
    return records.fax_record(asked_id, record)[0]


def read(**changes: Any) -> Fax:
    return fax_record(ORDINARY["id"], {**ORDINARY, **changes})


def told(fax: Fax) -> list[tuple[str, DepartureKind, str]]:
    return [(departure.path, departure.kind, departure.reason) for departure in fax.departures]


def test_the_contract_has_every_field_of_the_page() -> None:
    assert TOP_LEVEL == PAGE
    assert {rule.path for rule in CONTRACT if rule.required} == REQUIRED
    assert {f"cover_page.flags.{flag}" for flag in FLAGS} <= set(RULES)
    assert {"cover_page.subject", "cost_details.multiplier", "cost_details.notification_cost"} <= set(RULES)


def test_rules_read_as_a_person_says_them() -> None:
    assert RULES["pages"].words == "a whole number, more than 0, required"
    assert RULES["max_retry"].words == "a whole number, more than 0 and less than 3, may be left out"
    assert RULES["status"].words == "text, one of 23 documented values, required"


def test_a_record_as_documented_has_none() -> None:
    assert read().departures == ()


def test_the_vendors_own_example_contradicts_its_contract() -> None:
    fax = fax_record(VENDORS_EXAMPLE["id"], VENDORS_EXAMPLE)
    assert told(fax) == [
        ("description", DepartureKind.CONTRADICTION, "says OK on a failed fax"),
        ("duration", DepartureKind.OUT_OF_RANGE, "documented as more than 0"),
        ("from", DepartureKind.RENAMED, "sent as from_number"),
    ]
    assert fax.values["from"] == "+12076001783"
    assert fax.api_names == {"from": "from_number"}
    assert fax.other == {}


@pytest.mark.parametrize("path", sorted(REQUIRED))
def test_a_required_field_may_be_neither_absent_nor_null(path: str) -> None:
    record = {name: value for name, value in ORDINARY.items() if name != path}
    assert told(fax_record("", record)) == [(path, DepartureKind.MISSING, "required, but missing")]
    assert told(fax_record("", {**record, path: None})) == [(path, DepartureKind.NULL, "required, but null")]


@pytest.mark.parametrize("path", sorted(PAGE - REQUIRED))
def test_any_other_field_may_be_absent_or_null(path: str) -> None:
    record = {name: value for name, value in ORDINARY.items() if name != path}
    assert fax_record("", record).departures == ()
    assert fax_record("", {**record, path: None}).departures == ()


_WRONG = {
    Kind.TEXT: (7, "a whole number"),
    Kind.TIME: (7, "a whole number"),
    Kind.WHOLE: ("2", "text"),
    Kind.FLAG: (1, "a whole number"),
    Kind.OBJECT: ([], "a list"),
}


@pytest.mark.parametrize("path", sorted(PAGE))
def test_a_wrong_type_is_named_and_shown(path: str) -> None:
    value, came = _WRONG[RULES[path].kind]
    fax = read(**{path: value})
    assert told(fax) == [(path, DepartureKind.WRONG_TYPE, f"documented as {RULES[path].kind.words}, came as {came}")]
    assert fax.values[path] == value


@pytest.mark.parametrize(
    ("value", "came"),
    [
        (True, "true or false"),
        (2.0, "a number with decimals"),
        ({}, "an object"),
        ([2], "a list"),
        (Numeral("NaN"), "a number that can't be shown"),
    ],
)
def test_what_looks_like_a_whole_number_is_none(value: object, came: str) -> None:
    assert told(read(pages=value)) == [
        ("pages", DepartureKind.WRONG_TYPE, f"documented as a whole number, came as {came}")
    ]


@pytest.mark.parametrize(
    ("path", "low", "high"),
    [("pages", 1, 10**400), ("cost", 1, 10**9), ("duration", 1, 10**9), ("max_retry", 1, 2), ("retry_delay", 1, 29)],
)
def test_ranges_are_as_documented(path: str, low: int, high: int) -> None:
    assert read(**{path: low}).departures == read(**{path: high}).departures == ()
    outside = [low - 1, -(10**400)] if RULES[path].below is None else [low - 1, high + 1]
    for value in outside:
        assert [kind for _, kind, _ in told(read(**{path: value}))] == [DepartureKind.OUT_OF_RANGE]


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        ("status", "failed_tomorrow", "not a documented status"),
        ("status", "", "not a documented status"),
        ("status", "sending", "documented for faxes still in the outbox, not for a finished one"),
        ("direction", "sideways", "not a documented direction"),
    ],
)
def test_f118_unknown_values(path: str, value: str, reason: str) -> None:
    fax = read(**{path: value})
    assert told(fax) == [(path, DepartureKind.UNKNOWN_VALUE, reason)]
    assert fax.values[path] == value


@pytest.mark.parametrize("path", ["last_update", "scheduled_time", "start_time", "submit_time"])
@pytest.mark.parametrize("value", ["", "today", "2020-03-27T11:29:49", "2020-02-30 10:00:00", "2020-W13-5 11:29:49"])
def test_times_not_as_documented(path: str, value: str) -> None:
    assert told(read(**{path: value})) == [(path, DepartureKind.WRONG_TYPE, "not a time as documented")]


_SHAPED = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", re.ASCII)


@settings(max_examples=1_000, derandomize=True, database=None, deadline=None)
@given(
    st.one_of(st.from_regex(_SHAPED, fullmatch=True), st.text("0123456789-: TWZ+.", max_size=22), st.text(max_size=22))
)
def test_the_quick_look_at_a_time_agrees_with_the_domain(text: str) -> None:
    agreed = read_time(text) is not None and _SHAPED.fullmatch(text) is not None
    assert is_documented_time(text) is agreed


@settings(max_examples=200, derandomize=True, database=None, deadline=None)
@given(st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31)))  # noqa: DTZ001 - written without a zone
def test_every_moment_is_one(moment: datetime) -> None:
    assert is_documented_time(moment.isoformat(" ", "seconds"))


def test_an_ok_on_a_failed_fax_only() -> None:
    assert [path for path, _, _ in told(read(status="insufficient_credit", description=" ok "))] == ["description"]
    assert read(status="failed", description="busy").departures == ()
    assert read(status="success", description="OK").departures == ()


def test_another_fax_than_the_one_asked_for() -> None:
    fax = fax_record("somethingelse", ORDINARY)
    assert told(fax) == [("id", DepartureKind.CONTRADICTION, "not the ID that was asked for")]


def test_both_names_of_the_sender() -> None:
    fax = read(from_number="+13105550139")
    assert fax.values["from"] == ORDINARY["from"]
    assert fax.other == {"from_number": "+13105550139"}
    assert told(fax) == [("from", DepartureKind.CONTRADICTION, "from_number says something else")]
    assert read(from_number=ORDINARY["from"]).departures == ()


def test_they_come_in_the_order_of_the_contract() -> None:
    paths = [departure.path for departure in fax_record("", {"to": 1, "pages": 0, "header": 2}).departures]
    assert paths == sorted(paths, key=[rule.path for rule in CONTRACT].index)
    assert paths[-1] == "to"
