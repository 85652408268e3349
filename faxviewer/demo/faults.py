"""What tests may turn on the demo service, and what it counted."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from faxviewer.demo.messages import Response, error

HOLD_SECONDS: Final = 30.0
"""A held request goes on by itself after this long, so that a failing test can't hang."""


class Requests:
    """How many requests each endpoint has had, refused ones included.

    Endpoints: `login`, `decision`, `token`, `accounts`, `account`, `faxes`, `fax`, `update_fax`, `file`,
    `report`, `thumbnail`, `outbox`, `outbox_fax`, `balance`, `unknown`.
    """

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._lock = threading.Condition()

    def add(self, endpoint: str) -> None:
        """Count one."""
        with self._lock:
            self._counts[endpoint] += 1
            self._lock.notify_all()

    def wait_for(self, endpoint: str, count: int = 1, seconds: float = HOLD_SECONDS) -> bool:
        """Block until `endpoint` has had `count` requests; False when they don't come in time."""
        with self._lock:
            return self._lock.wait_for(lambda: self._counts[endpoint] >= count, seconds)

    def count(self, endpoint: str) -> int:
        """Requests to `endpoint` since the start or the last clear()."""
        with self._lock:
            return self._counts[endpoint]

    @property
    def total(self) -> int:
        """Requests to all endpoints together."""
        with self._lock:
            return self._counts.total()

    def clear(self) -> None:
        """Begin to count anew."""
        with self._lock:
            self._counts.clear()


@dataclass(slots=True)
class _Answer:
    response: Response
    times: int


class Faults:
    """Trouble to order. Lifetimes hold for what is issued from then on, by the service's clock."""

    def __init__(self) -> None:
        self.access_token_seconds = 3600.0
        self.code_seconds = 60.0
        self.rotate_refresh_tokens = True
        self.generation = 0
        self._answers: dict[str, list[_Answer]] = {}
        self._gates: dict[str, threading.Event] = {}
        self._lock = threading.Lock()

    def answer(
        self,
        endpoint: str,
        status: int,
        *,
        times: int = 1,
        retry_after: str | None = None,
        body: bytes | None = None,
        content_type: str = "application/json",
        headers: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """Let the next `times` requests to `endpoint` get `status`, with the service's error body or `body`."""
        if retry_after is not None:
            headers = (*headers, ("Retry-After", retry_after))
        response = (
            error(status, "ordered", "A test asked for this answer", headers)
            if body is None
            else Response(status, body, content_type, headers)
        )
        with self._lock:
            self._answers.setdefault(endpoint, []).append(_Answer(response, times))

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
        """No ordered answers any more, and held requests go on."""
        with self._lock:
            self._answers.clear()
            for gate in self._gates.values():
                gate.set()

    def meet(self, endpoint: str) -> Response | None:
        """What a request to `endpoint` runs into: a wait, an ordered answer, or nothing."""
        if not self._answers and not self._gates:
            return None
        with self._lock:
            gate = self._gates.get(endpoint)
        if gate is not None:
            gate.wait(HOLD_SECONDS)
        with self._lock:
            waiting = self._answers.get(endpoint)
            if not waiting:
                return None
            waiting[0].times -= 1
            response = waiting[0].response
            if waiting[0].times <= 0:
                waiting.pop(0)
            return response
