"""The running program: presenters on rooms, the window's signals to presenters, an orderly end."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any, Final

from PySide6.QtGui import QGuiApplication

from faxviewer.app.denial import REPORT, Denials
from faxviewer.app.errand import Errand
from faxviewer.app.mask import Masking
from faxviewer.app.office import DOCUMENT, EVIDENCE, LOOK_UP, MANY, SESSION, Office
from faxviewer.app.options import Options
from faxviewer.app.reception import Reception
from faxviewer.app.rooms import Rooms, build
from faxviewer.app.ticket import TicketDesk
from faxviewer.app.wiring import connect
from faxviewer.domain.addresses import asked_in
from faxviewer.domain.errors import FaxViewerError, InputRefused
from faxviewer.domain.identifiers import FoundIds
from faxviewer.domain.ports import Opener
from faxviewer.domain.tone import Tone
from faxviewer.presenters.notices import Notice, notice_of
from faxviewer.system import places
from faxviewer.ui.main_window import MainWindow
from faxviewer.ui.tasks import Tasks, interrupts

_log: Final = logging.getLogger(__name__)

HANDED_OVER: Final = Notice(
    "A fax came from another program",
    "What you had typed is kept.",
    "Press Ctrl+Z in its field to have it back.",
)

Companion = Callable[["Program"], Coroutine[Any, Any, None]]
"""Runs beside the program, with everything of it at hand."""


class Program:
    """One run, from the painted window to the last file deleted."""

    def __init__(
        self, window: MainWindow, options: Options, opener: Opener | None = None, companion: "Companion | None" = None
    ) -> None:
        self.window = window
        self.tasks = Tasks(self.report)
        self._options = options
        self._opener = opener
        self._companion = companion
        self._pasted: tuple[FoundIds, str] | None = None
        self.office: Office | None = None
        self.reception = Reception(places.meeting_folder(), places.meeting_address(), self.take_errand)
        self._open_rooms: list[Rooms] = []

    async def run(self) -> None:
        """Runs until the window is closed."""
        window = self.window
        ended = asyncio.Event()
        window.closed.connect(ended.set)
        if not window.isVisible():  # closed before anybody listened
            ended.set()
        from faxviewer.system import logs

        log = logs.start()
        loop = asyncio.get_running_loop()
        # A hook may be called in any thread; widgets may be touched in this one alone.

        def report_here(error: BaseException) -> None:
            loop.call_soon_threadsafe(self._report_any, error)

        undo_hooks = logs.install_hooks(report_here)
        window.furnish()
        connect(window, self)
        self.ticket = TicketDesk(self)
        self.masking = Masking(self)
        self.denials = Denials(self)
        with interrupts(ended.set):
            self.tasks.start(SESSION, self.move_in(demo=self._options.demo, first=True))
            if self._companion:
                self.tasks.start("companion", self._accompanied(self._companion))
            await ended.wait()
            window.close_menus()
            if not self._options.demo:
                window.remember_place()
            self.reception.close()
            await self.tasks.close()
            for rooms in self._open_rooms:
                await rooms.close()
        undo_hooks()
        log.close()

    def report(self, error: Exception) -> None:
        """The one handler for what no presenter caught: into the log, and once to the person."""
        if isinstance(error, FaxViewerError):
            self.window.notices.tell(notice_of(error))
            return
        _log.error("Unhandled", exc_info=error)
        self.window.notices.tell(
            Notice(
                "Something went wrong inside Faxviewer",
                "What is shown may be incomplete; the details are in Faxviewer's log.",
                "Try again; if it goes on, close Faxviewer and start it anew.",
                type(error).__name__,
                Tone.FAILURE,
            )
        )

    async def _accompanied(self, companion: "Companion") -> None:
        try:
            await companion(self)
        finally:
            self.window.close()

    def _report_any(self, error: BaseException) -> None:
        if isinstance(error, Exception):
            self.report(error)

    async def move_in(self, *, demo: bool, first: bool = False) -> None:
        """Build rooms and presenters; used at the start and when the person goes to the demo or back."""
        window = self.window
        if demo:  # what a later start brings is a real fax
            self.reception.close()
        rooms = await build(demo=demo, opener=self._opener)
        left = list(self._open_rooms)
        self._open_rooms.append(rooms)
        if self.office:
            self.office.leave()
        self.office = Office(window, rooms, self.tasks)
        self.denials.attend(self.office)
        samples = [(each.label, each.fax_id, each.user_id) for each in rooms.demo.samples] if rooms.demo else []
        window.set_demo(demo=demo, samples=samples)
        window.clipboard.look()
        if first:
            self.tasks.start("sweep", rooms.sweep())
            if self._options.fax_id:
                self.office.lookup.prepare(self._options.fax_id, self._options.user)
            if self._pasted:
                self.office.pasting.submit(*self._pasted)
        for old in left:
            await old.close()
            self._open_rooms.remove(old)  # not before: where this is cut short, the end of the program closes it
        if not demo:
            self.reception.open()
        await self.office.session.start()

    def submit(self, fax_id: str, user: str) -> None:
        """Look up what was typed; what can't be an ID is refused at once, and what runs goes on."""
        if self.office:
            if self.office.lookup.prepare(fax_id, user):
                self.tasks.start(LOOK_UP, self.office.lookup.go())
        else:  # typed before the rooms stood: taken up when they do
            self._options = replace(self._options, fax_id=fax_id, user=user)

    def submit_many(self, found: FoundIds, user: str) -> None:
        """Look up all IDs of a pasted text."""
        if self.office:
            self.office.pasting.submit(found, user)
        else:
            self._pasted = (found, user)

    def take_errand(self, errand: Errand) -> None:
        """Come to the front and look up what a later start was asked for; whoever types here loses nothing.

        Signed out it waits for the sign-in, which only the person begins.
        """
        self.window.come_forward(errand.activation)
        if not errand.fax:
            return
        if not self.office:  # brought before the rooms stood: taken up when they do
            self._options = replace(self._options, fax_id=errand.fax, user=errand.user)
            return
        try:
            asked = asked_in(errand.fax, errand.user)
        except InputRefused as refused:
            self.window.notices.tell(notice_of(refused))
            return
        gives_way = self.window.bar.typed.is_waiting
        self.office.lookup.prepare(*asked)
        if self.office.rooms.session.signed_in:
            self.tasks.start(LOOK_UP, self.office.lookup.go())
        self.window.work.show_list(shown=False)
        self.window.bar.focus_fax_id()
        if gives_way:
            self.window.notices.tell(HANDED_OVER)

    def take_link(self, address: str) -> None:
        """The same for a link that the system brings."""
        self.take_errand(Errand(address))

    def copy_id(self) -> None:
        """Put the ID of the fax that was asked for last on the clipboard."""
        if self.office and self.office.lookup.asked_id:
            QGuiApplication.clipboard().setText(self.office.lookup.asked_id)

    def stop(self) -> None:
        """Stop what runs; where nothing does, close the notice."""
        running = [slot for slot in (LOOK_UP, DOCUMENT, REPORT) if self.tasks.is_running(slot)]
        if not running and self.tasks.is_running(MANY):
            running = [MANY]
        if not running and self.tasks.is_running(EVIDENCE):
            running = [EVIDENCE]
        for slot in running:
            self.tasks.cancel(slot)
        if self.window.is_waiting:
            self.tasks.cancel(SESSION)
        elif not running:
            self.window.notices.withdraw()
            if self.office:
                self.office.clipboard.withdraw()
