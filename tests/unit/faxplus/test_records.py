"""Taking a record apart: parts of objects, flags in both forms, unknown fields, repeated keys."""

import json
from typing import Any

from faxviewer.domain.fax import DepartureKind, Fax, Presence
from faxviewer.faxplus import records
from faxviewer.faxplus.json_text import read_json
from tests.fakes.records import ORDINARY


def fax_record(asked_id: str, record: dict[str, Any]) -> Fax:
    return records.fax_record(asked_id, record)[0]


def read(**changes: Any) -> Fax:
    return fax_record(ORDINARY["id"], {**ORDINARY, **changes})


def test_parts_stand_under_dotted_paths_and_their_object_under_its_own() -> None:
    fax = read()
    assert fax.values["cost_details"] == {"multiplier": 1, "notification_cost": 0}
    assert fax.values["cost_details.multiplier"] == 1
    assert fax.text("cover_page.subject") == "Referral"
    assert fax.values["cover_page"] == ORDINARY["cover_page"]


def test_flags_as_a_list_of_names() -> None:
    fax = read()
    assert fax.values["cover_page.flags"] == ["urgent", "confidential"]
    assert fax.flag("cover_page.flags.urgent") is True
    assert fax.presence("cover_page.flags.for_review") is Presence.ABSENT
    assert fax.api_names["cover_page.flags.urgent"] == "cover_page.flags"


def test_flags_as_an_object() -> None:
    fax = read(cover_page={"flags": {"urgent": True, "for_review": False, "please_reply": None, "later": 1}})
    assert fax.flag("cover_page.flags.urgent") is True
    assert fax.flag("cover_page.flags.for_review") is False
    assert fax.presence("cover_page.flags.please_reply") is Presence.NULL
    assert fax.other == {"cover_page.flags.later": 1}
    assert fax.departures == ()


def test_f118_an_unknown_flag_in_the_list_is_marked_and_kept() -> None:
    fax = read(cover_page={"flags": ["urgent", "later", 7]})
    (departure,) = fax.departures
    assert (departure.path, departure.kind) == ("cover_page.flags", DepartureKind.UNKNOWN_VALUE)
    assert fax.values["cover_page.flags"] == ["urgent", "later", 7]


def test_a_part_of_the_wrong_type_is_marked() -> None:
    fax = read(cover_page={"subject": 5, "flags": {"urgent": "yes"}}, cost_details={"multiplier": "1"})
    assert [departure.path for departure in fax.departures] == [
        "cost_details.multiplier",
        "cover_page.subject",
        "cover_page.flags.urgent",
    ]


def test_unknown_fields_and_parts_go_to_other_under_their_dotted_names() -> None:
    fax = read(priority=3, cover_page={"font": "Arial"}, cost_details={"surcharge": 1})
    assert fax.other == {"priority": 3, "cover_page.font": "Arial", "cost_details.surcharge": 1}


def test_an_unknown_name_with_a_dot_takes_no_ones_place() -> None:
    fax = read(
        **{"cover_page.font": "top", "cover_page.subject": "top"}, cover_page={"font": "part", "subject": "part"}
    )
    assert fax.values["cover_page.subject"] == "part"
    assert fax.other == {"cover_page.font": "top", "cover_page.subject": "top", "cover_page.font (again)": "part"}


def test_f105_a_key_that_comes_twice_shows_the_last_and_keeps_the_first() -> None:
    text = json.dumps(ORDINARY)[:-1] + ', "pages": 7, "cost_details": {"multiplier": 1, "multiplier": 3}}'
    fax = fax_record(ORDINARY["id"], read_json(text.encode()))
    assert fax.values["pages"] == 7
    assert fax.other["pages (sent before, number 1)"] == 2
    assert fax.values["cost_details.multiplier"] == 3
    assert fax.other["cost_details.multiplier (sent before, number 1)"] == 1
    reason = "sent more than once; the last one is shown"
    assert [(departure.path, departure.reason) for departure in fax.departures] == [
        ("cost_details", reason),
        ("cost_details.multiplier", reason),
        ("pages", reason),
    ]
