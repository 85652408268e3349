"""Buttons of every kind. They paint themselves: one look on every system, and none of a style sheet's memory."""

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QEnterEvent, QFont, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton, QWidget

from faxviewer.domain.tone import Tone
from faxviewer.ui.theme import CONTROL_HEIGHT, Scheme, Theme, font

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialogButtonBox

_RADIUS: Final = 6
_ICON: Final = 16
_GAP: Final = 4
_NONE: Final = "#00000000"


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


class Look(NamedTuple):
    """Colours as #RRGGBB or #AARRGGBB, and how thick the border is."""

    text: str
    ground: str = _NONE
    border: str = _NONE
    thick: int = 1


def _look(kind: str, button: QAbstractButton, scheme: Scheme) -> Look:
    """How a button of `kind` looks in the state that it is in."""
    chosen, chosen_ground = scheme.tones[Tone.PROGRESS]
    hovered = button.isEnabled() and button.underMouse()
    match kind:
        case "primary":
            look = Look(scheme.on_accent, scheme.accent, scheme.accent)
            off = Look(scheme.muted, scheme.placeholder, scheme.hairline)
        case "tab" | "page":
            look, off = Look(scheme.muted), Look(scheme.muted)
        case "flag":
            text, ground = scheme.tones[Tone.PARTIAL]
            look, off = Look(text, ground if hovered else _NONE), Look(scheme.muted)
        case "link":
            look, off = Look(scheme.accent, border=scheme.hairline if hovered else _NONE), Look(scheme.muted)
        case _:
            look = Look(scheme.text, scheme.card, scheme.muted if hovered else scheme.hairline)
            off = Look(scheme.muted, scheme.ground, scheme.hairline)
    if not button.isEnabled():
        return off
    if button.isChecked():
        look = look._replace(text=chosen, ground=chosen_ground)
    if button.hasFocus():
        edge = scheme.text if kind == "primary" else scheme.accent
        look = look._replace(border=edge, thick=1 if _KINDS[kind].flat else 2)
    return look


def _size(button: QAbstractButton, kind: str) -> QSize:
    """As large as icon and words are, and no less than a finger needs."""
    metrics = button.fontMetrics()
    words = metrics.horizontalAdvance(_words(button)) if button.text() else 0
    icon = 0 if button.icon().isNull() else _ICON + (_GAP if words else 0)
    wide, high = words + icon + 2 * (_KINDS[kind].padding + 1), metrics.height() + 2
    return QSize(max(wide, CONTROL_HEIGHT), max(high, CONTROL_HEIGHT))


def _words(button: QAbstractButton) -> str:
    return button.text().replace("&&", "&")


def paint_shape(painter: QPainter, place: QRectF, look: Look, radius: float = _RADIUS) -> None:
    """A rounded ground with its border, all of it inside of `place`."""
    half = look.thick / 2
    pen = painter.pen()
    pen.setColor(QColor(look.border if look.border != _NONE else look.ground))
    pen.setWidth(look.thick)
    painter.setPen(pen)
    painter.setBrush(QColor(look.ground))
    painter.drawRoundedRect(place.adjusted(half, half, -half, -half), radius - half, radius - half)


def paint_words(painter: QPainter, button: QAbstractButton, colour: str, left: float | None = None) -> None:
    """Icon and words of `button` in its middle, or from `left` on."""
    metrics = painter.fontMetrics()
    words = _words(button)
    wide = metrics.horizontalAdvance(words)
    icon = button.icon()
    taken = 0 if icon.isNull() else _ICON + (_GAP if words else 0)
    x = (button.width() - wide - taken) / 2 if left is None else left
    if taken:
        mode = QIcon.Mode.Normal if button.isEnabled() else QIcon.Mode.Disabled
        drawn = icon.pixmap(QSize(_ICON, _ICON), button.devicePixelRatioF(), mode)
        painter.drawPixmap(QPointF(x, (button.height() - _ICON) / 2), drawn)
    painter.setPen(QColor(colour))
    baseline = (button.height() - metrics.height()) / 2 + metrics.ascent()
    painter.drawText(QPointF(int(x) + taken, int(baseline)), words)


def _paint(button: QAbstractButton, kind: str) -> None:
    look = _look(kind, button, Theme.in_force().scheme)
    with QPainter(button) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_shape(painter, QRectF(button.rect()), look)
        if kind == "link" and not button.isEnabled():
            painter.setFont(QFont(button.font().family(), button.font().pointSize(), QFont.Weight.Normal))
        paint_words(painter, button, look.text, _KINDS[kind].padding + 1 if kind == "link" else None)


def _begin_to_hover(widget: QWidget) -> None:
    """Paint `widget` anew when the pointer comes and goes. Not every style sees to it; at the first paint none need."""
    from PySide6.QtCore import Qt

    widget.setAttribute(Qt.WidgetAttribute.WA_Hover)
    widget.update()


class Button(QPushButton):
    """A push button of a kind. Enter presses it while it has the focus."""

    def __init__(self, text: str = "", kind: str = "quiet", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", kind)
        self.setFont(font(weight=QFont.Weight.DemiBold))
        self.setAutoDefault(True)
        self._kind = kind

    def set_kind(self, kind: str) -> None:
        """Make it a primary, quiet, link, tab, page or flag one."""
        self._kind = kind
        self.setProperty("kind", kind)
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
    """Name the standard buttons of `box` after their `dialog`: help.close and the like."""
    for each in box.buttons():
        if not each.objectName():
            each.setObjectName(f"{dialog}.{(box.standardButton(each).name or '').lower()}")
