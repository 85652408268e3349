"""Plain labels and tooltips for text from anywhere, and a nudge for the style sheet."""

from PySide6.QtWidgets import QLabel, QWidget


def plain_label(text: str = "", role: str = "", parent: QWidget | None = None) -> QLabel:
    """A label that shows `text` to the letter and wraps; `role` names its place in the style sheet."""
    from PySide6.QtCore import Qt  # 10 ms that the first paint can do without

    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setText(text)
    if role:
        label.setProperty("role", role)
    return label


def escaped(text: str) -> str:
    """`text` for a tooltip, where Qt reads HTML. The module `html` would load half a megabyte of entities for it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def restyle(widget: QWidget) -> None:
    """Let the style sheet see that a property of `widget` changed.

    Setting the widget's own sheet, if only to none, matches all rules anew. `widget.style()` would load
    half a megabyte of QStyle's enums.
    """
    widget.setStyleSheet("")
