"""The key that hides personal data, in every window of the program and while any dialog is open."""

from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

_DIALOGS: Final = (Qt.WindowType.Dialog, Qt.WindowType.Sheet)


class MaskKey(QObject):
    """Gives `action` to each dialog as it gets the keyboard: an open dialog shuts off the keys of all others."""

    def __init__(self, action: QAction, window: QWidget) -> None:
        super().__init__(window)
        self._action = action
        action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        application = QApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._equip)

    def _equip(self) -> None:
        active = QApplication.activeWindow()
        # A menu may be in front as well, but would list it; there the key works by itself.
        if active is not None and active.windowType() in _DIALOGS and self._action not in active.actions():
            active.addAction(self._action)
