"""The first and the last day of a period, asked for."""

from datetime import datetime

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QDateEdit, QDialog, QDialogButtonBox, QFormLayout, QToolButton

from faxviewer.domain.tone import Tone
from faxviewer.ui import sheets
from faxviewer.ui.buttons import name_standard
from faxviewer.ui.shapes import brush_of
from faxviewer.ui.theme import Theme


class PeriodDialog(QDialog):
    """Two dates, both included."""

    def __init__(self, parent: QToolButton) -> None:
        super().__init__(parent)
        self.setObjectName("period")
        Theme.in_force().dress(self, sheets.dialog)
        self.setWindowTitle("Show faxes of these days")
        self.first, self.last = _date("period.first", -30), _date("period.last", 0)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        name_standard(buttons, "period")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        form.addRow("From", self.first)
        form.addRow("To", self.last)
        form.addRow(buttons)
        Theme.in_force().changed.connect(self._tint)
        self._tint()

    def dates(self) -> tuple[datetime, datetime]:
        """Midnight of both days in the computer's zone, the earlier first."""
        first, last = sorted((_midnight(self.first.date()), _midnight(self.last.date())))
        return first, last

    def _tint(self) -> None:
        """Write the days of weekends, which Qt has pure red whatever lies behind it, so that they can be read."""
        weekend = QTextCharFormat()
        weekend.setForeground(brush_of(Theme.in_force().scheme.tones[Tone.FAILURE][0]))
        for edit in (self.first, self.last):
            for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
                edit.calendarWidget().setWeekdayTextFormat(day, weekend)


def _date(name: str, days: int) -> QDateEdit:
    edit = QDateEdit(QDate.currentDate().addDays(days))
    edit.setObjectName(name)
    edit.setCalendarPopup(True)
    return edit


def _midnight(day: QDate) -> datetime:
    return datetime(day.year(), day.month(), day.day()).astimezone()
