"""The real program in the application's own event loop, driven through its widgets."""

import asyncio
import gc
import inspect
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from faxviewer.app.office import DOCUMENT, LIST, LOOK_UP, MEMBERS, SESSION
from faxviewer.app.options import Options
from faxviewer.app.program import Program
from faxviewer.demo.service import DemoService, Sample
from faxviewer.domain.errors import FaxViewerError
from faxviewer.system import places
from faxviewer.ui import tasks
from faxviewer.ui.main_window import MainWindow
from faxviewer.ui.theme import Theme
from tests.fakes.person import Person

PATIENCE = 30.0
"""Seconds until a story that waits for something is given up: a net, not a measure."""

DEMO = Options(demo=True)
REAL = Options()
"""The demo's own rooms, or those of a real account on this computer's settings and keychain."""

Kind = TypeVar("Kind", bound=QWidget)

_closed: list[Program] = []
"""Kept to the end of the test: the garbage collector may run in any thread, and widgets belong to this one."""


class WatchedProgram(Program):
    """Remembers what would only have been told in the notice bar: no story may bring the program to an error."""

    def __init__(self, window: MainWindow, options: Options, person: Person) -> None:
        super().__init__(window, options, opener=person)
        self.unexpected: list[Exception] = []

    def report(self, error: Exception) -> None:
        """The one handler for what no presenter caught."""
        if not isinstance(error, FaxViewerError):
            self.unexpected.append(error)
        super().report(error)


class Desk:
    """What a person has in front of them, and what they can do with it."""

    def __init__(self, window: MainWindow, program: WatchedProgram, person: Person) -> None:
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

    def in_view(self, name: str) -> bool:
        """Whether the widget called `name` is there to be seen."""
        found = self.window.findChild(QWidget, name)
        return found is not None and found.isVisible()

    def text(self, name: str) -> str:
        """What the label called `name` says, or nothing where it can't be seen."""
        label = self.window.findChild(QLabel, name)
        return label.text() if label is not None and label.isVisible() else ""

    def typed(self, name: str) -> str:
        """What the field called `name` holds."""
        return self.see(name, QLineEdit).text()

    @property
    def focus(self) -> str:
        """The name of what has the keyboard."""
        focused = self.window.focusWidget()
        return focused.objectName() if focused else ""

    def click(self, name: str) -> None:
        """Press the button called `name`."""
        button = self.see(name, QAbstractButton)
        assert button.isVisible() and button.isEnabled(), f"{name} can't be pressed"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def choose(self, action: str) -> None:
        """Pick the menu's entry called `action`."""
        found = self.window.findChild(QAction, action)
        assert found is not None and found.isVisible() and found.isEnabled(), f"{action} can't be picked"
        found.trigger()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key, wherever the keyboard is."""
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifier)

    def type(self, name: str, text: str, *, enter: bool = False) -> None:
        """Type `text` in place of what the field called `name` holds."""
        field = self.see(name, QLineEdit)
        field.setFocus()
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClicks(field, text)
        if enter:
            QTest.keyClick(field, Qt.Key.Key_Return)

    def paste(self, name: str, text: str, *, enter: bool = False) -> None:
        """Paste `text` in place of what the field called `name` holds."""
        field = self.see(name, QLineEdit)
        field.setFocus()
        field.selectAll()
        QGuiApplication.clipboard().setText(text)
        QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        if enter:
            QTest.keyClick(field, Qt.Key.Key_Return)

    async def later(self, act: Callable[[], object]) -> None:
        """Do what opens a menu: Qt waits inside of it, so it has to come from Qt's loop and not from the story."""
        done = asyncio.Event()
        QTimer.singleShot(0, done.set)
        QTimer.singleShot(0, act)
        await done.wait()

    async def until(self, holds: Callable[[], object], what: str = "it") -> None:
        """Let the program run until `holds` does."""
        deadline = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < deadline, f"{what} did not come"
            await asyncio.sleep(0.005)

    async def idle(self) -> None:
        """Until nothing runs that the person waits for."""
        slots = (LOOK_UP, DOCUMENT, SESSION, LIST, MEMBERS)
        await self.until(lambda: not any(self.program.tasks.is_running(slot) for slot in slots), "the end of it all")

    async def asked(self, service: DemoService, endpoint: str, count: int = 1) -> None:
        """Until `service` has had `count` requests to `endpoint`."""
        await self.until(lambda: service.requests.count(endpoint) >= count, f"request {count} to {endpoint}")

    async def sign_in(self) -> None:
        """Through the browser's *Allow*."""
        self.click("sign_in.start")
        await self.until(lambda: self.text("account.name"), "the account's name")
        await self.idle()

    async def look_up(self, fax_id: str, user: str = "") -> None:
        """Paste the user's ID, type the fax's, press Enter, wait for the end of the look-up."""
        self.paste("lookup.user", user)
        self.type("lookup.fax_id", fax_id, enter=True)
        await self.until(lambda: not self.program.tasks.is_running(LOOK_UP), "the end of the look-up")

    async def look_up_sample(self, label: str) -> Sample:
        """Look up the demo's fax with this label."""
        sample = self.sample(label)
        await self.look_up(sample.fax_id, "" if sample.user_id == "self" else sample.user_id)
        return sample


