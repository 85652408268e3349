"""When .venv is taken up again and when it is made anew, and that an interruption is noticed."""

import os
from dataclasses import replace
from pathlib import Path

import environment
import pytest
from environment import Stamp, Step
from trouble import Trouble

STAMP = Stamp("hash", "cpython-311", "/here", ("test",))


@pytest.mark.parametrize(
    ("found", "wanted", "step"),
    [
        (STAMP, STAMP, Step.REUSE),
        (STAMP, replace(STAMP, extras=()), Step.REUSE),
        (replace(STAMP, extras=()), STAMP, Step.ADD),
        (None, STAMP, Step.MAKE),
        (replace(STAMP, complete=False), STAMP, Step.MAKE),
        (replace(STAMP, pyproject="older"), STAMP, Step.MAKE),
        (replace(STAMP, python="cpython-312"), STAMP, Step.MAKE),
        (replace(STAMP, top="/elsewhere"), STAMP, Step.MAKE),
    ],
)
def test_what_a_stamp_leads_to(found: Stamp | None, wanted: Stamp, step: Step) -> None:
    assert environment.next_step(found, wanted) is step


def test_only_a_changed_pyproject_changes_the_stamp(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]")
    before = environment.wanted_stamp(tmp_path, ())
    (tmp_path / "README.md").write_text("new")
    os.utime(tmp_path / "pyproject.toml", (1, 1))
    assert environment.wanted_stamp(tmp_path, ()) == before
    (tmp_path / "pyproject.toml").write_text("[project] # new")
    assert environment.wanted_stamp(tmp_path, ()) != before


def test_a_stamp_is_read_as_it_was_written(tmp_path: Path) -> None:
    assert environment.read_stamp(tmp_path) is None
    environment.write_stamp(tmp_path, STAMP)
    assert environment.read_stamp(tmp_path) == STAMP
    assert [one.name for one in tmp_path.iterdir()] == [environment.MARK]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"extras": []}', '{"extras": 1}', '{"other": 1, "extras": []}']
)
def test_a_broken_stamp_counts_as_never_completed(tmp_path: Path, text: str) -> None:
    (tmp_path / environment.MARK).write_text(text)
    found = environment.read_stamp(tmp_path)
    assert found is not None
    assert environment.next_step(found, STAMP) is Step.MAKE


def test_nothing_from_outside_gets_into_what_runs() -> None:
    assert environment.clean({"PYTHONPATH": "/x", "PYTHONHOME": "/y", "LANG": "C"}) == {"LANG": "C"}


class Checkout:
    """A checkout in which the two slow steps are counted instead of done; the Python that results is a real one."""

    def __init__(self, top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.top = top
        self.did: list[str] = []
        self.break_install = False
        self.sound = True
        top.mkdir(exist_ok=True)
        (top / "pyproject.toml").write_text("[project]")
        monkeypatch.setattr(environment, "_make", self._make)
        monkeypatch.setattr(environment, "_install", self._install)
        monkeypatch.setattr(environment, "_is_sound", lambda folder: self.sound)

    def _make(self, folder: Path) -> None:
        assert [one.name for one in folder.iterdir()] == [environment.MARK]
        (folder / "lib").mkdir()
        (folder / "lib" / "made").touch()
        self.did.append("make")

    def _install(self, top: Path, python: Path, extras: tuple[str, ...]) -> None:
        self.did.append(f"install {','.join(extras)}".strip())
        if self.break_install:
            raise KeyboardInterrupt

    def provide(self, *extras: str) -> list[str]:
        """What one call of the bootstrap did."""
        self.did.clear()
        python = environment.provide(self.top, extras, lambda line: None)
        assert python == environment.python_of(self.top / ".venv")
        return list(self.did)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Checkout:
    return Checkout(tmp_path / "fax viewer", monkeypatch)


def test_the_second_call_takes_up_what_the_first_made(checkout: Checkout) -> None:
    assert checkout.provide() == ["make", "install"]
    assert checkout.provide() == []
    assert checkout.provide("test") == ["install test"]
    assert checkout.provide("test") == []
    assert checkout.provide() == []


def test_a_changed_pyproject_makes_it_anew(checkout: Checkout) -> None:
    checkout.provide("test")
    (checkout.top / "pyproject.toml").write_text("[project] # new")
    assert checkout.provide("test") == ["make", "install test"]
    assert checkout.provide("test") == []


def test_an_interrupted_install_is_noticed(checkout: Checkout) -> None:
    checkout.break_install = True
    with pytest.raises(KeyboardInterrupt):
        checkout.provide()
    checkout.break_install = False
    assert checkout.provide() == ["make", "install"]
    checkout.break_install = True
    with pytest.raises(KeyboardInterrupt):
        checkout.provide("test")
    checkout.break_install = False
    assert checkout.provide("test") == ["make", "install test"]


def test_a_moved_checkout_makes_it_anew(checkout: Checkout) -> None:
    checkout.provide()
    checkout.top = checkout.top.rename(checkout.top.parent / "moved")
    assert checkout.provide() == ["make", "install"]


def test_a_broken_one_is_made_anew(checkout: Checkout) -> None:
    checkout.provide()
    checkout.sound = False
    assert checkout.provide() == ["make", "install"]


def test_one_that_the_person_made_is_never_touched(checkout: Checkout) -> None:
    theirs = checkout.top / ".venv" / "pyvenv.cfg"
    theirs.parent.mkdir()
    theirs.write_text("theirs")
    with pytest.raises(Trouble, match="was not made by this script"):
        checkout.provide()
    assert theirs.read_text() == "theirs"


def test_an_interpreter_that_is_gone_or_lacks_the_project_is_not_sound(tmp_path: Path) -> None:
    assert not environment._is_sound(tmp_path)
