"""Buttons of the three kinds: primary (one in view), quiet, link."""

from PySide6.QtWidgets import QPushButton, QWidget


def button(text: str, name: str, kind: str = "quiet", parent: QWidget | None = None) -> QPushButton:
    """A push button called `name`. `kind` is primary, quiet or link; Enter presses it while it has the focus."""
    made = QPushButton(text, parent)
    made.setObjectName(name)
    made.setProperty("kind", kind)
    made.setAutoDefault(True)
    return made
