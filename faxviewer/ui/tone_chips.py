"""One chip for each tone, with how many faxes have it; pressed, it shows those alone."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from faxviewer.domain.tone import Tone
from faxviewer.ui import icons
from faxviewer.ui.buttons import GLYPH, Button, paint_words
from faxviewer.ui.flow import FlowLayout
from faxviewer.ui.shapes import fill_rounded
from faxviewer.ui.theme import Theme

_NAMES = {
    Tone.SUCCESS: "Delivered",
    Tone.PARTIAL: "Partly",
    Tone.FAILURE: "Failed",
    Tone.PROGRESS: "On its way",
    Tone.UNKNOWN: "Unknown",
}
_AROUND = 4
"""Pixels above and below what is painted, where a press counts too."""
_INNER = 3
"""How far inside the frame of the focus that of a pressed chip stands."""


class ToneChip(Button):
    """A chip in the colours of its `tone`, framed while it is pressed, and by a thicker line while it has the focus."""

    def __init__(self, theme: Theme, tone: Tone) -> None:
        super().__init__("0", "chip")
        self._theme = theme
        self._tone = tone
        self.setObjectName(f"chip.{tone.value}")
        self.setCheckable(True)
        self.setToolTip(f"Show {_NAMES[tone].lower()} only")
        self.toggled.connect(self.tint)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Say how many faxes there are."""
        self.setText(str(count))
        self.setAccessibleName(f"{_NAMES[self._tone]}: {count}")

    def tint(self) -> None:
        """Draw the icon in the colours of the scheme in force."""
        self.glyph = icons.pixmap(self._tone.value, self._colours()[0], GLYPH, self.devicePixelRatioF())

    def paintEvent(self, _event: QPaintEvent) -> None:
        scheme = self._theme.scheme
        text, ground = self._colours()
        edge = scheme.text if scheme.is_plain else text
        focused, pressed = self.hasFocus(), self.isChecked()
        framed = pressed or focused or scheme.is_plain
        place = QRectF(self.rect()).adjusted(0, _AROUND, 0, -_AROUND)
        with QPainter(self) as painter:
            fill_rounded(painter, place, place.height() / 2, ground, edge if framed else "", 2 if focused else 1)
            if focused and pressed:
                inner = place.adjusted(_INNER, _INNER, -_INNER, -_INNER)
                fill_rounded(painter, inner, inner.height() / 2, "", text)
            paint_words(painter, self, text)

    def _colours(self) -> tuple[str, str]:
        """(text, ground). High contrast knows no tones, and a frame around each: what is pressed changes its ground."""
        scheme = self._theme.scheme
        return scheme.chosen if scheme.is_plain and self.isChecked() else scheme.tones[self._tone]


class ToneChips(QWidget):
    """Emits `chosen` with the tones that are pressed; none means all."""

    chosen = Signal(frozenset)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("list.chips")
        line = FlowLayout(self, gap=4)
        self._chips = {tone: ToneChip(theme, tone) for tone in _NAMES}
        for chip in self._chips.values():
            chip.toggled.connect(self._tell)
            line.addWidget(chip)
        theme.changed.connect(self._tint)
        self._tint()

    def show_counts(self, counts: dict[Tone, int]) -> None:
        """How many faxes of each tone there are, the other filters applied."""
        for tone, chip in self._chips.items():
            count = counts.get(tone, 0)
            if chip.text() != str(count):
                chip.show_count(count)

    def _tell(self) -> None:
        self.chosen.emit(frozenset(tone for tone, chip in self._chips.items() if chip.isChecked()))

    def _tint(self) -> None:
        for chip in self._chips.values():
            chip.tint()
