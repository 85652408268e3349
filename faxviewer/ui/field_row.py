"""One row of the form: label, value, a muted second value, and a flag where the value is odd."""

import re

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from faxviewer.presenters.form import Row
from faxviewer.ui.labels import escaped, plain_label
from faxviewer.ui.theme import MUTED
from faxviewer.ui.value_label import ValueLabel, breakable

_GAP = 12
_BETWEEN = 2
_SHORT_NAME = 16
"""Characters of a label that fit into its column; only names of undocumented fields are longer."""
_PART = re.compile(r"[^\s._]{1,12}[._]*")
_BREAK = re.compile(r"[\s\u200b/-]")
_FRAME = 1
"""How far the value's frame and margin set its text in; what stands below the value is set in by it."""


_NAME = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter


class FieldRow(QWidget):
    """Shows one Row. The value's object name is `field.<path>`, the flag's `odd.<path>`.

    It lays out its labels itself: value, second value and flag stand in one line where they fit and
    below one another where they don't. A layout per row would cost more than all the text in it, and
    a label for the name 10 kB, so the row writes that itself.
    """

    def __init__(self, path: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = label
        self._wraps = len(label) > _SHORT_NAME
        self._written = _PART.sub("\\g<0>\u200b", label) if self._wraps else label
        self._name_place = QRect()
        self.value = ValueLabel(self)
        self.value.setObjectName(f"field.{path}")
        self.value.setAccessibleName(label)
        self._path = path
        self._beside: QLabel | None = None
        self._odd: QLabel | None = None
        self._fixed_width = False
        self._heights: dict[int, int] = {}
        self._measured = self.font()
        self.setForegroundRole(MUTED)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_row(self, row: Row) -> None:
        """Fill the row."""
        if row.fixed_width != self._fixed_width:
            self._fixed_width = row.fixed_width
            self.value.set_fixed_width(fixed=row.fixed_width)
        self.value.set_value(row.text, row.presence.value, row.raw)
        name = f"API field: {row.api_name}"
        said = f"{row.presence.value}, {row.odd}" if row.odd else row.presence.value
        tip = f"<p>{escaped(name)}<br>{escaped(said)}</p>"
        if tip != self.toolTip():
            self.setToolTip(tip)
        # A label's name is all that a screen reader reads of it, so the value is part of it.
        self.value.setAccessibleName(f"{self._name}: {row.text}{f' ({row.beside})' if row.beside else ''}")
        self.value.setAccessibleDescription(f"{name}; {said}")
        self._beside = self._second(self._beside, row.beside, "muted", f"beside.{self._path}")
        self._odd = self._second(self._odd, f"⚑ {row.odd}" if row.odd else "", "odd", f"odd.{self._path}")
        self._heights.clear()
        self.updateGeometry()
        self._arrange(move=True)

    def show_placeholder(self, colour: str) -> None:
        """Stand in for a value that is on its way, in the room that the row has now."""
        self._heights = {self.width(): self.height()}
        self.value.show_placeholder(colour)
        self.value.setAccessibleName(f"{self._name}: on its way")
        for label in (self._beside, self._odd):
            if label:
                label.clear()  # hiding and showing again would cost more than all the rest of the row

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        # Asked several times by every layout above, for the same width.
        if self.font() != self._measured:
            self._measured = self.font()
            self._heights.clear()
        if width not in self._heights:
            self._heights[width] = self._arrange(width=width, move=False)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        return QSize(320, self.fontMetrics().lineSpacing() + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(180, self.fontMetrics().lineSpacing() + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(move=True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.drawText(self._name_place, _NAME, self._written)

    def _second(self, label: QLabel | None, text: str, role: str, name: str) -> QLabel | None:
        """The second label, made at its first use: most rows never need one."""
        if not text:
            if label:
                label.clear()
            return label
        if label is None:
            label = plain_label("", role, self)
            label.setObjectName(name)
            label.show()
        label.setText(breakable(text))
        return label

    def _arrange(self, width: int = -1, *, move: bool) -> int:
        """Place the labels in `width` pixels (default: the row's own) and return the height they take."""
        width = self.width() if width < 0 else width
        metrics = self.fontMetrics()
        line = metrics.lineSpacing() + 4
        left = min(max(metrics.averageCharWidth() * 19, 110), width * 2 // 5)
        named = line
        if self._wraps:
            named = max(metrics.boundingRect(0, 0, left - 4, 10_000, _NAME, self._written).height(), line)
        if move:
            self._name_place = QRect(0, 0, left - 4, named)
        x, y, tall = left + _GAP, 0, line
        for label in (self.value, self._beside, self._odd):
            if label is None or not label.text():
                continue
            wanted = label.sizeHint().width() if label is self.value else _natural_width(label)
            if label is self.value and wanted > width - x:
                longest = max(label.fontMetrics().horizontalAdvance(word) for word in _BREAK.split(label.text())) + 4
                if longest > width - x:  # an ID, say: below its name there is room
                    x, y = max(width - longest, 0), line
            if x > left + _GAP and x + wanted > width:
                x, y, tall = left + _GAP + _FRAME, y + tall + _BETWEEN, 0
            given = max(min(wanted, width - x), 1)
            height = line if wanted <= given and "\n" not in label.text() else max(label.heightForWidth(given), line)
            if move:
                label.setGeometry(QRect(x, y, given, height))
            x += given + _GAP
            tall = max(tall, height)
        return max(y + tall, named)


def _natural_width(label: QLabel) -> int:
    label.ensurePolished()
    return label.fontMetrics().horizontalAdvance(label.text()) + 4
