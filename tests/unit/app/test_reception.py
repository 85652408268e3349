"""The running window's ear: who gets in, who is turned away, what is left behind. With real sockets."""

import json
import logging
import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from faxviewer.app import reception
from faxviewer.app.errand import ANSWER, MOST_BYTES, Errand, line_of
from faxviewer.app.reception import Reception
from faxviewer.system import runfolder

if sys.platform == "win32":
    pytest.skip("sockets with a path", allow_module_level=True)

ERRAND = Errand("5e7de3ad54cfd54eb568cc76", "self")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short one: a socket's path has at most 107 characters."""
    with tempfile.TemporaryDirectory(prefix="fv-") as short:
        yield Path(short) / "window"


class Room:
    """A reception, and what it was told."""

    def __init__(self, folder: Path, *, by_pipe: bool | None = None, name: str = "socket") -> None:
        self.taken: list[Errand] = []
        self.address = str(folder / name)
        self.reception = Reception(folder, self.address, self.taken.append, by_pipe=by_pipe)


@pytest.fixture(params=[False, True], ids=["by socket", "by Qt, as on Windows"])
def room(qapp: object, folder: Path, request: pytest.FixtureRequest) -> Iterator[Room]:
    made = Room(folder, by_pipe=request.param)
    made.reception.open()
    assert made.reception.is_open
    yield made
    made.reception.close()


class Caller:
    """Somebody at the socket."""

    def __init__(self, qtbot: QtBot, address: str) -> None:
        self._qtbot = qtbot
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(address)
        self.socket.setblocking(False)
        self.heard = b""

    def __enter__(self) -> "Caller":
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def say(self, text: bytes) -> None:
        """Send as much as goes at once: a full socket is the other side's to care about."""
        self.socket.send(text)

    def until_the_end(self) -> bytes:
        """What came back until the other side hung up."""
        self._qtbot.waitUntil(self._ended, timeout=30_000)
        return self.heard

    def _ended(self) -> bool:
        try:
            part = self.socket.recv(100)
        except BlockingIOError:
            return False
        except ConnectionResetError:
            return True
        self.heard += part
        return not part


@pytest.fixture
def warnings(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG)
    return caplog


def test_an_errand_is_taken_and_answered_again_and_again(qtbot: QtBot, room: Room) -> None:
    for number in range(3):
        with Caller(qtbot, room.address) as caller:
            caller.say(line_of(ERRAND))
            assert caller.until_the_end() == ANSWER
        assert room.taken == [ERRAND] * (number + 1)


def test_an_errand_may_come_in_pieces(qtbot: QtBot, room: Room) -> None:
    with Caller(qtbot, room.address) as caller:
        line = line_of(ERRAND)
        caller.say(line[:10])
        qtbot.waitUntil(lambda: room.reception.crowd == 1, timeout=30_000)
        caller.say(line[10:])
        assert caller.until_the_end() == ANSWER


def test_nobody_else_gets_at_it(room: Room, folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700
    assert os.lstat(room.address).st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "text",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"\0" * 100 + b"\n",
        b"x" * (MOST_BYTES + 1),
        json.dumps({"fax": "secret"}).encode() + b"\n",
    ],
    ids=["http", "zeros", "too long", "not all of it"],
)
def test_rubbish_is_turned_away_with_a_line_in_the_log_that_holds_none_of_it(
    qtbot: QtBot, room: Room, warnings: pytest.LogCaptureFixture, text: bytes
) -> None:
    with Caller(qtbot, room.address) as caller:
        caller.say(text)
        assert caller.until_the_end() == b""
    assert room.taken == []
    assert "A caller was turned away" in warnings.text
    assert "secret" not in warnings.text and "GET" not in warnings.text
    with Caller(qtbot, room.address) as caller:
        caller.say(line_of(ERRAND))
        assert caller.until_the_end() == ANSWER, "and the next one is heard"


def test_who_says_nothing_is_turned_away_at_the_deadline(
    qtbot: QtBot, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reception, "DEADLINE", 1)
    with Caller(qtbot, room.address) as caller:
        caller.say(b"{")
        assert caller.until_the_end() == b""
    assert room.taken == []


def test_who_hangs_up_at_once_leaves_nothing(qtbot: QtBot, room: Room) -> None:
    with Caller(qtbot, room.address):
        pass
    with Caller(qtbot, room.address) as caller:
        caller.say(line_of(ERRAND))
        assert caller.until_the_end() == ANSWER
    qtbot.waitUntil(lambda: room.reception.crowd == 0, timeout=30_000)


def test_a_crowd_is_not_let_in(qtbot: QtBot, room: Room) -> None:
    callers = [Caller(qtbot, room.address) for _ in range(reception.MOST_CALLERS)]
    qtbot.waitUntil(lambda: room.reception.crowd == len(callers), timeout=30_000)
    with Caller(qtbot, room.address) as one_more:
        assert one_more.until_the_end() == b""
    for caller in callers:
        caller.socket.close()


def test_of_two_windows_one_listens_and_the_other_takes_its_place(qtbot: QtBot, room: Room, folder: Path) -> None:
    other = Room(folder)
    other.reception.open()
    assert not other.reception.is_open
    other.reception.close()
    with Caller(qtbot, room.address) as caller:
        caller.say(line_of(ERRAND))
        assert caller.until_the_end() == ANSWER, "the other's end took nothing from the first"
    room.reception.close()
    other.reception.open()
    with Caller(qtbot, room.address) as caller:
        caller.say(line_of(ERRAND))
        assert caller.until_the_end() == ANSWER
    assert other.taken == [ERRAND]
    other.reception.close()


def test_what_a_killed_program_left_is_taken_over(qtbot: QtBot, folder: Path) -> None:
    runfolder.make_private(folder)
    left = socket.socket(socket.AF_UNIX)
    left.bind(str(folder / "socket"))
    left.close()
    (folder / "lock").touch()
    room = Room(folder)
    room.reception.open()
    with Caller(qtbot, room.address) as caller:
        caller.say(line_of(ERRAND))
        assert caller.until_the_end() == ANSWER
    room.reception.close()


@pytest.mark.parametrize("called", [False, True])
def test_closed_it_leaves_nothing_behind(qtbot: QtBot, room: Room, folder: Path, called: bool) -> None:
    if called:
        with Caller(qtbot, room.address) as caller:
            caller.say(line_of(ERRAND))
            caller.until_the_end()
    room.reception.close()
    assert list(folder.iterdir()) == []
    assert not room.reception.is_open


def test_where_it_can_t_listen_it_says_so_in_the_log_alone(
    qapp: object, folder: Path, warnings: pytest.LogCaptureFixture
) -> None:
    folder.write_text("no folder")
    Room(folder).reception.open()
    assert "No hand-over: FolderRefused" in warnings.text
    folder.unlink()
    long = Room(folder, name="x" * 200)
    long.reception.open()
    assert not long.reception.is_open
    assert list(folder.iterdir()) == []


def test_without_qt_s_network_part_windows_has_no_hand_over(
    qapp: object, folder: Path, warnings: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtNetwork", None)
    monkeypatch.delitem(sys.modules, "faxviewer.app.pipe_door", raising=False)
    room = Room(folder, by_pipe=True)
    room.reception.open()
    assert "No hand-over: ModuleNotFoundError" in warnings.text
    assert not room.reception.is_open


def test_elsewhere_qt_s_network_part_is_not_needed(qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtNetwork", None)
    room = Room(folder)
    room.reception.open()
    with Caller(qtbot, room.address) as caller:
        caller.say(line_of(ERRAND))
        assert caller.until_the_end() == ANSWER
    room.reception.close()
