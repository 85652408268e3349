"""Small documents made by hand, whole or broken as a test asks."""

import struct

from faxviewer.domain.document import DocumentKind


def pdf(text: str = "fax", *, box: bytes = b"0 0 612 792", trailer: bytes = b"") -> bytes:
    """A one-page PDF that readers open; `trailer` is added to its last dictionary."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>" % box,
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%sendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, table)
    return bytes(out)


def tiff(
    pages: int = 1,
    *,
    order: str = "<",
    big: bool = False,
    size: tuple[int, int] = (1728, 1100),
    picture: bytes = b"\x00\x10\x01" * 40,
    strips: int = 1,
    loop_to: int | None = None,
    without: tuple[int, ...] = (),
) -> bytes:
    """A black and white TIFF, its pictures behind its directories; with many `strips` all pages share one list."""
    mark = b"II" if order == "<" else b"MM"
    wide, word, head_size = ("Q", 8, 16) if big else ("I", 4, 8)
    tags = [
        tag
        for tag in (
            (256, 4, 1, size[0]),
            (257, 4, 1, size[1]),
            (258, 3, 1, 1),
            (259, 3, 1, 4),
            (273, 4, strips, None),
            (278, 4, 1, size[1]),
            (279, 4, strips, None),
        )
        if tag[0] not in without
    ]
    directory = struct.calcsize(order + ("Q" if big else "H")) + len(tags) * (20 if big else 12) + word
    lists = head_size + pages * directory
    pictures = lists + (2 * 4 * strips if strips > 1 else 0)
    head = struct.pack(order + "HHHQ", 43, 8, 0, head_size) if big else struct.pack(order + "HI", 42, head_size)
    out = bytearray(mark + head)
    for page in range(pages):
        here = pictures if strips > 1 else pictures + page * len(picture)
        out += struct.pack(order + ("Q" if big else "H"), len(tags))
        for tag, kind, count, number in tags:
            value = number
            if value is None and strips > 1:
                value = lists if tag == 273 else lists + 4 * strips
            elif value is None:
                value = here if tag == 273 else len(picture)
            field = struct.pack(order + ("H" if kind == 3 else "I"), value) if count == 1 else b""
            field = field.ljust(word, b"\0") if count == 1 else struct.pack(order + wide, value)
            out += struct.pack(order + "HH" + wide, tag, kind, count) + field
        following = head_size + (page + 1) * directory if page + 1 < pages else 0
        if page + 1 == pages and loop_to is not None:
            following = head_size + loop_to * directory
        out += struct.pack(order + wide, following)
    if strips > 1:
        out += struct.pack(f"{order}{strips}I", *[pictures] * strips)
        out += struct.pack(f"{order}{strips}I", *[len(picture)] * strips)
        return bytes(out + picture)
    return bytes(out + picture * pages)


SAMPLES = {DocumentKind.PDF: pdf(), DocumentKind.TIFF: tiff(2)}
