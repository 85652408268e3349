"""The real program on the demo service, in the application's own event loop, driven through its widgets."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from qasync import QEventLoop

from faxviewer.app.office import LOOK_UP
from faxviewer.app.program import Program
from faxviewer.app.start import Options
from faxviewer.demo.service import DemoService, Sample
from faxviewer.selftest import PlayedPerson
from faxviewer.ui.main_window import MainWindow
from faxviewer.ui.theme import Theme

PATIENCE = 30.0
"""Seconds until a story that waits for something is given up: a net, not a measure."""

Kind = TypeVar("Kind", bound=QWidget)


class Desk:
    """What a person has in front of them, and what they can do with it."""

    def __init__(self, window: MainWindow, program: Program, person: PlayedPerson) -> None:
        self.window = window
        self.program = program
        self.person = person

    @property
    def service(self) -> DemoService:
        assert self.program.office and self.program.office.rooms.demo
        return self.program.office.rooms.demo

    def sample(self, label: str) -> Sample:
        """The demo's fax with this label."""
        return next(each for each in self.service.samples if each.label == label)

    def see(self, name: str, kind: type[Kind] = QLabel) -> Kind:  # type: ignore[assignment]
        """The widget called `name`."""
        found = self.window.findChild(kind, name)
        assert found is not None, f"the window has no {name}"
        return found

    def text(self, name: str) -> str:
        """What the label called `name` says, or nothing where it can't be seen."""
        label = self.window.findChild(QLabel, name)
        return label.text() if label is not None and label.isVisible() else ""

    def click(self, name: str) -> None:
        """Press the button called `name`."""
        button = self.see(name, QPushButton)
        assert button.isVisible() and button.isEnabled(), f"{name} can't be pressed"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def type(self, name: str, text: str, *, enter: bool = False) -> None:
        """Type `text` in place of what the field called `name` holds."""
        field = self.see(name, QLineEdit)
        field.setFocus()
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClicks(field, text)
        if enter:
            QTest.keyClick(field, Qt.Key.Key_Return)

    async def until(self, holds: Callable[[], object], what: str = "it") -> None:
        """Let the program run until `holds` does."""
        async with asyncio.timeout(PATIENCE):
            while not holds():
                await asyncio.sleep(0.005)

    async def sign_in(self) -> None:
        """Through the browser's *Allow*."""
        self.click("sign_in.start")
        await self.until(lambda: self.text("account.name"), "the account's name")

    async def look_up(self, fax_id: str, user: str = "") -> None:
        """Type both, press Enter, wait for the end of the look-up."""
        self.type("lookup.user", user)
        self.type("lookup.fax_id", fax_id, enter=True)
        await self.until(lambda: not self.program.tasks.is_running(LOOK_UP), "the end of the look-up")

    async def look_up_sample(self, label: str) -> Sample:
        """Look up the demo's fax with this label."""
        sample = self.sample(label)
        await self.look_up(sample.fax_id, "" if sample.user_id == "self" else sample.user_id)
        return sample


def story(tell: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    """Make a test of a coroutine that takes a `desk`: the demo, started, the sign-in page in view.

    The program and the story run in one go of the loop: pytest-qt handles Qt's events between a test
    and its fixtures, where no loop runs that the program's callbacks could be part of.
    """
    signature = inspect.signature(tell)
    others = [each for name, each in signature.parameters.items() if name != "desk"]
    application = inspect.Parameter("qapp", inspect.Parameter.POSITIONAL_OR_KEYWORD)

    def test(qapp: QApplication, **fixtures: Any) -> None:
        qapp.setQuitOnLastWindowClosed(False)  # as the program does: closing ends it, once it has tidied up
        loop = QEventLoop(qapp)
        with loop:
            loop.run_until_complete(_told(tell, fixtures))

    test.__name__, test.__doc__, test.__module__ = tell.__name__, tell.__doc__, tell.__module__
    test.__signature__ = signature.replace(parameters=[application, *others])  # type: ignore[attr-defined]
    return test


async def _told(tell: Callable[..., Awaitable[None]], fixtures: dict[str, Any]) -> None:
    window = MainWindow(Theme())
    window.show()
    person = PlayedPerson()
    program = Program(window, Options(demo=True), opener=person)
    running = asyncio.ensure_future(program.run())
    desk = Desk(window, program, person)
    try:
        await desk.until(lambda: window.findChild(QPushButton, "sign_in.start"))
        await desk.until(lambda: desk.see("sign_in.start", QPushButton).isVisible())
        await tell(desk=desk, **fixtures)
    finally:
        window.close()
        await asyncio.wait_for(running, PATIENCE)
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
