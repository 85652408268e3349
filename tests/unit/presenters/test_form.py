"""Every field of a fax as a row."""

from collections import Counter
from typing import Any

import pytest

from faxviewer.domain.account import Account, Balance
from faxviewer.domain.fax import Departure, DepartureKind, Fax, Presence, Shape
from faxviewer.presenters.form import ABSENT_TEXTS, GROUPS, Desk, Row, other_rows, rows, shape_note
from tests.fakes.records import ORDINARY, OUTBOX, VENDORS_EXAMPLE
from tests.fakes.views import PlainFormats, fax
from tests.unit.presenters.reading import as_read

PAGE = [
    "comment", "cost_details", "id", "owner_id", "pages", "status", "cost", "description",
    "direction", "duration", "file", "file_name", "from", "header", "is_read", "is_spam",
    "last_update", "max_retry", "retry_delay", "scheduled_time", "start_time", "submit_time", "to", "cover_page",
]  # fmt: skip
"""Every field that the vendor's page "Get a fax record" lists, in its order."""

PARTS = [
    "cost_details.multiplier", "cost_details.notification_cost", "cover_page.name_to", "cover_page.name_from",
    "cover_page.subject", "cover_page.message", "cover_page.flags", "cover_page.flags.urgent",
    "cover_page.flags.for_review", "cover_page.flags.please_reply", "cover_page.flags.confidential",
]  # fmt: skip
"""What the vendor's SDK and concept pages say is in the two objects."""

DESK = Desk(PlainFormats())


def row_of(path: str, value: Any, desk: Desk = DESK) -> Row:
    """The row at `path` of a fax that sent nothing but `value` there."""
    return next(row for row in rows(Fax("asked", {path: value}), desk) if row.path == path)


# Complete


def test_every_field_of_the_page_has_exactly_one_row() -> None:
    assert Counter(row.path for row in rows(Fax("asked", {}), DESK)) == Counter(PAGE + PARTS)


@pytest.mark.parametrize("record", [ORDINARY, VENDORS_EXAMPLE, {}], ids=["ordinary", "vendor's example", "nothing"])
def test_the_rows_are_the_same_whatever_was_sent(record: dict[str, Any]) -> None:
    found = [row.path for row in rows(as_read(record), DESK)]
    assert found == [field.path for group in GROUPS for field in group.fields]


def test_every_value_of_an_ordinary_record_can_be_read() -> None:
    found = {row.path: row.text for row in rows(as_read(ORDINARY), DESK)}
    assert found == {
        "status": "success",
        "direction": "outgoing",
        "description": "OK",
        "pages": "#2",
        "duration": "1 min 24 s",
        "max_retry": "#2",
        "retry_delay": "#5",
        "from": "+120 255 501 18",
        "to": "+121 255 501 72",
        "owner_id": "74d59d2779fb42a99cd5bb993c0c89d2",
        "header": "Example Clinics",
        "submit_time": "Today 11:28:46",
        "scheduled_time": "Today 11:29:00",
        "start_time": "Today 11:29:21",
        "last_update": "Today 11:31:05",
        "id": "5e7de3ad54cfd54eb568cc76",
        "file_name": "Referral letter",
        "file": "ec28edc283a74daca1787efb5fa6fae2.tiff",
        "cover_page": "see below",
        "cover_page.name_to": "Records",
        "cover_page.name_from": "Front desk",
        "cover_page.subject": "Referral",
        "cover_page.message": "Two pages follow.",
        "cover_page.flags": '["urgent", "confidential"]',
        "cover_page.flags.urgent": "yes",
        "cover_page.flags.for_review": "not in the record",
        "cover_page.flags.please_reply": "not in the record",
        "cover_page.flags.confidential": "yes",
        "cost": "2 units",
        "cost_details": "see below",
        "cost_details.multiplier": "#1",
        "cost_details.notification_cost": "0 units",
        "is_read": "yes",
        "is_spam": "no",
        "comment": "Referral for Ms Okafor",
    }


def test_labels_are_for_people_and_names_for_the_ticket() -> None:
    found = {row.path: row for row in rows(as_read(VENDORS_EXAMPLE), DESK)}
    assert (found["from"].label, found["from"].api_name) == ("From", "from_number")
    assert (found["owner_id"].label, found["owner_id"].api_name) == ("Owner", "owner_id")
    assert all(row.label and row.label != row.path for row in found.values())


# How a value was sent


