"""Every status a fax can have: its tone, and what it means in plain words.

The wording follows the vendor's help page "Fax statuses"; `inferred` marks our own reading of a
code that the vendor does not explain.
"""

import json
from dataclasses import dataclass
from enum import Enum
from typing import Final

from faxviewer.domain.tone import Tone


class Actor(Enum):
    """Who has to do something next."""

    NOBODY = "nobody"
    SENDER = "the sender"
    OWNER = "the account owner"
    FAX_PLUS = "Fax.Plus"


@dataclass(frozen=True, slots=True)
class Status:
    """One status: `code` as the service writes it, `label` for a badge, the rest whole sentences."""

    code: str
    tone: Tone
    label: str
    headline: str
    meaning: str
    next_step: str
    actor: Actor
    final: bool = True
    inferred: bool = False

    def headline_for(self, *, incoming: bool) -> str:
        """The headline seen from the account: an incoming fax is received, not delivered."""
        if not incoming:
            return self.headline
        return self.headline.replace("Not delivered", "Not received").replace("Delivered", "Received")

    def next_step_for(self, *, incoming: bool) -> str:
        """The next step seen from the account: who receives can't send again, but can ask for it."""
        if incoming and self.actor is Actor.SENDER and not self.next_step.startswith("Ask the sender"):
            return "Ask the sender to try again; the cause is on their side of the line."
        if incoming and self.tone is Tone.SUCCESS:
            return "Nothing to do."
        return self.next_step


_AGAIN = "Try again; if it goes on, ask Fax.Plus support."
_PLAIN_PDF = "Save the document as a plain PDF and send that."
_NUMBER = "Check the number, country and area code included."


def _failed(
    code: str,
    label: str,
    why: str,
    meaning: str,
    next_step: str,
    *,
    actor: Actor = Actor.SENDER,
    inferred: bool = False,
) -> Status:
    return Status(code, Tone.FAILURE, label, f"Not delivered: {why}", meaning, next_step, actor, True, inferred)


_WAIT = "Wait: a page takes 30 to 60 seconds to transmit."


def _moving(code: str, label: str, headline: str, meaning: str, step: str = _WAIT) -> Status:
    return Status(code, Tone.PROGRESS, label, headline, meaning, step, Actor.NOBODY, final=False)


