"""Plain labels and tooltips for text from anywhere."""

from typing import Final, NamedTuple

from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from faxviewer.ui.theme import MUTED, ODD, REFUSED, font

_SEMIBOLD: Final = QFont.Weight.DemiBold


class _Role(NamedTuple):
    ratio: float = 1.0
    weight: QFont.Weight | None = None
    colour: QPalette.ColorRole | None = None


_ROLES: Final = {
    "headline": _Role(1.5, _SEMIBOLD),
    "title": _Role(1.2, _SEMIBOLD),
    "strong": _Role(1.0, _SEMIBOLD),
    "group": _Role(0.8, _SEMIBOLD, MUTED),
    "muted": _Role(colour=MUTED),
    "small": _Role(0.9, colour=MUTED),
    "odd": _Role(0.9, colour=ODD),
    "flagged": _Role(colour=ODD),
    "refusal": _Role(0.9, colour=REFUSED),
}


def plain_label(text: str = "", role: str = "", parent: QWidget | None = None) -> QLabel:
    """A label that shows `text` to the letter and wraps; `role` names its place, which gives size and colour."""
    from PySide6.QtCore import Qt  # 10 ms that the first paint can do without

    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setText(text)
    if role:
        give_role(label, role)
    return label


def give_role(label: QLabel, role: str) -> None:
    """Write `label` as its `role` wants it."""
    ratio, weight, colour = _ROLES[role]
    if ratio != 1.0 or weight is not None:
        label.setFont(font(ratio, weight))
    if colour is not None:
        label.setForegroundRole(colour)


def escaped(text: str) -> str:
    """`text` for a tooltip, where Qt reads HTML. The module `html` would load half a megabyte of entities for it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
