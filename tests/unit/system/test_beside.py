"""Files that appear whole or not at all."""

import os
import sys
from pathlib import Path

import pytest

from faxviewer.system.beside import FileBeside


def names(folder: Path) -> list[str]:
    """What lies in `folder`."""
    return sorted(one.name for one in folder.iterdir())


def test_until_it_is_put_in_its_place_it_is_hidden_and_private(tmp_path: Path) -> None:
    beside = FileBeside(str(tmp_path / "a.zip"))
    beside.file.write(b"half")
    [hidden] = names(tmp_path)
    assert hidden.startswith(".faxviewer-")
    if sys.platform != "win32":
        assert (tmp_path / hidden).stat().st_mode & 0o777 == 0o600
    beside.put()
    beside.drop()
    assert names(tmp_path) == ["a.zip"] and (tmp_path / "a.zip").read_bytes() == b"half"


def test_dropped_it_leaves_nothing(tmp_path: Path) -> None:
    beside = FileBeside(str(tmp_path / "a.zip"))
    beside.file.write(b"half")
    beside.drop()
    beside.drop()
    assert names(tmp_path) == []


def test_what_came_there_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    beside = FileBeside(str(tmp_path / "a.zip"))
    (tmp_path / "a.zip").write_bytes(b"another's")
    with pytest.raises(FileExistsError):
        beside.put()
    beside.drop()
    assert names(tmp_path) == ["a.zip"] and (tmp_path / "a.zip").read_bytes() == b"another's"


@pytest.mark.skipif(sys.platform == "win32", reason="links are not used there")
def test_a_disk_without_hard_links_does_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, os.strerror(1))

    monkeypatch.setattr(os, "link", refused)
    first = FileBeside(str(tmp_path / "a.zip"))
    second = FileBeside(str(tmp_path / "a.zip"))
    first.file.write(b"first")
    first.put()
    with pytest.raises(FileExistsError):
        second.put()
    second.drop()
    assert names(tmp_path) == ["a.zip"] and (tmp_path / "a.zip").read_bytes() == b"first"


@pytest.mark.skipif(sys.platform == "win32", reason="folders are not synced there")
def test_the_disk_has_all_of_it_before_it_gets_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    sync, link = os.fsync, os.link
    monkeypatch.setattr(os, "fsync", lambda handle: (steps.append("sync"), sync(handle)))
    monkeypatch.setattr(os, "link", lambda *names: (steps.append("name"), link(*names)))
    FileBeside(str(tmp_path / "a.zip")).put()
    assert steps == ["sync", "name", "sync"]
