"""The form by itself: how it lays out what it is given."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from faxviewer.presenters.form import Desk
from faxviewer.presenters.page import Page, page_of
from faxviewer.ui.fax_page import FaxPage
from faxviewer.ui.theme import Theme
from faxviewer.ui.value_label import ValueLabel
from tests.fakes.views import PlainFormats, fax


def page(**values: object) -> Page:
    return page_of(fax("5e7de3ad54cfd54eb568cc76", **values), "self", Desk(PlainFormats()))


@pytest.mark.parametrize("width", [480, 700, 1280])
def test_every_value_has_the_height_that_its_text_needs(qtbot: QtBot, width: int) -> None:
    form = FaxPage(Theme())
    qtbot.addWidget(form)
    form.resize(1280, 800)
    form.show()
    form.show_page(page(comment="short", header="short"))
    QApplication.processEvents()
    form.resize(width, 800)
    QApplication.processEvents()
    # The second fax is the one that matters: the cards have stood in both arrangements by then.
    form.show_page(page(comment="word " * 300, header="H" * 200))
    QApplication.processEvents()
    for name in ("field.comment", "field.header"):
        value = form.findChild(ValueLabel, name)
        row = value.parentWidget()
        assert row.height() >= value.geometry().bottom(), f"{name} is cut off"
        assert value.height() >= value.heightForWidth(value.width()), f"{name} is cut off"
