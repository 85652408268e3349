"""What a person types, and which rows it finds."""

import pytest

from faxviewer.presenters.entry_search import read_query
from tests.fakes.listed import fax, page

ROWS = [
    {"to": "+41446681800", "file_name": "Lab results 4711", "status": "failed_user_busy"},
    {"to": "+4930901820", "file_name": "Straße nach Köln", "is_read": False},
    {"to": "+12076001783", "file_name": "2024-04.pdf", "direction": "incoming"},
]
SEARCHED = page([fax(number, **changes) for number, changes in enumerate(ROWS)]).searched


def found(typed: str) -> list[int]:
    return [number for number, hit in enumerate(read_query(typed).found(SEARCHED, 3)) if hit]


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("", [0, 1, 2]),
        ("  ", [0, 1, 2]),
        ("lab", [0]),
        ("LAB Results", [0]),
        ("results lab busy", [0]),
        ("lab köln", []),
        ("STRASSE", [1]),
        ("ko\u0308ln", [1]),
        ("koln", [1]),
        ("kòln", [1]),
        ("strase", []),
        ("unread", [1]),
        ("read", [0, 1, 2]),
        ("incoming", [2]),
        ("wednesday", [0, 1, 2]),
        ("12:00", [0]),
        ("failed_user", [0]),
        ("nothing like it", []),
        ("[", []),
        ("(", []),
        ("+", [0, 1, 2]),
    ],
)
def test_words_are_found_in_any_column(typed: str, rows: list[int]) -> None:
    assert found(typed) == rows


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("+41446681800", [0]),
        ("+41 44 668 18 00", [0]),
        ("044 668 18 00", [0]),
        ("044", [0]),
        ("0446681800", [0]),
        ("044-668-18-00", [0]),
        ("(044)/668.18.00", [0]),
        ("0041446681800", [0]),
        ("004144", [0]),
        ("030901820", [1]),
        ("+1-207-600-1783", [2]),
        ("(207)600-1783", [2]),
        ("2024-04", [2]),
        ("045", []),
        ("0049", [1]),
        ("00", [0, 1, 2]),
        ("4711", [0]),
    ],
)
def test_numbers_are_found_as_they_are_written_at_home(typed: str, rows: list[int]) -> None:
    assert found(typed) == rows


def test_a_word_that_comes_twice_counts_once() -> None:
    assert read_query("lab lab") == read_query("lab")
    assert read_query("a") != read_query("b")
