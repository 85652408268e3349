"""Where later starts knock on Windows: a named pipe, which takes 3 MB of QtNetwork."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from faxviewer.app.errand import ANSWER, MOST_BYTES, Errand, errand_in
from faxviewer.app.socket_door import turn_away


class PipeDoor(QObject):
    """Tells `take` of each errand; at most `most` callers at once, each with `deadline` milliseconds."""

    def __init__(self, take: Callable[[Errand], None], most: int, deadline: int, parent: QObject) -> None:
        super().__init__(parent)
        self._take = take
        self._most = most
        self._deadline = deadline
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.setMaxPendingConnections(most)
        self._server.newConnection.connect(self._let_in)
        self._callers: set[QLocalSocket] = set()

    @property
    def crowd(self) -> int:
        """How many callers are being heard."""
        return len(self._callers)

    def open(self, address: str) -> None:
        """Listen there, for this user only. Raises OSErrors."""
        if not self._server.listen(address):
            raise OSError(self._server.errorString())

    def close(self) -> None:
        """Listen no more, send away who is there, and leave nothing behind."""
        for caller in list(self._callers):
            caller.abort()
        self._server.close()

    def _let_in(self) -> None:
        while caller := self._server.nextPendingConnection():
            if len(self._callers) >= self._most:
                self._turn_away(caller, "too many callers")
                continue
            self._callers.add(caller)
            caller.setReadBufferSize(MOST_BYTES + 1)
            caller.readyRead.connect(lambda caller=caller: self._hear(caller))
            caller.disconnected.connect(lambda caller=caller: self._forget(caller))
            timer = QTimer(caller)
            timer.setSingleShot(True)
            timer.timeout.connect(lambda caller=caller: self._turn_away(caller, "no whole line in time"))
            timer.start(self._deadline)
            self._hear(caller)

    def _hear(self, caller: QLocalSocket) -> None:
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

    def _turn_away(self, caller: QLocalSocket, why: str) -> None:
        turn_away(why)
        self._callers.discard(caller)
        caller.abort()
        caller.deleteLater()

    def _forget(self, caller: QLocalSocket) -> None:
        if caller in self._callers:
            self._callers.discard(caller)
            caller.deleteLater()
