"""What a person typed, told apart from what the program put there."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from faxviewer.ui.typed_text import TypedText


def test_only_what_was_typed_waits(qtbot: QtBot) -> None:
    field, other = QLineEdit(), QLineEdit()
    qtbot.addWidget(field)
    qtbot.addWidget(other)
    typed = TypedText(field, other)
    assert not typed.is_waiting
    typed.put(field, "5e7d")
    assert not typed.is_waiting
    QTest.keyClicks(field, "e")
    assert typed.is_waiting
    typed.put(field, "5e7de")
    assert not typed.is_waiting, "it was looked up"
    QTest.keyClicks(other, "x")
    assert typed.is_waiting
    other.clear()
    assert not typed.is_waiting


def test_what_gives_way_can_be_undone_and_is_told_as_a_change_that_nobody_typed(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    typed = TypedText(field)
    QTest.keyClicks(field, "5e7d")
    changes: list[str] = []
    field.textChanged.connect(changes.append)
    field.textEdited.connect(lambda text: changes.append(f"edited {text}"))
    typed.put(field, "other")
    assert changes == ["other"]
    field.undo()
    assert field.text() == "5e7d"
    typed.put(field, "")
    assert not field.text() and not field.isUndoAvailable()
