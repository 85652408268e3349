"""Sample faxes that depart from the documented contract, yet not so far that the vendor's SDK 3.0.5 would raise."""

from typing import Any, Final

from faxviewer.demo.records import IN, OUT, Spec

OPTIONAL: Final = (
    "cost",
    "description",
    "direction",
    "duration",
    "file",
    "file_name",
    "from",
    "header",
    "is_read",
    "is_spam",
    "last_update",
    "max_retry",
    "retry_delay",
    "scheduled_time",
    "start_time",
    "submit_time",
    "to",
    "cover_page",
)
"""The fields that the vendor's page "Get a fax record" does not call required."""

_FREE_USER: Final = "9f1c0b7ad25e4f3c8e60d4712ab395c6"

# What the vendor's page shows as its own example reply, our ID and owner aside.
_VENDOR_EXAMPLE: Final[dict[str, Any]] = {
    "comment": "",
    "cost": 2,
    "cost_details": {"multiplier": 1, "notification_cost": 0},
    "description": "OK",
    "direction": IN,
    "duration": 0,
    "file": "ec28edc283a74daca1787efb5fa6fae2.tiff",
    "file_name": "fax-from-12076001783",
    "from_number": "+12076001783",
    "header": None,
    "is_read": False,
    "is_spam": False,
    "last_update": "2020-03-27 11:29:49",
    "max_retry": None,
    "pages": 2,
    "retry_delay": None,
    "scheduled_time": None,
    "start_time": "2020-03-27 11:29:21",
    "status": "failed",
    "submit_time": None,
    "to": "+12076001783",
}

_LONG_COMMENT: Final = "\n".join(
    f"{line:04} Called the practice again; the fax machine is still being repaired, they will ring back."
    for line in range(1, 401)
)

_OPTIONAL_FIELDS: Final = (
    Spec("Every optional field null", changes=dict.fromkeys(OPTIONAL), document=""),
    Spec("Every optional field absent", without=frozenset(OPTIONAL), document=""),
    *(
        Spec(
            f"{name} is null",
            IN if name == "submit_time" else OUT,
            {name: None},
            document="" if name == "file" else "letter",
        )
        for name in OPTIONAL
    ),
    *(
        Spec(f"{name} is absent", without=frozenset([name]), document="" if name == "file" else "order")
        for name in OPTIONAL
    ),
    Spec(
        "Empty texts throughout",
        changes=dict.fromkeys(("comment", "description", "file_name", "from", "header", "to"), "")
        | dict.fromkeys(("last_update", "scheduled_time", "start_time", "submit_time"), ""),
    ),
    Spec("cost_details without its parts", changes={"cost_details": {}}),
    Spec("cost_details of nulls", changes={"cost_details": {"multiplier": None, "notification_cost": None}}),
    Spec("file is an empty text", changes={"file": ""}, document=""),
)

_PARTIES: Final = (
    Spec("The vendor's own example", IN, _VENDOR_EXAMPLE, frozenset(["from", "cover_page"]), document="order"),
    Spec("from_number instead of from", IN, {"from_number": "+442079460958"}, frozenset(["from"])),
    Spec("from and from_number differ", IN, {"from": "+12025550118", "from_number": "+12025550172"}),
    Spec("Sender is a user ID", IN, {"from": _FREE_USER}),
    Spec("Recipient is a user ID", changes={"to": _FREE_USER}),
    Spec("Both sides are user IDs", IN, {"from": _FREE_USER, "to": "74d59d2779fb42a99cd5bb993c0c89d2"}),
    Spec("Sender withheld", IN, {"from": "anonymous"}),
    Spec("Numbers sent as numbers", changes={"from": 12025550143, "to": 442079460958}),
)

_VALUES: Final = (
    Spec("duration 0, as the service does", IN, {"duration": 0}),
    Spec("pages 0", changes={"pages": 0}),
    Spec("pages is the text “2”", changes={"pages": "2"}, document="order"),
    Spec("cost is the text “3”", changes={"cost": "3"}),
    Spec("cost is 2.5", changes={"cost": 2.5}),
    Spec("duration beyond 2⁶³", changes={"duration": 9_223_372_036_854_775_808}),
    Spec("is_read is the text “yes”", changes={"is_read": "yes"}),
    Spec("is_spam is 0", changes={"is_spam": 0}),
    Spec("comment is a number", changes={"comment": 42}),
    Spec(
        "Times in ISO 8601", changes={"start_time": "2026-11-16T08:15:00Z", "last_update": "2026-11-16T08:16:10+00:00"}
    ),
    Spec("Time that can't be", changes={"submit_time": "2026-02-30 25:61:00"}),
    Spec("Ended before it began", changes={"start_time": "2026-11-16 08:15:00", "last_update": "2026-11-15 08:15:00"}),
    Spec("retry limits at zero", changes={"max_retry": 0, "retry_delay": 0}),
    Spec("“OK” on a fax without answer", changes={"status": "failed_no_answer", "description": "OK", "duration": 0}),
    Spec(
        "Fields that nobody documented",
        changes={
            "ocr_text": "Invoice 2026-0318",
            "tags": ["billing", "urgent"],
            "routing": {"queue": "reception", "attempts": [{"at": "2026-11-16 08:15:00", "ok": False}, None]},
            "score": 0.25,
            "archived": None,
        },
    ),
)

_TEXTS: Final = (
    Spec("Very long comment", changes={"comment": _LONG_COMMENT}),
    Spec("One word of 5,000 letters", changes={"comment": "W" * 5000, "header": "H" * 300}),
    Spec(
        "Texts that look like HTML",
        changes={
            "comment": "<b>bold</b> &amp; <img src=file:///etc/hostname> <script>alert(1)</script>",
            "file_name": "<a href='//srv/share'>invoice</a>.pdf",
            "header": "<h1>Example</h1>",
            "description": "5 < 6 & 7 > 3",
        },
    ),
    Spec(
        "Hebrew and Arabic", IN, {"comment": "שלום, הפקס הגיע", "file_name": "فاتورة ٢٠٢٦.pdf", "header": "עדה דוגמה"}
    ),
    Spec("File name with a turned ending", IN, {"file_name": "inv\u202efdp.exe", "comment": "a\u2066b\u2069c\u200ed"}),
    Spec(
        "Emoji and combining marks",
        changes={"comment": "👩🏽‍⚕️ Zoë's re\u0301sume\u0301 🇨🇭 ✔️", "file_name": "Ångström ½ №7 \u200b.pdf"},
    ),
    Spec("File name that leaves the folder", IN, {"file_name": "../../etc/passwd", "comment": "C:\\x\\CON.pdf"}),
    Spec("Control characters", changes={"comment": "tab\there, bell\u0007, escape \u001b[31mred\u001b[0m, nul\u0000."}),
    Spec("Looks like a formula", changes={"comment": '=HYPERLINK("http://example.com")', "header": "+SUM(1;2)"}),
    Spec("Line breaks in a name", changes={"file_name": "first\nsecond\r\nthird", "header": " spaced  out "}),
)

ODD: Final = (*_OPTIONAL_FIELDS, *_PARTIES, *_VALUES, *_TEXTS)
