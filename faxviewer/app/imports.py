"""Imports behind the first paint, one small step at a time: what one step frees serves the next."""

import contextlib
import linecache
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


def load(names: tuple[str, ...]) -> None:
    """Import `names` in order.

    PySide6 reads the source of every module that is imported after it, to see whether it uses Qt, and
    leaves all of it in `linecache`: 10 MB, if nobody empties it between the steps.
    """
    linecache.clearcache()
    for name in names:
        # What another library keeps to itself may be gone in its next release; whoever needs it will know.
        with contextlib.suppress(ModuleNotFoundError):
            import_module(name)
        linecache.clearcache()
