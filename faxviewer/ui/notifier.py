"""Notifications of the desktop (implements Notifier). What they need is made when the first is due."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSystemTrayIcon


class DesktopNotifier:
    """Shows messages beside the clock; a click on one brings `window` to the front.

    Where the desktop has no place for them, the window's entry in the task bar asks for a look: what there
    is to say stands in its notice bar.
    """

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def notify(self, title: str, message: str) -> None:
        """Show a short message outside of the window."""
        tray = self._tray
        if tray is None:
            QApplication.alert(self._window)
            return
        tray.show()  # a message belongs to an icon that is there
        tray.showMessage(title, message, self._window.windowIcon())

    def close(self) -> None:
        """Take the icon away, if one was ever made."""
        tray: QSystemTrayIcon | None = vars(self).get("_tray")
        if tray is not None:
            tray.hide()

    @cached_property
    def _tray(self) -> "QSystemTrayIcon | None":
        from PySide6.QtWidgets import QSystemTrayIcon

        if not (QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()):
            return None
        tray = QSystemTrayIcon(self._window.windowIcon(), self._window)
        tray.setToolTip("Faxviewer")
        tray.messageClicked.connect(self._bring_to_front)
        tray.activated.connect(self._bring_to_front)
        return tray

    def _bring_to_front(self) -> None:
        self.close()
        if self._window.isMinimized():
            self._window.showNormal()
        self._window.raise_()
        self._window.activateWindow()
