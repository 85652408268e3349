"""The one table of statuses, in the words of the vendor's help page "Fax statuses"; our own readings are marked."""

from typing import Final

from faxviewer.domain.tone import Tone
from faxviewer.domain.verdict import AS_SCHEDULED, EVERY_PAGE, Actor, Status, Verdict

_AGAIN: Final = "Try again; if it goes on, ask Fax.Plus support."
_ASK_AGAIN: Final = "Ask the sender to try again."
_ASK_SUPPORT: Final = "Ask the sender to try again; if it goes on, ask Fax.Plus support."
_PLAIN_PDF: Final = "Save the document as a plain PDF and send that."
_ASK_PLAIN_PDF: Final = "Ask the sender to save the document as a plain PDF and use that."
_NO_PAGES: Final = "The document could not be turned into fax pages."
_NUMBER: Final = "Check the number, country and area code included."
_ASK_NUMBER: Final = "Ask the sender to check the number, country and area code included."
_WAIT: Final = "Wait: a page takes 30 to 60 seconds to transmit."


def _failed(
    code: str,
    label: str,
    why: str,
    meaning: str,
    step: str,
    received_step: str = _ASK_AGAIN,
    *,
    actor: Actor = Actor.SENDER,
    received_actor: Actor = Actor.SENDER,
    received_meaning: str = "",
    inferred: bool = False,
) -> Status:
    """A fax that did not go through; `step` speaks to who sent it, `received_step` to who should have got it."""
    unclear = step if actor in (Actor.OWNER, Actor.FAX_PLUS) else f"For whoever sent it: {step[0].lower()}{step[1:]}"
    return Status(
        *(code, Tone.FAILURE, label, f"Not delivered: {why}", meaning, step, actor, True, inferred),
        received=Verdict(f"Not received: {why}", received_meaning or meaning, received_step, received_actor),
        unclear=Verdict(f"Did not go through: {why}", meaning, unclear, actor),
    )


def _dropped(code: str, label: str, meaning: str) -> Status:
    """A fax whose first pages went through."""
    headline, again = f"{label}: the call dropped after the first pages", "the missing pages again."
    ask = f"Ask the sender to send {again}"
    return Status(
        *(code, Tone.PARTIAL, label, headline, meaning, f"Send {again}", Actor.SENDER),
        received=Verdict(headline, meaning, ask, Actor.SENDER),
        unclear=Verdict(headline, meaning, f"For whoever sent it: send {again}", Actor.SENDER),
    )


def _moving(code: str, label: str, now: str, meaning: str, step: str = _WAIT, *other: Verdict) -> Status:
    """A fax on its way; `other` are its verdicts for an incoming fax and for an unknown direction."""
    received, unclear = other or (None, None)
    moving = (code, Tone.PROGRESS, label, f"On its way: {now}", meaning, step, Actor.NOBODY, False)
    return Status(*moving, received=received, unclear=unclear)


def _on_its_way(now: str, meaning: str) -> Verdict:
    return Verdict(f"On its way: {now}", meaning, _WAIT, Actor.NOBODY)


