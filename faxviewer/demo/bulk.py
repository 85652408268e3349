"""Ordinary faxes by the thousand, each made on demand from the seed and its place in the row."""

from random import Random
from typing import Any, Final

from faxviewer.demo.accounts import Company
from faxviewer.demo.identifiers import BASE, fax_id, number
from faxviewer.demo.records import IN, OUT, Entry, Spec, entry

TOP: Final = BASE - 14 * 86_400
"""Unix seconds. All of these faxes are older."""

STEP: Final = 420
"""Seconds of which each fax has one moment to itself, so that place and time lead to one another."""

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

    def created(self, place: int) -> int:
        """When the fax was created, Unix seconds; later places are always older."""
        return TOP - place * STEP - self._chance(place) % STEP

    def uid(self, place: int) -> str:
        """Whose fax it is: half are the administrator's."""
        chance = (self._chance(place) >> 16) % 6
        return self._people.people[max(0, chance - 2)].uid

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

    def entry(self, place: int) -> Entry:
        """The fax itself."""
        owner = self._people.named(self.uid(place)) or self._people.administrator
        index = self._first_index + place
        return entry(self._spec(place), owner, self._seed, index, self.created(place))

    def place_before(self, moment: int) -> int:
        """The first place whose fax was created before `moment`; `count` when there is none."""
        place = max(0, (TOP - moment) // STEP - 1)
        while place < self.count and self.created(place) >= moment:
            place += 1
        return min(place, self.count)

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
