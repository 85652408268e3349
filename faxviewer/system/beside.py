"""A file that appears whole or not at all: written under a hidden name beside its place, then moved there."""

import contextlib
import os
import sys
import tempfile
from pathlib import Path

from faxviewer.domain.errors import FileNotWritten


class FileBeside:
    """A new file (0600) beside `path`, which `put` moves there and `drop` deletes. Methods block and raise OSError.

    What stands at `path` from the start is replaced; what somebody else puts there meanwhile is not.
    """

    def __init__(self, path: str) -> None:
        # What the person chose may be a link to the place where the file is kept.
        self._target = Path(path).resolve()
        self._replaces = self._target.exists()
        handle, name = tempfile.mkstemp(prefix=".faxviewer-", dir=self._target.parent)  # 0600: it holds numbers
        self._name: Path | None = Path(name)
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
        _sync_folder(self._target.parent)

    def drop(self) -> None:
        """Leave nothing behind. Harmless when called twice or after `put`; never raises."""
        with contextlib.suppress(OSError):
            self.file.close()
        if self._name is not None:
            with contextlib.suppress(OSError):
                self._name.unlink()
            self._name = None


def not_written(error: OSError) -> FileNotWritten:
    """`error` in words; the place is the person's own and stays out of them."""
    return FileNotWritten(detail=os.strerror(error.errno) if error.errno else "")


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
