"""The rows of the list pane as Qt asks for them: appended page by page, filtered and sorted without a hitch."""

import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from faxviewer.domain.fax import Direction
from faxviewer.domain.tone import Tone
from faxviewer.presenters.entries import TITLES, Column, Entry, EntryPage, ListTimes
from faxviewer.presenters.entry_index import Arrangement, EntryIndex, Wish
from faxviewer.presenters.entry_search import read_query
from faxviewer.ui.labels import escaped
from faxviewer.ui.phone_numbers import readable

ENTRY_ROLE: Final = Qt.ItemDataRole.UserRole
"""The Entry itself."""

SLICE_SECONDS: Final = 0.004
"""How long a search may hold up everything else in one turn of the event loop."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


class FaxListModel(QAbstractTableModel):
    """One list of one user. Rows that were selected or scrolled to stay so whatever arrives.

    What the person wishes to see (words, tones, direction, sorting) is worked out in slices; until it is there the
    rows stand as they are, and a newer wish takes the place of an older. `rearranged` tells that it is there,
    `counted` that `counts` changed.
    """

    rearranged = Signal()
    counted = Signal()

    def __init__(self, times: ListTimes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._times = times
        self.disguise: Callable[[Entry], Entry] = lambda entry: entry
        """What is told of a row in place of it; `redraw` where that changes."""
        self._index = EntryIndex()
        self._wish = Wish()
        self._work: Generator[None, None, Arrangement] | None = None
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._go_on)

    # What is in it

    @property
    def total(self) -> int:
        """How many faxes the list has, shown or not."""
        return len(self._index.entries)

    @property
    def counts(self) -> dict[Tone, int]:
        """How many rows each tone would show, with the words and the direction that are wished for."""
        return self._index.counts

    @property
    def wish(self) -> Wish:
        """What the person wants to see; `is_working` until the rows are that."""
        return self._wish

    @property
    def is_working(self) -> bool:
        """Whether the rows don't show yet what is wished for."""
        return self._work is not None

    def entry(self, row: int) -> Entry:
        """The fax in `row`, as counted from the top of what is shown."""
        return self._index.entries[self._index.shown[row]]

    def row_of(self, fax_id: str, user: str) -> int | None:
        """The row that shows this fax, if one does."""
        rows = enumerate(self._index.shown)
        entries = self._index.entries
        return next(
            (row for row, place in rows if (entries[place].fax_id, entries[place].user) == (fax_id, user)), None
        )

    def place(self, row: int) -> int:
        """Which of all faxes, as they came, is in `row`: good until `clear`, whatever is shown."""
        return self._index.shown[row]

    def row_at(self, place: int) -> int | None:
        """The row that shows the fax at `place`, if one does."""
        return self._index.row_of(place)

    def append(self, page: EntryPage) -> None:
        """Put `page` behind what is there, or where it belongs among sorted rows."""
        for row, places in self._index.add(page):
            self.beginInsertRows(_NOWHERE, row, row + len(places) - 1)
            self._index.show(row, places)
            self.endInsertRows()
        self.counted.emit()

    def replace(self, row: int, page: EntryPage) -> None:
        """Show the one entry of `page` in place of that in `row`: the same fax, fetched anew."""
        self._index.replace((self._index.shown[row],), page)
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))
        self.counted.emit()
        if self._work:
            self._start()

    def replace_at(self, places: Sequence[int], page: EntryPage) -> None:
        """Show the entries of `page` in place of those at `places`, sorted and filtered as is wished for."""
        self._index.replace(places, page)
        if self._work or self._wish != Wish():
            self._start()
        else:
            self.dataChanged.emit(self.index(min(places), 0), self.index(max(places), len(Column) - 1))
        self.counted.emit()

    def redraw(self) -> None:
        """Have the rows that are in view drawn anew."""
        if self._index.shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._index.shown) - 1, len(Column) - 1))

    def clear(self) -> None:
        """Forget every fax, for another list or another user. What is wished for stays."""
        self._stop()
        self.beginResetModel()
        self._index = EntryIndex(self._wish)
        self.endResetModel()
        self.counted.emit()

    # What is shown of it

    def search(self, typed: str) -> None:
        """Show the rows that have all the words of `typed`, in whichever columns."""
        self._want(replace(self._wish, query=read_query(typed)))

    def show_tones(self, tones: frozenset[Tone]) -> None:
        """Show the rows whose status has one of `tones`; none means all."""
        self._want(replace(self._wish, tones=tones))

    def show_direction(self, direction: Direction | None) -> None:
        """Show the rows that went this way; None means all."""
        self._want(replace(self._wish, direction=direction))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by `column`, equals as they came; −1 as the list came (newest first)."""
        chosen = Column(column) if column >= 0 else None
        self._want(replace(self._wish, column=chosen, descending=order == Qt.SortOrder.DescendingOrder))

    def _want(self, wish: Wish) -> None:
        if wish != self._wish:
            self._wish = wish
            self._start()

    def _start(self) -> None:
        self._work = self._index.arranged(self._wish)
        self._turn.start()
        self._go_on()  # a list of some thousand rows is done before anything is painted

    def _stop(self) -> None:
        self._work = None
        self._turn.stop()

    def _go_on(self) -> None:
        end = time.perf_counter() + SLICE_SECONDS
        while self._work is not None:
            try:
                next(self._work)
            except StopIteration as done:
                self._stop()
                self._take(done.value)
            if time.perf_counter() >= end:
                return

    def _take(self, arrangement: Arrangement) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        places = [self._index.shown[index.row()] for index in before]
        self._index.take(arrangement)
        rows = {place: self._index.row_of(place) for place in set(places)}
        after = [
            _NOWHERE if (row := rows[place]) is None else self.index(row, index.column())
            for place, index in zip(places, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
        self.counted.emit()
        self.rearranged.emit()

    # What Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._index.shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return TITLES[section] if 0 <= section < len(TITLES) else None
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == ENTRY_ROLE:
            return self.disguise(self.entry(index.row()))
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(self.disguise(self.entry(index.row())), Column(index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            # The narrow list shows the first column alone, with all of the row in it.
            entry, column = self.disguise(self.entry(index.row())), Column(index.column())
            return self._sentence(entry) if column is Column.WHEN else f"{TITLES[column]}: {self._text(entry, column)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<p>{escaped(self._sentence(self.disguise(self.entry(index.row()))))}</p>"
        return None

    def _text(self, entry: Entry, column: Column) -> str:
        match column:
            case Column.WHEN:
                return self._times.brief(entry.moment) if entry.moment else ""
            case Column.FROM:
                return readable(entry.sender)
            case Column.TO:
                return readable(entry.recipient)
            case Column.PAGES:
                return entry.pages
            case Column.STATUS:
                return entry.status_label
            case Column.FILE_NAME:
                return entry.file_name
            case Column.READ:
                return entry.read_mark
            case Column.OWNER:
                return entry.owner

    def _sentence(self, entry: Entry) -> str:
        """The whole row as a screen reader says it."""
        way = {Direction.INCOMING: "From", Direction.OUTGOING: "To", None: "Fax"}[entry.direction]
        parts = (
            f"{way} {readable(entry.party)}" if entry.party else f"{way} an unknown number",
            entry.status_label,
            entry.pages_in_words,
            self._text(entry, Column.WHEN),
            entry.read_mark,
            entry.file_name,
            entry.owner,
        )
        return ", ".join(part for part in parts if part)
