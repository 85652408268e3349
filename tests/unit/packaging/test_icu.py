"""ICU's data without what Qt never asks for: the slim library is one that ICU itself reads."""

import ctypes
import struct
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest
from icu import NotIcu, is_kept, slim_file, slim_library, slim_table

LIBRARIES = Path(PySide6.__file__).parent / "Qt" / "lib"
ON_LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere Qt is built without ICU")
HEADER = struct.pack("<HH", 32, 0x27DA) + bytes(8) + b"CmnD" + bytes(16)
ITEMS = {b"icudt73l/coll/root.res": b"root", b"icudt73l/de.res": b"German" * 9, b"icudt73l/uprops.icu": b"properties"}


def table(items: dict[bytes, bytes]) -> bytes:
    """Common data with `items`, laid out as ICU's own tool does."""
    names = b"".join(name + b"\0" for name in items)
    place = 4 + 8 * len(items)
    start = place + len(names)
    toc = struct.pack("<I", len(items))
    for name, content in items.items():
        toc += struct.pack("<II", place, start)
        place, start = place + len(name) + 1, start + len(content)
    return HEADER + toc + names + b"".join(items.values())


def read(data: bytes) -> dict[bytes, bytes]:
    """The items of common data, each without the room behind it."""
    items = data[32:]
    entries = [struct.unpack_from("<II", items, 4 + 8 * place) for place in range(struct.unpack_from("<I", items)[0])]
    ends = [start for _, start in entries[1:]] + [len(items)]
    return {
        items[name : items.index(b"\0", name)]: items[start:end].rstrip(b"\0")
        for (name, start), end in zip(entries, ends, strict=True)
    }


def test_what_is_for_everybody_stays_and_languages_go() -> None:
    slim = read(slim_table(table(ITEMS)))
    assert slim == {name: content for name, content in ITEMS.items() if b"de.res" not in name}
    assert not is_kept("ibm-37_P100-1995.cnv")


def test_what_is_not_icu_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(NotIcu):
        slim_table(bytes(64))
    with pytest.raises(NotIcu):
        slim_library(b"MZ" + bytes(100))
    other = tmp_path / "other.so"
    other.write_bytes(b"\x7fELF\x02\x01" + bytes(200))
    slim_file(other)
    assert other.read_bytes() == b"\x7fELF\x02\x01" + bytes(200)


@ON_LINUX
def test_icu_reads_the_slim_library_of_qt(tmp_path: Path) -> None:
    """In a process of its own: here Qt has loaded the whole one."""
    [data] = LIBRARIES.glob("libicudata.so.*")
    version = data.suffix.removeprefix(".")
    slim = tmp_path / data.name
    slim.write_bytes(data.read_bytes())
    slim_file(slim)
    assert slim.stat().st_size < data.stat().st_size / 5
    asked = f"""
import ctypes
from ctypes import byref, c_char_p, c_int, c_void_p
ctypes.CDLL({str(slim)!r}, ctypes.RTLD_GLOBAL)
uc = ctypes.CDLL({str(LIBRARIES / f"libicuuc.so.{version}")!r}, ctypes.RTLD_GLOBAL)
i18n = ctypes.CDLL({str(LIBRARIES / f"libicui18n.so.{version}")!r})
status = c_int()
uc.u_init_{version}(byref(status))
print(status.value)
opened = i18n.ucol_open_{version}
opened.restype, opened.argtypes = c_void_p, (c_char_p, c_void_p)
status = c_int()
assert opened(b"de", byref(status))
print(status.value)
"""
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")
    started, collated = (int(word) for word in told.stdout.split())
    assert started == 0
    assert collated in (0, -127, -128), "the root's order serves for every language"


@ON_LINUX
def test_the_slim_library_still_says_what_it_is(tmp_path: Path) -> None:
    [data] = LIBRARIES.glob("libicudata.so.*")
    slim = tmp_path / data.name
    slim.write_bytes(slim_library(data.read_bytes()))
    held = ctypes.CDLL(str(slim))
    name = f"icudt{data.suffix.removeprefix('.')}_dat"
    assert bytes((ctypes.c_char * 16).in_dll(held, name))[12:] == b"CmnD"
