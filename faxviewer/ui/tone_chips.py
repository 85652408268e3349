"""One chip for each tone, with how many faxes have it; pressed, it shows those alone."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from faxviewer.domain.tone import Tone
from faxviewer.ui import icons
from faxviewer.ui.flow import FlowLayout
from faxviewer.ui.theme import Theme

_NAMES = {
    Tone.SUCCESS: "Delivered",
    Tone.PARTIAL: "Partly",
    Tone.FAILURE: "Failed",
    Tone.PROGRESS: "On its way",
    Tone.UNKNOWN: "Unknown",
}


class ToneChips(QWidget):
    """Emits `chosen` with the tones that are pressed; none means all."""

    chosen = Signal(frozenset)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("list.chips")
        self._theme = theme
        self._chips: dict[Tone, QPushButton] = {}
        line = FlowLayout(self, gap=4)
        for tone, name in _NAMES.items():
            chip = QPushButton("0")
            chip.setObjectName(f"chip.{tone.value}")
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            chip.setToolTip(f"Show {name.lower()} only")
            chip.setAccessibleName(f"{name}: 0")
            chip.toggled.connect(self._tell)
            line.addWidget(chip)
            self._chips[tone] = chip
        theme.changed.connect(self._tint)
        self._tint()

    def show_counts(self, counts: dict[Tone, int]) -> None:
        """How many faxes of each tone there are, the other filters applied."""
        for tone, chip in self._chips.items():
            count = counts.get(tone, 0)
            if chip.text() != str(count):
                chip.setText(str(count))
                chip.setAccessibleName(f"{_NAMES[tone]}: {count}")

    def _tell(self) -> None:
        self.chosen.emit(frozenset(tone for tone, chip in self._chips.items() if chip.isChecked()))

    def _tint(self) -> None:
        for tone, chip in self._chips.items():
            text, ground = self._theme.scheme.tones[tone]
            chip.setIcon(icons.icon(tone.value, text, self.devicePixelRatioF()))
            chip.setStyleSheet(
                f"QPushButton {{ color: {text}; background: {ground}; border: 1px solid {ground};"
                " border-radius: 12px; padding: 0 8px; min-height: 22px; margin: 4px 0; }"
                f"QPushButton:checked, QPushButton:focus {{ border: 1px solid {text}; }}"
            )
