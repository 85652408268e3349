"""Watching a fax in progress, as a person does it; the service's clock and the pauses are the story's own."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6 import QtWidgets
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton

from faxviewer.demo.service import DemoService, Sample
from faxviewer.ui.notifier import DesktopNotifier
from tests.ui.desk import REAL, Desk, seated, settle, story, told

QUICK, OTHER = "On its way, done within a minute", "Being sent right now"
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@dataclass
class Time:
    """The service's clock, and the pauses between two questions: one ends when the story says so."""

    seconds: float = 1_790_000_000.0
    pauses: list[asyncio.Event] = field(default_factory=list)
    notifications: list[tuple[str, str]] = field(default_factory=list)

    async def pause(self, seconds: float) -> None:
        assert 20 <= seconds <= 30
        self.pauses.append(asyncio.Event())
        await self.pauses[-1].wait()

    def next_question(self) -> None:
        """Let every pause be over."""
        pauses, self.pauses = self.pauses, []
        for each in pauses:
            each.set()


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    """A clock that stands still; notifications go to a list."""
    made = Time()
    monkeypatch.setattr(DesktopNotifier, "notify", lambda _, *said: made.notifications.append(said))
    return made


@pytest.fixture
def moving(time: Time, untouched: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DemoService]:
    """A service whose faxes move on by that clock; the program starts signed in to it."""
    with DemoService(clock=lambda: time.seconds) as service:
        monkeypatch.setenv("FAXVIEWER_API_URL", service.api_url)
        monkeypatch.setenv("FAXVIEWER_PERSONAL_ACCESS_TOKEN", service.personal_access_token)
        yield service


async def look_up(desk: Desk, service: DemoService, label: str, time: Time) -> Sample:
    """Look up one of the service's faxes, the pauses of watches put in the story's hands."""
    await desk.until(lambda: desk.text("account.name"), "the account")
    assert desk.program.office
    desk.program.office.watch.sleep = time.pause
    sample = next(each for each in service.samples if each.label == label)
    await desk.look_up(sample.fax_id, "" if sample.user_id == "self" else sample.user_id)
    return sample


def watches() -> int:
    """How many tasks watch a fax."""
    return sum(task.get_name().startswith("watch") for task in asyncio.all_tasks())


def entries(desk: Desk) -> list[QAction]:
    """What the list of watched faxes offers; it is filled when it opens."""
    menu = desk.see("watch.list", QToolButton).menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    return [each for each in menu.actions() if not each.isSeparator()]


@told
async def test_a_watched_fax_is_told_of_when_it_has_ended_and_fills_the_form(moving: DemoService, time: Time) -> None:
    async with seated(REAL) as desk:
        sample = await look_up(desk, moving, QUICK, time)
        assert desk.text("answer.headline") == "On its way: submitted"
        assert watches() == 0 and not desk.in_view("watch.list")
        desk.click("answer.watch")
        toggle = desk.see("answer.watch", QPushButton)
        assert toggle.isChecked() and toggle.text() == "Watching"
        assert desk.see("watch.list", QToolButton).text() == "Watching 1 ▾"
        await desk.until(lambda: time.pauses, "the first pause")

        time.seconds += 30
        time.next_question()
        await desk.until(lambda: desk.text("answer.headline") == "On its way: being sent now", "the next state")
        await desk.until(lambda: time.pauses, "the second pause")
        assert time.notifications == []
        time.seconds += 30
        time.next_question()
        await desk.until(lambda: time.notifications, "the notification")
        assert time.notifications == [("Faxviewer", "A watched fax has ended.")]
        assert desk.text("notice.title") == "A watched fax has ended: Delivered: every page went through"
        assert desk.text("answer.headline") == "Delivered: its 1 page went through"
        assert desk.text("field.id") == sample.fax_id
        assert desk.see("document.open", QPushButton).isEnabled(), "it has a document now"
        assert not desk.in_view("answer.watch")
        assert not desk.in_view("watch.list"), "the form shows it already"
        await desk.until(lambda: watches() == 0, "the end of the watch")


@told
async def test_a_watch_goes_on_behind_another_fax_and_leads_back(moving: DemoService, time: Time) -> None:
    async with seated(REAL) as desk:
        sample = await look_up(desk, moving, QUICK, time)
        desk.key(Qt.Key.Key_W, CONTROL_SHIFT)
        other = await look_up(desk, moving, OTHER, time)
        toggle = desk.see("answer.watch", QPushButton)
        assert toggle.text() == "Watch" and not toggle.isChecked()
        desk.key(Qt.Key.Key_W, CONTROL_SHIFT)
        assert desk.see("watch.list", QToolButton).text() == "Watching 2 ▾"
        await desk.until(lambda: len(time.pauses) == 2, "both pauses")
        time.seconds += 60
        time.next_question()
        await desk.until(lambda: time.notifications, "the notification")
        assert desk.text("field.id") == other.fax_id, "the shown fax stays"
        assert desk.see("watch.list", QToolButton).text() == "Watching 1 · 1 ended ▾"
        first, second, _ = entries(desk)
        short = f"{sample.fax_id[:8]}…{sample.fax_id[-4:]}"
        assert first.text() == f"{short}  ·  Delivered: every page went through"
        assert second.text().endswith("On its way: being sent now")
        first.trigger()
        await desk.until(lambda: desk.text("field.id") == sample.fax_id, "the ended fax")
        assert desk.see("watch.list", QToolButton).text() == "Watching 1 ▾", "it was looked at"
        entries(desk)[-1].trigger()
        await desk.until(lambda: watches() == 0, "the end of all")
        assert not desk.in_view("watch.list")


