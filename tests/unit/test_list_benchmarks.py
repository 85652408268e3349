"""The benchmarks of the list: that both sides hold the same rows, and that a keystroke's figures are its own."""

from faxviewer.presenters.entries import Column
from faxviewer.ui.list_model import FaxListModel
from faxviewer.ui.list_times import LocaleTimes
from faxviewer.ui.phone_numbers import readable
from tests.benchmarks import listed
from tests.benchmarks.filter import Keyboard
from tests.benchmarks.rows import fill_ours, fill_theirs, texts_of


def test_both_sides_hold_the_same_rows(qapp: object) -> None:
    pages = list(listed.pages(200, LocaleTimes()))
    views = fill_ours(pages), fill_theirs(texts_of(pages))
    ours, theirs = (view.model() for view in views)
    assert ours.rowCount() == theirs.rowCount() == 200
    for row in range(200):
        shown, given = ([model.index(row, column).data() for column in Column] for model in (ours, theirs))
        # Ours writes a number as people read it when its row is painted; the other side is spared that.
        assert shown == [readable(text) for text in given]


def test_no_two_rows_are_alike_and_each_run_has_the_same() -> None:
    faxes = [fax for page in listed.faxes(500) for fax in page]
    assert len({fax.id for fax in faxes}) == 500
    assert faxes == [fax for page in listed.faxes(500) for fax in page]
    assert not any(fax.departures for fax in faxes)


def test_a_keystroke_is_timed_from_the_key_to_the_rows(qapp: object) -> None:
    times = LocaleTimes()
    model = FaxListModel(times)
    for page in listed.pages(1_000, times):
        model.append(page)
    keyboard = Keyboard(model)
    longest, spent = keyboard.type("nothing like it")
    assert model.rowCount() == 0
    assert longest > 0 and spent > 0
