"""The preview: what *Copy for ticket* puts on the clipboard, and every choice about it."""

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import TypeVar

from PySide6.QtCore import Qt, QTimeZone, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from faxviewer.presenters.ticket import Form, Format, Ticket, TicketChoices
from faxviewer.ui import sheets
from faxviewer.ui.buttons import button, name_standard
from faxviewer.ui.labels import plain_label
from faxviewer.ui.theme import CONTROL_HEIGHT, Theme

Choice = TypeVar("Choice", Format, Form)


class ZoneBox(QComboBox):
    """Picks a time zone: any part of its name finds it. What is typed and no zone's name changes nothing."""

    picked = Signal(str)

    def __init__(self, here: str, parent: QWidget | None = None) -> None:
        """`here` is the name of this computer's zone."""
        super().__init__(parent)
        self.setObjectName("ticket.zone")
        self.setAccessibleName("The customer's time zone")
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(12)
        self.addItem(f"This computer's zone ({_readable(here)})", "")
        self.addItem("UTC", "UTC")
        for zone in zones():
            self.addItem(_readable(zone), zone)
        found = QCompleter(self.model(), self)
        found.setFilterMode(Qt.MatchFlag.MatchContains)
        found.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        found.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(found)
        self._zone = ""
        self.activated.connect(self._take)
        line = self.lineEdit()
        if line is not None:
            line.setObjectName("ticket.zone.typed")
            line.setAccessibleName("The customer's time zone")
            line.editingFinished.connect(self._take_typed)

    def show_zone(self, zone: str) -> None:
        """Stand on `zone`; on this computer's where there is none of that name."""
        place = max(self.findData(zone), 0)
        self._zone = str(self.itemData(place))
        self.setCurrentIndex(place)
        self.setEditText(self.itemText(place))  # what was typed in its place stays otherwise

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter takes what was typed, and nothing else: it would go on to the dialog and press its button.
        # While zones are offered it comes by here too, and is the offer's.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.setAccepted(QApplication.activePopupWidget() is None)
        else:
            super().keyPressEvent(event)

    def _take(self, place: int) -> None:
        if place >= 0 and self.itemData(place) != self._zone:
            self._zone = str(self.itemData(place))
            self.picked.emit(self._zone)

    def _take_typed(self) -> None:
        if QApplication.activePopupWidget() is not None:
            return  # the keyboard only went to what is offered
        typed = self.currentText().strip()
        place = self.findText(typed, Qt.MatchFlag.MatchFixedString)
        if place < 0:
            place = self.findData(typed, Qt.ItemDataRole.UserRole, Qt.MatchFlag.MatchFixedString)
        if place < 0:
            self.show_zone(self._zone)
        else:
            self.setCurrentIndex(place)
            self._take(place)


def zones() -> Iterator[str]:
    """The IANA names of regions and cities, sorted; UTC's many names and bare abbreviations aside."""
    names = sorted(zone.toStdString() for zone in QTimeZone.availableTimeZoneIds())
    return (name for name in names if "/" in name and not name.startswith(("Etc/", "SystemV/", "posix/", "right/")))


def _readable(zone: str) -> str:
    return zone.replace("_", " ")


class TicketDialog(QDialog):
    """Shows a ticket and tells of each change that the person makes. It holds nothing up behind it."""

    changed = Signal()
    copy_wanted = Signal()
    editor_wanted = Signal()

    def __init__(self, choices: TicketChoices, here: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ticket")
        self.setWindowTitle("Preview for the ticket")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._choices = choices
        self.format = _choice_box("ticket.format", "Format", tuple(Format), choices.chosen_format)
        self.form = _choice_box("ticket.form", "Length", tuple(Form), choices.chosen_form)
        self.zone = ZoneBox(here)
        self.zone.show_zone(choices.zone)
        self.text = QTextBrowser()
        self.text.setObjectName("ticket.text")
        self.text.setAccessibleName("What is copied")
        self.text.setOpenLinks(False)
        self.text.setTabChangesFocus(True)
        self.text.document().setDocumentMargin(8)
        self.fault = plain_label("", "refusal")
        self.fault.setObjectName("ticket.fault")
        self.copy = button("Copy", "ticket.dialog.copy", "primary")
        self.copy.setShortcut("Ctrl+Shift+C")
        self.copy.setToolTip("Copy it as it stands here (Ctrl+Shift+C)")
        self.edit = button("Edit template…", "ticket.edit")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.edit, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        name_standard(buttons, "ticket")
        buttons.rejected.connect(self.reject)
        asked = QFormLayout()
        asked.setVerticalSpacing(8)
        asked.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        asked.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        asked.addRow("&Format", self.format)
        asked.addRow("&Length", self.form)
        asked.addRow("Time &zone", self.zone)
        for box in (self.format, self.form, self.zone):
            asked.labelForField(box).setMinimumHeight(CONTROL_HEIGHT)  # level with what it names
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addLayout(asked)
        column.addWidget(self.text, 1)
        column.addWidget(self.fault)
        column.addWidget(buttons)
        self.resize(min(640, parent.width()), min(600, parent.height()))
        self.copy.setFocus()
        self.format.activated.connect(self._take_format)
        self.form.activated.connect(self._take_form)
        self.zone.picked.connect(self._take_zone)
        self.copy.clicked.connect(self.copy_wanted)
        self.edit.clicked.connect(self.editor_wanted)
        theme.dress(self, sheets.dialog)

    def show_ticket(self, ticket: Ticket | None) -> None:
        """Show what a copy gives; None where no fax is in view."""
        self.copy.setEnabled(ticket is not None)
        show_in(self.text, ticket)
        fault = ticket.fault if ticket else None
        self.fault.setText(f"The built-in template is used; yours can't be. {fault}" if fault else "")
        self.fault.setVisible(fault is not None)

    def confirm(self, words: str) -> None:
        """Say that it was copied, on the button."""
        self.copy.setText(words)

    def _take_format(self) -> None:
        self._choices.chosen_format = self.format.currentData()
        self._tell()

    def _take_form(self) -> None:
        self._choices.chosen_form = self.form.currentData()
        self._tell()

    def _take_zone(self, zone: str) -> None:
        self._choices.zone = zone
        self._tell()

    def _tell(self) -> None:
        self.copy.setText("Copy")
        self.changed.emit()


def show_in(browser: QTextBrowser, ticket: Ticket | None) -> None:
    """Show `ticket` in `browser`: HTML as it looks in a mail, everything else to the letter."""
    place = browser.verticalScrollBar().value()
    if ticket and ticket.html:
        browser.setHtml(ticket.html)
    else:
        browser.setPlainText(ticket.text if ticket else "No fax is in view.")
    browser.verticalScrollBar().setValue(place)


def _choice_box(name: str, label: str, choices: Sequence[Enum], chosen: Enum) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    box.setAccessibleName(label)
    for choice in choices:
        box.addItem(choice.caption, choice)  # type: ignore[attr-defined]
    box.setCurrentIndex(list(choices).index(chosen))
    return box
