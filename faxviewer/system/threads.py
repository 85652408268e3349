"""Blocking calls beside the event loop: in order, and in threads that never hold up the program's end."""

import asyncio
import threading
from collections import deque
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


class Worker:
    """Runs blocking calls one after the other in a daemon thread that lives only while there are any.

    The default executor won't do: the interpreter waits for its threads at exit, so one call that
    hangs in a driver or a locked keychain would keep the program alive for ever.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._lock = threading.Lock()
        self._jobs: deque[Callable[[], None]] = deque()
        self._busy = False

    async def run(self, call: Callable[[], Result]) -> Result:
        """The result of `call`, or what it raises. A cancelled wait drops a call that has not begun."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Result] = loop.create_future()

        def settle(result: Result) -> None:
            if not future.done():
                future.set_result(result)

        def fail(error: BaseException) -> None:
            if not future.done():
                future.set_exception(error)

        def job() -> None:
            if future.cancelled():
                return
            try:
                result = call()
            except BaseException as error:  # noqa: BLE001 (handed to the one who waits)
                _tell(loop, fail, error)
            else:
                _tell(loop, settle, result)

        self.post(job)
        return await future

    def post(self, job: Callable[[], None]) -> None:
        """Run `job`, which must not raise, after those before it; nobody waits for it."""
        with self._lock:
            self._jobs.append(job)
            if self._busy:
                return
            self._busy = True
        threading.Thread(target=self._serve, name=self._name, daemon=True).start()

    def _serve(self) -> None:
        while True:
            with self._lock:
                if not self._jobs:
                    self._busy = False
                    return
                job = self._jobs.popleft()
            job()


Answer = TypeVar("Answer")


def _tell(loop: asyncio.AbstractEventLoop, receive: Callable[[Answer], None], answer: Answer) -> None:
    try:
        loop.call_soon_threadsafe(receive, answer)
    except RuntimeError:
        return  # the loop closed meanwhile, so nobody waits any more
