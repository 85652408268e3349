import contextlib
import io
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faxviewer.domain.document import DocumentKind
from faxviewer.domain.errors import DocumentError, DocumentIncomplete, DocumentRefused
from faxviewer.system.wholeness import MAX_PAGES, check
from tests.unit.system.samples import pdf, tiff

ORDERS = pytest.mark.parametrize("order", ["<", ">"], ids=["II", "MM"])
SIZES = pytest.mark.parametrize("big", [False, True], ids=["classic", "big"])


def kind_of(data: bytes) -> DocumentKind:
    return check(io.BytesIO(data), len(data))


def test_a_whole_pdf_is_one() -> None:
    assert kind_of(pdf()) is DocumentKind.PDF


@ORDERS
@SIZES
@pytest.mark.parametrize("pages", [1, 12])
def test_a_whole_tiff_is_one(order: str, big: bool, pages: int) -> None:
    assert kind_of(tiff(pages, order=order, big=big)) is DocumentKind.TIFF


def test_pillows_own_fax_tiffs_are_whole() -> None:
    image = pytest.importorskip("PIL.Image")
    pages = [image.new("1", (1728, 1100), 1) for _ in range(3)]
    for compression in ("group3", "group4", "raw", "tiff_lzw"):
        out = io.BytesIO()
        pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], compression=compression)
        assert kind_of(out.getvalue()) is DocumentKind.TIFF
        with pytest.raises(DocumentError):
            kind_of(out.getvalue()[:-1000])


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\0" + pdf(),
        b"\x7fELF\x02" + pdf(),
        b"<!DOCTYPE html><html>" + pdf(),
        b"  \n<html>" + pdf(),
        b"\xef\xbb\xbf<svg xmlns='http://www.w3.org/2000/svg'>" + pdf(),
        b"<?xml version='1.0'?><svg/>",
        b"PK\x03\x04" + pdf(),
        b"#!/bin/sh\n" + pdf(),
        b'{"error": "not found"}',
        b"GIF89a" + pdf(),
        b"II\x2b\x00"[:3],
        b"plain text",
        b"\0" * 5000,
    ],
    ids=["MZ", "ELF", "HTML", "HTML-space", "SVG-BOM", "SVG", "ZIP", "script", "JSON", "GIF", "short", "text", "zeros"],
)
def test_d69_other_kinds_are_refused_even_with_a_pdf_inside(data: bytes) -> None:
    with pytest.raises(DocumentRefused) as refused:
        kind_of(data)
    assert refused.value.title == "The document was not opened"


@pytest.mark.parametrize("before", [b"\n", b"\xef\xbb\xbf", b"\x1b%-12345X@PJL\r\n", b"junk " * 200])
def test_d71_a_pdf_may_begin_within_the_first_1024_bytes(before: bytes) -> None:
    assert kind_of(before + pdf()) is DocumentKind.PDF


def test_d71_but_not_after_them() -> None:
    with pytest.raises(DocumentRefused):
        kind_of(b"x" * 1020 + pdf())


def test_d72_an_empty_document_is_said_to_be_empty() -> None:
    with pytest.raises(DocumentRefused, match="The document is empty"):
        kind_of(b"")


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("data", [pdf(), tiff(3), tiff(3, big=True)], ids=["pdf", "tiff", "bigtiff"])
def test_d74_a_document_cut_short_is_incomplete(data: bytes, kept: float) -> None:
    with pytest.raises(DocumentIncomplete):
        kind_of(data[: int(len(data) * kept)])


def test_d74_every_cut_of_a_tiff_is_noticed() -> None:
    data = tiff(2)
    for end in range(4, len(data)):
        with pytest.raises(DocumentIncomplete):
            kind_of(data[:end])


def test_d74_a_linearized_pdf_cut_in_its_middle_is_incomplete() -> None:
    first_part = b"%PDF-1.5\n1 0 obj<</Linearized 1>>endobj\nxref\n0 1\nstartxref\n0\n%%EOF\n"
    with pytest.raises(DocumentIncomplete):
        kind_of(first_part)
    with pytest.raises(DocumentIncomplete):
        kind_of(first_part + b"2 0 obj<</Type/Page>>endobj\n")


def test_d74_an_updated_pdf_cut_in_its_update_is_incomplete() -> None:
    with pytest.raises(DocumentIncomplete):
        kind_of(pdf() + b"9 0 obj<</Type/Annot>>endobj\n")


@pytest.mark.parametrize("after", [b"", b"\r\n", b"\0" * 500, b"\n%trailing words"])
def test_d74_a_little_padding_after_the_end_is_no_harm(after: bytes) -> None:
    assert kind_of(pdf() + after) is DocumentKind.PDF


def damaged(data: bytes) -> str:
    """Why `data` is refused."""
    with pytest.raises(DocumentRefused) as refused:
        kind_of(data)
    return f"{refused.value.title}: {refused.value.message}"


