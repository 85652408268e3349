"""The fax ID field: it takes a whole pasted text, where a line edit would cut it to one line."""

from PySide6.QtCore import Signal
from PySide6.QtGui import (
    QClipboard,
    QContextMenuEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)

from faxviewer.ui.fields import Field


class IdField(Field):
    """A line edit whose pastes, by whichever way, are looked through for fax IDs.

    One ID among other text is taken out of it. Several are told through `several` as FoundIds, and the field shows
    what it has room for of the text.
    """

    several = Signal(object)
    resized = Signal()

    def take(self, text: str) -> None:
        """Put in `text` as a paste does."""
        from faxviewer.domain.errors import InputRefused
        from faxviewer.domain.identifiers import fax_id_in, ids_in

        found = ids_in(text)
        if len(found.ids) > 1:
            self.setText(" ".join(text[: self.maxLength()].split()))
            self.end(False)
            self.home(True)  # all selected, its beginning in view
            self.several.emit(found)
            return
        if found.ids:
            try:
                fax_id_in(text)
            except InputRefused:
                text = found.ids[0]
        self.insert(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.take(QGuiApplication.clipboard().text())
            event.accept()
            return
        super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        if event.source() is not self and event.mimeData().hasText():
            self.setCursorPosition(self.cursorPositionAt(event.position().toPoint()))
            self.take(event.mimeData().text())
            event.acceptProposedAction()
            return
        super().dropEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        clipboard = QGuiApplication.clipboard()
        if event.button() == event.button().MiddleButton and clipboard.supportsSelection():
            self.setCursorPosition(self.cursorPositionAt(event.position().toPoint()))
            self.take(clipboard.text(QClipboard.Mode.Selection))
            event.accept()
            return
        super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        for action in menu.actions():
            if action.objectName() == "edit-paste":
                action.triggered.disconnect()
                action.triggered.connect(lambda: self.take(QGuiApplication.clipboard().text()))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())
