"""What stories may begin from: a computer that nobody used yet, and a service that runs apart from the program."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from faxviewer.demo.service import DemoService
from faxviewer.ui import list_model

_FOLDERS = ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")


@pytest.fixture
def untouched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home folder without settings, in which every desk of the test sits. No keychain works there."""
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    for name in _FOLDERS:
        folder = tmp_path / name.lower()
        folder.mkdir(mode=0o700)
        monkeypatch.setenv(name, str(folder))
    # Not in pytest's folder: the window puts a socket there, whose path has at most 107 bytes.
    with tempfile.TemporaryDirectory(prefix="fv-") as short:
        monkeypatch.setenv("XDG_RUNTIME_DIR", short)
        yield tmp_path


@pytest.fixture
def service(untouched: Path) -> Iterator[DemoService]:
    """A Fax.Plus that the program knows nothing about, in an untouched home."""
    with DemoService() as running:
        yield running


@pytest.fixture
def by_token(service: DemoService, monkeypatch: pytest.MonkeyPatch) -> DemoService:
    """The same, and the environment names it with a personal access token: the program starts signed in."""
    monkeypatch.setenv("FAXVIEWER_API_URL", service.api_url)
    monkeypatch.setenv("FAXVIEWER_PERSONAL_ACCESS_TOKEN", service.personal_access_token)
    return service


@pytest.fixture(autouse=True)
def _empty_clipboard(qapp: object) -> None:
    QGuiApplication.clipboard().clear()


@pytest.fixture(autouse=True)
def _searches_are_done_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Within the call, however busy the computer is: that they are done in slices is `test_list_model`'s to tell."""
    monkeypatch.setattr(list_model, "SLICE_SECONDS", 60.0)
