""" "They say it never came": what is said of which fax, with the record's own facts."""

from typing import Any

import pytest

from faxviewer.domain.fax import Fax, Shape
from faxviewer.domain.status import STATUSES
from faxviewer.presenters.answer import can_be_denied
from faxviewer.presenters.denial import REPORT, denial
from tests.fakes.records import ODD_VALUES
from tests.fakes.views import PlainFormats

SENT: dict[str, Any] = {
    "status": "success",
    "direction": "outgoing",
    "to": "+12125550172",
    "pages": 3,
    "header": "Example AG",
    "start_time": "2026-03-27 10:02:40",
    "last_update": "2026-03-27 10:04:49",
}


def said(**changes: Any) -> str:
    """Everything that the card says of a sent fax with these changes."""
    told = denial(Fax("asked", {**SENT, **changes}), PlainFormats())
    return "\n".join(line for section in told.sections for line in section.lines)


@pytest.mark.parametrize("direction", ["outgoing", "incoming", None])
@pytest.mark.parametrize("code", [*STATUSES, "failed_tomorrow", None])
def test_only_what_was_sent_and_arrived_can_be_denied(code: str | None, direction: str | None) -> None:
    fax = Fax("asked", {**SENT, "status": code, "direction": direction})
    deniable = direction == "outgoing" and code in ("success", "partially_sent")
    assert can_be_denied(fax) is deniable
    told = denial(fax, PlainFormats())
    assert bool(told.title) is deniable
    assert (told.sections == (REPORT,)) is not deniable


def test_what_is_still_in_the_outbox_cant_be_denied_yet() -> None:
    assert not can_be_denied(Fax("asked", SENT, shape=Shape.OUTBOX))


def test_the_facts_of_the_record_are_woven_in() -> None:
    told = denial(Fax("asked", SENT), PlainFormats())
    assert [section.title for section in told.sections] == [
        *("What delivery proves", "What it does not prove", "Ask the recipient", "Confirmation report"),
    ]
    proof, _, ask, _ = told.sections
    assert proof.lines == (
        "Fax.Plus reports #3 pages as sent: the machine that answered confirmed each page over the phone line.",
        "The number dialled was +121 255 501 72.",
        "The record was last updated today 10:04:49 (10:04:49 UTC).",
    )
    assert ask.lines[0] == "Is +121 255 501 72 the number of your fax machine, digit for digit?"
    assert ask.lines[1] == "What came in around today 10:02:40 (10:02:40 UTC), in your own time zone?"
    assert ask.lines[-1] == "Look for #3 pages with the header line “Example AG” at the top."


def test_one_page_is_one_page() -> None:
    assert "Look for #1 page with" in said(pages=1)


def test_what_the_record_has_not_is_left_out_and_not_guessed() -> None:
    without = said(to=None, start_time=None, last_update=None, header=None, pages=None)
    assert "number dialled" not in without
    assert "digit for digit" not in without
    assert "last updated" not in without
    assert "time zone" not in without
    assert "header" not in without
    assert "Look for every page." in without


def test_without_a_start_the_last_update_tells_when() -> None:
    assert "around today 10:04:49" in said(start_time=None)


def test_of_a_partly_sent_fax_no_number_of_pages_is_claimed() -> None:
    partly = said(status="partially_sent", pages=12)
    assert "12" not in partly.replace("121 255", "")
    assert "It does not say how many." in partly
    assert "Look for the first pages with the header line" in partly


def test_what_comes_from_outside_is_visible_short_and_never_read_as_a_place() -> None:
    hostile = said(header="{number}\u202e" + "x" * 10_000, to="{when}{0}")
    assert "{number}⟨U+202E⟩xxx" in hostile
    assert "dialled was {when}{0}." in hostile
    assert len(hostile) < 2_000


@pytest.mark.parametrize("path", SENT)
def test_the_card_minds_no_value(path: str) -> None:
    for value in ODD_VALUES:
        fax = Fax("asked", {**SENT, path: value})
        for section in denial(fax, PlainFormats()).sections:
            assert section.title
            assert section.lines
            for line in section.lines:
                assert line.strip() == line
                assert line.endswith((".", "?"))
                assert "None" not in line
                assert "!" not in line
