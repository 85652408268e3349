"""Buttons of every kind. They paint themselves: one look on every system, and none of a style sheet's memory."""

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QEnterEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from faxviewer.domain.tone import Tone
from faxviewer.ui.shapes import fill_rounded
from faxviewer.ui.theme import CONTROL_HEIGHT, Scheme, Theme, font

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialogButtonBox

_RADIUS: Final = 6
GLYPH: Final = 16
"""Side of a glyph, in pixels."""
_GAP: Final = 4


class _Kind(NamedTuple):
    """`padding` is that at the left and right, in pixels; `flat` ones have no frame but that of the focus."""

    padding: int = 14
    flat: bool = False
    bold: bool = True


_KINDS: Final = {
    "primary": _Kind(),
    "quiet": _Kind(),
    "tool": _Kind(8),
    "choice": _Kind(6, bold=False),
    "tab": _Kind(5, flat=True),
    "page": _Kind(10, flat=True),
    "flag": _Kind(5, flat=True),
    "link": _Kind(4, flat=True),
    "chip": _Kind(8),
}


class _Look(NamedTuple):
    """Colours as #RRGGBB, empty for none, and how thick the border is."""

    text: str
    ground: str = ""
    border: str = ""
    thick: int = 1


def _look(kind: str, button: "Button | ToolButton", scheme: Scheme) -> _Look:
    """How a button of `kind` looks in the state that it is in."""
    chosen, chosen_ground = scheme.chosen
    hovered = button.isEnabled() and button.underMouse()
    match kind:
        case "primary":
            look = _Look(scheme.on_accent, scheme.accent, scheme.accent)
            off = _Look(scheme.off, scheme.placeholder, scheme.hairline)
        case "tab":
            look, off = _Look(scheme.muted), _Look(scheme.off)
        case "page":
            edge = scheme.hairline if hovered and not button.isChecked() else ""
            look, off = _Look(scheme.muted, border=edge), _Look(scheme.off)
        case "flag":
            text, ground = scheme.tones[Tone.PARTIAL]
            look, off = _Look(text, ground if hovered else ""), _Look(scheme.off)
        case "link":
            look, off = _Look(scheme.accent, border=scheme.hairline if hovered else ""), _Look(scheme.off)
        case _:
            look = _Look(scheme.text, scheme.card, scheme.muted if hovered else scheme.hairline)
            off = _Look(scheme.off, scheme.ground, scheme.hairline)
    if not button.isEnabled():
        return off
    if button.isChecked():
        look = look._replace(text=chosen, ground=chosen_ground)
    if button.hasFocus():
        on_accent = look.ground == scheme.accent  # where the frame of the focus would not be seen
        thick = 1 if _KINDS[kind].flat and not on_accent else 2
        look = look._replace(border=scheme.text if on_accent else scheme.accent, thick=thick)
    return look


def _size(button: "Button | ToolButton", kind: str) -> QSize:
    """As large as icon and words are, and no less than a finger needs."""
    metrics = button.fontMetrics()
    words = metrics.horizontalAdvance(_words(button)) if button.text() else 0
    glyph = GLYPH + (_GAP if words else 0) if button.glyph else 0
    wide, high = words + glyph + 2 * (_KINDS[kind].padding + 1), metrics.height() + 2
    return QSize(max(wide, CONTROL_HEIGHT), max(high, CONTROL_HEIGHT))


def _words(button: "Button | ToolButton") -> str:
    return button.text().replace("&&", "&")


