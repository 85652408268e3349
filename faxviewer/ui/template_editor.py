"""Editing a template of the ticket's text: its fields at the right, what becomes of it below, as it is typed."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from faxviewer.presenters.template import LONGEST
from faxviewer.presenters.ticket import Ticket
from faxviewer.ui import sheets
from faxviewer.ui.buttons import button, name_standard
from faxviewer.ui.labels import plain_label
from faxviewer.ui.theme import Theme
from faxviewer.ui.ticket_dialog import show_in

_HOW = (
    "A field in braces is replaced by the fact; a line whose fields the record doesn't have is left out. "
    "“# ” at the beginning of a line makes a heading; words and a colon before a field become its label. "
    "{{ and }} are braces of your own."
)


class FieldList(QListWidget):
    """The fields. Enter and a double click choose one; Enter doesn't go on to the dialog's button."""

    chosen = Signal(str)

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__()
        self.setObjectName("template.fields")
        self.setAccessibleName("Fields; Enter puts one into the template")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        for name, meaning in fields.items():
            item = QListWidgetItem(f"{{{name}}}  {meaning}")
            item.setData(Qt.ItemDataRole.UserRole, f"{{{name}}}")
            self.addItem(item)
        self.itemDoubleClicked.connect(self._choose)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if item and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(item)
        else:
            super().keyPressEvent(event)

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))


class TemplateEditor(QDialog):
    """Edits one form's template. `saved` tells the text, the built-in one where the person went back to it."""

    saved = Signal(str)

    def __init__(
        self,
        title: str,
        text: str,
        built_in: str,
        fields: Mapping[str, str],
        preview: Callable[[str], Ticket | None],
        theme: Theme,
        parent: QWidget,
    ) -> None:
        """`fields` maps each field's name to what it stands for; `preview` makes a ticket of a template."""
        super().__init__(parent)
        self.setObjectName("template")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._built_in, self._preview = built_in, preview
        self.text = QPlainTextEdit(text)
        self.text.setObjectName("template.text")
        self.text.setAccessibleName("Template")
        self.text.setAccessibleDescription(_HOW)
        self.text.setTabChangesFocus(True)
        self.fields = FieldList(fields)
        self.fault = plain_label("", "refusal")
        self.fault.setObjectName("template.fault")
        self.shown = QTextBrowser()
        self.shown.setObjectName("template.preview")
        self.shown.setAccessibleName("What becomes of it")
        self.shown.setOpenLinks(False)
        self.shown.setTabChangesFocus(True)
        self.save = button("Save", "template.save", "primary")
        self.reset = button("Use the built-in one", "template.reset")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.reset, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.accepted.connect(self.accept)
        name_standard(buttons, "template")
        buttons.rejected.connect(self.reject)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.text, 3)
        line.addWidget(self.fields, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(8)
        column.addWidget(plain_label(_HOW, "small"))
        column.addLayout(line, 3)
        column.addWidget(self.fault)
        column.addWidget(self.shown, 2)
        column.addWidget(buttons)
        self.resize(min(760, parent.width()), min(680, parent.height()))
        self.text.textChanged.connect(self._look)
        self.fields.chosen.connect(self._insert)
        self.reset.clicked.connect(self._go_back)
        self.accepted.connect(self._tell)
        theme.dress(self, sheets.dialog)
        self._look()
        self.text.setFocus()

    def look_again(self) -> None:
        """The fax in view changed: so does what becomes of the template."""
        self._look()

    def _look(self) -> None:
        text = self.text.toPlainText()
        ticket = self._preview(text)
        fault = ticket.fault if ticket else None
        self.fault.setText(f"{fault} The built-in template is used meanwhile." if fault else "")
        self.save.setEnabled(len(text) <= LONGEST)
        show_in(self.shown, ticket)

    def _insert(self, field: str) -> None:
        self.text.insertPlainText(field)
        self.text.setFocus()

    def _go_back(self) -> None:
        # Through the cursor, so that Ctrl+Z brings back what was typed.
        cursor = self.text.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(self._built_in)

    def _tell(self) -> None:
        self.saved.emit(self.text.toPlainText())
