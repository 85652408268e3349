"""The way back through a list, and what guards it against services that make none."""

import itertools

import pytest

from faxviewer.domain.fax import Fax
from faxviewer.faxplus.rows import Row, Rows
from faxviewer.faxplus.walk import REPEATED, RISING, UNDATED, UNREADABLE, WholeList
from tests.unit.faxplus.list_service import ListService, fax, ids, walk_through

NOON = 1_795_176_000
DAY = 86_400


def by_creation(row: Row) -> int:
    return row.times["creation"]


def faxes(count: int, step: int = 420, lag: int = 100) -> list[Row]:
    """The newest first, each updated `lag` seconds after it was made."""
    times = [NOON - place * step for place in range(count)]
    return [fax(place, creation=time, last_update=time + lag) for place, time in enumerate(times)]


def test_a_list_comes_from_the_newest_back() -> None:
    rows = faxes(240)
    service = ListService(rows, by_creation)
    pages = walk_through(service.answer)
    assert ids(pages) == [row.fax.id for row in rows]
    assert [len(page.faxes) for page in pages] == [50, 49, 49, 49, 43]
    assert len(service.asked) == len(pages) + 1


def test_each_question_takes_the_oldest_second_in_again() -> None:
    service = ListService(faxes(60), by_creation)
    walk_through(service.answer)
    assert service.asked[:2] == [None, NOON - 49 * 420 + 100 + 1]


def test_an_empty_list_is_one_question() -> None:
    service = ListService([], by_creation)
    assert walk_through(service.answer) == []
    assert service.asked == [None]


def test_a_short_page_is_not_taken_for_the_end() -> None:
    service = ListService(faxes(70), by_creation, most=20)
    assert len(ids(walk_through(service.answer))) == 70


def test_faxes_that_were_all_updated_today_cost_few_questions_more() -> None:
    rows = [Row(row.key, row.fax, {**row.times, "last_update": NOON + DAY}) for row in faxes(2_000)]
    service = ListService(rows, by_creation)
    pages = walk_through(service.answer)
    assert (len(ids(pages)), pages[-1].incomplete) == (2_000, "")
    assert len(service.asked) < 2_000 / 49 + 8


def test_faxes_that_take_longer_than_a_page_of_them_lasts_cost_few_questions_more() -> None:
    service = ListService(faxes(2_000, step=3, lag=130), by_creation)
    assert len(ids(walk_through(service.answer))) == 2_000
    assert len(service.asked) < 2_000 / 49 + 8


def test_ids_that_tell_no_creation_time_hide_nothing() -> None:
    """The documentation doesn't promise that an ID begins with a time; here it begins with anything."""
    made = {f"fax-{place}": NOON - place * 420 for place in range(500)}
    rows = [
        fax(place, creation=hash((place, 7)) % 2**32, start_time=time, last_update=time + 90)
        for place, time in enumerate(made.values())
    ]
    service = ListService(rows, lambda row: row.times["start_time"])
    pages = walk_through(service.answer)
    assert sorted(ids(pages)) == sorted(made)
    assert not pages[-1].incomplete


def test_f116_more_faxes_in_a_second_than_a_page_holds() -> None:
    rows = [*faxes(30), *(fax(100 + place, creation=NOON - DAY) for place in range(60))]
    rows += [fax(200 + place, creation=NOON - 2 * DAY - place) for place in range(70)]
    service = ListService(rows, by_creation)
    pages = walk_through(service.answer)
    assert len(ids(pages)) == 30 + 50 + 70
    assert [bool(page.incomplete) for page in pages] == [False] * (len(pages) - 1) + [True]
    assert pages[-1].incomplete.startswith("At 2026-11-19 12:00:00 UTC there are more faxes")
    assert len(service.asked) < 40


def test_f116_the_oldest_second_fills_a_page_to_its_end() -> None:
    rows = [fax(place, creation=NOON) for place in range(50)]
    pages = walk_through(ListService(rows, by_creation).answer)
    assert len(ids(pages)) == 50
    assert "more faxes" in pages[-1].incomplete


def test_f116_a_cursor_that_repeats() -> None:
    """The service sends the same page whatever it is asked."""
    same = tuple(faxes(50))
    asked: list[int | None] = []

    def answer(before: int | None) -> Rows:
        asked.append(before)
        return same

    pages = walk_through(answer)
    assert ids(pages) == [row.fax.id for row in same]
    assert pages[-1].incomplete == REPEATED
    assert len(asked) < 15


