"""JSON read with nothing dropped."""

import pytest

from faxviewer.faxplus.json_text import NotJson, Numeral, Repeating, read_json


def test_e88_integers_of_any_size_keep_their_digits() -> None:
    assert read_json(b"[2147483648, -9223372036854775809]") == [2**31, -(2**63) - 1]
    assert read_json(b"1" + b"0" * 400) == 10**400


def test_f104_an_integer_of_5000_digits_is_kept_as_it_was_written() -> None:
    digits = "7" * 5_000
    value = read_json(f'{{"pages": {digits}, "cost": 2}}'.encode())
    assert value == {"pages": digits, "cost": 2}
    assert type(value["pages"]) is Numeral


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999"])
def test_f105_what_no_number_holds_is_kept_as_it_was_written(text: str) -> None:
    value = read_json(f"[{text}]".encode())[0]
    assert value == text
    assert type(value) is Numeral


def test_ordinary_numbers_stay_numbers() -> None:
    assert [type(value) for value in read_json(b"[1, 1.5, -0.0, 1e3]")] == [int, float, float, float]


def test_f105_repeated_keys_are_all_kept() -> None:
    value = read_json(b'{"a": 1, "a": 2, "b": 3, "a": 4}')
    assert type(value) is Repeating
    assert value == {"a": 4, "b": 3, "a (sent before, number 1)": 1, "a (sent before, number 2)": 2}
    assert value.repeated == {"a"}


def test_e89_lone_surrogates_and_nul_come_through() -> None:
    assert read_json(rb'["\ud800", "\u0000", "\ud83d\ude00"]') == ["\ud800", "\0", "😀"]


@pytest.mark.parametrize("body", [b"\xff", b"\xed\xa0\x80", b'{"a": "\n"}', b"{}\x00", b"{}{}", b"\xc2\xa0{}"])
def test_f102_what_is_not_json_is_refused(body: bytes) -> None:
    with pytest.raises(NotJson):
        read_json(body)


def test_the_reason_holds_nothing_of_the_content() -> None:
    with pytest.raises(NotJson, match=r"^not JSON from character \d+ on$"):
        read_json(b'{"comment": canary}')
