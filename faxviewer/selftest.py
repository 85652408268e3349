"""Named checks of the whole program against the demo service: one line a check, exit code 0 or 1.

The window, the sign-in, the look-ups and the download are the real ones. Two parts of the person are
played here: the browser (over plain HTTP, pressing *Allow*) and the viewer that opens a document.
"""

import asyncio
import logging
import os
import re
import sys
import threading
import time
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from faxviewer.app import start
from faxviewer.app.denial import REPORT
from faxviewer.app.office import DOCUMENT, LIST, LOOK_UP, MEMBERS
from faxviewer.app.options import Options
from faxviewer.app.program import Program
from faxviewer.domain.document import DocumentKind
from faxviewer.played import Errors, PlayedPerson
from faxviewer.presenters.form import GROUPS
from faxviewer.ui.main_window import MainWindow
from faxviewer.ui.theme import DARK, LIGHT

TIME_LIMIT: Final = 180.0
"""Seconds for all checks together."""

_GRACE: Final = 15.0
"""Seconds after the time limit for an orderly end; then the program is ended without one."""

_PATIENCE: Final = 20.0
"""Seconds that one thing may take to appear."""


Kind = TypeVar("Kind", bound=QWidget)


class CheckFailed(Exception):
    """What a check expected and didn't find."""


def main(screenshots: str = "", *, time_limit: float = TIME_LIMIT, grace: float = _GRACE) -> int:
    """Run all checks; `screenshots` names a folder for pictures, or is empty. Returns the exit code.

    After `time_limit` seconds the checks end as failed; a program that is not gone `grace` seconds
    later, because its event loop stands still, is ended by force.
    """
    checks = Checks(Path(screenshots) if screenshots else None, time_limit)
    watchdog = threading.Timer(time_limit + grace, _end_by_force)
    watchdog.daemon = True
    watchdog.start()
    try:
        start.main(Options(demo=True), opener=checks.person, companion=checks.run)
    except Exception as error:  # noqa: BLE001 (whatever it is, the program is broken)
        _print(f"FAIL program: ended with {type(error).__name__}")
        return 1
    finally:
        watchdog.cancel()
    return 0 if checks.passed else 1


def _end_by_force() -> None:
    _print("FAIL time limit: the program stands still")
    os._exit(1)


