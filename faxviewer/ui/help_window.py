"""The help: topics at the left, the text at the right; it works without a network, beside the program's own window."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from faxviewer.ui import sheets
from faxviewer.ui.buttons import name_standard
from faxviewer.ui.fields import Field
from faxviewer.ui.help_topics import Topic
from faxviewer.ui.labels import plain_label
from faxviewer.ui.main_window import MainWindow

_NARROW = 640
"""Width in pixels below which the topics stand above the text."""

_TOPICS = 232
"""Width in pixels of the topics beside the text."""


class HelpWindow(QDialog):
    """Shows `topics`. Esc closes it; the window behind it goes on meanwhile."""

    def __init__(self, topics: Sequence[Topic], parent: MainWindow) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self.setWindowTitle("Faxviewer help")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._topics = topics
        self.search = Field()
        self.search.setObjectName("help.search")
        self.search.setPlaceholderText("Search the help")
        self.search.setAccessibleName("Search the help")
        self.search.setClearButtonEnabled(True)
        self.titles = QListWidget()
        self.titles.setObjectName("help.topics")
        self.titles.setAccessibleName("Topics")
        self.titles.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.titles.addItems([topic.title for topic in topics])
        self.text = QTextBrowser()
        self.text.setObjectName("help.text")
        self.text.setAccessibleName("Text of the topic")
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(12)
        self.nothing = plain_label("No topic holds these words.", "muted")
        self.nothing.setObjectName("help.nothing")
        self.nothing.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        name_standard(buttons, "help")
        buttons.rejected.connect(self.reject)
        self._side = QWidget()
        left = QVBoxLayout(self._side)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        left.addWidget(self.search)
        left.addWidget(self.titles, 1)
        left.addWidget(self.nothing)
        self._line = line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.setSpacing(12)
        line.addWidget(self._side)
        line.addWidget(self.text, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addLayout(line, 1)
        column.addWidget(buttons)
        # The place of the window it belongs to is where the person looks; on a small screen no larger than that.
        self.resize(min(860, max(parent.width(), 480)), min(620, max(parent.height(), 420)))
        parent.theme.dress(self, sheets.dialog)
        self.titles.currentRowChanged.connect(self._show)
        self.search.textChanged.connect(self._filter)
        self.titles.setCurrentRow(0)
        self.search.setFocus()

    def turn_to(self, title: str) -> None:
        """Show the topic called `title`; an unknown one changes nothing."""
        for row, topic in enumerate(self._topics):
            if topic.title == title:
                self.titles.setCurrentRow(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._side.setMinimumWidth(0 if narrow else _TOPICS)
        self._side.setMaximumSize(16_777_215 if narrow else _TOPICS, 176 if narrow else 16_777_215)

    def _show(self, row: int) -> None:
        if 0 <= row < len(self._topics):
            self.text.setMarkdown(self._topics[row].text)
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self._find()

    def _filter(self, words: str) -> None:
        found = [row for row, topic in enumerate(self._topics) if topic.holds(words)]
        for row in range(len(self._topics)):
            item = self.titles.item(row)
            if item:
                item.setHidden(row not in found)
        self.nothing.setVisible(not found)
        if found and self.titles.currentRow() not in found:
            self.titles.setCurrentRow(found[0])
        elif found:
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self._find()

    def _find(self) -> None:
        """Mark the first of the words that are searched for, and bring it into view."""
        if words := self.search.text().split():
            self.text.find(words[0])
