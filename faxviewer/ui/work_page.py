"""The page to work on: left, pick; right, read. In a narrow window one of the two, behind one control."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from faxviewer.ui.browse_pane import WIDTH, BrowsePane
from faxviewer.ui.lookup_pane import LookupPane

_NARROW = 900
"""Width in pixels below which the list folds away."""


class WorkPage(QWidget):
    """Holds both panes. `folded` tells whether the list is behind the control."""

    folded = Signal(bool)

    def __init__(self, browse: BrowsePane, lookup: LookupPane) -> None:
        super().__init__()
        self._browse = browse
        self._lookup = lookup
        self._narrow: bool | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(browse)
        line.addWidget(lookup, 1)
        self._fold(narrow=False)

    def show_list(self, *, shown: bool) -> None:
        """In a narrow window, bring the list or the form to the front."""
        if self._narrow:
            self._browse.setVisible(shown)
            self._lookup.setVisible(not shown)

    def toggle_list(self) -> None:
        """Change between list and form; in a wide window the list takes the keyboard."""
        if self._narrow:
            self.show_list(shown=self._browse.isHidden())
        if not self._browse.isHidden():
            self._browse.in_view.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold(narrow=self.width() < _NARROW)

    def _fold(self, *, narrow: bool) -> None:
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self._browse.setMinimumWidth(0 if narrow else WIDTH)
        self._browse.setMaximumWidth(16_777_215 if narrow else WIDTH)
        self._browse.setVisible(not narrow)
        self._lookup.setVisible(True)
        self.folded.emit(narrow)
