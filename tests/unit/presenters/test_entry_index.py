"""Which rows are shown and in which order: compared with the plain way to say the same."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faxviewer.domain.fax import Direction
from faxviewer.domain.tone import Tone
from faxviewer.presenters.entries import Column, Entry, EntryPage
from faxviewer.presenters.entry_index import EntryIndex, Wish
from faxviewer.presenters.entry_search import read_query
from tests.fakes.listed import fax, ordinary_page, page

KEYS: dict[Column, Callable[[Entry], Any]] = {
    Column.WHEN: lambda entry: entry.when or 0,
    Column.FROM: lambda entry: entry.sender,
    Column.TO: lambda entry: entry.recipient,
    Column.PAGES: lambda entry: int(entry.pages),
    Column.STATUS: lambda entry: entry.status_label.lower(),
    Column.FILE_NAME: lambda entry: entry.file_name,
    Column.READ: lambda entry: entry.read_mark,
    Column.OWNER: lambda entry: entry.owner,
}


def wished(index: EntryIndex, wish: Wish, meanwhile: list[EntryPage] | None = None) -> None:
    """Work `wish` out to its end; the last page of `meanwhile` arrives after each step."""
    work = index.arranged(wish)
    while True:
        try:
            next(work)
        except StopIteration as done:
            index.take(done.value)
            break
        if meanwhile:
            added(index, meanwhile.pop())
    for late in reversed(meanwhile or []):
        added(index, late)


def added(index: EntryIndex, arrived: EntryPage) -> None:
    for row, places in index.add(arrived):
        index.show(row, places)


def plainly(entries: list[Entry], lines: list[str], wish: Wish) -> tuple[list[int], dict[Tone, int]]:
    """The places to show, and the counts, without any cleverness."""
    fitting = [
        place
        for place, entry in enumerate(entries)
        if all(word.is_in(lines[place]) for word in wish.query.words) and wish.direction in (None, entry.direction)
    ]
    counts = {tone: sum(entries[place].status.tone is tone for place in fitting) for tone in Tone}
    shown = [place for place in fitting if not wish.tones or entries[place].status.tone in wish.tones]
    if wish.column is not None:
        key = KEYS[wish.column]
        shown.sort(key=lambda place: key(entries[place]), reverse=wish.descending)
    return shown, counts


def check(index: EntryIndex, pages: list[EntryPage], wish: Wish) -> None:
    entries = [entry for each in pages for entry in each.entries]
    lines = [line for each in pages for line in each.searched.split("\n")]
    shown, counts = plainly(entries, lines, wish)
    assert index.entries == entries
    assert list(index.shown) == shown
    assert index.counts == counts


LONG = tuple(ordinary_page(first, 500) for first in range(0, 5_000, 500))
"""A list that takes more than one step to search and to sort."""

wishes = st.builds(
    Wish,
    st.sampled_from(["", "letter-1", "044", "busy", "unread 3", "nothing"]).map(read_query),
    st.frozensets(st.sampled_from(list(Tone)), max_size=2),
    st.sampled_from([None, *Direction]),
    st.sampled_from([None, *Column]),
    st.booleans(),
)
pages_of_rows = st.lists(
    st.tuples(
        st.sampled_from(["success", "failed_user_busy", "sending", "number_ported"]),
        st.sampled_from(["outgoing", "incoming", None]),
        st.integers(1, 12),
        st.integers(0, 30),
        st.sampled_from([True, False, None]),
    ),
    min_size=1,
    max_size=6,
).map(
    lambda rows: page(
        [
            fax(number, status=status, direction=direction, pages=pages, is_read=read)
            for status, direction, pages, number, read in rows
        ]
    )
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(pages_of_rows, wishes), max_size=12))
def test_whatever_is_wished_for_and_arrives_the_plain_way_says_the_same(steps: list[EntryPage | Wish]) -> None:
    index, pages, wish = EntryIndex(), [], Wish()
    for step in steps:
        if isinstance(step, Wish):
            wish = step
            wished(index, wish)
        else:
            pages.append(step)
            added(index, step)
        check(index, pages, wish)


@settings(max_examples=50, deadline=None)
@given(st.lists(wishes, min_size=2, max_size=2), st.lists(pages_of_rows, max_size=4))
def test_pages_that_arrive_during_a_search_are_part_of_its_answer(two: list[Wish], late: list[EntryPage]) -> None:
    before, wish = two
    pages = list(LONG)
    index = EntryIndex()
    wished(index, before)
    for each in pages:
        added(index, each)
    wished(index, wish, late[::-1])
    check(index, pages + late, wish)


def test_a_wish_outlives_the_rows_it_was_made_for() -> None:
    wish = Wish(read_query("letter-1"), frozenset({Tone.SUCCESS}), Direction.OUTGOING, Column.TO, True)
    index, pages = EntryIndex(wish), [ordinary_page(0), ordinary_page(50)]
    for each in pages:
        added(index, each)
    check(index, pages, wish)


@pytest.mark.parametrize("descending", [False, True])
def test_equals_stay_as_they_came(descending: bool) -> None:
    index = EntryIndex()
    added(index, ordinary_page(0, 9_000))
    wished(index, Wish(column=Column.PAGES, descending=descending))
    shown = [(index.entries[place].pages, place) for place in index.shown]
    assert shown == sorted(shown, key=lambda each: int(each[0]), reverse=descending)
    added(index, ordinary_page(9_000, 20))
    shown = [(index.entries[place].pages, place) for place in index.shown]
    assert shown == sorted(sorted(shown, key=lambda each: each[1]), key=lambda each: int(each[0]), reverse=descending)


def test_unknown_times_and_page_counts_come_before_all_others() -> None:
    odd = page([fax(0), fax(1, submit_time=None, start_time=None, last_update=None, scheduled_time=None, pages="many")])
    index = EntryIndex()
    added(index, odd)
    for column in (Column.WHEN, Column.PAGES):
        wished(index, Wish(column=column))
        assert list(index.shown) == [1, 0]
        wished(index, Wish(column=column, descending=True))
        assert list(index.shown) == [0, 1]


def test_a_row_that_is_replaced_is_found_by_what_it_says_now() -> None:
    index = EntryIndex()
    for first in (0, 50):
        added(index, ordinary_page(first))
    wished(index, Wish(read_query("letter-60")))
    assert list(index.shown) == [60]
    index.replace((60,), page([fax(60, file_name="invoice", status="sending")]))
    assert list(index.shown) == [60]
    assert index.counts[Tone.PROGRESS] == 0
    wished(index, Wish(read_query("invoice")))
    assert list(index.shown) == [60]
    assert index.counts[Tone.PROGRESS] == 1
    wished(index, Wish(read_query("letter-61")))
    assert list(index.shown) == [61]


def test_a_search_pauses_every_thousand_rows() -> None:
    index = EntryIndex()
    for first in range(0, 10_000, 50):
        added(index, ordinary_page(first))
    assert len(list(index.arranged(Wish(read_query("letter"))))) >= 10
    assert len(list(index.arranged(Wish(column=Column.TO)))) >= 5