class Checks:
    """Runs the checks one after the other on the living program."""

    def __init__(self, screenshots: Path | None, time_limit: float) -> None:
        self.person = PlayedPerson()
        self.passed = False
        self._time_limit = time_limit
        self._screenshots = screenshots
        self._pictures = 0
        self._failed = 0
        self._window: MainWindow
        self._program: Program

    async def run(self, program: Program) -> None:
        """All checks, within the time limit."""
        self._program = program
        self._window = program.window
        errors = Errors()
        logging.getLogger().addHandler(errors)
        started = time.monotonic()
        try:
            async with asyncio.timeout(self._time_limit):
                await self._all()
        except TimeoutError:
            self._failed += 1
            _print(f"FAIL time limit: not done after {self._time_limit:g} s")
        finally:
            logging.getLogger().removeHandler(errors)
        if errors.causes:
            self._failed += 1
            _print(f"FAIL log: {', '.join(sorted(set(errors.causes)))}")
        self.passed = not self._failed
        verdict = "all checks passed" if self.passed else f"{self._failed} failed"
        _print(f"{'ok  ' if self.passed else 'FAIL'} self-test: {verdict} in {time.monotonic() - started:.1f} s")

    async def _all(self) -> None:
        stands = await self._check("window: stands and takes typing", self._window_stands)
        if not stands or not await self._check("sign-in: through the browser's Allow", self._sign_in):
            return  # without a session each of the others would only wait in vain
        await self._check("account: shows whose it is", self._account)
        office = self._program.office
        assert office and office.rooms.demo  # noqa: S101 (the demo is what this runs on)
        await self._check("list: shows the inbox", self._inbox)
        await self._check("list: a picked fax is shown", self._pick)
        await self._check("members: an administrator's are known", self._members)
        for sample in office.rooms.demo.samples:
            await self._check(f"look-up: {sample.label}", partial(self._look_up, sample.fax_id, sample.user_id))
        await self._check("look-up: an ID that nobody has", self._not_found)
        await self._check("refusal: what can't be an ID", self._refusal)
        with_document = office.rooms.demo.samples[0]
        for kind in DocumentKind:
            check = partial(self._document, with_document.fax_id, with_document.user_id, kind)
            await self._check(f"document: opened as {kind.name}", check)
        await self._check("report: opened", partial(self._report, with_document.fax_id, with_document.user_id))
        await self._check("sign-out: nothing is left", self._sign_out)

    async def _check(self, name: str, check: Callable[[], Coroutine[Any, Any, None]]) -> bool:
        try:
            await check()
        except CheckFailed as failed:
            reason = str(failed)
        except Exception as error:  # noqa: BLE001 (a broken program may raise anything, and the next check is to run)
            reason = f"raised {type(error).__name__}"
        else:
            _print(f"ok   {name}")
            return True
        self._failed += 1
        _print(f"FAIL {name}: {reason}")
        return False

    async def _window_stands(self) -> None:
        await self._until(lambda: self._in_view("sign_in.start"), "the sign-in page")
        if not self._line("lookup.fax_id").isEnabled():
            raise CheckFailed("the fax ID field takes no typing")
        await self._picture("sign-in")

    async def _sign_in(self) -> None:
        self._button("sign_in.start").click()
        await self._until(lambda: self._label("state.title").isVisible(), "the look-up pane after the sign-in")

    async def _account(self) -> None:
        await self._until(lambda: bool(self._label("account.name").text()), "the account's name")
        await self._picture("signed-in")

    async def _inbox(self) -> None:
        await self._until(lambda: not self._program.tasks.is_running(LIST), "the end of the list")
        if not self._window.browse.model.rowCount():
            raise CheckFailed(f"the list says “{self._label('list.state').text()}”")
        await self._picture("list")

    async def _pick(self) -> None:
        self._window.commands.next_fax.trigger()
        await self._until(lambda: self._label("field.id").isVisible(), "the fax")
        await self._until(lambda: not self._program.tasks.is_running(LOOK_UP), "the end of the look-up")
        picked = self._window.browse.faxes.picked
        if picked is None or self._label("field.id").text() != picked.fax_id:
            raise CheckFailed("another fax than the picked one is shown")

    async def _members(self) -> None:
        await self._until(lambda: not self._program.tasks.is_running(MEMBERS), "the end of the members' list")
        if "member" not in self._line("lookup.user").placeholderText():
            raise CheckFailed("no members are offered")

    async def _look_up(self, fax_id: str, user: str) -> None:
        self._line("lookup.user").setText("" if user == "self" else user)
        self._line("lookup.fax_id").setText(fax_id)
        self._button("lookup.submit").click()
        await self._until(lambda: not self._program.tasks.is_running(LOOK_UP), "the end of the look-up")
        if not self._label("field.id").isVisible():
            raise CheckFailed(f"the window says “{self._label('state.title').text()}”")
        for group in GROUPS:
            for field in group.fields:
                if not self._label(f"field.{field.path}").text():
                    raise CheckFailed(f"{field.path} shows nothing")
        if not self._label("answer.headline").text():
            raise CheckFailed("no headline")
        status = self._label("field.status").text()
        await self._picture(f"fax-{re.sub('[^a-z0-9_]+', '-', status.lower())}", only_new=True)

    async def _not_found(self) -> None:
        self._line("lookup.user").clear()
        self._line("lookup.fax_id").setText("0" * 24)
        self._button("lookup.submit").click()
        await self._until(lambda: self._label("state.title").text() == "No such fax for this user", "“No such fax”")
        await self._picture("not-found")

    async def _refusal(self) -> None:
        self._line("lookup.fax_id").setText("a/b")
        self._button("lookup.submit").click()
        await self._until(lambda: not self._program.tasks.is_running(LOOK_UP), "the end of the look-up")
        if not self._label("refusal.fax_id").isVisible():
            raise CheckFailed("no reason stands below the field")

    async def _document(self, fax_id: str, user: str, kind: DocumentKind) -> None:
        await self._look_up(fax_id, user)
        before = len(self.person.shown)
        office = self._program.office
        assert office  # noqa: S101 (built before the first check)
        office.document.choose(kind)
        self._button("document.open").click()
        await self._until(lambda: not self._program.tasks.is_running(DOCUMENT), "the end of the download")
        if len(self.person.shown) == before:
            raise CheckFailed(f"the window says “{self._label('notice.title').text()}”")
        document = self.person.shown[-1]
        first = await asyncio.to_thread(document.path.read_bytes)
        if document.kind is not kind or not first.startswith(b"%PDF-" if kind is DocumentKind.PDF else (b"II*", b"MM")):
            raise CheckFailed(f"what was opened is no {kind.name}")

    async def _report(self, fax_id: str, user: str) -> None:
        await self._look_up(fax_id, user)
        before = len(self.person.shown)
        self._window.commands.open_report.trigger()
        await self._until(lambda: not self._program.tasks.is_running(REPORT), "the end of the download")
        if len(self.person.shown) == before:
            raise CheckFailed(f"the window says “{self._label('notice.title').text()}”")
        await self._picture("report")

    async def _sign_out(self) -> None:
        self._window.commands.sign_out.trigger()
        await self._until(lambda: self._in_view("sign_in.start"), "the sign-in page")
        left = [document.path for document in self.person.shown if document.path.exists()]
        if left:
            raise CheckFailed("a document is still in the private folder")
        if self._label("account.name").text():
            raise CheckFailed("the account's name is still shown")

    async def _until(self, holds: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + _PATIENCE
        while not holds():
            if time.monotonic() > deadline:
                raise CheckFailed(f"{what} did not appear within {_PATIENCE:.0f} s")
            await asyncio.sleep(0.01)

    async def _picture(self, name: str, *, only_new: bool = False) -> None:
        folder = self._screenshots
        if folder is None or (only_new and any(folder.glob(f"*-{name}-light.png"))):
            return
        folder.mkdir(parents=True, exist_ok=True)
        self._pictures += 1
        before = self._window.theme.scheme
        for scheme, word in ((LIGHT, "light"), (DARK, "dark")):
            self._window.theme.use(scheme)
            await asyncio.sleep(0)  # a turn of the loop for what Qt has put off; never a nested loop
            self._window.grab().save(str(folder / f"{self._pictures:02}-{name}-{word}.png"))
        self._window.theme.use(before)

    def _in_view(self, name: str) -> bool:
        found = self._window.findChild(QWidget, name)
        return found is not None and found.isVisible()

    def _button(self, name: str) -> QPushButton:
        return self._found(QPushButton, name)

    def _label(self, name: str) -> QLabel:
        return self._found(QLabel, name)

    def _line(self, name: str) -> QLineEdit:
        return self._found(QLineEdit, name)

    def _found(self, kind: type[Kind], name: str) -> Kind:
        found = self._window.findChild(kind, name)
        if found is None:
            raise CheckFailed(f"the window has no {name}")
        return found


def _print(line: str) -> None:
    if sys.stdout is not None:  # a windowed program has none; then the exit code tells
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
