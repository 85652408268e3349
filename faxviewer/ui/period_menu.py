"""The choice of a period: usual ones by one click, or two dates."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QDateEdit, QDialog, QDialogButtonBox, QFormLayout, QMenu, QToolButton

from faxviewer.domain.listing import Period

_DAYS = {"Any time": 0, "Today": 1, "Last 7 days": 7, "Last 30 days": 30, "Last 12 months": 365}
_DATES = "Dates…"


class PeriodMenu(QToolButton):
    """Emits `chosen` with a Period in UTC whose days are those of the computer's zone."""

    chosen = Signal(Period)

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__()
        self.setObjectName("list.period")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._now = now
        self._dates: PeriodDialog | None = None
        menu = QMenu(self)
        group = QActionGroup(self)
        for text in (*_DAYS, _DATES):
            action = QAction(text, group)
            action.setCheckable(text != _DATES)
            menu.addAction(action)
        group.actions()[0].setChecked(True)
        group.triggered.connect(self._take)
        self.setMenu(menu)
        self._say(next(iter(_DAYS)))

    def _take(self, action: QAction) -> None:
        if action.text() == _DATES:
            self._ask()
            return
        self._say(action.text())
        days = _DAYS[action.text()]
        midnight = self._now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
        after = (midnight - timedelta(days=days - 1)).astimezone(UTC) if days else None
        self.chosen.emit(Period(after))

    def _ask(self) -> None:
        if self._dates is None:
            self._dates = PeriodDialog(self)
            self._dates.accepted.connect(self._take_dates)
        self._dates.open()

    def _take_dates(self) -> None:
        if self._dates:
            first, last = self._dates.dates()
            self._say(f"{first:%Y-%m-%d} – {last:%Y-%m-%d}")
            self.chosen.emit(Period(first.astimezone(UTC), (last + timedelta(days=1)).astimezone(UTC)))

    def _say(self, text: str) -> None:
        self.setText(f"{text} ▾")
        self.setAccessibleName(f"Period: {text}")


class PeriodDialog(QDialog):
    """Two dates, both included."""

    def __init__(self, parent: QToolButton) -> None:
        super().__init__(parent)
        self.setObjectName("period")
        self.setWindowTitle("Show faxes of these days")
        self.first, self.last = _date("period.first", -30), _date("period.last", 0)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        form.addRow("From", self.first)
        form.addRow("To", self.last)
        form.addRow(buttons)

    def dates(self) -> tuple[datetime, datetime]:
        """Midnight of both days in the computer's zone, the earlier first."""
        first, last = sorted((_midnight(self.first.date()), _midnight(self.last.date())))
        return first, last


def _date(name: str, days: int) -> QDateEdit:
    edit = QDateEdit(QDate.currentDate().addDays(days))
    edit.setObjectName(name)
    edit.setCalendarPopup(True)
    return edit


def _midnight(day: QDate) -> datetime:
    return datetime(day.year(), day.month(), day.day()).astimezone()
