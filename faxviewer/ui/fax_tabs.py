"""The form's tabs: *Details*, *Raw record*, and beside them how many departures there are."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from faxviewer.ui.buttons import button
from faxviewer.ui.flow import FlowLayout

DETAILS, RAW = range(2)


class FaxTabs(QWidget):
    """The row of tabs below the answer. The one that is chosen stays chosen for the next fax."""

    chosen = Signal(int)
    """DETAILS or RAW was turned to."""

    departures_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("fax_tabs")
        self._row = FlowLayout(self, 8)
        self._tabs = QButtonGroup(self)
        for tab, title, name, key in ((DETAILS, "Details", "details", "Ctrl+1"), (RAW, "Raw record", "raw", "Ctrl+2")):
            made = button(title, f"fax_tabs.{name}", "page")
            made.setCheckable(True)
            made.setToolTip(key)
            made.setAccessibleDescription("Part of the form")
            self._tabs.addButton(made, tab)
            self._row.addWidget(made)
        self._tabs.button(DETAILS).setChecked(True)
        self.departures = button("", "fax_tabs.departures", "flag")
        self.departures.setToolTip("Where this record is not as Fax.Plus documents it")
        self.departures.hide()
        self._row.addWidget(self.departures)
        self.last: QWidget = self.departures
        """The last of the row, for the order of the keyboard."""
        self._tabs.idToggled.connect(self._tell)
        self.departures.clicked.connect(self.departures_wanted)

    @property
    def is_raw(self) -> bool:
        """Whether the raw record is the tab in view."""
        return self._tabs.checkedId() == RAW

    def turn_to(self, tab: int) -> None:
        """Choose DETAILS or RAW."""
        self._tabs.button(tab).setChecked(True)

    def focus_tab(self) -> None:
        """Put the keyboard on the tab in view; the arrow keys turn to the other."""
        self._tabs.button(self._tabs.checkedId()).setFocus()

    def show_departures(self, count: int) -> None:
        """Say how many there are; nothing where the record is as documented."""
        self.departures.setText(f"⚑ {count} {'departure' if count == 1 else 'departures'}")
        self.departures.setVisible(count > 0)

    def add_tool(self, tool: QWidget) -> None:
        """Put a flat button of another feature at the end of the row."""
        self._row.addWidget(tool)
        self.setTabOrder(self.last, tool)
        self.last = tool

    def _tell(self, tab: int, chosen: bool) -> None:
        if chosen:
            self.chosen.emit(tab)
