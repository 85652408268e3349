"""Colours, measures and the style sheet, in the light and the dark scheme of the system."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette

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
)


def high_contrast(palette: QPalette) -> Scheme:
    """The system's own colours, for a desk that asks for high contrast: they win over all of ours."""
    text = palette.color(QPalette.ColorRole.WindowText).name()
    ground = palette.color(QPalette.ColorRole.Window).name()
    accent = palette.color(QPalette.ColorRole.Highlight).name()
    on_accent = palette.color(QPalette.ColorRole.HighlightedText).name()
    dark = QColor(ground).lightness() < 128
    return Scheme(
        dark, ground, ground, text, text, text, accent, on_accent, ground, dict.fromkeys(Tone, (text, ground))
    )


class Theme(QObject):
    """The scheme in force. Follows the system while the program runs and tells through `changed`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        # Before the first paint the palette has to do: the enums of Qt's name space take 10 ms to import.
        window = QGuiApplication.palette().color(QPalette.ColorRole.Window)
        self.scheme = DARK if window.lightness() < 128 else LIGHT

    def follow_system(self) -> None:
        """Take over the system's scheme, now and whenever it changes."""
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._take_over)
        hints.accessibility().contrastPreferenceChanged.connect(self._take_over)
        self._take_over()

    def _take_over(self) -> None:
        from PySide6.QtCore import Qt

        hints = QGuiApplication.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            self.use(high_contrast(QGuiApplication.palette()))
        elif hints.colorScheme() != Qt.ColorScheme.Unknown:
            self.use(DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT)

    def use(self, scheme: Scheme) -> None:
        """Make `scheme` the one in force."""
        if scheme != self.scheme:
            self.scheme = scheme
            self.changed.emit()

    def style_sheet(self) -> str:
        """The window's style sheet for the scheme in force and the system's font."""
        return style_sheet(self.scheme, QGuiApplication.font())


def fixed_width_family() -> str:
    """The system's fixed-width font, for IDs."""
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()


