"""Long words in a narrow window, and getting them back whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faxviewer.presenters.text import visible
from faxviewer.ui.value_label import breakable, unbroken


@pytest.mark.parametrize("text", ["", "Referral letter", "x" * 36, " ".join(["word"] * 100), "one\ntwo\tthree"])
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert breakable(text) == text


@pytest.mark.parametrize("length", [37, 64, 4_000])
def test_a_word_too_long_for_a_narrow_window_can_break_every_twelve_letters(length: int) -> None:
    parts = breakable(f"before {'x' * length} after").split(" ")[1].split("\u200b")
    assert max(map(len, parts)) == 12
    assert sum(map(len, parts)) == length


@settings(max_examples=500, derandomize=True, database=None)
@given(st.text(st.characters(exclude_categories=()), max_size=30), st.integers(1, 200))
def test_what_is_copied_is_what_was_shown(text: str, times: int) -> None:
    shown = visible(text * times)
    assert unbroken(breakable(shown)) == shown


def test_a_break_of_the_services_own_is_not_mistaken_for_ours() -> None:
    shown = visible("x" * 40 + "\u200b" + "y" * 40)
    assert "⟨U+200B⟩" in unbroken(breakable(shown))
