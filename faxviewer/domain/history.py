"""What is remembered of a look-up: IDs and a status, nothing of what the fax says."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from faxviewer.domain.fax import Fax
from faxviewer.domain.status import STATUSES

MOST_REMEMBERED: Final = 500
"""Look-ups that are remembered for one account."""

LONGEST_NOTE: Final = 200
"""Characters of a note."""

UNKNOWN: Final = "unknown"
"""Stands for every status that nobody documented: the service might put anything there."""


@dataclass(frozen=True, slots=True)
class LookedUp:
    """One fax that was looked up. `user` is `self` or a member's ID; `at` is in UTC; the note is the agent's own."""

    fax_id: str
    user: str
    status: str
    at: datetime
    note: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What makes it the same fax."""
        return self.fax_id, self.user


def looked_up(fax: Fax, user: str, at: datetime, note: str = "") -> LookedUp:
    """What to remember of `fax`."""
    code = fax.status.code
    return LookedUp(fax.asked_id, user, code if code in STATUSES or not code else UNKNOWN, at, note[:LONGEST_NOTE])
