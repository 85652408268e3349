"""The key that hides personal data, in every window of the program and while any dialog is open."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget


class MaskKey(QObject):
    """Gives `action` to each window as it gets the keyboard: an open dialog shuts off the keys of all others."""

    def __init__(self, action: QAction, window: QWidget) -> None:
        super().__init__(window)
        self._action = action
        action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        application = QApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._equip)

    def _equip(self) -> None:
        active = QApplication.activeWindow()
        if active is not None and self._action not in active.actions():
            active.addAction(self._action)
