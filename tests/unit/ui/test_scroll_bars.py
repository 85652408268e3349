"""Is the handle where Qt takes the presses for it."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication, QScrollArea, QStyle, QStyleOptionSlider

from faxviewer.ui.scroll_bars import ScrollBar
from faxviewer.ui.theme import Theme

LONGEST = 500_000
"""Pixels to scroll up to which Qt rounds to the nearest pixel; beyond it cuts, and a handle may be off by one."""


@pytest.fixture
def bar(qapp: QApplication) -> Iterator[ScrollBar]:
    Theme()
    area = QScrollArea()
    yield ScrollBar(area)
    area.deleteLater()


def painted(bar: ScrollBar) -> tuple[int, int]:
    """The first row of the handle and how many rows it has."""
    drawn = bar.grab().toImage()
    handle = Theme.in_force().scheme.muted.lower()
    rows = [y for y in range(drawn.height()) if drawn.pixelColor(drawn.width() // 2, y).name() == handle]
    return (rows[0], rows[-1] - rows[0] + 1) if rows else (0, 0)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(st.integers(1, 900), st.integers(0, LONGEST), st.integers(1, 900), st.floats(0, 1))
@example(20, 100, 10, 0.5)
@example(300, 7, 10, 0.5)
def test_the_handle_is_painted_where_it_is_pressed(
    bar: ScrollBar, height: int, last: int, page: int, part: float
) -> None:
    bar.setFixedSize(12, height)
    bar.setRange(0, last)
    bar.setPageStep(page)
    bar.setValue(round(last * part))
    option = QStyleOptionSlider()
    bar.initStyleOption(option)
    control, handle = QStyle.ComplexControl.CC_ScrollBar, QStyle.SubControl.SC_ScrollBarSlider
    pressed = bar.style().subControlRect(control, option, handle, bar)
    start, length = painted(bar)
    if not last:
        assert length == 0, "nothing to scroll, nothing to hold"
    elif pressed.height() < bar.width():
        assert length <= max(pressed.height(), 0), "no room for it"
    else:
        # Its ends are round, and the colour of the very last row is mixed.
        assert abs(start - pressed.top()) <= 1 and abs(start + length - pressed.top() - pressed.height()) <= 1