_TABLE: Final = (
    Status(
        "success",
        Tone.SUCCESS,
        "Delivered",
        f"Delivered: {EVERY_PAGE} went through",
        "Every page was sent.",
        "Nothing to do. If the recipient denies it, send the confirmation report.",
        Actor.NOBODY,
        received=Verdict(
            f"Received: {EVERY_PAGE} came through", "Every page was received.", "Nothing to do.", Actor.NOBODY
        ),
        unclear=Verdict(
            f"Went through: {EVERY_PAGE}", "Every page was sent or received.", "Nothing to do.", Actor.NOBODY
        ),
        received_label="Received",
        unclear_label="Went through",
    ),
    _dropped("partially_sent", "Partly sent", "The first pages went through, then the call dropped."),
    _dropped("partially_received", "Partly received", "The first pages came through, then the call dropped."),
    _failed(
        "insufficient_credit",
        "No credit",
        "the account had no credit left",
        "The account had no credit or pages left.",
        "Top up, or wait for the plan's renewal.",
        "Top up, or wait for the plan's renewal; then ask the sender to try again.",
        actor=Actor.OWNER,
        received_actor=Actor.OWNER,
    ),
    _failed("failed", "Failed", "no reason given", "The service gives no further detail.", _AGAIN, _ASK_SUPPORT),
    _failed(
        "failed_internal_process_error",
        "Service error",
        "something broke inside Fax.Plus",
        "Something broke inside Fax.Plus.",
        _AGAIN,
        _ASK_SUPPORT,
        actor=Actor.FAX_PLUS,
        received_actor=Actor.FAX_PLUS,
    ),
    _failed(
        "failed_user_busy",
        "Line busy",
        "the line was busy",
        "The other fax line was in use.",
        "Wait some minutes and send it again.",
        "Ask the sender to wait some minutes and try again.",
        received_meaning="The fax line was in use.",
    ),
    _failed(
        "failed_no_answer",
        "No answer",
        "nobody answered",
        "The number rang and nothing picked up.",
        "Ask the recipient to make sure the machine is on and set to answer by itself, then send it again.",
        actor=Actor.RECIPIENT,
    ),
    _failed(
        "failed_unallocated_number",
        "Number not in service",
        "the number is not in service",
        "The phone network says that nobody has this number.",
        _NUMBER,
        _ASK_NUMBER,
    ),
    _failed(
        "failed_invalid_number_format",
        "Invalid number",
        "the number is not written as a fax number",
        "The destination can't be read as a fax number.",
        _NUMBER,
        _ASK_NUMBER,
    ),
    _failed(
        "failed_destination_not_supported",
        "Destination not supported",
        "the destination is not supported",
        "A special service, or a country outside the plan.",
        "Check which destinations the plan covers.",
        "Ask the sender to check which destinations their plan covers.",
        actor=Actor.OWNER,
    ),
    _failed(
        "failed_office_converter_issue",
        "Office file unreadable",
        "the Office document could not be converted",
        "The Office document could not be converted, often because it is damaged.",
        "Save the document as PDF and send that.",
        "Ask the sender to save the document as PDF and use that.",
    ),
    _failed(
        "failed_unknown_converter_issue",
        "Conversion failed",
        "the document could not be converted",
        _NO_PAGES,
        _PLAIN_PDF,
        _ASK_PLAIN_PDF,
    ),
    _failed(
        "failed_convert_to_tiff_issue",
        "Conversion failed",
        "the document could not be turned into a fax image",
        _NO_PAGES,
        _PLAIN_PDF,
        _ASK_PLAIN_PDF,
    ),
    _failed(
        "failed_image_preparation",
        "Image preparation failed",
        "the fax image could not be prepared",
        _NO_PAGES,
        _PLAIN_PDF,
        _ASK_PLAIN_PDF,
    ),
    _failed(
        "failed_separate_file_pages_issue",
        "Page split failed",
        "the document could not be split into pages",
        _NO_PAGES,
        _PLAIN_PDF,
        _ASK_PLAIN_PDF,
    ),
    _failed(
        "failed_mimetype_not_supported",
        "File type not supported",
        "this kind of file can't be faxed",
        "That kind of file can't be faxed.",
        "Send it as PDF, DOC(X), XLS(X), TXT, RTF, JPG, PNG or TIFF.",
        "Ask the sender for PDF, DOC(X), XLS(X), TXT, RTF, JPG, PNG or TIFF.",
    ),
    _failed(
        "failed_render_header_issue",
        "Header failed",
        "the header line could not be drawn",
        "The header line could not be drawn on the pages.",
        "Shorten or change the header text and send it again.",
        "Ask the sender to shorten or change the header text and try again.",
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
        "Ask the sender to try again later.",
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
        "Ask the sender to make sure that a fax machine was calling, and to try again.",
        received_meaning="The call was answered, but no fax machine was heard.",
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
    _moving("submitted", "Submitted", "submitted", "Fax.Plus has taken the fax and will start on it."),
    _moving(
        "converting",
        "Converting",
        "the document is being converted",
        "The document is being turned into fax pages.",
    ),
    _moving(
        "scheduled_for_sending",
        "Scheduled",
        "scheduled for later",
        f"The fax will be sent {AS_SCHEDULED}.",
        "Nothing to do before then.",
    ),
    _moving(
        "sending",
        "Sending",
        "being sent now",
        "The call is being made or the pages are going out.",
        _WAIT,
        _on_its_way("being received now", "The pages are coming in."),
        _on_its_way("being transmitted now", "The call is being made or the pages are on their way."),
    ),
    _moving("in_progress", "In progress", "in progress", "Fax.Plus is working on the fax."),
)

STATUSES: Final = {status.code: status for status in _TABLE}
"""The 23 final statuses of the vendor's page "Get a fax record", then the five in progress."""
