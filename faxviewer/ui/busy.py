"""Bars for work of unknown length: they move only where the system says that things may."""

from PySide6.QtWidgets import QProgressBar


def moves() -> bool:
    """Whether the system has effects on. Where it doesn't say, nothing moves: stillness harms nobody."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    return QApplication.isEffectEnabled(Qt.UIEffect.UI_General)


def show_busy(bar: QProgressBar) -> None:
    """Let `bar` say that something is under way whose end nobody knows: moving, or as a still band of light."""
    still = not moves()
    bar.setRange(0, 1 if still else 0)
    bar.reset()
    _mark(bar, still=still)


def show_part(bar: QProgressBar, done: int, total: int) -> None:
    """Fill `bar` as far as `done` is of `total` (above 0), in thousandths."""
    bar.setRange(0, 1_000)
    bar.setValue(min(done * 1_000 // total, 1_000))
    _mark(bar, still=False)


def _mark(bar: QProgressBar, *, still: bool) -> None:
    if bool(bar.property("still")) != still:
        bar.setProperty("still", still)
        # The same sheet again matches its rules anew; `bar.style()` would load half a megabyte of QStyle's enums.
        bar.setStyleSheet(bar.styleSheet())
