"""The times of a list, short and as searched for."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo

import pytest
from PySide6.QtCore import QLocale

from faxviewer.ui import list_times
from faxviewer.ui.list_times import LocaleTimes

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system has no way to set the zone for a test")

NARROW = "\u202f"


@pytest.fixture(autouse=True)
def wednesday_in_zurich(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """27 March 2024, 13:00 in Zurich."""

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Stopped":
            return cls(2024, 3, 27, 12, 0, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(list_times, "datetime", Stopped)
    monkeypatch.setenv("TZ", "Europe/Zurich")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("moment", "brief"),
    [
        (datetime(2024, 3, 27, 9, 4, tzinfo=UTC), f"10:04{NARROW}AM"),
        (datetime(2024, 3, 26, 23, 30, tzinfo=UTC), f"12:30{NARROW}AM"),
        (datetime(2024, 3, 26, 22, 30, tzinfo=UTC), "Yesterday"),
        (datetime(2024, 3, 22, 9, 4, tzinfo=UTC), "Fri"),
        (datetime(2024, 3, 20, 9, 4, tzinfo=UTC), "20 Mar"),
        (datetime(2024, 4, 2, 9, 4, tzinfo=UTC), "2 Apr"),
        (datetime(2023, 12, 31, 22, 4, tzinfo=UTC), "31 Dec 2023"),
        (datetime(1, 1, 1, tzinfo=UTC), "1 Jan 0001"),
    ],
)
def test_a_row_says_no_more_than_it_takes_to_tell_the_day(moment: datetime, brief: str) -> None:
    assert LocaleTimes(QLocale("en_US")).brief(moment) == brief


def test_a_day_is_found_however_it_is_written() -> None:
    times = LocaleTimes(QLocale("en_US"))
    words = times.searched(datetime(2024, 3, 26, 23, 30, tzinfo=UTC))
    for typed in ("Wednesday", "27 March", "2024-03-27", "27.03.2024", "00:30"):
        assert typed in words
    assert times.searched(datetime(2024, 3, 27, 9, 4, tzinfo=UTC)) == words.replace("00:30", "10:04")


def test_the_locale_names_the_days() -> None:
    moment = datetime(2024, 3, 22, 9, 4, tzinfo=UTC)
    assert LocaleTimes(QLocale("de_CH")).brief(moment).startswith("Fr")
    assert "Freitag 22 März" in LocaleTimes(QLocale("de_CH")).searched(moment)
