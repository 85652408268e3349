"""The timeline at the answer's foot: in place, in words, in the scheme's colours, and never jumping."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from faxviewer.app.office import LOOK_UP
from faxviewer.domain.tone import Tone
from faxviewer.presenters.form import GROUPS
from faxviewer.presenters.timeline import timeline
from faxviewer.ui.locale_formats import LocaleFormats
from faxviewer.ui.theme import DARK, LIGHT, Scheme, Theme
from faxviewer.ui.timeline import TimelineView
from tests.fakes.views import fax
from tests.ui.desk import Desk, settle, story

FIVE = {
    "status": "success",
    "submit_time": "2020-03-26 23:58:59",
    "scheduled_time": "2020-03-26 23:59:00",
    "start_time": "2020-03-26 23:59:01",
    "duration": 84,
    "last_update": "2020-03-27 00:00:26",
}
"""Five times, of which most lie together."""


@pytest.fixture
def theme() -> Theme:
    return Theme()


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> TimelineView:
    made = TimelineView(theme)
    qtbot.addWidget(made)
    made.resize(876, made.heightForWidth(876))
    made.show()
    return made


def show(view: TimelineView, **values: object) -> None:
    view.show_timeline(timeline(fax(**values), LocaleFormats()))


def colours(view: TimelineView) -> set[str]:
    image = view.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


@pytest.mark.parametrize("width", [300, 396, 480, 600, 876, 1_600])
@pytest.mark.parametrize("points", [9.0, 10.0, 18.0])
def test_labels_never_lie_over_one_another(view: TimelineView, width: int, points: float) -> None:
    font = view.font()
    font.setPointSizeF(points)
    view.setFont(font)
    view.resize(width, view.heightForWidth(width))
    for values in (FIVE, {**FIVE, "start_time": "2019-01-01 00:00:00"}, {**FIVE, "submit_time": "never"}):
        show(view, **values)
        labels = view.labels()
        assert len(labels) == 5
        for row in (0, 1):
            blocks = [block for _, block in labels if block.row == row]
            edges = [edge for block in blocks for edge in (block.left, block.left + block.width)]
            assert edges == sorted(edges), "in order of time, none over another"
            assert not edges or (edges[0] >= 0 and edges[-1] <= width)
        view.grab()


def test_at_480_pixels_every_label_is_whole(view: TimelineView) -> None:
    view.resize(396, view.heightForWidth(396))
    show(view, **FIVE)
    whole = TimelineView(Theme())
    whole.resize(3_000, 90)
    show(whole, **FIVE)
    needed = {point.path: block.width for point, block in whole.labels()}
    assert {point.path: block.width for point, block in view.labels()} == needed


@pytest.mark.parametrize("width", [396, 876])
def test_the_height_is_the_same_whatever_is_shown(view: TimelineView, width: int) -> None:
    heights = set()
    view.show_placeholder()
    heights.add(view.heightForWidth(width))
    for values in ({}, FIVE, {"start_time": "2020-03-27 11:29:21"}, {"submit_time": "never", "status": "sending"}):
        show(view, **values)
        heights.add(view.heightForWidth(width))
    assert len(heights) == 1


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_part_after_the_start_wears_the_tone(view: TimelineView, theme: Theme, scheme: Scheme) -> None:
    theme.use(LIGHT if scheme is DARK else DARK)
    times = {"submit_time": "2020-03-27 11:28:46", "last_update": "2020-03-27 11:31:05"}
    for status, tone in (("success", Tone.SUCCESS), ("failed", Tone.FAILURE), ("partially_sent", Tone.PARTIAL)):
        ink = QColor(scheme.tones[tone][0]).name()
        show(view, status=status, start_time="2020-03-27 11:29:21", **times)
        theme.use(scheme)  # while it is shown
        assert ink in colours(view)
        show(view, status=status, **times)
        assert ink not in colours(view), "nothing of it is known to have started"


def test_it_is_said_in_full_and_what_was_sent_is_never_markup(view: TimelineView) -> None:
    show(view, status="sending", start_time="2020-03-27 11:29:21", submit_time="<b>x</b>")
    assert view.accessibleName() == "Timeline"
    assert "Started: " in view.accessibleDescription() and "11:29:21 UTC" in view.accessibleDescription()
    assert "It has not ended yet." in view.accessibleDescription()
    assert "&lt;b&gt;x" in view.toolTip() and "<b>" not in view.toolTip()
    view.show_placeholder()
    assert view.accessibleDescription() == "On its way" and not view.toolTip()


@story
async def test_it_stands_at_the_answers_foot_and_is_copied_by_key(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Not delivered: line busy")
    line = desk.see("timeline", TimelineView)
    assert line.isVisible() and desk.see("answer", QWidget).isAncestorOf(line)
    line.setFocus(Qt.FocusReason.TabFocusReason)
    assert desk.focus == "timeline"
    desk.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert [each.partition(":")[0] for each in copied][:2] == ["Submitted", "Started"]
    assert desk.text("field.start_time") in copied[1] and desk.text("beside.start_time").split()[-2] in copied[1]
    desk.key(Qt.Key.Key_Tab)
    assert desk.focus != "timeline"


@story
async def test_nothing_moves_while_the_next_fax_is_on_its_way(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Not delivered: line busy")
    line = desk.see("timeline", TimelineView)
    others = [desk.see(f"group.{group.title.lower().replace(' ', '_')}", QWidget) for group in GROUPS]
    for width in (1280, 900, 480):
        desk.window.resize(width, 800)
        QApplication.sendPostedEvents()
        settle()
        before = [line.geometry(), *(card.geometry() for card in others)]
        with desk.service.faults.hold("fax"):
            desk.program.submit(desk.sample("Delivered, one page").fax_id, "self")
            await desk.until(lambda: desk.text("answer.headline") == "Looking it up…", "the placeholders")
            settle()
            assert [line.geometry(), *(card.geometry() for card in others)] == before
            assert line.accessibleDescription() == "On its way"
            desk.program.stop()
            await desk.until(lambda: not desk.program.tasks.is_running(LOOK_UP), "the end of the look-up")


@story
async def test_a_contradiction_is_marked_and_said(desk: Desk) -> None:
    await desk.sign_in()
    record = {
        "id": "5e7de3ad54cfd54eb568cc76",
        "submit_time": "2020-03-27 11:30:21",
        "start_time": FIVE["start_time"],
    }
    desk.service.faults.answer("fax", 200, body=json.dumps(record).encode())
    await desk.look_up("5e7de3ad54cfd54eb568cc76")
    line = desk.see("timeline", TimelineView)
    assert "⚑ Started 11 h 31 min before it was submitted." in line.accessibleDescription()
    assert QColor(desk.window.theme.scheme.tones[Tone.PARTIAL][0]).name() in colours(line)
