"""The faxes of a long list as the service would send them: no two alike, the same ones each time."""

import random
import time
from collections.abc import Iterable, Iterator
from typing import Any, Final

from faxviewer.domain.fax import Fax
from faxviewer.faxplus.records import fax_record
from faxviewer.presenters.entries import Column, Entry, EntryPage, Listing, ListTimes
from faxviewer.ui.list_times import LocaleTimes

PAGE = 50
MANY = 100_000
_NEWEST: Final = 1_700_000_000


def faxes(count: int) -> Iterator[list[Fax]]:
    """`count` faxes in pages, newest first."""
    dice = random.Random(count)
    for first in range(0, count, PAGE):
        yield [_fax(number, dice) for number in range(first, first + PAGE)]


def rows(pages: Iterable[list[Fax]], times: ListTimes) -> Iterator[EntryPage]:
    """What the presenter makes of `pages` for the list."""
    return map(Listing("self", times).page, pages)


def pages(count: int, times: ListTimes) -> Iterator[EntryPage]:
    """`count` rows in pages, newest first; no fax is kept."""
    return rows(faxes(count), times)


def texts(entry: Entry, times: LocaleTimes) -> tuple[str, ...]:
    """What a table shows of `entry`, one text a column."""
    when = times.brief(entry.moment) if entry.moment else ""
    shown = {
        Column.WHEN: when,
        Column.FROM: entry.sender,
        Column.TO: entry.recipient,
        Column.PAGES: entry.pages,
        Column.STATUS: entry.status_label,
        Column.FILE_NAME: entry.file_name,
        Column.READ: entry.read_mark,
        Column.OWNER: entry.owner,
    }
    return tuple(shown[column] for column in Column)


_ORDINARY: Final[dict[str, Any]] = {
    "comment": "",
    "cost": 2,
    "cost_details": {"multiplier": 1, "notification_cost": 0},
    "duration": 84,
    "from": "+12025550118",
    "header": "Example Clinics",
    "is_read": True,
    "is_spam": False,
    "max_retry": 2,
    "owner_id": "74d59d2779fb42a99cd5bb993c0c89d2",
    "retry_delay": 5,
    "scheduled_time": None,
    "to": "+12025550118",
    "cover_page": None,
}
_STATUSES: Final = ("success", "success", "success", "failed_no_answer", "failed_user_busy", "partially_sent")
_TITLES: Final = ("Referral", "Lab results", "Invoice", "Contract")
_AREAS: Final = ("+4144", "+4122", "+4930", "+331", "+1207")


def _fax(number: int, dice: random.Random) -> Fax:
    outgoing = number % 2 == 0
    status = dice.choice(_STATUSES)
    moment = _NEWEST - 311 * number
    record = _ORDINARY | {
        "id": f"{moment:08x}{dice.getrandbits(64):016x}",
        "direction": "outgoing" if outgoing else "incoming",
        "status": status,
        "description": "OK" if status == "success" else "",
        "pages": 1 + number % 30,
        "is_read": dice.random() < 0.8,
        "file": f"{dice.getrandbits(128):032x}.tiff",
        "file_name": f"{dice.choice(_TITLES)} {dice.randrange(10**5)}",
        "to" if outgoing else "from": f"{dice.choice(_AREAS)}{dice.randrange(10**7):07}",
        "submit_time": _written(moment) if outgoing else None,
        "start_time": _written(moment + 35),
        "last_update": _written(moment + 138),
    }
    return fax_record("", record)[0]


def _written(moment: int) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(moment))
