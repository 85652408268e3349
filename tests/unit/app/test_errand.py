"""The line between two starts, and everything else that may come over a socket."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faxviewer.app.errand import MOST_BYTES, Errand, errand_in, line_of

GOOD = {"fax": "5e7de3ad54cfd54eb568cc76", "user": "self", "activation": ""}


@given(st.builds(Errand, *[st.text(max_size=60)] * 3))
@settings(derandomize=True, database=None, deadline=None)
def test_an_errand_arrives_as_it_was_sent(errand: Errand) -> None:
    line = line_of(errand)
    assert line.count(b"\n") == 1
    assert errand_in(line) == errand


def test_what_is_too_long_is_not_sent() -> None:
    assert line_of(Errand("x" * MOST_BYTES)) == b""


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"GET / HTTP/1.1\r\n",
        b"\xff\xfe\n",
        b"[]\n",
        b"null\n",
        b"{}\n",
        b"[" * 4_000 + b"\n",
        json.dumps(GOOD).encode(),
        json.dumps(GOOD | {"user": 1}).encode() + b"\n",
        json.dumps(GOOD | {"fax": None}).encode() + b"\n",
        json.dumps(GOOD | {"more": ""}).encode() + b"\n",
        json.dumps({"fax": "1"}).encode() + b"\n",
        json.dumps(GOOD | {"fax": "x" * MOST_BYTES}).encode() + b"\n",
    ],
)
def test_anything_else_is_no_errand(line: bytes) -> None:
    assert errand_in(line) is None


@given(st.binary(max_size=200))
@settings(derandomize=True, database=None, deadline=None)
def test_rubbish_raises_nothing(line: bytes) -> None:
    errand_in(line + b"\n")
