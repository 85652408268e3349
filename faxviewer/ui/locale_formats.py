"""Numbers, money, times and telephone numbers as the computer's locale and zone write them."""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime, QTimeZone

from faxviewer.presenters.formats import Phone

_DIGIT_MEETS_LETTER: Final = re.compile(r"(?<=\d)(?=[A-Z])|(?<=[A-Z])(?=\d)")

_MINUTES: Final = re.compile(r"([:.]?)m{1,2}")
"""The minutes of a time pattern with what stands before them: a colon, or a dot as in Finland."""


class LocaleFormats:
    """The system locale's way to write values (implements presenters.formats.Formats)."""

    def __init__(self, locale: QLocale | None = None) -> None:
        self._locale = locale or QLocale.system()

    def number(self, value: float) -> str:
        if isinstance(value, int):
            return str(self._locale.toString(value))
        return str(self._locale.toString(float(value), "g", 15))

    def money(self, amount: float, currency: str) -> str:
        if not currency:
            return self.number(amount)
        if len(currency) == 3 and currency.isascii() and currency.isalpha():
            digits = 0 if isinstance(amount, int) or amount.is_integer() else 2
            written = str(self._locale.toCurrencyString(float(amount), currency.upper(), digits))
            # Some locales set a symbol like $ against the digits; a letter code needs a space there.
            return _DIGIT_MEETS_LETTER.sub("\u00a0", written)
        return f"{self.number(amount)} {currency}"

    def local_time(self, moment: datetime) -> str:
        local = _in_zone(moment)
        return f"{self._day(local)} {self._time(local)}"

    def utc_time(self, moment: datetime) -> str:
        utc = moment.astimezone(UTC)
        day = "" if utc.date() == _in_zone(moment).date() else f"{self._date(utc)} "
        return f"{day}{self._time(utc)} UTC"

    def local_clock(self, moment: datetime) -> str:
        return self._time(_in_zone(moment))

    def brief_day(self, moment: datetime) -> str:
        local = _in_zone(moment)
        pattern = "d MMM" if local.year == datetime.now(local.tzinfo).year else "d MMM yyyy"
        return str(self._locale.toString(QDate(local.year, local.month, local.day), pattern))

    def time_in(self, moment: datetime, zone: str) -> str:
        local, utc = _in_named_zone(moment, zone), moment.astimezone(UTC)
        written = f"{self._date(local)} {self._time(local)}"
        if (local.replace(tzinfo=None), self.zone_name(zone)) == (utc.replace(tzinfo=None), "UTC"):
            return f"{written} UTC"
        day = "" if utc.date() == local.date() else f"{self._date(utc)} "
        return f"{written} ({day}{self._time(utc)} UTC)"

    def zone_name(self, zone: str) -> str:
        known = _known(zone)
        name = (known.id() if known else QTimeZone.systemTimeZoneId()).toStdString()
        return "UTC" if name in _NAMES_OF_UTC else name

    def phone(self, raw: str) -> Phone | None:
        from faxviewer.ui.phone_numbers import phone  # its library costs 0.7 MB, and the first paint needs none of it

        return phone(raw)

    def _day(self, local: datetime) -> str:
        days = (datetime.now(local.tzinfo).date() - local.date()).days
        return {0: "Today", 1: "Yesterday"}.get(days) or self._date(local)

    def _date(self, moment: datetime) -> str:
        # The long format keeps the locale's order and can't be misread as the short one can (3/4 or 4/3);
        # its names are shortened, as a form has no room for "Wednesday, September 30".
        pattern = self._locale.dateFormat(QLocale.FormatType.LongFormat)
        pattern = pattern.replace("dddd", "ddd").replace("MMMM", "MMM")
        return str(self._locale.toString(QDate(moment.year, moment.month, moment.day), pattern))

    def _time(self, moment: datetime) -> str:
        # The short format has no seconds and the long one a zone: tickets need the seconds alone.
        pattern = self._locale.timeFormat(QLocale.FormatType.ShortFormat)
        if "ss" not in pattern:
            pattern = _MINUTES.sub(lambda minutes: f"{minutes[0]}{minutes[1] or ':'}ss", pattern, count=1)
        return str(self._locale.toString(QTime(moment.hour, moment.minute, moment.second), pattern))


_NAMES_OF_UTC: Final = ("", "UTC", "Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu")


def _known(zone: str) -> QTimeZone | None:
    """The zone of this IANA name; None where it is the computer's own or one that it doesn't know."""
    found = QTimeZone(zone.encode()) if zone and zone.isascii() else None
    return found if found and found.isValid() else None


def _in_named_zone(moment: datetime, zone: str) -> datetime:
    """`moment` in an IANA zone. Asked of Qt: Windows gives Python no zones."""
    known = _known(zone)
    if known is None:
        return _in_zone(moment)
    try:
        utc = moment.astimezone(UTC)
        offset = known.offsetFromUtc(QDateTime.fromSecsSinceEpoch(int(utc.timestamp()), QTimeZone.utc()))
        return utc.astimezone(timezone(timedelta(seconds=offset)))
    except (OverflowError, ValueError):
        return moment


def _in_zone(moment: datetime) -> datetime:
    """`moment` in the computer's zone; at the ends of the calendar, where there is no such time, as it is."""
    try:
        return moment.astimezone()
    except (OverflowError, ValueError, OSError):
        return moment
