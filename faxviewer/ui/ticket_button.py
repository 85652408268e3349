"""*Copy for ticket* in the answer card, with its small menu of choices and a word of confirmation."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QActionGroup, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from faxviewer.ui.buttons import ToolButton, button
from faxviewer.ui.menus import Menu

if TYPE_CHECKING:
    from faxviewer.presenters.ticket import Form, Format, Ticket

_CAPTION: Final = "Copy for ticket"
_CONFIRMED_MS: Final = 4_000


class TicketButton(QWidget):
    """The button and its choices (implements presenters.ticket.TicketView).

    `opening` tells that the choices are about to be seen: whoever hears it calls `offer`.
    """

    wanted = Signal()
    opening = Signal()
    format_chosen = Signal(object)
    form_chosen = Signal(object)
    preview_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.copy = button(_CAPTION, "ticket.copy")
        self.copy.setToolTip("Put what happened on the clipboard, in words for the ticket (Ctrl+Shift+C)")
        self.copy.setAccessibleName(_CAPTION)
        self.choice = ToolButton()
        self.choice.setObjectName("ticket.choices")
        self.choice.setText("▾")
        self.choice.setAccessibleName("Choices for the ticket")
        self.choice.setToolTip("Format, length and preview")
        self.choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.choice.setPopupMode(ToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = Menu(self.choice)
        self._menu.aboutToShow.connect(self.opening)
        self.choice.setMenu(self._menu)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.copy, 1)
        line.addWidget(self.choice)
        self.copy.clicked.connect(self.wanted)
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.setInterval(_CONFIRMED_MS)
        self._end.timeout.connect(self._say_what_it_does)

    def offer(self, chosen: "tuple[Format, Form]") -> None:
        """Fill the menu, with what is `chosen` marked."""
        self._menu.clear()
        for group in self._menu.findChildren(QActionGroup):
            group.deleteLater()
        self._add_choices(chosen[0], "format", self.format_chosen)
        self._menu.addSeparator()
        self._add_choices(chosen[1], "form", self.form_chosen)
        self._menu.addSeparator()
        preview = self._menu.addAction("Preview for the ticket…")
        preview.setObjectName("ticket.preview")
        preview.triggered.connect(self.preview_wanted)

    def put(self, ticket: "Ticket") -> None:
        data = QMimeData()
        data.setText(ticket.text)
        if ticket.html:
            data.setHtml(ticket.html)
        QGuiApplication.clipboard().setMimeData(data)

    def confirm(self, words: str) -> None:
        # In the button's own place, so that nothing moves; its name stays, and a screen reader is told aloud.
        if self.copy.isVisible():
            self.copy.setFixedHeight(self.copy.height())  # a new text lays it out anew, with room for the focus
        self.copy.setText(words)
        self._end.start()
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # 0.1 MB

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.copy, words))

    def show_waiting(self, *, waiting: bool) -> None:
        self._end.stop()
        self.copy.setText("Copies when it is here" if waiting else _CAPTION)

    def _say_what_it_does(self) -> None:
        self.copy.setText(_CAPTION)

    def _add_choices(self, chosen: "Format | Form", kind: str, told: "object") -> None:
        group = QActionGroup(self._menu)
        for each in type(chosen):
            action = self._menu.addAction(each.caption)
            group.addAction(action)
            action.setObjectName(f"ticket.{kind}.{each.value}")
            action.setCheckable(True)
            action.setChecked(each is chosen)
            action.triggered.connect(lambda _checked, each=each: told.emit(each))  # type: ignore[attr-defined]
