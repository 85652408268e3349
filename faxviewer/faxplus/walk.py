"""The way back through a list: which `before` to ask with, and what each reply adds. Pure: no network, no clock."""

from collections.abc import Hashable
from typing import Final

from faxviewer.domain.listing import ListPage
from faxviewer.faxplus.rows import Row, Rows, newest_first, time_text
from faxviewer.faxplus.search import LATEST, Search

CROWDED: Final = "At {moment} UTC there are more faxes than Fax.Plus sends at a time, so some of them may be missing."
REPEATED: Final = "Fax.Plus sends the same faxes again and again, so older ones may be missing."
UNDATED: Final = "Fax.Plus sends no times for these faxes, so it can't be asked for older ones."
UNREADABLE: Final = "Fax.Plus sends rows that can't be read as faxes, so older ones may be missing."
ENDLESS: Final = "The list was still going on after {requests} requests, so older faxes are missing."
RISING: Final = "Fax.Plus begins this list with its oldest faxes, so newer ones may be missing."


class Walk:
    """Walks from the newest fax of a list back to the oldest.

    Ask with `before` (Unix seconds, None for no bound), give the reply to `take`, and so on until `ended`.
    Nothing changes in between, so a request that failed can be made again.

    Which of a fax's times `before` goes by is not documented, so none is trusted: two replies of which
    the later still holds a fax of an earlier one leave no gap, whatever time the service goes by. A reply
    with nothing new asks for a lower `before`, one without a known fax for a higher one. The list is at
    its end when a request brings nothing new though there was room for more.

    `after` and `before` bound the list, `limit` is the number of rows that a reply may hold, and
    `most_requests` ends a list that never ends.
    """

    def __init__(self, after: int | None, before: int | None, *, limit: int, most_requests: int) -> None:
        self.before = before
        self.ended = False
        self._after = after
        self._limit = limit
        self._most_requests = most_requests
        self._requests = 0
        self._seen: set[Hashable] = set()
        self._search = Search((), before, after, LATEST)
        self._beneath: Rows = ()
        self._favourite = LATEST
        self._page_sizes: list[int] = []
        self._largest = 0
        self._at_high = 0
        self._bad_at_end = 0
        self._rising = False
        self._gap = ""

    def take(self, rows: Rows) -> ListPage | None:
        """What the reply to `before` adds to the list; None where it only shows the way."""
        self._requests += 1
        fresh = self._fresh(rows)
        known = any(row is not None and row.key in self._seen for row in rows)
        self._largest = max(self._largest, len(rows))
        unreadable = 0
        if not self._page_sizes or (fresh and known):
            unreadable = self._advance(rows, fresh)
        elif not known:
            self._search.low, self._beneath = self.before, rows
            fresh = []
        elif len(rows) < self._largest:
            unreadable = self._unreadable(rows)
            self._end(RISING if self._rising and len(self._page_sizes) == 1 else "")
        else:
            self._search.high, self._at_high = self.before or 0, len(rows)
        if not self.ended:
            fresh, unreadable = self._go_on(fresh, unreadable)
        if fresh or unreadable or (self.ended and self._gap):
            return ListPage(newest_first(fresh), unreadable, self._gap if self.ended else "")
        return None

    @property
    def _cut(self) -> bool:
        """Whether the reply to `high` may have been cut: at the limit, or at a size of its own that recurs."""
        if self._at_high < self._largest:
            return False
        return self._largest >= self._limit or self._page_sizes.count(self._largest) > 1

    def _fresh(self, rows: Rows) -> list[Row]:
        """The rows that no page had, each once."""
        return list({row.key: row for row in rows if row is not None and row.key not in self._seen}.values())

    def _unreadable(self, rows: Rows) -> int:
        """How many unreadable rows are new: those behind the last known fax that the last page didn't end with."""
        known = (place for place, row in enumerate(rows, 1) if row is not None and row.key in self._seen)
        return max(0, rows[max(known, default=0) :].count(None) - self._bad_at_end)

    def _advance(self, rows: Rows, fresh: list[Row]) -> int:
        """Take `rows`, the reply to `before`, as the next page, and tell how many of them are new and unreadable."""
        unreadable = self._unreadable(rows)
        self._bad_at_end = len(rows) - max((place for place, row in enumerate(rows, 1) if row is not None), default=0)
        if self._search.guess:
            few = 2 * len(fresh) < len(rows)
            self._favourite = self._search.a_deeper_guess() if few else self._search.guess
        if not self._page_sizes:
            self._rising = len(rows) >= self._limit and _is_rising(rows)
        self._page_sizes.append(len(rows))
        self._at_high = len(rows)
        self._seen.update(row.key for row in fresh)
        self._search = Search(rows, self.before, self._after, self._favourite)
        self._beneath = ()
        return unreadable

    def _go_on(self, fresh: list[Row], unreadable: int) -> tuple[list[Row], int]:
        """Choose the next `before`, or end. Gives what the reply adds, what lies behind a gap included."""
        if self._requests >= self._most_requests:
            self._end(ENDLESS.format(requests=self._most_requests))
            return fresh, unreadable
        beneath = self._fresh(self._beneath)
        before = self._search.next(thorough=self._cut or bool(beneath))
        if before is None and beneath:
            # Nothing lies between what brings nothing new and what skips something.
            self.before = self._search.low
            self._gap = self._gap or self._crowded()
            fresh, unreadable = beneath, unreadable + self._advance(self._beneath, beneath)
            before = self._search.next(thorough=self._cut)
        if before is None:
            self._end(self._obstacle())
        else:
            self.before = before
        return fresh, unreadable

    def _obstacle(self) -> str:
        """Why there is no way on; empty where nothing says that there is more."""
        if self._beneath:
            return UNREADABLE
        if not self._cut:
            return ""
        if not self._search.possible:
            return UNDATED if self._seen else UNREADABLE
        if self._search.low == self._after:
            return REPEATED
        return self._crowded()

    def _crowded(self) -> str:
        return CROWDED.format(moment=time_text(self._search.low or 0))

    def _end(self, gap: str) -> None:
        self.ended = True
        self._gap = gap or self._gap


class WholeList:
    """A list that comes in one reply and is bounded here: the outbox. To be used like a Walk."""

    def __init__(self, after: int | None, before: int | None) -> None:
        self.before: int | None = None
        self.ended = False
        self._after = after
        self._end = before

    def take(self, rows: Rows) -> ListPage | None:
        """The one page; None where it is empty. A fax without a time is in every period."""
        self.ended = True
        inside = {row.key: row for row in rows if row is not None and self._includes(row.moment)}
        unreadable = rows.count(None)
        return ListPage(newest_first(list(inside.values())), unreadable) if inside or unreadable else None

    def _includes(self, moment: int | None) -> bool:
        if moment is None:
            return True
        return (self._after is None or moment >= self._after) and (self._end is None or moment < self._end)


def _is_rising(rows: Rows) -> bool:
    """Whether by every time that both have, the last row is newer than the first."""
    dated = [row.times for row in rows if row is not None and row.times]
    if not dated:
        return False
    first, last = dated[0], dated[-1]
    both = first.keys() & last.keys()
    return bool(both) and all(first[name] < last[name] for name in both)
