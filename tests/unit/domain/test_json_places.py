"""Where each value of a JSON text stands: agrees with the standard library's reader, and keeps all as written."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faxviewer.domain.json_places import Places, path_of, quoted, tokens, unquoted

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5), inner, max_size=5),
    max_leaves=30,
)


def read(places: Places, value: int = 0) -> Any:
    """The value as its places tell it, leaves read by the standard library."""
    start, end = places.span(value)
    first = places.text[start]
    inside = list(places.within(value)) if first in "{[" else []
    if first == "{":
        return {places.key(each): read(places, each) for each in inside}
    if first == "[":
        assert [places.key(each) for each in inside] == list(range(len(inside)))
        return [read(places, each) for each in inside]
    return json.loads(places.text[start:end])


@given(VALUES, st.sampled_from([None, 0, 2]), st.booleans())
def test_it_finds_what_the_standard_library_reads(value: Any, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    assert repr(read(Places.of(text))) == repr(json.loads(text))


@given(VALUES)
def test_every_way_leads_back_to_its_value(value: Any) -> None:
    places = Places.of(json.dumps(value, indent=1))
    for each in range(len(places)):
        assert places.find(places.keys(each)) == each
        assert places.at(places.span(each)[0]) == each


@given(st.text(alphabet='{}[],:"\\ \n\u00a0ae1.u0d8', max_size=40))
def test_nothing_is_too_broken_for_it(text: str) -> None:
    found = [token for token in tokens(text) if token]
    places = Places.of(text)
    assert places.is_whole
    ends = [0, *(end for _, _, end in found)]
    starts = [*(start for _, start, _ in found), len(text)]
    between = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    assert not "".join(between).strip(" \n"), "nothing but spaces stands between tokens"
    for each in range(len(places)):
        places.path(each)
    for offset in range(len(text) + 1):
        places.at(offset)


@given(st.text())
def test_quotes_and_escapes_go_both_ways(text: str) -> None:
    assert unquoted(quoted(text)) == text
    assert unquoted(json.dumps(text)) == text == json.loads(quoted(text))


def test_numbers_escapes_and_double_names_stay_as_they_were_written() -> None:
    text = '{"a": 1e0, "a": 1.50, "\\u00fc": -0, "big": ' + "9" * 5_000 + ', "odd": NaN}'
    places = Places.of(text)
    spans = [text[slice(*places.span(each))] for each in places.within(0)]
    assert spans == ["1e0", "1.50", "-0", "9" * 5_000, "NaN"]
    assert [places.key(each) for each in places.within(0)] == ["a", "a", "ü", "big", "odd"]
    found = places.find(("a",))
    assert found is not None and text[slice(*places.span(found))] == "1.50", "the last one counts, as in most readers"


@pytest.mark.parametrize(
    ("keys", "written"),
    [
        ((), ""),
        (("cover_page", "subject"), "cover_page.subject"),
        (("to", 0), "to[0]"),
        (("odd name", "x"), '["odd name"].x'),
        (("a", "", 1, 'q"\u202e'), 'a[""][1]["q\\"\\u202e"]'),
    ],
)
def test_a_path_reads_as_people_write_it(keys: tuple[str | int, ...], written: str) -> None:
    assert path_of(keys) == written


def test_the_cursor_finds_the_innermost_value_by_its_name_too() -> None:
    text = '{"to": ["+41", "+49"], "cover_page": {"subject": "Lab"}}'
    places = Places.of(text)

    def at(what: str) -> str:
        value = places.at(text.index(what))
        assert value is not None
        return places.path(value)

    assert at('"to"') == at('o":') == "to"
    assert at("+49") == "to[1]"
    assert at('subject"') == at("Lab") == "cover_page.subject"
    assert at(', "cover') == "", "between two values the object itself"
    assert at(', "+49') == "to"
    assert places.at(len(text)) == 0


def test_deep_nesting_takes_no_recursion() -> None:
    places = Places.of("[" * 200_000)
    assert len(places) == 200_000
    assert places.path(199_999) == "[0]" * 199_999


@pytest.mark.parametrize("long", ['"' + "x" * 1_000_000 + '"', "[" + " " * 1_000_000 + "]", "9" * 1_000_000])
def test_a_long_text_is_read_in_pieces(long: str) -> None:
    assert sum(1 for token in tokens(long) if token is None) >= 15
    places = Places(long)
    assert not places.read_on(3)
    while not places.read_on(3):
        pass
    assert places.span(0) == (0, len(long))
