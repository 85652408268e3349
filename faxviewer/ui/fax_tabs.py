"""The form's tabs: *Details*, *Raw record*, and beside them how many departures there are."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabBar, QWidget

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
        self.bar = QTabBar()
        self.bar.setObjectName("fax_tabs.bar")
        self.bar.setAccessibleName("Parts of the form")
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self.bar.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for title, key in (("Details", "Ctrl+1"), ("Raw record", "Ctrl+2")):
            self.bar.setTabToolTip(self.bar.addTab(title), key)
        self.departures = button("", "fax_tabs.departures", "flag")
        self.departures.setToolTip("Where this record is not as Fax.Plus documents it")
        self.departures.hide()
        self._row = FlowLayout(self, 8)
        for widget in (self.bar, self.departures):
            self._row.addWidget(widget)
        self.last: QWidget = self.departures
        """The last of the row, for the order of the keyboard."""
        self.bar.currentChanged.connect(self.chosen)
        self.departures.clicked.connect(self.departures_wanted)

    @property
    def is_raw(self) -> bool:
        """Whether the raw record is the tab in view."""
        return self.bar.currentIndex() == RAW

    def turn_to(self, tab: int) -> None:
        """Choose DETAILS or RAW."""
        self.bar.setCurrentIndex(tab)

    def show_departures(self, count: int) -> None:
        """Say how many there are; nothing where the record is as documented."""
        self.departures.setText(f"⚑ {count} {'departure' if count == 1 else 'departures'}")
        self.departures.setVisible(count > 0)

    def add_tool(self, tool: QWidget) -> None:
        """Put a flat button of another feature at the end of the row."""
        self._row.addWidget(tool)
        self.setTabOrder(self.last, tool)
        self.last = tool
