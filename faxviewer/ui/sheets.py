"""Style sheets for what neither Qt draws well from the palette nor we paint: menus, dialogs. For `Theme.dress`."""

from faxviewer.domain.tone import Tone
from faxviewer.ui.theme import CONTROL_HEIGHT, Scheme


def chooser(scheme: Scheme) -> str:
    """Boxes to choose from."""
    text, ground = scheme.chosen
    return f"""
QComboBox {{ background: {scheme.card}; color: {scheme.text}; border: 1px solid {scheme.hairline};
  border-radius: 6px; padding: 0 10px; min-height: {CONTROL_HEIGHT - 2}px; }}
QComboBox::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow {{ width: 0; height: 0; border-top: 5px solid {scheme.muted};
  border-left: 4px solid {scheme.card}; border-right: 4px solid {scheme.card}; }}
QComboBox:focus {{ border: 2px solid {scheme.accent}; padding: 0 9px; }}
QComboBox QAbstractItemView {{ background: {scheme.card}; color: {scheme.text};
  selection-background-color: {ground}; selection-color: {text}; }}
"""


def own_field(_scheme: Scheme) -> str:
    """Fields that paint themselves: below a sheet without a rule for them Qt fills them over their frame."""
    return "Field { background: transparent; border: none; }"


def scroll_bar(scheme: Scheme) -> str:
    """Upright scroll bars of what stands in dialogs."""
    return f"""
QScrollBar:vertical {{ background: {scheme.ground}; width: 12px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {scheme.muted}; border: 3px solid {scheme.ground}; border-radius: 6px;
  min-height: 40px; }}
QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical {{ height: 0; }}
"""


def progress(scheme: Scheme) -> str:
    """Bars of how far something is."""
    return f"""
QProgressBar {{ background: {scheme.placeholder}; border: none; border-radius: 3px; max-height: 6px; }}
QProgressBar[still="true"] {{ background: qlineargradient(x1: 0, y1: 0, x2: 1, y2: 0,
  stop: 0 {scheme.placeholder}, stop: 0.5 {scheme.accent}, stop: 1 {scheme.placeholder}); }}
QProgressBar::chunk {{ background: {scheme.accent}; border-radius: 3px; }}
"""


def menu(scheme: Scheme) -> str:
    """Menus, with room for a finger."""
    text, ground = scheme.chosen
    return f"""
QMenu {{ background: {scheme.card}; color: {scheme.text}; border: 1px solid {scheme.hairline}; padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {ground}; color: {text}; }}
QMenu::item:disabled {{ color: {scheme.off}; }}
"""


def offer(scheme: Scheme) -> str:
    """A word inside a field, of what could be put there."""
    text, ground = scheme.tones[Tone.PROGRESS]
    return f"QLabel {{ background: {ground}; color: {text}; border-radius: 4px; padding: 2px 6px; }}"


def reading(scheme: Scheme) -> str:
    """Lists and areas of text to read in."""
    text, ground = scheme.chosen
    return f"""
QListWidget, QTextBrowser, QPlainTextEdit {{ background: {scheme.card}; color: {scheme.text};
  border: 1px solid {scheme.hairline}; border-radius: 6px; padding: 4px;
  selection-background-color: {scheme.accent}; selection-color: {scheme.on_accent}; }}
QListWidget:focus, QTextBrowser:focus, QPlainTextEdit:focus {{ border: 1px solid {scheme.accent}; }}
QListWidget::item {{ padding: 6px 8px; border-radius: 4px; color: {scheme.text}; }}
QListWidget::item:selected {{ background: {ground}; color: {text}; }}
QListWidget::item:hover:!selected {{ background: {scheme.ground}; }}
"""


def dialog(scheme: Scheme) -> str:
    """All that stands in a dialog, its standard buttons too, which Qt makes."""
    standard = f"""
QDialog {{ background: {scheme.card}; }}
QPushButton {{ background: {scheme.card}; color: {scheme.text}; border: 1px solid {scheme.hairline};
  border-radius: 6px; padding: 0 14px; min-height: {CONTROL_HEIGHT - 2}px; font-weight: 600; }}
QPushButton:hover {{ border-color: {scheme.muted}; }}
QPushButton:focus {{ border: 2px solid {scheme.accent}; padding: 0 13px; }}
QPushButton:disabled {{ color: {scheme.off}; background: {scheme.ground}; }}
"""
    parts = (chooser, own_field, scroll_bar, progress, menu, reading)
    return standard + "".join(part(scheme) for part in parts)