@pytest.mark.parametrize("size", [b"0 0 14400000 14400000", b"-200000 0 612 792", b"0 0 612 99999999999999999999999.5"])
def test_d79_a_page_of_kilometres_is_refused(size: bytes) -> None:
    assert "far larger than fax paper" in damaged(pdf(box=size))


@pytest.mark.parametrize("size", [b"0 0 609.8823529411765 841.9591836734694", b"0 0 612 28346", b"0 0 5 0 R 792"])
def test_d79_but_not_one_as_long_as_a_fax_can_be(size: bytes) -> None:
    assert kind_of(pdf(box=size)) is DocumentKind.PDF


def test_d79_a_page_size_at_the_end_of_what_is_read_at_a_time_is_seen() -> None:
    for moved in range(0, 80, 8):
        before = b"x" * (2**20 - 200 + moved)
        assert "far larger" in damaged(pdf(box=b"0 0 612 792]%" + before + b"\n/MediaBox[0 0 14400000 9"))


@pytest.mark.parametrize("key", [b"/Encrypt 9 0 R", b"/Encrypt<</Filter/Standard>>"])
def test_d79_a_locked_one_is_refused_and_said_to_be_locked(key: bytes) -> None:
    assert "locked" in damaged(pdf(trailer=key))
    modern = b"%PDF-1.5\n"
    table = b"7 0 obj<</Type/XRef/W[1 2 1]" + key + b"/Length 4>>stream\nabcd\nendstream endobj\n"
    assert "locked" in damaged(modern + table + b"startxref\n9\n%%EOF\n")


def test_d79_a_table_that_is_not_where_the_end_says_is_a_broken_document() -> None:
    data = pdf()
    place = data.rpartition(b"startxref\n")[2].split()[0]
    assert "table of its parts" in damaged(data.replace(b"startxref\n" + place, b"startxref\n20"))
    assert kind_of(b"junk\n" + data) is DocumentKind.PDF, "places may count from the document's own beginning"


@ORDERS
@SIZES
def test_d78_a_loop_of_directories_ends(order: str, big: bool) -> None:
    with pytest.raises(DocumentRefused, match="damaged"):
        kind_of(tiff(3, order=order, big=big, loop_to=1))


def test_d78_ten_thousand_pages_are_refused() -> None:
    assert kind_of(tiff(MAX_PAGES, picture=b"x")) is DocumentKind.TIFF
    with pytest.raises(DocumentRefused, match="damaged"):
        kind_of(tiff(10_000, picture=b"x"))


@pytest.mark.parametrize("size", [(60_000, 60_000), (4_294_967_295, 4_294_967_295), (0, 1100), (1728, 0)])
def test_d78_a_page_of_impossible_size_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(DocumentRefused, match="damaged"):
        kind_of(tiff(2, size=size))


def test_d78_a_long_page_is_no_harm() -> None:
    assert kind_of(tiff(1, size=(1728, 30_000))) is DocumentKind.TIFF


def test_d78_a_list_of_four_billion_strips_is_refused_unread() -> None:
    data = bytearray(tiff(1))
    where = data.index(struct.pack("<HHI", 273, 4, 1))
    data[where + 4 : where + 8] = b"\xff\xff\xff\xff"
    with pytest.raises(DocumentRefused, match="damaged"):
        kind_of(bytes(data))


def test_d78_many_directories_that_share_one_long_list_are_refused() -> None:
    shared = tiff(400, strips=10_000)
    with pytest.raises(DocumentRefused, match="damaged"):
        kind_of(shared)


@pytest.mark.parametrize("drop", [256, 257, 273])
def test_a_page_without_size_or_picture_is_damaged(drop: int) -> None:
    with pytest.raises(DocumentRefused, match="damaged"):
        kind_of(tiff(1, without=(drop,)))


def test_a_tiff_without_pages_is_damaged() -> None:
    with pytest.raises(DocumentRefused, match="damaged"):
        kind_of(b"II*\0" + bytes(20))


def test_a_strip_without_a_length_is_taken_to_reach_the_end() -> None:
    assert kind_of(tiff(1, without=(279,))) is DocumentKind.TIFF


@settings(max_examples=300)
@given(st.sampled_from([b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"%PDF-1.4\n", b""]), st.binary(max_size=400))
def test_any_bytes_end_in_a_kind_or_a_document_error(head: bytes, rest: bytes) -> None:
    with contextlib.suppress(DocumentError):
        assert kind_of(head + rest) in DocumentKind


@settings(max_examples=300)
@given(st.data())
def test_a_tiff_with_any_byte_changed_ends_in_a_kind_or_a_document_error(data: st.DataObject) -> None:
    document = bytearray(tiff(2, big=data.draw(st.booleans())))
    for _ in range(data.draw(st.integers(1, 4))):
        document[data.draw(st.integers(4, len(document) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(DocumentError):
        assert kind_of(bytes(document)) is DocumentKind.TIFF
