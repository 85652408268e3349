"""Uses the built program as a person would, on a computer that knows nothing of this project.

    python3 packaging/smoke.py [FOLDER]     one line a check; exit code 0 or 1

FOLDER (dist/Faxviewer unless told) is copied elsewhere, and started with an empty environment: no Python, a home of
its own. Whatever it says on standard error and isn't in LISTED fails the check.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Self

TOP = Path(__file__).resolve().parent.parent
LISTED: tuple[str, ...] = ()
"""Patterns of lines that may stand on standard error, each with its reason beside it."""
SECONDS = 90.0
"""A net for whatever is waited for on a busy machine."""
LINUX = sys.platform.startswith("linux")
ELSEWHERE = ("/tmp", "/var/tmp", "/dev/shm", "/run", "~", "~/.config", "~/.cache", "~/.local/share", "~/.local/state")
"""Where a program might write that forgets whose environment it has."""
OURS = re.compile(r"fax.?viewer|^_MEI|qtsingle|qipc", re.IGNORECASE)
_OF_TESTS = re.compile(r"^faxviewer-(tests|bench|chromium|build|deb)-")


def executable(folder: Path) -> Path:
    """What is started in the built folder."""
    names = {"win32": "Faxviewer.exe", "darwin": "Faxviewer"}
    return folder / names.get(sys.platform, "faxviewer")


def until(holds: Callable[[], object], what: str) -> None:
    """Wait for something that another process does."""
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, f"{what} did not come about"
        time.sleep(0.05)


class Computer:
    """A copy of the program, a home, a working folder and an environment, all below one new folder."""

    def __init__(self, built: Path, folder: Path) -> None:
        self.program = folder / "somewhere else" / "Faxviewer"
        self.home, self.runtime, self.work = folder / "home", folder / "home" / "run", folder / "work"
        shutil.copytree(built, self.program, symlinks=True)
        for place in (self.home, self.runtime, self.home / "tmp", self.work, folder / "bin"):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept = ("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT")
        self.environ = {name: os.environ[name] for name in kept if name in os.environ}
        self.environ |= dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"), str(self.home))
        self.environ |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(self.home / "tmp"))
        self.environ |= {"XDG_RUNTIME_DIR": str(self.runtime), "LANG": "C.UTF-8", "PATH": str(folder / "bin")}
        if os.name != "nt":
            _link_all_but_python(folder / "bin")
        self._before, self._elsewhere = self._own(), _elsewhere()

    def helper(self, name: str, module: str, *arguments: str) -> Path:
        """A program of the person's own: `module` of the tests, in the Python of the tests, which isn't on PATH.

        It first notes its environment in `NAME.env`, so that a test sees what the frozen program hands on.
        """
        script = self.home / name
        words = " ".join(f"'{word}'" for word in (sys.executable, "-m", module, *arguments))
        script.write_text(
            f"#!/bin/sh\nenv > '{self.home / name}.env'\ncd '{TOP}'\nexport PYTHONPATH='{TOP}'\nexec {words} \"$1\"\n",
            encoding="utf-8",
        )
        script.chmod(0o755)
        return script

    def check_environment_of(self, name: str) -> None:
        """Nothing of the frozen program's own may reach the programs that it starts."""
        told = (self.home / f"{name}.env").read_text(encoding="utf-8", errors="replace")
        stray = [line for line in told.splitlines() if str(self.program) in line or line.startswith("_PYI")]
        stray += [line for line in told.splitlines() if line.startswith("LD_LIBRARY_PATH")]
        assert not stray, f"handed on to {name}: {stray}"

    def use_browser(self, module: str) -> Path:
        """Make a module of the tests the system browser; the file that it notes in."""
        opened = self.home / "opened.txt"
        self.environ |= {"BROWSER": f"'{self.helper('browser', module)}'", "PROCESS_OPENED": str(opened)}
        return opened

    def register_viewer(self) -> Path:
        """Make a program the desktop's for PDF and TIFF, as an installed one is; the folder of its notes."""
        notes = self.home / "viewed"
        viewer = self.helper("viewer", "tests.fakes.process_viewer", str(notes))
        entry = self.home / ".local/share/applications/viewer.desktop"
        entry.parent.mkdir(parents=True, exist_ok=True)
        entry.write_text(
            f"[Desktop Entry]\nType=Application\nName=Viewer\nExec={viewer} %f\nMimeType=application/pdf;image/tiff;\n",
            encoding="utf-8",
        )
        defaults = ["xdg-mime", "default", "viewer.desktop", "application/pdf", "image/tiff"]
        (self.home / ".config").mkdir(exist_ok=True)
        subprocess.run(defaults, env=self.environ, cwd=self.work, check=True)
        return notes

    def check_traces(self) -> None:
        """Nothing was written into the program's own folder, the working folder, or elsewhere than at home."""
        after = self._own()
        changed = sorted(
            place for place in after.keys() | self._before.keys() if after.get(place) != self._before.get(place)
        )
        assert not changed, f"changed in the program's folder: {changed}"
        assert not list(self.work.iterdir()), f"left in the working folder: {list(self.work.iterdir())}"
        assert not _elsewhere() - self._elsewhere, f"written elsewhere: {_elsewhere() - self._elsewhere}"
        left = list((self.runtime / "faxviewer").rglob("run-*/*"))
        assert not left, f"documents left: {left}"

    def _own(self) -> dict[str, tuple[int, int]]:
        found = {str(one): one.lstat() for one in self.program.rglob("*")}
        return {place: (kept.st_mtime_ns, kept.st_size) for place, kept in found.items()}


