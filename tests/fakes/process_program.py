"""Faxviewer as a process in a throw-away home, seen from outside; by hand, where its window is to be used."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

TOP = Path(__file__).resolve().parents[2]
SECONDS = 60.0
"""A net for whatever is waited for on a busy machine, nothing that a test relies on."""

PROGRAM = ("-m", "faxviewer")
BY_HAND = ("-m", "tests.fakes.process_hand")
FEW_FAXES = (
    "from functools import partial; from faxviewer.demo import service; "
    "service.DemoService = partial(service.DemoService, faxes=3)"
)
"""Python code for a demo that is looked through in no time."""


class Home:
    """A person's folder, temporary folder and environment, all below one new folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.temporary = folder / "tmp"
        self.runtime = folder / "run"
        for place in (folder, self.temporary, self.runtime):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        unwanted = ("XDG_", "FAXVIEWER_", "BROWSER", "PYTHONPATH")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
        places = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
        self.environ = (
            kept | dict.fromkeys(places, str(folder)) | dict.fromkeys(("TMPDIR", "TEMP"), str(self.temporary))
        )
        self.environ |= {"XDG_RUNTIME_DIR": str(self.runtime), "PYTHONPATH": str(TOP), "PYTHONDONTWRITEBYTECODE": "1"}

    def use_browser(self, module: str) -> Path:
        """Make a Python module the system browser; the file that it notes the addresses in."""
        opened = self.folder / "opened.txt"
        self.environ |= {"BROWSER": f"'{sys.executable}' -m {module}", "PROCESS_OPENED": str(opened)}
        return opened

    def use_viewer(self) -> Path:
        """Make documents open in `process_viewer` through an xdg-open of our own; the folder of its notes."""
        notes, programs = self.folder / "viewed", self.folder / "bin"
        programs.mkdir()
        viewer = f"exec '{sys.executable}' -m tests.fakes.process_viewer '{notes}' \"$1\""
        for name, line in (("xdg-open", viewer), ("xdg-mime", "echo viewer.desktop")):
            (programs / name).write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
            (programs / name).chmod(0o755)
        self.environ["PATH"] = f"{programs}{os.pathsep}{self.environ['PATH']}"
        return notes

    def register_viewer(self) -> Path:
        """Make `process_viewer` the desktop's program for PDF and TIFF, as an installed one is; its notes' folder."""
        notes, viewer = self.folder / "viewed", self.folder / "bin" / "viewer"
        entries = {
            viewer: f"#!/bin/sh\nexec '{sys.executable}' -m tests.fakes.process_viewer '{notes}' \"$1\"\n",
            self.folder / ".local/share/applications/viewer.desktop": (
                "[Desktop Entry]\nType=Application\nName=Viewer\n"
                f"Exec={viewer} %f\nMimeType=application/pdf;image/tiff;\n"
            ),
            self.folder / ".config/mimeapps.list": (
                "[Default Applications]\napplication/pdf=viewer.desktop\nimage/tiff=viewer.desktop\n"
            ),
        }
        for place, text in entries.items():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        viewer.chmod(0o755)
        return notes

    def files(self) -> dict[str, Path]:
        """Every file below it, by its path from here."""
        return {str(each.relative_to(self.folder)): each for each in self.folder.rglob("*") if each.is_file()}

    def documents(self) -> list[Path]:
        """The documents that runs have there, whole or not; POSIX only, where the runtime folder is sound."""
        return sorted((self.runtime / "faxviewer" / "documents").glob("run-*/*"))

    def log(self) -> str:
        """What the program logged."""
        return "".join(each.read_text(encoding="utf-8") for name, each in self.files().items() if ".log" in name)


class Program:
    """One run, from its start to the end of the block; killed there if it lives still."""

    def __init__(
        self,
        home: Home,
        *arguments: str,
        python: Sequence[str] = PROGRAM,
        environ: Mapping[str, str] | None = None,
        folder: Path = TOP,
    ) -> None:
        self.home = home
        self._line: socket.socket | None = None
        self._out = (home.folder / "stdout.txt").open("w+b")
        self._err = (home.folder / "stderr.txt").open("w+b")
        environment = home.environ | dict(environ or {})
        with socket.create_server(("127.0.0.1", 0)) as server:
            environment["PROCESS_HAND"] = str(server.getsockname()[1])
            self.process = subprocess.Popen(
                [sys.executable, *python, *arguments],
                env=environment,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=self._out,
                stderr=self._err,
            )
            if python == BY_HAND:
                server.settimeout(SECONDS)
                self._line, _ = server.accept()
                self._line.settimeout(SECONDS)
                self._answers = self._line.makefile("r", encoding="utf-8")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait()
        if self._line:
            self._answers.close()
            self._line.close()
        if error:
            error.add_note(f"stdout: {_text(self._out)}\nstderr: {_text(self._err)}\nlog: {self.home.log()}")
        self._out.close()
        self._err.close()

    def ask(self, action: str, *words: str) -> Any:
        """Let the hand do something, see `process_hand`; what it answered."""
        assert self._line
        self._line.sendall(json.dumps([action, *words]).encode() + b"\n")
        line = self._answers.readline()
        assert line, "the program went away"
        answer = json.loads(line)
        assert "trouble" not in answer, answer["trouble"]
        return answer["said"]

    def see(self, name: str, text: str = "") -> str:
        """Wait until `text` stands in the widget called `name`, in view; all that stands there."""
        return str(self.ask("see", name, text))

    def end(self, number: int = signal.SIGTERM) -> tuple[int, str, str]:
        """Send a signal, wait for the end; exit code, standard output, standard error."""
        self.process.send_signal(number)
        return self.ended()

    def ended(self) -> tuple[int, str, str]:
        """Wait for the end; exit code, standard output, standard error."""
        code = self.process.wait(SECONDS)
        return code, _text(self._out), _text(self._err)


def run(home: Home, *arguments: str, python: Sequence[str] = PROGRAM, folder: Path = TOP) -> tuple[int, str, str]:
    """Run it to its end; exit code, standard output, standard error."""
    with Program(home, *arguments, python=python, folder=folder) as program:
        return program.ended()


def until(holds: Callable[[], object], what: str) -> None:
    """Wait for something that another process does."""
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, f"{what} did not come about"
        time.sleep(0.02)


def _text(file: Any) -> str:
    file.seek(0)
    return str(file.read().decode("utf-8", "replace"))
