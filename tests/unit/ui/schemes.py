"""The schemes that everything has to look right in."""

import pytest
from PySide6.QtGui import QColor, QPalette

from faxviewer.ui.theme import DARK, LIGHT, Scheme, high_contrast


def yellow_on_black() -> Scheme:
    """A desk with high contrast."""
    roles = QPalette.ColorRole
    palette = QPalette()
    for role, colour in (
        (roles.WindowText, "#ffff00"),
        (roles.Window, "#000000"),
        (roles.Highlight, "#00ff00"),
        (roles.HighlightedText, "#000000"),
    ):
        palette.setColor(role, QColor(colour))
    palette.setColor(QPalette.ColorGroup.Disabled, roles.WindowText, QColor("#3ff23f"))
    return high_contrast(palette)


ALL = pytest.mark.parametrize("scheme", [LIGHT, DARK, yellow_on_black()], ids=["light", "dark", "high contrast"])
