"""What says that personal data is hidden, on every page; a press shows it again."""

from PySide6.QtCore import QSize, Qt, SignalInstance
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy

from faxviewer.domain.tone import Tone
from faxviewer.ui import icons
from faxviewer.ui.theme import Theme, font

_ICON = 16
_ROOMY = 1200
"""Width in pixels from which it stands in the bar's one line; below that it has a line of its own."""


class MaskChip(QPushButton):
    """In the colours of a warning, with its glyph."""

    def __init__(self, theme: Theme, pressed: SignalInstance) -> None:
        super().__init__("Personal data hidden — F9")
        self.setObjectName("mask.chip")
        self.setAccessibleName("Personal data is hidden")
        self.setAccessibleDescription("Press it, or F9, to show personal data again")
        self.setToolTip("Numbers, names, subjects, comments, headers and documents are hidden. Press to show them.")
        self.setFont(font(weight=QFont.Weight.DemiBold))
        self.setIconSize(QSize(_ICON, _ICON))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(pressed)
        self._theme = theme
        theme.changed.connect(self._recolour)
        self._recolour()

    def stand_in(self, grid: QGridLayout, width: int) -> None:
        """Take its place in `grid`, the bar's, which is `width` pixels wide: its spare column, or a row of its own."""
        place = (0, 3, 1, 1) if width >= _ROOMY else (4, 0, 1, 8)
        grid.addWidget(self, *place, Qt.AlignmentFlag.AlignLeft)

    def _recolour(self) -> None:
        text, ground = self._theme.scheme.tones[Tone.PARTIAL]
        self.setIcon(icons.icon(Tone.PARTIAL.value, text, self.devicePixelRatioF()))
        self.setStyleSheet(
            f"QPushButton {{ color: {text}; background: {ground}; border: 1px solid {text}; border-radius: 14px;"
            f" padding: 2px 12px; min-height: 26px; }}"
            f"QPushButton:focus {{ border: 2px solid {text}; padding: 1px 11px; }}"
        )
