"""What the window shows of a look-up: the page of one fax, or why there is none."""

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from faxviewer.domain.fax import Fax
from faxviewer.presenters.answer import Answer, answer
from faxviewer.presenters.form import Desk, Row, other_rows, rows, shape_note
from faxviewer.presenters.notices import Notice
from faxviewer.presenters.timeline import Timeline, timeline


class Entry(Enum):
    """The two fields of the look-up bar."""

    FAX_ID = "fax_id"
    USER = "user"


class Trouble(Enum):
    """Why there is no fax to show; each has a picture of its own."""

    NOT_FOUND = "not-found"
    NOT_ALLOWED = "not-allowed"
    OFFLINE = "offline"
    RATE_LIMITED = "rate-limited"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that the window shows of one fax. `asked_id` is what was asked for, whatever the record says."""

    asked_id: str
    user: str
    answer: Answer
    rows: tuple[Row, ...]
    others: tuple[Row, ...]
    note: str
    timeline: Timeline


class LookupView(Protocol):
    """The look-up bar and the pane below it."""

    def show_refusal(self, entry: Entry, reason: str) -> None:
        """Mark a field, the reason beside it; nothing else changes."""

    def show_asked(self, fax_id: str, user: str) -> None:
        """Put the cleaned IDs in the fields, without marks. `user` is `self` for the signed-in account."""

    def show_loading(self, fax_id: str) -> None:
        """The frame of the form with placeholders; where `fax_id` is shown already, its values stay."""

    def show_fax(self, page: Page) -> None:
        """Fill the frame."""

    def show_trouble(
        self, trouble: Trouble, notice: Notice, *, seconds: int | None = None, offers_search: bool = False
    ) -> None:
        """In place of a fax: what is wrong, what to do.

        `seconds` counts down to another try; `offers_search` offers to search all members for it.
        """

    def show_nothing(self) -> None:
        """Nothing was looked up yet, or everything was cleared."""


def page_of(fax: Fax, user: str, desk: Desk) -> Page:
    """The page of `fax`, which was looked up under `user`. Never raises, however odd the record."""
    return Page(
        fax.asked_id,
        user,
        answer(fax, desk.formats, desk.balance),
        tuple(rows(fax, desk)),
        tuple(other_rows(fax)),
        shape_note(fax),
        timeline(fax, desk.formats),
    )