@pytest.mark.parametrize("path", PAGE + PARTS)
def test_absent_null_and_empty_look_different(path: str) -> None:
    absent = next(row for row in rows(Fax("asked", {}), DESK) if row.path == path)
    null, empty = row_of(path, None), row_of(path, "")
    assert [row.presence for row in (absent, null, empty)] == [Presence.ABSENT, Presence.NULL, Presence.EMPTY]
    assert [row.text for row in (absent, null, empty)] == ["not in the record", "—", "empty"]


def test_no_word_for_an_empty_row_can_be_heard_as_a_word_about_the_fax() -> None:
    assert not any("sent" in text for text in ABSENT_TEXTS.values()), "“Message: not sent” beside “Delivered”"


@pytest.mark.parametrize("word", ["not in the record", "—", "empty"])
def test_a_value_that_reads_like_an_absence_is_told_apart(word: str) -> None:
    row = row_of("comment", word)
    assert (row.text, row.presence) == (word, Presence.PRESENT)


@pytest.mark.parametrize("value", [0, False])
def test_zero_and_false_are_values(value: object) -> None:
    row = row_of("pages", value)
    assert row.presence is Presence.PRESENT
    assert row.text in ("#0", "false")


def test_several_recipients_stand_side_by_side() -> None:
    row = row_of("to", ["+12125550172", "+13105550139"])
    assert (row.text, row.beside) == ("+121 255 501 72, +131 055 501 39", "2 numbers; Utopia, UT")
    assert row.raw == "+12125550172, +13105550139"


@pytest.mark.parametrize(
    ("path", "value", "text"),
    [
        ("pages", "2", "2"),
        ("pages", True, "true"),
        ("pages", 2.5, "2.5"),
        ("duration", "84", "84"),
        ("duration", -1, "-1"),
        ("retry_delay", [5], "[5]"),
        ("cost", 1.5, "1.5"),
        ("cost", "2", "2"),
        ("cost_details", 7, "7"),
        ("cost_details.multiplier", "1", "1"),
        ("cost_details.notification_cost", {"a": 1}, '{"a": 1}'),
        ("status", 5, "5"),
        ("direction", "sideways", "sideways"),
        ("direction", ["incoming"], '["incoming"]'),
        ("is_read", "yes", "yes"),
        ("is_spam", 1, "1"),
        ("submit_time", 1_585_308_526, "1585308526"),
        ("submit_time", "2020-02-30 10:00:00", "2020-02-30 10:00:00"),
        ("submit_time", "2020-03-27T11:29:49", "2020-03-27T11:29:49"),
        ("to", ["+12125550172", 5], '["+12125550172", 5]'),
        ("cover_page", "none", "none"),
        ("cover_page.subject", 5, "5"),
        ("cover_page.flags.urgent", "true", "true"),
        ("owner_id", 42, "42"),
        ("comment", {"text": "Referral"}, '{"text": "Referral"}'),
    ],
)
def test_a_value_of_the_wrong_kind_stands_as_it_came(path: str, value: object, text: str) -> None:
    row = row_of(path, value)
    assert (row.text, row.presence) == (text, Presence.PRESENT)


# How values are written


def test_times_stand_in_the_desks_zone_with_utc_beside() -> None:
    row = row_of("start_time", "2020-03-27 11:29:21")
    assert (row.text, row.beside) == ("Today 11:29:21", "11:29:21 UTC")


def test_money_is_in_the_accounts_currency() -> None:
    desk = Desk(PlainFormats(), balance=Balance(12.5, "CHF"))
    assert row_of("cost", 2, desk).text == "2 CHF"
    assert row_of("cost_details.notification_cost", 0, desk).text == "0 CHF"
    assert row_of("cost_details.notification_cost", 0.25, desk).text == "0.25 CHF"


def test_an_amount_finer_than_money_is_not_rounded() -> None:
    desk = Desk(PlainFormats(), balance=Balance(None, "CHF"))
    assert row_of("cost_details.notification_cost", 0.005, desk).text == "0.005"


def test_a_multiplier_may_have_decimals() -> None:
    assert row_of("cost_details.multiplier", 1.5).text == "#1.5"


def test_a_retry_delay_claims_no_unit() -> None:
    row = row_of("retry_delay", 5)
    assert (row.text, row.beside) == ("#5", "unit not documented")


@pytest.mark.parametrize("number", [2**31, 2**63 - 1, -(2**63) + 1])
def test_large_numbers_are_written_by_the_desk(number: int) -> None:
    assert row_of("pages", number).text == f"#{number}"


@pytest.mark.parametrize("number", [2**63, -(2**63), 10**400])
def test_numbers_beyond_every_locale_keep_their_digits(number: int) -> None:
    assert row_of("pages", number).text == str(number)
    assert row_of("cost", number).text == str(number)