class Run:
    """One start of the program, from its beginning to the end of the block; killed there if it lives still."""

    def __init__(self, computer: Computer, *words: str, stdout: bool = True, **environ: str) -> None:
        self._computer = computer
        self._files = [Path(tempfile.mkstemp(dir=computer.home)[1]) for _ in range(2)]
        self._closed = not stdout
        command = [str(executable(computer.program)), *words]
        if self._closed:  # as a windowed program is started by a desktop that gives it nothing to print to
            command = ["/bin/sh", "-c", 'exec "$0" "$@" >&-', *command]
        out, err = (one.open("wb") for one in self._files)
        with out, err:
            self.process = subprocess.Popen(
                command,
                env=computer.environ | environ,
                cwd=computer.work,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait()
        if error:
            error.add_note(f"standard output and error: {[one.read_text(errors='replace') for one in self._files]}")

    def ended(self) -> str:
        """Wait for the end, which must be a good and a quiet one; what was printed."""
        code = self.process.wait(SECONDS)
        out, err = (one.read_text(encoding="utf-8", errors="replace") for one in self._files)
        stray = [line for line in err.splitlines() if not any(re.search(one, line) for one in LISTED)]
        assert not stray, f"on standard error: {stray}"
        assert code == 0, f"ended with {code}"
        return out


def _link_all_but_python(folder: Path) -> None:
    """Fill `folder` with a link to each program of the system but Python's."""
    for place in ("/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"):
        for one in Path(place).iterdir() if Path(place).is_dir() else ():
            link = folder / one.name
            if not re.match(r"(python|pip|pydoc|idle|faxviewer)", one.name) and not link.is_symlink():
                link.symlink_to(one)


def _elsewhere() -> set[str]:
    found = set()
    for place in ELSEWHERE:
        with suppress(OSError):
            found |= {str(one) for one in Path(place).expanduser().iterdir() if OURS.search(one.name)}
    return {one for one in found if not _OF_TESTS.search(Path(one).name)}


# The checks. Those with a screen bring in the tests' own helpers only when they run.


def says_its_version(computer: Computer) -> None:
    """It starts, prints and ends; and does so where there is nothing to print to."""
    with Run(computer, "--version") as run:
        assert re.fullmatch(r"Faxviewer \d+\.\d+\.\d+\n", run.ended()), "no version"
    if os.name != "nt":
        for word in ("--version", "--help"):
            with Run(computer, word, stdout=False) as run:
                assert run.ended() == ""


def tests_itself(computer: Computer) -> None:
    """The whole flow, as the program checks it itself."""
    with Run(computer, "--self-test") as run:
        told = run.ended()
        assert "self-test" in told.splitlines()[-1], told
        assert "FAIL" not in told, told


def does_the_whole_demo(computer: Computer) -> None:
    """Sign in through a real Chromium, look a fax up, open its PDF; with no standard output to print to."""
    _of_the_tests("whole_demo")(computer)


def stays_signed_in(computer: Computer) -> None:
    """Keep the session in a real keyring over a restart, open a TIFF, take a fax from a later start."""
    _of_the_tests("signed_in_over_a_restart")(computer)


def _of_the_tests(name: str) -> Callable[[Computer], None]:
    check: Callable[[Computer], None] = getattr(import_module("tests.fakes.process_frozen"), name)
    return check


CHECKS: Mapping[str, Callable[[Computer], None]] = {
    "version": says_its_version,
    "self-test": tests_itself,
    **({"demo": does_the_whole_demo, "restart": stays_signed_in} if LINUX else {}),
}


@contextmanager
def computer_with(built: Path) -> Iterator[Computer]:
    """A computer on which the program in `built` is new, and that is looked over at the end."""
    # A short path: Chromium and the meeting place put sockets below it, whose paths have at most 107 bytes.
    with tempfile.TemporaryDirectory(prefix="fvs-", ignore_cleanup_errors=True) as folder:
        computer = Computer(built, Path(folder))
        yield computer
        computer.check_traces()


@contextmanager
def screened() -> Iterator[dict[str, str]]:
    """A screen for what is started: a new one on Linux, the computer's own elsewhere; its environment."""
    if not LINUX:
        yield {}
        return
    from tests.fakes.display_screen import Screen

    with Screen() as screen:
        yield {"DISPLAY": screen.environ["DISPLAY"]}


def main(words: list[str]) -> int:
    """Run every check on a computer of its own."""
    built = Path(words[0]) if words else TOP / "dist" / "Faxviewer"
    if not executable(built).exists():
        print(f"There is no program in {built}. Run `python3 packaging/bootstrap.py build` first.", file=sys.stderr)
        return 2
    failed = False
    for name, check in CHECKS.items():
        begun = time.monotonic()
        try:
            with computer_with(built) as computer, screened() as environ:
                computer.environ |= environ
                check(computer)
            print(f"ok   {name} in {time.monotonic() - begun:.1f} s", flush=True)
        except Exception:  # noqa: BLE001 (one check that fails must not hide the others)
            traceback.print_exc()
            print(f"FAIL {name}", flush=True)
            failed = True
    return 1 if failed else 0


def _in_the_tests_environment() -> int:
    """Start again in .venv, where the tests' browser, screen and keyring are."""
    import computer as system
    import environment

    system.provide("test", print)
    python = environment.provide(TOP, ("test",), print)
    environ = environment.clean(os.environ) | {"FAXVIEWER_SMOKE": "1", "PYTHONPATH": str(TOP)}
    return subprocess.run([str(python), __file__, *sys.argv[1:]], env=environ, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) if "FAXVIEWER_SMOKE" in os.environ else _in_the_tests_environment())
