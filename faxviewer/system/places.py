"""Where this person's files lie: settings, logs and, for the length of a run, documents."""

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

APP: Final = "faxviewer"

_XDG: Final = sys.platform not in ("win32", "darwin")
_BASES: Final = {
    "config": ("XDG_CONFIG_HOME", ".config", ""),
    "log": ("XDG_STATE_HOME", ".local/state", "log"),
    "cache": ("XDG_CACHE_HOME", ".cache", ""),
    "data": ("XDG_DATA_HOME", ".local/share", ""),
}
"""What the XDG base directory specification says: a variable, what it is where it isn't set; and a folder below."""


def settings_path() -> Path:
    """The settings file (`XDG_CONFIG_HOME` moves it on Linux)."""
    return _folder("config") / "settings.json"


def log_path() -> Path:
    """The log file (`XDG_STATE_HOME` moves it on Linux)."""
    return _folder("log") / "faxviewer.log"


def history_folder() -> Path:
    """The folder of the look-ups' histories (`XDG_DATA_HOME` moves it on Linux)."""
    return _folder("data") / "history"


def documents_base() -> Path:
    """The folder that holds each run's own folder of documents.

    On Linux the session's runtime folder where it is sound: it is in memory and gone at log-out.
    Elsewhere the person's cache folder. Never a shared one such as /tmp.
    """
    return _session_folder() / "documents"


def meeting_folder() -> Path:
    """The folder in which a second start finds the window that runs already; as private as the documents' own."""
    return _session_folder() / "window"


def meeting_address() -> str:
    """What the running window listens to: a socket's path, or on Windows a pipe's name. The person's ID is in it."""
    if sys.platform == "win32":
        return f"{APP}-{os.environ.get('USERDOMAIN', '')}-{os.environ.get('USERNAME', '')}"
    return str(meeting_folder() / f"{APP}-{os.geteuid()}")


def _session_folder() -> Path:
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if _XDG and runtime and _is_private(Path(runtime)):
        return Path(runtime) / APP
    return _folder("cache")


def _folder(kind: str) -> Path:
    """The program's own folder of a kind in `_BASES`, as platformdirs says.

    On Linux without its help: for these few lines it would take 0.3 MB.
    """
    if _XDG:
        variable, usual, below = _BASES[kind]
        base = os.environ.get(variable, "").strip()
        return Path(base if Path(base).is_absolute() else Path.home() / usual, APP, below)
    import platformdirs

    find: Callable[..., Path] = getattr(platformdirs, f"user_{kind}_path")
    return find(APP, appauthor=False)


def _is_private(folder: Path) -> bool:
    """Whether the runtime folder is what the XDG base directory specification promises: mine, and mine alone."""
    try:
        status = folder.lstat()
    except OSError:
        return False
    mine = sys.platform == "win32" or status.st_uid == os.geteuid()
    return folder.is_absolute() and stat.S_ISDIR(status.st_mode) and mine and not stat.S_IMODE(status.st_mode) & 0o077