@told
async def test_the_toggle_takes_a_watch_back(moving: DemoService, time: Time) -> None:
    async with seated(REAL) as desk:
        await look_up(desk, moving, QUICK, time)
        action = desk.window.findChild(QAction, "action.watch")
        assert action is not None and action.isEnabled() and not action.isChecked()
        desk.click("answer.watch")
        assert action.isChecked()
        await desk.until(lambda: watches() == 1, "the watch")
        desk.click("answer.watch")
        assert not action.isChecked() and desk.see("answer.watch", QPushButton).text() == "Watch"
        await desk.until(lambda: watches() == 0, "its end")
        assert not desk.in_view("watch.list")
        await look_up(desk, moving, "Delivered, one page", time)
        assert not action.isEnabled() and not desk.in_view("answer.watch")


@told
async def test_with_contents_the_notification_says_the_result_and_the_choice_outlives_the_program(
    moving: DemoService, time: Time
) -> None:
    async with seated(REAL) as desk:
        await look_up(desk, moving, QUICK, time)
        desk.choose("action.say_results")
        desk.click("answer.watch")
        await desk.until(lambda: time.pauses, "the pause")
        time.seconds += 60
        time.next_question()
        await desk.until(lambda: time.notifications, "the notification")
        assert time.notifications[0][0] == "Delivered: every page went through"
    async with seated(REAL) as desk:
        await desk.until(lambda: desk.text("account.name"), "the account")
        action = desk.window.findChild(QAction, "action.say_results")
        assert action is not None and action.isChecked()


@story
async def test_signing_out_ends_every_watch(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample(OTHER)
    desk.click("answer.watch")
    await desk.until(lambda: watches() == 1, "the watch")
    desk.choose("action.sign_out")
    await desk.until(lambda: watches() == 0, "its end")
    await desk.idle()
    assert not desk.in_view("watch.list")


@story
async def test_closing_the_window_ends_every_watch(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample(OTHER)
    desk.click("answer.watch")
    await desk.until(lambda: watches() == 1, "the watch")
    # The desk's own end looks for tasks that are left behind.


@story
async def test_watching_fits_into_a_narrow_window(desk: Desk) -> None:
    await desk.sign_in()
    desk.window.resize(480, 700)
    await desk.look_up_sample(OTHER)
    desk.click("answer.watch")
    settle()
    for name in ("answer.watch", "watch.list"):
        widget = desk.see(name, QPushButton if name == "answer.watch" else QToolButton)  # type: ignore[type-var]
        assert widget.width() >= widget.sizeHint().width()
        right = widget.mapTo(desk.window, widget.rect().topRight()).x()
        assert right < desk.window.width()


class Tray(QObject):
    """A place beside the clock, which the offscreen platform lacks."""

    messageClicked, activated = Signal(), Signal()  # noqa: N815 (Qt's names)
    there = True

    def __init__(self, _icon: QIcon, parent: QObject) -> None:
        super().__init__(parent)
        self.visible = False
        self.told: list[tuple[str, str]] = []

    @classmethod
    def isSystemTrayAvailable(cls) -> bool:  # noqa: N802
        return cls.there

    supportsMessages = isSystemTrayAvailable  # noqa: N815

    def setToolTip(self, text: str) -> None:  # noqa: N802
        assert text == "Faxviewer"

    def show(self) -> None:
        self.visible = True

    def hide(self) -> None:
        self.visible = False

    def showMessage(self, title: str, message: str, icon: QIcon) -> None:  # noqa: N802
        assert self.visible and not icon.isNull()
        self.told.append((title, message))


@story
async def test_without_a_place_for_messages_the_window_asks_for_a_look(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    alerted: list[object] = []
    monkeypatch.setattr("faxviewer.ui.notifier.QApplication.alert", lambda *arguments: alerted.append(arguments[0]))
    monkeypatch.setattr(Tray, "there", False)
    monkeypatch.setattr(QtWidgets, "QSystemTrayIcon", Tray)
    desk.window.notifier.notify("Faxviewer", "A watched fax has ended.")
    assert alerted == [desk.window] and desk.window.findChild(Tray) is None


@story
async def test_a_message_beside_the_clock_brings_the_window_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    raised: list[bool] = []
    monkeypatch.setattr(desk.window, "raise_", lambda: raised.append(True))
    monkeypatch.setattr(QtWidgets, "QSystemTrayIcon", Tray)
    assert desk.window.findChild(Tray) is None, "there is none before the first is due"
    desk.window.notifier.notify("Faxviewer", "A watched fax has ended.")
    tray = desk.window.findChild(Tray)
    assert tray is not None and tray.visible and tray.told == [("Faxviewer", "A watched fax has ended.")]
    desk.window.showMinimized()
    tray.messageClicked.emit()
    assert not desk.window.isMinimized() and raised and not tray.visible
