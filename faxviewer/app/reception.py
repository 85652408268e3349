"""The running window's ear for later starts: one errand a connection, bounded and with a deadline."""

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from faxviewer.app.errand import Errand

if TYPE_CHECKING:
    from faxviewer.app.pipe_door import PipeDoor
    from faxviewer.app.socket_door import SocketDoor

DEADLINE: Final = 2_000
"""Milliseconds for a whole line."""
MOST_CALLERS: Final = 8

_log: Final = logging.getLogger(__name__)


class Reception(QObject):
    """Listens at `address`, for this user only, and tells `take` of each errand.

    Of all programs that try, the one that holds the lock in `folder` listens; it lets go when it ends,
    however it ends, so what a killed one left is taken over.
    """

    def __init__(self, folder: Path, address: str, take: Callable[[Errand], None], *, by_pipe: bool | None = None):
        super().__init__()
        self._folder = folder
        self._address = address
        self._take = take
        self._by_pipe = sys.platform == "win32" if by_pipe is None else by_pipe
        self._lock: int | None = None
        self._door: PipeDoor | SocketDoor | None = None

    @property
    def is_open(self) -> bool:
        """Whether later starts find this window."""
        return self._door is not None

    @property
    def crowd(self) -> int:
        """How many callers are being heard."""
        return self._door.crowd if self._door else 0

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
            self._door = self._made_door()
            self._door.open(self._address)
        except (OSError, ImportError) as error:
            _log.warning("No hand-over: %s", type(error).__name__)
            self.close()

    def close(self) -> None:
        """Listen no more, and leave nothing behind."""
        if self._door:
            self._door.close()
            self._door = None
        if self._lock is not None:
            from faxviewer.system import runfolder

            runfolder.drop_lock(self._lock, self._lock_path)
            self._lock = None

    @property
    def _lock_path(self) -> Path:
        return self._folder / "lock"

    def _made_door(self) -> "PipeDoor | SocketDoor":
        if self._by_pipe:
            from faxviewer.app.pipe_door import PipeDoor

            return PipeDoor(self._take, MOST_CALLERS, DEADLINE, self)
        from faxviewer.app.socket_door import SocketDoor

        return SocketDoor(self._take, MOST_CALLERS, DEADLINE, self)
