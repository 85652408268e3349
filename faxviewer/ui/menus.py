"""Menus in the window's own look."""

from PySide6.QtWidgets import QMenu, QWidget

from faxviewer.ui import sheets
from faxviewer.ui.theme import Theme


class Menu(QMenu):
    """A menu that is dressed when it first opens: most never do."""

    def __init__(self, parent: QWidget, title: str = "") -> None:
        super().__init__(title, parent)
        self.aboutToShow.connect(self._dress)

    def _dress(self) -> None:
        if not self.styleSheet():
            Theme.in_force().dress(self, sheets.menu)
