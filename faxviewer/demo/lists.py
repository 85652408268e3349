"""Pages of the lists of faxes: `category`, `after`, `before` and `limit`, newest first."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Final

from faxviewer.demo.company import Company
from faxviewer.demo.faults import Faults
from faxviewer.demo.faxes import Faxes
from faxviewer.demo.identifiers import BASE
from faxviewer.demo.messages import Refused
from faxviewer.demo.outbox import Outbox
from faxviewer.demo.records import Entry

MOST_RECORDS: Final = 50
"""The highest `limit` of a list, and the one that holds when none is asked for (SDK 3.0.5 refuses more itself)."""


class Lists:
    """Finds the faxes of a page. A page far back costs what one at the start does."""

    def __init__(self, people: Company, faxes: Faxes, outbox: Outbox, faults: Faults) -> None:
        self._people = people
        self._faxes = faxes
        self._outbox = outbox
        self._faults = faults

    def page(self, query: dict[str, str], uid: str, now: float) -> list[Entry]:
        """The faxes of `uid` that `query` asks for at `now` (Unix seconds). Raises Refused for what it can't mean."""
        category = query.get("category")
        if category not in (None, "inbox", "sent", "spam"):
            raise Refused(400, "bad_request", "category is inbox, sent or spam")
        after, before = _moment(query, "after"), _moment(query, "before")
        limit = query.get("limit", str(MOST_RECORDS))
        if not (limit.isascii() and limit.isdigit() and 1 <= int(limit[:5]) <= MOST_RECORDS):
            raise Refused(400, "bad_request", f"limit is a number from 1 to {MOST_RECORDS}")
        if self._faults.ignore_before:
            before = None
        done = [
            entry
            for entry in self._outbox.finished(now)
            if entry.uid == uid
            and category in (None, entry.category)
            and (after is None or entry.created >= after)
            and (before is None or entry.created < before)
        ]
        made = list(islice(self._faxes.newest_first(uid, category, after, before), int(limit)))
        found = sorted((*done, *made), key=lambda entry: -entry.created)[: int(limit)]
        if self._faults.endless_lists and len(found) < int(limit):
            last = found[-1].created if found else BASE if before is None else before
            found += islice(self._without_end(uid, category, last), int(limit) - len(found))
        return found

    def _without_end(self, uid: str, category: str | None, before: int) -> Iterator[Entry]:
        """Faxes for as long as anybody asks, one a minute back from `before`; the same ones for the same minutes."""
        owner = self._people.person(self._people.number(uid) or 0)
        for minute in range((before - 1) // 60, 0, -1):
            yield self._faxes.invented(owner, category or "sent", minute)


def _moment(query: dict[str, str], name: str) -> int | None:
    """A time of the query in Unix seconds: `YYYY-MM-DD HH:mm:ss`, UTC."""
    text = query.get(name)
    if text is None:
        return None
    try:
        return int(datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC).timestamp())
    except ValueError:
        raise Refused(400, "bad_request", f"{name} is written YYYY-MM-DD HH:mm:ss") from None
