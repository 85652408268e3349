"""`--self-test` as it runs on a person's computer: all of it, and with something broken."""

import re
import shutil
import sys
from pathlib import Path

import pytest
from PIL import Image

from faxviewer.demo.service import DemoService
from tests.fakes.process_program import FEW_FAXES, TOP, Home, run

# Whatever Python code opens for writing, makes, moves or deletes outside the folder is told on standard error.
WATCHED = """
import os, sys
HOME = os.path.realpath(os.environ["HOME"])
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

def hook(event, arguments):
    if event == "open":
        paths = arguments[:1] if isinstance(arguments[2], int) and arguments[2] & WRITES else ()
    elif event in ("os.mkdir", "os.remove", "os.rmdir", "os.chmod", "os.truncate", "os.mkfifo"):
        above = os.readlink(f"/proc/self/fd/{arguments[-1]}") if arguments[-1] > 2 and event != "os.truncate" else ""
        paths = (os.path.join(above, os.fsdecode(arguments[0])),) if not isinstance(arguments[0], int) else ()
    elif event in ("os.rename", "os.link", "os.symlink"):
        paths = arguments[:2]
    elif event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.startfile", "webbrowser.open"):
        os.write(2, f"{event} {arguments[0]!r}\\n".encode())
        return
    else:
        return
    for path in paths:
        if isinstance(path, (str, bytes, os.PathLike)):
            real = os.path.realpath(os.fsdecode(path))
            if not real.startswith(HOME + os.sep) and real != os.devnull:
                os.write(2, f"{event} {real}\\n".encode())

sys.addaudithook(hook)
from faxviewer.__main__ import main
sys.exit(main())
"""


def failures(out: str) -> list[str]:
    """The lines of checks that failed, the verdict apart."""
    return [line for line in out.splitlines() if line.startswith("FAIL") and not line.startswith("FAIL self-test")]


def broken(fault: str, **limits: float) -> tuple[str, str]:
    """A program with few faxes that does `fault` before its self-test, which has `limits`."""
    words = ", ".join(f"{name}={value}" for name, value in limits.items())
    return "-c", f"{FEW_FAXES}\n{fault}\nimport sys\nfrom faxviewer import selftest\nsys.exit(selftest.main({words}))"


def copied(home: Home, folder: Path, *left_out: str) -> Path:
    """A copy of the program that `home` runs from then on, without what is `left_out`."""
    for room in ("faxviewer", "resources"):
        shutil.copytree(TOP / room, folder / room, ignore=shutil.ignore_patterns("__pycache__", *left_out))
    home.environ["PYTHONPATH"] = str(folder)
    return folder


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the places are looked at as Linux has them")
def test_everything_is_checked_and_nothing_is_left(home: Home) -> None:
    pictures = home.folder / "pictures"
    code, out, err = run(home, "--self-test", "--screenshots", str(pictures), python=("-c", WATCHED))
    assert (code, err) == (0, ""), out
    told = out.splitlines()
    assert [line for line in told if not line.startswith("ok   ")] == []
    assert re.fullmatch(r"ok   self-test: all checks passed in [\d.]+ s", told.pop())
    assert len(set(told)) == len(told)
    samples = {f"ok   look-up: {sample.label}" for sample in DemoService().samples}
    assert samples <= set(told)
    assert {line.split(": ")[0][5:] for line in told} >= {
        *("window", "sign-in", "account", "look-up", "refusal", "document", "sign-out")
    }

    assert not home.documents()
    assert not list(home.temporary.iterdir())
    kept = {name for name in home.files() if not name.startswith("pictures")}
    assert {name for name in kept if "faxviewer" in name} == {".local/state/faxviewer/log/faxviewer.log"}
    assert home.log() == ""

    shots = sorted(pictures.iterdir())
    assert {each.suffix for each in shots} == {".png"}
    assert {each.stem.rpartition("-")[2] for each in shots} == {"light", "dark"}
    names = {re.sub(r"^\d+-|-(light|dark)$", "", each.stem) for each in shots}
    assert {"sign-in", "signed-in", "fax-success", "fax-failed_user_busy", "not-found"} <= names
    for shot in shots:
        with Image.open(shot) as picture:
            assert min(picture.size) >= 400, shot
            colours = picture.convert("RGB").resize((320, 205), Image.Resampling.NEAREST).getcolors(1 << 17)
        assert colours is not None
        assert len(colours) > 20, f"{shot} is blank"
        assert max(count for count, _ in colours) < 0.97 * 320 * 205, f"{shot} is blank"
    for light in pictures.glob("*-light.png"):
        with Image.open(light) as day, Image.open(str(light).replace("-light", "-dark")) as night:
            by_day, by_night = (each.convert("L").resize((1, 1)).getpixel((0, 0)) for each in (day, night))
        assert by_day > by_night + 60, f"{light} is not the lighter one"


