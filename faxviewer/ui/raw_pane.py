"""The pane of the raw record: its text, its departures, a search, and what can be copied (implements RawView)."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QVBoxLayout, QWidget

from faxviewer.presenters.raw import Flaw, found_words
from faxviewer.presenters.raw_layout import Line
from faxviewer.ui import sheets
from faxviewer.ui.buttons import button
from faxviewer.ui.departure_list import DepartureList
from faxviewer.ui.fields import Field
from faxviewer.ui.flow import FlowLayout
from faxviewer.ui.labels import plain_label
from faxviewer.ui.menus import Menu
from faxviewer.ui.raw_text import RawText
from faxviewer.ui.theme import Theme

_NARROW = 640
"""Width in pixels below which the departures stand below the text."""


class RawPane(QWidget):
    """Built at the first use of its tab."""

    layout_wanted = Signal(bool)
    """Exact, or indented (true)."""
    searched = Signal(str, int, bool)
    """What to look for, from which offset of the reply on, and whether backwards."""
    more_wanted = Signal()
    flaw_wanted = Signal(object)
    copy_wanted = Signal(str)
    """What was selected; empty for the whole record."""
    path_wanted = Signal()
    report_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("raw")
        self.text = RawText(theme)
        self.text.setAccessibleDescription("As Fax.Plus sent it, to be read and copied. Ctrl+F searches it.")
        self.departures = DepartureList()
        self.exact = button("Exact", "raw.exact", "tab")
        self.indented = button("Indented", "raw.indented", "tab")
        self.exact.setToolTip("As it came, to the letter")
        self.indented.setToolTip("One value to a line; only spaces between values differ")
        self._modes = QButtonGroup(self)
        for mode in (self.exact, self.indented):
            mode.setCheckable(True)
            self._modes.addButton(mode)
        self.indented.setChecked(True)
        self.search = Field()
        self.search.setObjectName("raw.search")
        self.search.setPlaceholderText("Search the record")
        self.search.setAccessibleName("Search the raw record")
        self.search.setToolTip("Enter: next match; Shift+Enter: previous (Ctrl+F)")
        self.search.setFixedWidth(180)
        self.found = plain_label("", "muted")
        self.found.setObjectName("raw.found")
        self.found.setWordWrap(False)
        self.copy = button("Copy", "raw.copy")
        self.copy.setToolTip("Copy the selection, or else the whole record as it came")
        self.copy_path = button("Copy path", "raw.copy_path")
        self.copy_path.setToolTip("Copy the path of the value at the cursor (Ctrl+Shift+P)")
        self.report = button("Report to the vendor", "raw.report")
        self.report.setToolTip("Copy the departures and the record for Fax.Plus support, what is personal hidden")
        self.path = plain_label("", "small")
        self.path.setObjectName("raw.path")
        self.reason = plain_label("", "muted")
        self.reason.setObjectName("raw.reason")
        self.more = button("Show more", "raw.more", "link")
        tools = QWidget()
        row = FlowLayout(tools, 8)
        for tool in (self.exact, self.indented, self.search, self.found, self.copy, self.copy_path, self.report):
            row.addWidget(tool)
        self._panes = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._panes.setSpacing(12)
        self._panes.addWidget(self.text, 1)
        self._panes.addWidget(self.departures)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(tools)
        column.addWidget(self.reason)
        column.addLayout(self._panes, 1)
        column.addWidget(self.more)
        column.addWidget(self.path)
        self._narrow: bool | None = None
        self._list_wanted = False
        self._departure_wanted = ""
        self.indented.toggled.connect(self.layout_wanted)
        self.search.textEdited.connect(lambda: self._search_on(0))
        self.copy.clicked.connect(lambda: self.copy_wanted.emit(self.text.selected()))
        self.copy_path.clicked.connect(self.path_wanted)
        self.report.clicked.connect(self.report_wanted)
        self.more.clicked.connect(self.more_wanted)
        self.departures.wanted.connect(self.flaw_wanted)
        theme.dress(self, sheets.reading, sheets.scroll_bar, sheets.own_field)
        self._arrange(narrow=False)
        self.clear("")

    # RawView

    def clear(self, reason: str) -> None:
        self.text.clear_lines()
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        self.text.setVisible(not reason)
        for tool in (self.search, self.copy, self.copy_path, self.report):
            tool.setEnabled(not reason)
        self.more.hide()
        self.path.setText("")

    def add_lines(self, lines: Sequence[Line]) -> None:
        self.text.add_lines(lines)

    def show_rest(self, characters: int) -> None:
        self.more.setText(f"Show more ({characters:,} characters follow)")
        self.more.setVisible(characters > 0)

    def show_flaws(self, flaws: Sequence[Flaw]) -> None:
        self.text.show_flaws(flaws)
        self.departures.show_flaws(flaws)
        self.departures.setVisible(bool(flaws))
        if flaws and self._list_wanted:
            self.focus_departures()
        if flaws and self._departure_wanted:
            self.lead_to_departure(self._departure_wanted)

    def go_to(self, start: int, end: int) -> None:
        self.text.go_to(start, end)

    def show_found(self, position: int, count: int, *, searching: bool) -> None:
        said = found_words(position, count, searching=searching) if self.search.text() else ""
        self.found.setMinimumHeight(self.search.height())  # so that its words stand on the field's line
        self.found.setText(said)
        self.search.setAccessibleDescription(said)

    # The pane itself

    def show_path(self, path: str) -> None:
        """Say where the cursor stands."""
        self.path.setText(f"Path: {path or '(the whole record)'}" if self.text.lines else "")

    def focus_search(self) -> None:
        """The keyboard to the search, ready to type over."""
        self.search.setFocus()
        self.search.selectAll()

    def focus_departures(self) -> None:
        """The keyboard to the list of departures, as soon as it is there."""
        self._list_wanted = not self.departures.count()
        if self.departures.count():
            self.departures.setFocus()
            self.departures.setCurrentRow(0)

    def lead_to_departure(self, path: str) -> None:
        """Show the departure of the field with this API path in its place, as soon as the departures are there."""
        self._departure_wanted = "" if self.departures.count() else path
        self.departures.lead_to(path)

    def expect_nothing(self) -> None:
        """What was to be done with the departures is not to be done with another record's."""
        self._list_wanted, self._departure_wanted = False, ""

    def event(self, event: QEvent) -> bool:
        # The window's own Ctrl+F filters the list; while the keyboard is here it searches here.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.matches(QKeySequence.StandardKey.Find):
            self.focus_search()
        elif _is_path_key(event):
            self.path_wanted.emit()
        elif event.key() == Qt.Key.Key_F3 or (
            self.search.hasFocus() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self._search_on(self.text.offset if back else max(self.text.end_offset, self.text.offset), back=back)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Copy", lambda: self.copy_wanted.emit(self.text.selected()))
        menu.addAction("Copy path", self.path_wanted.emit)
        menu.addAction("Select all", self.text.selectAll)
        menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(narrow=self.width() < _NARROW)

    def _search_on(self, offset: int, *, back: bool = False) -> None:
        self.searched.emit(self.search.text(), offset, back)

    def _arrange(self, *, narrow: bool) -> None:
        if narrow == self._narrow:
            return
        self._narrow = narrow
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._panes.setDirection(direction)
        self.departures.setMaximumSize(16_777_215 if narrow else 280, 180 if narrow else 16_777_215)
        self.setMinimumHeight(520 if narrow else 360)


def _is_path_key(event: QKeyEvent) -> bool:
    control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    return event.key() == Qt.Key.Key_P and event.modifiers() == control


def _is_own(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Find) or _is_path_key(event)
