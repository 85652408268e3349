"""The README's keys, against the window's own."""

import re
from pathlib import Path

from PySide6.QtGui import QAction, QKeySequence

from tests.ui.desk import Desk, story

TOP = Path(__file__).resolve().parents[2]
OF_FIELDS = {"Enter", "Ctrl+C on a value"}
"""Keys of a field or a value rather than of the window."""
SMALL = {"the", "a", "an", "and", "to", "of", "its", "it", "this", "in", "on", "or", "fax", "what", "is", "was"}


def table() -> dict[str, str]:
    """Each key of the README's table that works in the whole window → what it says that it does.

    Keys that share a row share the words. A row that begins with a place (`in the raw record: F3`) is that pane's.
    """
    text = (TOP / "README.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| (.+?) \| (.+?) \|$", text.partition("| key | does |\n")[2].partition("\n\n")[0], re.MULTILINE
    )
    return {key: does for keys, does in rows if keys != "---" and ": " not in keys for key in keys.split(", ")}


def words(text: str) -> set[str]:
    """What tells a sentence from others."""
    return set(re.findall(r"[a-z]+", text.lower())) - SMALL


def keyed(desk: Desk) -> dict[str, QAction]:
    """The window's keys with what they do, as the README writes keys."""
    portable = QKeySequence.SequenceFormat.PortableText
    found = {action.shortcut().toString(portable): action for action in desk.window.findChildren(QAction)}
    return {key.replace("Return", "Enter"): action for key, action in found.items() if key}


@story
async def test_each_key_of_the_readme_does_what_it_says(desk: Desk) -> None:
    actions = keyed(desk)
    assert len(table()) > 15
    assert set(table()) - OF_FIELDS - set(actions) == set(), "keys that the window doesn't have"
    wrong = {
        key: does for key, does in table().items() if key in actions and not words(does) & words(actions[key].text())
    }
    assert wrong == {}, "said to do what the window's entry with that key doesn't"


@story
async def test_each_key_of_the_window_is_in_the_readme_or_the_help(desk: Desk) -> None:
    told = "\n".join(topic.read_text(encoding="utf-8") for topic in (TOP / "resources" / "help").glob("*.md"))
    left_out = {
        key: action.objectName()
        for key, action in keyed(desk).items()
        if key not in table() and f"[[{action.objectName()}]]" not in told
    }
    assert left_out == {}
