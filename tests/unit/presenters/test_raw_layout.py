"""The raw record in lines: to the letter, or with other spaces only; what can't be seen is marked."""

import json
import random
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faxviewer.domain.json_places import tokens
from faxviewer.presenters.raw_layout import LONGEST, Line, exact_lines, indented_lines, is_marked, mark_of

LETTERS = 'az09 "\\/{}[]:,\u00a0\u202e\u2066\u2029\u2028\u0085\u200b\ufeff\x7füß€😀עברית\u0301'
ODD_NUMBERS = ("1e0", "-0", "1.50", "1E+400", "9" * 400, "0.1000000000000000055", "NaN", "-Infinity")


def made(lines: Iterable[Line | None]) -> list[Line]:
    return [line for line in lines if line]


def joined(lines: Iterable[Line | None]) -> str:
    """What a copy of everything gives."""
    return "".join(line.text + line.end for line in made(lines))


def written(dice: random.Random, depth: int = 0) -> str:
    """A made-up JSON value as some service could write it."""

    def space() -> str:
        return "".join(dice.choices([" ", "\n", "\r\n", "\r", "\t"], k=dice.choice([0, 0, 0, 1, 3])))

    def text() -> str:
        said = "".join(dice.choices(LETTERS, k=dice.choice([0, 3, 12, 2_500 if depth == 1 else 5])))
        return json.dumps(said, ensure_ascii=dice.random() < 0.5)

    match dice.randrange(3 if depth > 2 else 6) if depth else 5:
        case 0:
            return dice.choice(ODD_NUMBERS)
        case 1:
            return dice.choice(["true", "false", "null"])
        case 2 | 3:
            return text()
        case 4:
            inside = [space() + written(dice, depth + 1) + space() for _ in range(dice.randrange(5))]
            return f"[{','.join(inside) or space()}]"
    fields = []
    for _ in range(dice.randrange(0 if depth else 3, 12)):
        name = dice.choice(['"to"', '"cover_page"', '"id"', text()])
        fields.append(f"{space()}{name}{space()}:{space()}{written(dice, depth + 1)}{space()}")
    return f"{{{','.join(fields) or space()}}}"


def test_a_thousand_records_go_through_the_view_byte_for_byte() -> None:
    dice = random.Random(4)
    for _ in range(1_000):
        body = f"{dice.choice(['', ' ', chr(10)])}{written(dice)}{dice.choice(['', chr(10)])}".encode()
        text = body.decode("utf-8", "surrogateescape")
        assert joined(exact_lines(text)).encode("utf-8", "surrogateescape") == body
        assert tokens_of(joined(indented_lines(text))) == tokens_of(text)


def tokens_of(text: str) -> list[str]:
    return [text[token[1] : token[2]] for token in tokens(text) if token]


@given(st.text(alphabet='{}[],:"\\ \n\r1a\u00a0', max_size=60))
def test_what_is_no_json_stays_whole_too(text: str) -> None:
    assert joined(exact_lines(text)) == text
    assert "".join(tokens_of(joined(indented_lines(text)))).split() == "".join(tokens_of(text)).split()


@given(st.recursive(st.none() | st.integers() | st.text(), lambda v: st.lists(v) | st.dictionaries(st.text(), v)))
def test_indented_is_how_json_is_indented(value: Any) -> None:
    plain = json.dumps(value, separators=(",", ":"))
    assert joined(indented_lines(plain)) == json.dumps(value, indent=2)


@given(st.text(alphabet=LETTERS, max_size=40), st.booleans())
def test_every_place_leads_to_the_reply_and_back(said: str, indented: bool) -> None:
    text = json.dumps({"a": [said, 1], "b" * 1_500: said * 50}, ensure_ascii=False)
    for line in made(indented_lines(text) if indented else exact_lines(text)):
        for start, end, _kind in line.spans:
            for column in range(start, end):
                source = line.source(column)
                assert text[source] == line.text[column]
                assert line.column_of(source) == column
                assert line.column(line.unit(column)) == column


@pytest.mark.parametrize("code", [0, 9, 13, 27, 0x7F, 0x85, 0xA0, 0xAD, 0x200B, 0x200D, 0x202E, 0x2029, 0xFEFF, 0xDC80])
def test_what_cannot_be_seen_is_marked(code: int) -> None:
    mark = mark_of(chr(code))
    assert is_marked(chr(code)) and mark.isprintable() and mark.strip()
    (line,) = made(exact_lines(f"a{chr(code)}b"))
    assert line.shown == f"a{mark}b" and line.text == f"a{chr(code)}b"


def test_what_can_be_seen_is_left_as_it_is() -> None:
    assert not [each for each in 'aZ09 {}[]:,"\\/äß€😀ע漢\u0301' if is_marked(each)]


def test_long_lines_are_cut_into_pieces_that_count_as_one_line() -> None:
    lines = made(exact_lines('{"a": "' + "x" * 2_500 + '",\n "b": 1}'))
    assert [line.number for line in lines] == [1, 0, 0, 2]
    assert max(len(line.text) for line in lines) == LONGEST


def test_a_place_beyond_the_first_plane_counts_two_units() -> None:
    (line,) = made(exact_lines('"😀\u202ex"'))
    assert line.shown == '"😀⟨U+202E⟩x"'
    assert [line.unit(column) for column in range(6)] == [0, 1, 3, 11, 12, 13]
    assert line.column(7) == 2, "within a mark"


def test_deep_nesting_is_not_set_in_without_end() -> None:
    lines = made(indented_lines("[" * 5_000))
    assert len(lines) == 5_000
    assert max(len(line.text) for line in lines) < 100
