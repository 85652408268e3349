"""Archives of evidence (zip) where the person chose: hashed and written in a thread, whole or not at all."""

import asyncio
import contextlib
import hashlib
import io
import threading
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import IO, Final

from faxviewer.domain.document import StoredDocument
from faxviewer.domain.evidence import Sealed
from faxviewer.domain.ports import Progress
from faxviewer.system.beside import FileBeside, not_written
from faxviewer.system.threads import Result, Worker

_CHUNK: Final = 1024 * 1024
"""Bytes in memory at a time, whatever a document's size."""
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file can name; a computer's clock may stand before it."""


class EvidenceArchives:
    """Implements EvidenceStore."""

    def draft(self, path: str, made_at: datetime) -> "ArchiveDraft":
        """Begin an archive that is to stand at `path`; the disk is first touched by its `open`."""
        return ArchiveDraft(path, made_at)


class ArchiveDraft:
    """One archive on its way (implements EvidenceDraft). Its methods take turns in a thread of its own."""

    def __init__(self, path: str, made_at: datetime) -> None:
        self._path = path
        self._time = max(made_at.astimezone().timetuple()[:6], _EARLIEST)
        self._worker = Worker("evidence")
        self._beside: FileBeside | None = None
        self._archive: zipfile.ZipFile | None = None
        self._stopped = threading.Event()
        self._finished = False

    async def open(self) -> None:
        """Make the hidden file beside the place. Raises FileNotWritten."""

        def work() -> None:
            self._beside = FileBeside(self._path)
            self._archive = zipfile.ZipFile(self._beside.file, "w")

        await self._work(work)

    async def add(self, name: str, content: bytes) -> Sealed:
        """Put `content` in as `name`. Raises FileNotWritten, the draft discarded."""
        return await self._work(lambda: self._copy(name, io.BytesIO(content), zipfile.ZIP_DEFLATED, _untold))

    async def add_document(self, name: str, document: StoredDocument, progress: Progress) -> Sealed:
        """Put a document in as `name`, told how far it is. Raises FileNotWritten, the draft discarded."""
        loop = asyncio.get_running_loop()

        def tell(done: int) -> None:
            with contextlib.suppress(RuntimeError):  # the loop closed meanwhile, so nobody looks any more
                loop.call_soon_threadsafe(progress, done, document.size)

        def work() -> Sealed:
            with document.path.open("rb") as source:
                return self._copy(name, source, zipfile.ZIP_STORED, tell)  # a fax is compressed already

        return await self._work(work)

    async def finish(self) -> None:
        """Close the archive and move it to its place. Raises FileNotWritten, the draft discarded."""

        def work() -> None:
            archive, beside = self._opened()
            archive.close()
            self._archive = None
            if self._stopped.is_set():
                raise InterruptedError
            beside.put()

        await self._work(work)
        self._finished = True

    async def discard(self) -> None:
        """Leave nothing behind. Harmless when called twice or after `finish`."""
        self._stopped.set()
        await self._worker.run(self._drop)

    async def _work(self, call: Callable[[], Result]) -> Result:
        def work() -> Result:
            try:
                return call()
            except BaseException:
                self._drop()
                raise

        try:
            return await self._worker.run(work)
        except OSError as error:
            raise not_written(error) from error
        except asyncio.CancelledError:
            self._stopped.set()  # the thread is in the middle of it
            raise

    def _copy(self, name: str, source: IO[bytes], compression: int, tell: Callable[[int], None]) -> Sealed:
        info = zipfile.ZipInfo(name, self._time)
        info.compress_type = compression
        info.create_system = 3
        info.external_attr = 0o600 << 16
        digest, size = hashlib.sha256(), 0
        archive, _ = self._opened()
        with archive.open(info, "w") as target:
            while chunk := source.read(_CHUNK):
                if self._stopped.is_set():
                    raise InterruptedError
                digest.update(chunk)
                target.write(chunk)
                size += len(chunk)
                tell(size)
        return Sealed(name, size, digest.hexdigest())

    def _opened(self) -> tuple[zipfile.ZipFile, FileBeside]:
        if self._archive is None or self._beside is None:
            raise FileNotFoundError
        return self._archive, self._beside

    def _drop(self) -> None:
        archive, self._archive = self._archive, None
        if archive is not None:
            # Its end would be written otherwise when it is collected, to a file that is closed by then.
            with contextlib.suppress(OSError, ValueError):
                archive.close()
        if self._beside is not None:
            self._beside.drop()
            if self._stopped.is_set() and not self._finished:
                self._beside.take_back()  # stopped in the very moment in which it came to its place


def _untold(_done: int) -> None:
    """What lies in memory is written in a moment."""
