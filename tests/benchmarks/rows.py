"""100,000 rows of the list, appended in pages of 50, against the same rows put in a QTableWidget.

Both sides are given the same rows: what the presenter makes of a page for ours, the texts of its eight columns
for the QTableWidget. `python -m tests.benchmarks.rows WHAT` are the processes that measure.
"""

import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator

import psutil
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QTableWidget, QTableWidgetItem, QWidget

from faxviewer.presenters.entries import Column, EntryPage
from faxviewer.ui.list_model import FaxListModel
from faxviewer.ui.list_times import LocaleTimes
from faxviewer.ui.list_view import FaxList
from faxviewer.ui.theme import Theme
from tests.benchmarks import listed
from tests.benchmarks.pairs import Result, alternate

TIME_GOAL = 0.10
MEMORY_GOAL = 0.25
GROWTH_GOAL = 12.0
FEW = 10_000

Texts = list[tuple[str, ...]]
"""A page of rows as the texts of their columns."""


def measure() -> Result:
    """The time that it takes to append them."""
    ours, theirs, making = _child("times")
    note = f"{ours * 1e3:.0f} ms for 100,000 rows, a QTableWidget {theirs * 1e3:.0f} ms"
    return Result(ours / theirs, TIME_GOAL, f"{note}; to make the rows from faxes takes {making * 1e3:.0f} ms before")


def measure_memory() -> Result:
    """The memory that they take, each time in a process of its own."""
    ours, theirs = alternate(lambda: _child("ours")[0], lambda: _child("theirs")[0])
    note = f"{ours / listed.MANY:.0f} bytes a row, its whole fax included; a QTableWidget {theirs / listed.MANY:.0f}"
    return Result(ours / theirs, MEMORY_GOAL, f"{note} with the texts alone")


def measure_growth() -> Result:
    """What ten times the rows cost."""
    many, few = _child("growth")
    return Result(many / few, GROWTH_GOAL, f"{few * 1e3:.1f} ms for 10,000 rows, {many * 1e3:.1f} ms for 100,000")


def fill_ours(pages: Iterable[EntryPage]) -> FaxList:
    """The list as the window has it."""
    times = LocaleTimes()
    model = FaxListModel(times)
    view = FaxList(model, Theme(), times)
    model.setParent(view)
    for page in pages:
        model.append(page)
    assert view.verticalHeader().count() == model.rowCount()
    return view


def fill_theirs(pages: Iterable[Texts]) -> QTableWidget:
    """A QTableWidget that grows by a page at a time."""
    table = QTableWidget(0, len(Column))
    for page in pages:
        first = table.rowCount()
        table.setRowCount(first + len(page))
        for row, texts in enumerate(page, first):
            for column, text in enumerate(texts):
                table.setItem(row, column, QTableWidgetItem(text))
    return table


def texts_of(pages: Iterable[EntryPage]) -> Iterator[Texts]:
    """What the QTableWidget is given in place of `pages`."""
    times = LocaleTimes()
    for page in pages:
        yield [listed.texts(entry, times) for entry in page.entries]


def _child(what: str) -> list[float]:
    done = subprocess.run([sys.executable, "-m", "tests.benchmarks.rows", what], stdout=subprocess.PIPE, check=True)
    told: list[float] = json.loads(done.stdout)
    return told


def _seconds(fill: Callable[[], QWidget]) -> float:
    gc.collect()
    begun = time.perf_counter()
    made = fill()
    spent = time.perf_counter() - begun
    made.deleteLater()
    QApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)
    return spent


def _given(count: int) -> list[EntryPage]:
    pages = list(listed.pages(count, LocaleTimes()))
    gc.collect()
    gc.freeze()  # what a side is given isn't its to look after
    return pages


def times() -> list[float]:
    """Seconds: ours, theirs, and what both need to have the rows at all."""
    faxes = list(listed.faxes(listed.MANY))
    begun = time.perf_counter()
    pages = list(listed.rows(faxes, LocaleTimes()))
    making = time.perf_counter() - begun
    del faxes
    texts = list(texts_of(pages))
    gc.collect()
    gc.freeze()
    ours, theirs = alternate(lambda: _seconds(lambda: fill_ours(pages)), lambda: _seconds(lambda: fill_theirs(texts)))
    return [ours, theirs, making]


def growth() -> list[float]:
    """Seconds for 100,000 rows and for 10,000."""
    pages = _given(listed.MANY)
    few = pages[: FEW // listed.PAGE]
    return list(alternate(lambda: _seconds(lambda: fill_ours(pages)), lambda: _seconds(lambda: fill_ours(few))))


def bytes_of(fill: Callable[[Iterable[EntryPage]], QWidget]) -> list[float]:
    """Resident bytes that 100,000 rows take, above what the same takes with one page."""
    locale = LocaleTimes()
    first = fill(listed.pages(listed.PAGE, locale))
    gc.collect()
    process = psutil.Process()
    before = process.memory_info().rss
    made = fill(listed.pages(listed.MANY, locale))
    gc.collect()
    taken = process.memory_info().rss - before
    del first, made
    return [float(taken)]


MEASURES: dict[str, Callable[[], list[float]]] = {
    "times": times,
    "growth": growth,
    "ours": lambda: bytes_of(fill_ours),
    "theirs": lambda: bytes_of(lambda pages: fill_theirs(texts_of(pages))),
}


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    print(json.dumps(MEASURES[sys.argv[1]]()))
