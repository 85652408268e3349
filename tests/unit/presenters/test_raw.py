"""The raw record behind its pane: where departures stand, what a search finds, and that no turn does too much."""

import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faxviewer.domain.exchange import Exchange
from faxviewer.domain.fax import Departure, DepartureKind, Fax
from faxviewer.domain.json_places import Places
from faxviewer.presenters.raw import ON_ITS_WAY, PAGE_LINES, Flaw, RawPresenter, flaws_of, found_words
from faxviewer.presenters.raw_layout import LONGEST, Line
from faxviewer.presenters.raw_search import MOST, matches


class SeenPane:
    """Keeps what was shown; counts what came in each turn of the event loop."""

    def __init__(self) -> None:
        self.reason = ""
        self.text = ""
        self.batches: list[int] = []
        self.rest = 0
        self.flaws: tuple[Flaw, ...] = ()
        self.selected = (0, 0)
        self.found = ""

    def clear(self, reason: str) -> None:
        self.reason, self.text, self.batches = reason, "", []

    def add_lines(self, lines: Sequence[Line]) -> None:
        self.text += "".join(line.text + line.end for line in lines)
        self.batches.append(sum(len(line.text) for line in lines))

    def show_rest(self, characters: int) -> None:
        self.rest = characters

    def show_flaws(self, flaws: Sequence[Flaw]) -> None:
        self.flaws = tuple(flaws)

    def go_to(self, start: int, end: int) -> None:
        self.selected = (start, end)

    def show_found(self, position: int, count: int, *, searching: bool) -> None:
        self.found = found_words(position, count, searching=searching)


def fax_of(text: str, *departures: Departure, **names: str) -> Fax:
    """A fax whose reply was `text`."""
    asked = Exchange("GET", "/", datetime(2026, 11, 24, tzinfo=UTC), 0.1, 200, "", text.encode())
    return Fax("a1", {}, api_names=names, departures=departures, exchange=asked)


def odd(path: str, kind: DepartureKind = DepartureKind.OUT_OF_RANGE) -> Departure:
    return Departure(path, kind, "odd", "rule")


async def shown(text: str, *, indented: bool = False, fax: Fax | None = None) -> tuple[RawPresenter, SeenPane]:
    pane = SeenPane()
    raw = RawPresenter(pane)
    await raw.show(fax or fax_of(text), indented=indented)
    return raw, pane


@pytest.mark.parametrize(
    ("text", "departure", "names", "place"),
    [
        ('{"id": 1, "cost": 2.5}', odd("cost"), {}, '"cost": 2.5'),
        ('{"cost": 1, "cost": 2.5}', odd("cost"), {}, '"cost": 2.5'),
        ('{"cover_page": {"subject": 4}}', odd("cover_page.subject"), {}, '"subject": 4'),
        ('{"from_number": 5}', odd("from", DepartureKind.RENAMED), {"from": "from_number"}, '"from_number": 5'),
        ('{"retry": {"count": 9}}', odd("max_retry"), {"max_retry": "retry.count"}, '"count": 9'),
        (' {"id": 1}', odd("pages", DepartureKind.MISSING), {}, "{"),
        ('{"cover_page": {"a": 1}}', odd("cover_page.subject", DepartureKind.MISSING), {}, "{"),
    ],
)
def test_each_departure_has_its_place(text: str, departure: Departure, names: dict[str, str], place: str) -> None:
    (flaw,) = flaws_of(fax_of(text, departure, **names), Places.of(text))
    assert text[flaw.start : flaw.end] == place
    assert flaw.is_missing == (place == "{")


async def test_a_row_of_a_list_says_that_the_record_comes() -> None:
    raw, pane = await shown("", fax=Fax("a1", {}))
    assert pane.reason == ON_ITS_WAY and pane.text == ""
    await raw.show(None, indented=False)
    assert pane.reason == ON_ITS_WAY


