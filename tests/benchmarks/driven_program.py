"""The program with a hand on its keyboard: each line of standard input is put into the ID field and entered.

Leaves the marks `ready`, when there is somebody signed in whose faxes can be looked up, and `enter`; the
program itself leaves `fields-painted`.
"""

import os
import sys
import threading
import time

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtTest import QTest

from faxviewer.app import start
from faxviewer.ui.main_window import MainWindow


class Hand(QObject):
    """Types what `line` tells, in the window's thread whichever thread emits it."""

    line = Signal(str)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.line.connect(self._enter, Qt.ConnectionType.QueuedConnection)
        self._waiting = QTimer(self)
        self._waiting.timeout.connect(self._look_whether_ready)
        self._waiting.start(20)

    def _look_whether_ready(self) -> None:
        if self._window.sign_out.isEnabled():
            self._waiting.stop()
            _mark("ready")
            threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin:
            self.line.emit(line.strip())

    def _enter(self, fax_id: str) -> None:
        self._window.bar.fax_id.setText(fax_id)
        _mark("enter")
        QTest.keyClick(self._window.bar.fax_id, Qt.Key.Key_Return)


def _mark(name: str) -> None:
    with open(os.environ["FAXVIEWER_MARK_FILE"], "a", encoding="ascii") as marks:  # noqa: PTH123 (as the program does)
        marks.write(f"{name} {time.monotonic_ns()}\n")


if __name__ == "__main__":
    hands: list[Hand] = []
    sys.exit(start.main(start.Options(), watch=lambda window: hands.append(Hand(window))))
