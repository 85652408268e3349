"""The list's rows under Qt's own examiner: pages arrive, words are typed, columns are sorted, faxes stay selected."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from faxviewer.domain.fax import Direction
from faxviewer.domain.tone import Tone
from faxviewer.presenters.entries import TITLES, Column, fax_of
from faxviewer.ui import list_model
from faxviewer.ui.list_model import ENTRY_ROLE, FaxListModel
from tests.fakes.listed import PlainTimes, fax, ordinary_page, page

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
MANY = 20_000
"""Rows that take a search more than one turn of the event loop."""


@pytest.fixture
def model(qapp: object) -> FaxListModel:
    """An empty list that is examined at every change; what is wrong with it fails the test."""
    made = FaxListModel(PlainTimes())
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


@pytest.fixture(scope="module")
def long_list() -> FaxListModel:
    """20,000 rows. Whoever takes it leaves it without a wish."""
    made = FaxListModel(PlainTimes())
    for first in range(0, MANY, 500):
        made.append(ordinary_page(first, 500))
    return made


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each turn of the event loop gets one step done: a search takes many, however fast the computer is."""
    monkeypatch.setattr(list_model, "SLICE_SECONDS", 0.0)


def until_done(qtbot: QtBot, model: FaxListModel, wish: Callable[[], object]) -> None:
    wish()
    qtbot.waitUntil(lambda: not model.is_working)


def names(model: FaxListModel) -> list[str]:
    return [model.entry(row).file_name for row in range(model.rowCount())]


def test_pages_come_behind_one_another_without_a_reset(qtbot: QtBot, model: FaxListModel) -> None:
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    arrived: list[tuple[int, int]] = []
    model.rowsInserted.connect(lambda _parent, first, last: arrived.append((first, last)))
    model.append(ordinary_page(0))
    model.append(ordinary_page(50))
    assert arrived == [(0, 49), (50, 99)]
    assert not resets
    assert (model.rowCount(), model.columnCount(), model.total) == (100, 8, 100)
    assert names(model) == [f"letter-{number}" for number in range(100)]


def test_an_empty_page_changes_nothing(model: FaxListModel) -> None:
    model.append(page([]))
    model.append(ordinary_page(0, 3))
    model.append(page([]))
    assert model.rowCount() == 3


def test_every_column_has_its_text(model: FaxListModel) -> None:
    model.append(page([fax(3, status="failed_user_busy", is_read=False)]))
    texts = [model.index(0, column).data() for column in Column]
    assert texts == [
        "2024-03-27 09:00",
        "+1 202-555-0118",
        "+41 44 668 00 03",
        "2",
        "Line busy",
        "letter-3",
        "Unread",
        "74d59d2779fb42a99cd5bb993c0c89d2",
    ]
    titles = [model.headerData(column, Qt.Orientation.Horizontal) for column in Column]
    assert titles == list(TITLES)
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_a_row_speaks_as_a_whole(model: FaxListModel) -> None:
    model.append(
        page([fax(3, status="failed_user_busy", owner_id="Ada"), fax(4, direction="incoming", **{"from": None})])
    )
    said = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
    assert said[0] == "To +41 44 668 00 03, Line busy, 2 pages, 2024-03-27 09:00, Read, letter-3, Ada"
    assert said[1].startswith("From an unknown number, Received, 2 pages")
    cell = model.index(0, Column.STATUS).data(Qt.ItemDataRole.AccessibleTextRole)
    assert cell == "Status: Line busy"


def test_e86_markup_in_a_tooltip_stays_text(model: FaxListModel) -> None:
    model.append(page([fax(file_name="<img src='file:///etc/passwd'>")]))
    assert "&lt;img" in model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_a_row_gives_its_whole_fax(model: FaxListModel) -> None:
    model.append(page([fax(0), fax(1)]))
    entry = model.index(1, Column.OWNER).data(ENTRY_ROLE)
    assert fax_of(entry) == fax(1)


def test_nothing_is_where_no_row_is(model: FaxListModel) -> None:
    assert model.data(QModelIndex()) is None
    model.append(ordinary_page(0, 1))
    child = model.index(0, 0)
    assert (model.rowCount(child), model.columnCount(child)) == (0, 0)


def test_words_tones_and_direction_narrow_the_list(qtbot: QtBot, model: FaxListModel) -> None:
    model.append(ordinary_page(0, 60))
    assert model.counts == {**dict.fromkeys(Tone, 0), Tone.SUCCESS: 40, Tone.FAILURE: 20}
    model.search("letter-1")
    assert model.rowCount() == 11
    assert (model.counts[Tone.SUCCESS], model.counts[Tone.FAILURE]) == (8, 3)
    model.show_tones(frozenset({Tone.FAILURE}))
    assert names(model) == ["letter-11", "letter-14", "letter-17"]
    assert model.counts[Tone.SUCCESS] == 8, "what the other chips would show"
    model.show_direction(Direction.INCOMING)
    assert names(model) == ["letter-11", "letter-17"]
    assert model.counts[Tone.FAILURE] == 2
    model.append(ordinary_page(101, 19))
    assert names(model) == ["letter-11", "letter-17", "letter-101", "letter-107", "letter-113", "letter-119"]
    model.show_direction(None)
    model.show_tones(frozenset())
    model.search("")
    assert model.rowCount() == model.total == 79


