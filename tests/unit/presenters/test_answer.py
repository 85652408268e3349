"""The head of the form: what happened, what it means, what to do, and the badges."""

from pathlib import Path
from typing import Any

import pytest

from faxviewer.domain.account import Balance
from faxviewer.domain.fax import Fax, Shape
from faxviewer.domain.status import STATUSES, Actor
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
    assert answer_to(status="success", direction="incoming").headline == "Received: every page came through"
    assert answer_to(status="failed_fs_49", direction="incoming").headline == "Not received: the call dropped early"


def test_who_received_a_fax_is_not_told_to_send_it_again() -> None:
    told = answer_to(status="failed_user_busy", direction="incoming")
    assert told.next_step == "Ask the sender to wait some minutes and try again."
    assert told.actor == "The sender acts."


@pytest.mark.parametrize("code", STATUSES)
@pytest.mark.parametrize("direction", ["outgoing", "incoming", None])
def test_every_status_has_a_headline_a_meaning_and_a_badge(code: str, direction: str | None) -> None:
    told = answer_to(status=code, direction=direction)
    assert told.headline and told.meaning and told.next_step
    assert told.headline != code
    incoming = None if direction is None else direction == "incoming"
    label = STATUSES[code].label_for(incoming=incoming)
    meaning = STATUSES[code].seen(incoming=incoming).meaning
    assert told.badges[0] == Badge("status", label, told.tone.value, told.tone, meaning)


def test_the_badge_of_a_fax_without_a_direction_says_what_the_headline_says() -> None:
    told = answer_to(status="success", direction=None)
    assert told.badges[0].text == "Went through"
    assert told.headline.startswith("Went through")


def test_our_own_reading_of_a_code_is_marked_as_ours() -> None:
    for direction in ("outgoing", "incoming", None):
        assert "Our reading" in answer_to(status="failed_fs_2", direction=direction).meaning
        assert "Our reading" not in answer_to(status="failed_user_busy", direction=direction).meaning


def test_who_and_when_stand_before_the_meaning() -> None:
    told = answer_to(status="success", direction="outgoing", to="+12125550172", last_update="2020-03-27 11:31:05")
    assert told.meaning == ("To +121 255 501 72, last update today 11:31:05 (11:31:05 UTC). Every page was sent.")


def test_an_incoming_fax_names_its_sender() -> None:
    told = answer_to(status="success", direction="incoming", from_="+12025550118", to="+12125550172")
    assert told.meaning.startswith("From +120 255 501 18. ")


def test_several_destinations_are_all_named() -> None:
    assert answer_to(status="sending", to=["+1", "+2"]).meaning.startswith("To +1, +2. ")


def test_without_anyone_to_name_the_time_begins_the_sentence() -> None:
    told = answer_to(status="success", last_update="2020-03-27 11:31:05")
    assert told.meaning.startswith("Last update today 11:31:05 (11:31:05 UTC). ")


def test_without_anything_to_say_only_the_meaning_stands() -> None:
    assert answer_to(status="success", direction="outgoing").meaning == "Every page was sent."


@pytest.mark.parametrize("party", [None, "", 5, {}, True])
def test_a_party_that_is_no_number_is_not_guessed(party: object) -> None:
    assert answer_to(status="success", direction="outgoing", to=party).meaning == "Every page was sent."


def test_a_hostile_party_is_visible_and_short() -> None:
    meaning = answer_to(status="success", to="\u202e" + "9" * 1_000_000).meaning
    assert meaning.startswith("To ⟨U+202E⟩9")
    assert len(meaning) < 200


# The record's own facts


@pytest.mark.parametrize(
    ("pages", "headline"),
    [
        (3, "Delivered: all #3 pages went through"),
        (1, "Delivered: its 1 page went through"),
        *((odd, "Delivered: every page went through") for odd in (None, 0, -2, "3", 2.5, True, 10**40)),
    ],
)
def test_the_pages_are_part_of_what_happened(pages: object, headline: str) -> None:
    told = answer_to(status="success", direction="outgoing", pages=pages)
    assert (told.headline, "in the fax" in told.meaning) == (headline, False)


@pytest.mark.parametrize("status", ["partially_sent", "partially_received", "failed_user_busy"])
def test_pages_of_a_fax_that_did_not_get_through_are_only_counted(status: str) -> None:
    told = answer_to(status=status, direction="outgoing", pages=5)
    assert "5" not in told.headline
    assert told.meaning.endswith("The record says: #5 pages in the fax.")


