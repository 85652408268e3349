"""The help's texts: every key in them is one of the window's, every topic can be searched."""

import re
from pathlib import Path

import pytest

from faxviewer.resources import root
from faxviewer.ui.help_topics import Topic, topics


def test_a_topic_has_its_title_and_the_keys_of_this_system(tmp_path: Path) -> None:
    (tmp_path / "2-b.md").write_text("no title", encoding="utf-8")
    (tmp_path / "1-a.md").write_text("# Look – up\n\nPress [[action.again]].\n", encoding="utf-8")
    found = list(topics(tmp_path, {"action.again": "F5"}.__getitem__))
    assert found == [Topic("Look – up", "# Look – up\n\nPress **F5**.\n"), Topic("2-b", "no title")]


@pytest.mark.parametrize(("words", "holds"), [("", True), ("FAX id", True), ("id fax", True), ("fax spaceship", False)])
def test_every_word_is_searched_for(words: str, holds: bool) -> None:
    assert Topic("T", "# T\n\nPaste the fax ID.").holds(words) is holds


def test_every_topic_that_ships_has_a_title_of_its_own_and_needs_no_network() -> None:
    shipped = list(topics(root() / "help", lambda name: name))
    titles = [topic.title for topic in shipped]
    assert len(titles) == len(set(titles)) >= 6
    for topic in shipped:
        assert topic.text.startswith("# ")
        assert not re.search(r"https?:|!\[|\[\[", topic.text), topic.title
