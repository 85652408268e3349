"""The raw record: the service's answer as it came, where it departs from its contract, and searching in it."""

import asyncio
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from faxviewer.domain.fax import DepartureKind, Fax
from faxviewer.domain.json_places import Places
from faxviewer.presenters.form import GROUPS
from faxviewer.presenters.raw_layout import Line, exact_lines, indented_lines
from faxviewer.presenters.raw_search import MOST, matches

PAGE: Final = 2_000_000
"""Characters that are laid out before the person asks for more."""
PAGE_LINES: Final = 20_000
_TURN: Final = 24_000
"""Characters that are handed to the view in one turn of the event loop; a line costs as sixty of them."""

ON_ITS_WAY: Final = "The raw record comes with the look-up of this fax."
_LABELS: Final = {field.path: field.label for group in GROUPS for field in group.fields}


@dataclass(frozen=True, slots=True)
class Flaw:
    """A departure and its place: the value, or the object where the field is missing, from `start` to `end`.

    `page` is the vendor's page with the `rule`.
    """

    field: str
    path: str
    reason: str
    rule: str
    page: str
    start: int
    end: int
    is_missing: bool


class RawView(Protocol):
    """The pane of the raw record."""

    def clear(self, reason: str) -> None:
        """Show no record, and why."""

    def add_lines(self, lines: Sequence[Line]) -> None:
        """Show more lines below those that are there."""

    def show_rest(self, characters: int) -> None:
        """Offer to show more: so many characters are not laid out. 0 for none."""

    def show_flaws(self, flaws: Sequence[Flaw]) -> None:
        """List the departures and mark their places."""

    def go_to(self, start: int, end: int) -> None:
        """Select from one offset of the reply to another, and bring it into view."""

    def show_found(self, position: int, count: int, *, searching: bool) -> None:
        """Which match of how many; position 0 for none. A count of `MOST` means that many or more."""


