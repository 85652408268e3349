"""Buttons of the three kinds: primary (one in view), quiet, link."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialogButtonBox


def button(text: str, name: str, kind: str = "quiet", parent: QWidget | None = None) -> QPushButton:
    """A push button called `name`. `kind` is primary, quiet or link; Enter presses it while it has the focus."""
    made = QPushButton(text, parent)
    made.setObjectName(name)
    made.setProperty("kind", kind)
    made.setAutoDefault(True)
    return made


def name_standard(box: "QDialogButtonBox", dialog: str) -> None:
    """Name the standard buttons of `box` after their `dialog`: help.close and the like."""
    for each in box.buttons():
        if not each.objectName():
            each.setObjectName(f"{dialog}.{(box.standardButton(each).name or '').lower()}")
