"""Where later starts knock on Linux and macOS: a socket with a path, each caller heard up to the end of one line."""

import logging
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QSocketNotifier, QTimer

from faxviewer.app.errand import ANSWER, MOST_BYTES, Errand, errand_in

_log: Final = logging.getLogger(__name__)


class SocketDoor(QObject):
    """Tells `take` of each errand; at most `most` callers at once, each with `deadline` milliseconds."""

    def __init__(self, take: Callable[[Errand], None], most: int, deadline: int, parent: QObject) -> None:
        super().__init__(parent)
        self._take = take
        self._most = most
        self._deadline = deadline
        self._waiting: socket.socket | None = None
        self._knock: QSocketNotifier | None = None
        self._address = ""
        self._callers: set[_Caller] = set()

    @property
    def crowd(self) -> int:
        """How many callers are being heard."""
        return len(self._callers)

    def open(self, address: str) -> None:
        """Listen there, for this user only. Raises OSErrors."""
        Path(address).unlink(missing_ok=True)
        self._waiting = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._waiting.setblocking(False)
        self._waiting.bind(address)
        self._address = address
        os.chmod(address, 0o600)  # noqa: PTH101 (the folder is closed to others already)
        self._waiting.listen(self._most)
        self._knock = QSocketNotifier(self._waiting.fileno(), QSocketNotifier.Type.Read, self)
        self._knock.activated.connect(self._let_in)

    def close(self) -> None:
        """Listen no more, send away who is there, and leave nothing behind."""
        for caller in list(self._callers):
            caller.leave()
        if self._knock:
            self._knock.setEnabled(False)
            self._knock = None
        if self._waiting:
            self._waiting.close()
            self._waiting = None
        if self._address:
            Path(self._address).unlink(missing_ok=True)
            self._address = ""

    def _let_in(self) -> None:
        while self._waiting:
            try:
                connection, _ = self._waiting.accept()
            except OSError:  # nobody is left, or who was there has gone again
                return
            if len(self._callers) >= self._most:
                turn_away("too many callers")
                connection.close()
                continue
            connection.setblocking(False)
            self._callers.add(_Caller(connection, self._deadline, self._take, self._callers.discard, self))


class _Caller(QObject):
    """One connection, until it has said its line or used up its time. `gone` is told once."""

    def __init__(
        self,
        connection: socket.socket,
        deadline: int,
        take: Callable[[Errand], None],
        gone: "Callable[[_Caller], None]",
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._connection = connection
        self._take = take
        self._gone = gone
        self._line = b""
        self._voice = QSocketNotifier(connection.fileno(), QSocketNotifier.Type.Read, self)
        self._voice.activated.connect(self._hear)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._give_up)
        self._patience.start(deadline)

    def leave(self) -> None:
        """Hang up."""
        self._voice.setEnabled(False)
        self._patience.stop()
        self._connection.close()
        self._gone(self)
        self.deleteLater()

    def _give_up(self) -> None:
        turn_away("no whole line in time")
        self.leave()

    def _hear(self) -> None:
        try:
            said = self._connection.recv(MOST_BYTES + 1 - len(self._line))
        except BlockingIOError:
            return
        except OSError:
            said = b""
        self._line += said
        line, end, _ = self._line.partition(b"\n")
        if not end and said and len(self._line) <= MOST_BYTES:
            return
        errand = errand_in(line + end)
        if errand is not None:
            self._answer()
        elif said:
            turn_away("no errand" if end else "too long a line")
        self.leave()
        if errand is not None:
            self._take(errand)

    def _answer(self) -> None:
        try:
            self._connection.send(ANSWER)
        except OSError:
            _log.debug("A caller did not wait for the answer")


def turn_away(why: str) -> None:
    """Write down that somebody was not heard; never what they sent, since nobody knows what it is."""
    _log.warning("A caller was turned away: %s", why)