_TABLE: Final = (
    Status(
        "success",
        Tone.SUCCESS,
        "Delivered",
        "Delivered: every page went through",
        "Every page was sent or received.",
        "Nothing to do. If the recipient denies it, send the confirmation report.",
        Actor.NOBODY,
    ),
    Status(
        "partially_sent",
        Tone.PARTIAL,
        "Partly sent",
        "Partly sent: the call dropped after the first pages",
        "The first pages went through, then the call dropped.",
        "Send the missing pages again.",
        Actor.SENDER,
    ),
    Status(
        "partially_received",
        Tone.PARTIAL,
        "Partly received",
        "Partly received: the call dropped after the first pages",
        "The first pages came through, then the call dropped.",
        "Ask the sender to send the missing pages again.",
        Actor.SENDER,
    ),
    _failed(
        "insufficient_credit",
        "No credit",
        "the account had no credit left",
        "The account had no credit or pages left.",
        "Top up, or wait for the plan's renewal.",
        actor=Actor.OWNER,
    ),
    _failed("failed", "Failed", "no reason given", "The service gives no further detail.", _AGAIN),
    _failed(
        "failed_internal_process_error",
        "Service error",
        "something broke inside Fax.Plus",
        "Something broke inside Fax.Plus.",
        _AGAIN,
        actor=Actor.FAX_PLUS,
    ),
    _failed(
        "failed_user_busy",
        "Line busy",
        "the line was busy",
        "The other fax line was in use.",
        "Wait some minutes and send it again.",
    ),
    _failed(
        "failed_no_answer",
        "No answer",
        "nobody answered",
        "The number rang and nothing picked up.",
        "Make sure the other machine is on and set to answer by itself, then send it again.",
    ),
    _failed(
        "failed_unallocated_number",
        "Number not in service",
        "the number is not in service",
        "The phone network says that nobody has this number.",
        _NUMBER,
    ),
    _failed(
        "failed_invalid_number_format",
        "Invalid number",
        "the number is not written as a fax number",
        "The destination can't be read as a fax number.",
        _NUMBER,
    ),
    _failed(
        "failed_destination_not_supported",
        "Destination not supported",
        "the destination is not supported",
        "A special service, or a country outside the plan.",
        "Check which destinations the plan covers.",
        actor=Actor.OWNER,
    ),
    _failed(
        "failed_office_converter_issue",
        "Office file unreadable",
        "the Office document could not be converted",
        "The Office document could not be converted, often because it is damaged.",
        "Save the document as PDF and send that.",
    ),
    _failed(
        "failed_unknown_converter_issue",
        "Conversion failed",
        "the document could not be converted",
        "The document could not be turned into fax pages.",
        _PLAIN_PDF,
    ),
    _failed(
        "failed_convert_to_tiff_issue",
        "Conversion failed",
        "the document could not be turned into a fax image",
        "The document could not be turned into fax pages.",
        _PLAIN_PDF,
    ),
    _failed(
        "failed_image_preparation",
        "Image preparation failed",
        "the fax image could not be prepared",
        "The document could not be turned into fax pages.",
        _PLAIN_PDF,
    ),
    _failed(
        "failed_separate_file_pages_issue",
        "Page split failed",
        "the document could not be split into pages",
        "The document could not be turned into fax pages.",
        _PLAIN_PDF,
    ),
    _failed(
        "failed_mimetype_not_supported",
        "File type not supported",
        "this kind of file can't be faxed",
        "That kind of file can't be faxed.",
        "Send it as PDF, DOC(X), XLS(X), TXT, RTF, JPG, PNG or TIFF.",
    ),
    _failed(
        "failed_render_header_issue",
        "Header failed",
        "the header line could not be drawn",
        "The header line could not be drawn on the pages.",
        "Shorten or change the header text and send it again.",
    ),
    _failed(
        "failed_to_send",
        "Transmission failed",
        "the transmission itself failed",
        "The call was made but the pages did not go through.",
        "Send it again.",
    ),
    _failed(
        "failed_normal_temporary_failure",
        "Network fault",
        "the phone network had a passing fault",
        "The phone network had a passing fault.",
        "Send it again later.",
        inferred=True,
    ),
    _failed(
        "failed_normal_clearing",
        "Hung up early",
        "the other side hung up before the fax was through",
        "The call was answered and hung up before the fax was through.",
        "Check that a fax machine answers at that number, then send it again.",
        inferred=True,
    ),
    _failed(
        "failed_fs_2",
        "No fax tone heard",
        "no fax tone was heard",
        "The call was answered, but no fax machine was heard. A person or voicemail may answer that number.",
        "Check the number.",
        inferred=True,
    ),
    _failed(
        "failed_fs_49",
        "Call dropped",
        "the call dropped early",
        "The call dropped early, as on a poor line.",
        "Send it again.",
        inferred=True,
    ),
    _moving("submitted", "Submitted", "On its way: submitted", "Fax.Plus has taken the fax and will start on it."),
    _moving(
        "converting",
        "Converting",
        "On its way: the document is being converted",
        "The document is being turned into fax pages.",
    ),
    _moving(
        "scheduled_for_sending",
        "Scheduled",
        "On its way: scheduled for later",
        "The fax will be sent at its scheduled time.",
        "Nothing to do before then.",
    ),
    _moving(
        "sending",
        "Sending",
        "On its way: being sent now",
        "The call is being made or the pages are going out.",
    ),
    _moving("in_progress", "In progress", "On its way: in progress", "Fax.Plus is working on the fax."),
)

STATUSES: Final = {status.code: status for status in _TABLE}
"""The 23 final statuses of the vendor's page "Get a fax record", then the five in progress."""


def status_named(code: object) -> Status:
    """The status called `code`; any other value gives a stand-in that says so and keeps the code."""
    if isinstance(code, str) and code in STATUSES:
        return STATUSES[code]
    if code is None or code == "":
        return Status(
            "",
            Tone.UNKNOWN,
            "No status",
            "The service gives no status for this fax",
            "Without a status nobody can say what happened to it.",
            "Look it up again later, or ask Fax.Plus support.",
            Actor.FAX_PLUS,
        )
    try:
        shown = code if isinstance(code, str) else json.dumps(code, ensure_ascii=False)
    except (ValueError, RecursionError):  # over 4,300 digits; nested without end
        shown = "not a status"
    return Status(
        shown,
        Tone.UNKNOWN,
        shown,
        "A status that Faxviewer doesn't know",
        "The service says something that its documentation does not list; it stands below as it came.",
        "Ask Fax.Plus support what it means.",
        Actor.FAX_PLUS,
    )
