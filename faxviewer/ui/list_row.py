"""Paints a row of the narrow list: number and time, below them status, document and pages."""

from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from faxviewer.presenters.entries import Entry
from faxviewer.ui import icons
from faxviewer.ui.phone_numbers import readable
from faxviewer.ui.shapes import pen_of
from faxviewer.ui.theme import Scheme

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


class RowLook(NamedTuple):
    """What state a row is in, and what it is painted with."""

    scheme: Scheme
    font: QFont
    selected: bool
    focused: bool
    hovered: bool


def paint_row(painter: QPainter, place: QRect, entry: Entry, when: str, look: RowLook) -> None:
    """Paint `entry` at `place`, its time said as `when`. What is bold is unread; what is muted may be cut."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    row = _Row(painter, look, place)
    row.ground(focused=look.focused, hovered=look.hovered)
    row.first_line(entry, when)
    row.second_line(entry)
    painter.restore()


class _Row:
    """One row on its way to the screen."""

    def __init__(self, painter: QPainter, look: RowLook, place: QRect) -> None:
        self._painter = painter
        self._font = look.font
        self._scheme = scheme = look.scheme
        self._ratio = painter.device().devicePixelRatio()
        self._selected = look.selected
        # The system's own colours are all there is to paint with where it asks for high contrast.
        self._plain = scheme.is_plain
        self._card = place.adjusted(_MARGIN, _MARGIN // 2, -_MARGIN, -_MARGIN // 2)
        inside = self._card.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
        height = QFontMetrics(self._font).height()
        self._first = QRect(inside.left(), inside.top(), inside.width(), height)
        low = _badge_height(self._font)
        self._second = QRect(inside.left(), self._first.bottom() + 5, inside.width(), low)

    def ground(self, *, focused: bool, hovered: bool) -> None:
        """The card behind a selected row, and the ring around the one with the keyboard."""
        if self._selected:
            self._fill(self._scheme.chosen[1])
        elif hovered:
            self._fill(self._scheme.ground)
        if focused:
            colour = self._scheme.text if self._plain else self._scheme.accent
            self._painter.setPen(pen_of(colour, 2))
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
