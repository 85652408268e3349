"""The law that the tests live under is kept: each breach fails the test that commits it."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests import loopback_only
from tests.conftest import HOME

TOP = Path(__file__).resolve().parents[2]

BREACHES = """
import asyncio, gc, logging, socket, threading, warnings


def test_breach_warning():
    warnings.warn("old", DeprecationWarning)


def test_breach_connect_elsewhere():
    with socket.socket() as walled:
        walled.connect(("192.0.2.1", 80))


def test_breach_connect_elsewhere_swallowed():
    try:
        socket.create_connection(("192.0.2.1", 80))
    except OSError:
        pass


def test_breach_datagram_elsewhere():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as walled:
        walled.sendto(b"x", ("192.0.2.1", 9))


def test_breach_name_looked_up():
    try:
        socket.getaddrinfo("restapi.fax.plus", 443)
    except OSError:
        pass


async def test_breach_asyncio_name_looked_up():
    try:
        await asyncio.open_connection("restapi.fax.plus", 443)
    except OSError:
        pass


def test_breach_thread_died():
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()


async def test_breach_task_died_unseen():
    async def dies():
        raise ValueError("unseen")

    asyncio.ensure_future(dies())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    gc.collect()


def test_breach_qt_warning(qapp):
    from PySide6.QtCore import qWarning
    qWarning("loud")


def test_breach_slot_raised(qtbot):
    from PySide6.QtCore import QTimer
    QTimer.singleShot(0, lambda: 1 / 0)
    qtbot.wait(50)


def test_breach_half_a_character():
    assert "\\ud800" == ""


def test_quiet_half_a_character():
    logging.getLogger("a").warning("\\ud800")


def test_quiet_loopback():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass


def test_quiet_unix_and_names():
    assert socket.getaddrinfo("localhost", 80)
    left, right = socket.socketpair()
    left.close()
    right.close()
"""


@pytest.mark.parametrize("workers", ["0", "1"], ids=["alone", "in a worker"])
def test_every_breach_fails_and_nothing_else_does(tmp_path: Path, workers: str) -> None:
    (tmp_path / "test_breaches.py").write_text(BREACHES)
    command = [sys.executable, "-m", "pytest", "-c", str(TOP / "pyproject.toml"), "--rootdir", str(tmp_path)]
    command += ["-p", "tests.conftest", "-p", "no:cacheprovider", "-n", workers, "-rA", "--tb=no"]
    command += [str(tmp_path / "test_breaches.py")]
    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=False)
    outcomes = set(re.findall(r"^(PASSED|FAILED|ERROR) .*::(test_\w+)", done.stdout, re.MULTILINE))
    good = {name for outcome, name in outcomes if outcome == "PASSED"} - {
        name for outcome, name in outcomes if outcome != "PASSED"
    }
    assert good == set(re.findall(r"def (test_quiet\w+)", BREACHES)), done.stdout
    assert {name for _, name in outcomes} == set(re.findall(r"def (test_\w+)", BREACHES))


def test_the_person_s_own_places_are_out_of_reach() -> None:
    assert Path.home() == HOME
    assert all(os.environ[name].startswith(str(HOME)) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA"))
    assert not [name for name in os.environ if name.startswith("FAXVIEWER_") or name.lower().endswith("_proxy")]
    assert os.environ["PYTHON_KEYRING_BACKEND"] == "keyring.backends.fail.Keyring"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost", ""])
def test_this_computer_is_within_the_wall(host: str) -> None:
    assert loopback_only._is_here(host)


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "example.com", "::ffff:192.0.2.1"])
def test_others_are_beyond_it(host: str) -> None:
    assert not loopback_only._is_here(host)


def test_a_refusal_happens_before_anything_is_sent() -> None:
    with socket.socket() as walled:
        walled.settimeout(0)
        with pytest.raises(loopback_only.Walled):
            walled.connect(("192.0.2.1", 80))
    assert len(loopback_only.attempts) == 1
    loopback_only.attempts.clear()
