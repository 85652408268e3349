"""Whether a PDF is whole, and one that its reader can be trusted with. Bounded work, whatever the bytes."""

import re
from typing import BinaryIO, Final

from faxviewer.domain.errors import DocumentIncomplete, DocumentRefused

MAX_POINTS: Final = 100_000
"""Side of a page in points of 1/72 inch: 35 metres of fax paper. Readers draw 14,400 (ISO 32000-1, annex C.2)."""

_PADDING: Final = 1024
"""Bytes that may stand after the end of the document."""
_TAIL: Final = 4096
_CHUNK: Final = 1 << 20
_LONGEST_BOX: Final = 256
_END: Final = re.compile(rb"startxref\s{1,8}(\d{1,20})\s{1,8}%%EOF")
_OBJECT: Final = re.compile(rb"\d\s{1,4}\d{1,5}\s{1,4}obj\b")
_TABLE: Final = re.compile(rb"\s{0,16}(?:xref\b|\d{1,10}\s{1,4}\d{1,5}\s{1,4}obj\b)")
_ENCRYPTED: Final = re.compile(rb"/Encrypt[\s<\d]")
_BOX: Final = re.compile(rb"/MediaBox\s{0,8}\[([^\]]{0,200})\]")
_NUMBER: Final = re.compile(rb"(?<![\d.])\d{1,40}")
"""The whole part of a number, without its sign: enough to see that it is large."""


def check_pdf(file: BinaryIO, size: int, start: int) -> None:
    """Check the PDF in `file`, `size` bytes long, whose `%PDF-` is at `start`.

    Raises DocumentIncomplete where its end is missing, and DocumentRefused where the table of its parts is not
    where the end says, where it is encrypted, or where a page is far larger than fax paper. Pages whose size lies
    in a compressed part are the reader's to judge.
    """
    table, tail = _read_end(file, size)
    _check_table(file, size, table, start)
    file.seek(table)
    # An old table's dictionary stands before the end, a new one's at the table itself.
    if _ENCRYPTED.search(file.read(_TAIL).partition(b"stream")[0]) or _ENCRYPTED.search(tail.rpartition(b"trailer")[2]):
        raise DocumentRefused(
            "The document is locked",
            "The PDF that came is encrypted, so it can't be read here.",
            "Open it as TIFF, which Fax.Plus makes of the pages; if that fails too, ask whoever sent it.",
        )
    _check_pages(file)


def _read_end(file: BinaryIO, size: int) -> tuple[int, bytes]:
    """Where the last table is, and the bytes up to its being named (ISO 32000-1, section 7.5.5)."""
    offset = max(0, size - _TAIL)
    file.seek(offset)
    tail = file.read(_TAIL)
    ends = list(_END.finditer(tail))
    if not ends:
        raise DocumentIncomplete
    last = ends[-1]
    after = tail[last.end() :]
    # A linearized or updated PDF has such an end in its middle too: there, 0 or a later place is named,
    # or objects follow.
    table = int(last[1])
    if not 0 < table < offset + last.start() or len(after) > _PADDING or _OBJECT.search(after):
        raise DocumentIncomplete
    return table, tail[: last.start()]


def _check_table(file: BinaryIO, size: int, table: int, start: int) -> None:
    """Places count from the file's first byte or, with some writers, from `%PDF-`."""
    for place in {table, min(table + start, size)}:
        file.seek(place)
        if _TABLE.match(file.read(64)):
            return
    raise DocumentRefused(
        "The document is damaged", "The table of its parts is not where the PDF says, so it was thrown away."
    )


def _check_pages(file: BinaryIO) -> None:
    file.seek(0)
    kept = b""
    while chunk := file.read(_CHUNK):
        for box in _BOX.finditer(kept + chunk):
            if any(int(number) > MAX_POINTS for number in _NUMBER.findall(box[1])):
                raise DocumentRefused(
                    "The document is damaged",
                    "A page of the PDF is far larger than fax paper, so it was thrown away.",
                )
        kept = chunk[-_LONGEST_BOX:]
