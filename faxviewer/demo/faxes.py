"""All finished faxes of the demo service: a hand-made collection, and behind it as many ordinary ones as wanted."""

from collections.abc import Iterator
from typing import Final

from faxviewer.demo.accounts import Company
from faxviewer.demo.bulk import Bulk
from faxviewer.demo.identifiers import BASE, index_in
from faxviewer.demo.malformed import MALFORMED
from faxviewer.demo.odd import ODD
from faxviewer.demo.records import Entry, Spec, entry
from faxviewer.demo.specimens import SPECIMENS

_SPACING: Final = 2 * 3600 + 137
"""Seconds between two hand-made faxes."""

_MALFORMED_EVENING: Final = BASE - 12 * 86_400
"""Unix seconds. The malformed ones fall together, so that a list before or after them is sound."""

BULK_START: Final = 1000
"""Index in fax IDs of the first of the ordinary row; the hand-made ones and the outbox have smaller ones."""


def hand_made() -> tuple[tuple[Spec, int], ...]:
    """Each hand-made fax's description and its creation time in Unix seconds, in the order they are counted in."""
    sound = [(spec, BASE - 1800 - place * _SPACING) for place, spec in enumerate((*SPECIMENS, *ODD))]
    broken = [(spec, _MALFORMED_EVENING - place * 97) for place, spec in enumerate(MALFORMED)]
    return (*sound, *broken)


class Faxes:
    """The first `count` of the hand-made ones, and `bulk_count` ordinary ones behind them."""

    def __init__(self, people: Company, seed: int, count: int, bulk_count: int) -> None:
        self._seed = seed
        self.hand_made = [
            entry(spec, people.people[spec.owner], seed, index, created)
            for index, (spec, created) in enumerate(hand_made()[:count])
        ]
        self._by_id = {made.id: made for made in self.hand_made}
        self._newest_first = sorted(self.hand_made, key=lambda made: -made.created)
        self.bulk = Bulk(people, seed, BULK_START, bulk_count)

    def find(self, identifier: str) -> Entry | None:
        """The fax with that ID, whoever owns it."""
        if (made := self._by_id.get(identifier)) is not None:
            return made
        index = index_in(identifier, self._seed)
        if index is None or not 0 <= index - BULK_START < self.bulk.count:
            return None
        found = self.bulk.entry(index - BULK_START)
        return found if found.id == identifier else None

    def newest_first(self, uid: str, category: str | None, after: int | None, before: int | None) -> Iterator[Entry]:
        """The faxes of `uid` created from `after` on and before `before` (Unix seconds, None: no bound)."""
        for made in self._newest_first:
            inside = (after is None or made.created >= after) and (before is None or made.created < before)
            if made.uid == uid and inside and category in (None, made.category):
                yield made
        bulk = self.bulk
        for place in range(0 if before is None else bulk.place_before(before), bulk.count):
            if after is not None and bulk.created(place) < after:
                return
            if bulk.uid(place) == uid and category in (None, bulk.category(place)):
                yield bulk.entry(place)
