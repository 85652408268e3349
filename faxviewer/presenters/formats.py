"""How this desk writes numbers, money, times and telephone numbers; the window answers with the system's locale."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number as people read it (`+41 44 668 18 00`), and where it belongs (`Switzerland, CH`)."""

    text: str
    country: str


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

    def local_clock(self, moment: datetime) -> str:
        """The time of day alone, to the second, in the computer's zone."""

    def brief_day(self, moment: datetime) -> str:
        """The day alone in the computer's zone, as short as it can be: without the year where it is this one."""

    def time_in(self, moment: datetime, zone: str) -> str:
        """An aware time in the IANA `zone` (empty, or one that this computer doesn't know: its own), UTC beside it.

        With its whole date: a ticket is read when "Today" is long over.
        """

    def zone_name(self, zone: str) -> str:
        """The IANA name of the zone that `time_in` uses for `zone`."""

    def phone(self, raw: str) -> Phone | None:
        """A number in E.164; None for anything else, which is shown as it came (a user ID, a malformed number)."""
