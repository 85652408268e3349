"""When things happened: order, scale, waits, contradictions, and the same in sentences."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faxviewer.domain.fax import Fax
from faxviewer.domain.tone import Tone
from faxviewer.presenters.timeline import Timeline, timeline, wait_in_words
from tests.fakes.records import ODD_VALUES, ORDINARY, OUTBOX, VENDORS_EXAMPLE, odd_records
from tests.fakes.views import PlainFormats, fax
from tests.unit.presenters.reading import as_read

DAY = "2020-03-27"


def of(**values: Any) -> Timeline:
    """The timeline of a fax; times of day mean those of DAY."""
    times = ("submit_time", "scheduled_time", "start_time", "last_update")
    full = {
        name: f"{DAY} {value}" if name in times and len(str(value)) == 8 else value for name, value in values.items()
    }
    return timeline(fax(**full), PlainFormats())


def named(shown: Timeline) -> list[tuple[str, str]]:
    return [(point.label, point.clock) for point in shown.points]


def odd(shown: Timeline) -> dict[str, str]:
    return {point.label: point.odd for point in shown.points if point.odd}


# What happened


def test_a_failed_fax_was_submitted_started_and_updated_last() -> None:
    shown = of(status="failed_user_busy", submit_time="10:02:11", start_time="10:02:40", last_update="10:04:49")
    assert named(shown) == [("Submitted", "10:02:11"), ("Started", "10:02:40"), ("Last update", "10:04:49")]
    assert [wait.words for wait in shown.waits] == ["29 s", "2 min 9 s"]
    assert [wait.running for wait in shown.waits] == [False, True], "the tone's colour is for the part after the start"
    assert shown.tone is Tone.FAILURE and not shown.goes_on
    assert shown.sentences == (
        "Submitted: Today 10:02:11 (10:02:11 UTC).",
        "Started: Today 10:02:40 (10:02:40 UTC), 29 s later.",
        "Last update: Today 10:04:49 (10:04:49 UTC), 2 min 9 s later.",
    )


def test_points_stand_to_scale() -> None:
    shown = of(submit_time="10:00:00", start_time="10:00:30", last_update="10:02:00")
    assert [point.place for point in shown.points] == [0.0, 0.25, 1.0]
    assert [(wait.start, wait.end) for wait in shown.waits] == [(0.0, 0.25), (0.25, 1.0)]


def test_the_end_is_reckoned_and_says_so() -> None:
    shown = of(start_time="10:00:00", duration=90, last_update="10:01:34")
    assert named(shown) == [("Started", "10:00:00"), ("Ended", "10:01:30"), ("Last update", "10:01:34")]
    assert [point.reckoned for point in shown.points] == [False, True, False]
    assert "as we reckon" in shown.sentences[1] and "as we reckon" not in shown.sentences[0] + shown.sentences[2]


@pytest.mark.parametrize("duration", [0, -5, None, "90", 90.0, True, 10**9, 10**400])
def test_a_duration_that_is_none_reckons_no_end(duration: object) -> None:
    assert named(of(start_time="10:00:00", duration=duration)) == [("Started", "10:00:00")]


def test_no_end_is_reckoned_beyond_the_calendar() -> None:
    assert named(of(start_time="9999-12-31 23:59:59", duration=5)) == [("Started", "23:59:59")]


def test_times_that_coincide_keep_their_order_and_need_no_wait() -> None:
    shown = of(last_update="10:00:00", start_time="10:00:00", submit_time="10:00:00")
    assert [label for label, _ in named(shown)] == ["Submitted", "Started", "Last update"]
    assert {point.place for point in shown.points} == {0.0}
    assert [wait.words for wait in shown.waits] == ["", ""]
    assert shown.sentences[1].endswith(", at the same time.")
    assert not odd(shown)


def test_the_vendors_own_records_have_their_timelines() -> None:
    labels = [[label for label, _ in named(timeline(as_read(record), PlainFormats()))]
              for record in (ORDINARY, VENDORS_EXAMPLE)]  # fmt: skip
    assert labels == [["Submitted", "Scheduled", "Started", "Ended", "Last update"], ["Started", "Last update"]]


# Under way


def test_a_fax_for_later_waits_at_an_open_end() -> None:
    shown = of(
        status="scheduled_for_sending", submit_time="10:00:00", last_update="10:00:03",
        scheduled_time="2020-03-29 08:00:00",
    )  # fmt: skip
    assert [label for label, _ in named(shown)] == ["Submitted", "Last update", "Scheduled"]
    assert [wait.ahead for wait in shown.waits] == [False, True]
    assert shown.goes_on and not odd(shown)
    assert shown.sentences[-1] == "It has not ended yet."
    assert shown.waits[1].words == "45 h 59 min" and shown.waits[1].broken


def test_a_fax_in_the_outbox_has_what_is_known_of_it() -> None:
    shown = timeline(as_read(OUTBOX, outbox=True), PlainFormats())
    assert [label for label, _ in named(shown)] == ["Submitted", "Scheduled", "Last update"]
    assert shown.goes_on and not any(wait.ahead or wait.running for wait in shown.waits)


# Waits without end


def test_days_of_waiting_leave_room_for_seconds_and_say_so() -> None:
    shown = of(
        submit_time="2020-03-20 10:00:00", scheduled_time="10:00:00", start_time="10:00:20", last_update="10:01:00"
    )
    assert [wait.broken for wait in shown.waits] == [True, False, False]
    assert [wait.words for wait in shown.waits] == ["7 days", "20 s", "40 s"]
    assert [round(point.place or 0, 3) for point in shown.points] == [0.0, 0.2, 0.467, 1.0]
    assert [" (not drawn to scale)" in sentence for sentence in shown.sentences] == [False, True, False, False]


def test_two_long_waits_are_both_cut_short() -> None:
    shown = of(submit_time="2019-01-01 00:00:00", start_time="10:00:00", last_update="10:01:00", duration=50)
    assert [wait.broken for wait in shown.waits] == [True, False, False]
    shown = of(submit_time="2010-01-01 00:00:00", scheduled_time="2020-03-25 10:00:00", start_time="10:00:00",
               last_update="10:01:00")  # fmt: skip
    assert [wait.broken for wait in shown.waits] == [True, True, False]


@pytest.mark.parametrize(
    "values",
    [
        {"submit_time": "2020-03-20 10:00:00", "last_update": "10:00:00"},  # there is nothing else to see
        {"submit_time": "10:00:00", "start_time": "10:59:58", "last_update": "10:59:59"},
        {"submit_time": "2020-03-20 10:00:00", "start_time": "2020-03-24 10:00:00", "last_update": "10:00:00"},
    ],
)
def test_what_fits_is_drawn_to_scale(values: dict[str, str]) -> None:
    assert not any(wait.broken for wait in of(**values).waits)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (129, "2 min 9 s"), (172_799, "47 h 59 min"), (172_800, "2 days"), (270_000, "3 days 3 h")],
)
def test_long_waits_are_told_in_days(seconds: int, words: str) -> None:
    assert wait_in_words(seconds) == words


def test_days_are_named_only_where_they_differ() -> None:
    assert {point.day for point in of(submit_time="10:00:00", start_time="11:00:00").points} == {""}
    over = of(submit_time="23:59:00", start_time="23:59:40", last_update="2020-03-28 00:01:00", duration=60)
    assert [point.day for point in over.points] == ["27.3.2020", "", "28.3.2020", ""]


# What contradicts


@pytest.mark.parametrize(
    ("values", "label", "reason"),
    [
        ({"submit_time": "10:02:00", "start_time": "10:00:00"}, "Started", "started 2 min before it was submitted"),
        (
            {"submit_time": "10:02:00", "scheduled_time": "10:01:00"},
            "Scheduled",
            "scheduled 1 min before it was submitted",
        ),
        ({"scheduled_time": "10:02:00", "start_time": "10:01:59"}, "Started", "started 1 s before it was scheduled"),
        ({"start_time": "10:02:00", "last_update": "09:02:00"}, "Last update", "updated 1 h before it started"),
        (
            {"submit_time": "10:02:00", "last_update": "10:01:00"},
            "Last update",
            "updated 1 min before it was submitted",
        ),
        (
            {"start_time": "10:00:00", "duration": 66, "last_update": "10:01:00"},
            "Last update",
            "last update 6 s before the end that we reckon",
        ),
    ],
)
def test_what_contradicts_stands_where_it_is_and_says_why(values: dict[str, Any], label: str, reason: str) -> None:
    shown = of(**values)
    assert odd(shown) == {label: reason}
    assert [point.place for point in shown.points] == sorted(point.place or 0.0 for point in shown.points)
    assert reason in [wait.odd for wait in shown.waits], "the words stand above the line too"
    assert sum("⚑" in sentence for sentence in shown.sentences) == 1
    assert any(f"⚑ {reason[0].upper()}{reason[1:]}." in sentence for sentence in shown.sentences)


def test_a_few_seconds_between_end_and_update_contradict_nothing() -> None:
    assert not odd(of(start_time="10:00:00", duration=65, last_update="10:01:00"))


def test_what_is_no_time_stands_where_it_should_come() -> None:
    shown = of(submit_time="2026-02-30 25:61:00", start_time="10:00:00", last_update="2026-11-16T08:15:00Z")
    assert named(shown) == [("Submitted", "not a time"), ("Started", "10:00:00"), ("Last update", "not a time")]
    assert [point.place for point in shown.points] == [None, 0.0, None]
    assert "Submitted: ⚑ 2026-02-30 25:61:00 is not a time." in shown.sentences


def test_hostile_text_in_place_of_a_time_is_made_visible_and_short() -> None:
    said = " ".join(of(start_time="\u202e\ud800" + "x" * 5_000).sentences)
    assert "⟨U+202E⟩⟨U+D800⟩" in said and len(said) < 150


# Hardly anything


def test_one_time_is_one_point() -> None:
    shown = of(start_time="10:00:00")
    assert [point.place for point in shown.points] == [0.0] and not shown.waits


def test_no_time_is_said() -> None:
    for shown in (of(status="sending"), of(submit_time=None), of(start_time="")):
        assert (shown.points, shown.waits, shown.goes_on) == ((), (), False)
        assert shown.sentences == ("No times were sent.",)


def test_nothing_but_what_is_no_time_can_be_shown_too() -> None:
    shown = of(status="sending", submit_time="soon", last_update="later")
    assert [point.place for point in shown.points] == [None, None] and not shown.goes_on
    assert shown.sentences == ("Submitted: ⚑ soon is not a time.", "Last update: ⚑ later is not a time.")


def sound(shown: Timeline) -> None:
    """Fails unless it can be drawn and said."""
    places = [point.place for point in shown.points if point.place is not None]
    assert places == sorted(places) and all(0 <= place <= 1 for place in places)
    assert len(shown.waits) == max(len(places) - 1, 0)
    assert all(0 <= wait.start <= wait.end <= 1 for wait in shown.waits)
    assert len(shown.points) <= 5
    assert shown.sentences and all(sentence.strip() and sentence.encode() for sentence in shown.sentences)
    for point in shown.points:
        assert any(sentence.startswith(f"{point.label}: ") for sentence in shown.sentences)


@pytest.mark.parametrize("path", ["submit_time", "scheduled_time", "start_time", "last_update", "duration", "status"])
def test_no_time_minds_any_value(path: str) -> None:
    for value in (*ODD_VALUES, "0001-01-01 00:00:00", "9999-12-31 23:59:59"):
        sound(timeline(Fax("asked", {**as_read(ORDINARY).values, path: value}), PlainFormats()))


@settings(
    max_examples=1_500,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(odd_records(), st.booleans())
def test_no_record_however_odd_raises(record: dict[str, Any], in_outbox: bool) -> None:
    sound(timeline(as_read(record, "asked", outbox=in_outbox), PlainFormats()))


@settings(max_examples=1_000, derandomize=True, database=None, deadline=None)
@given(*[st.none() | st.datetimes()] * 4, st.none() | st.integers(-5, 10**10))
def test_any_times_in_any_order_can_be_drawn(
    submitted: Any, scheduled: Any, started: Any, updated: Any, duration: int | None
) -> None:
    paths = ("submit_time", "scheduled_time", "start_time", "last_update")
    values = {path: moment and f"{moment:%Y-%m-%d %H:%M:%S}".rjust(19, "0")
              for path, moment in zip(paths, (submitted, scheduled, started, updated), strict=True)}  # fmt: skip
    sound(timeline(Fax("asked", {**values, "duration": duration}), PlainFormats()))
