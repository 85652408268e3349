"""Imports behind the first paint, one small step at a time: what one step frees serves the next."""

import contextlib
import linecache
import sys
from importlib import import_module
from typing import Final

FRONT: Final = (
    "ssl",
    "subprocess",
    "concurrent.futures.thread",
    "asyncio",
    "faxviewer.ui.tasks",
    "faxviewer.presenters.session",
    "faxviewer.presenters.lookup",
    "faxviewer.presenters.document",
    "faxviewer.system.logs",
    "faxviewer.ui.lookup_pane",
    "faxviewer.app.program",
)
"""What the running program needs at once, in the window's own thread."""

BACK: Final = (
    "http.cookiejar",
    "urllib.request",
    "httpx",
    "h11",
    "faxviewer.faxplus.client",
    "faxviewer.auth.session",
    "faxviewer.auth.bearer",
    "faxviewer.auth.transport",
    "faxviewer.system.documents",
    "faxviewer.system.history",
    "faxviewer.system.keychain",
    "faxviewer.system.opener",
    "faxviewer.system.settings",
)
"""What the back rooms need, in a thread beside the window; the largest first, so that the rest fits into its holes."""


class _Sweeper:
    """Finds nothing, but is asked before each import, and empties `linecache` then.

    PySide6 reads the source of every module that is imported after it, to see whether it uses Qt, and leaves all
    of it there: 10 MB at the end, and holes of half a megabyte where it is emptied after a few dozen modules only.
    """

    def find_spec(self, _name: str, _path: object = None, _target: object = None) -> None:
        linecache.clearcache()


_SWEEPER: Final = _Sweeper()


def load(names: tuple[str, ...]) -> None:
    """Import `names` in order, and keep no source of what is imported from now on."""
    if _SWEEPER not in sys.meta_path:
        sys.meta_path.insert(0, _SWEEPER)
    for name in names:
        # What another library keeps to itself may be gone in its next release; whoever needs it will know.
        with contextlib.suppress(ModuleNotFoundError):
            import_module(name)
    linecache.clearcache()
