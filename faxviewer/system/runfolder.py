"""A private folder for one run of the program, and the removal of what dead runs left."""

import contextlib
import os
import secrets
import shutil
import stat
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class FolderRefused(OSError):
    """The folder is a link, no folder, or somebody else's."""


class RunFolder:
    """`base/run-<random>`, 0700, beside a lock file that is held for as long as this program lives.

    The lock, not an age or a process ID, tells the living from the dead: the system drops it when the
    process ends, however it ends. Not for use from two threads at once. Methods raise OSError.
    """

    def __init__(self, base: Path) -> None:
        self._base = base
        self._path: Path | None = None
        self._lock: int | None = None

    def make(self) -> Path:
        """This run's folder, made where it isn't there yet."""
        if self._path is not None and self._path.is_dir():
            return self._path
        make_private(self._base)
        while self._path is None:
            name = f"run-{secrets.token_hex(8)}"
            # A program that starts at this moment may take the new lock for a dead one's: then another name.
            with contextlib.suppress(BlockingIOError):
                self._lock = take_lock(self._base / f"{name}.lock")
                self._path = self._base / name
        self._path.mkdir(mode=0o700)
        return self._path

    def remove(self) -> None:
        """Delete the folder with all in it. Where something can't be deleted now, the next start does it."""
        if self._path is None or self._lock is None:
            return
        if _delete(self._path):
            drop_lock(self._lock, self._path.with_suffix(".lock"))
            self._path = self._lock = None

    def sweep(self) -> None:
        """Delete the folders of runs that are over, and leave those of living programs alone."""
        if not os.path.lexists(self._base):
            return
        make_private(self._base)
        names = {entry.stem for entry in self._base.iterdir() if entry.name.startswith("run-")}
        for name in names - ({self._path.name} if self._path else set()):
            lock_path = self._base / f"{name}.lock"
            try:
                lock = take_lock(lock_path)
            except OSError:
                continue
            if _delete(self._base / name):
                drop_lock(lock, lock_path)
            else:
                os.close(lock)


def make_private(folder: Path) -> None:
    """See that `folder` is there, this person's own and closed to others. Raises OSError where it can't be."""
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode):
        raise FolderRefused("not a folder")
    if sys.platform != "win32":
        if status.st_uid != os.geteuid():
            raise FolderRefused("not ours")
        if stat.S_IMODE(status.st_mode) & 0o077:
            folder.chmod(0o700)


def take_lock(path: Path) -> int:
    """The descriptor of the lock file, locked. Raises BlockingIOError where another program has it, else OSError."""
    lock = os.open(path, _FLAGS, 0o600)
    try:
        if sys.platform == "win32":
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Between opening and locking, its holder may have deleted it: then this lock guards nothing.
            if path.lstat().st_ino != os.fstat(lock).st_ino:
                raise FileNotFoundError(path.name)
    except OSError as error:
        os.close(lock)
        raise BlockingIOError("held by another program") from error
    return lock


def drop_lock(lock: int, path: Path) -> None:
    """Delete the lock file and let go of it."""
    if sys.platform == "win32":
        os.close(lock)  # an open file can't be deleted there
        with contextlib.suppress(OSError):
            path.unlink()
    else:
        with contextlib.suppress(OSError):
            path.unlink()
        os.close(lock)


def _delete(path: Path) -> bool:
    """Delete a folder, or a link in its place but not what it leads to; whether nothing is left."""
    try:
        if path.is_symlink() or path.is_file():
            path.unlink()
        elif path.exists():
            shutil.rmtree(path)
    except OSError:
        # What can go goes: a viewer holds one file, not the others.
        shutil.rmtree(path, ignore_errors=True)
    return not os.path.lexists(path)
