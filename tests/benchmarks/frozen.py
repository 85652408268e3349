"""The built program: its start against a built bare window and against the source, its size, that of its archive.

What is needed is built once and kept in `build/bench`. A start is seen from outside, on the screen, so that
it is the very program that people get which is measured: a dot within the window stops being the empty screen's black.
"""

import ctypes
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.children import PATIENCE, child, demo_service
from tests.benchmarks.pairs import Result, alternate
from tests.benchmarks.screen import xvfb

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "packaging"))

STARTUP_GOAL, SOURCE_GOAL, SIZE_GOAL, ARCHIVE_GOAL = 1.35, 1.00, 0.55, 1.00
ARCHIVE_MB = 60
DOT = (320, 240)
"""Pixels from the upper left corner, within every window that is started here."""
SOURCE = [sys.executable, "-m", "faxviewer"]


def measure_startup() -> Result:
    """Against PySide6's empty QMainWindow, built by PyInstaller with nothing left out."""
    bare = _plain("bare", "tests/benchmarks/bare_window.py")
    return _starts([str(_executable(_program()))], [str(bare)], "the bare window, built", STARTUP_GOAL)


def measure_source() -> Result:
    """Against the same program from its source."""
    return _starts([str(_executable(_program()))], SOURCE, "from source", SOURCE_GOAL)


def measure_size() -> Result:
    """Against what PyInstaller makes of the same entry point when nobody tells it what to leave out."""
    ours, theirs = _size(_program()), _size(_plain("naive", "faxviewer/__main__.py").parent)
    return Result(ours / theirs, SIZE_GOAL, f"{ours / 1e6:.0f} MB, the naive build {theirs / 1e6:.0f} MB")


def measure_archive() -> Result:
    """The archive that people download, against what it may be."""
    import fresh

    size = fresh.archive(_say).stat().st_size / 1e6
    return Result(size / ARCHIVE_MB, ARCHIVE_GOAL, f"{size:.1f} MB of {ARCHIVE_MB}")


def _starts(ours: list[str], theirs: list[str], called: str, goal: float) -> Result:
    with demo_service() as service, _dot() as is_lit:
        environ = service.environ()
        first, second = alternate(lambda: _seconds(ours, environ, is_lit), lambda: _seconds(theirs, environ, is_lit))
    return Result(first / second, goal, f"painted after {first * 1000:.0f} ms, {called} {second * 1000:.0f} ms")


def _seconds(command: list[str], environ: dict[str, str], is_lit: Callable[[], bool]) -> float:
    assert not is_lit(), "a window is there already"
    with child(command[1:], environ, command[0]) as started:
        end = time.monotonic() + PATIENCE
        while not is_lit():
            assert time.monotonic() < end, f"no window from {command}"
            time.sleep(0.001)
        taken = (time.monotonic_ns() - started.started) / 1e9
    while is_lit():
        time.sleep(0.01)
    return taken


@contextmanager
def _dot() -> Iterator[Callable[[], bool]]:
    """A screen of its own with nothing on it; tells whether something is painted where DOT is."""
    former = {name: os.environ.get(name) for name in ("DISPLAY", "QT_QPA_PLATFORM")}
    x11 = ctypes.CDLL("libX11.so.6")
    for name in ("XOpenDisplay", "XGetImage"):
        getattr(x11, name).restype = ctypes.c_void_p
    x11.XDefaultRootWindow.restype = x11.XGetPixel.restype = ctypes.c_ulong
    with xvfb() as display:
        os.environ.update(DISPLAY=display, QT_QPA_PLATFORM="xcb")
        connection = ctypes.c_void_p(x11.XOpenDisplay(display.encode()))
        root = ctypes.c_ulong(x11.XDefaultRootWindow(connection))

        def is_lit() -> bool:
            planes, whole = ctypes.c_ulong(0xFFFFFFFF), 2
            image = ctypes.c_void_p(x11.XGetImage(connection, root, *DOT, 1, 1, planes, whole))
            colour = x11.XGetPixel(image, 0, 0) & 0xFFFFFF
            x11.XDestroyImage(image)
            return bool(colour)

        try:
            yield is_lit
        finally:
            x11.XCloseDisplay(connection)
            for name, value in former.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value


def _program() -> Path:
    import fresh

    return fresh.program(_say)


def _executable(folder: Path) -> Path:
    import smoke

    return smoke.executable(folder)


def _plain(name: str, entry: str) -> Path:
    """`pyinstaller -w` of a script, and nothing more; what is started in its folder. Kept for the next time."""
    import builder
    import environment

    folder = TOP / "build" / "bench" / name
    stamp = folder / "built-from"
    needs = (TOP / entry, builder.REQUIREMENTS, TOP / "pyproject.toml")
    if not stamp.exists() or stamp.stat().st_mtime < max(one.stat().st_mtime for one in needs):
        shutil.rmtree(folder, ignore_errors=True)
        command = [str(builder.tools(TOP, _say)), "-m", "PyInstaller", "-w", "--noconfirm", "--log-level", "ERROR"]
        command += ["--name", name, "--paths", str(TOP), "--distpath", str(folder), "--specpath", str(folder)]
        command += ["--workpath", str(folder / "work"), str(TOP / entry)]
        subprocess.run(command, env=environment.clean(os.environ), cwd=TOP, stdout=sys.stderr, check=True)
        stamp.touch()
    return folder / name / name


def _size(folder: Path) -> int:
    """Bytes of all its files, each counted once."""
    return sum(one.lstat().st_size for one in folder.rglob("*") if one.is_file() and not one.is_symlink())


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
