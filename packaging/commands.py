"""What the bootstrap can do: run the program, its tests and its benchmarks from .venv."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import computer
import environment
from trouble import Trouble

TOP = Path(__file__).resolve().parent.parent
INTERRUPTED = 130
"""The exit code of a program that Ctrl+C ended, by the shells' custom."""


def split(arguments: list[str]) -> tuple[str, list[str]]:
    """The command and what is passed on: a `--` right after the command only marks where that begins."""
    if not arguments:
        return "", []
    command, rest = arguments[0], arguments[1:]
    return command, rest[1:] if rest[:1] == ["--"] else rest


def has_display(environ: Mapping[str, str], platform: str) -> bool:
    """Whether a window can be shown; only Linux lets a program find out beforehand."""
    return not platform.startswith("linux") or bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def plan_run(rest: list[str], environ: Mapping[str, str], platform: str) -> tuple[list[str], bool]:
    """The program's arguments, and whether it must draw offscreen for want of a display.

    Somebody who names a Qt platform knows what they are doing and gets what they asked for.
    """
    wanted = rest or ["--demo"]
    if has_display(environ, platform) or environ.get("QT_QPA_PLATFORM"):
        return wanted, False
    if any(one in wanted for one in ("--self-test", "--help", "-h", "--version")):
        return wanted, True
    return ["--self-test", "--screenshots", str(TOP / "screenshots")], True


def say(line: str) -> None:
    """Tell the person how far things are."""
    print(line, flush=True)


def call(command: list[str], environ: dict[str, str], folder: Path | None = None) -> int:
    """Run `command` to its end and give its exit code; Ctrl+C and SIGTERM are the child's to answer."""
    # A handler that does nothing, not SIG_IGN: that one the child would inherit. The terminal asks it too.
    on_interrupt = signal.signal(signal.SIGINT, lambda *_: None)
    child = subprocess.Popen(command, env=environ, cwd=folder)
    on_terminate = signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    try:
        code = child.wait()
    finally:
        signal.signal(signal.SIGTERM, on_terminate)
        signal.signal(signal.SIGINT, on_interrupt)
    return 128 - code if code < 0 else code


def run(rest: list[str]) -> int:
    program, offscreen = plan_run(rest, os.environ, sys.platform)
    if offscreen and program != rest:
        say(f"No display here: running the self-test offscreen, with screenshots in {TOP / 'screenshots'}")
    computer.provide("offscreen" if offscreen else "window", say)
    python = environment.provide(TOP, (), say)
    environ = environment.clean(os.environ)
    if offscreen:
        environ["QT_QPA_PLATFORM"] = "offscreen"
    return call([str(python), "-P", "-m", "faxviewer", *program], environ)


ON_ALL_CORES = ["-n", "logical", "--maxprocesses", "8"]
"""pytest's arguments for several workers; with more than these, all wait for the longest file."""


def test(rest: list[str]) -> int:
    """Every test, shared out; whoever passes anything on gets just what pytest makes of it."""
    computer.provide("test", say)
    python = environment.provide(TOP, ("test",), say)
    environ = environment.clean(os.environ)
    environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return call([str(python), "-m", "pytest", *(rest or ON_ALL_CORES)], environ, TOP)


def bench(rest: list[str]) -> int:
    computer.provide("bench", say)
    python = environment.provide(TOP, ("test",), say)
    return call([str(python), "-m", "tests.benchmarks", *rest], environment.clean(os.environ), TOP)


def build(rest: list[str]) -> int:
    import builder

    if rest:
        raise Trouble("build takes no arguments.")
    computer.provide("build", say)
    builder.build(TOP, say)
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {"run": run, "test": test, "bench": bench, "build": build}


def main(arguments: list[str], usage: str) -> int:
    """Do what `arguments` say; the exit code is that of the program, the tests or the benchmarks."""
    command, rest = split(arguments)
    if command not in COMMANDS:
        print(usage)
        return 0 if command in ("-h", "--help") else 2
    try:
        return COMMANDS[command](rest)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return INTERRUPTED
