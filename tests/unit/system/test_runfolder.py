import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from faxviewer.system.runfolder import FolderRefused, RunFolder

NO_LINKS = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege, and modes mean nothing, there")

_LIVING = """
import sys
from pathlib import Path
from faxviewer.system.runfolder import RunFolder
folder = RunFolder(Path(sys.argv[1]))
path = folder.make()
(path / "fax-1.pdf").write_bytes(b"%PDF-")
print(path, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return tmp_path / "faxviewer" / "documents"


def entries(base: Path) -> list[str]:
    return sorted(str(path.relative_to(base)) for path in base.rglob("*")) if base.exists() else []


@contextmanager
def living_program(base: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """Another program with a document open; it lives until the block ends or it is killed."""
    with subprocess.Popen(
        [sys.executable, "-c", _LIVING, str(base)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        yield program, Path(program.stdout.readline().strip())


def test_the_folder_is_made_once_and_removed_with_its_lock(base: Path) -> None:
    folder = RunFolder(base)
    path = folder.make()
    (path / "fax-1.pdf").write_bytes(b"x")
    assert folder.make() == path
    folder.remove()
    assert entries(base) == []
    folder.remove()
    assert folder.make().is_dir()  # after a sign-out the next document gets a new one
    folder.remove()


def test_nothing_is_made_before_it_is_needed(base: Path) -> None:
    folder = RunFolder(base)
    folder.sweep()
    folder.remove()
    assert not base.exists()


@NO_LINKS
def test_d81_the_folder_is_its_owners_alone_whatever_the_umask(base: Path) -> None:
    before = os.umask(0)
    try:
        folder = RunFolder(base)
        path = folder.make()
    finally:
        os.umask(before)
    assert [stat.S_IMODE(place.stat().st_mode) for place in (base.parent, base, path)] == [0o700] * 3
    assert stat.S_IMODE(path.with_suffix(".lock").stat().st_mode) == 0o600
    folder.remove()


@NO_LINKS
def test_d81_a_folder_opened_to_others_is_closed_again(base: Path) -> None:
    base.mkdir(parents=True)
    base.chmod(0o777)
    folder = RunFolder(base)
    folder.make()
    assert stat.S_IMODE(base.stat().st_mode) == 0o700
    folder.remove()


@NO_LINKS
def test_d81_a_link_in_the_folders_place_is_refused(base: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    base.parent.mkdir()
    base.symlink_to(elsewhere)
    for act in (RunFolder(base).make, RunFolder(base).sweep):
        with pytest.raises(FolderRefused):
            act()
    assert entries(elsewhere) == []


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="only root can give a folder away")
def test_d81_somebody_elses_folder_is_refused(base: Path) -> None:
    base.mkdir(parents=True)
    os.chown(base, 12345, 12345)
    with pytest.raises(FolderRefused):
        RunFolder(base).make()


@NO_LINKS
def test_d81_links_planted_inside_are_removed_and_not_followed(base: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.mkdir()
    (victim / "precious").write_text("x")
    base.mkdir(parents=True, mode=0o700)
    (base / "run-planted").symlink_to(victim)
    dead = base / "run-dead"
    dead.mkdir()
    (dead / "fax-1.pdf").symlink_to(victim / "precious")
    (base / "run-locked.lock").symlink_to(victim / "precious")
    RunFolder(base).sweep()
    assert (victim / "precious").read_text() == "x"
    assert entries(base) == ["run-locked.lock"]  # not ours to judge, and harmless


def test_d83_after_a_kill_the_next_start_removes_only_what_is_stale(base: Path) -> None:
    with living_program(base) as (killed, stale), living_program(base) as (_, alive):
        killed.kill()
        killed.wait()
        assert stale.is_dir()
        RunFolder(base).sweep()
        assert entries(base) == sorted([alive.name, f"{alive.name}.lock", f"{alive.name}{os.sep}fax-1.pdf"])
    RunFolder(base).sweep()
    assert entries(base) == []


def test_d83_a_living_programs_own_folder_survives_its_own_sweep(base: Path) -> None:
    folder = RunFolder(base)
    path = folder.make()
    folder.sweep()
    assert path.is_dir()
    folder.remove()


def test_d83_many_programs_that_start_at_once_leave_one_another_alone(base: Path) -> None:
    program = """
import sys
from pathlib import Path
from faxviewer.system.runfolder import RunFolder
for _ in range(40):
    folder = RunFolder(Path(sys.argv[1]))
    folder.sweep()
    path = folder.make()
    (path / "fax").write_bytes(b"x")
    RunFolder(Path(sys.argv[1])).sweep()
    assert (path / "fax").exists()
    folder.remove()
    assert not path.exists()
"""
    programs = [subprocess.Popen([sys.executable, "-c", program, str(base)]) for _ in range(3)]
    assert [each.wait(100) for each in programs] == [0, 0, 0]
    assert entries(base) == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no processes of that kind")
def test_d83_a_child_started_meanwhile_does_not_keep_the_lock(base: Path) -> None:
    folder = RunFolder(base)
    path = folder.make()
    with subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE):
        lock, folder._lock = folder._lock, None
        assert lock is not None
        os.close(lock)  # as the system does when this program dies, while its viewer lives on
        RunFolder(base).sweep()
        assert not path.exists()


def test_d82_what_a_viewer_holds_open_goes_at_the_next_start(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = RunFolder(base)
    path = folder.make()
    (path / "open.pdf").write_bytes(b"x")
    (path / "closed.pdf").write_bytes(b"x")
    with monkeypatch.context() as patch:
        hold_open(patch, "open.pdf")
        folder.remove()
        assert sorted(entry.name for entry in path.iterdir()) == ["open.pdf"]
        assert folder.make() == path  # signing in again goes on in the same folder
        RunFolder(base).sweep()
        assert path.exists()
    folder.remove()
    assert entries(base) == []


def hold_open(patch: pytest.MonkeyPatch, name: str) -> None:
    """What Windows does with a file that another program has open: it can't be deleted."""
    real = os.unlink

    def unlink(path: str | Path, *args: object, **kwargs: int | None) -> None:
        if Path(path).name == name:
            raise PermissionError(13, "The process cannot access the file because it is being used by another process")
        real(path, **kwargs)

    patch.setattr(os, "unlink", unlink)
