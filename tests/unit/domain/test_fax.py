"""Reading a fax's values: what is there, what is null, what has its documented type."""

from datetime import UTC, datetime

import pytest

from faxviewer.domain.fax import Departure, DepartureKind, Direction, Fax, Presence, read_time


@pytest.mark.parametrize(
    ("value", "presence"),
    [
        (None, Presence.NULL),
        ("", Presence.EMPTY),
        ([], Presence.EMPTY),
        ({}, Presence.EMPTY),
        (0, Presence.PRESENT),
        (False, Presence.PRESENT),
        (" ", Presence.PRESENT),
    ],
)
def test_four_ways_to_be_sent(value: object, presence: Presence) -> None:
    assert Fax("x", {"comment": value}).presence("comment") is presence
    assert Fax("x", {}).presence("comment") is Presence.ABSENT


@pytest.mark.parametrize(
    ("value", "whole"), [(7, 7), (0, 0), (-1, -1), (10**400, 10**400), (True, None), (1.5, None), ("7", None)]
)
def test_whole_numbers_only(value: object, whole: int | None) -> None:
    assert Fax("x", {"pages": value}).integer("pages") == whole


@pytest.mark.parametrize(("value", "flag"), [(True, True), (False, False), (1, None), ("true", None), (None, None)])
def test_flags_are_true_or_false_and_nothing_else(value: object, flag: bool | None) -> None:
    assert Fax("x", {"is_read": value}).flag("is_read") is flag


@pytest.mark.parametrize(("value", "text"), [("a", "a"), ("", None), (None, None), (7, None)])
def test_texts(value: object, text: str | None) -> None:
    assert Fax("x", {"to": value}).text("to") == text


@pytest.mark.parametrize(("own", "shown"), [("own", "own"), ("", "asked"), (None, "asked"), (7, "asked")])
def test_the_id_is_the_records_own_or_the_one_asked_for(own: object, shown: str) -> None:
    assert Fax("asked", {"id": own}).id == shown


@pytest.mark.parametrize(
    ("value", "direction"),
    [
        ("outgoing", Direction.OUTGOING),
        ("incoming", Direction.INCOMING),
        ("sideways", None),
        (None, None),
        (["incoming"], None),
        ({"a": []}, None),
    ],
)
def test_directions(value: object, direction: Direction | None) -> None:
    assert Fax("x", {"direction": value}).direction is direction


def test_times_are_utc() -> None:
    fax = Fax("x", {"start_time": "2020-03-27 11:29:21"})
    assert fax.time("start_time") == datetime(2020, 3, 27, 11, 29, 21, tzinfo=UTC)
    assert fax.time("submit_time") is None


@pytest.mark.parametrize(
    "value",
    [
        None,
        0,
        "",
        "2020-03-27",
        "2020-03-27T11:29:21",
        "2020-02-30 11:29:21",
        "2020-03-27 24:00:00",
        "٢020-03-27 11:29:21",
    ],
)
def test_what_is_no_time(value: object) -> None:
    assert read_time(value) is None


def test_departures_are_found_by_their_exact_path() -> None:
    here = Departure("cover_page.flags", DepartureKind.WRONG_TYPE, "odd", "a list")
    there = Departure("cover_page", DepartureKind.WRONG_TYPE, "odd", "an object")
    fax = Fax("x", {}, departures=(here, there))
    assert fax.departures_of("cover_page") == (there,)
    assert fax.departures_of("cover_page.flags.urgent") == ()
