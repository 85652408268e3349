"""The head of the form: what happened, what it means, what to do, and the badges."""

from pathlib import Path
from typing import Any

import pytest

from faxviewer.domain.fax import Fax
from faxviewer.domain.status import STATUSES
from faxviewer.domain.tone import Tone
from faxviewer.presenters.answer import Answer, Badge, answer, badges
from tests.fakes.records import ODD_VALUES
from tests.fakes.views import PlainFormats, fax

ICONS = Path(__file__).parents[3] / "resources" / "icons"


def answer_to(**values: Any) -> Answer:
    return answer(fax(**values), PlainFormats())


def badge_of(path: str, found: Fax) -> Badge | None:
    """The badge of the field at `path`, or None; fails where there are two."""
    matching = [badge for badge in badges(found) if badge.path == path]
    assert len(matching) <= 1
    return matching[0] if matching else None


# What happened


def test_a_busy_line_is_told_in_plain_words() -> None:
    told = answer_to(status="failed_user_busy", direction="outgoing")
    assert told.headline == "Not delivered: the line was busy"
    assert told.meaning == "The other fax line was in use."
    assert told.next_step == "Wait some minutes and send it again."
    assert told.tone is Tone.FAILURE


def test_a_fax_that_came_in_was_received_not_delivered() -> None:
    assert answer_to(status="success", direction="outgoing").headline == "Delivered: every page went through"
    assert answer_to(status="success", direction="incoming").headline == "Received: every page went through"
    assert answer_to(status="failed_fs_49", direction="incoming").headline == "Not received: the call dropped early"


def test_who_received_a_fax_is_not_told_to_send_it_again() -> None:
    told = answer_to(status="failed_user_busy", direction="incoming")
    assert told.next_step == "Ask the sender to try again; the cause is on their side of the line."


@pytest.mark.parametrize("code", STATUSES)
@pytest.mark.parametrize("direction", ["outgoing", "incoming"])
def test_every_status_has_a_headline_a_meaning_and_a_badge(code: str, direction: str) -> None:
    told = answer_to(status=code, direction=direction)
    assert told.headline and told.meaning and told.next_step
    assert told.headline != code
    assert told.badges[0] == Badge("status", STATUSES[code].label, told.tone.value, told.tone, STATUSES[code].meaning)


def test_our_own_reading_of_a_code_is_marked_as_ours() -> None:
    assert "Our reading" in answer_to(status="failed_fs_2").meaning
    assert "Our reading" not in answer_to(status="failed_user_busy").meaning


def test_who_and_when_stand_before_the_meaning() -> None:
    told = answer_to(status="success", direction="outgoing", to="+12125550172", last_update="2020-03-27 11:31:05")
    assert told.meaning == (
        "To +121 255 501 72, last update today 11:31:05 (11:31:05 UTC). Every page was sent or received."
    )


def test_an_incoming_fax_names_its_sender() -> None:
    told = answer_to(status="success", direction="incoming", from_="+12025550118", to="+12125550172")
    assert told.meaning.startswith("From +120 255 501 18. ")


def test_several_destinations_are_all_named() -> None:
    assert answer_to(status="sending", to=["+1", "+2"]).meaning.startswith("To +1, +2. ")


def test_without_anyone_to_name_the_time_begins_the_sentence() -> None:
    told = answer_to(status="success", last_update="2020-03-27 11:31:05")
    assert told.meaning.startswith("Last update today 11:31:05 (11:31:05 UTC). ")


def test_without_anything_to_say_only_the_meaning_stands() -> None:
    assert answer_to(status="success").meaning == "Every page was sent or received."


@pytest.mark.parametrize("party", [None, "", 5, {}, True])
def test_a_party_that_is_no_number_is_not_guessed(party: object) -> None:
    assert answer_to(status="success", to=party).meaning == "Every page was sent or received."


def test_a_hostile_party_is_visible_and_short() -> None:
    meaning = answer_to(status="success", to="\u202e" + "9" * 1_000_000).meaning
    assert meaning.startswith("To ⟨U+202E⟩9")
    assert len(meaning) < 200


# What nobody documented


def test_a_status_of_tomorrow_is_shown_as_it_came() -> None:
    told = answer_to(status="failed_tomorrow")
    assert told.headline == "A status that Faxviewer doesn't know"
    assert (told.badges[0].text, told.badges[0].tone) == ("failed_tomorrow", Tone.UNKNOWN)


@pytest.mark.parametrize("status", [None, ""])
def test_a_missing_status_is_said(status: object) -> None:
    told = answer_to(status=status)
    assert told.headline == "The service gives no status for this fax"
    assert told.badges[0].text == "No status"
    assert told.headline == answer_to().headline


