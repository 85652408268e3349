"""What tests may turn on the demo service, and what it counted."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from faxviewer.demo.messages import Response, error

HOLD_SECONDS: Final = 30.0
"""A held request goes on by itself after this long, so that a failing test can't hang."""


RowFault = Literal["no record", "no time", "no id"]
"""What a spoiled row of a list is: something else than an object, or a record that lacks all times or its ID."""

_NO_RECORDS: Final[tuple[Any, ...]] = (None, [], "row", 7)
_TIMES: Final = frozenset(["submit_time", "scheduled_time", "start_time", "last_update"])


class Requests:
    """How many requests each endpoint has had, refused ones included, and how many at once.

    Endpoints: `login`, `decision`, `token`, `accounts`, `account`, `faxes`, `fax`, `update_fax`, `file`,
    `report`, `thumbnail`, `outbox`, `outbox_fax`, `balance`, `unknown`.
    """

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._now: Counter[str] = Counter()
        self._most: Counter[str] = Counter()
        self._lock = threading.Condition()

    @contextmanager
    def answering(self, endpoint: str) -> Iterator[None]:
        """Count one, which is being answered until the block ends."""
        with self._lock:
            self._counts[endpoint] += 1
            self._now[endpoint] += 1
            self._most[endpoint] = max(self._most[endpoint], self._now[endpoint])
            self._lock.notify_all()
        try:
            yield
        finally:
            with self._lock:
                self._now[endpoint] -= 1

    def wait_for(self, endpoint: str, count: int = 1, seconds: float = HOLD_SECONDS) -> bool:
        """Block until `endpoint` has had `count` requests; False when they don't come in time."""
        with self._lock:
            return self._lock.wait_for(lambda: self._counts[endpoint] >= count, seconds)

    def count(self, endpoint: str) -> int:
        """Requests to `endpoint` since the start or the last clear()."""
        with self._lock:
            return self._counts[endpoint]

    def most_at_once(self, endpoint: str) -> int:
        """The most requests to `endpoint` that were being answered at one time since the last clear().

        One that is held counts until it goes on, even if its asker has gone away.
        """
        with self._lock:
            return self._most[endpoint]

    @property
    def total(self) -> int:
        """Requests to all endpoints together."""
        with self._lock:
            return self._counts.total()

    def clear(self) -> None:
        """Begin to count anew."""
        with self._lock:
            self._counts.clear()
            self._most.clear()


@dataclass(slots=True)
class _Order:
    """`response` None stands for the usual one, cut short."""

    response: Response | None
    after: int
    times: int


class Faults:
    """Trouble to order. Lifetimes hold for what is issued from then on, by the service's clock.

    `ignore_before`: every page of a list of faxes begins at its newest fax. `endless_lists`: behind the oldest
    fax of a list come made-up ones, whatever `after` says, page after page; they are in lists only.
    """

    def __init__(self) -> None:
        self.access_token_seconds = 3600.0
        self.code_seconds = 60.0
        self.rotate_refresh_tokens = True
        self.generation = 0
        self.ignore_before = False
        self.endless_lists = False
        self._spoiled: dict[RowFault, int] = {}
        self._orders: dict[str, list[_Order]] = {}
        self._gates: dict[str, threading.Event] = {}
        self._lock = threading.Lock()

    def answer(
        self,
        endpoint: str,
        status: int,
        *,
        after: int = 0,
        times: int = 1,
        retry_after: str | None = None,
        body: bytes | None = None,
        content_type: str = "application/json",
        headers: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """Let `times` requests to `endpoint` get `status`, with the service's error body or `body`.

        `after` requests get their usual answer first. What was ordered earlier comes earlier.
        """
        if retry_after is not None:
            headers = (*headers, ("Retry-After", retry_after))
        response = (
            error(status, "ordered", "A test asked for this answer", headers)
            if body is None
            else Response(status, body, content_type, headers)
        )
        self._order(endpoint, _Order(response, after, times))

    def cut(self, endpoint: str, *, after: int = 0, times: int = 1) -> None:
        """Let `times` requests to `endpoint` get half of the body that the answer promises, then a closed connection.

        `after` requests get their usual answer first.
        """
        self._order(endpoint, _Order(None, after, times))

    def spoil_rows(self, fault: RowFault, every: int = 50) -> None:
        """In each page of a list of faxes, let each row that `every` divides, counted from 1, have `fault`."""
        self._spoiled = {**self._spoiled, fault: every}

    @contextmanager
    def hold(self, endpoint: str) -> Iterator[None]:
        """Keep requests to `endpoint` waiting (counted, unanswered) until the block ends."""
        gate = threading.Event()
        with self._lock:
            self._gates[endpoint] = gate
        try:
            yield
        finally:
            gate.set()
            with self._lock:
                self._gates.pop(endpoint, None)

    def expire_access_tokens(self) -> None:
        """Every access token so far is refused from now on; refresh tokens still work."""
        self.generation += 1

    def clear(self) -> None:
        """No ordered answers and no trouble in lists any more, and held requests go on."""
        self.ignore_before = self.endless_lists = False
        self._spoiled = {}
        with self._lock:
            self._orders.clear()
            for gate in self._gates.values():
                gate.set()

    def meet(self, endpoint: str, usual: Callable[[], Response]) -> Response:
        """What a request to `endpoint` gets, after the wait that it runs into: an ordered answer or the usual one."""
        if not self._orders and not self._gates:
            return usual()
        with self._lock:
            gate = self._gates.get(endpoint)
        if gate is not None:
            gate.wait(HOLD_SECONDS)
        order = self._due(endpoint)
        if order is None:
            return usual()
        return order.response or replace(usual(), cut=True, hang_up=True)

    def spoiled(self, rows: list[dict[str, Any]]) -> list[Any]:
        """The rows of a page of a list as they go out."""
        found: list[Any] = list(rows)
        for fault, every in self._spoiled.items():
            for place in range(every - 1, len(found), every):
                found[place] = _spoiled(found[place], fault, place // every)
        return found

    def _order(self, endpoint: str, order: _Order) -> None:
        with self._lock:
            self._orders.setdefault(endpoint, []).append(order)

    def _due(self, endpoint: str) -> _Order | None:
        """The order that this request falls under."""
        with self._lock:
            waiting = self._orders.get(endpoint)
            if not waiting:
                return None
            order = waiting[0]
            if order.after > 0:
                order.after -= 1
                return None
            order.times -= 1
            if order.times <= 0:
                waiting.pop(0)
            return order


def _spoiled(row: Any, fault: RowFault, number: int) -> Any:
    if fault == "no record":
        return _NO_RECORDS[number % len(_NO_RECORDS)]
    if not isinstance(row, dict):
        return row
    lacking = _TIMES if fault == "no time" else {"id"}
    return {name: value for name, value in row.items() if name not in lacking}
