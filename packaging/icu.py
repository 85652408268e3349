"""Takes out of ICU's data what Qt never asks it for: 31 MB of names in 800 languages become one.

On Linux Qt Core is linked to ICU and uses of it what does not depend on a language; its names of countries, days and
months are its own. ICU's data is one table in one library ("common data", ICU user guide, chapter "ICU data").
"""

import re
import struct
from collections.abc import Callable
from pathlib import Path

_LOAD, _EXEC_HEADERS = 1, 0x40
_PAGE = 0x1000
_KEPT = re.compile(
    r"[^/]+\.(icu|nrm)"
    r"|(root|en|pool|icuver|supplementalData|metadata|langInfo|keyTypeData|numberingSystems|res_index)\.res"
    r"|(zoneinfo64|timezoneTypes|windowsZones|metaZones|plurals|pluralRanges|dayPeriods|currencyNumericCodes)\.res"
    r"|coll/(root|res_index|ucadata)\.(res|icu)"
    r"|(curr|zone|lang|region)/(root|en|pool|res_index|supplementalData|tzdbNames)\.res"
)


class NotIcu(Exception):
    """The library is not built as this module knows it; it is left as it is."""


def is_kept(item: str) -> bool:
    """Whether the item, named without its package, is for everybody and not for one language or old encoding."""
    return bool(_KEPT.fullmatch(item))


def slim_table(table: bytes, keep: Callable[[str], bool] = is_kept) -> bytes:
    """A table of common data with those items alone that `keep` wants. Raises NotIcu."""
    header, magic = struct.unpack_from("<HH", table)
    if magic != 0x27DA or table[12:16] != b"CmnD":
        raise NotIcu("not common data")
    items = table[header:]
    count = struct.unpack_from("<I", items)[0]
    entries = [struct.unpack_from("<II", items, 4 + 8 * number) for number in range(count)]
    named = [(items[name : items.index(b"\0", name)], start) for name, start in entries]
    ends = [start for _, start in named[1:]] + [len(items)]
    kept = [
        (name, items[start:end])
        for (name, start), end in zip(named, ends, strict=True)
        if keep(name.decode("ascii").partition("/")[2])
    ]
    place = 4 + 8 * len(kept)
    offsets = []
    for name, _ in kept:
        offsets.append(place)
        place += len(name) + 1
    names = b"".join(name + b"\0" for name, _ in kept)
    place += -place % 16
    head = struct.pack("<I", len(kept))
    body = b""
    for offset, (_, content) in zip(offsets, kept, strict=True):
        head += struct.pack("<II", offset, place + len(body))
        body += content + bytes(-len(content) % 16)
    return table[:header] + (head + names).ljust(place, b"\xaa") + body


def slim_library(library: bytes, keep: Callable[[str], bool] = is_kept) -> bytes:
    """The ELF library of ICU's data with a slim table. Raises NotIcu where it is built in another way.

    The addresses stay, so that nothing else has to change; only the file behind them gets shorter.
    """
    if library[:6] != b"\x7fELF\x02\x01":
        raise NotIcu("not a 64-bit little-endian ELF library")
    headers, size, count = struct.unpack_from("<Q", library, 32)[0], *struct.unpack_from("<HH", library, 54)
    segments = [list(struct.unpack_from("<IIQQQQQQ", library, headers + size * number)) for number in range(count)]
    loads = [segment for segment in segments if segment[0] == _LOAD]
    start = library.find(b"CmnD") - 12
    if len(loads) != 2 or start < 0 or loads[0][2] or loads[0][3]:
        raise NotIcu("not two segments, the first from the start")
    end = loads[0][5]
    tail_at, tail_size = loads[1][2], loads[1][5]
    slim = library[:start] + slim_table(library[start:end], keep)
    moved = len(slim) + -len(slim) % _PAGE + tail_at % _PAGE
    changed = bytearray(slim.ljust(moved, b"\0") + library[tail_at : tail_at + tail_size])
    loads[0][5] = loads[0][6] = len(slim)
    for number, segment in enumerate(segments):
        if tail_at <= segment[2] < tail_at + tail_size:
            segment[2] += moved - tail_at
        struct.pack_into("<IIQQQQQQ", changed, headers + size * number, *segment)
    struct.pack_into("<Q", changed, 40, 0)  # the table of sections, which only tools read, stood behind all that
    struct.pack_into("<HHH", changed, 58, 0, 0, 0)
    return bytes(changed)


def slim_file(library: Path) -> None:
    """The same for a file, in its place; one that is built in another way stays as it is."""
    try:
        slim = slim_library(library.read_bytes())
    except NotIcu:
        return
    library.write_bytes(slim)
