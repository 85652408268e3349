"""The help's texts: Markdown beside the program, with the window's own keys filled in so that they can't be wrong."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtGui import QAction, QKeySequence

_KEY: Final = re.compile(r"\[\[([a-z_.]+)\]\]")
_TITLE: Final = re.compile(r"# (.+)")
_FIELDS: Final = (
    ("Enter", "Look up what stands in the fields"),
    ("Up, Down", "In a list: the fax above, the fax below"),
    ("Ctrl+C", "On a value: copy it"),
    ("Ctrl+F, F3, Shift+F3", "In the raw record: search, the next match, the one before"),
    ("Ctrl+Shift+P", "In the raw record: copy the path of the value at the cursor"),
    ("Tab, Shift+Tab", "The next control, the one before"),
)
"""Keys that belong to a field or a list rather than to the window."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of the help: its title and its text as Markdown, the title included."""

    title: str
    text: str

    def holds(self, words: str) -> bool:
        """Whether each of the `words` stands somewhere in it, whatever its case."""
        told = self.text.casefold()
        return all(word in told for word in words.casefold().split())


def topics(folder: Path, key_of: Callable[[str], str]) -> Iterator[Topic]:
    """The topics in `folder`, in the order of the file names. `[[action.again]]` becomes what `key_of` gives for it."""
    for file in sorted(folder.glob("*.md")):
        text = _KEY.sub(lambda found: f"**{key_of(found[1])}**", file.read_text(encoding="utf-8"))
        title = _TITLE.match(text)
        yield Topic(title[1] if title else file.stem, text)


def native_key(action: QAction) -> str:
    """The action's key as this system writes it; empty where it has none."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def keys_topic(actions: Iterable[QAction]) -> Topic:
    """Every key, read from the window's own actions, so that it can't tell of a key that isn't there."""
    keys = [(native_key(action), action.text().replace("&", "").rstrip("…")) for action in actions]
    rows = "\n".join(f"| **{key}** | {does} |" for key, does in (*keys, *_FIELDS) if key)
    return Topic("Keys", f"# Keys\n\n| key | does |\n| --- | --- |\n{rows}\n")