def test_sorting_keeps_equals_in_their_order_and_sorts_in_what_arrives(qtbot: QtBot, model: FaxListModel) -> None:
    model.append(ordinary_page(0, 14))
    model.sort(Column.PAGES, DOWN)
    assert names(model) == [f"letter-{number}" for number in (6, 13, 5, 12, 4, 11, 3, 10, 2, 9, 1, 8, 0, 7)]
    model.append(ordinary_page(14, 3))
    pages = [int(model.entry(row).pages) for row in range(17)]
    assert pages == sorted(pages, reverse=True)
    assert names(model)[-6:] == [f"letter-{number}" for number in (1, 8, 15, 0, 7, 14)]
    model.sort(-1)
    assert names(model) == [f"letter-{number}" for number in range(17)]


def test_a_selected_fax_stays_selected_through_all_of_it(qtbot: QtBot, model: FaxListModel) -> None:
    model.append(ordinary_page(0))
    selected = QPersistentModelIndex(model.index(41, Column.OWNER))
    model.search("letter-4")
    model.sort(Column.TO, DOWN)
    model.append(ordinary_page(50))
    assert model.entry(selected.row()).file_name == "letter-41"
    assert selected.column() == Column.OWNER
    model.search("letter-5")
    assert not selected.isValid()


def test_a_fax_fetched_anew_takes_the_place_of_the_old(qtbot: QtBot, model: FaxListModel) -> None:
    model.append(ordinary_page(0))
    changed: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last, _roles: changed.append((first.row(), last.column())))
    row = model.row_of("5e7de3ad54cfd54eb0000007", "self")
    assert row == 7
    model.replace(row, page([fax(7, status="sending", file_name="letter-7")]))
    assert changed == [(7, len(Column) - 1)]
    assert model.index(7, Column.STATUS).data() == "Sending"
    assert model.counts[Tone.PROGRESS] == 1
    assert model.row_of("5e7de3ad54cfd54eb0000007", "somebody else") is None


def test_another_list_begins_empty_and_keeps_the_wish(qtbot: QtBot, model: FaxListModel) -> None:
    model.append(ordinary_page(0))
    model.search("letter-1")
    model.sort(Column.TO, DOWN)
    model.clear()
    assert (model.rowCount(), model.total, sum(model.counts.values())) == (0, 0, 0)
    model.append(ordinary_page(0))
    assert names(model) == [f"letter-{number}" for number in (19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 1)]


def test_a_long_list_is_searched_in_turns_and_stands_still_meanwhile(
    slow: None, qtbot: QtBot, long_list: FaxListModel
) -> None:
    turns: list[int] = []
    turn = QTimer(interval=0)
    turn.timeout.connect(lambda: turns.append(long_list.rowCount()))
    turn.start()
    with qtbot.waitSignal(long_list.rearranged):
        long_list.search("letter-19999")
        assert long_list.is_working
    turn.stop()
    assert len(turns) > 5 and set(turns[:-1]) == {MANY}
    assert names(long_list) == ["letter-19999"]
    until_done(qtbot, long_list, lambda: long_list.search(""))
    assert long_list.rowCount() == MANY


def test_a_newer_keystroke_gives_up_the_older_search(slow: None, qtbot: QtBot, long_list: FaxListModel) -> None:
    answers: list[int] = []
    long_list.rearranged.connect(lambda: answers.append(long_list.rowCount()))
    for typed in ("44668 l", "44668 le", "letter-19998"):
        long_list.search(typed)
    qtbot.waitUntil(lambda: not long_list.is_working)
    assert answers == [1]
    until_done(qtbot, long_list, lambda: long_list.search(""))


def test_a_list_that_is_left_gives_up_its_search(slow: None, model: FaxListModel) -> None:
    model.append(ordinary_page(0))
    model.search("letter-1")
    assert model.is_working
    model.clear()
    assert not model.is_working
    model.append(ordinary_page(0, 5))
    assert names(model) == ["letter-1"]


def test_pages_arrive_in_the_middle_of_a_search(slow: None, qtbot: QtBot, long_list: FaxListModel) -> None:
    long_list.search("letter-20000")
    assert long_list.is_working
    long_list.append(ordinary_page(MANY, 50))
    assert long_list.rowCount() == MANY + 50
    qtbot.waitUntil(lambda: not long_list.is_working)
    assert names(long_list) == ["letter-20000"]
    until_done(qtbot, long_list, lambda: long_list.search(""))


def test_a_row_that_changes_in_the_middle_of_a_search_is_found_as_it_is_now(
    slow: None, qtbot: QtBot, model: FaxListModel
) -> None:
    model.append(ordinary_page(0))
    model.search("invoice")
    assert model.is_working
    model.replace(3, page([fax(3, file_name="invoice")]))
    qtbot.waitUntil(lambda: not model.is_working)
    assert names(model) == ["invoice"]


def test_rows_are_replaced_where_they_stand(model: FaxListModel) -> None:
    model.append(ordinary_page(0, 10))
    changed: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last, _roles: changed.append((first.row(), last.row())))
    model.replace_at([7, 2], page([fax(7, file_name="seven", status="sending"), fax(2, file_name="two")]))
    assert changed == [(2, 7)]
    assert [names(model)[row] for row in (2, 3, 7)] == ["two", "letter-3", "seven"]
    assert model.counts[Tone.PROGRESS] == 1


def test_replaced_rows_go_where_the_wish_wants_them(model: FaxListModel) -> None:
    model.append(ordinary_page(0, 10))
    model.sort(Column.FILE_NAME, DOWN)
    model.replace_at([3, 4], page([fax(3, file_name="zebra"), fax(4, file_name="ant")]))
    assert (names(model)[0], names(model)[-1], model.rowCount()) == ("zebra", "ant", 10)
    model.search("zebra")
    model.replace_at([5, 3], page([fax(5, file_name="zebra two"), fax(3, file_name="gone")]))
    assert names(model) == ["zebra two"]
