"""A keystroke in the list's filter over 100,000 rows: how long the window stands still, and how long the answer takes.

`python -m tests.benchmarks.filter` is the process that measures: the list shown in a window, its event loop running.
"""

import gc
import json
import subprocess
import sys
import time
from functools import cache
from statistics import median

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from faxviewer.ui.list_model import FaxListModel
from faxviewer.ui.list_times import LocaleTimes
from faxviewer.ui.list_view import FaxList
from faxviewer.ui.theme import Theme
from tests.benchmarks import listed
from tests.benchmarks.pairs import Result

FRAME_MS = 1_000 / 60
GAP_GOAL = 2.0
SCAN_GOAL = 10.0
TYPED = ("l", "la", "lab", "lab r", "lab", "04", "044", "0", "")
"""What the field holds after each of nine keystrokes: from one row in four to all of them, numbers as at home too."""


def measure_gap() -> Result:
    """The longest gap between two turns of the event loop: the median of nine keystrokes, in frames."""
    gaps = [gap for gap, _, _ in _figures()]
    note = f"{median(gaps) * 1e3:.1f} ms between two turns of the loop, at worst {max(gaps) * 1e3:.1f} ms; in frames"
    return Result(median(gaps) * 1e3 / FRAME_MS, GAP_GOAL, note)


def measure_scan() -> Result:
    """From the keystroke to the rows in place, against a plain scan: the median of nine keystrokes."""
    ratios = [spent / plain for _, spent, plain in _figures()]
    spent, plain = (median(one[place] for one in _figures()) * 1e3 for place in (1, 2))
    note = f"rows in place after {spent:.1f} ms, a plain scan {plain:.1f} ms; the slowest keystroke {max(ratios):.1f}"
    return Result(median(ratios), SCAN_GOAL, note)


@cache
def _figures() -> list[list[float]]:
    """For each keystroke the seconds of the longest gap, of the answer, and of a plain scan."""
    done = subprocess.run([sys.executable, "-m", "tests.benchmarks.filter"], stdout=subprocess.PIPE, check=True)
    told: list[list[float]] = json.loads(done.stdout)
    return told


class Keyboard:
    """Types into the filter while the event loop runs, and watches its turns."""

    def __init__(self, model: FaxListModel) -> None:
        self._model = model
        self._loop = QEventLoop()
        self._turns = QTimer(interval=0)
        self._turns.timeout.connect(self._turn)
        model.rearranged.connect(self._answered)
        self._last = self._longest = self._begun = self._spent = 0.0

    def type(self, text: str) -> tuple[float, float]:
        """Seconds of the longest gap until all is painted, and until the rows are in place."""
        gc.collect()
        QTimer.singleShot(20, lambda: self._press(text))
        self._loop.exec()
        return self._longest, self._spent

    def _press(self, text: str) -> None:
        self._begun = self._last = time.perf_counter()
        self._longest = 0.0
        self._turns.start()
        self._model.search(text)

    def _turn(self) -> None:
        now = time.perf_counter()
        self._longest, self._last = max(self._longest, now - self._last), now

    def _answered(self) -> None:
        self._spent = time.perf_counter() - self._begun
        QTimer.singleShot(30, self._end)  # by then the rows are painted too

    def _end(self) -> None:
        self._turn()
        self._turns.stop()
        self._loop.quit()


def figures() -> list[tuple[float, float, float]]:
    """For each keystroke the seconds of the longest gap, of the answer, and of a plain scan of the same strings."""
    times = LocaleTimes()
    model = FaxListModel(times)
    view = FaxList(model, Theme(), times)
    view.resize(300, 800)
    strings = []
    for page in listed.pages(listed.MANY, times):
        model.append(page)
        strings.extend(page.searched.split("\n"))
    view.show()
    view.pick(listed.MANY // 2)
    keyboard = Keyboard(model)
    keyboard.type("warming up")
    told = []
    for typed in TYPED:
        longest, spent = keyboard.type(typed)
        told.append((longest, spent, _plain(strings, typed)))
    return told


def _plain(strings: list[str], word: str) -> float:
    """What the same takes at its simplest."""
    begun = time.perf_counter()
    found = [place for place, text in enumerate(strings) if word in text]
    spent = time.perf_counter() - begun
    assert len(found) <= len(strings)
    return spent


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    print(json.dumps(figures()))
