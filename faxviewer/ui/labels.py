"""Plain labels for text from anywhere, and a nudge for the style sheet."""

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


def restyle(widget: QWidget) -> None:
    """Let the style sheet see that a property of `widget` changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
