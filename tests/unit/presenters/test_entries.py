"""Rows of a list: what they say, that they keep the whole fax, and that nothing odd breaks them."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faxviewer.domain.fax import Direction, Fax
from faxviewer.domain.tone import Tone
from faxviewer.presenters import entries
from faxviewer.presenters.entries import Entry, Listing, fax_of
from tests.fakes.listed import PlainTimes, fax, ordinary_page, page
from tests.fakes.records import OUTBOX, odd_records
from tests.unit.presenters.reading import as_read

LISTING = Listing("self", PlainTimes())


def row(**changes: Any) -> Entry:
    return page([fax(**changes)]).entries[0]


def test_a_row_says_what_the_record_says() -> None:
    entry = row(number=3, is_read=False, status="failed_user_busy")
    assert entry.fax_id == "5e7de3ad54cfd54eb0000003"
    assert entry.user == "self"
    assert entry.moment and f"{entry.moment:%H:%M %Z}" == "09:00 UTC"
    assert (entry.sender, entry.recipient) == ("+12025550118", "+41446680003")
    assert (entry.pages_in_words, entry.status_label) == ("2 pages", "Line busy")
    assert entry.status.tone is Tone.FAILURE
    assert (entry.file_name, entry.read_mark) == ("letter-3", "Unread")
    assert entry.owner == "74d59d2779fb42a99cd5bb993c0c89d2"


@pytest.mark.parametrize(
    ("direction", "party", "own"),
    [
        ("outgoing", "+41446680000", "+12025550118"),
        ("incoming", "+12025550118", "+41446680000"),
        ("sideways", "+41446680000", "+12025550118"),
    ],
)
def test_the_number_at_the_other_end_depends_on_the_direction(direction: str, party: str, own: str) -> None:
    entry = row(direction=direction)
    assert (entry.party, entry.own_party) == (party, own)


def test_a_fax_of_unknown_direction_shows_the_number_that_there_is() -> None:
    entry = row(direction=None, to=None)
    assert (entry.party, entry.own_party) == ("+12025550118", "")


def test_a_known_owner_is_called_by_name() -> None:
    named = Listing("self", PlainTimes(), lambda user_id: "Ada Example" if user_id.startswith("74d5") else "")
    made = named.page([fax(), fax(owner_id="other"), fax(owner_id=["x"])])
    assert [entry.owner for entry in made.entries] == ["Ada Example", "other", '["x"]']
    assert "ada example" in made.searched


def test_an_outbox_entry_names_all_its_recipients() -> None:
    entry = LISTING.page([as_read(OUTBOX, outbox=True)]).entries[0]
    assert entry.recipient == "+12125550172, +13105550139"
    assert entry.status.code == "sending"
    assert entry.direction is None


def test_an_incoming_fax_has_the_time_when_it_began() -> None:
    entry = row(submit_time=None)
    assert entry.moment and f"{entry.moment:%Y-%m-%d %H:%M:%S}" == "2020-03-27 11:29:21"


def test_what_was_not_sent_stays_empty() -> None:
    entry = LISTING.page([Fax("", {})]).entries[0]
    texts = (entry.fax_id, entry.sender, entry.recipient, entry.pages_in_words, entry.file_name, entry.owner)
    assert set(texts) == {""}
    assert (entry.when, entry.moment, entry.read, entry.read_mark) == (None, None, None, "")
    assert entry.status_label == "No status"


def test_one_page_is_no_pages() -> None:
    assert row(pages=1).pages_in_words == "1 page"


def test_a_status_that_nobody_documented_stands_as_it_came() -> None:
    assert row(status="number_ported").status_label == "number_ported"
    assert row(status="a\nb\u202e").status_label == "a b⟨U+202E⟩"


def test_a_fax_that_came_in_is_received_and_found_as_that() -> None:
    listed = page([fax(direction="incoming", status="success"), fax(direction=None, status="success")])
    assert [entry.status_label for entry in listed.entries] == ["Received", "Went through"]
    assert ["received" in line for line in listed.searched.split("\n")] == [True, False]


def test_a_megabyte_in_a_field_becomes_a_short_text() -> None:
    entry = row(file_name="x" * 1_000_000, to="\u202e" * 1_000_000)
    assert len(entry.file_name) < 200
    assert len(entry.recipient) < 1_200
    assert len(fax_of(entry).values["file_name"]) == 1_000_000


def test_line_breaks_never_make_a_second_line() -> None:
    made = page([fax(file_name="a\nb\tc", status="x\ny", owner_id="\r\n"), fax(1)])
    assert made.entries[0].file_name == "a b c"
    assert len(made.searched.split("\n")) == 2


def test_the_search_line_has_every_column() -> None:
    line = page([fax(2, status="failed_user_busy", is_read=False)]).searched
    for words in ("+12025550118", "+41446680002", "2 pages", "line busy", "failed_user_busy", "letter-2", "unread"):
        assert words in line
    for words in ("74d59d2779fb42a99cd5bb993c0c89d2", "outgoing", "2024-03-27 10:00 wednesday"):
        assert words in line


def test_a_whole_fax_comes_back_as_it_was() -> None:
    faxes = [fax(number) for number in range(50)] + [as_read(OUTBOX, outbox=True), as_read({}), fax(owner_id=None)]
    assert [fax_of(entry) for entry in page(faxes).entries] == faxes


def test_what_a_packed_page_keeps_is_small() -> None:
    packed = ordinary_page(0).entries[0].packed
    assert isinstance(packed._kept, bytes)
    assert len(packed._kept) < 50 * 120


def test_rows_share_the_texts_that_are_the_same() -> None:
    first, second = page([fax(0), fax(1)]).entries
    assert first.sender is second.sender and first.owner is second.owner and first.packed is second.packed


def test_what_can_not_be_packed_is_kept() -> None:
    deep: Any = []
    for _ in range(20_000):
        deep = [deep]
    odd = Fax("1", {"id": "1", "pages": 10**5_000}), Fax("2", {"comment": deep})
    for each in odd:
        assert fax_of(LISTING.page([each]).entries[0]) is each


@settings(max_examples=300, deadline=None)
@given(st.lists(odd_records(), max_size=5), st.booleans())
def test_no_record_breaks_a_row(records: list[dict[str, Any]], outbox: bool) -> None:
    faxes = [as_read(record, outbox=outbox) for record in records]
    made = LISTING.page(faxes)
    assert len(made.entries) == len(faxes)
    assert not faxes or made.searched.count("\n") == len(faxes) - 1
    for entry, each in zip(made.entries, faxes, strict=True):
        assert fax_of(entry) == each
        assert entry.direction in (None, *Direction)
        texts = (entry.party, entry.own_party, entry.pages_in_words, entry.status_label, entry.file_name, entry.owner)
        for text in texts:
            assert text == "" or text.replace(" ", "").replace("\u200c", "").replace("\u200d", "")
            assert not {"\n", "\t", "\x00", "\u202e", "\ud800"} & set(text)
            text.encode()
            assert len(text) <= 10 * entries.LONGEST
