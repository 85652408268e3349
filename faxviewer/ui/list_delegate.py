"""Paints a row of the narrow list: number and time, below them status, document and pages."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QCursor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from faxviewer.domain.tone import Tone
from faxviewer.presenters.entries import Entry, ListTimes
from faxviewer.ui import icons
from faxviewer.ui.list_model import ENTRY_ROLE
from faxviewer.ui.phone_numbers import readable
from faxviewer.ui.theme import Scheme, Theme

_MARGIN = 4
_PADDING = 8
_GAP = 8
_ICON = 12
_BADGE_PADDING = 8
_RADIUS = 6
_LEAST = 48
"""Pixels below which a muted text would say nothing."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def row_height(font: QFont) -> int:
    """Height of every row in device-independent pixels, for a list in `font`."""
    line = QFontMetrics(font).height()
    return 2 * (_MARGIN // 2 + _PADDING) + line + 4 + _badge_height(font)


def _badge_height(font: QFont) -> int:
    return max(QFontMetrics(_small(font)).height() + 4, _ICON + 4)


def _small(font: QFont, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    small = QFont(font)
    small.setPointSizeF(max(font.pointSizeF() * 0.9, 6.0))
    small.setWeight(weight)
    return small


class FaxDelegate(QStyledItemDelegate):
    """Two lines a row of `view`, from the colours in force. What is bold is unread; what is muted may be cut.

    What state a row is in it asks the view: the option's own would load all of QStyle's enums, 0.4 MB.
    """

    def __init__(self, theme: Theme, times: ListTimes, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._theme = theme
        self._times = times

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(160, row_height(option.font))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry = index.data(ENTRY_ROLE)
        if not isinstance(entry, Entry):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = _Row(painter, option, self._theme.scheme, selected=self._view.selectionModel().isSelected(index))
        row.ground(
            focused=self._view.hasFocus() and self._view.currentIndex() == index, hovered=self._is_hovered(option.rect)
        )
        moment = entry.moment
        row.first_line(entry, self._times.brief(moment) if moment else "")
        row.second_line(entry)
        painter.restore()

    def _is_hovered(self, place: QRect) -> bool:
        rows = self._view.viewport()
        return rows.underMouse() and place.contains(rows.mapFromGlobal(QCursor.pos()))


class _Row:
    """One row on its way to the screen."""

    def __init__(self, painter: QPainter, option: QStyleOptionViewItem, scheme: Scheme, *, selected: bool) -> None:
        self._painter = painter
        self._font = option.font
        self._scheme = scheme
        self._ratio = painter.device().devicePixelRatio()
        self._selected = selected
        # The system's own colours are all there is to paint with where it asks for high contrast.
        self._plain = scheme.tones[Tone.UNKNOWN][0] == scheme.text
        self._card = option.rect.adjusted(_MARGIN, _MARGIN // 2, -_MARGIN, -_MARGIN // 2)
        inside = self._card.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
        height = QFontMetrics(self._font).height()
        self._first = QRect(inside.left(), inside.top(), inside.width(), height)
        low = _badge_height(self._font)
        self._second = QRect(inside.left(), self._first.bottom() + 5, inside.width(), low)

    def ground(self, *, focused: bool, hovered: bool) -> None:
        """The card behind a selected row, and the ring around the one with the keyboard."""
        if self._selected:
            self._fill(self._scheme.accent if self._plain else self._scheme.tones[Tone.PROGRESS][1])
        elif hovered:
            self._fill(self._scheme.ground)
        if focused:
            colour = self._scheme.text if self._plain else self._scheme.accent
            self._painter.setPen(QPen(QColor(colour), 2))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawRoundedRect(QRectF(self._card).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)

    def first_line(self, entry: Entry, when: str) -> None:
        """The number at the other end, bold while unread, and the time."""
        place = QRect(self._first)
        self._text(place, when, _small(self._font), self._muted, right=True)
        font = QFont(self._font)
        font.setWeight(QFont.Weight.Bold if entry.read is False else QFont.Weight.Medium)
        self._text(place, readable(entry.party) or "No number", font, self._ink if entry.party else self._muted)

    def second_line(self, entry: Entry) -> None:
        """The status as a badge and the pages; between them the document's name and who owns it, where they fit."""
        place = QRect(self._second)
        small = _small(self._font)
        self._text(place, entry.pages_in_words, small, self._muted, right=True)
        self._badge(place, entry)
        for text in (entry.file_name, readable(entry.own_party), entry.owner):
            if place.width() < _LEAST:
                break
            self._text(place, text, small, self._muted)

    def _badge(self, place: QRect, entry: Entry) -> None:
        tone = entry.status.tone
        text, ground = self._scheme.tones[tone]
        if self._plain and self._selected:
            text, ground = self._scheme.on_accent, self._scheme.accent
        font = _small(self._font, QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        around = _ICON + 4 + 2 * _BADGE_PADDING
        label = metrics.elidedText(entry.status_label, Qt.TextElideMode.ElideMiddle, max(place.width() - around, 0))
        pill = QRect(place.left(), place.top(), metrics.horizontalAdvance(label) + around, place.height())
        self._painter.setPen(QColor(text) if self._plain else Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(ground))
        outline = QRectF(pill).adjusted(0.5, 0.5, -0.5, -0.5)
        self._painter.drawRoundedRect(outline, pill.height() / 2, pill.height() / 2)
        top = pill.top() + (pill.height() - _ICON) // 2
        drawn = icons.pixmap(tone.value, text, _ICON, self._ratio)
        self._painter.drawPixmap(pill.left() + _BADGE_PADDING, top, drawn)
        self._painter.setFont(font)
        self._painter.setPen(QColor(text))
        self._painter.drawText(pill.adjusted(_BADGE_PADDING + _ICON + 4, 0, 0, 0), _LEFT, label)
        place.setLeft(pill.right() + _GAP)

    def _text(self, place: QRect, text: str, font: QFont, colour: str, *, right: bool = False) -> None:
        """Write `text` at one end of `place`, cut where there is no more room, and take its room off."""
        if not text or place.width() <= 0:
            return
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        self._painter.setFont(font)
        self._painter.setPen(QColor(colour))
        self._painter.drawText(place, _RIGHT if right else _LEFT, shown)
        taken = metrics.horizontalAdvance(shown) + _GAP
        if right:
            place.setRight(place.right() - taken)
        else:
            place.setLeft(place.left() + taken)

    def _fill(self, colour: str) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(colour))
        self._painter.drawRoundedRect(QRectF(self._card), _RADIUS, _RADIUS)

    @property
    def _ink(self) -> str:
        return self._scheme.on_accent if self._plain and self._selected else self._scheme.text

    @property
    def _muted(self) -> str:
        return self._ink if self._plain else self._scheme.muted
