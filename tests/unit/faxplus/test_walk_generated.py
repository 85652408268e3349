"""Walks through thousands of generated lists, whichever of a fax's times the service goes by."""

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faxviewer.faxplus.rows import Row
from tests.unit.faxplus.list_service import ListService, fax, ids, walk_through

LISTS = settings(
    max_examples=500,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

KEYS = ("creation", "submit_time", "last_update")
NOON = 1_795_176_000

KEY: dict[str, Callable[[Row], int]] = {
    "creation": lambda row: row.times["creation"],
    "submit_time": lambda row: row.times["submit_time"],
    "last_update": lambda row: row.times["last_update"],
    "whichever is there": lambda row: row.times.get("submit_time", row.times["creation"]),
}


@st.composite
def faxes(draw: st.DrawFn, spread: int = 3_000, lag: int = 90_000) -> list[Row]:
    """Up to 60 faxes, many of one second, each submitted and updated some time after it was made."""
    made = draw(st.lists(st.integers(0, spread), max_size=60))
    later = st.one_of(st.just(0), st.integers(0, 200), st.integers(0, lag))
    found = []
    for number, second in enumerate(made):
        submitted = second + draw(later)
        times = {"creation": NOON + second, "submit_time": NOON + submitted}
        times["last_update"] = NOON + submitted + draw(later)
        found.append(fax(number, **times))
    return found


def crowd(rows: list[Row], key: Callable[[Row], int]) -> int:
    """The most faxes of one second."""
    return max(Counter(map(key, rows)).values(), default=0)


@pytest.mark.parametrize("name", KEY)
@LISTS
@given(rows=faxes() | faxes(spread=20), limit=st.integers(2, 9), inclusive=st.booleans())
def test_f116_every_fax_comes_once_or_the_list_says_what_is_missing(
    name: str, rows: list[Row], limit: int, inclusive: bool
) -> None:
    service = ListService(rows, KEY[name], limit, inclusive)
    pages = walk_through(service.answer, limit=limit)
    came = ids(pages)
    assert len(came) == len(set(came))
    incomplete = [page.incomplete for page in pages if page.incomplete]
    assert incomplete in ([], [page.incomplete for page in pages[-1:]])
    missing = {row.fax.id for row in rows} - set(came)
    assert not missing or incomplete
    if crowd(rows, KEY[name]) < limit:
        assert (missing, incomplete) == (set(), [])


@pytest.mark.parametrize("name", KEYS)
@LISTS
@given(rows=faxes(), cap=st.integers(2, 9))
def test_a_service_that_sends_fewer_than_it_is_asked_for_cuts_nothing(name: str, rows: list[Row], cap: int) -> None:
    service = ListService(rows, KEY[name], cap)
    pages = walk_through(service.answer, limit=50)
    if crowd(rows, KEY[name]) < cap:
        assert sorted(ids(pages)) == sorted(row.fax.id for row in rows)
        assert not any(page.incomplete for page in pages)


@pytest.mark.parametrize("name", KEYS)
@LISTS
@given(rows=faxes(), limit=st.integers(2, 9), after=st.integers(-10, 4_000), length=st.integers(0, 4_000))
def test_a_period_holds_what_the_service_says_it_holds(
    name: str, rows: list[Row], limit: int, after: int, length: int
) -> None:
    after, before = NOON + after, NOON + after + length
    service = ListService(rows, KEY[name], limit)
    pages = walk_through(lambda asked: service.answer(asked, after), after=after, before=before, limit=limit)
    inside = sorted(row.fax.id for row in rows if after <= KEY[name](row) < before)
    if crowd(rows, KEY[name]) < limit:
        assert sorted(ids(pages)) == inside


@LISTS
@given(rows=faxes(), limit=st.integers(2, 9), data=st.data())
def test_times_that_are_left_out_or_wild_hide_nothing(rows: list[Row], limit: int, data: st.DataObject) -> None:
    created = {row.key: row.times["creation"] for row in rows}
    wild = st.dictionaries(st.sampled_from([*KEYS, "start_time"]), st.integers(0, 4_000_000_000))
    odd = [Row(row.key, row.fax, {**row.times, **data.draw(wild)} if data.draw(st.booleans()) else {}) for row in rows]
    service = ListService(odd, lambda row: created[row.key], limit)
    pages = walk_through(service.answer, limit=limit)
    missing = {row.fax.id for row in rows} - set(ids(pages))
    assert not missing or pages[-1].incomplete