@pytest.mark.parametrize(
    ("status", "text"), [(5, "5"), (True, "true"), (["failed", None], '["failed", null]'), ("\ud800", "⟨U+D800⟩")]
)
def test_a_status_that_is_no_text_is_shown_as_it_came(status: object, text: str) -> None:
    assert answer_to(status=status).badges[0].text == text


def test_a_status_without_end_is_cut() -> None:
    assert len(answer_to(status="x" * 1_000_000).badges[0].text) < 100


def test_a_status_that_cant_even_be_written_raises_nothing() -> None:
    deep: list[object] = []
    for _ in range(5_000):
        deep = [deep]
    for value in (deep, 10**5_000):
        told = answer(Fax("asked", {"status": value, "direction": value, "is_read": value}), PlainFormats())
        assert [badge.text for badge in told.badges] == [
            "not a status",
            "not a value we can show",
            "Read: not a value we can s… (3 more characters)",
        ]


def test_an_unknown_direction_is_a_badge_of_its_own() -> None:
    assert badge_of("direction", fax(direction="sideways")) == Badge("direction", "sideways", "unknown", Tone.UNKNOWN)


# Badges


@pytest.mark.parametrize(("direction", "text"), [("outgoing", "Outgoing"), ("incoming", "Incoming")])
def test_the_direction_has_a_badge(direction: str, text: str) -> None:
    assert badge_of("direction", fax(direction=direction)) == Badge("direction", text, direction, Tone.UNKNOWN)


def test_read_and_unread_both_have_a_badge() -> None:
    assert badge_of("is_read", fax(is_read=True)) == Badge("is_read", "Read", "read", Tone.UNKNOWN)
    assert badge_of("is_read", fax(is_read=False)) == Badge("is_read", "Unread", "unread", Tone.UNKNOWN)


FLAGS = {
    "is_spam": ("Spam", "spam"),
    "cover_page.flags.urgent": ("Urgent", "urgent"),
    "cover_page.flags.for_review": ("For review", "review"),
    "cover_page.flags.please_reply": ("Reply wanted", "reply"),
    "cover_page.flags.confidential": ("Confidential", "confidential"),
}


@pytest.mark.parametrize("path", FLAGS)
def test_a_flag_has_a_badge_only_where_it_is_set(path: str) -> None:
    text, icon = FLAGS[path]
    assert badge_of(path, Fax("asked", {path: True})) == Badge(path, text, icon, Tone.PARTIAL)
    assert badge_of(path, Fax("asked", {path: False})) is None


@pytest.mark.parametrize("path", [*FLAGS, "is_read", "direction"])
def test_what_was_not_sent_has_no_badge(path: str) -> None:
    for values in ({}, {path: None}, {path: ""}):
        assert badge_of(path, Fax("asked", values)) is None


@pytest.mark.parametrize("path", [*FLAGS, "is_read"])
def test_a_flag_that_is_neither_yes_nor_no_is_shown_as_it_came(path: str) -> None:
    badge = badge_of(path, Fax("asked", {path: "maybe"}))
    assert badge is not None
    assert badge.text.endswith(": maybe")
    assert (badge.icon, badge.tone) == ("unknown", Tone.UNKNOWN)


def test_the_status_comes_first() -> None:
    found = fax(is_spam=True, is_read=False, direction="incoming", status="success", cover_page__flags__urgent=True)
    assert [badge.path for badge in badges(found)] == [
        "status",
        "direction",
        "is_read",
        "is_spam",
        "cover_page.flags.urgent",
    ]


def test_every_badge_has_text_and_a_drawing() -> None:
    """Never colour alone: each icon that a badge can name lies among the icons."""
    every = dict.fromkeys((*FLAGS, "is_read"), True)
    drawn = [
        *(badge for code in (*STATUSES, "?") for badge in badges(fax(status=code))),
        *badges(Fax("asked", {**every, "direction": "incoming"})),
        *badges(Fax("asked", {"is_read": False, "direction": "outgoing"})),
        *badges(Fax("asked", {"is_spam": "maybe", "direction": "sideways"})),
    ]
    assert {badge.tone for badge in drawn} == set(Tone)
    for badge in drawn:
        assert badge.text.strip()
        assert (ICONS / f"{badge.icon}.svg").is_file()


@pytest.mark.parametrize("path", ["status", "direction", "from", "to", "last_update", "is_read", *FLAGS])
def test_no_badge_minds_any_value(path: str) -> None:
    for value in ODD_VALUES:
        told = answer(Fax("asked", {path: value}), PlainFormats())
        assert told.headline
        assert all(badge.text.strip() and len(badge.text) < 120 for badge in told.badges)