def test_f116_a_cursor_that_repeats_within_a_period() -> None:
    same = tuple(faxes(50))
    pages = walk_through(lambda _: same, after=NOON - 30 * DAY)
    assert (len(ids(pages)), pages[-1].incomplete) == (50, REPEATED)


def test_f116_a_list_that_never_ends() -> None:
    numbers = itertools.count()
    last: list[Row] = []

    def answer(before: int | None) -> Rows:
        top = before or NOON
        last[:] = [*last[-1:], *(fax(number, creation=top - 2) for number in itertools.islice(numbers, 49))]
        return tuple(last)

    pages = walk_through(answer, most_requests=200)
    assert "after 200 requests" in pages[-1].incomplete


def test_f116_a_list_of_ever_new_faxes_that_never_goes_back() -> None:
    numbers = itertools.count()

    def answer(_: int | None) -> Rows:
        return tuple(fax(number, creation=NOON) for number in itertools.islice(numbers, 50))

    pages = walk_through(answer, most_requests=200)
    assert "after 200 requests" in pages[-1].incomplete


def test_f116_a_list_that_begins_with_its_oldest() -> None:
    def answer(before: int | None) -> Rows:
        rising = sorted(faxes(80), key=by_creation)
        return tuple(row for row in rising if before is None or by_creation(row) < before)[:50]

    pages = walk_through(answer)
    assert (len(ids(pages)), pages[-1].incomplete) == (50, RISING)


def test_f98_faxes_without_a_time_are_shown_but_lead_nowhere() -> None:
    undated = tuple(fax(place) for place in range(50))
    pages = walk_through(lambda _: undated)
    assert (len(ids(pages)), [page.incomplete for page in pages]) == (50, [UNDATED])
    mixed = [*undated[:20], *faxes(100)[20:]]
    created = {row.key: row.times.get("creation", NOON) for row in mixed}
    pages = walk_through(ListService(mixed, lambda row: created[row.key]).answer)
    assert (len(ids(pages)), pages[-1].incomplete) == (100, "")


def test_f103_unreadable_rows_are_counted_once() -> None:
    rows = faxes(4)
    replies: list[Rows] = [(rows[0], None, rows[1], None), (None, rows[1], None, rows[2], None), (rows[2], None), ()]
    pages = walk_through(lambda _: replies.pop(0), limit=4)
    assert [(len(page.faxes), page.unreadable) for page in pages] == [(2, 2), (1, 1)]


def test_f103_nothing_but_unreadable_rows() -> None:
    (page,) = walk_through(lambda _: (None,) * 50)
    assert (page.faxes, page.unreadable, page.incomplete) == ((), 50, UNREADABLE)
    (page,) = walk_through(lambda _: (None,) * 2)
    assert (page.faxes, page.unreadable, page.incomplete) == ((), 2, "")


def test_f103_unreadable_rows_in_the_way() -> None:
    rows = faxes(50)
    replies: list[Rows] = [tuple(rows), *((None,) * 50 for _ in range(100))]
    pages = walk_through(lambda _: replies.pop(0))
    assert (len(ids(pages)), pages[-1].incomplete) == (50, UNREADABLE)


def test_a_fax_that_stands_twice_in_a_page_comes_once() -> None:
    rows = faxes(3)
    assert ids(walk_through(ListService([*rows, rows[0]], by_creation).answer)) == ["fax-0", "fax-1", "fax-2"]


def test_a_page_is_sorted_by_the_best_known_time_and_ties_stay_in_order() -> None:
    rows = (
        fax(1, creation=NOON),
        fax(2),
        fax(3, start_time=NOON + 5, last_update=NOON + 90),
        fax(4, creation=NOON + 9, submit_time=NOON),
    )
    assert ids(walk_through(lambda _: rows, limit=50)) == ["fax-3", "fax-1", "fax-4", "fax-2"]


@pytest.mark.parametrize(
    ("after", "before", "inside"),
    [(None, None, "12345"), (NOON, None, "2345"), (None, NOON, "13"), (NOON, NOON + 10, "23")],
)
def test_the_outbox_is_bounded_here(after: int | None, before: int | None, inside: str) -> None:
    undated = Row("3", Fax("", {"id": "3"}), {})
    sent = [Row(str(n), Fax("", {"id": str(n)}), {"submit_time": NOON + (n - 2) * 10}) for n in (1, 2, 4, 5)]
    steps = WholeList(after, before)
    page = steps.take((sent[0], undated, *sent[1:], sent[1], None))
    assert steps.ended
    assert page is not None
    assert sorted(ids([page])) == list(inside)
    assert page.unreadable == 1
