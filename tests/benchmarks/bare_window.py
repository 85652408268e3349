"""What everything is measured against: PySide6 with an empty QMainWindow. `--tick MS` gives it a timer."""

import os
import signal
import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class BareWindow(QMainWindow):
    """Leaves the mark `first-paint` once."""

    _marked = False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        super().paintEvent(event)
        if not self._marked:
            self._marked = True
            with open(os.environ["FAXVIEWER_MARK_FILE"], "a", encoding="ascii") as marks:  # noqa: PTH123 (as bare as can be)
                marks.write(f"first-paint {time.monotonic_ns()}\n")


def main() -> int:
    """Show it until a signal ends the process."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    application = QApplication(sys.argv[:1])
    window = BareWindow()
    window.resize(1280, 820)
    window.show()
    if "--tick" in sys.argv:
        timer = QTimer(window)
        timer.timeout.connect(lambda: None)
        timer.start(int(sys.argv[sys.argv.index("--tick") + 1]))
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
