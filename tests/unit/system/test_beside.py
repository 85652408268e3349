"""Files that appear whole or not at all."""

import os
import subprocess
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


@pytest.mark.skipif(sys.platform == "win32", reason="links are not used there")
def test_links_in_a_circle_are_an_error_of_the_disk(tmp_path: Path) -> None:
    (tmp_path / "a.zip").symlink_to("b.zip")
    (tmp_path / "b.zip").symlink_to("a.zip")
    with pytest.raises(OSError):
        beside = FileBeside(str(tmp_path / "a.zip"))
        try:
            beside.put()
        finally:
            beside.drop()
    assert names(tmp_path) == ["a.zip", "b.zip"]


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


# What a killed program left


KILLED = """
import os, sys
from faxviewer.system.beside import FileBeside
beside = FileBeside(sys.argv[1])
beside.file.write(b"half")
beside.file.flush()
print("ready", flush=True)
sys.stdin.read()
os._exit(9)
"""


def aged(path: Path) -> Path:
    """`path`, last written two minutes ago."""
    status = path.stat()
    os.utime(path, (status.st_atime, status.st_mtime - 120))
    return path


def test_what_a_killed_program_left_goes_with_the_next_save_there(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path / "a.zip")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout and other.stdout.readline().strip() == b"ready"
        [left] = names(tmp_path)
        aged(tmp_path / left)
        FileBeside(str(tmp_path / "b.zip")).drop()
        assert names(tmp_path) == [left], "it lives, however long it takes"
        other.kill()
        other.wait()
    FileBeside(str(tmp_path / "b.zip")).drop()
    assert names(tmp_path) == []


def test_what_was_made_this_minute_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".faxviewer-abcd1234").touch()
    FileBeside(str(tmp_path / "a.zip")).drop()
    assert names(tmp_path) == [".faxviewer-abcd1234"]


def test_nothing_else_is_swept(tmp_path: Path) -> None:
    (tmp_path / ".faxviewer-notes.txt").touch()
    (tmp_path / ".faxviewer-").touch()
    (tmp_path / "x.faxviewer-abcd1234").touch()
    (tmp_path / ".faxviewer-folder12").mkdir()
    (tmp_path / "kept").touch()
    before = [aged(each).name for each in sorted(tmp_path.iterdir())]
    if sys.platform != "win32":
        (tmp_path / ".faxviewer-link1234").symlink_to(tmp_path / "kept")
        os.utime(tmp_path / ".faxviewer-link1234", (0, 0), follow_symlinks=False)
        before.append(".faxviewer-link1234")
    FileBeside(str(tmp_path / "a.zip")).drop()
    assert names(tmp_path) == sorted(before)


@pytest.mark.skipif(sys.platform == "win32", reason="an open file can't be deleted there")
def test_where_nothing_can_be_locked_nothing_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(45, "no locks")

    aged_file = tmp_path / ".faxviewer-abcd1234"
    aged_file.touch()
    aged(aged_file)
    monkeypatch.setattr("fcntl.flock", refused)
    beside = FileBeside(str(tmp_path / "a.zip"))
    beside.put()
    assert names(tmp_path) == [".faxviewer-abcd1234", "a.zip"]
