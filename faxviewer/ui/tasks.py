"""The one bridge between Qt's slots and coroutines: who owns a task, who cancels it, where its error goes."""

import asyncio
import contextlib
import contextvars
import signal
import socket
import sys
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

Work = Coroutine[Any, Any, None]

_ENDING_SECONDS: Final = 5.0
_LONGEST_MS: Final = 2**31 - 1


class Tasks:
    """Owns every running task, one to a slot: a new one in a slot first cancels the older and waits for its end."""

    def __init__(self, report: Callable[[Exception], None]) -> None:
        self._report = report
        self._running: dict[str, asyncio.Task[None]] = {}
        self._closed = False

    def start(self, slot: str, work: Work) -> None:
        """Run `work`. What it raises goes to `report`, once; cancelling it is no error."""
        if self._closed:
            work.close()
            return
        task = asyncio.get_running_loop().create_task(self._in_turn(work, self._running.get(slot)), name=slot)
        self._running[slot] = task
        task.add_done_callback(lambda done: self._ended(slot, done, work))

    def is_running(self, slot: str) -> bool:
        """Whether a task in `slot` has not ended yet."""
        task = self._running.get(slot)
        return task is not None and not task.done()

    def cancel(self, slot: str) -> None:
        """Cancel the task in `slot`, if there is one."""
        if task := self._running.get(slot):
            task.cancel()

    async def until_ended(self, slot: str) -> None:
        """Wait until nothing runs in `slot`, whatever became of it."""
        while task := self._running.get(slot):
            await asyncio.wait([task])

    async def close(self) -> None:
        """Cancel all and wait until they have ended; nothing can be started afterwards.

        One that does not end when cancelled is not waited for beyond a moment: a program without a
        window must not live on.
        """
        self._closed = True
        running = list(self._running.values())
        for task in running:
            task.cancel()
        if running:
            await asyncio.wait(running, timeout=_ENDING_SECONDS)

    async def _in_turn(self, work: Work, earlier: asyncio.Task[None] | None) -> None:
        if earlier and not earlier.done():
            earlier.cancel()
            await asyncio.wait([earlier])
        await work

    def _ended(self, slot: str, task: asyncio.Task[None], work: Work) -> None:
        if self._running.get(slot) is task:
            del self._running[slot]
        work.close()  # cancelled before its first step it would otherwise never be awaited
        if task.cancelled():
            return
        error = task.exception()
        if isinstance(error, Exception):
            self._report(error)


class _Deadline(asyncio.TimerHandle):
    """A call to come. Cancelled, it takes its timer along, and lets go of all that the call would have needed."""

    def __init__(
        self,
        seconds: float,
        call: Callable[..., object],
        args: tuple[object, ...],
        loop: "_Loop",
        context: contextvars.Context | None,
    ) -> None:
        super().__init__(loop.time() + seconds, call, args, loop, context)
        self._pending = loop.deadlines
        self._pending.add(self)
        self._timer = QTimer()
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._ring)
        self._timer.start(min(int(seconds * 1000), _LONGEST_MS))

    def cancel(self) -> None:
        self._stop()
        super().cancel()

    def _ring(self) -> None:
        self._stop()
        if not self.cancelled():
            self._run()

    def _stop(self) -> None:
        self._timer.stop()
        self._pending.discard(self)


class _Loop(QEventLoop):  # type: ignore[misc]  # qasync has no types
    """qasync's loop, which by itself lets cancelled timers run out.

    Each look-up would wake the idle program at the ends of all its deadlines, half a minute later; a
    document's would hold on to its task for a quarter of an hour.
    """

    def __init__(self, application: QCoreApplication | None) -> None:
        self.deadlines: set[_Deadline] = set()
        super().__init__(application)

    def call_later(
        self,
        delay: float,
        callback: Callable[..., object],
        *args: object,
        context: contextvars.Context | None = None,
    ) -> asyncio.Handle:
        if delay <= 0:
            soon: asyncio.Handle = super().call_later(delay, callback, *args, context=context)
            return soon
        return _Deadline(delay, callback, args, self, context)

    def close(self) -> None:
        for deadline in tuple(self.deadlines):
            deadline.cancel()
        super().close()


_LOST = "_call_connection_lost"
"""Where asyncio on Windows shuts down a socket, and lets out that the other side already had."""


def run(main: Callable[[], Work], report: Callable[[Exception], None]) -> None:
    """Run `main` to its end on the application's event loop; errors that no task owns go to `report`."""
    application = QApplication.instance()
    loop = _Loop(application)
    # qasync's own executor would start ten QThreads at the first use.
    loop.set_default_executor(ThreadPoolExecutor(max_workers=4, thread_name_prefix="faxviewer"))

    def handle(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, ConnectionError) and _LOST in str(context.get("message")):
            return
        report(error if isinstance(error, Exception) else RuntimeError(str(context.get("message"))))

    loop.set_exception_handler(handle)
    with loop:
        loop.run_until_complete(main())


@contextlib.contextmanager
def interrupts(on_interrupt: Callable[[], None]) -> Any:
    """Within the running loop, let Ctrl+C and a polite end (SIGTERM) call `on_interrupt`.

    Qt sleeps in C code, where Python's handlers never get a turn; a byte on a socket wakes the loop.
    """
    if sys.platform == "win32":  # a windowed program there gets no such signals
        yield
        return
    loop = asyncio.get_running_loop()
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    theirs.setblocking(False)
    loop.add_reader(ours.fileno(), lambda: ours.recv(64))
    previous_fd = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
    previous = {number: signal.signal(number, lambda *_: on_interrupt()) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(previous_fd)
        loop.remove_reader(ours.fileno())
        ours.close()
        theirs.close()
