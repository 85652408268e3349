"""What the driven program does once its window stands: types IDs, and marks when all fields are painted.

Several IDs in one line are pasted, and marked when all of their rows are filled.
"""

import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from faxviewer.ui.main_window import MainWindow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QProgressBar


class Glass(QWidget):
    """Lies over a widget, shows nothing, and is painted with whatever of it is.

    An event filter would see the same, but for one PySide6 loads every class of event that there is: 0.6 MB that
    the measured program need not have.
    """

    painted = Signal()

    def __init__(self, covered: QWidget) -> None:
        super().__init__(covered)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.resize(10_000, 10_000)
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        self.painted.emit()


class Hand(QObject):
    """Types what `line` tells, in the window's thread whichever thread emits it."""

    line = Signal(str)

    def __init__(self, window: MainWindow, mark: Callable[[str], None]) -> None:
        super().__init__(window)
        self._window = window
        self._mark = mark
        self._filled = False
        self._wanted = True
        """Whether the next fax is one that was asked for; names that come in later only write an old one anew."""
        self.line.connect(self._enter, Qt.ConnectionType.QueuedConnection)
        self._waiting = QTimer(self)
        self._waiting.timeout.connect(self._look_whether_ready)
        self._waiting.start(5)
        self._listening = False
        self._progress: QProgressBar | None = None

    def _look_whether_painted(self) -> None:
        if self._filled:
            self._filled = False
            # All widgets of a window are painted in one go; this timer's turn comes after it.
            QTimer.singleShot(0, lambda: self._mark("fields-painted"))

    def _look_whether_ready(self) -> None:
        lookup = getattr(self._window, "lookup", None)
        if lookup is not None and not self._listening:
            self._listening = True
            lookup.shown.connect(self._fill)
            Glass(lookup.fax.widget()).painted.connect(self._look_whether_painted)
        if lookup is not None and self._window.commands.sign_out.isEnabled():
            self._waiting.stop()
            self._mark("ready")
            threading.Thread(target=self._listen, daemon=True).start()

    def _look_whether_filled(self, done: int) -> None:
        if self._progress and done == self._progress.maximum():
            self._mark("rows-filled")

    def _fill(self) -> None:
        if self._wanted:
            self._wanted, self._filled = False, True

    def _listen(self) -> None:
        for line in sys.stdin:
            self.line.emit(line.strip())

    def _enter(self, fax_id: str) -> None:
        if " " in fax_id:
            self._window.bar.fax_id.take(fax_id)
        else:
            self._window.bar.fax_id.setText(fax_id)
        self._wanted = True
        self._mark("enter")
        # Not through QtTest, which no installed Faxviewer loads: 0.4 MB.
        key, none = Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier
        QCoreApplication.sendEvent(self._window.bar.fax_id, QKeyEvent(QEvent.Type.KeyPress, key, none, "\r"))
        if self._progress is None:  # made with the list of pasted faxes
            from PySide6.QtWidgets import QProgressBar

            self._progress = self._window.findChild(QProgressBar, "many.progress")
            if self._progress:
                self._progress.valueChanged.connect(self._look_whether_filled)
