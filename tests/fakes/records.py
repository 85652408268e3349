"""Hypothesis strategies for fax records: as documented, and of every oddness that a service could send."""

import copy
import json
from typing import Any, Final

from hypothesis import strategies as st

ORDINARY: Final[dict[str, Any]] = {
    "comment": "Referral for Ms Okafor",
    "cost": 2,
    "cost_details": {"multiplier": 1, "notification_cost": 0},
    "description": "OK",
    "direction": "outgoing",
    "duration": 84,
    "file": "ec28edc283a74daca1787efb5fa6fae2.tiff",
    "file_name": "Referral letter",
    "from": "+12025550118",
    "header": "Example Clinics",
    "id": "5e7de3ad54cfd54eb568cc76",
    "is_read": True,
    "is_spam": False,
    "last_update": "2020-03-27 11:31:05",
    "max_retry": 2,
    "owner_id": "74d59d2779fb42a99cd5bb993c0c89d2",
    "pages": 2,
    "retry_delay": 5,
    "scheduled_time": "2020-03-27 11:29:00",
    "start_time": "2020-03-27 11:29:21",
    "status": "success",
    "submit_time": "2020-03-27 11:28:46",
    "to": "+12125550172",
    "cover_page": {
        "name_to": "Records",
        "name_from": "Front desk",
        "subject": "Referral",
        "message": "Two pages follow.",
        "flags": ["urgent", "confidential"],
    },
}
"""A record with every documented field, as documented."""

VENDORS_EXAMPLE: Final[dict[str, Any]] = {
    **dict.fromkeys(("header", "max_retry", "retry_delay", "scheduled_time", "submit_time")),
    "comment": "",
    "cost": 2,
    "cost_details": {"multiplier": 1, "notification_cost": 0},
    "description": "OK",
    "direction": "incoming",
    "duration": 0,
    "file": "ec28edc283a74daca1787efb5fa6fae2.tiff",
    "file_name": "fax-from-12076001783",
    "from_number": "+12076001783",
    "id": "5e7de3ad54cfd54eb568cc76",
    "is_read": False,
    "is_spam": False,
    "last_update": "2020-03-27 11:29:49",
    "owner_id": "74d59d2779fb42a99cd5bb993c0c89d2",
    "pages": 2,
    "start_time": "2020-03-27 11:29:21",
    "status": "failed",
    "to": "+12076001783",
}
"""The example reply of the vendor's own page, which contradicts that page in three places."""

OUTBOX: Final[dict[str, Any]] = {
    "id": "5e7de3ad54cfd54eb568cc76",
    "uid": "74d59d2779fb42a99cd5bb993c0c89d2",
    "src": "+12025550118",
    "to": ["+12125550172", "+13105550139"],
    "status": "sending",
    "status_changes": [{"at": "2020-03-27 11:28:46", "status": "submitted"}],
    "submit_time": "2020-03-27 11:28:46",
    "send_time": "2020-03-27 11:30:00",
    "last_updated_status_time": "2020-03-27 11:31:05",
    "page_count": 2,
    "files": ["letter.pdf"],
    "file_changes": [],
    "retry": {"count": 2, "delay": 5},
    "options": {"enhancement": True},
    "comment": {"tags": ["ward 3"], "text": "Referral"},
    "contact_name": "Records",
    "designated_src": None,
    "extra_info": {},
    "initiated_from": {"type": "api", "from_id": ""},
    "ip": "192.0.2.7",
    "should_enhance": True,
    "cover_page": {"subject": "Referral", "flags": ["urgent"]},
}
"""An outbox entry with every field that is known of one."""

REQUIRED: Final = ("comment", "cost_details", "id", "owner_id", "pages", "status")

ODD_VALUES: Final[tuple[Any, ...]] = (
    None, True, False, 0, 1, -1, 3, 30, 2**31, 2**63, -(2**63), 10**400, 0.5, 1e308, float("nan"), float("inf"),
    "", " ", "0", "2", "OK", "self", "failed", "sending", "in_progress", "failed_tomorrow", "incoming", "OUTGOING",
    "2020-02-30 10:00:00", "2020-03-27T11:29:49", "2020-03-27 11:29", "2020-W13-5 11:29:49", "27.03.2020",
    "\ud800", "a\udfffb", "\x00", "one\ttwo\nthree\r", "\x1b[31mred", "\u202efdp.exe", "\u2066x\u2069", "\u200e",
    "\ufeff", "<b>bold</b>", "<img src='file:///etc/passwd'>", "//server/share", "=1+1", "+41 22 123 45 67", "👩‍⚕️",
    "e\u0301" * 50, "x" * 20_000, [], {}, [[]], ["urgent", 7, None], {"flags": {"urgent": "yes"}}, {"": {"": [{}]}},
    [None] * 40, {"urgent": True, "confidential": None, "later": 1}, {"multiplier": "1", "surcharge": 2},
    {"name_to": 5, "subject": "\ud800", "flags": ["urgent", "soon"], "font": "Arial"},
)  # fmt: skip
"""Values that are wrong, hostile or at an edge for at least one field."""

