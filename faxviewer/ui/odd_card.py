"""The card below the facts: where the record is not as documented, each place a step from the raw record."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from faxviewer.presenters.form import Row
from faxviewer.ui.buttons import button
from faxviewer.ui.frames import CardFrame
from faxviewer.ui.labels import plain_label


class OddCard(CardFrame):
    """A line for each field that departs. Its *Show* button is called `odd_card.show.<API path>`."""

    wanted = Signal(str)
    """The API path of the field whose place in the raw record to show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, odd=True)
        self.setObjectName("odd_card")
        self.setAccessibleName("Departures")
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(16, 12, 16, 12)
        self.lines.setSpacing(0)
        self._count = _text()
        self.lines.addWidget(self._count)
        self._lines: list[_Line] = []
        self.hide()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Say what is odd about `rows`; nothing, and no card, where nothing is."""
        odd = [row for row in rows if row.odd]
        self._count.setText(_count(len(odd)))
        for position, row in enumerate(odd):
            if position == len(self._lines):
                self._lines.append(_Line(self))
                self.lines.addWidget(self._lines[-1])
            self._lines[position].show_row(row)
            self._lines[position].show()
        for spare in self._lines[len(odd) :]:
            spare.hide()
        self.setVisible(bool(odd))

    @property
    def buttons(self) -> list[QPushButton]:
        """The *Show* buttons, from the top."""
        return [line.show_button for line in self._lines]


class _Line(QWidget):
    def __init__(self, card: OddCard) -> None:
        super().__init__(card)
        self._api_name = ""
        self._text = _text()
        self.show_button = button("Show", "", "flag")
        self.show_button.setToolTip("Show this place in the raw record")
        self.show_button.clicked.connect(lambda: card.wanted.emit(self._api_name))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._text, 1)
        line.addWidget(self.show_button)

    def show_row(self, row: Row) -> None:
        self._api_name = row.api_name
        self._text.setText(f"{row.label} ({row.api_name}): {row.odd}")
        self.show_button.setObjectName(f"odd_card.show.{row.api_name}")
        self.show_button.setAccessibleName(f"Show {row.label} in the raw record")
        self.show_button.setAccessibleDescription(row.odd)


def _text() -> QLabel:
    label = plain_label("", "flagged")
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _count(departures: int) -> str:
    if departures == 1:
        return "1 place in this record is not as Fax.Plus documents it:"
    return f"{departures} places in this record are not as Fax.Plus documents them:"
