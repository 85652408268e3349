"""Files that the person asked for, at the place they chose: whole or not at all, and readable by them alone."""

import asyncio
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final

from faxviewer.domain.document import StoredDocument
from faxviewer.system.beside import FileBeside, not_written
from faxviewer.system.threads import Worker

_worker: Final = Worker("faxviewer-exports")


async def write_whole(path: str, content: bytes) -> None:
    """Put `content` into the file at `path`, in place of what is there. Raises FileNotWritten, that left as it was.

    Cancelled, it leaves nothing behind.
    """

    def fill(file: IO[bytes]) -> None:
        file.write(content)

    await _written(path, fill)


async def copy_whole(path: str, document: StoredDocument) -> None:
    """The same with the content of `document`."""

    def fill(file: IO[bytes]) -> None:
        with Path(document.path).open("rb") as source:
            shutil.copyfileobj(source, file)

    await _written(path, fill)


async def _written(path: str, fill: Callable[[IO[bytes]], None]) -> None:
    stopped = threading.Event()
    try:
        await _worker.run(lambda: _write(path, fill, stopped))
    except OSError as error:
        raise not_written(error) from error
    except asyncio.CancelledError:
        stopped.set()  # the thread is in the middle of it
        raise


def _write(path: str, fill: Callable[[IO[bytes]], None], stopped: threading.Event) -> None:
    beside = FileBeside(path)
    try:
        fill(beside.file)
        if stopped.is_set():
            raise InterruptedError
        beside.put()
        if stopped.is_set():
            beside.take_back()
    finally:
        beside.drop()
