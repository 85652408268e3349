"""A report for the program's own support: what runs where, and the end of the log; no secret, no personal data."""

import os
import platform
import sys
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Final

from faxviewer import __version__
from faxviewer.system.redaction import one_line, redact

_PARTS: Final = (
    *("PySide6-Essentials", "httpx", "h11", "keyring", "qasync"),
    *("truststore", "platformdirs", "phonenumberslite"),
)
_VARIABLES: Final = (
    *("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR"),
    *("QT_QPA_PLATFORM", "QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE", "LD_LIBRARY_PATH", "PYTHONPATH"),
)
"""Variables that explain trouble. That they are set is told, never what they hold: a proxy's address has a password."""
_OWN: Final = "FAXVIEWER_"
_LINES: Final = 80
_BYTES: Final = 64 * 1024


def versions() -> Iterator[tuple[str, str]]:
    """The program and what it is made of: (part, version)."""
    yield "Faxviewer", f"{__version__}{' (packaged)' if getattr(sys, 'frozen', False) else ''}"
    yield "Python", platform.python_version()
    for part in _PARTS:
        try:
            yield part, metadata.version(part)
        except metadata.PackageNotFoundError:
            continue
    yield "System", _system()


def report(facts: Iterable[tuple[str, str]], log: Path | None) -> str:
    """The whole report: versions, `facts` of the caller, which variables are set, the end of the file `log`.

    Takes a few milliseconds and reads files: not for the thread of the window. Never raises.
    """
    names = sorted(name for name in os.environ if name.startswith(_OWN))
    names += [name for name in _VARIABLES if name in os.environ or name.lower() in os.environ]
    lines = [
        "Faxviewer diagnostics",
        *(f"{name}: {one_line(redact(value))}" for name, value in (*versions(), *facts)),
        f"Variables set: {', '.join(names) or 'none'}",
        "",
        "End of the log",
        *log_end(log),
    ]
    return "\n".join(lines) + "\n"


def log_end(log: Path | None) -> list[str]:
    """The last lines of the log, redacted once more; what is said in their place where there are none."""
    if log is None:
        return ["(the log can't be written)"]
    try:
        with log.open("rb") as file:
            file.seek(max(log.stat().st_size - _BYTES, 0))
            text = file.read().decode("utf-8", "replace")
    except OSError as error:
        return [f"(the log can't be read: {type(error).__name__})"]
    return [one_line(redact(line)) for line in text.splitlines()[-_LINES:]] or ["(empty)"]


def _system() -> str:
    if platform.system() == "Linux":
        try:
            about = platform.freedesktop_os_release()
        except OSError:
            about = {}
        return f"{about.get('PRETTY_NAME', 'Linux')}, kernel {platform.release()}, {platform.machine()}"
    return platform.platform()
