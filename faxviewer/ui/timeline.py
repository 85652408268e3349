"""The timeline below the answer: one painted widget, its points to scale, its labels never over one another."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from faxviewer.domain.tone import Tone
from faxviewer.presenters.timeline import Point, Timeline, Wait
from faxviewer.ui.label_places import GAP, Block, arranged
from faxviewer.ui.labels import escaped
from faxviewer.ui.shapes import brush_of, pen_of
from faxviewer.ui.theme import Theme

_EDGE: Final = 6
"""From the widget's edge to the first and the last point: their radius and the frame of the focus."""
_RADIUS: Final = 4.5
_LINE: Final = 3
_INSET: Final = 4
"""From the edge to what is written."""
_TOP: Final = 6
"""Above the waits, so that they are not taken for what stands higher up."""
_TRACK: Final = 16
"""Height of the line with its points."""
_OPEN: Final = 0.12
"""Share of the width that is left for what comes after the last known time of a fax under way."""
_MOST: Final = 5
_USUAL: Final = "Last update"
"""A label of usual width: where fewer than five of them fit side by side, there are two rows."""


class TimelineView(QLabel):
    """Shows one Timeline. Its height hangs on font and width alone, so that nothing moves when a fax arrives.

    It writes nothing as a label does; being one, it is a text to assistive tools, and not an unnamed client area.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline")
        self.setAccessibleName("Timeline")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._theme = theme
        self._shown: Timeline | None = None
        theme.changed.connect(self.update)

    def show_timeline(self, timeline: Timeline) -> None:
        """Draw `timeline`, and say it."""
        self._shown = timeline
        self.setAccessibleDescription(" ".join(timeline.sentences))
        self.setToolTip(f"<p>{'<br>'.join(map(escaped, timeline.sentences))}</p>")
        self.update()

    def show_placeholder(self) -> None:
        """Stand in for what is on its way, in the same room."""
        self._shown = None
        self.setAccessibleDescription("On its way")
        self.setToolTip("")
        self.update()

    def copy(self) -> None:
        """Put the sentences on the clipboard, one in a line."""
        if self._shown:
            QGuiApplication.clipboard().setText("\n".join(self._shown.sentences))

    def labels(self) -> list[tuple[Point, Block]]:
        """Where the labels of the points stand; those without a place stand beside the one before."""
        shown = self._shown or Timeline()
        anchors: list[float] = []
        for point in shown.points:
            anchors.append(self._x(point.place) if point.place is not None else anchors[-1] if anchors else 0.0)
        widths = [self._width(point) for point in shown.points]
        if not self._is_narrow(self.width()) or sum(widths) + GAP * (len(widths) - 1) <= self._writable:
            return list(zip(shown.points, self._arranged(anchors, widths), strict=True))
        rows = [self._arranged(anchors[row::2], widths[row::2], row) for row in (0, 1)]
        return [(point, rows[number % 2][number // 2]) for number, point in enumerate(shown.points)]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._below + (4 if self._is_narrow(width) else 2) * self._text_height + 4)

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(max(self.width(), 320)))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(10_000))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._shown is None:
                self._bar(painter, 0, self._room, self._theme.scheme.placeholder)
            else:
                self._paint(painter, self._shown)
            if self.hasFocus():
                painter.setPen(pen_of(self._theme.scheme.accent, 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _paint(self, painter: QPainter, shown: Timeline) -> None:
        scheme = self._theme.scheme
        if not shown.points:
            painter.setFont(self._small)
            painter.setPen(QColor(scheme.muted))
            painter.drawText(
                self.rect().adjusted(_EDGE, 0, -_EDGE, 0), Qt.AlignmentFlag.AlignVCenter, shown.sentences[0]
            )
            return
        tone = scheme.tones[shown.tone][0]
        for wait in shown.waits:
            colour = tone if wait.running else scheme.muted
            self._bar(painter, self._x(wait.start), self._x(wait.end), colour, dashed=wait.ahead, broken=wait.broken)
        placed = [point for point in shown.points if point.place is not None]
        if shown.goes_on:
            self._bar(painter, self._x(placed[-1].place), self._room, scheme.muted, dashed=True)
        self._words(painter, shown.waits)
        labels = self.labels()
        for point, block in sorted(labels, key=lambda label: -label[1].row):
            self._label(painter, point, block)
        running = False
        for point in placed:
            running = running or point.path == "start_time"
            painter.setPen(pen_of(tone if running else scheme.muted, 2))
            painter.setBrush(QColor(scheme.card if point.reckoned else tone if running else scheme.muted))
            painter.drawEllipse(QPointF(self._x(point.place), self._middle), _RADIUS - 1, _RADIUS - 1)

    def _bar(
        self, painter: QPainter, start: float, end: float, colour: str, *, dashed: bool = False, broken: bool = False
    ) -> None:
        """A stretch of the line; where `broken`, with a gap and two strokes in its middle."""
        pen = pen_of(colour, _LINE)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if dashed:
            pen.setDashPattern([2, 2])
        painter.setPen(pen)
        painter.drawLine(QLineF(start, self._middle, end, self._middle))
        if broken:
            centre = (start + end) / 2
            painter.setPen(pen_of(self._theme.scheme.card, 6))
            painter.drawLine(QLineF(centre - 3, self._middle + 6, centre + 3, self._middle - 6))
            painter.setPen(pen_of(colour, 1.5))
            for aside in (-4, 4):
                painter.drawLine(QLineF(centre + aside - 3, self._middle + 6, centre + aside + 3, self._middle - 6))

    def _words(self, painter: QPainter, waits: Sequence[Wait]) -> None:
        """How long each wait was, or what is odd about it, above the line."""
        said = [(f"⚑ {wait.odd}" if wait.odd else wait.words, wait) for wait in waits if wait.odd or wait.words]
        metrics = QFontMetrics(self._small)
        widths = [metrics.horizontalAdvance(words) + 1.0 for words, _ in said]
        anchors = [(self._x(wait.start) + self._x(wait.end)) / 2 for _, wait in said]
        painter.setFont(self._small)
        for (words, wait), block in zip(said, self._arranged(anchors, widths), strict=True):
            painter.setPen(QColor(self._amber if wait.odd else self._theme.scheme.muted))
            self._write(painter, words, block, _TOP, Qt.AlignmentFlag.AlignHCenter)

    def _label(self, painter: QPainter, point: Point, block: Block) -> None:
        """What a point is and when, below the line; a thin stroke leads there where it stands aside."""
        scheme = self._theme.scheme
        top = self._below + block.row * 2 * self._text_height
        nearest = min(max(block.anchor, block.left + 2), block.left + block.width - 2)
        if point.place is not None and (block.row or abs(nearest - block.anchor) > 3):
            painter.setPen(pen_of(scheme.muted, 1))
            painter.drawLine(QLineF(block.anchor, self._middle, nearest, top))
        if not block.row:  # over the strokes that lead to the second row
            painter.setBackground(brush_of(scheme.card))
            painter.eraseRect(QRectF(block.left - 2, top + 1, block.width + 4, 2 * self._text_height))
        side = Qt.AlignmentFlag.AlignHCenter
        if block.anchor - block.left < block.width / 2 - 1:
            side = Qt.AlignmentFlag.AlignLeft
        elif block.anchor - block.left > block.width / 2 + 1:
            side = Qt.AlignmentFlag.AlignRight
        painter.setPen(QColor(self._amber if point.odd else scheme.text))
        painter.setFont(self._firm)
        self._write(painter, _title(point), block, top, side)
        painter.setPen(QColor(scheme.muted))
        painter.setFont(self._small)
        self._write(painter, _time(point), block, top + self._text_height, side)

    def _write(self, painter: QPainter, text: str, block: Block, top: float, side: Qt.AlignmentFlag) -> None:
        metrics = QFontMetrics(painter.font())
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(block.width) + 1)
        place = QRectF(block.left - 1, top, block.width + 2, self._text_height)
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def _width(self, point: Point) -> float:
        title = QFontMetrics(self._firm).horizontalAdvance(_title(point))
        return max(title, QFontMetrics(self._small).horizontalAdvance(_time(point))) + 1.0

    def _x(self, place: float | None) -> float:
        goes_on = self._shown is not None and self._shown.goes_on
        return _EDGE + (place or 0.0) * (self._room - 2 * _EDGE) * (1 - _OPEN if goes_on else 1)

    def _arranged(self, anchors: Sequence[float], widths: Sequence[float], row: int = 0) -> list[Block]:
        blocks = arranged([anchor - _INSET for anchor in anchors], widths, self._writable)
        return [Block(block.left + _INSET, block.width, block.anchor + _INSET, row) for block in blocks]

    @property
    def _writable(self) -> float:
        return self._room - 2 * _INSET

    @property
    def _room(self) -> float:
        return float(self.width())

    def _is_narrow(self, width: int) -> bool:
        return width < _MOST * (QFontMetrics(self._firm).horizontalAdvance(_USUAL) + 2 * GAP)

    @property
    def _text_height(self) -> int:
        return QFontMetrics(self._small).height()

    @property
    def _middle(self) -> float:
        return _TOP + self._text_height + _TRACK / 2

    @property
    def _below(self) -> float:
        return _TOP + self._text_height + _TRACK

    @property
    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(max(font.pointSizeF() * 0.9, 6.0))
        return font

    @property
    def _firm(self) -> QFont:
        font = self._small
        font.setWeight(QFont.Weight.DemiBold)
        return font

    @property
    def _amber(self) -> str:
        return self._theme.scheme.tones[Tone.PARTIAL][0]


def _title(point: Point) -> str:
    return f"⚑ {point.label}" if point.odd else point.label


def _time(point: Point) -> str:
    day = f"{point.day} " if point.day else ""
    return f"{'≈ ' if point.reckoned else ''}{day}{point.clock}"
