"""The program with marks on its way and a hand on its keyboard.

`FAX_ID`, if given, is looked up at the start. Each line of standard input is put into the ID field and
entered. Leaves the marks `first-paint`, `ready` (somebody is signed in), `enter` and, once for each fax
that was shown, `fields-painted`. Until the first paint it imports nothing that the program wouldn't.
"""

import os
import sys
import time
from typing import Any

# Click is here for the tests' tools only. Where it is, httpx loads its command line with it, and rich and
# pygments besides: 10 MB that no installed Faxviewer has.
sys.modules["click"] = None  # type: ignore[assignment]

from faxviewer.app import start  # noqa: E402 (after that)
from faxviewer.app.options import Options  # noqa: E402


def _mark(name: str) -> None:
    with open(os.environ["FAXVIEWER_MARK_FILE"], "a", encoding="ascii") as marks:  # noqa: PTH123 (pathlib may not be loaded)
        marks.write(f"{name} {time.monotonic_ns()}\n")


def _watch(window: Any) -> None:
    def painted() -> None:
        _mark("first-paint")
        from PySide6.QtCore import QTimer

        QTimer.singleShot(0, lambda: _take_keyboard(window))

    window.painted.connect(painted)


def _take_keyboard(window: Any) -> None:
    from tests.benchmarks.hand import Hand

    window.hand = Hand(window, _mark)


if __name__ == "__main__":
    sys.exit(start.main(Options(*sys.argv[1:2]), watch=_watch))
