"""Bodies decoded in bounded pieces."""

import gzip

import pytest

from faxviewer.faxplus.bodies import PIECE, BodyBroken, BodyReader, BodyTooLarge

GZIP = {"content-encoding": "GZip"}


def test_d76_no_piece_is_larger_than_said_however_well_it_was_packed() -> None:
    reader = BodyReader(GZIP, 50_000_000)
    sizes = [len(piece) for piece in reader.pieces(gzip.compress(bytes(20_000_000)))]
    reader.end()
    assert max(sizes) <= PIECE
    assert sum(sizes) == reader.received == 20_000_000


def test_d76_decoding_stops_at_the_limit() -> None:
    reader = BodyReader(GZIP, 1_000_000)
    got = 0
    with pytest.raises(BodyTooLarge):
        for piece in reader.pieces(gzip.compress(bytes(20_000_000))):
            got += len(piece)
    assert got <= 1_000_000


def test_packed_bytes_may_come_one_by_one() -> None:
    reader = BodyReader(GZIP, 1_000)
    packed = gzip.compress(b"hello")
    assert b"".join(piece for byte in packed for piece in reader.pieces(bytes([byte]))) == b"hello"
    reader.end()


@pytest.mark.parametrize(
    ("headers", "raw"),
    [
        ({"content-length": "10"}, b"123456789"),
        (GZIP, gzip.compress(b"hello")[:-1]),
        ({"content-encoding": "gzip", "content-length": "3"}, gzip.compress(b"hello")),
    ],
    ids=["plain", "packed", "packed, of another length"],  # the time is in what is packed, and workers agree on names
)
def test_an_early_end_is_noticed(headers: dict[str, str], raw: bytes) -> None:
    reader = BodyReader(headers, 1_000)
    list(reader.pieces(raw))
    with pytest.raises(BodyBroken):
        reader.end()


@pytest.mark.parametrize("headers", [GZIP, {"content-encoding": "br"}, {"content-encoding": "gzip, gzip"}])
def test_what_cannot_be_decoded_is_broken(headers: dict[str, str]) -> None:
    with pytest.raises(BodyBroken):
        list(BodyReader(headers, 1_000).pieces(b"hello, hello"))


def test_the_total_is_known_only_where_nothing_is_packed() -> None:
    assert BodyReader({"content-length": "7"}, 9).total == 7
    assert BodyReader({"content-length": "7", **GZIP}, 9).total is None
    assert BodyReader({"content-length": "many"}, 9).total is None
