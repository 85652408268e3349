"""What a document really is, by its bytes, and whether all of it is there. Bounded work, whatever the bytes."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from faxviewer.domain.document import DocumentKind
from faxviewer.domain.errors import DocumentIncomplete, DocumentRefused
from faxviewer.system.pdf_checks import check_pdf

MAX_PAGES: Final = 5_000
"""More than three days of transmission: no fax."""
MAX_PIXELS: Final = 200_000_000
"""A page of 1728 dots by 115,000 lines: ten metres of fax paper, and 25 MB of memory at one bit a dot."""

_MAX_TAGS: Final = 1_000
_HEAD: Final = 1024
# What other programs would make of the file, whatever stands further down in it.
_FOREIGN: Final = re.compile(
    rb"[\s\0]*(?:\xef\xbb\xbf\s*)?(?:MZ|\x7fELF|PK[\x03\x05\x07]|<|#!|\xca\xfe\xba\xbe|[\xce\xcf]\xfa\xed\xfe|\xfe\xed\xfa|"
    rb"\xd0\xcf\x11\xe0|L\0\0\0|\x1f\x8b|Rar!|7z\xbc\xaf|GIF8|\x89PNG|\xff\xd8\xff|\{)"
)
_TIFF_HEADS: Final = {b"II*\0": ("<", False), b"MM\0*": (">", False), b"II+\0": ("<", True), b"MM\0+": (">", True)}


def check(file: BinaryIO, size: int) -> DocumentKind:
    """The kind of the whole document in `file`, `size` bytes long.

    Raises DocumentRefused for what is neither PDF nor TIFF, or out of all bounds, and
    DocumentIncomplete where the end is missing.

    A PDF's `%PDF-` may stand anywhere in the first 1,024 bytes, as readers allow (ISO 32000-1, annex H.3,
    note 13), unless the bytes before it begin like another kind of file: a program, an archive, a web page.
    """
    if size == 0:
        raise DocumentRefused(
            "The document is empty",
            "Fax.Plus sent a file with nothing in it.",
            "Try the other format; if that is empty too, ask Fax.Plus support.",
        )
    file.seek(0)
    head = file.read(_HEAD)
    if head[:4] in _TIFF_HEADS:
        _check_tiff(file, size)
        return DocumentKind.TIFF
    start = head.find(b"%PDF-")
    if start == 0 or (start > 0 and not _FOREIGN.match(head)):
        check_pdf(file, size, start)
        return DocumentKind.PDF
    raise DocumentRefused


@dataclass(frozen=True, slots=True)
class _Layout:
    """How numbers lie in a TIFF: byte order, and the wider fields of BigTIFF."""

    order: str
    big: bool

    @property
    def offset(self) -> str:
        return self.order + ("Q" if self.big else "I")

    @property
    def count(self) -> str:
        return self.order + ("Q" if self.big else "H")

    @property
    def entry_size(self) -> int:
        return 20 if self.big else 12


_TYPES: Final = {1: "B", 3: "H", 4: "I", 16: "Q"}
_WIDTH, _HEIGHT = 256, 257
_PLACES: Final = ((273, 279), (324, 325))
"""Tags of where the strips and the tiles lie, and how many bytes each has (TIFF 6.0, section 8)."""


class _Tiff:
    """Reads the directories of a TIFF; every read is checked against the file's size and a common budget."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._size = size
        self._budget = 2_000_000
        magic = self._read(0, 4)
        self._layout = _Layout(*_TIFF_HEADS[magic])

    def _read(self, offset: int, length: int) -> bytes:
        if offset + length > self._size:
            raise DocumentIncomplete
        self._file.seek(offset)
        return self._file.read(length)

    def _number(self, code: str, offset: int) -> int:
        (number,) = struct.unpack(code, self._read(offset, struct.calcsize(code)))
        return int(number)

    def pages(self) -> Iterator[dict[int, tuple[int, ...]]]:
        """The numbers of the tags that matter, page by page."""
        layout = self._layout
        seen: set[int] = set()
        where = self._number(layout.offset, 8 if layout.big else 4)
        while where:
            if where in seen or len(seen) >= MAX_PAGES:
                raise _damaged("Its list of pages has no end.")
            seen.add(where)
            count = self._number(layout.count, where)
            start = where + struct.calcsize(layout.count)
            if count > _MAX_TAGS:
                raise _damaged("A page of it has more properties than the format knows.")
            self._spend(count)
            entries = self._read(start, count * layout.entry_size)
            yield self._tags(entries)
            where = self._number(layout.offset, start + len(entries))
        if not seen:
            raise _damaged("It has no pages.")

    def _tags(self, entries: bytes) -> dict[int, tuple[int, ...]]:
        layout = self._layout
        wanted = {_WIDTH, _HEIGHT, *(tag for pair in _PLACES for tag in pair)}
        found = {}
        for place in range(0, len(entries), layout.entry_size):
            entry = entries[place : place + layout.entry_size]
            tag, kind = struct.unpack_from(layout.order + "HH", entry)
            (count,) = struct.unpack_from(layout.order + ("Q" if layout.big else "I"), entry, 4)
            if tag in wanted and kind in _TYPES:
                self._spend(count)
                code = f"{layout.order}{count}{_TYPES[kind]}"
                value = entry[12:] if layout.big else entry[8:]
                length = struct.calcsize(code)
                if length > len(value):
                    value = self._read(struct.unpack(layout.offset, value)[0], length)
                found[tag] = struct.unpack_from(code, value)
        return found

    def _spend(self, numbers: int) -> None:
        """Many directories may point at one long list, so the file's size alone bounds nothing."""
        self._budget -= numbers
        if self._budget < 0:
            raise _damaged("It lists more parts than a fax can have.")


def _check_tiff(file: BinaryIO, size: int) -> None:
    """Every directory and every strip or tile lies inside the file (TIFF 6.0, section 2)."""
    for page in _Tiff(file, size).pages():
        width, height = (max(page.get(tag, ()), default=0) for tag in (_WIDTH, _HEIGHT))
        if not width or not height:
            raise _damaged("A page of it has no size.")
        if width * height > MAX_PIXELS:
            raise _damaged("A page of it is far larger than fax paper.")
        parts = [(page[where], page.get(length, ())) for where, length in _PLACES if where in page]
        if not parts:
            raise _damaged("A page of it has no picture.")
        for places, lengths in parts:
            # A missing length means one strip up to the end; then only its start can be checked.
            padded = (*lengths, *(1 for _ in places[len(lengths) :]))
            if any(place + length > size for place, length in zip(places, padded, strict=False)):
                raise DocumentIncomplete


def _damaged(message: str) -> DocumentRefused:
    return DocumentRefused("The document is damaged", f"The TIFF that came was thrown away. {message}")
