"""Paints the rows of the history as the list's own are painted."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QCursor, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from faxviewer.presenters.entries import Entry, ListTimes
from faxviewer.ui.list_model import ENTRY_ROLE
from faxviewer.ui.list_row import RowLook, paint_row, row_height
from faxviewer.ui.theme import Theme


class FaxDelegate(QStyledItemDelegate):
    """Two lines a row of `view`, from the colours in force.

    What state a row is in it asks the view: the option's own would load all of QStyle's enums, 0.4 MB.
    """

    def __init__(self, theme: Theme, times: ListTimes, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._theme = theme
        self._times = times

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(160, row_height(option.font))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry = index.data(ENTRY_ROLE)
        if not isinstance(entry, Entry):
            return
        view, rows, place = self._view, self._view.viewport(), option.rect
        look = RowLook(
            self._theme.scheme,
            option.font,
            selected=view.selectionModel().isSelected(index),
            focused=view.hasFocus() and view.currentIndex() == index,
            hovered=rows.underMouse() and place.contains(rows.mapFromGlobal(QCursor.pos())),
        )
        paint_row(painter, place, entry, self._times.brief(entry.moment) if entry.moment else "", look)
