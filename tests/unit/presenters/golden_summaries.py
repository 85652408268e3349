"""The golden texts of the ticket's summaries: every status, by direction, in both forms and all formats.

`python -m tests.unit.presenters.golden_summaries` writes them anew; read what changed before committing it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from faxviewer.domain.account import Account, Balance
from faxviewer.domain.fax import Fax
from faxviewer.domain.statuses import STATUSES
from faxviewer.presenters.form import Desk
from faxviewer.presenters.ticket import Form, Format, TicketChoices, ticket_of
from tests.fakes.records import ORDINARY, OUTBOX
from tests.fakes.views import Choices, PlainFormats
from tests.unit.presenters.reading import as_read

FOLDER: Final = Path(__file__).parent / "golden"
ENDINGS: Final = {Format.PLAIN: "txt", Format.MARKDOWN: "md", Format.HTML: "html"}
DESK: Final = Desk(
    PlainFormats(), Account("u1", "Ada Example", "ada@example.com", "corporate_admin"), Balance(5, "USD")
)


def faxes() -> Iterator[tuple[str, Fax]]:
    """A title and a fax for every status by direction, then what is odd about others."""
    for status in (*STATUSES, "failed_tomorrow"):
        for direction in ("outgoing", "incoming"):
            yield f"{status}, {direction}", as_read({**ORDINARY, "status": status, "direction": direction})
    yield "no status", as_read({key: value for key, value in ORDINARY.items() if key != "status"})
    yield "no direction", as_read({key: value for key, value in ORDINARY.items() if key != "direction"})
    yield "in the outbox", as_read(OUTBOX, outbox=True)
    yield "nothing but its ID", as_read({"id": "5e7de3ad54cfd54eb568cc76"})


def written(form: Form, kind: Format) -> str:
    """Every fax in one form and format, each under its title."""
    choices = TicketChoices(Choices())
    choices.chosen_form, choices.chosen_format, choices.zone = form, kind, "Europe/Zurich"
    texts = []
    for title, fax in faxes():
        ticket = ticket_of(fax, "self", DESK, choices)
        texts.append(f"=== {title}\n{ticket.html if kind is Format.HTML else ticket.text}")
    return "\n".join(texts)


def file_of(form: Form, kind: Format) -> Path:
    """Where the golden text of a form and format lies."""
    return FOLDER / f"{form.value}.{ENDINGS[kind]}"


if __name__ == "__main__":
    for each in Form:
        for one in Format:
            file_of(each, one).write_text(written(each, one), encoding="utf-8", newline="\n")
