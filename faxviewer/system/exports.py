"""Files that the person asked for, at the place they chose: whole or not at all, and readable by them alone."""

import contextlib
import os
import tempfile
from pathlib import Path
from typing import Final

from faxviewer.domain.errors import FileNotWritten
from faxviewer.system.threads import Worker

_worker: Final = Worker("faxviewer-exports")


async def write_whole(path: str, content: bytes) -> None:
    """Put `content` into the file at `path`, in place of what is there. Raises FileNotWritten, that left as it was."""
    try:
        await _worker.run(lambda: _write(Path(path), content))
    except OSError as error:
        raise FileNotWritten(detail=os.strerror(error.errno) if error.errno else "") from error


def _write(path: Path, content: bytes) -> None:
    # What the person chose may be a link to the place where the file is kept.
    path = path.resolve()
    handle, name = tempfile.mkstemp(prefix=".faxviewer-", dir=path.parent)  # 0600: it holds numbers and names
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
