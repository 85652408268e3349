"""A fact as a pill with icon, text and tone, so that it is read without seeing its colour."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from faxviewer.domain.tone import Tone
from faxviewer.presenters.answer import Badge
from faxviewer.ui import icons
from faxviewer.ui.labels import escaped
from faxviewer.ui.theme import Theme

_ICON = 14
_PADDING = 10
HEIGHT = 24
"""Of a badge, in device-independent pixels."""


class BadgeLabel(QLabel):
    """One badge. Its accessible name is its text, its tooltip what it means."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFixedHeight(HEIGHT)
        self._theme = theme
        self._icon = "unknown"
        self._tone = Tone.UNKNOWN
        font = self.font()
        font.setPointSizeF(max(font.pointSizeF() * 0.9, 6.0))
        font.setWeight(font.Weight.DemiBold)
        self.setFont(font)
        theme.changed.connect(self.update)

    @property
    def tone(self) -> Tone:
        """The tone that is shown."""
        return self._tone

    def show_badge(self, badge: Badge) -> None:
        """Show `badge` and be found by its field."""
        self.setObjectName(f"badge.{badge.path}")
        self.setText(badge.text)
        self.setAccessibleName(badge.text)
        self.setAccessibleDescription(badge.explains)
        self.setToolTip(f"<p>{escaped(badge.explains)}</p>" if badge.explains else "")
        self._icon, self._tone = badge.icon, badge.tone
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + _ICON + 4 + 2 * _PADDING, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(_ICON + 2 * _PADDING, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        text, ground = self._theme.scheme.tones[self._tone]
        with QPainter(self) as painter:
            self._paint(painter, text, ground)

    def _paint(self, painter: QPainter, text: str, ground: str) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(ground))
        painter.setPen(QColor(text) if self._theme.scheme.is_plain else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), HEIGHT / 2, HEIGHT / 2)
        top = (self.height() - _ICON) // 2
        painter.drawPixmap(_PADDING, top, icons.pixmap(self._icon, text, _ICON, self.devicePixelRatioF()))
        painter.setPen(QColor(text))
        place = self.rect().adjusted(_PADDING + _ICON + 4, 0, -_PADDING + 2, 0)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, place.width() + 2)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
