"""The real program with somebody at its window who does what a line of JSON tells, and answers with one.

Run as `python -m tests.fakes.process_hand`, with the program's own arguments. Lines come through the
loopback port in PROCESS_HAND, so that standard input, output and error stay the program's own. With PROCESS_LINK the
program runs as on macOS, where the system brings links to it; it was started by this one.
"""

import asyncio
import json
import logging
import os
import sys
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QAction, QFileOpenEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from faxviewer import __main__
from faxviewer.app import start
from faxviewer.app.program import Program


class Hand:
    """Uses widgets as a person does: only what is in view and turned on."""

    def __init__(self, program: Program) -> None:
        self._window = program.window
        self._tasks = program.tasks

    async def do(self, action: str, name: str, text: str = "") -> str | None:
        """`see` a text or wait for it, look at a `text` now, wait until something is `gone`, `click`, `type`,
        `enter`, or `trigger` a menu entry; make a logger `loud`, `break` a task with an error of that text,
        bring a `link`."""
        match action:
            case "see":
                return await self._seen(name, text)
            case "text":
                return self._text(name) if self._visible(name) else None
            case "gone":
                await self._until(lambda: not self._visible(name))
            case "click":
                await self._until(lambda: self._visible(name) and self._widget(name).isEnabled())
                QTest.mouseClick(self._widget(name, QPushButton), Qt.MouseButton.LeftButton)
            case "type" | "enter":
                await self._until(lambda: self._visible(name))
                field = self._widget(name, QLineEdit)
                field.selectAll()
                QTest.keyClick(field, Qt.Key.Key_Delete)
                QTest.keyClicks(field, text)
                if action == "enter":
                    QTest.keyClick(field, Qt.Key.Key_Return)
            case "trigger":
                entry = self._window.findChild(QAction, name)
                assert entry and entry.isEnabled() and entry.isVisible(), f"{name} can't be chosen"
                entry.trigger()
            case "loud":
                logging.getLogger(name).setLevel(logging.DEBUG)
            case "link":
                bring(name)
            case "break":
                self._tasks.start("broken", _raise(RuntimeError(name)))
        return None

    async def _seen(self, name: str, text: str) -> str:
        await self._until(lambda: self._visible(name) and text in self._text(name))
        return self._text(name)

    async def _until(self, holds: Callable[[], bool]) -> None:
        while not holds():  # noqa: ASYNC110 (widgets tell nobody that they came into view)
            await asyncio.sleep(0.01)

    def _visible(self, name: str) -> bool:
        found = self._window.findChild(QWidget, name)
        return found is not None and found.isVisible()

    def _text(self, name: str) -> str:
        found = self._widget(name)
        return found.text() if isinstance(found, QLabel | QLineEdit | QPushButton) else ""

    def _widget(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        found = self._window.findChild(kind, name)
        assert found is not None, f"the window has no {name}"
        return found


async def use(program: Program) -> None:
    """Do what each line says, until there are no more."""
    hand = Hand(program)
    reader, writer = await asyncio.open_connection("127.0.0.1", int(os.environ["PROCESS_HAND"]))
    try:
        while line := await reader.readline():
            try:
                async with asyncio.timeout(50):
                    answer = {"said": await hand.do(*json.loads(line))}
            except TimeoutError:
                answer = {"trouble": f"in vain: {line.decode().strip()}; {_labels(program)}"}
            except Exception as error:  # noqa: BLE001 (the test is to hear of it)
                answer = {"trouble": repr(error)}
            writer.write(json.dumps(answer).encode() + b"\n")
    finally:
        writer.close()


def bring(link: str) -> None:
    """Give the program a link as macOS does."""
    application = QCoreApplication.instance()
    assert application
    QCoreApplication.sendEvent(application, QFileOpenEvent(QUrl(link)))


async def _raise(error: Exception) -> None:
    raise error


def _labels(program: Program) -> str:
    labels = program.window.findChildren(QLabel)
    return " | ".join(f"{each.objectName()}: {each.text()}" for each in labels if each.isVisible() and each.text())


if __name__ == "__main__":
    watch = None
    if link := os.environ.get("PROCESS_LINK"):
        start.BRINGS_LINKS = True  # type: ignore[misc]

        def watch(_window: QWidget) -> None:
            bring(link)

    start.main = partial(start.main, companion=use, watch=watch)  # type: ignore[assignment]
    sys.exit(__main__.main())