def told(tell: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    """Make a test of a coroutine that takes fixtures and opens its own desks with `seated`.

    Program and story run in one go of the loop that the program itself runs in: pytest-qt handles Qt's
    events between a test and its fixtures, where no loop runs that callbacks could be part of.
    """
    return _test_of(tell, inspect.signature(tell), tell)


def story(tell: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    """Make a test of a coroutine that takes a `desk`: the demo, started, the sign-in page in view."""

    async def on_the_demo(**fixtures: Any) -> None:
        async with seated() as desk:
            await tell(desk=desk, **fixtures)

    signature = inspect.signature(tell)
    others = [each for name, each in signature.parameters.items() if name != "desk"]
    return _test_of(on_the_demo, signature.replace(parameters=others), tell)


@asynccontextmanager
async def seated(options: Options = DEMO, *, at_once: bool = False) -> AsyncIterator[Desk]:
    """The program from its first page in view (or from its bare window, `at_once`) until it is closed.

    Nothing of it may be left behind then.
    """
    before = set(asyncio.all_tasks())
    threads = set(threading.enumerate())
    window = MainWindow(Theme())
    window.show()
    person = Person()
    program = WatchedProgram(window, options, person)
    running = asyncio.ensure_future(program.run())
    desk = Desk(window, program, person)
    try:
        if not at_once:
            pages = ("sign_in.start", "setup.title", "state.title", "answer.headline")
            await desk.until(lambda: running.done() or any(map(desk.in_view, pages)), "the first page")
        yield desk
    finally:
        window.close()
        await asyncio.wait_for(running, PATIENCE)
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        _closed.append(program)
    assert program.unexpected == []
    assert documents() == [], "a document was left behind"
    assert set(asyncio.all_tasks()) == before, "a task was left behind"
    await desk.until(lambda: not _services(set(threading.enumerate()) - threads), "the end of the demo service")


def _services(threads: set[threading.Thread]) -> list[str]:
    return [each.name for each in threads if each.name.startswith("demo-service")]


def settle() -> None:
    """Let a change of the palette and layouts take their turn, and those that follow from them.

    Nothing else: other events could lead to another task's step inside of the story's, which asyncio forbids.
    """
    QApplication.sendPostedEvents(None, QEvent.Type.ApplicationPaletteChange)
    for _ in range(4):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def documents() -> list[Path]:
    """Everything in the private folders of this computer's runs, the folders and their locks aside."""
    return [path for path in places.documents_base().rglob("*") if path.is_file() and path.suffix != ".lock"]


def _test_of(
    work: Callable[..., Awaitable[None]], signature: inspect.Signature, tell: Callable[..., Awaitable[None]]
) -> Callable[..., None]:
    application = inspect.Parameter("qapp", inspect.Parameter.POSITIONAL_OR_KEYWORD)

    def test(qapp: QApplication, **fixtures: Any) -> None:
        qapp.setQuitOnLastWindowClosed(False)  # as the program does: closing ends it, once it has tidied up
        ownerless: list[Exception] = []
        gc.collect()  # of what a failed story held on to
        tasks.run(partial(work, **fixtures), ownerless.append)  # type: ignore[arg-type]
        _closed.clear()
        gc.collect()
        assert ownerless == []

    test.__name__, test.__doc__, test.__module__ = tell.__name__, tell.__doc__, tell.__module__
    test.__signature__ = signature.replace(parameters=[application, *signature.parameters.values()])  # type: ignore[attr-defined]
    return test
