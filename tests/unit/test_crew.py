"""Several workers share the tests: what stays with one of them."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.crew import WITH

TOP = Path(__file__).resolve().parents[2]
NOTES = """
import os
from pathlib import Path

import pytest


@pytest.mark.parametrize("number", range(3))
def test_note(number):
    with Path(__file__).with_suffix(".txt").open("a") as notes:
        print(os.environ["PYTEST_XDIST_WORKER"], file=notes)
"""


def _workers_of(files: list[str], folder: Path) -> dict[str, set[str]]:
    """Let two workers run tests in `files`; who ran those of each."""
    for file in files:
        place = folder / file
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(NOTES, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-c", str(TOP / "pyproject.toml"), "--rootdir", str(folder)]
    command += ["-p", "tests.conftest", "-p", "no:cacheprovider", "--import-mode=importlib", "-n", "2", str(folder)]
    environ = os.environ | {"PYTHONPATH": str(TOP)}
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False)
    assert f"{3 * len(files)} passed" in done.stdout, done.stdout
    return {
        file: set((folder / file).with_suffix(".txt").read_text(encoding="utf-8").split("\n")) - {""} for file in files
    }


def test_a_file_is_one_worker_s_and_so_are_those_of_one_build(tmp_path: Path) -> None:
    [(follower, leader)] = WITH.items()
    others = ["tests/test_a.py", "tests/test_b.py", "tests/test_c.py"]
    workers = _workers_of([follower, leader, *others], tmp_path)
    assert {file: len(found) for file, found in workers.items()} == dict.fromkeys(workers, 1)
    assert workers[follower] == workers[leader]
    assert len(set().union(*workers.values())) == 2


def test_all_that_has_the_program_built_stays_together() -> None:
    files = sorted((TOP / "tests").rglob("test_*.py"))
    builders = {
        file.relative_to(TOP).as_posix()
        for file in files
        if re.search(r"^import fresh$", file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert builders == {*WITH, *WITH.values()}
    assert len(set(WITH.values())) == 1
