"""The table for other programs: nothing in it runs, nothing in it makes cells of its own, and it can be read back."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faxviewer.domain.errors import NotFound
from faxviewer.presenters.tables import COLUMNS, csv_of, guarded, row_of, tabbed, unguarded
from tests.fakes.views import fax

ID = "5e7de3ad54cfd54eb568cc76"
STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def read(content: bytes) -> list[list[str]]:
    """What any reader of RFC 4180 makes of it, the guards still in place."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def test_a_fax_is_told_as_the_service_sent_it() -> None:
    found = fax(
        ID,
        direction="outgoing",
        from_="+41445556677",
        to=["+41445556678", "+41445556679"],
        pages=3,
        status="failed_user_busy",
        file_name="letter",
        is_read=False,
        owner_id="u1",
        submit_time="2024-03-27 10:00:01",
    )
    assert dict(zip(COLUMNS, row_of(ID, "self", found), strict=True)) == {
        "Fax ID": ID,
        "User": "self",
        "Time (UTC)": "2024-03-27 10:00:01",
        "Direction": "outgoing",
        "From": "+41445556677",
        "To": "+41445556678, +41445556679",
        "Pages": "3",
        "Status": "Line busy",
        "Status as sent": "failed_user_busy",
        "File name": "letter",
        "Read": "no",
        "Owner": "u1",
        "Error": "",
    }


def test_a_failure_has_its_reason_and_what_was_not_asked_says_so() -> None:
    missed, unasked = row_of(ID, "self", NotFound()), row_of(ID, "self", None)
    assert (missed[0], missed[-1]) == (
        ID,
        "No such fax for this user. Fax.Plus knows no fax with this ID under the chosen user.",
    )
    assert unasked[-1] == "Not looked up"
    assert len(missed) == len(unasked) == len(COLUMNS)


def test_odd_values_are_cells_too() -> None:
    odd = fax(ID, to={"a": [1, None]}, pages=10**5_000, is_read="yes", status=7, file_name=None)
    cells = dict(zip(COLUMNS, row_of(ID, "self", odd), strict=True))
    assert cells["To"] == '{"a": [1, null]}'
    assert cells["Pages"] == "not a value we can show"
    assert (cells["Read"], cells["File name"], cells["Status as sent"]) == ("", "", "7")


@pytest.mark.parametrize("start", STARTERS)
def test_e90_no_cell_of_the_file_is_run(start: str) -> None:
    nasty = f"{start}cmd|' /C calc'!A0"
    cell = read(csv_of([[nasty]]))[1][0]
    assert not cell.startswith(STARTERS)
    assert unguarded(cell) == nasty


def test_e90_a_number_survives_the_round_trip() -> None:
    numbers = ["+41445556677", "'+41445556677", "-5", "+", "'", "", "0041", "plain"]
    content = csv_of([numbers])
    assert [unguarded(cell) for cell in read(content)[1]] == numbers
    assert read(content)[1][0] == "'+41445556677"


def test_e90_the_file_is_rfc_4180_with_a_byte_order_mark() -> None:
    content = csv_of([['say "hi"', "a,b;c", "two\nlines", "é\ud800"]])
    assert content.startswith(b'\xef\xbb\xbf"Fax ID","User"')
    assert content.endswith('"say ""hi""","a,b;c","two\nlines","é?"\r\n'.encode())
    assert read(content) == [list(COLUMNS), ['say "hi"', "a,b;c", "two\nlines", "é?"]]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
def test_e90_every_text_can_be_read_back(cells: list[str]) -> None:
    back = read(csv_of([cells]))[1]
    assert [unguarded(cell) for cell in back] == cells
    assert not any(cell.startswith(STARTERS) for cell in back)


def test_e91_tabs_and_lines_in_a_value_make_no_cells() -> None:
    text = tabbed([["a\tb", "c\r\nd", "e\u2028f\x0bg", '"h', "=i"]])
    assert text.splitlines()[0] == "\t".join(COLUMNS)
    assert text.splitlines()[1:] == ['a b\tc d\te f g\t"""h"\t\'=i']


@given(st.lists(st.text(), min_size=1))
def test_e91_every_row_has_as_many_cells_as_it_had_values(cells: list[str]) -> None:
    lines = tabbed([cells]).removesuffix("\n").split("\n")
    assert len(lines) == 2
    row = next(csv.reader([lines[1]], delimiter="\t"), []) or [""]
    assert len(row) == len(cells)
    assert not any(cell.startswith(STARTERS) for cell in row)


def test_a_guard_is_taken_off_once() -> None:
    assert unguarded(guarded("''=")) == "''="
