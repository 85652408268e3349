"""The rows of the history as Qt asks for them, and the list that shows them."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from faxviewer.presenters.entries import Entry, ListTimes
from faxviewer.ui.labels import escaped
from faxviewer.ui.list_delegate import FaxDelegate
from faxviewer.ui.list_model import ENTRY_ROLE
from faxviewer.ui.scroll_bars import ScrollBar
from faxviewer.ui.theme import Theme

_ROOT = QModelIndex()


class HistoryModel(QAbstractListModel):
    """The rows in view; a few hundred at the most, so they are put in place of one another."""

    def __init__(self, times: ListTimes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._times = times
        self.rows: tuple[Entry, ...] = ()

    def show_rows(self, rows: tuple[Entry, ...]) -> None:
        """Put `rows` in place of those that stand; where they are the same faxes, only their texts change."""
        same = _keys(rows) == _keys(self.rows)
        if not same:
            self.beginResetModel()
        self.rows = rows
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def place_of(self, entry: Entry) -> QModelIndex:
        """Where the row of the same fax is; an invalid index where it isn't in view."""
        keys = _keys(self.rows)
        key = (entry.fax_id, entry.user)
        return self.index(keys.index(key)) if key in keys else _ROOT

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self.rows[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._said(entry)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<p>{escaped(self._said(entry))}</p>"
        return None

    def _said(self, entry: Entry) -> str:
        when = self._times.brief(entry.moment) if entry.moment else ""
        parts = (entry.fax_id, entry.status_label, when, entry.owner, entry.file_name)
        return ", ".join(part for part in parts if part)


class HistoryRows(QListView):
    """Shows a HistoryModel; the selected row stays selected, and where it is."""

    def __init__(self, model: HistoryModel, theme: Theme, times: ListTimes) -> None:
        super().__init__()
        self.setObjectName("history.rows")
        self.setAccessibleName("Faxes that were looked up")
        self._theme = theme
        self._rows = model
        self.setModel(model)
        ScrollBar(self, on_card=True)
        self.setItemDelegate(FaxDelegate(theme, times, self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self._recolour)
        self._recolour()

    @property
    def picked(self) -> Entry | None:
        """The row that is selected."""
        index = self.currentIndex()
        return self._rows.rows[index.row()] if index.isValid() else None

    def show_rows(self, rows: tuple[Entry, ...]) -> None:
        """Show `rows`."""
        picked, place = self.picked, self.verticalScrollBar().value()
        self._rows.show_rows(rows)
        if picked and self.picked is None:
            self.setCurrentIndex(self._rows.place_of(picked))
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(place)

    def _recolour(self) -> None:
        scheme = self._theme.scheme
        # The row's own ground would lie behind the delegate's.
        self.setStyleSheet(
            f"QListView {{ background: {scheme.card}; border: 1px solid transparent; border-radius: 6px;"
            " selection-background-color: transparent; outline: none; }"
            f"QListView:focus {{ border: 1px solid {scheme.accent}; }}"
        )
        self.viewport().update()


def _keys(rows: tuple[Entry, ...]) -> list[tuple[str, str]]:
    return [(each.fax_id, each.user) for each in rows]
