"""Bodies read in bounds: decoded bytes are counted before they are kept, whatever the sender claims."""

import zlib
from collections.abc import Iterator, Mapping
from typing import Final

PIECE: Final = 64 * 1024
"""Bytes that are decoded at most before the caller sees them."""

_WINDOW_BITS: Final = {"gzip": 31, "x-gzip": 31, "deflate": 15}


class BodyTooLarge(Exception):
    """More decoded bytes than allowed."""


class BodyBroken(Exception):
    """The body can't be decoded, ends early, or has another length than its header says."""


class BodyReader:
    """Decodes one body as its raw chunks come in.

    httpx's own decoding would inflate one small chunk to hundreds of megabytes, and it takes a
    truncated gzip for whole. `most` is in decoded bytes; `headers` have names in lower case.
    """

    def __init__(self, headers: Mapping[str, str], most: int) -> None:
        self._coding = headers.get("content-encoding", "").strip().lower() or "identity"
        self._inflater = zlib.decompressobj(_WINDOW_BITS.get(self._coding, 15))
        self._most = most
        self._length = _length(headers)
        self._raw = 0
        self.received = 0

    @property
    def total(self) -> int | None:
        """Decoded bytes to come in all, None where the reply does not say or compresses."""
        return self._length if self._coding == "identity" else None

    def pieces(self, raw: bytes) -> Iterator[bytes]:
        """What `raw` decodes to, in pieces of bounded size. Raises BodyTooLarge, BodyBroken."""
        self._raw += len(raw)
        if (self.total or 0) > self._most:
            raise BodyTooLarge
        for piece in self._decoded(raw):
            self.received += len(piece)
            if self.received > self._most:
                raise BodyTooLarge
            yield piece

    def end(self) -> None:
        """Say that no more comes. Raises BodyBroken where more was promised."""
        unfinished = self._coding != "identity" and self._raw and not self._inflater.eof
        if unfinished or (self._length is not None and self._raw != self._length):
            raise BodyBroken

    def _decoded(self, raw: bytes) -> Iterator[bytes]:
        if self._coding == "identity":
            if raw:
                yield raw
            return
        if self._coding not in _WINDOW_BITS:
            raise BodyBroken
        rest = raw
        while not self._inflater.eof:
            try:
                piece = self._inflater.decompress(rest, PIECE)
            except zlib.error:
                raise BodyBroken from None
            rest = self._inflater.unconsumed_tail
            if piece:
                yield piece
            elif not rest:
                break


def _length(headers: Mapping[str, str]) -> int | None:
    text = headers.get("content-length", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
