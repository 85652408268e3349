"""A file that appears whole or not at all: written under a hidden name beside its place, then moved there."""

import contextlib
import os
import re
import stat
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from faxviewer.domain.errors import FileNotWritten

if sys.platform != "win32":
    import fcntl

_PREFIX: Final = ".faxviewer-"
_NAME: Final = re.compile(re.escape(_PREFIX) + r"[a-z0-9_]{8}")
_FRESH: Final = 60.0
"""Seconds within which a file is taken for one that is only just being made, and not locked yet."""


class FileBeside:
    """A new file (0600) beside `path`, which `put` moves there and `drop` deletes. Methods block and raise OSError.

    What stands at `path` from the start is replaced; what somebody else puts there meanwhile is not. What a
    killed program left in that folder is deleted first.
    """

    def __init__(self, path: str) -> None:
        # What the person chose may be a link to the place where the file is kept.
        # (Not by Path.resolve, which raises RuntimeError for links in a circle before Python 3.13.)
        self._target = Path(os.path.realpath(path))
        self._replaces = self._target.exists()
        _sweep(self._target.parent)
        handle, name = tempfile.mkstemp(prefix=_PREFIX, dir=self._target.parent)  # 0600: it holds numbers
        _lock(handle)
        self._name: Path | None = Path(name)
        self._is_new = False
        self.file = os.fdopen(handle, "w+b")

    def put(self) -> None:
        """Move the file to its place, once the disk has all of it. Raises FileExistsError, among others."""
        assert self._name is not None  # noqa: S101 (neither put nor dropped yet)
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()
        if self._replaces:
            self._name.replace(self._target)
        else:
            _name_anew(self._name, self._target)
        self._name = None
        self._is_new = not self._replaces
        _sync_folder(self._target.parent)

    def drop(self) -> None:
        """Leave nothing behind. Harmless when called twice or after `put`; never raises."""
        with contextlib.suppress(OSError):
            self.file.close()
        if self._name is not None:
            with contextlib.suppress(OSError):
                self._name.unlink()
            self._name = None

    def take_back(self) -> None:
        """Delete what `put` moved to its place, unless it replaced another file there; never raises."""
        if self._is_new:
            with contextlib.suppress(OSError):
                self._target.unlink()
            self._is_new = False


def not_written(error: OSError) -> FileNotWritten:
    """`error` in words; the place is the person's own and stays out of them."""
    return FileNotWritten(detail=os.strerror(error.errno) if error.errno else "")


def _lock(handle: int) -> bool:
    """Lock a file for as long as it is open; whether that could be done. The system drops it with its program."""
    if sys.platform == "win32":
        return False  # nor needed: an open file can't be deleted there
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _sweep(folder: Path) -> None:
    """Delete what dead programs of this person left in `folder`; never raises."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _NAME.fullmatch(entry.name):
                with contextlib.suppress(OSError):
                    _sweep_away(Path(entry.path))


def _sweep_away(path: Path) -> None:
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode) or abs(time.time() - status.st_mtime) < _FRESH:
        return
    if sys.platform == "win32":
        path.unlink()
        return
    if status.st_uid != os.geteuid():
        return
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        # A disk without locks tells nothing of the living, so nothing goes.
        if _lock(handle):
            path.unlink()
    finally:
        os.close(handle)


def _name_anew(old: Path, new: Path) -> None:
    """Rename, but never over another file."""
    if sys.platform == "win32":
        old.rename(new)
        return
    try:
        os.link(old, new)
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links
        if os.path.lexists(new):
            raise FileExistsError(new.name) from None
        old.replace(new)
    else:
        old.unlink()


def _sync_folder(folder: Path) -> None:
    """Let the name outlive a power cut; where a folder can't be synced, the file itself is."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
