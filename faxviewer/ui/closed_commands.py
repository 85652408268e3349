"""Commands that may not be used for a while: grey in the menu with the reason, and their keys say why."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QMenu, QWidget


class ClosedCommands:
    """`asked` is called with the object name of an action whose key is pressed while it is closed."""

    def __init__(self, window: QWidget, menu: QMenu, actions: Sequence[QAction], asked: Callable[[str], None]) -> None:
        self._menu = menu
        self._actions = actions
        self._usual = [action.toolTip() for action in actions]
        # A disabled action takes no key any more, so another may have it.
        self._keys = [QShortcut(action.shortcut(), window) for action in actions]
        for key, action in zip(self._keys, actions, strict=True):
            key.activated.connect(partial(asked, action.objectName()))

    def close(self, reason: str) -> None:
        """Close them for `reason`, or open them again where it is empty."""
        self._menu.setToolTipsVisible(bool(reason))
        for action, key, usual in zip(self._actions, self._keys, self._usual, strict=True):
            action.setEnabled(not reason)
            action.setToolTip(reason or usual)
            action.setStatusTip(reason)
            key.setEnabled(bool(reason))
