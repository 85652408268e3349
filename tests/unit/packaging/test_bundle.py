"""The built folder, packed: the same folder gives the same bytes, and the sums are right."""

import os
import subprocess
import tarfile
from pathlib import Path

import pytest
from builder import EPOCH, build_environ, commit_time, platform_name, settle
from bundle import differences, pack, write_sums

MOMENT = 1_770_000_000
pytestmark = pytest.mark.skipif(os.name == "nt", reason="rights and links as Linux and macOS have them")


def built(folder: Path) -> Path:
    program = folder / "Faxviewer"
    (program / "_internal").mkdir(parents=True)
    (program / "faxviewer").write_bytes(b"\x7fELF")
    (program / "faxviewer").chmod(0o775)
    (program / "_internal" / "lib.so.1").write_bytes(b"library")
    (program / "_internal" / "lib.so").symlink_to("lib.so.1")
    settle(program, MOMENT)
    return program


def test_rights_and_times_are_not_the_builders(tmp_path: Path) -> None:
    program = built(tmp_path)
    assert (program / "faxviewer").stat().st_mode & 0o777 == 0o755
    assert (program / "_internal" / "lib.so.1").stat().st_mode & 0o777 == 0o644
    assert {path.stat().st_mtime for path in program.rglob("*")} == {MOMENT}


def test_the_same_folder_is_packed_to_the_same_bytes(tmp_path: Path) -> None:
    one = pack(built(tmp_path / "one"), tmp_path / "first", MOMENT)
    other = pack(built(tmp_path / "other"), tmp_path / "second", MOMENT)
    assert one.read_bytes() == other.read_bytes()
    if one.name.endswith(".tar.xz"):
        with tarfile.open(one) as archive:
            assert archive.getnames()[0] == "Faxviewer"
            assert archive.getmember("Faxviewer/_internal/lib.so").linkname == "lib.so.1"
            assert {(member.uid, member.uname, member.mtime) for member in archive} == {(0, "", MOMENT)}


def test_the_sums_are_those_that_the_systems_tool_finds(tmp_path: Path) -> None:
    (tmp_path / "a.tar.xz").write_bytes(b"a")
    (tmp_path / "b.json").write_bytes(b"{}")
    write_sums(tmp_path)
    assert write_sums(tmp_path).read_text().count("\n") == 2, "a second time, not its own"
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=tmp_path, check=True)


def test_differences_of_name_content_rights_and_link_are_found(tmp_path: Path) -> None:
    one, other = built(tmp_path / "one"), built(tmp_path / "other")
    assert differences(one, other) == []
    (other / "more").touch()
    (other / "_internal" / "lib.so.1").write_bytes(b"another")
    (other / "faxviewer").chmod(0o700)
    (other / "_internal" / "lib.so").unlink()
    (other / "_internal" / "lib.so").symlink_to("elsewhere")
    assert differences(one, other) == ["_internal/lib.so", "_internal/lib.so.1", "faxviewer", "more"]


def test_nothing_of_a_build_hangs_on_chance_or_on_the_persons_settings() -> None:
    environ = build_environ({"PATH": "/bin", "PYTHONPATH": "/x", "PYINSTALLER_CONFIG_DIR": "/y"}, MOMENT)
    assert environ == {
        "PATH": "/bin",
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": str(MOMENT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def test_a_build_has_the_time_of_its_commit(tmp_path: Path) -> None:
    assert commit_time(tmp_path) == EPOCH
    assert commit_time() > 1_700_000_000


@pytest.mark.parametrize(
    ("system", "machine", "name"),
    [("linux", "x86_64", "linux-x86_64"), ("win32", "AMD64", "windows-amd64"), ("darwin", "arm64", "macos-arm64")],
)
def test_an_archive_says_what_it_is_for(system: str, machine: str, name: str) -> None:
    assert platform_name(system, machine) == name


@pytest.mark.skipif(os.name == "nt", reason="rights are the folder's own there")
def test_a_folder_made_by_somebody_careful_is_open_to_everybody(tmp_path: Path) -> None:
    program = tmp_path / "Faxviewer"
    program.mkdir(mode=0o700)
    settle(program, MOMENT)
    assert program.stat().st_mode & 0o777 == 0o755
    assert program.stat().st_mtime == MOMENT
