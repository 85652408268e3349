"""Which rows of a list are shown and in which order: kept as rows arrive, worked out anew in small steps."""

from array import array
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Final

from faxviewer.domain.fax import Direction
from faxviewer.domain.tone import Tone
from faxviewer.presenters.entries import Column, Entry, EntryPage
from faxviewer.presenters.entry_order import KEYS, in_order, row_for
from faxviewer.presenters.entry_search import Query

_TONES: Final = {tone: number for number, tone in enumerate(Tone)}
_DIRECTIONS: Final = {way: number for number, way in enumerate((None, *Direction))}
_STEP: Final = 1_000
"""Rows that are searched in one step: well under a millisecond."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants to see. No tones, no direction: all of them. No column: as the list came."""

    query: Query = field(default_factory=Query)
    tones: frozenset[Tone] = frozenset()
    direction: Direction | None = None
    column: Column | None = None
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The answer to `wish` for the first rows of the list, as many as `found` is long.

    `found` has a 1 for each row with the words. `order` has the places of all rows as they are sorted (None: as
    they came), `shown` the places of those that are wished for.
    """

    wish: Wish
    found: bytearray
    order: "array[int] | None"
    shown: "array[int] | range"


class EntryIndex:
    """All rows of one list, and the places of those shown. A place counts rows as they came, from 0."""

    def __init__(self, wish: Wish | None = None) -> None:
        self.wish = wish or Wish()
        self.entries: list[Entry] = []
        self.shown: array[int] | range = range(0)
        self.counts = dict.fromkeys(Tone, 0)
        """How many rows each tone would show, with the words and the direction that are wished for."""
        self._pages: list[tuple[int, str]] = []  # how many rows, and what is searched of them
        self._tones = bytearray()
        self._directions = bytearray()
        self._found = bytearray()
        self._order = None if self.wish.column is None else array("I")
        self._stale = False  # whether a row was replaced since the order was found

    def row_of(self, place: int) -> int | None:
        """The row that shows the entry at `place`."""
        try:
            return self.shown.index(place)
        except ValueError:
            return None

    def add(self, page: EntryPage) -> list[tuple[int, list[int]]]:
        """Take in `page`. What has to be shown of it: rows from the top, each with the places to `show` there."""
        first = len(self.entries)
        self.entries.extend(page.entries)
        self._pages.append((len(page.entries), page.searched))
        self._tones.extend([_TONES[entry.status.tone] for entry in page.entries])
        self._directions.extend([_DIRECTIONS[entry.direction] for entry in page.entries])
        self._found.extend(self.wish.query.found(page.searched, len(page.entries)))
        return self._arrivals(first)

    def show(self, row: int, places: Sequence[int]) -> None:
        """Show the entries at `places`, of which there are some, from `row` on."""
        end = len(self.shown) + len(places)
        if isinstance(self.shown, range):
            if places[0] == row == len(self.shown) and places[-1] == end - 1:
                self.shown = range(end)
                return
            self.shown = array("I", self.shown)
        self.shown[row:row] = array("I", places)

    def replace(self, places: Sequence[int], page: EntryPage) -> None:
        """Put the rows of `page` in place of those at `places`; where they are shown stays as it is."""
        self._stale = True
        lines = dict(zip(places, page.searched.split("\n"), strict=True))
        found = self.wish.query.found(page.searched, len(places))
        for place, entry, has_words in zip(places, page.entries, found, strict=True):
            self.entries[place] = entry
            self._tones[place] = _TONES[entry.status.tone]
            self._directions[place] = _DIRECTIONS[entry.direction]
            self._found[place] = has_words
        self._count()
        first = 0
        for number, (count, searched) in enumerate(self._pages):
            if touched := [place for place in places if first <= place < first + count]:
                whole = searched.split("\n")
                for place in touched:
                    whole[place - first] = lines[place]
                self._pages[number] = (count, "\n".join(whole))
            first += count

    def arranged(self, wish: Wish) -> Generator[None, None, Arrangement]:
        """Work out what `wish` shows, in steps of a few milliseconds at most; changes nothing."""
        total = len(self.entries)
        found = self._found[:total]
        if wish.query != self.wish.query:
            found = yield from self._search(wish.query, total)
        order = self._order
        if wish.column is None:
            order = None
        elif self._stale or (wish.column, wish.descending) != (self.wish.column, self.wish.descending):
            order = yield from in_order(self.entries, total, wish.column, wish.descending)
        yield
        if order is not None and len(order) != total:  # more rows came since
            order = array("I", [place for place in order if place < total])
        mask = _both(
            _both(found, _chosen(self._tones[:total], _tones_of(wish))),
            _chosen(self._directions[:total], _directions_of(wish)),
        )
        shown: array[int] | range = range(total)
        if order is not None:
            shown = array("I", compress(order, map(mask.__getitem__, order)))
        elif 0 in mask:
            shown = array("I", compress(range(total), mask))
        return Arrangement(wish, found, order, shown)

    def take(self, arrangement: Arrangement) -> None:
        """Show `arrangement`, and what came while it was worked out."""
        self.wish, self._found, self._stale = arrangement.wish, arrangement.found, False
        self._order, self.shown = arrangement.order, arrangement.shown
        self._count()
        first = start = len(self._found)
        for count, searched in self._pages if first < len(self.entries) else ():
            if start <= 0:
                self._found.extend(self.wish.query.found(searched, count))
            start -= count
        for row, places in self._arrivals(first):
            self.show(row, places)

    def _arrivals(self, first: int) -> list[tuple[int, list[int]]]:
        """Count and sort in the rows from `first` on, and say which of them belong where among those shown."""
        tones, directions = _tones_of(self.wish), _directions_of(self.wish)
        fresh: list[int] = []
        for place in range(first, len(self.entries)):
            if self._found[place] and self._directions[place] in directions:
                self.counts[self.entries[place].status.tone] += 1
                if self._tones[place] in tones:
                    fresh.append(place)
        column, descending = self.wish.column, self.wish.descending
        if column is None or self._order is None:
            return [(len(self.shown), fresh)] if fresh else []
        for place in range(first, len(self.entries)):
            self._order.insert(row_for(self.entries, self._order, place, column, descending), place)
        shown = array("I", self.shown) if isinstance(self.shown, range) else self.shown
        fresh.sort(key=lambda place: KEYS[column](self.entries[place]), reverse=descending)
        rows: dict[int, list[int]] = {}
        for place in fresh:
            rows.setdefault(row_for(self.entries, shown, place, column, descending), []).append(place)
        arrivals, ahead = [], 0
        for row, places in rows.items():
            arrivals.append((row + ahead, places))
            ahead += len(places)
        return arrivals

    def _count(self) -> None:
        """Count anew what `found` covers."""
        mask = _both(self._found, _chosen(self._directions[: len(self._found)], _directions_of(self.wish)))
        tones = bytes(compress(self._tones, mask))
        self.counts = {tone: tones.count(number) for tone, number in _TONES.items()}

    def _search(self, query: Query, total: int) -> Generator[None, None, bytearray]:
        found = bytearray()
        pause = _STEP
        for count, searched in self._pages:
            if len(found) >= total:
                break
            found += query.found(searched, count)
            if len(found) >= pause:
                pause += _STEP
                yield
        return found


def _tones_of(wish: Wish) -> bytes:
    return bytes(number for tone, number in _TONES.items() if not wish.tones or tone in wish.tones)


def _directions_of(wish: Wish) -> bytes:
    return bytes(number for way, number in _DIRECTIONS.items() if wish.direction in (None, way))


def _chosen(values: bytearray, numbers: bytes) -> bytearray:
    """For each of `values` 1 where it is one of `numbers`."""
    return values.translate(bytes(number in numbers for number in range(256)))


def _both(one: bytearray, other: bytearray) -> bytearray:
    """For each place 1 where both have a 1; as two long numbers, which takes microseconds."""
    both = int.from_bytes(one, "little") & int.from_bytes(other, "little")
    return bytearray(both.to_bytes(len(one), "little"))
