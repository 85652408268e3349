"""The departures of a record beside its text: field, reason and rule of each, leading to its place."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from faxviewer.presenters.raw import Flaw


class DepartureList(QListWidget):
    """Shows flaws; a click or Enter on one leads to its place."""

    wanted = Signal(object)
    """The Flaw whose place to show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("raw.departures")
        self.setAccessibleName("Departures from the documented record")
        self.setAccessibleDescription("Enter leads to the place of a departure in the record")
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._flaws: tuple[Flaw, ...] = ()
        self.itemClicked.connect(self._lead)
        self.itemActivated.connect(self._lead)

    def show_flaws(self, flaws: Sequence[Flaw]) -> None:
        """List them, nothing selected."""
        self._flaws = tuple(flaws)
        self.clear()
        for flaw in flaws:
            item = QListWidgetItem(described(flaw))
            item.setToolTip("")
            self.addItem(item)

    def lead_to(self, path: str) -> None:
        """Choose the first departure of the field with this API path, and lead to its place; none where it has none."""
        found = next((row for row, flaw in enumerate(self._flaws) if flaw.path == path), None)
        if found is not None:
            self.setCurrentRow(found)
            self.wanted.emit(self._flaws[found])

    def sizeHint(self) -> QSize:
        return QSize(260, 120)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 80)

    def _lead(self, item: QListWidgetItem) -> None:
        self.wanted.emit(self._flaws[self.row(item)])


def described(flaw: Flaw) -> str:
    """One departure in three lines."""
    named = flaw.field if flaw.field.lower().replace(" ", "_") == flaw.path else f"{flaw.field} ({flaw.path})"
    return f"⚑ {named}\n{flaw.reason}\nDocumented: {flaw.rule} – vendor {flaw.page}"