_NESTED = 400
_NAMES: Final = (
    *ORDINARY,
    "from_number",
    "comments",
    "cover_page.subject",
    "cost_details.multiplier",
    "",
    "\ud800",
    "ключ",
)


def _deep(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


def _any_value() -> st.SearchStrategy[Any]:
    leaves = st.one_of(
        st.sampled_from(ODD_VALUES),
        st.integers(-(10**30), 10**30),
        st.text(st.characters(exclude_categories=()), max_size=12),
    )
    return st.one_of(
        leaves,
        st.lists(leaves, max_size=3),
        st.dictionaries(st.text(max_size=4), leaves, max_size=3),
        st.integers(1, _NESTED).map(_deep),
    )


@st.composite
def odd_records(draw: st.DrawFn) -> dict[str, Any]:
    """A JSON object that is a fax record or an outbox entry gone wrong in up to eight places.

    Fields are absent, null, of wrong types, out of range, hostile, deeply nested, unknown, or named
    in both ways. `json.dumps` writes every one of them.
    """
    record = copy.deepcopy(draw(st.sampled_from((ORDINARY, VENDORS_EXAMPLE, OUTBOX, {}))))
    for name in draw(st.lists(st.sampled_from(_NAMES), max_size=3)):
        record.pop(name, None)
    changes = st.tuples(st.sampled_from((*_NAMES, *OUTBOX)), _any_value())
    for name, value in draw(st.lists(changes, max_size=5)):
        record[name] = value
    for part in ("cover_page", "cost_details", "retry"):
        if isinstance(record.get(part), dict) and draw(st.booleans()):
            record[part] = {
                **record[part],
                draw(st.sampled_from(("subject", "flags", "count", "x"))): draw(_any_value()),
            }
    return record


@st.composite
def well_formed_records(draw: st.DrawFn) -> dict[str, Any]:
    """A record exactly as documented: optional fields present, null or absent, values within their ranges."""
    record = copy.deepcopy(ORDINARY)
    record["id"] = draw(st.text("0123456789abcdef", min_size=24, max_size=24))
    record["pages"] = draw(st.integers(1, 400))
    record["cost"] = draw(st.integers(1, 10_000))
    record["duration"] = draw(st.integers(1, 86_400))
    record["max_retry"] = draw(st.integers(1, 2))
    record["retry_delay"] = draw(st.integers(1, 29))
    record["direction"] = draw(st.sampled_from(("outgoing", "incoming")))
    record["status"] = draw(st.sampled_from(("success", "partially_sent", "partially_received")))
    record["comment"] = draw(st.text(max_size=20))
    record["start_time"] = draw(st.datetimes()).strftime("2020-%m-%d %H:%M:%S").replace("02-29", "02-28")
    for name in sorted(set(record) - set(REQUIRED)):
        match draw(st.sampled_from(("sent", "sent", "null", "absent"))):
            case "null":
                record[name] = None
            case "absent":
                del record[name]
    return record


_RAW: Final = (
    b"", b"null", b"[]", b"7", b'"text"', b"nul", b"{", b'{"id": }', b"{} {}", b'{"comment": "caf\xe9"}',
    b"\xef\xbb\xbf{}", b"\xff\xfe{\x00}\x00", b"[" * 200_000, b'{"a":' * 100_000, b'{"pages": ' + b"7" * 5_000 + b"}",
    b'{"cost": NaN}',
    b'{"cost": 1e999, "duration": -Infinity}', b'{"pages": 1, "pages": 2, "cover_page": {"subject": 1, "subject": 2}}',
    b'{"id": "\\ud800", "to": "\\u0000"}', b"<!DOCTYPE html><html><body>Sign in</body></html>", b'{"a": "\n"}',
    b"\x00" * 64,
)  # fmt: skip


def odd_bodies() -> st.SearchStrategy[bytes]:
    """The bytes of a reply: an odd record, one cut short or damaged, or bytes that are no record at all."""
    written = odd_records().map(lambda record: json.dumps(record).encode())
    cut = st.tuples(written, st.integers(0, 400)).map(lambda both: both[0][: both[1]])
    return st.one_of(written, cut, st.sampled_from(_RAW), st.binary(max_size=60))
