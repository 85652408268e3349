"""The private folder that documents are opened from."""

import asyncio
import contextlib
import errno
import logging
import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from faxviewer.domain.document import StoredDocument
from faxviewer.domain.errors import DocumentNotStored
from faxviewer.system.places import documents_base
from faxviewer.system.runfolder import FolderRefused, RunFolder
from faxviewer.system.threads import Result, Worker

_NEW: Final = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} if hasattr(errno, "EDQUOT") else {errno.ENOSPC, errno.EFBIG}
_RENAMES: Final = 6
_log: Final = logging.getLogger(__name__)


class PrivateDocuments:
    """Documents in a folder of this run's own (0700) below `base`, as files (0600) under names made here.

    Nothing of a document's name at the service is used. All disk work is done in one thread of its own.
    """

    def __init__(self, base: Path | None = None) -> None:
        self._base = base
        self._folder: RunFolder | None = None
        self._worker = Worker("documents")
        self._drafts: set[_Draft] = set()

    def draft(self) -> "_Draft":
        """Begin a document; the disk is first touched by its first `write`."""
        draft = _Draft(self)
        self._drafts.add(draft)
        return draft

    async def sweep(self) -> None:
        """Delete what dead runs left; for the start of the program. Trouble is logged only."""

        def work() -> None:
            try:
                self._run_folder().sweep()
            except OSError as error:
                _log.warning("Old documents can't be removed: %s", type(error).__name__)

        await self.work(work)

    async def remove(self, document: StoredDocument) -> None:
        """Delete one finished document. Never raises: what can't go now goes with the folder."""

        def work() -> None:
            with contextlib.suppress(OSError):
                document.path.unlink()

        await self.work(work)

    async def clear(self) -> None:
        """Delete every document and draft; one that a viewer holds open goes at the next start."""

        def work() -> None:
            for draft in tuple(self._drafts):
                draft.drop()
            try:
                self._run_folder().remove()
            except OSError as error:
                _log.warning("Documents can't be removed: %s", type(error).__name__)

        await self.work(work)

    async def work(self, call: Callable[[], Result]) -> Result:
        """Run `call` in the thread of the folder. Raises DocumentNotStored for what the disk refuses."""
        try:
            return await self._worker.run(call)
        except OSError as error:
            _log.warning("A document can't be stored: %s", errno.errorcode.get(error.errno or 0, type(error).__name__))
            raise _explained(error) from None

    def post(self, job: Callable[[], None]) -> None:
        """Run `job` in the thread of the folder, after what is under way there."""
        self._worker.post(job)

    def make_folder(self) -> Path:
        """This run's folder. In the folder's thread only; raises OSError."""
        return self._run_folder().make()

    def ended(self, draft: "_Draft") -> None:
        """`draft` needs no clearing any more. In the folder's thread only."""
        self._drafts.discard(draft)

    def _run_folder(self) -> RunFolder:
        if self._folder is None:
            self._folder = RunFolder(self._base or documents_base())
        return self._folder


class _Draft:
    """One document on its way. Its methods take turns in the thread of the folder."""

    def __init__(self, store: PrivateDocuments) -> None:
        self._store = store
        self._path: Path | None = None
        self._handle: int | None = None
        self._ended = False

    async def write(self, chunk: bytes) -> None:
        """Append `chunk`. Raises DocumentNotStored, the draft discarded."""

        def work() -> None:
            try:
                rest = memoryview(chunk)
                handle = self._open()
                while rest:
                    rest = rest[os.write(handle, rest) :]
            except BaseException:
                self.drop()
                raise

        await self._store.work(work)

    async def finish(self) -> StoredDocument:
        """Check that it is a whole PDF or TIFF and give it its name. Raises DocumentError, the draft discarded."""

        def work() -> StoredDocument:
            from faxviewer.system.wholeness import check  # most faxes are never opened

            try:
                handle = self._open()
                size = os.fstat(handle).st_size
                with os.fdopen(os.dup(handle), "rb") as file:
                    kind = check(file, size)
                assert self._path is not None  # noqa: S101 (opened above)
                path = self._path.with_suffix(kind.suffix)
                self._close()
                _rename(self._path, path)
            except BaseException:
                self.drop()
                raise
            self._path = path
            self._ended = True
            self._store.ended(self)
            return StoredDocument(path, kind, size)

        try:
            return await self._store.work(work)
        except asyncio.CancelledError:
            # The thread may get it done all the same, and then nobody knows of the document.
            self._store.post(self._withdraw)
            raise

    async def discard(self) -> None:
        """Leave nothing behind. Harmless when called twice or after `finish`."""
        await self._store.work(self.drop)

    def drop(self) -> None:
        """`discard`, in the folder's thread."""
        if self._ended:
            return
        self._withdraw()

    def _withdraw(self) -> None:
        self._ended = True
        self._store.ended(self)
        self._close()
        if self._path is not None:
            with contextlib.suppress(OSError):
                self._path.unlink()

    def _open(self) -> int:
        if self._ended:
            raise FileNotFoundError(errno.ENOENT, "the draft is discarded")
        while self._handle is None:
            self._path = self._store.make_folder() / f"fax-{secrets.token_hex(8)}.part"
            with contextlib.suppress(FileExistsError):
                self._handle = os.open(self._path, _NEW, 0o600)
        return self._handle

    def _close(self) -> None:
        if self._handle is not None:
            handle, self._handle = self._handle, None
            os.close(handle)


def _rename(old: Path, new: Path) -> None:
    """Give the file its name; a virus scanner on Windows may hold a new file for a moment."""
    for attempt in range(_RENAMES):
        try:
            old.rename(new)
        except PermissionError:
            if attempt == _RENAMES - 1:
                raise
            time.sleep(0.05 * 2**attempt)
        else:
            return


def _explained(error: OSError) -> DocumentNotStored:
    if error.errno in _FULL:
        return DocumentNotStored("The disk is full", "The document did not fit, and no part of it was kept.")
    if isinstance(error, FolderRefused):
        return DocumentNotStored(
            "The folder for documents is not safe",
            "It is a link or belongs to somebody else, so nothing was written there.",
            "Tell your IT support: Faxviewer's folder in your cache or runtime folder must be your own.",
        )
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return DocumentNotStored(
            message="This computer does not allow writing to Faxviewer's private folder.",
            remedy="A virus scanner or a read-only disk may be the cause. Try again, or tell your IT support.",
        )
    return DocumentNotStored()
