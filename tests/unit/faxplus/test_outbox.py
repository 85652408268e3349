"""Outbox entries read as the same fields under other names."""

from faxviewer.domain.fax import DepartureKind, Shape
from faxviewer.domain.status import Tone
from faxviewer.faxplus.outbox import outbox_entry
from tests.fakes.records import OUTBOX


def test_an_entry_stands_under_the_names_of_a_record() -> None:
    fax = outbox_entry(OUTBOX["id"], OUTBOX)
    assert fax.shape is Shape.OUTBOX
    assert fax.departures == ()
    assert fax.status.tone is Tone.PROGRESS
    assert {path: (fax.api_names[path], fax.values[path]) for path in sorted(fax.api_names)} == {
        "comment": ("comment.text", "Referral"),
        "cover_page.flags.urgent": ("cover_page.flags", True),
        "from": ("src", "+12025550118"),
        "last_update": ("last_updated_status_time", "2020-03-27 11:31:05"),
        "max_retry": ("retry.count", 2),
        "owner_id": ("uid", "74d59d2779fb42a99cd5bb993c0c89d2"),
        "pages": ("page_count", 2),
        "retry_delay": ("retry.delay", 5),
        "scheduled_time": ("send_time", "2020-03-27 11:30:00"),
    }
    assert fax.values["to"] == ["+12125550172", "+13105550139"]
    assert fax.values["cover_page.subject"] == "Referral"


def test_everything_else_is_kept_as_it_came() -> None:
    fax = outbox_entry(OUTBOX["id"], OUTBOX)
    names = {"status_changes", "files", "file_changes", "options", "contact_name", "designated_src"}
    assert set(fax.other) == names | {"comment.tags", "extra_info", "initiated_from", "ip", "should_enhance"}
    assert fax.other["status_changes"] == OUTBOX["status_changes"]


def test_a_record_name_in_the_outbox_is_no_outbox_field() -> None:
    fax = outbox_entry("x", {"id": "x", "status": "sending", "pages": 3, "page_count": 2, "from": "a", "src": "b"})
    assert (fax.values["pages"], fax.values["from"]) == (2, "b")
    assert fax.other == {"pages": 3, "from": "a"}


def test_retries_of_another_kind_are_kept() -> None:
    assert outbox_entry("x", {**OUTBOX, "retry": 3}).other["retry"] == 3
    assert outbox_entry("x", {**OUTBOX, "retry": {}}).other["retry"] == {}
    fax = outbox_entry("x", {**OUTBOX, "retry": {"count": None, "reason": "busy"}})
    assert fax.values["max_retry"] is None
    assert fax.other["retry.reason"] == "busy"


def test_a_comment_may_be_a_plain_text_or_an_empty_object() -> None:
    assert outbox_entry("x", {"comment": "Referral"}).values["comment"] == "Referral"
    assert outbox_entry("x", {"comment": {}}).values["comment"] == {}


def test_what_is_odd_about_an_entry() -> None:
    def told(entry: dict[str, object]) -> list[tuple[str, DepartureKind]]:
        return [(departure.path, departure.kind) for departure in outbox_entry("x", entry).departures]

    assert told({}) == [("id", DepartureKind.MISSING), ("status", DepartureKind.MISSING)]
    assert told({"id": None, "status": None}) == [("id", DepartureKind.NULL), ("status", DepartureKind.NULL)]
    assert told({"id": "y", "status": "dreaming"}) == [
        ("id", DepartureKind.CONTRADICTION),
        ("status", DepartureKind.UNKNOWN_VALUE),
    ]
    assert told({"id": 7, "status": 7}) == [("id", DepartureKind.WRONG_TYPE), ("status", DepartureKind.WRONG_TYPE)]
    assert told({"id": "x", "status": "success"}) == []
