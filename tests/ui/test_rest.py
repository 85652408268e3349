"""A window that nobody types in comes to rest, and wakes with the next key."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPixmap, QPixmapCache
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from faxviewer.ui.caret import CaretRest

BLINKING = 1_000


@pytest.fixture
def field(qapp: QApplication) -> Iterator[QLineEdit]:
    hints = QGuiApplication.styleHints()
    before = hints.cursorFlashTime()
    hints.setCursorFlashTime(BLINKING)
    field = QLineEdit()
    yield field
    field.deleteLater()
    hints.setCursorFlashTime(before)


def rested(field: QLineEdit) -> CaretRest:
    """The rest that watches `field`, its ten seconds over."""
    rest = CaretRest(field, field)
    timer = rest.findChild(QTimer)
    assert timer is not None and timer.isActive() and timer.isSingleShot()
    timer.timeout.emit()
    return rest


def test_the_caret_rests_and_blinks_again_from_the_next_key_on(field: QLineEdit) -> None:
    rest = rested(field)
    assert QGuiApplication.styleHints().cursorFlashTime() == 0
    QTest.keyClick(field, Qt.Key.Key_A)
    assert QGuiApplication.styleHints().cursorFlashTime() == BLINKING
    assert field.text() == "a"
    assert rest.parent() is field


def test_nothing_is_left_that_qt_would_wake_for(field: QLineEdit) -> None:
    QPixmapCache.insert("an icon", QPixmap(20, 20))
    rested(field)
    left = QPixmap()
    assert not QPixmapCache.find("an icon", left)
