"""Can the days of the calendar be read, weekends too."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from pytestqt.qtbot import QtBot

from faxviewer.domain.tone import Tone
from faxviewer.ui.buttons import ToolButton
from faxviewer.ui.period_dialog import PeriodDialog
from faxviewer.ui.theme import DARK, LIGHT, Scheme, Theme
from tests.unit.ui import schemes
from tests.unit.ui.test_theme import ENOUGH, contrast


@schemes.ALL
def test_weekends_can_be_read_also_after_a_change_of_the_scheme(qtbot: QtBot, scheme: Scheme) -> None:
    theme = Theme()
    theme.use(DARK if scheme is LIGHT else LIGHT)
    holder = ToolButton()
    qtbot.addWidget(holder)
    dialog = PeriodDialog(holder)
    theme.use(scheme)
    for edit in (dialog.first, dialog.last):
        calendar = edit.calendarWidget()
        ground = calendar.palette().color(QPalette.ColorRole.Base).name()
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            assert contrast(calendar.weekdayTextFormat(day).foreground().color().name(), ground) >= ENOUGH
        drawn = calendar.grab().toImage()
        painted = {drawn.pixelColor(x, y).name().upper() for x in range(drawn.width()) for y in range(drawn.height())}
        assert scheme.tones[Tone.FAILURE][0].upper() in painted and "#FF0000" not in painted
