"""A window that rests when nobody types: no caret blinks, and Qt has nothing left to tidy up."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication, QPixmapCache
from PySide6.QtWidgets import QLineEdit

_REST_AFTER = 10_000
"""Milliseconds without a key or a click; the same that GTK waits."""


class CaretRest(QObject):
    """Lets the caret of the fields it watches rest, and blink again as soon as it moves or gets the keyboard.

    Qt's cache of drawn icons is emptied then, too: Qt itself would wake every ten seconds, for minutes, to let
    go of it piece by piece.
    """

    def __init__(self, parent: QObject, *fields: QLineEdit) -> None:
        super().__init__(parent)
        self._blinking = QGuiApplication.styleHints().cursorFlashTime()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_AFTER)
        self._timer.timeout.connect(self._rest)
        # Not an event filter: for one, PySide6 loads every class of event that there is.
        for field in fields:
            for sign in (field.cursorPositionChanged, field.selectionChanged, field.textEdited):
                sign.connect(self._wake)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusObjectChanged.connect(self._wake)
        self._timer.start()

    def _wake(self) -> None:
        if self._blinking > 0:
            QGuiApplication.styleHints().setCursorFlashTime(self._blinking)
            self._timer.start()

    def _rest(self) -> None:
        QGuiApplication.styleHints().setCursorFlashTime(0)
        QPixmapCache.clear()
