"""Opens documents and web addresses in the computer's own programs, never through a shell."""

import asyncio
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from faxviewer.domain.document import DocumentKind, StoredDocument
from faxviewer.domain.errors import BrowserUnavailable, FolderNotShown, NoViewer
from faxviewer.system.launch import Launched, browsers, child_environment, is_web_address, launch, output_of
from faxviewer.system.threads import Worker

_MIME: Final = {DocumentKind.PDF: "application/pdf", DocumentKind.TIFF: "image/tiff"}
_BROWSERS: Final = (("xdg-open",), ("gio", "open"), ("x-www-browser",), ("www-browser",), ("sensible-browser",))
_log: Final = logging.getLogger(__name__)


class SystemOpener:
    """The computer's own programs. A helper is watched for `patience` seconds for an exit that says "no"."""

    def __init__(self, *, patience: float = 1.5, environ: Mapping[str, str] | None = None) -> None:
        self._patience = patience
        self._environ = os.environ if environ is None else environ

    async def open_document(self, document: StoredDocument) -> None:
        """Show `document` in the program set for its kind. Raises NoViewer. Cancelled, it starts none any more."""
        stopped = threading.Event()
        try:
            shown = await Worker("opener").run(lambda: self._open_document(document, stopped))
        except asyncio.CancelledError:
            stopped.set()  # the thread may still be asking which program it is; personal data may be hidden by now
            raise
        if not shown:
            raise NoViewer

    async def open_address(self, address: str) -> None:
        """Show an http or https address in the system browser. Raises BrowserUnavailable."""
        if not is_web_address(address) or not await Worker("opener").run(lambda: self._open_address(address)):
            raise BrowserUnavailable

    async def show_in_folder(self, path: str) -> None:
        """Show where the file at `path` is. Raises FolderNotShown."""
        if not await Worker("opener").run(lambda: self._show_in_folder(Path(path).absolute())):
            raise FolderNotShown

    def _show_in_folder(self, path: Path) -> bool:
        if not path.exists():
            return False
        if sys.platform == "win32":
            return _select_file(path)
        if sys.platform == "darwin":
            return self._try([("open", "-R", str(path))])
        folder = str(path.parent)
        return self._try([("xdg-open", folder), ("gio", "open", folder)])

    def _open_document(self, document: StoredDocument, stopped: threading.Event) -> bool:
        path = str(document.path)
        if sys.platform == "win32":
            return _start_file(path)
        if sys.platform == "darwin":
            return self._try([("open", path)])
        # xdg-open falls back to a web browser, which shows nothing of a TIFF; so the desktop is asked first.
        # gio tells the truth by its exit code.
        environment = child_environment(self._environ)
        default = output_of(["xdg-mime", "query", "default", _MIME[document.kind]], environment)
        commands = [("gio", "open", path)] if default == "" else [("xdg-open", path), ("gio", "open", path)]
        return self._try(commands, stopped)

    def _open_address(self, address: str) -> bool:
        if sys.platform == "win32":
            return _start_file(address)
        if sys.platform == "darwin":
            return self._try([("open", address)])
        own = browsers(self._environ.get("BROWSER", ""), address)
        return self._try([*own, *((*command, address) for command in _BROWSERS)])

    def _try(self, commands: Sequence[Sequence[str]], stopped: threading.Event | None = None) -> bool:
        environment = child_environment(self._environ)
        for command in commands:
            if stopped is not None and stopped.is_set():
                return False
            outcome = launch(command, environment, self._patience)
            if outcome is Launched.RUNNING_OR_DONE:
                return True
            _log.info("%s: %s", command[0], outcome.value)
        return False


if sys.platform == "win32":

    def _select_file(path: Path) -> bool:
        """The Explorer with a file picked. It reads its command line in a way of its own, and always exits with 1."""
        explorer = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "explorer.exe"
        try:
            # One string: as a list it would come as "/select,C:\a b", which the Explorer doesn't take.
            # A file's name holds no quotation mark there.
            subprocess.Popen(  # noqa: S603 (no shell: its own path and a file's name)
                f'"{explorer}" /select,"{path}"', env=child_environment(os.environ), close_fds=True
            )
        except OSError as error:
            _log.info("explorer: error %s", error.winerror)
            return False
        return True

    def _start_file(target: str) -> bool:
        """ShellExecute, which knows the program set for a kind of file; False where there is none."""
        try:
            os.startfile(target)  # noqa: S606 (no shell; a checked address or a file of our own)
        except OSError as error:
            _log.info("startfile: error %s", error.winerror)
            return False
        return True