def test_a_number_of_5000_digits_says_that_it_cant_be_shown() -> None:
    row = row_of("pages", 10**5_000)
    assert (row.text, row.presence) == ("not a value we can show", Presence.PRESENT)


def test_a_duration_of_ages_keeps_its_digits() -> None:
    assert row_of("duration", 10**9).text == str(10**9)


def test_ones_own_account_is_named_beside_its_id() -> None:
    desk = Desk(PlainFormats(), Account("u1", "Ada Example"))
    assert (row_of("owner_id", "u1", desk).text, row_of("owner_id", "u1", desk).beside) == ("u1", "Ada Example")
    assert row_of("owner_id", "u2", desk).beside == ""


def test_names_and_currencies_come_from_outside_too() -> None:
    desk = Desk(PlainFormats(), Account("u1", "Ada\u202e"), Balance(1.0, "\ud800"))
    assert row_of("owner_id", "u1", desk).beside == "Ada⟨U+202E⟩"
    assert row_of("cost", 2, desk).text == "2 ⟨U+D800⟩"


def test_an_id_that_the_service_sends_as_a_number_is_ones_own_too() -> None:
    assert row_of("owner_id", 42, Desk(PlainFormats(), Account("42", "Ada Example"))).beside == "Ada Example"


def test_ids_stand_in_fixed_width() -> None:
    fixed = {row.path for row in rows(as_read(ORDINARY), DESK) if row.fixed_width}
    assert fixed == {"id", "file", "status"}


@pytest.mark.parametrize("path", ["comment", "from", "file_name", "status", "direction", "cover_page.message"])
def test_hostile_text_is_made_visible_everywhere(path: str) -> None:
    assert row_of(path, "a\x00\u202e\ud800").text == "a␀⟨U+202E⟩⟨U+D800⟩"


def test_a_value_of_blanks_is_seen() -> None:
    assert row_of("comment", "  ").text == "␠␠"


def test_a_megabyte_of_comment_is_cut_short() -> None:
    assert row_of("comment", "x" * 1_000_000).text.endswith("… (996000 more characters)")


# What is odd


def test_every_oddity_of_a_field_is_said_in_words() -> None:
    odd = Fax(
        "asked",
        {"pages": 0},
        departures=(
            Departure("pages", DepartureKind.OUT_OF_RANGE, "documented as more than 0", "more than 0"),
            Departure("comment", DepartureKind.MISSING, "required, but missing", "required"),
            Departure("pages", DepartureKind.CONTRADICTION, "sent more than once", "once"),
        ),
    )
    said = {row.path: row.odd for row in rows(odd, DESK) if row.odd}
    assert said == {"pages": "documented as more than 0; sent more than once", "comment": "required, but missing"}


def test_the_vendors_own_example_is_odd_in_three_places() -> None:
    said = {row.path: row.odd for row in rows(as_read(VENDORS_EXAMPLE), DESK) if row.odd}
    assert said == {
        "description": "says OK on a failed fax",
        "duration": "documented as more than 0",
        "from": "sent as from_number",
    }


def test_an_ordinary_record_has_no_oddity() -> None:
    assert not [row for row in rows(as_read(ORDINARY), DESK) if row.odd]


# Other fields


def test_fields_that_nobody_documented_are_not_lost() -> None:
    sent = {**ORDINARY, "surcharge": 3, "tags": ["a"], "note": "", "was": None, "cover_page": {"font": "Arial"}}
    found = {row.label: (row.text, row.presence) for row in other_rows(as_read(sent))}
    assert found == {
        "surcharge": ("3", Presence.PRESENT),
        "tags": ('["a"]', Presence.PRESENT),
        "note": ("empty", Presence.EMPTY),
        "was": ("—", Presence.NULL),
        "cover_page.font": ("Arial", Presence.PRESENT),
    }


def test_a_hostile_name_is_made_visible_and_short() -> None:
    found = list(other_rows(Fax("asked", {}, other={"\ud800\u202e": 1, "": 2, "n" * 100_000: 3})))
    assert [row.label for row in found[:2]] == ["⟨U+D800⟩⟨U+202E⟩", "(no name)"]
    assert len(found[2].label) < 120


def test_a_fax_still_in_the_outbox_says_so() -> None:
    entry = as_read(OUTBOX, outbox=True)
    assert entry.shape is Shape.OUTBOX
    assert "outbox" in shape_note(entry)
    assert shape_note(fax(status="success")) == ""
