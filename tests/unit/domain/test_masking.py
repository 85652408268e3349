"""The mask: nothing personal survives in any field, and the verdict is the same with it as without it."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from faxviewer.domain.exchange import Exchange
from faxviewer.domain.fax import Departure, DepartureKind, Fax
from faxviewer.domain.masking import HIDDEN, covered, covered_name, covered_value, is_harmless_where_typed, masked_json

CANARY = "Zoë Qvist +447700900123"

TOP = (
    *("comment", "id", "owner_id", "pages", "status", "cost", "description", "direction", "duration", "file"),
    *("file_name", "from", "header", "is_read", "is_spam", "last_update", "max_retry", "retry_delay"),
    *("scheduled_time", "start_time", "submit_time", "to", "cover_page", "cost_details"),
)
PATHS = (
    *TOP,
    *("cost_details.multiplier", "cost_details.notification_cost", "cover_page.name_to", "cover_page.name_from"),
    *("cover_page.subject", "cover_page.message", "cover_page.flags", "cover_page.flags.urgent"),
)

marked = some.sampled_from(
    [CANARY, [CANARY], {"name": CANARY}, {CANARY: 1}, [{"deep": [CANARY]}], 447700900123, -447700900123.5]
)
plain = some.none() | some.booleans() | some.integers(0, 9) | some.sampled_from(["", [], {}, "success", "outgoing"])
value = marked | plain


def leaks(text: str) -> bool:
    """Whether any part of the canary of four characters or more is left."""
    return any(part in text for part in ("Zo", "vist", "4477", "7700", "0090", "0123"))


@given(some.dictionaries(some.sampled_from(PATHS), value), some.dictionaries(some.sampled_from(["x", CANARY]), value))
def test_nothing_personal_survives_in_any_field(values: dict[str, Any], other: dict[str, Any]) -> None:
    fax = Fax("5e7de3ad54cfd54eb568cc76", values, {"from": CANARY}, other)

    shown = covered(fax)

    assert not leaks(json.dumps([shown.values, shown.api_names, shown.other], ensure_ascii=False))
    assert set(shown.values) == set(values) and len(shown.other) == len(other)
    assert {path: shown.presence(path) for path in values} == {path: fax.presence(path) for path in values}
    assert (shown.status.tone, shown.direction, shown.departures) == (fax.status.tone, fax.direction, fax.departures)


@given(some.dictionaries(some.sampled_from((*TOP, "uid", "src", CANARY)), some.recursive(value, some.lists)))
def test_nothing_personal_survives_in_the_reply(record: dict[str, Any]) -> None:
    text = json.dumps(record, indent=1, ensure_ascii=False)

    masked = masked_json(text)

    assert not leaks(masked)
    assert "\n" in masked or not record
    assert len(json.loads(masked, object_pairs_hook=list)) == len(record), "every field has its place"


@pytest.mark.parametrize("number", ["447700900123", "-447700900123.5", "4.477009e11"])
@pytest.mark.parametrize(
    "name", ["id", "owner_id", "uid", "status", "direction", "submit_time", "pages", "is_read", "to"]
)
def test_a_number_as_long_as_a_telephones_is_hidden_in_every_field_of_the_reply(name: str, number: str) -> None:
    assert masked_json(f'{{"{name}": {number}}}') == f'{{"{name}": "{HIDDEN}"}}'


@given(some.text())
def test_what_is_no_record_is_hidden_whatever_it_is(text: str) -> None:
    for said in masked_json(f'"{text}"').replace(f'"{HIDDEN}"', "").split():
        assert all(character in '{}[]:,"' or said == "null" for character in said), said


@pytest.mark.parametrize(
    ("path", "harmless"),
    [
        ("status", "failed_user_busy"),
        ("status", "failed_newly_invented_7"),
        ("id", "5e7de3ad54cfd54eb568cc76"),
        ("submit_time", "2026-03-14 09:26:53"),
        ("pages", 14),
        ("cost_details.multiplier", 1.5),
        ("is_spam", True),
        ("direction", "incoming"),
        ("comment", None),
        ("comment", ""),
    ],
)
def test_what_cannot_be_personal_stays(path: str, harmless: object) -> None:
    assert covered_value(path, harmless) == harmless


@pytest.mark.parametrize(
    ("path", "personal"),
    [
        ("status", "447700900123"),
        ("status", "Zoë"),
        ("submit_time", "2026-03-14 with Zoë"),
        ("submit_time", "2026-13-14 09:26:53"),
        ("pages", 447700900123),
        ("pages", "14"),
        ("is_spam", "yes"),
        ("comment", True),
        ("from", "74d59d2779fb42a99cd5bb993c0c89d2"),
        ("id", "Zoë Qvist"),
        ("direction", "sideways"),
        ("to", ["+447700900123", "+447700900124"]),
    ],
)
def test_what_could_be_personal_is_hidden_with_its_length(path: str, personal: object) -> None:
    assert covered_value(path, personal) == HIDDEN


def test_names_that_a_programmer_gave_stay() -> None:
    assert covered_name("initiated_from.from_id") == "initiated_from.from_id"
    assert covered_name("from_number") == "from_number"
    assert covered_name("Zoë Qvist") == covered_name("fax_447700900123") == HIDDEN


def test_two_hidden_names_stay_two_fields() -> None:
    assert covered(Fax("x", {}, {}, {"Zoë": 1, "Åsa": 2})).other == {HIDDEN: HIDDEN, f"{HIDDEN} (2)": HIDDEN}


def test_departures_stay_as_they_are() -> None:
    odd = Departure("duration", DepartureKind.OUT_OF_RANGE, "documented as more than 0", "a whole number")

    assert covered(Fax("x", {"duration": 0}, departures=(odd,))).departures == (odd,)


def test_the_reply_keeps_its_structure_order_and_white_space() -> None:
    text = (
        '{ "to" : "+447700900123",\t"pages":2, "cover_page": {"subject": "Zo\\u00eb", "flags": ["urgent", "Zoë"]},\n'
        '  "cost_details": {"multiplier": 1.5}, "Zoë": {"id": "5e7d"}, "is_read": false, "header": null, "x": true}'
    )
    assert masked_json(text) == (
        '{ "to" : "hidden",\t"pages":2, "cover_page": {"subject": "hidden", "flags": ["urgent", "hidden"]},\n'
        '  "cost_details": {"multiplier": 1.5}, "hidden": {"id": "hidden"}, "is_read": false, "header": null, '
        '"x": "hidden"}'
    )


@pytest.mark.parametrize("field", ["to", "direction", "duration", "last_update", "is_read", "owner_id", "header"])
def test_where_an_object_came_for_a_value_its_names_are_hidden(field: str) -> None:
    text = f'{{"{field}": {{"anna": {{"status": "success"}}}}, "x": {{"from_id": 1}}}}'
    hidden = f'{{"{field}": {{"hidden": {{"hidden": "hidden"}}}}, "x": {{"from_id": "hidden"}}}}'
    assert masked_json(text) == hidden
    assert masked_json(f'{{"{field}": [1, {{"anna": []}}], "pages": 2}}').endswith('{"hidden": []}], "pages": 2}')


def test_the_exchange_is_hidden_too() -> None:
    at = datetime(2026, 3, 14, tzinfo=UTC)
    exchange = Exchange("GET", "accounts/self/faxes/5e7d", at, 0.2, 200, "Zoë", b'{"to": "+447700900123"}')

    shown = covered(Fax("5e7d", {}, exchange=exchange)).exchange

    assert shown
    assert (shown.path, shown.body, shown.request_id) == (exchange.path, b'{"to": "hidden"}', HIDDEN)


@pytest.mark.parametrize(
    "typed", ["", "self", "6aff669991ed2dc49d1eb9b4", "282fd832889fa6e12bdf3a228a65556e", "0" * 24, "6a"]
)
def test_an_id_that_is_typed_stays_in_sight(typed: str) -> None:
    assert is_harmless_where_typed(typed)


@pytest.mark.parametrize(
    "typed",
    [
        CANARY,
        "Bruno",
        "bruno@example.com",
        "+41446681800",
        "0446681800",
        "044-668-18-00",
        "fax 6aff669991ed2dc49d1eb9b4",
    ],
)
def test_whatever_else_is_typed_in_place_of_an_id_does_not(typed: str) -> None:
    assert not is_harmless_where_typed(typed)