async def test_exact_and_indented_change_and_the_departures_stay() -> None:
    text = '{"a":1e0,\r\n"cost":2.50}'
    raw, pane = await shown(text, fax=fax_of(text, odd("cost")))
    assert pane.text == text and len(pane.flaws) == 1
    await raw.lay_out(indented=True)
    assert pane.text == '{\n  "a": 1e0,\n  "cost": 2.50\n}' and len(pane.flaws) == 1
    assert raw.path_at(text.index("2.50")) == "cost"


@pytest.mark.parametrize("indented", [False, True])
async def test_a_value_of_a_megabyte_comes_in_small_turns(indented: bool) -> None:
    text = json.dumps({"id": "a1", "comment": "word " * 200_000, "pages": 1})
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    others = asyncio.ensure_future(count())
    raw, pane = await shown(text, indented=indented)
    others.cancel()
    assert turns > 40, "others had their turns in between"
    assert max(pane.batches) <= 24_000 + LONGEST
    assert raw.path_at(text.index("word ") + 900_000) == "comment"
    assert json.loads(pane.text) == json.loads(text) and pane.rest == 0


async def test_more_comes_when_it_is_asked_for_or_led_to() -> None:
    text = "[\n" + "1,\n" * 50_000 + '"the end"]'
    raw, pane = await shown(text)
    first = len(pane.text)
    assert pane.text.count("\n") <= PAGE_LINES + 400 and pane.rest == len(text) - first
    await raw.more()
    assert len(pane.text) > first
    await raw.search("the END", 0)
    assert pane.text == text and pane.rest == 0
    assert text[slice(*pane.selected)] == "the end" and pane.found == "1 of 1"


async def test_search_goes_on_goes_back_and_around() -> None:
    raw, pane = await shown('{"to": "To", "from": "other"}')
    await raw.search("to", 0)
    assert pane.found == "1 of 2" and pane.selected == (2, 4)
    await raw.search("to", 4)
    assert pane.found == "2 of 2" and pane.selected == (8, 10)
    await raw.search("to", 10)
    assert pane.found == "1 of 2"
    await raw.search("to", 2, back=True)
    assert pane.found == "2 of 2"
    await raw.search("nowhere", 0)
    assert pane.found == "not found"


def found(text: str, query: str) -> list[str]:
    return [text[slice(*each)] for each in matches(text, query) if each]


@pytest.mark.parametrize(
    ("text", "query", "what"),
    [
        ('{"a":1}', '"a": 1', ['"a":1']),
        ('{"a"  :\n 1}', '"a":1', ['"a"  :\n 1']),
        ('"Z\\u00FCrich ZÜRICH"', "zürich", ["Z\\u00FCrich", "ZÜRICH"]),
        ('"\\ud83d\\ude00 😀"', "😀", ["\\ud83d\\ude00", "😀"]),
        ('"a.b aXb"', "a.b", ["a.b"]),
        ('"lab results labresults"', "lab results", ["lab results"]),
        ("[1]", "", []),
    ],
)
def test_what_a_search_finds(text: str, query: str, what: list[str]) -> None:
    assert found(text, query) == what


@given(st.text(alphabet='ab"{},: \\', min_size=1, max_size=20), st.integers(65_500, 65_560))
def test_whatever_is_in_the_text_is_found_across_pieces_too(query: str, before: int) -> None:
    text = "x" * before + query + "x" * 10
    if query.strip():
        assert query.strip() in "".join(found(text, query)) or found(text, query)


def test_matches_are_counted_to_a_limit() -> None:
    assert len(found("a" * (MOST + 5), "a")) == MOST
    assert found_words(1, MOST, searching=False) == f"1 of {MOST:,} or more"


def test_the_words_of_a_search() -> None:
    said: list[Any] = [found_words(0, 0, searching=False), found_words(0, 12, searching=True)]
    assert said == ["not found", "12 so far"]
