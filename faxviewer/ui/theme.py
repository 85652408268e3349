"""Colours and measures, in the light and the dark scheme of the system."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QWidget

from faxviewer.domain.tone import Tone

CONTROL_HEIGHT: Final = 32
"""Height of buttons and fields, in device-independent pixels."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """The colours of one scheme as #RRGGBB. `tones` maps a tone to (text, ground)."""

    dark: bool
    ground: str
    card: str
    hairline: str
    text: str
    muted: str
    accent: str
    on_accent: str
    placeholder: str
    tones: dict[Tone, tuple[str, str]]
    off: str
    """For the words of what can't be used now."""

    @property
    def is_plain(self) -> bool:
        """Whether these are the few colours of a desk with high contrast, which tell no tones apart."""
        return self.tones[Tone.UNKNOWN][0] == self.text

    @property
    def chosen(self) -> tuple[str, str]:
        """What is chosen among others: (text, ground)."""
        return (self.on_accent, self.accent) if self.is_plain else self.tones[Tone.PROGRESS]


LIGHT: Final = Scheme(
    dark=False,
    ground="#F5F6F8",
    card="#FFFFFF",
    hairline="#E1E5EA",
    text="#1A1D21",
    muted="#59626E",
    accent="#1F55C7",
    on_accent="#FFFFFF",
    placeholder="#E9ECF0",
    tones={
        Tone.SUCCESS: ("#17663A", "#E2F4E8"),
        Tone.PARTIAL: ("#7F4C00", "#FFF0D2"),
        Tone.FAILURE: ("#AE231B", "#FCE7E5"),
        Tone.PROGRESS: ("#1C50AE", "#E3ECFC"),
        Tone.UNKNOWN: ("#505966", "#E9ECF0"),
    },
    off="#59626E",
)

DARK: Final = Scheme(
    dark=True,
    ground="#14171B",
    card="#1C2025",
    hairline="#2D333B",
    text="#E7EAEE",
    muted="#9BA5B3",
    accent="#84ABFF",
    on_accent="#101418",
    placeholder="#2A3037",
    tones={
        Tone.SUCCESS: ("#7FD9A0", "#123121"),
        Tone.PARTIAL: ("#F3BD58", "#33270D"),
        Tone.FAILURE: ("#FF9F96", "#3B1816"),
        Tone.PROGRESS: ("#96BBFF", "#15284C"),
        Tone.UNKNOWN: ("#B5BEC9", "#2A3037"),
    },
    off="#9BA5B3",
)


def high_contrast(palette: QPalette) -> Scheme:
    """The system's own colours, for a desk that asks for high contrast: they win over all of ours."""
    text = palette.color(QPalette.ColorRole.WindowText).name()
    ground = palette.color(QPalette.ColorRole.Window).name()
    accent = palette.color(QPalette.ColorRole.Highlight).name()
    on_accent = palette.color(QPalette.ColorRole.HighlightedText).name()
    off = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText).name()
    dark = QColor(ground).lightness() < 128
    tones = dict.fromkeys(Tone, (text, ground))
    return Scheme(dark, ground, ground, text, text, text, accent, on_accent, ground, tones, off)


MUTED: Final = QPalette.ColorRole.PlaceholderText
ODD: Final = QPalette.ColorRole.BrightText
REFUSED: Final = QPalette.ColorRole.LinkVisited
"""Where the application's palette has quiet text, what is odd and what is refused. No style uses the last two."""


