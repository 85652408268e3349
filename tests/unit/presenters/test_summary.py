"""A fax in words for a ticket: golden texts, absent facts, hostile ones."""

import re

import pytest
from hypothesis import given

from faxviewer.presenters.form import Desk
from faxviewer.presenters.summary import FIELDS, facts, plain_summary
from faxviewer.presenters.ticket import Form, Format, TicketChoices, ticket_of
from tests.fakes.records import ORDINARY, odd_records
from tests.fakes.views import Choices, PlainFormats, fax
from tests.unit.presenters.golden_summaries import DESK, faxes, file_of, written
from tests.unit.presenters.reading import as_read

ANEW = "python -m tests.unit.presenters.golden_summaries writes them anew"


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("kind", Format)
def test_every_status_reads_as_it_was_reviewed(form: Form, kind: Format) -> None:
    assert written(form, kind) == file_of(form, kind).read_text(encoding="utf-8"), ANEW


@pytest.mark.parametrize(("title", "found"), list(faxes()), ids=lambda one: one if isinstance(one, str) else "")
def test_no_summary_has_a_gap(title: str, found: object) -> None:
    for form in Form:
        text = written_of(found, form)
        assert not re.search(r"None|\{|\}|  |\.\.|:$|, *$| \.", text, re.MULTILINE), text
        assert "UTC" in text or title == "nothing but its ID"


def written_of(found: object, form: Form) -> str:
    choices = TicketChoices(Choices())
    choices.chosen_form = form
    return ticket_of(found, "self", DESK, choices).text  # type: ignore[arg-type]


def test_the_facts_of_an_ordinary_record() -> None:
    found = facts(as_read(ORDINARY), "u2", Desk(PlainFormats(), name_of={"u2": "Bruno"}.get), "UTC")  # type: ignore[arg-type]
    assert found["from"] == "+120 255 501 18 (Utopia, UT)"
    assert found["user"] == "Bruno (u2)"
    assert found["submitted"] == "2020-03-27 11:28:46"
    assert found["zone"] == "UTC"
    assert found["comment"] == "Referral for Ms Okafor"
    assert found["subject"] == "Referral"
    assert set(found) <= set(FIELDS)


def test_what_the_record_doesnt_say_is_left_out() -> None:
    found = facts(fax(status="success", pages=None, to="", comment=""), "self", Desk(PlainFormats()))
    assert not set(found) & {"pages", "to", "from", "comment", "cost", "updated", "zone", "owner", "user", "departures"}
    assert "None" not in plain_summary(fax(), "self", Desk(PlainFormats()))


def test_pages_and_time_on_the_line_of_another_kind_are_quoted_as_they_came() -> None:
    found = facts(fax(status="success", pages="two", duration=-5), "self", Desk(PlainFormats()))
    assert (found["pages"], found["duration"]) == ("two (as sent)", "-5 (as sent)")
    assert "two" not in found["fax"], "a sentence has no room for it"
    none = facts(fax(status="success", pages=0, duration=0), "self", Desk(PlainFormats()))
    assert not {"pages", "duration"} & set(none)


def test_a_time_that_contradicts_another_says_so() -> None:
    times = {"submit_time": "2026-11-16 08:15:00", "start_time": "2026-11-16 08:10:00"}
    found = facts(fax(status="success", **times), "self", Desk(PlainFormats()))
    assert "before" not in found["submitted"]
    assert found["started"].endswith(" (started 5 min before it was submitted)")


def test_a_time_that_is_none_is_quoted_as_it_came() -> None:
    found = facts(fax(status="success", start_time="2026-11-16T08:15:00Z", last_update=0), "self", Desk(PlainFormats()))
    assert (found["started"], found["updated"]) == ("2026-11-16T08:15:00Z (as sent)", "0 (as sent)")
    assert "zone" not in found, "nothing was put into one"


def test_a_line_break_in_a_value_begins_no_line() -> None:
    hostile = "a\r\nStatus: success\nTo: +1\u2028x\tb"
    text = plain_summary(fax(file_name=hostile, status="failed"), "self", Desk(PlainFormats()))
    assert "\nDocument: a␍ ↵ Status: success ↵ To: +1⟨U+2028⟩x b\n" in text
    assert text.count("\nStatus: ") == 1


def test_what_would_hide_or_reorder_is_shown() -> None:
    text = plain_summary(fax("\u202eid", to="\u202e+1", owner_id="\u200b"), "\ud800", Desk(PlainFormats()))
    assert "⟨U+202E⟩" in text and not set(text) & set("\u202e\u200b\ud800")


def test_a_value_without_end_is_cut() -> None:
    assert len(plain_summary(fax(file_name="x" * 10**6, to=["9" * 1000] * 999), "self", Desk(PlainFormats()))) < 4_000


@given(odd_records())
def test_no_record_raises_and_every_fact_is_one_line(record: dict[str, object]) -> None:
    for outbox in (False, True):
        found = facts(as_read(record, "asked", outbox=outbox), "self", DESK, "Asia/Tokyo")
        assert all(len(fact.splitlines()) == 1 and fact.strip() == fact for fact in found.values())
