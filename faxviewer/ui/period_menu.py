"""The choice of a period: usual ones by one click, or two dates."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup

from faxviewer.domain.listing import Period
from faxviewer.ui.buttons import ToolButton
from faxviewer.ui.menus import Menu

if TYPE_CHECKING:
    from faxviewer.ui.period_dialog import PeriodDialog

_DAYS = {"Any time": 0, "Today": 1, "Last 7 days": 7, "Last 30 days": 30, "Last 12 months": 365}
_DATES = "Dates…"


class PeriodMenu(ToolButton):
    """Emits `chosen` with a Period in UTC whose days are those of the computer's zone."""

    chosen = Signal(Period)

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__("choice")
        self.setObjectName("list.period")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(ToolButton.ToolButtonPopupMode.InstantPopup)
        self._now = now
        self._dates: PeriodDialog | None = None
        menu = Menu(self)
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
            from faxviewer.ui.period_dialog import PeriodDialog  # its kinds of fields take 0.3 MB

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
