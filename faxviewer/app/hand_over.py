"""A second start: gives what it was asked for to the window that runs already, before it makes one of its own.

Where no window runs, nothing is imported for it: the first paint doesn't wait for this.
"""

import os
import stat
import sys
import time
from typing import Final

CONNECTING: Final = 500
ANSWERING: Final = 2_000
"""Milliseconds. A window that hangs must not keep the person from their fax: then another one opens."""


def handed_over(fax: str, user: str, address: str) -> bool:
    """Whether a running window at `address` has taken this over; then this start is at its end."""
    if not _stands(address):
        return False
    from faxviewer.app.errand import ANSWER, Errand, line_of

    line = line_of(Errand(fax, user, os.environ.get("XDG_ACTIVATION_TOKEN", "")))
    try:
        from PySide6.QtNetwork import QLocalSocket
    except ImportError:  # a library of the system that only this part of Qt needs
        return False
    end = time.monotonic() + ANSWERING / 1000
    running = QLocalSocket()
    running.connectToServer(address)
    if not line or not running.waitForConnected(CONNECTING):
        return False
    _let_come_forward()
    running.write(line)
    running.waitForBytesWritten(CONNECTING)
    # No more than the answer is ever read, and only until the deadline, however it drips in.
    while running.bytesAvailable() < len(ANSWER) and (left := end - time.monotonic()) > 0:
        if not running.waitForReadyRead(int(left * 1000) + 1):
            break
    answer = running.read(len(ANSWER)).data()
    running.abort()
    return bool(answer == ANSWER)


def _stands(address: str) -> bool:
    """Whether there is something to connect to, and this person's own; a killed program may have left it."""
    if sys.platform == "win32":
        try:
            return address in os.listdir("//./pipe/")  # noqa: PTH208 (pathlib doesn't list pipes)
        except OSError:
            return False
    try:
        status = os.lstat(address)
    except OSError:
        return False
    return stat.S_ISSOCK(status.st_mode) and status.st_uid == os.geteuid()


def _let_come_forward() -> None:
    """Pass on this start's right to the foreground, which Windows gives to what the person started last."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
