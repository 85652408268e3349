"""Where this person's files lie: settings, logs and, for the length of a run, documents."""

import os
import stat
import sys
from pathlib import Path
from typing import Final

import platformdirs

APP: Final = "faxviewer"


def settings_path() -> Path:
    """The settings file (`XDG_CONFIG_HOME` moves it on Linux)."""
    return platformdirs.user_config_path(APP, appauthor=False) / "settings.json"


def log_path() -> Path:
    """The log file (`XDG_STATE_HOME` moves it on Linux)."""
    return platformdirs.user_log_path(APP, appauthor=False) / "faxviewer.log"


def documents_base() -> Path:
    """The folder that holds each run's own folder of documents.

    On Linux the session's runtime folder where it is sound: it is in memory and gone at log-out.
    Elsewhere the person's cache folder. Never a shared one such as /tmp.
    """
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if sys.platform not in ("win32", "darwin") and runtime and _is_private(Path(runtime)):
        return Path(runtime) / APP / "documents"
    return platformdirs.user_cache_path(APP, appauthor=False) / "documents"


def _is_private(folder: Path) -> bool:
    """Whether the runtime folder is what the XDG base directory specification promises: mine, and mine alone."""
    try:
        status = folder.lstat()
    except OSError:
        return False
    mine = sys.platform == "win32" or status.st_uid == os.geteuid()
    return folder.is_absolute() and stat.S_ISDIR(status.st_mode) and mine and not stat.S_IMODE(status.st_mode) & 0o077
