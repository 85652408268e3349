"""Reading 1,000 fax records and finding their departures, against the official SDK's reading of the same bytes."""

import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

from faxplus import ApiClient

from faxviewer.faxplus.wire import Reply, read_fax

GOAL = 0.50
ROUNDS = 9
RECORDS = 1_000

_OUTGOING: dict[str, Any] = {
    "comment": "",
    "cost": 2,
    "cost_details": {"multiplier": 1, "notification_cost": 0},
    "description": "OK",
    "direction": "outgoing",
    "duration": 84,
    "file": "ec28edc283a74daca1787efb5fa6fae2.tiff",
    "file_name": "Referral letter",
    "from": "+12025550118",
    "header": "Example Clinics",
    "is_read": True,
    "is_spam": False,
    "last_update": "2020-03-27 11:31:05",
    "max_retry": 2,
    "owner_id": "74d59d2779fb42a99cd5bb993c0c89d2",
    "pages": 2,
    "retry_delay": 5,
    "scheduled_time": None,
    "start_time": "2020-03-27 11:29:21",
    "status": "success",
    "submit_time": "2020-03-27 11:28:46",
    "to": "+12125550172",
    "cover_page": None,
}
_INCOMING = {
    "direction": "incoming",
    "header": None,
    "is_read": False,
    "max_retry": None,
    "retry_delay": None,
    "submit_time": None,
}
_STATUSES = ("success", "success", "success", "failed_no_answer", "failed_user_busy", "partially_sent", "failed_fs_49")


def bodies() -> list[bytes]:
    """Records as the service sends them: both directions, ordinary statuses, no two alike; the SDK takes them all."""
    return [json.dumps(_record(number)).encode() for number in range(RECORDS)]


def _record(number: int) -> dict[str, Any]:
    status = _STATUSES[number % len(_STATUSES)]
    special = {
        "id": f"5e7de3ad54cfd54eb{number:07x}",
        "status": status,
        "description": "OK" if status == "success" else "",
        "pages": 1 + number % 30,
        "last_update": f"2020-03-27 11:{number % 60:02}:49",
    }
    return _OUTGOING | (_INCOMING if number % 2 else {}) | special


class _Response:
    """What the SDK's `deserialize` takes: it replaces `data` by its text."""

    def __init__(self, data: bytes) -> None:
        self.data = data


def ours(raw: Sequence[bytes]) -> None:
    """Read all of `raw` into faxes with their departures."""
    for body in raw:
        read_fax("", Reply(200, {}, body))


def theirs(client: ApiClient, raw: Sequence[bytes]) -> None:
    """Read all of `raw` with the official SDK."""
    for body in raw:
        client.deserialize(_Response(body), "Fax")


def medians() -> tuple[float, float]:
    """Seconds for RECORDS records, ours and the SDK's: medians of ROUNDS alternating rounds."""
    raw = bodies()
    client = ApiClient()
    try:
        spent: tuple[list[float], list[float]] = ([], [])
        ours(raw)
        theirs(client, raw)
        for _ in range(ROUNDS):
            spent[0].append(_seconds(lambda: ours(raw)))
            spent[1].append(_seconds(lambda: theirs(client, raw)))
        return statistics.median(spent[0]), statistics.median(spent[1])
    finally:
        client.pool.close()
        client.pool.join()


def _seconds(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def measure() -> float:
    """Our time as a part of the SDK's."""
    mine, sdk = medians()
    return mine / sdk


def main() -> int:
    """Print `records RATIO GOAL ok|short`; 1 where it is short."""
    ratio = measure()
    good = ratio <= GOAL
    print(f"records {ratio:.2f} {GOAL:.2f} {'ok' if good else 'short'}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