def test_time_on_the_line_and_retries_are_said_where_the_record_has_them() -> None:
    told = answer_to(status="failed_no_answer", direction="outgoing", pages=1, duration=129, max_retry=3)
    assert told.meaning.endswith(
        "The record says: #1 page in the fax, 2 min 9 s on the line, #3 retries allowed at most."
    )
    assert "#1 retry allowed at most" in answer_to(status="failed", max_retry=1).meaning
    for nothing in (0, None, -1, "2", 10**30):
        assert "The record says" not in answer_to(status="failed", pages=0, duration=nothing, max_retry=nothing).meaning


def test_a_scheduled_fax_says_when() -> None:
    told = answer_to(status="scheduled_for_sending", direction="outgoing", scheduled_time="2026-11-12 06:30:00")
    assert "The fax will be sent today 06:30:00 (06:30:00 UTC), as scheduled." in told.meaning
    told = answer_to(status="scheduled_for_sending", direction="outgoing", scheduled_time="tomorrow")
    assert "The fax will be sent at its scheduled time." in told.meaning


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"cost": 2}, "Cost: 2 USD."),
        ({"cost": 0}, "Cost: 0."),
        ({}, "The record does not say whether it cost anything."),
        ({"cost": None}, "The record does not say whether it cost anything."),
        ({"cost": "two"}, "What the record says of the cost is not an amount."),
        ({"cost": 10**40}, "What the record says of the cost is not an amount."),
    ],
)
def test_the_cost_is_a_sentence(values: dict[str, Any], sentence: str) -> None:
    assert answer(fax(status="success", **values), PlainFormats(), Balance(1, "USD")).cost == sentence


def test_without_a_known_currency_the_cost_stands_alone() -> None:
    assert answer_to(cost=2).cost == "Cost: 2 units."


def test_without_a_direction_both_numbers_stand_and_that_is_said() -> None:
    told = answer_to(status="success", from_="+1", to="+2")
    assert told.headline == "Went through: every page"
    assert told.meaning.startswith("From +1 to +2. ")
    assert told.meaning.endswith("The record does not say which way the fax went.")


def test_what_stands_in_the_outbox_goes_out() -> None:
    told = answer(Fax("asked", {"status": "sending"}, shape=Shape.OUTBOX), PlainFormats())
    assert told.headline == "On its way: being sent now"
    assert "which way" not in told.meaning


STATUSES_OF_ALL_KINDS = (*STATUSES, "failed_tomorrow", None, "", 7, ["failed"])
SPARSE: dict[str, Any] = {}
FULL: dict[str, Any] = {
    "pages": 2,
    "duration": 31,
    "max_retry": 2,
    "cost": 3,
    "to": "+12125550172",
    "from": "+12025550118",
    "scheduled_time": "2026-11-12 06:30:00",
    "last_update": "2026-11-12 06:31:00",
}
ODD: dict[str, Any] = {"pages": "two", "duration": None, "max_retry": [], "cost": "", "to": None, "last_update": "noon"}


@pytest.mark.parametrize("values", [SPARSE, FULL, ODD], ids=["sparse", "full", "odd"])
@pytest.mark.parametrize("direction", ["outgoing", "incoming", None, "sideways"])
@pytest.mark.parametrize("status", STATUSES_OF_ALL_KINDS, ids=str)
def test_every_status_in_every_direction_reads_without_a_gap(
    status: object, direction: str | None, values: dict[str, Any]
) -> None:
    told = answer(Fax("asked", {**values, "status": status, "direction": direction}), PlainFormats())
    sentences = (told.meaning, told.next_step, told.actor, told.cost)
    for text in (told.headline, *sentences):
        assert text == text.strip()
        assert text[0].isupper()
        for gap in ("None", "  ", "{", "}", "..", " .", ",.", "()", "!", "_"):
            assert gap not in text
    assert all(text.endswith((".", ".)")) for text in sentences)
    assert not told.headline.endswith(".")
    assert told.actor in {actor.sentence for actor in Actor}
    everything = " ".join((told.headline, *sentences, told.badges[0].text)).lower()
    if direction == "incoming":
        assert "delivered" not in everything
        assert "send it again" not in everything
    if direction == "outgoing":
        assert "not received" not in everything
        assert "ask the sender" not in everything
    assert ("which way" in everything) == (direction not in ("outgoing", "incoming"))
    assert "tried" not in everything, "the record does not tell how often"


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
    for _ in range(100_000):  # Python 3.13 writes nearly 10,000
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
