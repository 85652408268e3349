"""Faxes of a list, as many as a test wants, and times written without a locale."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from faxviewer.domain.fax import Fax
from faxviewer.faxplus.records import fax_record
from faxviewer.presenters.entries import EntryPage, Listing
from tests.fakes.records import ORDINARY

NEWEST = datetime(2024, 3, 27, 12, 0, 0)  # noqa: DTZ001 (written without a zone, as the service does)


class PlainTimes:
    """ISO dates in UTC (implements presenters.entries.ListTimes)."""

    def brief(self, moment: datetime) -> str:
        return f"{moment:%Y-%m-%d %H:%M}"

    def searched(self, moment: datetime) -> str:
        return f"{moment:%Y-%m-%d %H:%M %A}"


def fax(number: int = 0, **changes: Any) -> Fax:
    """The fax in place `number` of a list, an hour older than the one before."""
    record = ORDINARY | {
        "id": f"5e7de3ad54cfd54eb{number:07x}",
        "submit_time": (NEWEST - timedelta(hours=number)).strftime("%Y-%m-%d %H:%M:%S"),
        "to": f"+4144668{number:04}",
        "file_name": f"letter-{number}",
    }
    return fax_record("", record | changes)[0]


def page(faxes: Sequence[Fax], user: str = "self") -> EntryPage:
    """The rows of `faxes`."""
    return Listing(user, PlainTimes()).page(faxes)


def ordinary_page(first: int, count: int = 50) -> EntryPage:
    """Rows as the service sends them, newest first: every third failed, every second incoming, every fourth unread."""
    return page(
        [
            fax(
                number,
                status=("success", "success", "failed_user_busy")[number % 3],
                direction=("outgoing", "incoming")[number % 2],
                is_read=number % 4 != 0,
                pages=1 + number % 7,
            )
            for number in range(first, first + count)
        ]
    )
