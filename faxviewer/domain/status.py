"""The status called so or so: one of the table, or a stand-in for what nobody documented."""

import json

from faxviewer.domain.statuses import STATUSES
from faxviewer.domain.tone import Tone
from faxviewer.domain.verdict import Actor, Status, Verdict

__all__ = ["STATUSES", "Actor", "Status", "Verdict", "status_named"]


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
