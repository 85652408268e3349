"""The rows of pasted IDs before there is a fax for them, or where none came."""

from typing import Final

from faxviewer.domain.errors import FaxViewerError
from faxviewer.domain.fax import Fax
from faxviewer.domain.status import Actor, Status
from faxviewer.domain.tone import Tone
from faxviewer.presenters.entries import Entry, EntryPage, Listing, Packed, one_line
from faxviewer.presenters.tables import Outcome

WAITING: Final = "Not looked up yet"


def page_of(ids: tuple[str, ...], outcomes: list[Outcome], listing: Listing) -> EntryPage:
    """A row for each of `ids` and what became of it, in this order."""
    found = [each for each in outcomes if isinstance(each, Fax)]
    rows = iter(listing.page(found).entries)
    entries = tuple(
        next(rows) if isinstance(outcome, Fax) else _unanswered(fax_id, listing.user, outcome)
        for fax_id, outcome in zip(ids, outcomes, strict=True)
    )
    return EntryPage(entries, "\n".join(map(listing.searched, entries)))


def _unanswered(fax_id: str, user: str, error: FaxViewerError | None) -> Entry:
    """The ID where a fax has its number, the reason where it has its status."""
    label = error.title if error else WAITING
    reason = error.message if error else ""
    # Not the tone of a failed fax: of this one nothing is known.
    status = Status(label, Tone.UNKNOWN, label, label, reason, "", Actor.NOBODY, final=False)
    packed = Packed((Fax(fax_id, {}),))
    return Entry(fax_id, user, None, "", fax_id, "", status, one_line(reason), None, "", None, packed, 0)
