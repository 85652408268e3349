"""The narrow list as a person sees it: what is painted, what is chosen, and that it keeps its place."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from faxviewer.domain.tone import Tone
from faxviewer.presenters.entries import Column, Entry
from faxviewer.ui.list_model import FaxListModel
from faxviewer.ui.list_row import row_height
from faxviewer.ui.list_view import FaxList
from faxviewer.ui.theme import DARK, LIGHT, Scheme, Theme, high_contrast
from tests.fakes.listed import PlainTimes, fax, ordinary_page, page


class Shown:
    """A list of 300 × 600 pixels in a window of its own."""

    def __init__(self) -> None:
        times = PlainTimes()
        self.theme = Theme()
        self.theme.use(LIGHT)
        self.model = FaxListModel(times)
        self.view = FaxList(self.model, self.theme, times)
        self.view.resize(300, 600)
        self.chosen: list[Entry] = []
        self.ends: list[bool] = []
        self.view.chosen.connect(self.chosen.append)
        self.view.end_near.connect(lambda: self.ends.append(True))
        self.view.show()

    @property
    def top(self) -> int:
        """Where the current row begins, in pixels below the upper edge."""
        return self.view.visualRect(self.view.currentIndex()).top()

    def picture(self) -> QImage:
        QApplication.processEvents()
        return self.view.viewport().grab().toImage()

    def colours(self, row: int) -> set[str]:
        """The colours that occur in `row`."""
        image = self.picture()
        place = self.view.visualRect(self.model.index(row, Column.WHEN))
        return {
            image.pixelColor(x, y).name()
            for x in range(place.left(), place.right() + 1)
            for y in range(place.top(), place.bottom() + 1)
        }

    def ground(self, row: int) -> str:
        """The colour of `row` where nothing is written."""
        place = self.view.visualRect(self.model.index(row, Column.WHEN))
        return self.picture().pixelColor(place.left() + 8, place.center().y()).name()

    def click(self, row: int) -> None:
        place = self.view.visualRect(self.model.index(row, Column.WHEN)).center()
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, place.y()))


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Shown]:
    made = Shown()
    qtbot.addWidget(made.view)
    qtbot.waitExposed(made.view)
    yield made
    made.view.close()


def test_every_row_is_as_high_as_the_others(shown: Shown) -> None:
    shown.model.append(page([fax(0), fax(1, to=None, file_name="x" * 4_000, status="y" * 4_000), fax(2)]))
    heights = {shown.view.rowHeight(row) for row in range(3)}
    assert heights == {row_height(shown.view.font())}
    assert min(heights) > 30


def test_rows_grow_with_the_font(shown: Shown) -> None:
    shown.model.append(ordinary_page(0, 2))
    before = shown.view.rowHeight(0)
    font = shown.view.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    shown.view.setFont(font)
    shown.view.executeDelayedItemsLayout()  # what the next turn of the event loop does
    assert shown.view.rowHeight(0) == shown.view.rowHeight(1) > before * 1.4


def test_no_row_needs_scrolling_sideways(shown: Shown) -> None:
    shown.model.append(page([fax(file_name="x" * 4_000, to="+" * 400)]))
    shown.picture()
    assert shown.view.columnWidth(Column.WHEN) == shown.view.viewport().width()
    assert shown.view.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_row_wears_the_tone_of_its_status(shown: Shown, scheme: Scheme) -> None:
    shown.theme.use(scheme)
    statuses = ("success", "partially_sent", "failed", "sending", "number_ported")
    shown.model.append(page([fax(number, status=status) for number, status in enumerate(statuses)]))
    for row, tone in enumerate((Tone.SUCCESS, Tone.PARTIAL, Tone.FAILURE, Tone.PROGRESS, Tone.UNKNOWN)):
        assert {QColor(scheme.tones[tone][1]).name(), QColor(scheme.card).name()} <= shown.colours(row)


def test_the_row_under_the_pointer_is_seen_and_no_other(shown: Shown) -> None:
    shown.model.append(ordinary_page(0, 3))
    hovered = QColor(LIGHT.ground).name()
    rows = shown.view.viewport()
    below = QPoint(rows.width() // 2, rows.height() - 4)
    centres = [shown.view.visualRect(shown.model.index(row, Column.WHEN)).center() for row in range(3)]
    for pointer, seen in ((below, []), (centres[1], [1]), (centres[2], [2]), (below, [])):
        QTest.mouseMove(rows, pointer)
        assert [row for row in range(3) if shown.ground(row) == hovered] == seen


def test_the_selected_row_and_the_keyboard_are_seen(shown: Shown) -> None:
    shown.model.append(ordinary_page(0, 3))
    accent, selected = QColor(LIGHT.accent).name(), QColor(LIGHT.tones[Tone.PROGRESS][1]).name()
    assert selected not in shown.colours(1)
    shown.click(1)
    shown.view.clearFocus()
    assert selected in shown.colours(1) and accent not in shown.colours(1)
    shown.view.setFocus()
    shown.view.activateWindow()
    assert {selected, accent} <= shown.colours(1)


def test_high_contrast_uses_the_systems_colours_alone(shown: Shown) -> None:
    palette = QPalette()
    roles, colour = QPalette.ColorRole, QColor
    for role, name in ((roles.WindowText, "#ffff00"), (roles.Window, "#000000"), (roles.Highlight, "#00ffff")):
        palette.setColor(role, colour(name))
    palette.setColor(roles.HighlightedText, colour("#000000"))
    shown.theme.use(high_contrast(palette))
    shown.model.append(page([fax(0, status="failed"), fax(1)]))
    assert {"#ffff00", "#000000"} <= shown.colours(0)
    for name in shown.colours(0):
        pixel = QColor(name)
        assert abs(pixel.red() - pixel.green()) < 3 and pixel.blue() < 3, "only yellow on black"
    shown.click(0)
    shown.view.clearFocus()
    assert "#00ffff" in shown.colours(0)
    assert "#ffff00" not in shown.colours(0)


def test_an_unread_fax_is_bolder(shown: Shown) -> None:
    shown.model.append(page([fax(0, is_read=True), fax(0, is_read=False)]))
    image = shown.picture()
    height = shown.view.rowHeight(0)

    def ink(row: int) -> int:
        lines = range(row * height, row * height + height // 2)
        return sum(255 - image.pixelColor(x, y).lightness() for y in lines for x in range(150))

    assert ink(1) > ink(0) * 1.1


@pytest.mark.parametrize("width", [10, 60, 120, 300, 900])
def test_a_row_is_painted_at_any_width(shown: Shown, width: int) -> None:
    shown.model.append(
        page([fax(0, status="x" * 200), fax(1, file_name="\U0001f469" * 90), fax(2, direction=None, to=7)])
    )
    shown.view.resize(width, 300)
    assert not shown.picture().isNull()


def test_a_fax_is_chosen_once(shown: Shown) -> None:
    shown.model.append(ordinary_page(0))
    shown.click(1)
    shown.click(1)
    QTest.keyClick(shown.view, Qt.Key.Key_Down)
    shown.view.step(3)
    shown.view.step(-1)
    assert [entry.file_name for entry in shown.chosen] == ["letter-1", "letter-2", "letter-5", "letter-4"]
    assert shown.view.picked is shown.chosen[-1]


def test_steps_end_at_the_ends(shown: Shown) -> None:
    shown.view.step(1)
    assert shown.view.picked is None
    shown.model.append(ordinary_page(0, 3))
    shown.view.step(1)
    assert shown.view.currentIndex().row() == 0
    shown.view.step(-1)
    shown.view.step(99)
    assert shown.view.currentIndex().row() == 2


def test_the_fax_in_the_form_is_marked_in_silence(shown: Shown) -> None:
    shown.model.append(ordinary_page(0))
    shown.view.mark("5e7de3ad54cfd54eb0000007", "self")
    assert shown.view.currentIndex().row() == 7
    shown.view.mark("of another list", "self")
    assert shown.view.picked is None and not shown.view.selectedIndexes()
    assert shown.chosen == []
    shown.click(3)
    assert len(shown.chosen) == 1


def test_pages_arrive_without_moving_anything(shown: Shown) -> None:
    for first in (0, 50, 100):
        shown.model.append(ordinary_page(first))
    shown.view.pick(60)
    bar = shown.view.verticalScrollBar()
    place = (shown.top, bar.value())
    shown.model.append(ordinary_page(150))
    shown.picture()
    assert (shown.top, bar.value()) == place
    assert bar.maximum() > 100 * shown.view.rowHeight(0)


@pytest.mark.parametrize(
    "wish",
    [
        lambda model: model.search("letter-1"),
        lambda model: model.show_tones(frozenset({Tone.SUCCESS})),
        lambda model: model.sort(Column.PAGES, Qt.SortOrder.DescendingOrder),
    ],
    ids=["words", "tones", "sorting"],
)
def test_the_selected_fax_stays_where_it_is_while_rows_go_around_it(
    shown: Shown, wish: Callable[[FaxListModel], None]
) -> None:
    for first in range(0, 200, 50):
        shown.model.append(ordinary_page(first))
    shown.view.pick(100)
    shown.view.verticalScrollBar().setValue(97 * shown.view.rowHeight(0) + 5)
    before = shown.top
    wish(shown.model)
    shown.picture()
    assert shown.view.picked and shown.view.picked.file_name == "letter-100"
    assert shown.top == before
    assert [entry.file_name for entry in shown.chosen] == ["letter-100"]


def test_a_selected_fax_out_of_sight_does_not_pull_the_list(shown: Shown) -> None:
    for first in range(0, 200, 50):
        shown.model.append(ordinary_page(first))
    shown.view.pick(0)
    bar = shown.view.verticalScrollBar()
    bar.setValue(101 * shown.view.rowHeight(0))
    shown.model.search("letter-1")
    top = shown.view.indexAt(QPoint(1, 1))
    assert shown.model.entry(top.row()).file_name == "letter-101"


def test_a_fax_that_matches_again_is_selected_again(shown: Shown) -> None:
    shown.model.append(ordinary_page(0))
    shown.click(2)
    shown.model.search("letter-4")
    assert shown.view.picked is None
    shown.model.search("")
    assert shown.view.picked and shown.view.picked.file_name == "letter-2"
    assert len(shown.chosen) == 1


def test_the_end_is_told_before_it_is_reached(shown: Shown) -> None:
    for first in range(0, 200, 50):
        shown.model.append(ordinary_page(first))
    shown.picture()
    shown.ends.clear()
    bar = shown.view.verticalScrollBar()
    bar.setValue(10 * shown.view.rowHeight(0))
    assert not shown.ends
    bar.setValue(bar.maximum() - shown.view.viewport().height())
    assert shown.ends


def test_another_list_has_nothing_selected(shown: Shown) -> None:
    shown.model.append(ordinary_page(0))
    shown.click(2)
    shown.model.clear()
    shown.model.append(ordinary_page(100))
    assert shown.view.picked is None
    shown.model.search("letter")
    assert shown.view.picked is None


def test_no_key_edits_a_row(shown: Shown) -> None:
    shown.model.append(ordinary_page(0, 2))
    shown.click(0)
    QTest.keyClick(shown.view, Qt.Key.Key_F2)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert shown.view.state() == shown.view.State.NoState
