"""All finished faxes of the demo service: a hand-made collection, and behind it as many ordinary ones as wanted."""

from collections.abc import Iterator
from typing import Final

from faxviewer.demo.accounts import Person
from faxviewer.demo.bulk import TOP as BULK_TOP
from faxviewer.demo.bulk import Bulk
from faxviewer.demo.company import Company
from faxviewer.demo.identifiers import BASE, index_in
from faxviewer.demo.malformed import MALFORMED
from faxviewer.demo.odd import ODD
from faxviewer.demo.records import IN, OUT, Entry, Spec, entry
from faxviewer.demo.specimens import SPECIMENS

_SPACING: Final = 2 * 3600 + 137
"""Seconds between two hand-made faxes."""

_MALFORMED_EVENING: Final = BASE - 12 * 86_400
"""Unix seconds. The malformed ones fall together, so that a list before or after them is sound."""

BULK_START: Final = 1000
"""Index in fax IDs of the first of the ordinary row; the hand-made ones and the outbox have smaller ones."""

MAILING_START: Final = 0x800000
"""Index in fax IDs of the first of the mailing."""

INVENTED_START: Final = 0xC00000
"""Lowest index in fax IDs of those that only an endless list has."""

MAILING_TIME: Final = BULK_TOP + 3600
"""Unix seconds; every fax of the mailing was created in this one."""


def hand_made() -> tuple[tuple[Spec, int], ...]:
    """Each hand-made fax's description and its creation time in Unix seconds, in the order they are counted in."""
    sound = [(spec, BASE - 1800 - place * _SPACING) for place, spec in enumerate((*SPECIMENS, *ODD))]
    broken = [(spec, _MALFORMED_EVENING - place * 97) for place, spec in enumerate(MALFORMED)]
    return (*sound, *broken)


class Faxes:
    """The first `count` of the hand-made ones, behind them `mailing` in one second, then `bulk_count` ordinary ones."""

    def __init__(self, people: Company, seed: int, count: int, bulk_count: int, mailing: int = 0) -> None:
        self._seed = seed
        self._people = people
        self.hand_made = [
            entry(spec, people.person(spec.owner), seed, index, created)
            for index, (spec, created) in enumerate(hand_made()[:count])
        ]
        burst = [Spec(f"Sent within one second, number {place + 1}") for place in range(mailing)]
        self.mailing = [
            entry(spec, people.administrator, seed, index, MAILING_TIME)
            for index, spec in enumerate(burst, MAILING_START)
        ]
        eager = (*self.hand_made, *self.mailing)
        self._by_id = {made.id: made for made in eager}
        self._newest_first = sorted(eager, key=lambda made: -made.created)
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
        bulk, owner = self.bulk, self._people.number(uid)
        if owner is None:
            return
        for place in bulk.owned(owner, 0 if before is None else bulk.place_before(before)):
            if after is not None and bulk.created(place) < after:
                return
            if category in (None, bulk.category(place)):
                yield bulk.entry(place)

    def invented(self, owner: Person, category: str, minute: int) -> Entry:
        """A fax of that minute (counted since 1970) that only lists know: what makes a list endless."""
        changes = {"is_spam": category == "spam"}
        spec = Spec("Invented", OUT if category == "sent" else IN, changes)
        return entry(spec, owner, self._seed, INVENTED_START + minute % 0x400000, minute * 60)
