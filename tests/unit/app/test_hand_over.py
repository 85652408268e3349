"""A second start at the socket: what it says, what it believes, and when it gives up."""

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from faxviewer.app import hand_over
from faxviewer.app.errand import ANSWER, MOST_BYTES

if sys.platform == "win32":
    pytest.skip("sockets with a path", allow_module_level=True)

ID = "5e7de3ad54cfd54eb568cc76"


@pytest.fixture
def address() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="fv-") as short:
        yield str(Path(short) / "socket")


LISTENING = """
import socket, sys
with socket.socket(socket.AF_UNIX) as listening:
    listening.bind(sys.argv[1])
    listening.listen()
    print("listens", flush=True)
    caller, _ = listening.accept()
    line = caller.makefile("rb").readline()
    print(line.decode(), end="", flush=True)
    {}
"""


@contextmanager
def running(address: str, answer: str) -> Iterator[subprocess.Popen[str]]:
    """A program that listens there and treats its one caller by the code `answer`; its output is what it heard."""
    command = [sys.executable, "-c", LISTENING.format(answer), address]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "listens\n"
        yield process
        process.kill()


def test_where_no_window_runs_nothing_is_imported(address: str) -> None:
    code = (
        "import sys; from faxviewer.app import hand_over; "
        f"assert not hand_over.handed_over('1', '', {address!r}); "
        "print([name for name in sys.modules if name.startswith('PySide6') or name in ('socket', 'asyncio', 'json')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_errand_is_one_line_and_the_answer_ends_it(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "leave")
    with running(address, f"caller.sendall({ANSWER!r})") as window:
        assert hand_over.handed_over(ID, "self", address)
        assert window.stdout
        assert json.loads(window.stdout.readline()) == {"fax": ID, "user": "self", "activation": "leave"}


def test_any_other_answer_is_none(address: str) -> None:
    with running(address, 'caller.sendall(b"no, thanks\\n")'):
        assert not hand_over.handed_over(ID, "", address)


def test_who_hangs_up_has_not_taken_it(address: str) -> None:
    with running(address, "caller.close()"):
        assert not hand_over.handed_over(ID, "", address)


@pytest.mark.parametrize("answer", ["sys.stdin.read()", "caller.sendall(b'tak'); sys.stdin.read()"])
def test_a_window_that_hangs_is_not_waited_for(address: str, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    monkeypatch.setattr(hand_over, "ANSWERING", 100)
    with running(address, answer):
        assert not hand_over.handed_over(ID, "", address)


def test_what_a_killed_program_left_is_nobody(address: str) -> None:
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(address)
    assert os.path.lexists(address)
    assert not hand_over.handed_over(ID, "", address)


def test_a_file_in_its_place_is_not_connected_to(address: str) -> None:
    Path(address).write_text("x")
    assert not hand_over.handed_over(ID, "", address)


def test_what_is_too_long_to_hand_over_stays_here(address: str) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address)
        listening.listen()
        assert not hand_over.handed_over("x" * MOST_BYTES, "", address)


def test_qt_s_network_part_is_not_needed(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtNetwork", None)
    with running(address, "caller.sendall(b'taken\\n')"):
        assert hand_over.handed_over(ID, "", address)
