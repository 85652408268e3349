"""The times of a list: short in a row, and in all the words by which a person may look for them."""

from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QDate, QLocale, QTime

_DAYS_BY_NAME: Final = 7
"""Days for which the weekday alone says which one is meant."""
_MOST_DAYS: Final = 4_000
"""Days whose words are kept: eleven years of faxes."""


class LocaleTimes:
    """The system locale's way to write them (implements presenters.entries.ListTimes)."""

    def __init__(self, locale: QLocale | None = None) -> None:
        self._locale = locale or QLocale.system()
        self._words: dict[date, str] = {}

    def brief(self, moment: datetime) -> str:
        local = _in_zone(moment)
        today = datetime.now(local.tzinfo).date()
        days = (today - local.date()).days
        if days == 0:
            return str(self._locale.toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat))
        if days == 1:
            return "Yesterday"
        day = QDate(local.year, local.month, local.day)
        if 1 < days < _DAYS_BY_NAME:
            return str(self._locale.toString(day, "ddd"))
        return str(self._locale.toString(day, "d MMM" if local.year == today.year else "d MMM yyyy"))

    def searched(self, moment: datetime) -> str:
        local = _in_zone(moment)
        day = local.date()
        words = self._words.get(day)
        if words is None:
            words = str(self._locale.toString(QDate(day.year, day.month, day.day), "dddd d MMMM yyyy"))
            words = f"{day.isoformat()} {words} {day:%d.%m.%Y}"
            if len(self._words) < _MOST_DAYS:
                self._words[day] = words
        return f"{words} {local.hour:02}:{local.minute:02}"


def _in_zone(moment: datetime) -> datetime:
    """`moment` in the computer's zone; at the ends of the calendar, where there is no such time, as it is."""
    try:
        return moment.astimezone()
    except (OverflowError, ValueError, OSError):
        return moment
