import os
import sys
from pathlib import Path

import platformdirs
import pytest

from faxviewer.system import places

LINUX = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the XDG base directories are Linux's")


@LINUX
def test_files_lie_where_the_xdg_variables_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    assert places.settings_path() == tmp_path / "CONFIG" / "faxviewer" / "settings.json"
    assert places.log_path() == tmp_path / "STATE" / "faxviewer" / "log" / "faxviewer.log"
    assert places.documents_base() == tmp_path / "CACHE" / "faxviewer" / "documents"


@pytest.mark.parametrize("base", ["", "~", "relative"])
def test_folders_are_those_that_platformdirs_knows(base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    for name in ("CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path) if base == "~" else base)
    known = (platformdirs.user_config_path, platformdirs.user_log_path, platformdirs.user_cache_path)
    ours = (places.settings_path(), places.log_path(), places.documents_base())
    assert [path.parent for path in ours] == [find("faxviewer", appauthor=False) for find in known]


@LINUX
def test_d81_documents_lie_in_the_runtime_folder_only_where_it_is_private(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime, cache = tmp_path / "run", tmp_path / "cache"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    assert places.documents_base() == runtime / "faxviewer" / "documents"
    runtime.chmod(0o755)
    assert places.documents_base() == cache / "faxviewer" / "documents"
    (tmp_path / "link").symlink_to(runtime)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "link"))
    assert places.documents_base() == cache / "faxviewer" / "documents"


def test_nothing_lies_in_a_shared_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    for path in (places.settings_path(), places.log_path(), places.documents_base()):
        assert path.is_relative_to(Path.home())


@LINUX
def test_later_starts_find_the_window_in_the_runtime_folder_by_the_person_s_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    assert places.meeting_folder() == runtime / "faxviewer" / "window"
    assert places.meeting_address() == str(places.meeting_folder() / f"faxviewer-{os.geteuid()}")
    runtime.chmod(0o755)
    assert places.meeting_folder().is_relative_to(Path.home())
