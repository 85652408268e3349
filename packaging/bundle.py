"""The built folder made small and packed: stripped, archived the same way each time, with checksums."""

import hashlib
import lzma
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import icu

SUMS = "SHA256SUMS"


def slim(program: Path) -> None:
    """On Linux: debuggers' tables out of Python's own and cryptography's libraries, other languages out of ICU's data.

    Qt's own libraries, and those of the distributions' Pythons, come without such tables.
    """
    if not sys.platform.startswith("linux"):
        return
    inside = program / "_internal"
    for library in inside.rglob("libicudata.so.*"):
        if not library.is_symlink():
            icu.slim_file(library)
    strip = shutil.which("strip")
    libraries = [*inside.glob("libpython3*.so*"), *inside.glob("python3*/lib-dynload/*.so")]
    libraries += [*inside.glob("cryptography/**/*.so"), *inside.glob("_cffi_backend*.so")]
    if libraries and strip:
        subprocess.run([strip, "--strip-unneeded", *map(str, libraries)], check=True)


def members(program: Path) -> Iterator[Path]:
    """Everything in the folder, itself first, in an order that does not depend on the disk."""
    yield program
    yield from sorted(program.rglob("*"), key=lambda path: path.relative_to(program).as_posix())


def pack(program: Path, name: Path, moment: int) -> Path:
    """Write `name`.tar.xz, or .zip on Windows and macOS where people can open that, and return it.

    The same folder gives the same bytes: names sorted, one time, no owner.
    """
    if os.name == "nt" or sys.platform == "darwin":
        return _zip(program, name.with_name(f"{name.name}.zip"), moment)
    target = name.with_name(f"{name.name}.tar.xz")
    with lzma.open(target, "wb", preset=9 | lzma.PRESET_EXTREME) as packed, tarfile.open(None, "w", packed) as archive:
        for path in members(program):
            entry = archive.gettarinfo(str(path), str(Path(program.name) / path.relative_to(program)))
            entry.mtime, entry.uid, entry.gid, entry.uname, entry.gname = moment, 0, 0, "", ""
            if entry.isreg():
                with path.open("rb") as file:
                    archive.addfile(entry, file)
            else:
                archive.addfile(entry)
    return target


def _zip(program: Path, target: Path, moment: int) -> Path:
    when = datetime.fromtimestamp(moment, UTC).timetuple()[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in members(program):
            if path.is_dir() and not path.is_symlink():
                continue
            entry = zipfile.ZipInfo((Path(program.name) / path.relative_to(program)).as_posix(), when)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = path.lstat().st_mode << 16
            archive.writestr(entry, str(path.readlink()) if path.is_symlink() else path.read_bytes())
    return target


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_sums(folder: Path) -> Path:
    """Write the checksums of everything in `folder` as `sha256sum -c` reads them."""
    sums = folder / SUMS
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != SUMS)
    sums.write_text("".join(f"{digest(path)}  {path.name}\n" for path in files), encoding="ascii")
    return sums


def differences(one: Path, other: Path) -> list[str]:
    """The files by which two built folders differ: names, links, rights or content."""

    def described(folder: Path) -> dict[str, str]:
        found = {}
        for path in members(folder):
            name = path.relative_to(folder).as_posix()
            if path.is_symlink():
                found[name] = f"link to {path.readlink()}"
            elif path.is_dir():
                found[name] = "folder"
            else:
                found[name] = f"{path.stat().st_mode:o} {digest(path)}"
        return found

    first, second = described(one), described(other)
    return sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))
