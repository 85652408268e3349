"""The processes that are measured: started in an empty home, read through the marks that they leave."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

BARE = ["-m", "tests.benchmarks.bare_window"]
PROGRAM = ["-m", "tests.benchmarks.driven_program"]
PATIENCE = 60.0
"""Seconds after which a mark that has not come never will."""


@dataclass(frozen=True)
class Service:
    """A demo service in its own process, and the fax that is shown from it."""

    api_url: str
    token: str

    def environ(self) -> dict[str, str]:
        """What lets the program use it without a sign-in."""
        return {"FAXVIEWER_API_URL": self.api_url, "FAXVIEWER_PERSONAL_ACCESS_TOKEN": self.token}

    def fax_address(self, fax_id: str) -> str:
        """Where one record is."""
        return f"{self.api_url}/accounts/self/faxes/{fax_id}"

    def fax_ids(self) -> list[str]:
        """Faxes of the account that hold every field, so that the form shows all it can."""
        import httpx

        def asked(address: str) -> object:
            return httpx.get(address, headers={"Authorization": f"Bearer {self.token}"}).raise_for_status().json()

        listed = asked(f"{self.api_url}/accounts/self/faxes?category=sent&limit=50")
        assert isinstance(listed, dict)
        return [one["id"] for one in listed["data"]["records"] if isinstance(one.get("cover_page"), dict)]


@contextmanager
def demo_service(*arguments: str) -> Iterator[Service]:
    """`python -m faxviewer.demo` with `arguments`, until the end of the block."""
    command = [sys.executable, "-m", "faxviewer.demo", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            told = json.loads(process.stdout.readline())
            yield Service(told["api_url"], told["personal_access_token"])
        finally:
            process.terminate()


class Child:
    """A process with marks: lines `name nanoseconds` in the file that FAXVIEWER_MARK_FILE names.

    The nanoseconds are those of `time.monotonic_ns`, one clock for all processes of a computer.
    """

    def __init__(
        self, arguments: list[str], folder: Path, environ: Mapping[str, str], program: str = sys.executable
    ) -> None:
        self._arguments = arguments
        self._marks = folder / "marks"
        self._errors = (folder / "errors").open("w+b")
        self.started = time.monotonic_ns()
        self.process = subprocess.Popen(
            [program, *arguments],
            env={**_home(folder), **environ, "FAXVIEWER_MARK_FILE": str(self._marks)},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=self._errors,
        )

    def mark(self, name: str, number: int = 1) -> int:
        """When the mark `name` was left for the `number`th time; waits for it."""
        end = time.monotonic() + PATIENCE
        while True:
            found = self._read(name)
            if len(found) >= number:
                return found[number - 1]
            if self.process.poll() is not None or time.monotonic() > end:
                self._errors.seek(0)
                text = self._errors.read().decode(errors="replace")
                raise RuntimeError(f"no mark {name} from {' '.join(self._arguments)}\n{text}")
            time.sleep(0.005)

    def tell(self, line: str) -> None:
        """Send a line to its standard input."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n".encode())
        self.process.stdin.flush()

    def resident(self) -> int:
        """Bytes of memory that it occupies now, its own children included."""
        process = psutil.Process(self.process.pid)
        return sum(one.memory_info().rss for one in (process, *process.children(recursive=True)))

    def processor_seconds(self) -> float:
        """Processor time used so far by all its threads."""
        return _processor_seconds(self.process.pid)

    def end(self) -> None:
        """Close it, by force if it must be."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        assert self.process.stdin is not None
        self.process.stdin.close()
        self._errors.close()

    def _read(self, name: str) -> list[int]:
        try:
            lines = self._marks.read_text(encoding="ascii").splitlines(keepends=True)
        except FileNotFoundError:
            return []
        words = [line.split() for line in lines if line.endswith("\n")]
        return [int(at) for mark, at in words if mark == name]


@contextmanager
def child(
    arguments: list[str], environ: Mapping[str, str] | None = None, program: str = sys.executable
) -> Iterator[Child]:
    """A Child in a home folder of its own, until the end of the block. `program` is what takes the arguments."""
    with tempfile.TemporaryDirectory(prefix="faxviewer-bench-", ignore_cleanup_errors=True) as folder:
        started = Child(arguments, Path(folder), environ or {}, program)
        try:
            yield started
        finally:
            started.end()


def _processor_seconds(pid: int) -> float:
    if psutil.LINUX:
        # The kernel's clock of another process (clock_getcpuclockid); /proc counts in hundredths only.
        return time.clock_gettime((~pid << 3) | 2)
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


def _home(folder: Path) -> dict[str, str]:
    """The environment of a person without settings, keyring or proxy, whose Python keeps what it compiled.

    Installing compiles everything; here the first turn of each side does, which doesn't count.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("FAXVIEWER_", "XDG_")) and not name.lower().endswith("_proxy")
    }
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    places = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_RUNTIME_DIR")
    return kept | dict.fromkeys(places, str(folder)) | {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
