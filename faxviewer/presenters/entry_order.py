"""Sorting a long list by any column in small steps, and finding the place of what arrives later."""

from array import array
from collections.abc import Callable, Generator, Sequence
from itertools import chain
from typing import Any, Final

from faxviewer.presenters.entries import Column, Entry

_RUN: Final = 4_000
"""Rows that are sorted in one step: a few milliseconds."""

Key = Callable[[Entry], Any]


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 20 else -1


KEYS: Final[dict[Column, Key]] = {
    Column.WHEN: lambda entry: -1 if entry.when is None else entry.when,
    Column.FROM: lambda entry: entry.sender.casefold(),
    Column.TO: lambda entry: entry.recipient.casefold(),
    Column.PAGES: lambda entry: _number(entry.pages),
    Column.STATUS: lambda entry: entry.status_label.casefold(),
    Column.FILE_NAME: lambda entry: entry.file_name.casefold(),
    Column.READ: lambda entry: entry.read_mark,
    Column.OWNER: lambda entry: entry.owner.casefold(),
}
"""What rows are sorted by; what is not known comes before everything."""


def in_order(
    entries: Sequence[Entry], total: int, column: Column, descending: bool
) -> Generator[None, None, "array[int]"]:
    """The places of the first `total` of `entries`, sorted in steps; equals stay as they came."""
    key = KEYS[column]
    keys: list[Any] = []
    runs: list[list[int]] = []
    for start in range(0, total, _RUN):
        keys.extend(map(key, entries[start : min(start + _RUN, total)]))
        runs.append(sorted(range(start, len(keys)), key=keys.__getitem__, reverse=descending))
        yield
    while len(runs) > 1:
        merged = []
        for first in range(0, len(runs), 2):
            # Sorting two sorted runs, one behind the other, is merging them at the speed of C.
            two = chain.from_iterable(runs[first : first + 2])
            merged.append(sorted(two, key=keys.__getitem__, reverse=descending))
            yield
        runs = merged
    return array("I", runs[0] if runs else [])


def row_for(entries: Sequence[Entry], rows: "array[int]", place: int, column: Column, descending: bool) -> int:
    """Where in the sorted `rows` the entry at `place` belongs: behind those before it, and behind its equals."""
    key = KEYS[column]
    wanted, low, high = key(entries[place]), 0, len(rows)
    while low < high:
        middle = (low + high) // 2
        there = key(entries[rows[middle]])
        if there < wanted if descending else wanted < there:
            high = middle
        else:
            low = middle + 1
    return low
