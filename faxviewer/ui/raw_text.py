"""The raw record as text to read, select and copy: wrapped, coloured, with line numbers and flags in the margin."""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from faxviewer.domain.json_places import Kind
from faxviewer.domain.tone import Tone
from faxviewer.presenters.raw import Flaw
from faxviewer.presenters.raw_layout import Line, is_marked
from faxviewer.ui.theme import Scheme, Theme, fixed_width_family

FLAG = "⚑"


def ink(scheme: Scheme) -> dict[Kind | None, str]:
    """The colour of each kind of token as #RRGGBB, on a card; None is for marks of what can't be seen."""
    return {
        Kind.MARK: scheme.muted,
        Kind.NAME: scheme.accent,
        Kind.TEXT: scheme.text,
        Kind.WORD: scheme.tones[Tone.SUCCESS][0],
        None: scheme.tones[Tone.FAILURE][0],
    }


class RawText(QPlainTextEdit):
    """Shows lines as the layout made them. A copy gives what came, not the marks that stand for it."""

    place_changed = Signal(int)
    """The cursor stands at this offset of the reply."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("raw.text")
        self.setAccessibleName("Raw record")
        self._theme = theme
        self.lines: list[Line] = []
        self._firsts: list[int] = []
        self.flaws: tuple[Flaw, ...] = ()
        self._flagged: set[int] = set()
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        font = QFont(self.font())
        font.setFamily(fixed_width_family())
        self.setFont(font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        self.document().setDefaultTextOption(option)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._colours = _Colours(self, theme)
        self.margin = _Margin(self, theme)
        self._set_margin()
        self.updateRequest.connect(lambda _rect, _by: self.margin.update())
        self.cursorPositionChanged.connect(lambda: self.place_changed.emit(self.offset))

    def clear_lines(self) -> None:
        """Show nothing."""
        self.lines, self._firsts, self._flagged = [], [], set()
        self.clear()

    def add_lines(self, lines: Sequence[Line]) -> None:
        """Show more lines below those that are there; cursor and scroll position stay."""
        if not lines:
            return
        follows = bool(self.lines)
        self.lines += lines
        self._firsts += [line.source(0) for line in lines]
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(("\n" if follows else "") + "\n".join(line.shown for line in lines))
        if not follows:
            self.moveCursor(QTextCursor.MoveOperation.Start)
        self._set_margin()

    def show_flaws(self, flaws: Sequence[Flaw]) -> None:
        """Underline the places of departures, and put a flag in the margin beside each."""
        stale = self._flagged
        self.flaws = tuple(flaws)
        self._flagged = {self._row(flaw.start) for flaw in flaws} if self.lines else set()
        for row in stale | self._rows_of_flaws():
            self._colours.rehighlightBlock(self.document().findBlockByNumber(row))
        self.margin.update()

    def go_to(self, start: int, end: int) -> None:
        """Select what stands between two offsets of the reply, as far as it is in view, and bring it into view."""
        if not self.lines:
            return
        cursor = self.textCursor()
        cursor.setPosition(self._position(start))
        self.setTextCursor(cursor)
        self.centerCursor()
        cursor.setPosition(self._position(min(end, start + 2_000)), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    @property
    def offset(self) -> int:
        """Where the cursor stands in the reply; where something is selected, where that begins."""
        if not self.lines:
            return 0
        cursor = self.textCursor()
        row, column = self._place(cursor.selectionStart())
        return self.lines[row].source(column)

    @property
    def end_offset(self) -> int:
        """Where the selection ends in the reply."""
        row, column = self._place(self.textCursor().selectionEnd()) if self.lines else (0, 0)
        return self.lines[row].source(column) if self.lines else 0

    def selected(self) -> str:
        """What is selected, as it came."""
        cursor = self.textCursor()
        if not self.lines or not cursor.hasSelection():
            return ""
        (first, begin), (last, stop) = self._place(cursor.selectionStart()), self._place(cursor.selectionEnd())
        if first == last:
            return self.lines[first].text[begin:stop]
        whole = [line.text + line.end for line in self.lines[first + 1 : last]]
        head = self.lines[first]
        return "".join([head.text[begin:], head.end, *whole, self.lines[last].text[:stop]])

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self.selected())
        return data

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            if selected := self.selected():
                QGuiApplication.clipboard().setText(selected)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_margin()

    def sizeHint(self) -> QSize:
        return QSize(320, 240)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 120)

    def paint_margin(self, painter: QPainter) -> None:
        """Write line numbers and flags beside the lines in view."""
        scheme = self._theme.scheme
        block, height = self.firstVisibleBlock(), self.fontMetrics().lineSpacing()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top < self.height():
            row = block.blockNumber()
            if row < len(self.lines):
                place = QRect(4, int(top), self.margin.width() - 12, height)
                if row in self._flagged:
                    painter.setPen(QColor(scheme.tones[Tone.PARTIAL][0]))
                    painter.drawText(place, Qt.AlignmentFlag.AlignLeft, FLAG)
                if number := self.lines[row].number:
                    painter.setPen(QColor(scheme.muted))
                    painter.drawText(place, Qt.AlignmentFlag.AlignRight, str(number))
            top += self.blockBoundingRect(block).height()
            block = block.next()

    def _rows_of_flaws(self) -> set[int]:
        rows: set[int] = set()
        for flaw in self.flaws if self.lines else ():
            first = self._row(flaw.start)
            rows |= set(range(first, min(self._row(max(flaw.end - 1, flaw.start)), first + 50) + 1))
        return rows

    def _row(self, offset: int) -> int:
        return max(bisect_right(self._firsts, offset) - 1, 0)

    def _position(self, offset: int) -> int:
        row = self._row(offset)
        line = self.lines[row]
        return self.document().findBlockByNumber(row).position() + line.unit(line.column_of(offset))

    def _place(self, position: int) -> tuple[int, int]:
        """Row and column in the original text of a position in the document."""
        block = self.document().findBlock(position)
        row = min(block.blockNumber(), len(self.lines) - 1)
        return row, self.lines[row].column(position - block.position())

    def _set_margin(self) -> None:
        digits = max(len(str(max((line.number for line in self.lines[-400:]), default=1))), 2)
        metrics = self.fontMetrics()
        width = 4 + metrics.horizontalAdvance(FLAG) + 4 + metrics.horizontalAdvance("9") * digits + 8
        self.setViewportMargins(width, 0, 0, 0)
        self.margin.setFixedWidth(width)
        self._place_margin()

    def _place_margin(self) -> None:
        inside = self.contentsRect()
        self.margin.setGeometry(inside.left(), inside.top(), self.margin.width(), inside.height())


class _Margin(QWidget):
    """The strip left of the text."""

    def __init__(self, text: RawText, theme: Theme) -> None:
        super().__init__(text)
        self._text = text
        self._theme = theme
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setFont(self._text.font())
            self._text.paint_margin(painter)


class _Colours(QSyntaxHighlighter):
    """Colours each line by the spans that the layout found; the text is never read anew."""

    def __init__(self, text: RawText, theme: Theme) -> None:
        super().__init__(text.document())
        self._text = text
        self._theme = theme
        self._formats: dict[Kind | None, QTextCharFormat] = {}
        self._flaw = QTextCharFormat()
        self._take_colours()
        theme.changed.connect(self._restyle)

    def highlightBlock(self, shown: str) -> None:
        row = self.currentBlock().blockNumber()
        if row >= len(self._text.lines) or not shown:
            return
        line = self._text.lines[row]
        for start, end, kind in line.spans:
            begin = line.unit(start)
            self.setFormat(begin, line.unit(end) - begin, self._formats[kind])
        if line.places is not None:
            for column, character in enumerate(line.text):
                if is_marked(character):
                    self.setFormat(line.unit(column), line.unit(column + 1) - line.unit(column), self._formats[None])
        for flaw in self._text.flaws:
            self._mark(line, flaw)

    def _mark(self, line: Line, flaw: Flaw) -> None:
        """Underline what of `line` belongs to the place of `flaw`."""
        start, end = line.column_of(flaw.start), line.column_of(flaw.end)
        if flaw.end <= line.source(0) or flaw.start > line.source(len(line.text)):
            return
        for column in range(line.unit(start), line.unit(end)):
            both = QTextCharFormat(self.format(column))
            both.merge(self._flaw)
            self.setFormat(column, 1, both)

    def _take_colours(self) -> None:
        scheme = self._theme.scheme
        for kind, colour in ink(scheme).items():
            made = QTextCharFormat()
            made.setForeground(QColor(colour))
            self._formats[kind] = made
        amber, ground = scheme.tones[Tone.PARTIAL]
        self._flaw.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        self._flaw.setUnderlineColor(QColor(amber))
        self._flaw.setForeground(QColor(amber))
        self._flaw.setBackground(QColor(ground))

    def _restyle(self) -> None:
        self._take_colours()
        # Only some hundred lines in one go; a record of megabytes takes its new colours at its next layout.
        document: QTextDocument = self.document()
        for row in range(min(document.blockCount(), 2_000)):
            self.rehighlightBlock(document.findBlockByNumber(row))
