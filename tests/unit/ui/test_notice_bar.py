"""The glyph of a notice says what kind of news it is."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from faxviewer.domain.tone import Tone
from faxviewer.presenters.notices import Notice
from faxviewer.ui import icons
from faxviewer.ui.notice_bar import NoticeBar
from faxviewer.ui.theme import Theme


@pytest.mark.parametrize(
    ("tone", "name"),
    [(Tone.UNKNOWN, "info"), (Tone.SUCCESS, "success"), (Tone.FAILURE, "broken"), (Tone.PARTIAL, "broken")],
)
def test_a_plain_word_asks_no_question(qtbot: QtBot, tone: Tone, name: str) -> None:
    theme = Theme()
    window = QWidget()
    qtbot.addWidget(window)
    bar = NoticeBar(theme, window)
    bar.tell(Notice("The fax ID is on the clipboard", tone=tone))
    glyph = bar.findChild(QLabel, "notice.glyph")
    assert glyph is not None
    expected = icons.pixmap(name, theme.scheme.tones[tone][0], 22, bar.devicePixelRatioF())
    assert glyph.pixmap().toImage() == expected.toImage()