def paint_words(painter: QPainter, button: "Button | ToolButton", colour: str, left: float | None = None) -> None:
    """Glyph and words of `button` in its middle, or from `left` on."""
    metrics = painter.fontMetrics()
    words = _words(button)
    taken = GLYPH + (_GAP if words else 0) if button.glyph else 0
    room = button.width() - taken - 2 * _GAP
    if metrics.horizontalAdvance(words) > room:
        words = _cut(words, metrics, room)
    wide = metrics.horizontalAdvance(words)
    x = (button.width() - wide - taken) / 2 if left is None else left
    if button.glyph:
        painter.drawPixmap(QPointF(x, (button.height() - GLYPH) / 2), button.glyph)
    if button.palette().color(button.foregroundRole()).name() != colour.lower():
        painter.setPen(QColor(colour))
    baseline = (button.height() - metrics.height()) / 2 + metrics.ascent()
    painter.drawText(QPointF(int(x) + taken, int(baseline)), words)


def _cut(words: str, metrics: QFontMetrics, room: int) -> str:
    """The beginning of `words`, for a button that has no more than `room` pixels for them: large letters, say."""
    from PySide6.QtCore import Qt

    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)


def _written(kind: str) -> QPalette.ColorRole:
    """What a button at rest is written in, so that its first paint needs no pen of another colour."""
    return QPalette.ColorRole.HighlightedText if kind == "primary" else QPalette.ColorRole.ButtonText


def _paint(button: "Button | ToolButton", kind: str) -> None:
    look = _look(kind, button, Theme.in_force().scheme)
    with QPainter(button) as painter:
        fill_rounded(painter, QRectF(button.rect()), _RADIUS, look.ground, look.border, look.thick)
        if kind == "link" and not button.isEnabled():
            painter.setFont(font(weight=QFont.Weight.Normal))
        paint_words(painter, button, look.text, _KINDS[kind].padding + 1 if kind == "link" else None)


def _begin_to_hover(widget: QWidget) -> None:
    """Paint `widget` anew when the pointer comes and goes. Not every style sees to it; at the first paint none need."""
    from PySide6.QtCore import Qt

    widget.setAttribute(Qt.WidgetAttribute.WA_Hover)
    widget.update()


class Button(QPushButton):
    """A push button of a kind. Enter presses it while it has the focus."""

    glyph: QPixmap | None = None
    """A drawing of 16 pixels before the words. Not Qt's icon, whose class takes 4 ms of the first paint."""

    def __init__(self, text: str = "", kind: str = "quiet", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", kind)
        self.setForegroundRole(_written(kind))
        self.setFont(font(weight=QFont.Weight.DemiBold))
        self.setAutoDefault(True)
        self.setAutoExclusive(kind in ("tab", "page"))  # heard as one of a choice, not as a box to tick
        self._kind = kind

    def set_kind(self, kind: str) -> None:
        """Make it a primary, quiet, link, tab, page or flag one."""
        self._kind = kind
        self.setProperty("kind", kind)
        self.setForegroundRole(_written(kind))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return _size(self, self._kind)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        _begin_to_hover(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        _paint(self, self._kind)


class ToolButton(QToolButton):
    """A small button, mostly with a menu. Of the kind `choice` it is lighter, for a row of them."""

    glyph: QPixmap | None = None

    def __init__(self, kind: str = "tool", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        if _KINDS[kind].bold:
            self.setFont(font(weight=QFont.Weight.DemiBold))

    def sizeHint(self) -> QSize:
        return _size(self, self._kind)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        _begin_to_hover(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        _paint(self, self._kind)


def button(text: str, name: str, kind: str = "quiet", parent: QWidget | None = None) -> Button:
    """A push button called `name`. `kind` is primary (one in view), quiet, link, tab, page or flag."""
    made = Button(text, kind, parent)
    made.setObjectName(name)
    return made


def name_standard(box: "QDialogButtonBox", dialog: str) -> None:
    """Name the standard buttons of `box` after their `dialog`: help.close and the like.

    Some desktops would put pictures of Qt's on them, which no other button here has.
    """
    from PySide6.QtGui import QIcon

    for each in box.buttons():
        each.setIcon(QIcon())
        if not each.objectName():
            each.setObjectName(f"{dialog}.{(box.standardButton(each).name or '').lower()}")
