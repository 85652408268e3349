"""Do buttons look like the state that they are in, in both schemes and in high contrast."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFont, QFontMetrics, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from faxviewer.domain.tone import Tone
from faxviewer.ui.buttons import Button, ToolButton
from faxviewer.ui.theme import LIGHT, Scheme, Theme
from faxviewer.ui.tone_chips import ToneChip
from tests.unit.ui.schemes import ALL as SCHEMES


@pytest.fixture
def away(qtbot: QtBot) -> QWidget:
    """A window with something else that can have the keyboard."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 200)
    elsewhere = QWidget(window)
    elsewhere.setFocusPolicy(elsewhere.focusPolicy().StrongFocus)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    elsewhere.setFocus()
    return window


def looks(made: Button | ToolButton, qtbot: QtBot) -> dict[str, QImage]:
    """How `made` looks in every state in which a person may find it."""
    elsewhere = made.window().findChild(QWidget)
    assert elsewhere is not None
    made.resize(made.sizeHint())
    made.show()
    found = {}
    for chosen in (False, True):
        made.setChecked(chosen)
        for focused in (False, True):
            (made if focused else elsewhere).setFocus()
            qtbot.waitUntil(lambda focused=focused: made.hasFocus() is focused)
            found[f"{'chosen' if chosen else 'not chosen'}{', with the keyboard' if focused else ''}"] = picture(made)
    made.setChecked(False)
    made.setEnabled(False)
    found["off"] = picture(made)
    return found


def picture(made: QWidget) -> QImage:
    return made.grab().toImage()


def alike(found: dict[str, QImage]) -> list[tuple[str, str]]:
    """Pairs of states that look the same."""
    names = list(found)
    pairs = [(one, other) for place, one in enumerate(names) for other in names[place + 1 :]]
    return [(one, other) for one, other in pairs if found[one] == found[other]]


@SCHEMES
@pytest.mark.parametrize("kind", ["quiet", "tab", "page"])
def test_what_is_chosen_has_the_keyboard_or_is_off_looks_it(
    qtbot: QtBot, away: QWidget, scheme: Scheme, kind: str
) -> None:
    Theme().use(scheme)
    made = Button("Inbox", kind, away)
    made.setCheckable(True)
    found = looks(made, qtbot)
    if kind != "quiet" and not scheme.is_plain:
        del found["off"]  # a tab never is, and quiet words stay quiet
    assert alike(found) == []


@SCHEMES
@pytest.mark.parametrize("tone", Tone)
def test_a_pressed_chip_and_one_with_the_keyboard_look_it(
    qtbot: QtBot, away: QWidget, scheme: Scheme, tone: Tone
) -> None:
    theme = Theme()
    theme.use(scheme)
    made = ToneChip(theme, tone)
    made.setParent(away)
    made.tint()
    found = looks(made, qtbot)
    del found["off"]  # it never is
    assert alike(found) == []


@SCHEMES
@pytest.mark.parametrize("kind", ["primary", "quiet", "link"])
def test_a_button_that_is_off_or_has_the_keyboard_looks_it(
    qtbot: QtBot, away: QWidget, scheme: Scheme, kind: str
) -> None:
    Theme().use(scheme)
    found = looks(Button("Save", kind, away), qtbot)
    kept = {name: found[name] for name in ("not chosen", "not chosen, with the keyboard", "off")}
    assert alike(kept) == []


@SCHEMES
@pytest.mark.parametrize("kind", ["quiet", "link", "page"])
def test_what_is_under_the_pointer_looks_it_until_the_pointer_leaves(
    qtbot: QtBot, away: QWidget, scheme: Scheme, kind: str
) -> None:
    Theme().use(scheme)
    made = Button("Details", kind, away)
    made.setGeometry(20, 20, 120, 32)
    made.show()
    QTest.mouseMove(away, QPoint(300, 150))
    at_rest = picture(away)
    QTest.mouseMove(away, made.geometry().center())
    qtbot.waitUntil(made.underMouse)
    assert (picture(away) != at_rest) or (scheme.is_plain and kind == "quiet"), "there all frames are of one colour"
    QTest.mouseMove(away, QPoint(300, 150))
    qtbot.waitUntil(lambda: not made.underMouse())
    assert picture(away) == at_rest


@pytest.mark.parametrize("kind", ["primary", "quiet", "link", "page"])
def test_words_that_have_no_room_are_cut_at_their_end_and_inside_the_frame(qtbot: QtBot, kind: str) -> None:
    Theme().use(LIGHT)
    made = Button("Save & print it all", kind)
    qtbot.addWidget(made)
    made.resize(80, 32)
    cut = picture(made)
    made.setText("Save & print it all, and more")
    assert picture(made) == cut, "both say as much of the beginning as there is room for"
    assert len({cut.pixel(x, y) for x in (2, 3, 76, 77) for y in range(8, 24)}) == 1, "nothing near the edges"


@pytest.fixture
def large(qapp: QApplication) -> Iterator[QFont]:
    """The system's font in a size between two whole ones, as a scaled desktop has it."""
    before = QFont(qapp.font())
    made = QFont(before)
    made.setPointSizeF(30.4)
    qapp.setFont(made)
    yield made
    qapp.setFont(before)


def test_a_link_that_is_off_keeps_its_size(qtbot: QtBot, large: QFont) -> None:
    Theme().use(LIGHT)
    words = "Write a note on the selected fax"
    made = Button(words, "link")
    qtbot.addWidget(made)
    made.setEnabled(False)
    made.resize(made.sizeHint())
    drawn = picture(made)
    columns = [x for x in range(drawn.width()) if len({drawn.pixel(x, y) for y in range(drawn.height())}) > 1]
    assert columns[-1] - columns[0] == pytest.approx(QFontMetrics(large).boundingRect(words).width(), abs=2)
