"""The built program, used as a person would where nothing of this project is; built first if it isn't there or old."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.fakes import browser, display_screen, keyring_session
from tests.fakes.process_program import TOP

sys.path.insert(0, str(TOP / "packaging"))

import builder
import bundle
import fresh
import smoke

if not sys.platform.startswith("linux"):
    pytest.skip("packaging/smoke.py itself is run there", allow_module_level=True)

MISSING = [*display_screen.missing(), *keyring_session.missing(), *filter(None, [browser.why_not()])]
if MISSING and not os.environ.get("CI"):
    pytest.skip(f"not installed: {', '.join(MISSING)}", allow_module_level=True)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program, in a copy of its own, so that a build beside this run doesn't take it away."""
    program = fresh.program(print)
    copy = tmp_path_factory.mktemp("built") / "Faxviewer"
    shutil.copytree(program, copy, symlinks=True)
    return copy


@pytest.mark.timeout(600)  # the first one builds
@pytest.mark.parametrize("name", smoke.CHECKS)
def test_the_built_program(built: Path, name: str) -> None:
    with smoke.screened() as screen, smoke.computer_with(built) as computer:
        computer.environ |= screen
        smoke.CHECKS[name](computer)


@pytest.mark.timeout(600)
def test_two_builds_of_one_commit_are_the_same(built: Path, tmp_path: Path) -> None:
    """In another folder, at another time. A program from before the last commit may bear another date, no more."""
    again = builder.build(TOP, print, tmp_path / "dist", pack=False)
    dates = {(each / "licences" / "bill.cdx.json").read_bytes() for each in (built, again)}
    assert bundle.differences(built, again) == ([] if len(dates) == 1 else ["licences/bill.cdx.json"])


def test_a_line_on_standard_error_fails_the_check(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="on standard error"):
        talk(tmp_path, "echo 'Qt: a warning' >&2")


def test_a_bad_end_fails_the_check(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="ended with 3"):
        talk(tmp_path, "exit 3")


def test_a_file_in_the_program_s_folder_fails_the_check(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"changed in the program's folder: .*stray"):
        talk(tmp_path, 'echo > "$(dirname "$0")/stray"')


def test_a_file_where_it_was_started_fails_the_check(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"left in the working folder: .*stray"):
        talk(tmp_path, "echo > stray")


def test_a_library_path_that_is_handed_on_fails_the_check(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="handed on to browser"):
        talk(tmp_path, 'LD_LIBRARY_PATH="$(dirname "$0")" "$(echo "$BROWSER" | tr -d "\'")" x')


def test_python_is_not_to_be_found(tmp_path: Path) -> None:
    talk(tmp_path, "! command -v python3")


def talk(folder: Path, line: str) -> None:
    """Put a shell's line in the place of the program and hold it to the same."""
    program = folder / "Faxviewer" / "faxviewer"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
    program.chmod(0o755)
    with smoke.computer_with(program.parent) as computer:
        computer.use_browser("platform")
        with smoke.Run(computer) as run:
            run.ended()
        if (computer.home / "browser.env").exists():
            computer.check_environment_of("browser")
