"""Builds the program for this system: pinned parts, PyInstaller, licences, bill of materials, archive and sums."""

import hashlib
import os
import platform
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import bundle
import environment
import recipes
from trouble import Trouble

REQUIREMENTS = Path(__file__).with_name("requirements-build.txt")
SPEC = Path(__file__).with_name("faxviewer.spec")
MARK = "faxviewer-build"
"""A file in .venv-build with the digest of what it was made from."""
_SYSTEMS = {"win32": "windows", "darwin": "macos"}
EPOCH = 1_767_225_600
"""The time that files get where no commit tells one: 2026-01-01, in Unix seconds."""


def commit_time(top: Path = recipes.TOP) -> int:
    """The time of the commit that is built, in Unix seconds, so that building it again gives the same."""
    try:
        told = subprocess.run(
            ["git", "-C", str(top), "log", "-1", "--format=%ct"], capture_output=True, text=True, check=False
        ).stdout.strip()
    except OSError:
        told = ""
    return int(told) if told.isdigit() else EPOCH


def build_environ(environ: Mapping[str, str], moment: int) -> dict[str, str]:
    """The environment of a build in which nothing depends on chance, the clock or the person's own settings."""
    kept = {name: value for name, value in environment.clean(environ).items() if not name.startswith("PYINSTALLER_")}
    return {**kept, "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": str(moment), "PYTHONDONTWRITEBYTECODE": "1"}


def platform_name(system: str = sys.platform, machine: str = platform.machine()) -> str:
    """What an archive for this system is called by: `linux-x86_64`, `windows-amd64`, `macos-arm64`."""
    return f"{_SYSTEMS.get(system, system)}-{machine.lower()}"


def tools(top: Path, say: Callable[[str], None]) -> Path:
    """The interpreter of .venv-build with every part as pinned; made anew where the pins have changed."""
    folder = top / ".venv-build"
    digest = hashlib.sha256(REQUIREMENTS.read_bytes() + str(sys.implementation.cache_tag).encode()).hexdigest()
    mark = folder / MARK
    python = environment.python_of(folder)
    if mark.is_file() and mark.read_text(encoding="ascii") == digest and python.exists():
        return python
    say("Making .venv-build with the pinned parts")
    shutil.rmtree(folder, ignore_errors=True)
    base = getattr(sys, "_base_executable", None) or sys.executable
    environ = environment.clean(os.environ)
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    for command in ([base, "-m", "venv", str(folder)], [*install, "-r", str(REQUIREMENTS)]):
        if subprocess.run(command, env=environ, stdin=subprocess.DEVNULL, check=False).returncode:
            raise Trouble("What builds the program could not be installed; the words above say why.")
    mark.write_text(digest, encoding="ascii")
    return python


def build(top: Path, say: Callable[[str], None], target: Path | None = None, *, pack: bool = True) -> Path:
    """Build into `target` (default: dist) and return the folder of the program. Raises Trouble.

    Without `pack` there is no release folder: to pack well takes longer than all the rest.
    """
    target = target or top / "dist"
    moment = commit_time(top)
    environ = build_environ(os.environ, moment)
    python = tools(top, say)
    say("Building")
    shutil.rmtree(target, ignore_errors=True)
    work = target.with_name("build")
    command = [str(python), "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR"]
    command += ["--distpath", str(target), "--workpath", str(work), str(SPEC)]
    if subprocess.run(command, env=environ, cwd=top, stdin=subprocess.DEVNULL, check=False).returncode:
        raise Trouble("PyInstaller could not build the program; its own words are above.")
    program = target / "Faxviewer"
    bundle.slim(program)
    say("Adding licences and the bill of materials")
    described = subprocess.run(
        [str(python), str(Path(__file__).with_name("bill.py")), str(program), recipes.version(), str(moment)],
        env=environ,
        check=False,
    )
    if described.returncode:
        raise Trouble("The bill of materials could not be written.")
    settle(program, moment)
    if pack:
        release(program, moment, say)
    return program


def settle(program: Path, moment: int) -> None:
    """Give a folder and all in it one time and plain rights, not the builder's: 0755 for what runs, else 0644."""
    for path in (*sorted(program.rglob("*"), reverse=True), program):
        if path.is_symlink():
            continue
        runs = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
        path.chmod(0o755 if runs else 0o644)
        os.utime(path, (moment, moment))


def release(program: Path, moment: int, say: Callable[[str], None]) -> None:
    """Put the archive, the bill of materials and their checksums into `release` beside the program."""
    folder = program.parent / "release"
    folder.mkdir(exist_ok=True)
    name = f"Faxviewer-{recipes.version()}-{platform_name()}"
    say("Packing")
    archive = bundle.pack(program, folder / name, moment)
    bill = folder / f"{name}.cdx.json"
    shutil.copyfile(program / "licences" / "bill.cdx.json", bill)
    bundle.write_sums(folder)
    say(f"Built {program} and {archive} ({archive.stat().st_size / 2**20:.1f} MB)")
