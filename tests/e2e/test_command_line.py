"""The program as somebody starts it from a terminal, a shortcut or a script: what each argument does."""

import pytest

from faxviewer import __version__
from tests.fakes.process_program import FEW_FAXES, Home, run

# As a windowed program on Windows, where there is nothing to print to.
WINDOWED = "import sys; sys.stdout = sys.stderr = None; from faxviewer.__main__ import main; sys.exit(main())"


@pytest.mark.parametrize("word", ["--help", "-h"])
def test_help_names_every_argument(home: Home, word: str) -> None:
    code, out, err = run(home, word)
    assert (code, err) == (0, "")
    assert out.startswith("usage: faxviewer [FAX_ID]")
    for argument in ("FAX_ID", "--user", "--demo", "--new-window", "--self-test", "--screenshots", "--version"):
        assert f"  {argument}" in out
    assert max(map(len, out.splitlines())) < 100


def test_version(home: Home) -> None:
    assert run(home, "--version") == (0, f"Faxviewer {__version__}\n", "")


def test_help_and_version_leave_no_trace(home: Home) -> None:
    before = set(home.files())
    run(home, "--help")
    run(home, "--version")
    assert set(home.files()) - before == {"stdout.txt", "stderr.txt"}


@pytest.mark.parametrize(
    "words",
    [
        ("--no-such-thing",),
        ("one", "two"),
        ("--user",),
        ("--user", "self"),
        ("--self-tes",),
        ("--screenshots", "pictures"),
        ("--self-test", "5e7de3ad54cfd54eb568cc76"),
        ("--self-test", "--demo"),
        ("--self-test", "--new-window"),
    ],
    ids=" ".join,
)
def test_arguments_that_make_no_sense_are_refused_with_the_usage(home: Home, words: tuple[str, ...]) -> None:
    code, out, err = run(home, *words)
    assert (code, out) == (2, "")
    assert err.startswith("usage: faxviewer [FAX_ID]")
    assert "faxviewer: error: " in err
    assert "Traceback" not in err


@pytest.mark.parametrize(("words", "expected"), [(("--help",), 0), (("--version",), 0), (("--no-such-thing",), 2)])
def test_a_windowed_program_has_nowhere_to_print(home: Home, words: tuple[str, ...], expected: int) -> None:
    assert run(home, *words, python=("-c", WINDOWED)) == (expected, "", "")


def test_a_windowed_self_test_tells_by_its_exit_code_alone(home: Home) -> None:
    assert run(home, "--self-test", python=("-c", f"{FEW_FAXES}; {WINDOWED}")) == (0, "", "")
