"""The running window's ear for later starts: one errand a connection, bounded and with a deadline."""

import logging
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSocketNotifier, QTimer

from faxviewer.app.errand import ANSWER, MOST_BYTES, Errand, errand_in

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

DEADLINE: Final = 2_000
"""Milliseconds for a whole line."""

_MOST_CALLERS: Final = 8
_log: Final = logging.getLogger(__name__)


class Reception(QObject):
    """Listens at `address`, for this user only, and tells `take` of each errand.

    Of all programs that try, the one that holds the lock in `folder` listens; it lets go when it ends,
    however it ends, so what a killed one left is taken over. QtNetwork takes 3 MB, so where the system lets
    a waiting socket be handed on, it is loaded with the first caller.
    """

    def __init__(self, folder: Path, address: str, take: Callable[[Errand], None]) -> None:
        super().__init__()
        self._folder = folder
        self._address = address
        self._take = take
        self._lock: int | None = None
        self._server: QLocalServer | None = None
        self._waiting: socket.socket | None = None
        self._knock: QSocketNotifier | None = None
        self._callers: set[QLocalSocket] = set()

    @property
    def is_open(self) -> bool:
        """Whether later starts find this window."""
        return self._waiting is not None or self._server is not None

    def open(self) -> None:
        """Listen, unless another window does. What goes wrong costs no more than the hand-over."""
        if self.is_open:
            return
        from faxviewer.system import runfolder

        try:
            runfolder.make_private(self._folder)
            self._lock = runfolder.take_lock(self._lock_path)
        except BlockingIOError:
            return
        except OSError as error:
            _log.warning("No hand-over: %s", type(error).__name__)
            return
        try:
            self._listen()
        except (OSError, ImportError) as error:
            _log.warning("No hand-over: %s", type(error).__name__)
            self.close()

    def close(self) -> None:
        """Listen no more, and leave nothing behind."""
        for caller in list(self._callers):
            caller.abort()
        if self._knock:
            self._knock.setEnabled(False)
            self._knock = None
        if self._server:
            self._server.close()
            self._server = None
        if self._waiting:
            self._waiting.close()
            self._waiting = None
            Path(self._address).unlink(missing_ok=True)
        if self._lock is not None:
            from faxviewer.system import runfolder

            runfolder.drop_lock(self._lock, self._lock_path)
            self._lock = None

    @property
    def _lock_path(self) -> Path:
        return self._folder / "lock"

    def _listen(self) -> None:
        if sys.platform == "win32":
            self._serve(self._address)
            return
        Path(self._address).unlink(missing_ok=True)
        self._waiting = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._waiting.bind(self._address)
        os.chmod(self._address, 0o600)  # noqa: PTH101 (the folder is closed to others already)
        self._waiting.listen(_MOST_CALLERS)
        self._knock = QSocketNotifier(self._waiting.fileno(), QSocketNotifier.Type.Read, self)
        self._knock.activated.connect(self._answer_the_door)

    def _answer_the_door(self) -> None:
        """The first caller is there: let Qt have the socket, and the caller with it."""
        if self._waiting is None or self._knock is None:
            return
        self._knock.setEnabled(False)
        try:
            self._serve(self._waiting.fileno())
        except (OSError, ImportError) as error:
            _log.warning("No hand-over: %s", type(error).__name__)
            self.close()
            return
        self._waiting.detach()
        self._waiting = self._knock = None

    def _serve(self, place: "str | int") -> None:
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.setMaxPendingConnections(_MOST_CALLERS)
        server.newConnection.connect(self._receive)
        if not server.listen(place):
            raise OSError(server.errorString())
        self._server = server

    def _receive(self) -> None:
        while self._server and (caller := self._server.nextPendingConnection()):
            if len(self._callers) >= _MOST_CALLERS:
                self._turn_away(caller, "too many callers")
                continue
            self._callers.add(caller)
            caller.setReadBufferSize(MOST_BYTES + 1)
            caller.readyRead.connect(lambda caller=caller: self._hear(caller))
            caller.disconnected.connect(lambda caller=caller: self._forget(caller))
            timer = QTimer(caller)
            timer.setSingleShot(True)
            timer.timeout.connect(lambda caller=caller: self._turn_away(caller, "no whole line in time"))
            timer.start(DEADLINE)
            self._hear(caller)

    def _hear(self, caller: "QLocalSocket") -> None:
        if caller not in self._callers:
            return
        if not caller.canReadLine():
            if caller.bytesAvailable() > MOST_BYTES:
                self._turn_away(caller, "too long a line")
            return
        errand = errand_in(bytes(caller.readLine(MOST_BYTES + 2).data()))
        if errand is None:
            self._turn_away(caller, "no errand")
            return
        self._callers.discard(caller)
        caller.write(ANSWER)
        caller.flush()
        caller.disconnectFromServer()
        caller.deleteLater()
        self._take(errand)

    def _turn_away(self, caller: "QLocalSocket", why: str) -> None:
        # Never what was sent: nobody knows what it is.
        _log.warning("A caller was turned away: %s", why)
        self._callers.discard(caller)
        caller.abort()
        caller.deleteLater()

    def _forget(self, caller: "QLocalSocket") -> None:
        if caller in self._callers:
            self._callers.discard(caller)
            caller.deleteLater()
