"""The program's log: one small private file, no secret in it, one line an event; nothing on the console."""

import contextlib
import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import Final

from faxviewer.system.places import log_path
from faxviewer.system.redaction import one_line, redact

LEVEL_VARIABLE: Final = "FAXVIEWER_LOG"
_LINE: Final = 16_000
_MOST_BYTES: Final = 500_000 - 4 * _LINE
"""After which a file is full: there is always room for one more line."""
_QUIET: Final = ("httpx", "qasync", "asyncio", "keyring")
_log: Final = logging.getLogger(__name__)


class RedactingFormatter(logging.Formatter):
    """Time (UTC), level and logger, then the redacted event with its traceback as one escaped line.

    Redaction works on the finished text, so what hides in arguments, in exception texts or in
    tracebacks goes through it like the message itself. Lines end at 16,000 characters.
    """

    converter = staticmethod(time.gmtime)

    def format(self, record: logging.LogRecord) -> str:
        try:
            text = record.getMessage()
        except Exception:  # noqa: BLE001 (a wrong placeholder must not cost the event, nor raise at the caller's)
            text = f"{record.msg} (its arguments don't fit)"
        if record.exc_info:
            text += "\n" + self.formatException(record.exc_info)
        if record.stack_info:
            text += "\n" + record.stack_info
        text = one_line(redact(text))
        if len(text) > _LINE:
            text = f"{text[: _LINE // 4]} … {text[-_LINE // 4 * 3 :]}"
        when = self.formatTime(record, "%Y-%m-%dT%H:%M:%S")
        return f"{when}.{int(record.msecs):03d}Z {record.levelname} {record.name}: {text}"


class _PrivateFile(logging.FileHandler):
    """Half a megabyte and one older file, readable by their owner alone; trouble with it stays silent.

    The standard library's own rotating handler would load pickle and more: half a megabyte of memory.
    """

    def emit(self, record: logging.LogRecord) -> None:
        try:
            if self.stream is not None and self.stream.tell() >= _MOST_BYTES:
                self.stream.close()
                self.stream = None  # so the handler opens a new one
                Path(self.baseFilename).replace(f"{self.baseFilename}.1")
        except (OSError, ValueError):
            self.handleError(record)
        super().emit(record)

    def _open(self) -> TextIOWrapper:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
        return os.fdopen(
            os.open(self.baseFilename, flags, 0o600), "a", encoding=self.encoding, errors=self.errors or "strict"
        )

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's name)
        """A full disk must not print on a console that may not exist."""


class Log:
    """The running log. `path` is None where the folder can't be written: then events go nowhere."""

    def __init__(self, path: Path | None, undo: contextlib.ExitStack) -> None:
        self.path = path
        self._undo = undo

    def close(self) -> None:
        """Close the file and put logging and the hooks back as they were."""
        self._undo.close()


def start(path: Path | None = None, level: str | None = None) -> Log:
    """Log to `path` (default: the person's log folder) from `level` (default: FAXVIEWER_LOG, else INFO) on."""
    path = path or log_path()
    named = (level or os.environ.get(LEVEL_VARIABLE, "")).strip().upper()
    threshold = logging.getLevelNamesMapping().get(named, logging.INFO)
    handler: logging.Handler
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = _PrivateFile(path, encoding="utf-8", errors="backslashreplace")
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(RedactingFormatter())
    undo = contextlib.ExitStack()
    root = logging.getLogger()
    for logger, new in ((root, threshold), *((logging.getLogger(name), logging.WARNING) for name in _QUIET)):
        undo.callback(logger.setLevel, logger.level)
        logger.setLevel(new)
    root.addHandler(handler)
    logging.captureWarnings(capture=True)
    undo.callback(logging.captureWarnings, capture=False)
    undo.callback(handler.close)
    undo.callback(root.removeHandler, handler)
    return Log(path if isinstance(handler, _PrivateFile) else None, undo)


def install_hooks(tell: Callable[[BaseException], None] | None = None) -> Callable[[], None]:
    """Log what nobody caught, in any thread, in place of printing it; `tell` hears of it in that same thread.

    Returns what puts the former hooks back.
    """
    before = sys.excepthook, threading.excepthook, sys.unraisablehook

    def report(where: str, error: BaseException | None) -> None:
        if error is None or isinstance(error, KeyboardInterrupt | SystemExit):
            return
        _log.critical("Unhandled exception in %s", where, exc_info=error)
        if tell is not None:
            try:
                tell(error)
            except Exception:  # noqa: BLE001 (the interpreter would print what a hook raises)
                _log.exception("The unhandled exception could not be told")

    def main(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        del kind, trace
        report("the main thread", error)

    def thread(what: threading.ExceptHookArgs) -> None:
        report(f"thread {what.thread.name if what.thread else '?'}", what.exc_value)

    def unraisable(what: "sys.UnraisableHookArgs") -> None:
        report(f"the clean-up of a {type(what.object).__name__}", what.exc_value)

    def restore() -> None:
        sys.excepthook, threading.excepthook, sys.unraisablehook = before

    sys.excepthook, threading.excepthook, sys.unraisablehook = main, thread, unraisable
    return restore