def test_a_copy_without_a_document_fails_by_that_name(home: Home, tmp_path: Path) -> None:
    copy = copied(home, tmp_path / "copy")
    for document in (copy / "resources" / "demo").glob("*.pdf"):
        document.write_bytes(b"this is no PDF")
    code, out, err = run(home, python=broken(""), folder=copy)
    assert (code, err) == (1, "")
    assert failures(out) == [
        "FAIL document: opened as PDF: the window says “The document was not opened”",
        "FAIL report: opened: the window says “The document was not opened”",
    ]
    assert "ok   document: opened as TIFF" in out
    assert "ok   sign-out: nothing is left" in out
    assert "FAIL self-test: 2 failed in " in out.splitlines()[-1]


def test_a_copy_without_icons_fails_too(home: Home, tmp_path: Path) -> None:
    code, out, _ = run(home, python=broken(""), folder=copied(home, tmp_path / "copy", "icons"))
    assert code == 1
    assert out.splitlines() == ["FAIL program: ended with FileNotFoundError"]


def test_a_look_up_that_raises_is_a_line_and_the_rest_goes_on(home: Home) -> None:
    fault = """
from faxviewer import selftest

async def raises(self):
    raise ZeroDivisionError

selftest.Checks._not_found = raises
"""
    code, out, err = run(home, python=broken(fault))
    assert (code, err) == (1, "")
    assert failures(out) == ["FAIL look-up: an ID that nobody has: raised ZeroDivisionError"]
    assert "ok   sign-out: nothing is left" in out


def test_an_error_that_only_the_log_tells_fails_it(home: Home) -> None:
    fault = """
from faxviewer.presenters.session import SessionPresenter
whole = SessionPresenter.refresh_account

async def refresh_account(self):
    await whole(self)
    raise ZeroDivisionError("secret +41791234567")

SessionPresenter.refresh_account = refresh_account
"""
    code, out, err = run(home, python=broken(fault))
    assert (code, err) == (1, "")
    assert failures(out) == ["FAIL log: ZeroDivisionError"]
    assert "ZeroDivisionError" in home.log()


def test_no_sign_in_ends_it_early(home: Home) -> None:
    fault = """
from faxviewer import selftest
from faxviewer.demo.oauth import OAuth
from faxviewer.demo.messages import error

selftest._PATIENCE = 1.0
OAuth.token = lambda self, request: error(400, "invalid_client", "A test says so")
"""
    code, out, err = run(home, python=broken(fault))
    assert (code, err) == (1, "")
    assert [line.split(":")[0] for line in out.splitlines()] == ["ok   window", "FAIL sign-in", "FAIL self-test"]


def test_the_time_limit_is_kept(home: Home) -> None:
    fault = """
import asyncio
from faxviewer import selftest
selftest.Checks._look_up = lambda self, *which: asyncio.sleep(1000)
"""
    code, out, err = run(home, python=broken(fault, time_limit=0.5))
    assert (code, err) == (1, "")
    assert failures(out) == ["FAIL time limit: not done after 0.5 s"]
    assert not home.documents()


def test_the_time_limit_is_kept_by_a_program_that_stands_still(home: Home) -> None:
    fault = """
import time
from faxviewer.app.program import Program

async def move_in(self, **how):
    time.sleep(1000)

Program.move_in = move_in
"""
    code, out, err = run(home, python=broken(fault, time_limit=0.5, grace=0.5))
    assert (code, err) == (1, "")
    assert out.splitlines() == ["FAIL time limit: the program stands still"]
