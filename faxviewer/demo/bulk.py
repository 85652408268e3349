"""Ordinary faxes by the thousand, each made on demand from the seed and its place in the row."""

from collections.abc import Iterator
from functools import lru_cache
from random import Random
from typing import Any, Final

from faxviewer.demo.company import Company
from faxviewer.demo.identifiers import BASE, fax_id, number
from faxviewer.demo.records import IN, OUT, Entry, Spec, entry

TOP: Final = BASE - 14 * 86_400
"""Unix seconds. All of these faxes are older."""

STEP: Final = 420
"""Seconds of which each fax has one moment to itself, so that place and time lead to one another."""

TOGETHER: Final = 12
"""So many in a row share one second, at the end of every ROUND places."""

ROUND: Final = 2500

KEPT: Final = 2048
"""Faxes that stay made, so that asking for one again is as quick as a service can be."""

_SPREAD: Final = 2_654_435_761
"""A prime, so that multiples of it visit every member in turn, whatever their number."""

_DOCUMENTS: Final = ("letter", "order", "referral", "minutes", "prescription", "invoice", "results", "contract")
_FAILURES: Final = (
    "failed_user_busy",
    "failed_no_answer",
    "failed_to_send",
    "failed_normal_clearing",
    "failed_fs_2",
    "failed_unallocated_number",
)
_COMMENTS: Final = ("", "", "", "Called back", "Ticket closed", "Second attempt", "Filed", "See the contract folder")
_LABELS: Final = {"sent": "Sent", "inbox": "Received", "spam": "Spam"}


class Bulk:
    """The faxes at places 0 (newest) to `count` − 1. `first_index` is the index of place 0 in fax IDs."""

    def __init__(self, people: Company, seed: int, first_index: int, count: int) -> None:
        self._people = people
        self._seed = seed
        self._first_index = first_index
        self.count = count
        self.entry = lru_cache(maxsize=KEPT)(self._made)
        """The fax at a place."""

    def created(self, place: int) -> int:
        """When the fax was created, Unix seconds; later places are never younger."""
        if (beyond := place % ROUND - (ROUND - TOGETHER)) > 0:
            place -= beyond
        return TOP - place * STEP - self._chance(place) % STEP

    def uid(self, place: int) -> str:
        """Whose fax it is."""
        return self._people.uid(self.owner(place))

    def owner(self, place: int) -> int:
        """The number of the person whose fax it is.

        Of each pair of places one is the administrator's and one a member's, every member's in turn.
        """
        pair = place // 2
        return 0 if place == _administrators(pair) else 1 + pair * _SPREAD % self._people.size

    def owned(self, owner: int, first: int) -> Iterator[int]:
        """The places from `first` on whose faxes are that person's, found without looking at the others."""
        pairs = range(first // 2, (self.count + 1) // 2)
        if owner:
            size = self._people.size
            pairs = pairs[((owner - 1) * pow(_SPREAD, -1, size) - pairs.start) % size :: size]
        for pair in pairs:
            place = _administrators(pair)
            place = place ^ 1 if owner else place
            if first <= place < self.count:
                yield place

    def category(self, place: int) -> str:
        """`inbox`, `sent` or `spam`."""
        chance = (self._chance(place) >> 32) % 100
        return "sent" if chance < 48 else "inbox" if chance < 94 else "spam"

    def id(self, place: int) -> str:
        """The fax ID."""
        return fax_id(self.created(place), self._seed, self._first_index + place)

    def label(self, place: int) -> str:
        """What to call it in a list."""
        return f"{_LABELS[self.category(place)]}, ordinary, number {place + 1}"

    def place_before(self, moment: int) -> int:
        """The first place whose fax was created before `moment`; `count` when there is none."""
        place = max(0, (TOP - moment) // STEP - 1)
        while place < self.count and self.created(place) >= moment:
            place += 1
        return min(place, self.count)

    def _made(self, place: int) -> Entry:
        owner = self._people.person(self.owner(place))
        index = self._first_index + place
        return entry(self._spec(place), owner, self._seed, index, self.created(place))

    def _spec(self, place: int) -> Spec:
        random = Random(self._chance(place))  # noqa: S311 -- the same sample data every time, nothing secret
        category = self.category(place)
        direction = OUT if category == "sent" else IN
        changes: dict[str, Any] = {"comment": random.choice(_COMMENTS), "is_spam": category == "spam"}
        status = "success"
        if random.random() < 0.2:
            status = random.choice(_FAILURES) if direction == OUT else "failed"
        elif random.random() < 0.04:
            status = "partially_sent" if direction == OUT else "partially_received"
        changes["status"] = status
        if direction == IN:
            changes["is_read"] = random.random() < 0.8
        document = random.choices(_DOCUMENTS, (8, 4, 6, 3, 6, 4, 5, 1))[0]
        if status.startswith("failed"):
            document = document if direction == OUT else ""
            changes |= {"duration": 0, "cost": 0}
        return Spec(self.label(place), direction, changes, document=document)

    def _chance(self, place: int) -> int:
        return number(self._seed, "bulk", place)


def _administrators(pair: int) -> int:
    """Which place of the pair it is."""
    return 2 * pair + ((pair * _SPREAD >> 16) & 1)
