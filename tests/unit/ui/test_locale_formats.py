"""Numbers, money and times as a locale and a zone write them."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, tzinfo

import pytest
from PySide6.QtCore import QLocale

from faxviewer.ui import locale_formats
from faxviewer.ui.locale_formats import LocaleFormats

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system has no way to set the zone for a test")

Zone = Callable[[str], None]
MOMENT = datetime(2024, 3, 27, 2, 29, 49, tzinfo=UTC)
NARROW = "\u202f"
NO_BREAK = "\u00a0"


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Zone]:
    """Puts the computer into a zone for the length of a test."""

    def use(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield use
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Stops the clock at a moment."""

    def stop(moment: datetime) -> None:
        class Stopped(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:
                return moment.astimezone(tz)

        monkeypatch.setattr(locale_formats, "datetime", Stopped)

    return stop


def formats(locale: str) -> LocaleFormats:
    return LocaleFormats(QLocale(locale))


# Numbers and money


@pytest.mark.parametrize(
    ("locale", "written"),
    [
        ("en_US", "1,234,567"),
        ("de_DE", "1.234.567"),
        ("de_CH", "1’234’567"),
        ("fr_FR", f"1{NARROW}234{NARROW}567"),
        ("hi_IN", "12,34,567"),
    ],
)
def test_numbers_have_the_locales_separators(locale: str, written: str) -> None:
    assert formats(locale).number(1_234_567).replace("'", "’") == written


@pytest.mark.parametrize("number", [2**31, 2**53 + 1, 2**63 - 1, -(2**63)])
def test_large_numbers_keep_every_digit(number: int) -> None:
    assert formats("en_US").number(number) == f"{number:,}"


def test_decimals_have_the_locales_sign() -> None:
    assert formats("en_US").number(0.1) == "0.1"
    assert formats("de_DE").number(1234.5) == "1.234,5"
    assert formats("de_DE").number(2.0) == "2"


@pytest.mark.parametrize(
    ("locale", "amount", "written"),
    [
        ("en_US", 2, "USD 2"),
        ("en_US", 1234.5, "USD 1,234.50"),
        ("de_DE", 2, "2 USD"),
        ("de_DE", 1234.5, "1.234,50 USD"),
        ("de_DE", 3.0, "3 USD"),
    ],
)
def test_money_stands_with_its_currency_where_the_locale_puts_it(locale: str, amount: float, written: str) -> None:
    assert formats(locale).money(amount, "USD") == written.replace(" ", NO_BREAK)


def test_a_currency_may_come_in_small_letters() -> None:
    assert formats("de_DE").money(2, "usd") == f"2{NO_BREAK}USD"


def test_without_a_currency_money_is_a_number() -> None:
    assert formats("en_US").money(1_234, "") == "1,234"


@pytest.mark.parametrize("currency", ["credits", "U$D", "€", "⟨U+D800⟩"])
def test_what_is_no_currency_code_stands_as_it_came(currency: str) -> None:
    assert formats("en_US").money(1_234, currency) == f"1,234 {currency}"


# Times


def test_a_time_stands_in_the_computers_zone_with_seconds(zone: Zone) -> None:
    zone("Europe/Zurich")
    assert formats("de_DE").local_time(MOMENT) == "Mi., 27. März 2024 03:29:49"
    assert formats("de_DE").utc_time(MOMENT) == "02:29:49 UTC"


def test_utc_names_its_day_where_that_isnt_the_local_one(zone: Zone) -> None:
    zone("America/New_York")
    assert formats("de_DE").local_time(MOMENT) == "Di., 26. März 2024 22:29:49"
    assert formats("de_DE").utc_time(MOMENT) == "Mi., 27. März 2024 02:29:49 UTC"


def test_seconds_follow_the_locales_own_sign(zone: Zone) -> None:
    zone("UTC")
    assert formats("fi_FI").local_time(MOMENT).endswith(" 2.29.49")
    assert formats("en_GB").local_time(MOMENT).endswith(" 02:29:49")


def test_a_locale_with_twelve_hours_says_which_half(zone: Zone) -> None:
    zone("America/New_York")
    assert formats("en_US").local_time(MOMENT) == f"Tue, Mar 26, 2024 10:29:49{NARROW}PM"


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2024-03-27 02:30:00", "Today"),
        ("2024-03-27 03:59:59", "Today"),
        ("2024-03-27 04:00:00", "Yesterday"),
        ("2024-03-28 03:59:59", "Yesterday"),
        ("2024-03-28 04:00:00", "Di., 26. März 2024"),
        ("2024-03-25 12:00:00", "Di., 26. März 2024"),
    ],
)
def test_today_and_yesterday_are_those_of_the_zone(
    zone: Zone, today: Callable[[datetime], None], now: str, day: str
) -> None:
    zone("America/New_York")  # four hours behind UTC at that time of the year
    today(datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert formats("de_DE").local_time(MOMENT) == f"{day} 22:29:49"


def test_summer_time_is_that_of_the_moment(zone: Zone) -> None:
    zone("Europe/Zurich")
    assert formats("de_DE").local_time(datetime(2024, 7, 1, 12, tzinfo=UTC)).endswith(" 14:00:00")
    assert formats("de_DE").local_time(datetime(2024, 12, 1, 12, tzinfo=UTC)).endswith(" 13:00:00")


@pytest.mark.parametrize("name", ["America/New_York", "Asia/Tokyo", "UTC"])
@pytest.mark.parametrize("moment", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_the_ends_of_the_calendar_can_be_written_anywhere(zone: Zone, name: str, moment: datetime) -> None:
    zone(name)
    assert formats("en_US").local_time(moment)
    assert formats("en_US").utc_time(moment).endswith(" UTC")


@pytest.mark.parametrize(
    "locale", ["C", "en_GB", "ar_EG", "fa_IR", "ja_JP", "hi_IN", "he_IL", "fi_FI", "fr_CA", "yo_NG"]
)
def test_every_locale_shows_the_seconds(zone: Zone, locale: str) -> None:
    zone("UTC")
    written = formats(locale).local_time(MOMENT)
    assert QLocale(locale).toString(49) in written
    assert formats(locale).utc_time(MOMENT).endswith(" UTC")


# The customer's zone


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("America/New_York", "Di., 26. März 2024 22:29:49 (Mi., 27. März 2024 02:29:49 UTC)"),
        ("Asia/Tokyo", "Mi., 27. März 2024 11:29:49 (02:29:49 UTC)"),
        ("UTC", "Mi., 27. März 2024 02:29:49 UTC"),
        ("", "Mi., 27. März 2024 03:29:49 (02:29:49 UTC)"),
        ("Mars/Olympus_Mons", "Mi., 27. März 2024 03:29:49 (02:29:49 UTC)"),
        ("Zürich", "Mi., 27. März 2024 03:29:49 (02:29:49 UTC)"),
    ],
)
def test_a_time_in_the_customers_zone_has_its_whole_date_and_utc_beside(zone: Zone, name: str, written: str) -> None:
    zone("Europe/Zurich")
    assert formats("de_DE").time_in(MOMENT, name) == written


def test_in_the_customers_zone_summer_time_is_that_of_the_moment() -> None:
    written = formats("en_GB").time_in(datetime(2024, 7, 1, 12, tzinfo=UTC), "Europe/Zurich")
    assert written.endswith(" 14:00:00 (12:00:00 UTC)")


def test_even_today_is_written_as_a_date() -> None:
    assert "Today" not in formats("en_GB").time_in(datetime.now(UTC), "UTC")


@pytest.mark.parametrize("name", ["Asia/Tokyo", "Etc/UTC"])
def test_a_zone_is_called_by_its_own_name(name: str) -> None:
    assert formats("en_GB").zone_name(name) == name.removeprefix("Etc/")


def test_a_zone_that_this_computer_doesnt_know_is_that_of_the_computer() -> None:
    assert formats("en_GB").zone_name("Mars/Olympus_Mons") == formats("en_GB").zone_name("") != ""


@pytest.mark.parametrize("name", ["America/New_York", "Asia/Tokyo", "UTC"])
@pytest.mark.parametrize("moment", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_the_ends_of_the_calendar_can_be_written_in_any_zone(name: str, moment: datetime) -> None:
    assert "UTC" in formats("en_US").time_in(moment, name)
