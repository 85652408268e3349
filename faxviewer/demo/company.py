"""The company behind the demo service: an administrator and as many members as wanted, each made when asked for."""

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from faxviewer.demo.accounts import Person
from faxviewer.demo.identifiers import hexadecimal
from faxviewer.demo.members import ordinary_member, ordinary_uid

HAND_MADE: Final = 3
"""Members who are always there and have hand-made faxes."""


class Company:
    """The administrator and `members` (at least HAND_MADE) members of one corporate account.

    People are numbered: 0 is the administrator, 1 to `members` are the members. The user IDs follow the seed.
    Names are made up, telephone numbers reserved for fiction.
    """

    def __init__(self, seed: int, members: int = HAND_MADE) -> None:
        self._seed = seed
        self._known = _hand_made(seed)
        self.size = max(HAND_MADE, members)
        """How many members there are."""

    @property
    def administrator(self) -> Person:
        """Whose account it is."""
        return self._known[0]

    @property
    def members(self) -> Iterator[Person]:
        """Every member, in the order of their numbers."""
        return (self.person(number) for number in range(1, self.size + 1))

    def person(self, number: int) -> Person:
        """The person with that number."""
        return self._known[number] if number <= HAND_MADE else ordinary_member(self._seed, number)

    def uid(self, number: int) -> str:
        """The user ID of the person with that number."""
        return self._known[number].uid if number <= HAND_MADE else ordinary_uid(self._seed, number)

    def number(self, uid: str) -> int | None:
        """The number of the person with that user ID."""
        return self._numbers.get(uid)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {self.uid(number): number for number in range(self.size + 1)}


def _hand_made(seed: int) -> tuple[Person, ...]:
    def uid(name: str) -> str:
        return hexadecimal(32, seed, "user", name)

    return (
        Person(uid("ada"), "Ada", "Example", "ada@example.com", "+12025550143", administrator=True),
        Person(uid("bruno"), "Bruno", "Keller", "bruno.keller@example.com", "+12025550167"),
        Person(
            uid("chidi"),
            "Chidi",
            "Okafor-Müller",
            "chidi+fax@example.org",
            "+442079460112",
            extra={"last_password_modification_date": None, "profile_image": None, "notifications": None},
        ),
        Person(
            uid("reception"),
            "Reception",
            None,
            "reception@example.net",
            "+33199005512",
            extra={"phone": None, "account_data": {"company_name": "Example Clinics", "role": None}},
        ),
    )
