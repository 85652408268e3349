"""Untrusted text made fit to be shown."""

import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faxviewer.presenters.text import LONGEST_SHOWN, duration_in_words, short_id, shortened, shown, visible


@pytest.mark.parametrize(
    "text",
    [
        "Referral letter",
        "+41 22 123 45 67",
        "Überweisung für Łukasz, 東京, שלום, مرحبا",
        "<b>bold</b> & //server/share",
        "two\nlines\tand a tab",
        "می\u200cخواهم",
        "👩\u200d⚕️",
    ],
)
def test_ordinary_writing_stays_as_it_is(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize("mark", ["\u202e", "\u202a", "\u2066", "\u2069", "\u200e", "\u200f", "\u061c"])
def test_marks_that_turn_the_reading_direction_are_seen(mark: str) -> None:
    assert visible(f"inv{mark}fdp.exe") == f"inv⟨U+{ord(mark):04X}⟩fdp.exe"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\x00b", "a␀b"),
        ("a\x1b[31mb", "a␛[31mb"),
        ("a\rb", "a␍b"),
        ("a\x7fb", "a⟨U+007F⟩b"),
        ("a\x85b", "a⟨U+0085⟩b"),
        ("a\ud800b", "a⟨U+D800⟩b"),
        ("a\u200bb", "a⟨U+200B⟩b"),
        ("a\ufeffb", "a⟨U+FEFF⟩b"),
        ("a\u00adb", "a⟨U+00AD⟩b"),
        ("a\u2028b", "a⟨U+2028⟩b"),
        ("a\ue000b", "a⟨U+E000⟩b"),
        ("a\U000e0041b", "a⟨U+E0041⟩b"),
    ],
)
def test_what_would_hide_or_blank_a_text_is_seen(text: str, seen: str) -> None:
    assert visible(text) == seen


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (" ", "␠"),
        (" \n\t", "␠␊␉"),
        ("\u00a0", "⟨U+00A0⟩"),
        ("\u3164", "⟨U+3164⟩"),
        ("\u2800 \u200d", "⟨U+2800⟩␠⟨U+200D⟩"),
    ],
)
def test_a_text_of_nothing_but_blanks_is_not_blank(text: str, seen: str) -> None:
    assert visible(text) == seen


def test_no_text_stays_no_text() -> None:
    assert visible("") == ""


@settings(max_examples=500, derandomize=True, database=None)
@given(st.text(st.characters(exclude_categories=())))
def test_whatever_comes_the_result_can_be_drawn_and_read(text: str) -> None:
    seen = visible(text)
    assert bool(seen.strip()) == bool(text)
    assert not {unicodedata.category(one) for one in seen if one not in "\n\t\u200c\u200d"} & {"Cc", "Cf", "Cs", "Cn"}
    assert seen.encode().decode() == seen


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        ("OK", "OK"),
        ("", ""),
        (0, "0"),
        (-1, "-1"),
        (True, "true"),
        (None, "null"),
        (0.5, "0.5"),
        (1e308, "1e+308"),
        (2**63, "9223372036854775808"),
        ([], "[]"),
        (["urgent", 7, None], '["urgent", 7, null]'),
        ({"name": "Zoë"}, '{"name": "Zoë"}'),
        ({"a": "\ud800\u202e"}, '{"a": "⟨U+D800⟩⟨U+202E⟩"}'),
        (["\x00\n"], r'["\u0000\n"]'),
    ],
)
def test_any_json_value_has_a_text(value: object, seen: str) -> None:
    assert shown(value) == seen


def test_a_number_of_401_digits_keeps_each_of_them() -> None:
    assert shown(10**400) == "1" + "0" * 400


def test_a_number_too_long_for_python_says_so() -> None:
    assert shown(10**5_000) == "not a value we can show"


def test_rubbish_nested_without_end_says_so() -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    assert shown(deep) == "not a value we can show"


def test_nested_json_is_written_as_json() -> None:
    value = {"a": [{"b": [1, {"c": None}]}]}
    assert json.loads(shown(value)) == value


@pytest.mark.parametrize("character", ["a", "é", "\u202e", "\ud800", " ", "\n"])
def test_a_megabyte_is_cut_and_the_cut_is_said(character: str) -> None:
    text = visible(character * 1_000_000)
    cut = shortened(text)
    assert cut.startswith(text[:LONGEST_SHOWN] + "… (")
    assert cut.endswith(f"({len(text) - LONGEST_SHOWN} more characters)")
    assert len(cut) < LONGEST_SHOWN + 40


def test_a_text_that_just_fits_is_whole() -> None:
    assert shortened("x" * LONGEST_SHOWN) == "x" * LONGEST_SHOWN
    assert shortened("abcdef", 4) == "abcd… (2 more characters)"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (48, "48 s"),
        (60, "1 min"),
        (129, "2 min 9 s"),
        (3_599, "59 min 59 s"),
        (3_600, "1 h"),
        (3_659, "1 h"),
        (3_840, "1 h 4 min"),
        (360_000, "100 h"),
    ],
)
def test_durations_stand_in_words(seconds: int, words: str) -> None:
    assert duration_in_words(seconds) == words


@pytest.mark.parametrize(
    ("whole", "short"),
    [("5e7de3ad0123456789abcc76", "5e7de3ad…cc76"), ("abc", "abc"), ("0123456789abcdef", "0123456789abcdef")],
)
def test_a_short_id_tells_faxes_apart(whole: str, short: str) -> None:
    assert short_id(whole) == short
