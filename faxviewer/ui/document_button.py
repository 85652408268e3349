"""Buttons that fetch a file and open it: progress, *Cancel*, and the reason where there is none."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from faxviewer.domain.document import DocumentKind
from faxviewer.ui import sheets
from faxviewer.ui.busy import show_busy, show_part
from faxviewer.ui.buttons import ToolButton, button
from faxviewer.ui.labels import plain_label
from faxviewer.ui.menus import Menu
from faxviewer.ui.theme import Theme

WIDTH = 220
"""Pixels; the same for all, so that they stand under one another."""


class FetchButton(QWidget):
    """A button called `name`.open, of a `kind` as in `buttons`, that fetches `what` (implements OpeningView)."""

    wanted = Signal()
    cancelled = Signal()

    def __init__(self, name: str, caption: str, what: str, kind: str = "quiet", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open = button(caption, f"{name}.open", kind)
        self.cancel = button("Cancel", f"{name}.cancel")
        self._progress: QProgressBar | None = None
        self._name, self._what = name, what
        self.reason = plain_label("", "small")
        self.reason.setObjectName(f"{name}.reason")
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addWidget(self.open, 1)
        self.buttons.addWidget(self.cancel, 1)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addLayout(self.buttons)
        column.addWidget(self.reason)
        self.setFixedWidth(WIDTH)
        self.open.clicked.connect(self.wanted)
        self.cancel.clicked.connect(self.cancelled)
        self.show_idle()
        self.show_offer(available=False, reason="")

    def show_offer(self, *, available: bool, reason: str) -> None:
        """The button on, or off with its reason below it."""
        self.open.setEnabled(available)
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        # Where room is short a layout takes a wrapped label for one line, and the button lies over it.
        self.reason.ensurePolished()
        self.reason.setMinimumHeight(max(self.reason.heightForWidth(self.width()), 0) if reason else 0)
        self.open.setAccessibleDescription(reason)

    def show_progress(self, done: int, total: int | None) -> None:
        """A bar that fills, or one that only says that something comes where the size is unknown."""
        had_focus = self.open.hasFocus()
        self.open.hide()
        self.cancel.show()
        if had_focus:
            self.cancel.setFocus()
        bar = self._progress = self._progress or self._bar()
        if total:
            show_part(bar, done, total)
        else:
            show_busy(bar)
        bar.show()

    def show_idle(self) -> None:
        """The plain button."""
        had_focus = self.cancel.hasFocus()
        self.cancel.hide()
        if self._progress:
            self._progress.hide()
        self.open.show()
        if had_focus:
            self.open.setFocus()

    def _bar(self) -> QProgressBar:
        """Made with the first download."""
        bar = QProgressBar()
        bar.setObjectName(f"{self._name}.progress")
        bar.setTextVisible(False)
        bar.setAccessibleName(f"Download of {self._what}")
        Theme.in_force().dress(bar, sheets.progress)
        self._column.insertWidget(1, bar)
        return bar


class DocumentButton(FetchButton):
    """*Open document* with its choice of format (implements DocumentView)."""

    chosen = Signal(DocumentKind)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("document", "Open document", "the document", "primary", parent)
        self.open.setToolTip("Download the document and open it in this computer's own program (Ctrl+O)")
        self.choice = ToolButton()
        self.choice.setObjectName("document.format")
        self.choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.choice.setPopupMode(ToolButton.ToolButtonPopupMode.InstantPopup)
        self.choice.setToolTip("The format to open the document in")
        self._kinds = self._menu()
        self.buttons.addWidget(self.choice)

    def show_kind(self, kind: DocumentKind) -> None:
        """The chosen format on the small button."""
        self.choice.setText(f"{kind.name} ▾")
        self.choice.setAccessibleName(f"Format: {kind.name}")
        self._kinds[kind].setChecked(True)

    def _menu(self) -> dict[DocumentKind, QAction]:
        menu = Menu(self.choice)
        group = QActionGroup(self)
        actions = {}
        for kind in DocumentKind:
            action = QAction(kind.name, group)
            action.setObjectName(f"document.format.{kind.value}")
            action.setCheckable(True)
            action.triggered.connect(lambda _checked, kind=kind: self.chosen.emit(kind))
            menu.addAction(action)
            actions[kind] = action
        self.choice.setMenu(menu)
        return actions
