"""The .venv at the top of the checkout: made once, taken up again, made anew when it no longer fits."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from enum import Enum
from pathlib import Path

from trouble import Trouble

MARK = "faxviewer.json"
"""The stamp's name inside .venv; also what tells our .venv from one that the person made."""


@dataclass(frozen=True)
class Stamp:
    """What a .venv was made from. `pyproject` is a SHA-256; `complete` is False until the last step is done."""

    pyproject: str
    python: str
    top: str
    extras: tuple[str, ...]
    complete: bool = True


class Step(Enum):
    """What has to be done to a .venv."""

    REUSE = "reuse"
    ADD = "add"
    MAKE = "make"


def wanted_stamp(top: Path, extras: tuple[str, ...]) -> Stamp:
    """What the .venv of the checkout at `top` should have been made from."""
    digest = hashlib.sha256((top / "pyproject.toml").read_bytes()).hexdigest()
    return Stamp(digest, str(sys.implementation.cache_tag), str(top), extras)


def read_stamp(folder: Path) -> Stamp | None:
    """The stamp in `folder`, or None where there is none; an unreadable one counts as never completed."""
    try:
        text = (folder / MARK).read_text(encoding="utf-8")
    except OSError:
        return None
    try:
        found = json.loads(text)
        return Stamp(**{**found, "extras": tuple(found["extras"])})
    except (ValueError, TypeError, KeyError):
        return Stamp("", "", "", (), complete=False)


def write_stamp(folder: Path, stamp: Stamp) -> None:
    """Put the stamp into `folder`, whole or not at all."""
    draft = folder / f"{MARK}.new"
    draft.write_text(json.dumps(asdict(stamp)), encoding="utf-8")
    draft.replace(folder / MARK)


def next_step(found: Stamp | None, wanted: Stamp) -> Step:
    """What a .venv with the stamp `found` needs in order to serve `wanted`.

    A .venv of another Python or another place is no use: its scripts name both.
    """
    if found is None or not found.complete:
        return Step.MAKE
    if (found.pyproject, found.python, found.top) != (wanted.pyproject, wanted.python, wanted.top):
        return Step.MAKE
    return Step.REUSE if set(wanted.extras) <= set(found.extras) else Step.ADD


def python_of(folder: Path) -> Path:
    """The interpreter inside a .venv."""
    return folder / "Scripts" / "python.exe" if os.name == "nt" else folder / "bin" / "python"


def clean(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment for what runs from .venv: nothing in it may bring in other packages."""
    return {name: value for name, value in environ.items() if name not in ("PYTHONHOME", "PYTHONPATH")}


def provide(top: Path, extras: tuple[str, ...], say: Callable[[str], None]) -> Path:
    """The interpreter of a .venv with the project and `extras`, made or mended first where needed.

    Raises Trouble when that is not possible.
    """
    folder = top / ".venv"
    wanted = wanted_stamp(top, extras)
    found = read_stamp(folder)
    if found is None and folder.exists() and any(folder.iterdir()):
        raise Trouble(f"{folder} was not made by this script. Rename or delete it, then run this again.")
    step = next_step(found, wanted)
    if step is not Step.MAKE and not _is_sound(folder):
        step = Step.MAKE
    if step is Step.REUSE:
        return python_of(folder)
    if step is Step.ADD and found is not None:
        wanted = Stamp(wanted.pyproject, wanted.python, wanted.top, tuple(sorted({*found.extras, *extras})))
    unfinished = Stamp(wanted.pyproject, wanted.python, wanted.top, wanted.extras, complete=False)
    if step is Step.MAKE:
        say("Making .venv")
        _clear(folder)
        write_stamp(folder, unfinished)
        _make(folder)
    write_stamp(folder, unfinished)
    say(
        "Installing Faxviewer and what it needs"
        if not wanted.extras
        else "Installing Faxviewer and what the tests need"
    )
    _install(top, python_of(folder), wanted.extras)
    write_stamp(folder, wanted)
    return python_of(folder)


def _is_sound(folder: Path) -> bool:
    """Whether the interpreter starts and finds the project: neither was deleted or moved since."""
    question = "import importlib.util as u, sys; sys.exit(u.find_spec('faxviewer') is None)"
    try:
        done = subprocess.run(
            [str(python_of(folder)), "-I", "-c", question],
            env=clean(os.environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError:
        return False
    return done.returncode == 0


def _clear(folder: Path) -> None:
    """Leave `folder` empty, the stamp going last so that an interrupted clearing is still ours."""
    folder.mkdir(exist_ok=True)
    try:
        for entry in sorted(folder.iterdir(), key=lambda one: one.name == MARK):
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()
    except OSError as error:
        raise Trouble(
            f"{folder} can't be made anew: {error.strerror}. Close what runs from it, then run this again."
        ) from error


def _make(folder: Path) -> None:
    """An empty virtual environment, from the base Python even when another environment is active."""
    base = getattr(sys, "_base_executable", None) or sys.executable
    done = subprocess.run(
        [base, "-m", "venv", str(folder)],
        env=clean(os.environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Trouble(f"{done.stdout.strip()}\nThe virtual environment could not be made.")


def _install(top: Path, python: Path, extras: tuple[str, ...]) -> None:
    """The project as a checkout, so that an edit needs no reinstall. Raises Trouble, pip's own words before it."""
    # A person's pip settings may send packages elsewhere; here they have to go into .venv.
    environ = {**clean(os.environ), "PIP_USER": "0", "PIP_NO_INPUT": "1"}
    for name in ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT"):
        environ.pop(name, None)
    target = f".[{','.join(extras)}]" if extras else "."
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-e", target]
    if subprocess.run(command, cwd=top, env=environ, stdin=subprocess.DEVNULL, check=False).returncode:
        raise Trouble("The packages could not be installed; pip says why above.")
