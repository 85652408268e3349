"""Sample faxes as the service ordinarily describes them: every status, both directions, cover pages, flags."""

from typing import Any, Final

from faxviewer.demo.records import IN, Spec

_NOT_DIALLED: Final[dict[str, Any]] = {"duration": 0, "cost": 0, "start_time": None}


def _failed(status: str, label: str, description: str = "", *, dialled: bool = True, file: bool = True) -> Spec:
    """An outgoing fax that failed: on the line, or before anybody dialled; `file` False where none was made."""
    changes: dict[str, Any] = {"status": status, "description": description or status, "cost": 0}
    changes |= {"duration": 24} if dialled else _NOT_DIALLED
    return Spec(f"Not delivered: {label}", changes=changes, document="invoice" if file else "")


def _cover(label: str, flags: list[str] | None, **parts: Any) -> Spec:
    page = {
        "name_to": "Dr. Lee Placeholder",
        "name_from": "Ada Example",
        "subject": "Referral of 20 November",
        "flags": flags,
        "message": "One page follows. Call reception if it does not arrive.",
    }
    return Spec(f"Cover page {label}", changes={"cover_page": page | parts}, document="referral")


_STATUSES: Final = (
    Spec("Delivered, one page", changes={"comment": "Sent again after their machine was repaired"}),
    Spec("Received, unread", IN, {"is_read": False, "comment": ""}, document="order"),
    Spec("Partly sent, 5 of 12 pages", changes={"status": "partially_sent", "pages": 5}, document="contract"),
    Spec("Partly received", IN, {"status": "partially_received", "is_read": False}, document="minutes"),
    _failed("insufficient_credit", "no credit", "Insufficient credit", dialled=False),
    _failed("failed", "no reason given", "OK"),
    _failed("failed_internal_process_error", "service error", dialled=False),
    _failed("failed_user_busy", "line busy", "User busy"),
    _failed("failed_no_answer", "no answer", "No answer"),
    Spec(
        "Not delivered: number not in service",
        changes={"status": "failed_unallocated_number", "description": "Unallocated number", "to": "+12025550100"}
        | _NOT_DIALLED,
    ),
    _failed("failed_office_converter_issue", "Office file unreadable", dialled=False, file=False),
    _failed("failed_separate_file_pages_issue", "page split failed", dialled=False, file=False),
    _failed("failed_render_header_issue", "header failed", dialled=False, file=False),
    Spec(
        "Not delivered: invalid number",
        changes={"status": "failed_invalid_number_format", "description": "Invalid number", "to": "0044 7946-0x"}
        | _NOT_DIALLED,
    ),
    _failed("failed_mimetype_not_supported", "file type not supported", dialled=False, file=False),
    _failed("failed_destination_not_supported", "destination not supported", dialled=False),
    _failed("failed_image_preparation", "image preparation failed", dialled=False, file=False),
    _failed("failed_to_send", "transmission failed"),
    _failed("failed_normal_temporary_failure", "network fault", "OK"),
    _failed("failed_unknown_converter_issue", "unknown converter trouble", dialled=False, file=False),
    _failed("failed_normal_clearing", "hung up early", "Normal clearing"),
    _failed("failed_convert_to_tiff_issue", "no fax image", dialled=False, file=False),
    _failed("failed_fs_49", "call dropped", "The call dropped prematurely"),
    _failed("failed_fs_2", "no fax tone", "Timed out waiting for initial communication"),
)

_COVERS: Final = (
    _cover("marked urgent", ["urgent"]),
    _cover("marked for review", ["for_review"]),
    _cover("asking for a reply", ["please_reply"]),
    _cover("marked confidential", ["confidential"]),
    _cover("with every flag", ["urgent", "for_review", "please_reply", "confidential"]),
    _cover("without flags", []),
    _cover("with flags and message null", None, message=None),
    _cover("with empty texts", [], name_to="", name_from="", subject="", message=""),
    Spec(
        "Cover page without message and flags",
        changes={"cover_page": {"name_to": "Reception", "name_from": "Bruno Keller", "subject": "Keys"}},
    ),
)

_EVERYDAY: Final = (
    Spec("Received, stored as PDF", IN, document="referral"),
    Spec("Received, twelve pages", IN, {"comment": "Filed with the contracts"}, document="contract"),
    Spec("Spam, unread", IN, {"is_spam": True, "is_read": False, "file_name": "WIN A CRUISE"}, document="letter"),
    Spec("Spam that was read", IN, {"is_spam": True, "comment": "Reported"}, document="prescription"),
    Spec(
        "Sent at a set time",
        changes={"scheduled_time": "2026-11-12 06:30:00", "header": "Example Clinics, night desk"},
        document="results",
    ),
    Spec("Sent at the third try", changes={"max_retry": 3, "retry_delay": 30, "description": "OK"}, document="minutes"),
    Spec("Free, cost 0", IN, {"cost": 0, "cost_details": {"multiplier": 0, "notification_cost": 0}}),
    Spec(
        "Dear destination",
        changes={"cost": 48, "cost_details": {"multiplier": 4, "notification_cost": 0.05}, "to": "+61255501234"},
        document="contract",
    ),
    Spec("Received by Bruno", IN, {"is_read": False}, owner=1, document="order"),
    Spec("Sent by Bruno", owner=1, document="invoice"),
    Spec("Bruno's spam", IN, {"is_spam": True}, owner=1),
    Spec("Sent by Chidi", changes={"comment": "Für die Akte"}, owner=2, document="results"),
    Spec("Received by Chidi, line failed", IN, {"status": "failed", "cost": 0}, owner=2, document=""),
    Spec("Received at reception", IN, owner=3, document="prescription"),
    Spec("Sent by reception", owner=3, document="minutes"),
)

SPECIMENS: Final = (*_STATUSES, *_COVERS, *_EVERYDAY)
