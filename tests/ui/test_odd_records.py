"""Records of every oddness straight into the window: none raises, and no row of the form stays empty."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from faxviewer.faxplus.reply import Reply
from faxviewer.faxplus.wire import read_fax, read_outbox
from faxviewer.presenters.form import GROUPS, Desk
from faxviewer.presenters.page import page_of
from faxviewer.ui.locale_formats import LocaleFormats
from faxviewer.ui.main_window import MainWindow
from faxviewer.ui.theme import Theme
from faxviewer.ui.value_label import ValueLabel
from tests.fakes.records import odd_records
from tests.ui.desk import settle

RECORDS = 300
ASKED = "5e7de3ad54cfd54eb568cc76"


def test_no_record_however_odd_raises_or_empties_a_row(qapp: QApplication) -> None:
    window = MainWindow(Theme())
    window.furnish()
    window.show_signed_in()
    window.show()
    values = [window.findChild(ValueLabel, f"field.{field.path}") for group in GROUPS for field in group.fields]
    desk = Desk(LocaleFormats())

    @settings(max_examples=RECORDS, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(record=odd_records(), in_outbox=st.booleans(), width=st.sampled_from((480, 900, 1280)))
    def shown(record: dict[str, Any], in_outbox: bool, width: int) -> None:
        reply = Reply(200, {}, json.dumps(record).encode())
        fax = read_outbox(ASKED, reply) if in_outbox else read_fax(ASKED, reply)
        page = page_of(fax, "self", desk)
        window.resize(width, 700)
        window.lookup.show_loading(ASKED)
        window.lookup.show_fax(page)
        settle()
        for value in values:
            assert value is not None and value.isVisible()
            assert value.text().strip() and value.value().strip() and value.height() > 0 and value.width() > 0
        others = window.lookup.fax.others.findChildren(ValueLabel)
        assert len(others) == len(page.others)
        assert all(other.isVisible() and other.text().strip() for other in others)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert window.lookup.fax.answer.headline.text()

    shown()
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
