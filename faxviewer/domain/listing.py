"""Lists of faxes: which list, of which time, and how far it could be read."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from faxviewer.domain.fax import Fax


class Category(Enum):
    """The lists that an account has (`category=` of the vendor page "Get a list of faxes"; the outbox is its own)."""

    INBOX = "inbox"
    SENT = "sent"
    SPAM = "spam"
    OUTBOX = "outbox"


@dataclass(frozen=True, slots=True)
class Period:
    """From `after` to `before`, aware times in UTC; None leaves that end open."""

    after: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class ListPage:
    """Some faxes of a list, newest first, none that an earlier page had.

    `unreadable` counts rows that were no records. `incomplete` says in words why the list can't be read
    to its end; with it, this page is the last one.
    """

    faxes: tuple[Fax, ...]
    unreadable: int = 0
    incomplete: str = ""
