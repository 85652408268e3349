"""The narrow list: two lines a row, its place kept while rows come, go and change their order."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QCursor, QFocusEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from faxviewer.presenters.entries import Column, Entry, ListTimes
from faxviewer.ui.list_model import ENTRY_ROLE, FaxListModel
from faxviewer.ui.list_row import RowLook, paint_row, row_height
from faxviewer.ui.scroll_bars import ScrollBar
from faxviewer.ui.theme import Theme

_AHEAD: Final = 2
"""Heights of the list below the last row in view at which more rows are wanted."""

_AT_REST, _FOCUSED = QPalette.ColorRole.Base, QPalette.ColorRole.Highlight
"""The colours of the frame around the list."""


class FaxList(QTableView):
    """Shows a FaxListModel. A table of one column: QListView would measure every row anew for each page.

    `chosen` tells the Entry that the person moved to, once for each; `end_near` that there is little left below.
    """

    chosen = Signal(object)
    end_near = Signal()

    def __init__(self, model: FaxListModel, theme: Theme, times: ListTimes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("list.faxes")
        self.setAccessibleName("Faxes")
        self._rows = model
        self._theme = theme
        self._times = times
        self._anchor: tuple[QPersistentModelIndex, int] | None = None
        self._picked: tuple[str, str] | None = None
        self._picked_place: int | None = None
        self.setViewport(_viewport())
        ScrollBar(self, on_card=True)
        self.setModel(model)
        self.setFrameStyle(QFrame.Shape.Box | QFrame.Shadow.Plain)
        self.setForegroundRole(_AT_REST)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for column in Column:
            self.setColumnHidden(column, column is not Column.WHEN)
        self.horizontalHeader().setSectionResizeMode(Column.WHEN, QHeaderView.ResizeMode.Stretch)
        self._measure()
        model.layoutAboutToBeChanged.connect(self._remember_place)
        model.layoutChanged.connect(self._return_to_place)
        model.modelReset.connect(self._forget_place)
        self.verticalScrollBar().valueChanged.connect(self._look_ahead)
        self.verticalScrollBar().rangeChanged.connect(self._look_ahead)
        theme.changed.connect(self.viewport().update)

    @property
    def picked(self) -> Entry | None:
        """The fax that is selected."""
        current = self.currentIndex()
        return self._rows.entry(current.row()) if current.isValid() else None

    @property
    def is_end_near(self) -> bool:
        """Whether the last row is in view, or soon comes into it."""
        below = self.verticalHeader().length() - self.verticalScrollBar().value() - self.viewport().height()
        return below <= _AHEAD * self.viewport().height()

    def pick(self, row: int) -> None:
        """Select `row` and bring it into view."""
        self.setCurrentIndex(self._rows.index(row, Column.WHEN))

    def step(self, rows: int) -> None:
        """Select the fax so many rows further down (or up), as far as there are any."""
        last = self._rows.rowCount() - 1
        if last >= 0:
            current = self.currentIndex()
            self.pick(min(max(current.row() + rows, 0), last) if current.isValid() else 0)

    def mark(self, fax_id: str, user: str) -> None:
        """Say that this fax is the one in the form: it is selected where it is shown, and `chosen` keeps still.

        An empty ID says that no fax is in the form.
        """
        if (fax_id, user) == self._picked and self.currentIndex().isValid():
            return
        self._picked = (fax_id, user)
        row = self._rows.row_of(fax_id, user) if fax_id else None
        self._picked_place = None if row is None else self._rows.place(row)
        if row is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        elif row != self.currentIndex().row():
            self.setAutoScroll(False)  # whoever looks up by ID may be reading elsewhere in the list
            self.pick(row)
            self.setAutoScroll(True)

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        if not current.isValid():
            return
        entry = self._rows.entry(current.row())
        if (entry.fax_id, entry.user) != self._picked or not entry.fax_id:
            self._picked = (entry.fax_id, entry.user)
            self._picked_place = self._rows.place(current.row())
            self.chosen.emit(entry)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt makes the first row current when the keyboard merely comes by; nobody has chosen that fax.
        was_blocked = self.selectionModel().blockSignals(not self.currentIndex().isValid())
        super().focusInEvent(event)
        if self.selectionModel().blockSignals(was_blocked):
            self.selectionModel().clearCurrentIndex()
        self.setForegroundRole(_FOCUSED)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setForegroundRole(_AT_REST)

    def doItemsLayout(self) -> None:
        # Qt asks for it whenever font or style change. A `changeEvent` of our own would do as well, but PySide6 loads
        # every class of event that there is for whoever takes one of any kind: 0.6 MB.
        self._measure()
        super().doItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows in view. No delegate: for its options PySide6 makes a quarter of a megabyte of classes."""
        first, last = self.rowAt(event.rect().top()), self.rowAt(event.rect().bottom())
        if first < 0:
            return
        rows, current, chosen = self.viewport(), self.currentIndex(), self.selectionModel()
        pointer = rows.mapFromGlobal(QCursor.pos()) if rows.underMouse() else QPoint(-1, -1)
        with QPainter(rows) as painter:
            for row in range(first, (last if last >= 0 else self._rows.rowCount() - 1) + 1):
                index = self._rows.index(row, Column.WHEN)
                entry = index.data(ENTRY_ROLE)
                place = QRect(0, self.rowViewportPosition(row), rows.width(), self.rowHeight(row))
                look = RowLook(
                    self._theme.scheme,
                    self.font(),
                    selected=chosen.isSelected(index),
                    focused=self.hasFocus() and current == index,
                    hovered=place.contains(pointer),
                )
                paint_row(painter, place, entry, self._times.brief(entry.moment) if entry.moment else "", look)

    def _measure(self) -> None:
        height = row_height(self.font())
        header = self.verticalHeader()
        if header.defaultSectionSize() != height:
            header.setMinimumSectionSize(height)
            header.setDefaultSectionSize(height)
            self.verticalScrollBar().setSingleStep(height)

    def _remember_place(self) -> None:
        """The selected row where it is in view, else the topmost one; and how far below the edge it stands."""
        index = self.currentIndex()
        if not (index.isValid() and self.viewport().rect().intersects(self.visualRect(index))):
            index = self.indexAt(self.viewport().rect().topLeft())
        top = self.visualRect(index).top()
        self._anchor = (QPersistentModelIndex(index), top) if index.isValid() else None

    def _return_to_place(self) -> None:
        self.executeDelayedItemsLayout()
        anchor, top = self._anchor or (None, 0)
        self._anchor = None
        bar = self.verticalScrollBar()
        if anchor is not None and anchor.isValid():
            bar.setValue(bar.value() + self.rowViewportPosition(anchor.row()) - top)
        else:
            bar.setValue(0)
        if self.currentIndex().isValid():
            if anchor is None or not anchor.isValid():
                self.scrollTo(self.currentIndex())
        elif self._picked_place is not None:
            # What no longer matched is back among the rows.
            row = self._rows.row_at(self._picked_place)
            if row is not None:
                self.pick(row)
        self._look_ahead()

    def _forget_place(self) -> None:
        self._anchor = self._picked_place = None
        self.verticalScrollBar().setValue(0)  # rows that follow at once would be shown from where the last list stood

    def _look_ahead(self) -> None:
        if not self._rows.rowCount():
            return  # between two lists
        bar = self.verticalScrollBar()
        if bar.maximum() - bar.value() <= _AHEAD * self.viewport().height():
            self.end_near.emit()


def _viewport() -> QWidget:
    """What the rows are painted on.

    Of Qt's own making, PySide6 would have to find out what kind of widget it is, and for that load every
    class of widget that there is: 1.6 MB.
    """
    made = QWidget()
    made.setBackgroundRole(QPalette.ColorRole.Base)
    made.setAutoFillBackground(True)
    return made