def style_sheet(scheme: Scheme, font: QFont) -> str:
    """Qt style sheet for `scheme`; text sizes are ratios of the system font's own."""
    base = font.pointSizeF() if font.pointSizeF() > 0 else 10.0
    amber, amber_ground = scheme.tones[Tone.PARTIAL]
    return f"""
#window {{ background: {scheme.ground}; }}
QDialog {{ background: {scheme.card}; }}
QLabel, QCheckBox, QRadioButton {{ color: {scheme.text}; background: transparent; }}
QScrollArea, QScrollArea > QWidget > QWidget#canvas, #body {{ background: {scheme.ground}; border: none; }}
#top_bar {{ background: {scheme.card}; border-bottom: 1px solid {scheme.hairline}; }}
QFrame[card="true"] {{ background: {scheme.card}; border: 1px solid {scheme.hairline}; border-radius: 8px; }}
QLabel[role="headline"] {{ font-size: {base * 1.5:.1f}pt; font-weight: 600; }}
QLabel[role="title"] {{ font-size: {base * 1.2:.1f}pt; font-weight: 600; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="group"] {{ font-size: {base * 0.8:.1f}pt; font-weight: 600; color: {scheme.muted}; }}
QLabel[role="muted"], FieldRow {{ color: {scheme.muted}; }}
QLabel[role="small"] {{ color: {scheme.muted}; font-size: {base * 0.9:.1f}pt; }}
QLabel[role="odd"] {{ color: {amber}; font-size: {base * 0.9:.1f}pt; }}
QLabel[role="offer"] {{ background: {scheme.tones[Tone.PROGRESS][1]}; color: {scheme.tones[Tone.PROGRESS][0]};
  border-radius: 4px; padding: 2px 6px; font-size: {base * 0.9:.1f}pt; }}
QLabel[role="refusal"] {{ color: {scheme.tones[Tone.FAILURE][0]}; font-size: {base * 0.9:.1f}pt; }}
QLabel[role="value"] {{ font-weight: 500; border: 1px solid transparent; border-radius: 3px; }}
QLabel[role="value"][presence="absent"], QLabel[role="value"][presence="null"],
QLabel[role="value"][presence="empty"] {{ color: {scheme.muted}; font-weight: 400; }}
QLabel[role="value"]:focus {{ border: 1px solid {scheme.accent}; }}
QLineEdit {{ background: {scheme.ground}; color: {scheme.text}; border: 1px solid {scheme.hairline};
  border-radius: 6px; padding: 0 10px; min-height: {CONTROL_HEIGHT - 2}px;
  selection-background-color: {scheme.accent}; selection-color: {scheme.on_accent};
  placeholder-text-color: {scheme.muted}; }}
QLineEdit:focus {{ border: 1px solid {scheme.accent}; }}
QLineEdit[refused="true"] {{ border: 1px solid {scheme.tones[Tone.FAILURE][0]}; }}
QLineEdit:disabled {{ color: {scheme.muted}; }}
QPushButton, QToolButton {{ background: {scheme.card}; color: {scheme.text}; border: 1px solid {scheme.hairline};
  border-radius: 6px; padding: 0 14px; min-height: {CONTROL_HEIGHT - 2}px; font-weight: 600; }}
QToolButton {{ padding: 0 8px; }}
QToolButton::menu-indicator {{ image: none; }}
QPushButton:hover, QToolButton:hover {{ border-color: {scheme.muted}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {scheme.accent}; padding: 0 13px; }}
QToolButton:focus {{ padding: 0 7px; }}
QPushButton:disabled, QToolButton:disabled {{ color: {scheme.muted}; background: {scheme.ground}; }}
QPushButton[kind="primary"] {{ background: {scheme.accent}; color: {scheme.on_accent};
  border-color: {scheme.accent}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {scheme.text}; }}
QPushButton[kind="primary"]:disabled {{ background: {scheme.placeholder}; color: {scheme.muted};
  border-color: {scheme.hairline}; }}
QPushButton[kind="quiet"]:checked {{ background: {scheme.tones[Tone.PROGRESS][1]};
  color: {scheme.tones[Tone.PROGRESS][0]}; }}
QPushButton[kind="tab"] {{ background: transparent; border: 1px solid transparent; color: {scheme.muted};
  padding: 0 5px; }}
QPushButton[kind="tab"]:checked {{ background: {scheme.tones[Tone.PROGRESS][1]};
  color: {scheme.tones[Tone.PROGRESS][0]}; }}
QPushButton[kind="tab"]:focus {{ border: 1px solid {scheme.accent}; padding: 0 5px; }}
QPushButton[kind="flag"] {{ background: transparent; border: 1px solid transparent; color: {amber}; padding: 0 5px; }}
QPushButton[kind="flag"]:hover {{ background: {amber_ground}; }}
QPushButton[kind="flag"]:focus {{ border: 1px solid {scheme.accent}; padding: 0 5px; }}
QTabBar {{ background: transparent; font-weight: 600; }}
QTabBar::tab {{ background: transparent; color: {scheme.muted}; border: 1px solid transparent; border-radius: 6px;
  padding: 0 10px; min-height: {CONTROL_HEIGHT - 2}px; }}
QTabBar::tab:selected {{ background: {scheme.tones[Tone.PROGRESS][1]}; color: {scheme.tones[Tone.PROGRESS][0]}; }}
QTabBar::tab:hover:!selected {{ border-color: {scheme.hairline}; }}
QTabBar::tab:selected:focus {{ border: 1px solid {scheme.accent}; }}
#browse QToolButton {{ font-weight: 400; padding: 0 6px; }}
#browse QToolButton:focus {{ padding: 0 5px; }}
#browse QScrollBar:vertical {{ background: {scheme.card}; }}
#browse QScrollBar::handle:vertical {{ border-color: {scheme.card}; }}
#browse {{ background: {scheme.card}; border: none; border-right: 1px solid {scheme.hairline}; }}
QPushButton[kind="link"] {{ background: transparent; border: 1px solid transparent; color: {scheme.accent};
  padding: 0 4px; text-align: left; }}
QPushButton[kind="link"]:hover {{ border-color: {scheme.hairline}; }}
QPushButton[kind="link"]:focus {{ border: 1px solid {scheme.accent}; padding: 0 4px; }}
QPushButton[kind="link"]:disabled {{ color: {scheme.muted}; font-weight: 400; }}
QComboBox {{ background: {scheme.card}; color: {scheme.text}; border: 1px solid {scheme.hairline};
  border-radius: 6px; padding: 0 10px; min-height: {CONTROL_HEIGHT - 2}px; }}
QComboBox::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow {{ width: 0; height: 0; border-top: 5px solid {scheme.muted};
  border-left: 4px solid {scheme.card}; border-right: 4px solid {scheme.card}; }}
QComboBox:focus {{ border: 2px solid {scheme.accent}; padding: 0 9px; }}
QComboBox QAbstractItemView {{ background: {scheme.card}; color: {scheme.text};
  selection-background-color: {scheme.tones[Tone.PROGRESS][1]};
  selection-color: {scheme.tones[Tone.PROGRESS][0]}; }}
QScrollBar:vertical {{ background: {scheme.ground}; width: 12px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {scheme.muted}; border: 3px solid {scheme.ground}; border-radius: 6px;
  min-height: 40px; }}
QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical {{ height: 0; }}
QProgressBar {{ background: {scheme.placeholder}; border: none; border-radius: 3px; max-height: 6px; }}
QProgressBar[still="true"] {{ background: qlineargradient(x1: 0, y1: 0, x2: 1, y2: 0,
  stop: 0 {scheme.placeholder}, stop: 0.5 {scheme.accent}, stop: 1 {scheme.placeholder}); }}
QProgressBar::chunk {{ background: {scheme.accent}; border-radius: 3px; }}
QFrame#notice {{ border-radius: 8px; border: 1px solid {scheme.hairline}; background: {scheme.card}; }}
QFrame#odd_card {{ background: {amber_ground}; border: 1px solid {scheme.hairline}; border-radius: 8px; }}
QFrame#odd_card QLabel {{ color: {amber}; }}
QMenu {{ background: {scheme.card}; color: {scheme.text}; border: 1px solid {scheme.hairline}; padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {scheme.tones[Tone.PROGRESS][1]}; color: {scheme.tones[Tone.PROGRESS][0]}; }}
QMenu::item:disabled {{ color: {scheme.muted}; }}
QToolTip {{ background: {scheme.card}; color: {scheme.text}; border: 1px solid {scheme.hairline}; padding: 4px; }}
"""


def reading_sheet(scheme: Scheme) -> str:
    """Style sheet for what dialogs hold to read in: lists and areas of text. The window itself has none of them."""
    chosen, ground = scheme.tones[Tone.PROGRESS]
    return f"""
QListWidget, QTextBrowser, QPlainTextEdit {{ background: {scheme.card}; color: {scheme.text};
  border: 1px solid {scheme.hairline}; border-radius: 6px; padding: 4px;
  selection-background-color: {scheme.accent}; selection-color: {scheme.on_accent}; }}
QListWidget:focus, QTextBrowser:focus, QPlainTextEdit:focus {{ border: 1px solid {scheme.accent}; }}
QListWidget::item {{ padding: 6px 8px; border-radius: 4px; color: {scheme.text}; }}
QListWidget::item:selected {{ background: {ground}; color: {chosen}; }}
QListWidget::item:hover:!selected {{ background: {scheme.ground}; }}
"""
