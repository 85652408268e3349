"""What follows `run`, `test` and `bench`, and how their end is told."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import commands
import pytest

SCREENSHOTS = ["--self-test", "--screenshots", str(commands.TOP / "screenshots")]


def test_the_command_and_its_arguments() -> None:
    assert commands.split([]) == ("", [])
    assert commands.split(["run"]) == ("run", [])
    assert commands.split(["run", "--", "5e7d", "--user", "self"]) == ("run", ["5e7d", "--user", "self"])
    assert commands.split(["run", "--demo", "--faxes", "3"]) == ("run", ["--demo", "--faxes", "3"])
    assert commands.split(["test", "-k", "a b", "--", "x"]) == ("test", ["-k", "a b", "--", "x"])


def test_run_alone_is_the_demo() -> None:
    assert commands.plan_run([], {"DISPLAY": ":0"}, "linux") == (["--demo"], False)
    assert commands.plan_run([], {"WAYLAND_DISPLAY": "wayland-0"}, "linux") == (["--demo"], False)


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_macos_and_windows_always_have_a_display(platform: str) -> None:
    assert commands.plan_run(["5e7d"], {}, platform) == (["5e7d"], False)


@pytest.mark.parametrize("arguments", [[], ["5e7d", "--user", "self"], ["--demo"]])
@pytest.mark.parametrize("environ", [{}, {"DISPLAY": "", "WAYLAND_DISPLAY": ""}])
def test_without_a_display_the_self_test_runs(arguments: list[str], environ: dict[str, str]) -> None:
    assert commands.plan_run(arguments, environ, "linux") == (SCREENSHOTS, True)


@pytest.mark.parametrize("argument", ["--self-test", "--help", "-h", "--version"])
def test_what_needs_no_display_runs_as_asked(argument: str) -> None:
    assert commands.plan_run([argument], {}, "linux") == ([argument], True)


def test_a_named_qt_platform_is_left_to_the_person() -> None:
    assert commands.plan_run(["5e7d"], {"QT_QPA_PLATFORM": "vnc"}, "linux") == (["5e7d"], False)


@pytest.mark.parametrize(
    ("arguments", "to_pytest"),
    [
        ([], ["-n", "logical", "--maxprocesses", "8"]),
        (["tests/unit/test_house.py", "--pdb"], ["tests/unit/test_house.py", "--pdb"]),
        (["-n", "3"], ["-n", "3"]),
    ],
    ids=["all of them", "one file", "as many workers as wished"],
)
def test_all_tests_are_shared_out_and_whoever_wants_anything_gets_just_that(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], to_pytest: list[str]
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(commands.computer, "provide", lambda *_: None)
    monkeypatch.setattr(commands.environment, "provide", lambda *_: Path("python"))
    monkeypatch.setattr(commands, "call", lambda command, *_: started.append(command) or 5)
    assert commands.test(arguments) == 5
    assert started == [["python", "-m", "pytest", *to_pytest]]


def test_an_exit_code_is_passed_on() -> None:
    assert commands.call([sys.executable, "-c", "raise SystemExit(7)"], dict(os.environ)) == 7


@pytest.mark.skipif(os.name == "nt", reason="Windows has no exit by signal")
def test_an_end_by_signal_is_told_as_shells_tell_it() -> None:
    dying = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    assert commands.call([sys.executable, "-c", dying], dict(os.environ)) == 128 + signal.SIGKILL


@pytest.mark.skipif(os.name == "nt", reason="a console's Ctrl+C can't be sent to one process group there")
def test_ctrl_c_is_the_program_s_to_answer_and_quiet() -> None:
    """Both get the signal, as in a terminal; the program ends in its own way and its code is passed on."""
    program = "import time\ntry:\n print('up', flush=True)\n time.sleep(60)\nexcept KeyboardInterrupt: exit(5)"
    script = textwrap.dedent(f"""
        import os, sys
        sys.path.insert(0, {str(Path(commands.__file__).parent)!r})
        import commands
        sys.exit(commands.call([sys.executable, "-c", {program!r}], dict(os.environ)))
    """)
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as bootstrap:
        assert bootstrap.stdout is not None
        assert bootstrap.stdout.readline() == "up\n"
        os.killpg(bootstrap.pid, signal.SIGINT)
        output = bootstrap.communicate(timeout=30)
    assert (bootstrap.returncode, output) == (5, ("", ""))


def test_an_unknown_command_shows_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["fly"], "usage") == 2
    assert commands.main([], "usage") == 2
    assert commands.main(["--help"], "usage") == 0
    assert capsys.readouterr().out == "usage\n" * 3


def test_trouble_is_told_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def troubled(rest: list[str]) -> int:
        raise commands.Trouble("Rename it.")

    def interrupted(rest: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(commands.COMMANDS, "test", troubled)
    monkeypatch.setitem(commands.COMMANDS, "run", interrupted)
    assert commands.main(["test"], "") == 1
    assert commands.main(["run"], "") == commands.INTERRUPTED
    assert capsys.readouterr().err == "Rename it.\n\nStopped.\n"
