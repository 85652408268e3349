"""The one door for messages to the person: a notice has a tone, says what, means what, and what to do."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from faxviewer.domain.errors import FaxViewerError, SessionEnded
from faxviewer.domain.tone import Tone
from faxviewer.presenters.text import shortened, visible


@dataclass(frozen=True, slots=True)
class Notice:
    """What the notice bar shows. `detail` is something to quote to support. `of_fax`: it is about the fax in the form.

    `offer` is the caption of a button that calls `act` and takes the notice away; no button where it is empty.
    """

    title: str
    message: str = ""
    remedy: str = ""
    detail: str = ""
    tone: Tone = Tone.UNKNOWN
    offers_sign_in: bool = False
    of_fax: bool = False
    offer: str = ""
    act: Callable[[], None] | None = field(default=None, compare=False, repr=False)


class Notices(Protocol):
    """The notice bar. A newer notice takes the place of an older one."""

    def tell(self, notice: Notice) -> None:
        """Show `notice` until the person closes it or it is withdrawn."""

    def withdraw(self) -> None:
        """Take away what is shown, if anything is."""

    def leave_fax(self) -> None:
        """Take away what is shown if it is about the fax in the form, which gives way to another."""


def notice_of(error: FaxViewerError, tone: Tone = Tone.FAILURE, *, of_fax: bool = False) -> Notice:
    """The notice that tells of `error`; its detail comes from outside, so it is made visible and short."""
    detail, ended = shortened(visible(error.detail), 300), isinstance(error, SessionEnded)
    return Notice(error.title, error.message, error.remedy, detail, tone, ended, of_fax and not ended)
