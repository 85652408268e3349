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
    if not line:
        return False
    told = _told_to_pipe if sys.platform == "win32" else _told_to_socket
    return told(address, line, len(ANSWER), time.monotonic() + ANSWERING / 1000) == ANSWER


def _told_to_socket(address: str, line: bytes, most: int, end: float) -> bytes:
    """The answer to `line`, as much of `most` bytes as came by `end`."""
    import socket

    answer = b""
    try:
        with socket.socket(socket.AF_UNIX) as running:
            running.settimeout(CONNECTING / 1000)
            running.connect(address)
            running.sendall(line)
            # No more than the answer is ever read, and only until the deadline, however it drips in.
            while len(answer) < most and (left := end - time.monotonic()) > 0:
                running.settimeout(left)
                if not (part := running.recv(most - len(answer))):
                    break
                answer += part
    except OSError:  # a TimeoutError too
        pass
    return answer


def _told_to_pipe(address: str, line: bytes, most: int, end: float) -> bytes:
    """The same on Windows."""
    try:
        from PySide6.QtNetwork import QLocalSocket
    except ImportError:  # a library of the system that only this part of Qt needs
        return b""
    running = QLocalSocket()
    running.connectToServer(address)
    if not running.waitForConnected(CONNECTING):
        return b""
    _let_come_forward()
    running.write(line)
    running.waitForBytesWritten(CONNECTING)
    while running.bytesAvailable() < most and (left := end - time.monotonic()) > 0:
        if not running.waitForReadyRead(int(left * 1000) + 1):
            break
    answer = running.read(most).data()
    running.abort()
    return bytes(answer)


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
