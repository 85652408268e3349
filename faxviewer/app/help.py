"""Help, *About* and the diagnostics, made when they are asked for."""

import asyncio
import locale
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from PySide6.QtCore import QLocale, qVersion
from PySide6.QtGui import QGuiApplication

from faxviewer.domain.tone import Tone
from faxviewer.presenters.notices import Notice
from faxviewer.resources import root

if TYPE_CHECKING:
    from faxviewer.app.program import Program

DIAGNOSTICS: Final = "diagnostics"
"""The slot of `ui.tasks` in which the report is put together."""

COPIED: Final = Notice(
    "The diagnostics are on the clipboard",
    "They hold versions, settings and the end of the log; no secrets, numbers, names or IDs.",
    "Read them over, then paste them into your message to Faxviewer's support.",
    tone=Tone.SUCCESS,
)


class HelpDesk:
    """Opens the windows of the help; each is there once."""

    def __init__(self, program: "Program") -> None:
        self._program = program
        self._window = program.window

    def show_help(self, title: str = "") -> None:
        """The help, at the topic called `title`."""
        from faxviewer.ui.help_topics import keys_topic, native_key, topics
        from faxviewer.ui.help_window import HelpWindow

        shown = self._window.findChild(HelpWindow)
        if shown is None:
            actions = self._window.actions()
            keys = {action.objectName(): native_key(action) for action in actions}
            pages = [*topics(root() / "help", keys.__getitem__), keys_topic(actions)]
            shown = HelpWindow(pages, self._window)
        shown.turn_to(title)
        shown.show()
        shown.raise_()
        shown.activateWindow()

    def show_keys(self) -> None:
        """The help's list of all keys."""
        self.show_help("Keys")

    def show_about(self) -> None:
        """*About*, with every version."""
        from faxviewer.system.diagnostics import versions
        from faxviewer.ui.about_dialog import AboutDialog

        dialog = AboutDialog((*versions(), ("Qt", qVersion())), self._window)
        dialog.diagnostics_wanted.connect(self.copy_diagnostics)
        dialog.open()

    def copy_diagnostics(self) -> None:
        """Put the report on the clipboard, and say so."""
        self._program.tasks.start(DIAGNOSTICS, self._report())

    async def _report(self) -> None:
        from faxviewer.system.diagnostics import report
        from faxviewer.system.places import log_path
        from faxviewer.ui.about_dialog import AboutDialog

        facts = tuple(self._facts())
        text = await asyncio.to_thread(report, facts, log_path())
        QGuiApplication.clipboard().setText(text)
        dialog = self._window.findChild(AboutDialog)  # it may have been closed meanwhile, and be gone
        if dialog is not None and dialog.isVisible():
            dialog.show_copied()
        else:
            self._window.notices.tell(COPIED)

    def _facts(self) -> Iterator[tuple[str, str]]:
        screen = self._window.screen()
        size = screen.size()
        yield "Qt", qVersion()
        yield "Platform", QGuiApplication.platformName()
        yield "Screen", f"{size.width()} x {size.height()}, scale {screen.devicePixelRatio():g}"
        yield "Window", f"{self._window.width()} x {self._window.height()}"
        yield "Scheme", "dark" if self._window.theme.scheme.dark else "light"
        yield "Locale", f"{QLocale.system().name()}, {locale.getpreferredencoding(do_setlocale=False)}"
        yield "Zone", time.strftime("UTC%z")
        if office := self._program.office:
            yield "Demo", "yes" if office.rooms.demo else "no"
            yield "Signed in", "yes" if office.rooms.session.signed_in else "no"
            yield "Session", "kept in the keychain" if office.rooms.session.durable else "in memory only"
            yield "Service", urlsplit(office.rooms.current.connection.api_url).hostname or "none"
            yield "Set from outside", ", ".join(sorted(office.rooms.connections.overridden)) or "nothing"
