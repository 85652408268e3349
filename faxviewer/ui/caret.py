"""A window that rests when nobody types: no caret blinks, and Qt has nothing left to tidy up."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QPixmapCache
from PySide6.QtWidgets import QLineEdit

_REST_AFTER = 10_000
"""Milliseconds without a key or a click; the same that GTK waits."""

_WAKING = (QEvent.Type.KeyPress, QEvent.Type.FocusIn, QEvent.Type.MouseButtonPress)


class CaretRest(QObject):
    """Lets the caret of the fields it watches rest, and blink again from the next key on.

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
        for field in fields:
            field.installEventFilter(self)
        self._timer.start()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _WAKING and self._blinking > 0:
            QGuiApplication.styleHints().setCursorFlashTime(self._blinking)
            self._timer.start()
        return False

    def _rest(self) -> None:
        QGuiApplication.styleHints().setCursorFlashTime(0)
        QPixmapCache.clear()
