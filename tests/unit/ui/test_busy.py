"""Bars for work of unknown length move only where the system says so."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QProgressBar

from faxviewer.ui import sheets
from faxviewer.ui.busy import show_busy, show_part
from faxviewer.ui.theme import Theme


@pytest.fixture
def effects(qapp: QApplication) -> Iterator[QApplication]:
    before = qapp.isEffectEnabled(Qt.UIEffect.UI_General)
    yield qapp
    qapp.setEffectEnabled(Qt.UIEffect.UI_General, before)


@pytest.fixture
def bar(effects: QApplication) -> Iterator[QProgressBar]:
    made = QProgressBar()
    made.setTextVisible(False)
    Theme().dress(made, sheets.progress)
    yield made
    made.deleteLater()


@pytest.mark.parametrize("on", [True, False])
def test_a_busy_bar_moves_only_where_the_system_has_effects_on(
    effects: QApplication, bar: QProgressBar, on: bool
) -> None:
    effects.setEffectEnabled(Qt.UIEffect.UI_General, on)
    show_busy(bar)
    assert (bar.maximum() == bar.minimum()) is on  # Qt moves a bar without a range, and no other


def test_a_still_bar_looks_neither_empty_nor_done(effects: QApplication, bar: QProgressBar) -> None:
    effects.setEffectEnabled(Qt.UIEffect.UI_General, False)
    bar.resize(200, 6)
    bar.setRange(0, 1_000)
    pictures = []
    for part in (0, 1_000):
        show_part(bar, part, 1_000)
        pictures.append(bar.grab().toImage())
    show_busy(bar)
    assert bar.grab().toImage() not in pictures


def test_once_the_size_is_known_it_fills(effects: QApplication, bar: QProgressBar) -> None:
    effects.setEffectEnabled(Qt.UIEffect.UI_General, False)
    show_busy(bar)
    show_part(bar, 3, 4)
    assert (bar.minimum(), bar.value(), bar.maximum()) == (0, 750, 1_000)
    show_part(bar, 9, 4)
    assert bar.value() == bar.maximum(), "more than was said is no more than all"