def palette_of(scheme: Scheme) -> QPalette:
    """The application's palette in `scheme`: what every text and ground is taken from that nobody paints."""
    roles = QPalette.ColorRole
    colours = (
        (scheme.ground, (roles.Window,)),
        (scheme.card, (roles.Base, roles.Button, roles.ToolTipBase, roles.Light, roles.Midlight)),
        (scheme.text, (roles.WindowText, roles.Text, roles.ButtonText, roles.ToolTipText)),
        (scheme.hairline, (roles.Mid, roles.Dark, roles.Shadow)),
        (scheme.placeholder, (roles.AlternateBase,)),
        (scheme.accent, (roles.Highlight, roles.Link, roles.Accent)),
        (scheme.on_accent, (roles.HighlightedText,)),
        (scheme.muted, (MUTED,)),
        (scheme.tones[Tone.PARTIAL][0], (ODD,)),
        (scheme.tones[Tone.FAILURE][0], (REFUSED,)),
    )
    palette = QPalette()
    for colour, its in colours:
        for role in its:
            palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(scheme.off))
    return palette


class Theme(QObject):
    """The scheme in force. Follows the system while the program runs and tells through `changed`.

    The application has one palette, so one theme is in force: the one that was made last.
    """

    changed = Signal()
    _in_force: "Theme | None" = None

    def __init__(self) -> None:
        super().__init__()
        Theme._in_force = self
        # Before the first paint the palette has to do: the enums of Qt's name space take 10 ms to import.
        window = _system_palette().color(QPalette.ColorRole.Window)
        self.scheme = DARK if window.lightness() < 128 else LIGHT
        QGuiApplication.setPalette(palette_of(self.scheme))

    @classmethod
    def in_force(cls) -> "Theme":
        """The theme of the application."""
        return cls._in_force or cls()

    def follow_system(self) -> None:
        """Take over the system's scheme, now and whenever it changes."""
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._take_over)
        hints.accessibility().contrastPreferenceChanged.connect(self._take_over)
        self._take_over()

    def use(self, scheme: Scheme) -> None:
        """Make `scheme` the one in force, and its palette the application's, whatever that was meanwhile."""
        QGuiApplication.setPalette(palette_of(scheme))
        if scheme != self.scheme:
            self.scheme = scheme
            self.changed.emit()

    def dress(self, widget: QWidget, *sheets: Callable[[Scheme], str]) -> None:
        """Give `widget` a style sheet of its own, now and whenever the scheme changes.

        Only what Qt can't draw from the palette gets one, and never a whole window: below it Qt keeps
        rules for each widget whether or not one is meant for it, which took 2.5 MB.
        """
        _Dress(self, widget, sheets)

    def _take_over(self) -> None:
        from PySide6.QtCore import Qt

        hints = QGuiApplication.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            self.use(high_contrast(_system_palette()))
        elif hints.colorScheme() != Qt.ColorScheme.Unknown:
            self.use(DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT)


class _Dress(QObject):
    """Lives as long as what wears it."""

    def __init__(self, theme: Theme, widget: QWidget, sheets: tuple[Callable[[Scheme], str], ...]) -> None:
        super().__init__(widget)
        self._theme, self._widget, self._sheets = theme, widget, sheets
        theme.changed.connect(self.put_on)
        self.put_on()

    def put_on(self) -> None:
        self._widget.setStyleSheet("".join(sheet(self._theme.scheme) for sheet in self._sheets))


def _system_palette() -> QPalette:
    """The system's own palette, which is then the application's."""
    QGuiApplication.setPalette(QPalette())
    return QGuiApplication.palette()


def fixed_width_family() -> str:
    """The system's fixed-width font, for IDs."""
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()


def font(ratio: float = 1.0, weight: QFont.Weight | None = None, family: str = "") -> QFont:
    """The system's font at `ratio` times its size; what isn't given is that of whatever the widget stands in.

    Shared by all that ask for the same: each font of its own takes half a kilobyte.
    """
    return _font(QGuiApplication.font().pointSizeF(), ratio, weight, family)


@lru_cache(maxsize=32)
def _font(points: float, ratio: float, weight: QFont.Weight | None, family: str) -> QFont:
    made = QFont()
    if ratio != 1.0:
        made.setPointSizeF(round((points if points > 0 else 10.0) * ratio, 1))
    if weight is not None:
        made.setWeight(weight)
    if family:
        made.setFamily(family)
    return made
