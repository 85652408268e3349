"""Silence is law, and nothing of the person's own is touched: no settings, no keyring, no network.

Warnings and Qt messages fail tests by pyproject.toml. Here: what asyncio could only log fails them
too, and so does every look at a host other than this computer.
"""

import gc
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests import loopback_only

HOME = Path(tempfile.mkdtemp(prefix="faxviewer-tests-"))
"""A home folder for this test session alone."""

_PLACES = {
    "HOME": ".",
    "USERPROFILE": ".",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
    "XDG_CACHE_HOME": ".cache",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_RUNTIME_DIR": "run",
    "XDG_STATE_HOME": ".local/state",
}
_UNWANTED_STARTS = ("FAXVIEWER_", "LC_", "QT_", "XDG_")
_UNWANTED = {
    *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE"),
    *("BROWSER", "DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "LANGUAGE"),
}


def _isolate(environ: "os._Environ[str]") -> None:
    """Make `environ` that of an untouched computer without screen, proxy, session bus or keyring.

    Tests that need one of these start it themselves. A Qt platform that was asked for stays, with its display.
    """
    platform = environ.get("QT_QPA_PLATFORM", "offscreen")
    display = set() if platform == "offscreen" else {"DISPLAY", "WAYLAND_DISPLAY"}
    for name in list(environ):
        if name.upper() in _UNWANTED - display or name.upper().startswith(_UNWANTED_STARTS):
            del environ[name]
    for name, place in _PLACES.items():
        folder = HOME / place
        folder.mkdir(parents=True, exist_ok=True)
        environ[name] = str(folder)
    (HOME / "run").chmod(0o700)  # what the XDG specification asks of it
    environ["LANG"] = "C.UTF-8"
    environ["QT_QPA_PLATFORM"] = platform
    environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"


# How long an example takes says nothing where other tests keep the processor busy.
hypothesis.settings.register_profile("shared computer", hypothesis.settings.default, deadline=None)
hypothesis.settings.load_profile("shared computer")
_isolate(os.environ)
sys.addaudithook(loopback_only.hook)


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """However many workers there are: who of them takes which tests."""
    from tests.crew import Crew

    config.option.loadscopereorder = False  # it would begin with the file of the most tests, not with the longest
    return Crew(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable() -> Generator[None, Any, Any]:
    """What a worker reports may hold halves of characters, logged or compared, and would end the whole run by them."""
    return _sendable((yield))


def _sendable(told: Any) -> Any:
    match told:
        case str():
            return told.encode("utf-8", "backslashreplace").decode("utf-8")
        case dict():
            return {_sendable(name): _sendable(value) for name, value in told.items()}
        case list() | tuple():
            return type(told)(map(_sendable, told))
    return told


@pytest.fixture(autouse=True)
def _nothing_leaves_this_computer() -> Iterator[None]:
    """Fails a test that looked at another host, even where the code under test took the refusal in its stride."""
    loopback_only.attempts.clear()
    yield
    assert loopback_only.attempts == [], "looked beyond this computer"


@pytest.fixture(autouse=True)
def _asyncio_is_silent() -> Iterator[None]:
    """Fails a test after which asyncio had to log an error, such as an exception that nobody retrieved."""
    errors = _Errors()
    logger = logging.getLogger("asyncio")
    logger.addHandler(errors)
    yield
    logger.removeHandler(errors)
    assert errors.texts == [], "asyncio logged an error"


class _Errors(logging.Handler):
    """Collects the texts of errors."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(self.format(record))


def pytest_collection_finish() -> None:
    """Spare the garbage collector what stays to the end: each story calls for it twice, over all that was imported."""
    gc.collect()
    gc.freeze()