class RawPresenter:
    """Keeps one record's text, its places and its layout; hands them over in pieces that freeze nothing."""

    def __init__(self, view: RawView) -> None:
        self._view = view
        self.text = ""
        self.places = Places("")
        self.flaws: tuple[Flaw, ...] = ()
        self.indented = False
        self.fax: Fax | None = None
        self._lines: list[Line] = []
        self._firsts: list[int] = []
        self._coming: Iterator[Line | None] = iter(())
        self._coming_on = False
        self._found: list[tuple[int, int]] = []
        self._query = ""

    async def show(self, fax: Fax | None, *, indented: bool) -> None:
        """Show the record of `fax`."""
        self.fax, self.indented = fax, indented
        exchange = fax.exchange if fax else None
        self.text = exchange.body.decode("utf-8", "surrogateescape") if exchange else ""
        self.places, self.flaws = Places(self.text), ()
        self._found, self._query = [], ""
        self._view.show_flaws(())
        self._view.show_found(0, 0, searching=False)
        await self._lay_out()
        if exchange and fax:
            await self._read_places()
            self.flaws = tuple(flaws_of(fax, self.places))
            self._view.show_flaws(self.flaws)

    def forget_other_than(self, fax: Fax | None) -> None:
        """Keep nothing of what is shown unless it is the very reply that `fax` came with."""
        exchange = fax.exchange if fax else None
        if self.text and (exchange is None or exchange.body.decode("utf-8", "surrogateescape") != self.text):
            self.fax, self.text, self.places, self.flaws = None, "", Places(""), ()
            self._lines, self._firsts, self._coming, self._coming_on = [], [], iter(()), False
            self._found, self._query = [], ""
            self._view.clear(ON_ITS_WAY)
            self._view.show_flaws(())
            self._view.show_found(0, 0, searching=False)

    async def lay_out(self, *, indented: bool) -> None:
        """Change between exact and indented."""
        self.indented = indented
        await self._lay_out()
        self._view.show_flaws(self.flaws)

    async def more(self) -> None:
        """Lay out the next page."""
        await self._take(PAGE, PAGE_LINES)

    async def lead_to(self, start: int, end: int) -> None:
        """Bring a place into view, however far down it stands."""
        while self._coming_on and (not self._lines or self._reached <= end):
            await self._take(PAGE, PAGE_LINES)
        self._view.go_to(start, end)

    async def search(self, query: str, offset: int, *, back: bool = False) -> None:
        """Go to the next match of `query` behind `offset` (or the one before it), around the end."""
        if query != self._query:
            self._query, self._found = query, []
            if query:
                for found in matches(self.text, query):
                    if found:
                        self._found.append(found)
                    else:
                        self._view.show_found(0, len(self._found), searching=True)
                        await asyncio.sleep(0)
        if not self._found:
            self._view.show_found(0, 0, searching=False)
            return
        if back:
            at = bisect_right(self._found, (offset, -1)) - 1
        else:
            at = bisect_right(self._found, (offset, -1)) % len(self._found)
        at %= len(self._found)
        self._view.show_found(at + 1, len(self._found), searching=False)
        await self.lead_to(*self._found[at])

    def path_at(self, offset: int) -> str:
        """The path of the value that an offset of the reply stands in; empty for the record itself."""
        value = self.places.at(offset)
        return "" if value is None else self.places.path(value)

    async def _read_places(self) -> None:
        whole = self.places.read_on()
        while not whole:
            await asyncio.sleep(0)
            whole = self.places.read_on()

    async def _lay_out(self) -> None:
        self._lines, self._firsts = [], []
        reason = "" if self.text else ON_ITS_WAY
        self._view.clear(reason)
        self._coming = iter(()) if reason else indented_lines(self.text) if self.indented else exact_lines(self.text)
        self._coming_on = not reason
        await self._take(PAGE, PAGE_LINES)

    @property
    def _reached(self) -> int:
        last = self._lines[-1]
        return last.source(len(last.text)) + (0 if self.indented else len(last.end))

    async def _take(self, characters: int, lines: int) -> None:
        """Hand over so many more, turn by turn."""
        while self._coming_on and characters > 0 and lines > 0:
            batch: list[Line] = []
            taken = 0
            for line in self._coming:
                if line is None:
                    break
                batch.append(line)
                # Colouring costs as much as the text: a span as a dozen characters, a line with marks twice.
                taken += len(line.shown) * (2 if line.places else 1) + 60 + 12 * len(line.spans)
                if taken >= _TURN:
                    break
            else:
                self._coming_on = False
            self._lines += batch
            characters -= taken
            lines -= len(batch)
            self._view.add_lines(batch)
            if self._coming_on:
                await asyncio.sleep(0)
        rest = len(self.text) - self._reached if self._coming_on and self._lines else 0
        self._view.show_rest(max(rest, 0))


def flaws_of(fax: Fax, places: Places) -> Iterator[Flaw]:
    """The departures of `fax` with their places in the reply."""
    for departure in fax.departures:
        path = fax.api_names.get(departure.path, departure.path)
        keys: tuple[str | int, ...] = tuple(path.split("."))
        missing = departure.kind is DepartureKind.MISSING
        value = places.find(keys)
        while value is None and keys:
            keys, missing = keys[:-1], True
            value = places.find(keys)
        start, end = places.span(value) if value is not None else (0, 0)
        if value is not None and missing:
            end = start + 1
        elif value is not None and (name := places.name_span(value)):
            start = name[0]
        label, page = _LABELS.get(departure.path, departure.path), fax.shape.page
        yield Flaw(label, path, departure.reason, departure.rule, page, start, end, missing)


def found_words(position: int, count: int, *, searching: bool) -> str:
    """`3 of 7` and its kin."""
    counted = f"{count:,} or more" if count == MOST else f"{count}"
    if searching:
        return f"{counted} so far"
    return f"{position} of {counted}" if count else "not found"
