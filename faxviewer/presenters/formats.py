"""How this desk writes numbers, money and times; the window answers with the system's locale and zone."""

from datetime import datetime
from typing import Protocol


class Formats(Protocol):
    """Writes values the way the computer's locale does."""

    def number(self, value: float) -> str:
        """A number with the locale's separators."""

    def money(self, amount: float, currency: str) -> str:
        """An amount in `currency` (`USD`), or a bare number where the currency is unknown (empty)."""

    def local_time(self, moment: datetime) -> str:
        """An aware time in the computer's zone, the day as "Today" or "Yesterday" where it is."""

    def utc_time(self, moment: datetime) -> str:
        """The same in UTC, with the date only where it isn't the local one, ending in "UTC"."""
