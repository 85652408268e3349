"""The openers of Linux with real helper scripts in place of xdg-open and its like."""

import asyncio
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from faxviewer.domain.document import DocumentKind, StoredDocument
from faxviewer.domain.errors import BrowserUnavailable, FolderNotShown, NoViewer
from faxviewer.system.launch import browsers, child_environment, is_web_address
from faxviewer.system.opener import SystemOpener

LINUX = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the helpers of Linux desktops")
ADDRESS = "https://accounts.example/login?state=a&b=$(touch%20x);`id`"

Script = Callable[..., Path]


@pytest.fixture
def script(tmp_path: Path) -> Script:
    """Puts a helper on the path; each call of it is noted in `<name>.calls`, one argument a line."""

    def put(name: str, body: str = "exit 0") -> Path:
        calls = tmp_path / f"{name}.calls"
        path = tmp_path / name
        path.write_text(f'#!/bin/sh\nfor word in "$@"; do printf "%s\\n" "$word" >> {calls}; done\n{body}\n')
        path.chmod(0o755)
        return calls

    return put


@pytest.fixture
def document(tmp_path: Path) -> StoredDocument:
    return StoredDocument(tmp_path / "fax-1.tif", DocumentKind.TIFF, 10)


def opener(tmp_path: Path, patience: float = 60, **environ: str) -> SystemOpener:
    return SystemOpener(patience=patience, environ={"PATH": str(tmp_path), **environ})


def lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def until_gone(process: psutil.Process) -> None:
    """Wait until it has ended and somebody has fetched its exit: a zombie is still running to psutil."""
    end = time.monotonic() + 60
    while process.is_running():
        assert time.monotonic() < end
        time.sleep(0.01)


@LINUX
async def test_an_address_goes_to_xdg_open_as_one_word(tmp_path: Path, script: Script) -> None:
    calls = script("xdg-open")
    await opener(tmp_path).open_address(ADDRESS)
    assert lines(calls) == [ADDRESS]


@LINUX
async def test_the_persons_own_browser_comes_first(tmp_path: Path, script: Script) -> None:
    calls, other = script("my-browser"), script("xdg-open")
    await opener(tmp_path, BROWSER=f"missing:{tmp_path}/my-browser --new-window %s").open_address(ADDRESS)
    assert lines(calls) == ["--new-window", ADDRESS]
    assert lines(other) == []


@LINUX
@pytest.mark.parametrize("helper", ["gio", "x-www-browser", "www-browser", "sensible-browser"])
async def test_each_fallback_is_tried_when_those_before_it_refuse(helper: str, tmp_path: Path, script: Script) -> None:
    script("xdg-open", "exit 3")
    script("broken-browser", "exit 1")
    calls = script(helper)
    await opener(tmp_path, BROWSER="broken-browser").open_address("http://127.0.0.1:8080/x")
    assert lines(calls)[-1] == "http://127.0.0.1:8080/x"


@LINUX
async def test_a25_no_browser_at_all_is_said(tmp_path: Path, script: Script) -> None:
    with pytest.raises(BrowserUnavailable):
        await opener(tmp_path).open_address(ADDRESS)
    script("xdg-open", "exit 4")
    with pytest.raises(BrowserUnavailable):
        await opener(tmp_path).open_address(ADDRESS)


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "--help",
        "",
        "https://",
        "http://a b/",
        "https://x/\n",
        "//x/y",
        "C:\\x",
    ],
)
async def test_only_web_addresses_are_opened(address: str, tmp_path: Path, script: Script) -> None:
    calls = script("xdg-open")
    with pytest.raises(BrowserUnavailable):
        await opener(tmp_path).open_address(address)
    assert lines(calls) == []


@LINUX
@pytest.mark.parametrize("kind", DocumentKind)
async def test_a_document_opens_in_the_program_set_for_its_kind(
    kind: DocumentKind, tmp_path: Path, script: Script
) -> None:
    asked, calls = script("xdg-mime", "echo viewer.desktop"), script("xdg-open")
    path = tmp_path / f"fax-1{kind.suffix}"
    await opener(tmp_path).open_document(StoredDocument(path, kind, 1))
    assert lines(asked) == ["query", "default", {"pdf": "application/pdf", "tiff": "image/tiff"}[kind.value]]
    assert lines(calls) == [str(path)]


@LINUX
async def test_d84_a_kind_without_a_program_is_said_and_no_browser_started(
    tmp_path: Path, script: Script, document: StoredDocument
) -> None:
    script("xdg-mime")
    calls = script("xdg-open")
    with pytest.raises(NoViewer):
        await opener(tmp_path).open_document(document)
    gio = script("gio", "exit 2")
    with pytest.raises(NoViewer):
        await opener(tmp_path).open_document(document)
    assert lines(calls) == []
    assert lines(gio) == ["open", str(document.path)]


@LINUX
@pytest.mark.parametrize("code", [3, 4])
async def test_d84_a_helper_that_says_no_is_believed(
    code: int, tmp_path: Path, script: Script, document: StoredDocument
) -> None:
    script("xdg-mime", "echo viewer.desktop")
    script("xdg-open", f"exit {code}")
    with pytest.raises(NoViewer):
        await opener(tmp_path).open_document(document)


@LINUX
async def test_d84_without_any_helper_too(tmp_path: Path, document: StoredDocument) -> None:
    with pytest.raises(NoViewer):
        await opener(tmp_path).open_document(document)


@LINUX
@pytest.mark.parametrize("name", ["a.zip", "$(touch x) `id`; 'q' \".zip", "-rf.zip"])
async def test_a_saved_file_is_shown_by_its_folder(name: str, tmp_path: Path, script: Script) -> None:
    calls = script("xdg-open")
    folder = tmp_path / "cases; 'of' $(March)"
    folder.mkdir()
    (folder / name).touch()
    await opener(tmp_path).show_in_folder(str(folder / name))
    assert lines(calls) == [str(folder)]


@LINUX
async def test_a_folder_that_nothing_shows_or_that_lost_its_file_is_said(tmp_path: Path, script: Script) -> None:
    (tmp_path / "a.zip").touch()
    with pytest.raises(FolderNotShown):
        await opener(tmp_path).show_in_folder(str(tmp_path / "a.zip"))
    calls = script("xdg-open")
    with pytest.raises(FolderNotShown):
        await opener(tmp_path).show_in_folder(str(tmp_path / "gone.zip"))
    assert lines(calls) == []


@LINUX
async def test_on_a_mac_the_file_itself_is_picked(
    tmp_path: Path, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = script("open")
    (tmp_path / "a b.zip").touch()
    monkeypatch.setattr(sys, "platform", "darwin")
    await opener(tmp_path).show_in_folder(str(tmp_path / "a b.zip"))
    assert lines(calls) == ["-R", str(tmp_path / "a b.zip")]


@LINUX
async def test_a_viewer_in_the_foreground_is_left_running_and_reaped(
    tmp_path: Path, script: Script, document: StoredDocument
) -> None:
    for name in ("pid", "gate"):
        os.mkfifo(tmp_path / name)
    script("xdg-mime", "echo viewer.desktop")
    script("xdg-open", f"echo $$ > {tmp_path}/pid; read x < {tmp_path}/gate")
    await opener(tmp_path, patience=0.2).open_document(document)
    viewer = psutil.Process(int(await asyncio.to_thread((tmp_path / "pid").read_text)))
    assert viewer.is_running()
    await asyncio.to_thread((tmp_path / "gate").write_text, "end\n")
    await asyncio.to_thread(until_gone, viewer)


@LINUX
async def test_the_loop_goes_on_while_a_helper_is_watched(tmp_path: Path, script: Script) -> None:
    os.mkfifo(tmp_path / "gate")
    script("xdg-open", f"read x < {tmp_path}/gate")
    opening = asyncio.create_task(opener(tmp_path).open_address(ADDRESS))
    for _ in range(100):
        await asyncio.sleep(0)
    assert not opening.done()
    await asyncio.to_thread((tmp_path / "gate").write_text, "end\n")
    await opening


@LINUX
async def test_a_child_is_detached_and_inherits_neither_files_nor_our_settings(tmp_path: Path, script: Script) -> None:
    script(
        "xdg-open",
        f"read -r line < /proc/$$/stat; echo $line > {tmp_path}/stat\n"
        f"export -p > {tmp_path}/env; for f in /proc/$$/fd/*; do echo ${{f##*/}}; done > {tmp_path}/fds",
    )
    read, write = os.pipe()
    try:
        os.dup2(write, 77, inheritable=True)
        environ = {"FAXVIEWER_CLIENT_SECRET": "canary", "DISPLAY": ":7"}
        await opener(tmp_path, **environ).open_address(ADDRESS)
    finally:
        for handle in (read, write, 77):
            os.close(handle)
    pid, session = lines(tmp_path / "stat")[0].split()[0], lines(tmp_path / "stat")[0].rsplit(")", 1)[1].split()[3]
    assert session == pid
    assert "77" not in lines(tmp_path / "fds")
    assert any("DISPLAY" in line for line in lines(tmp_path / "env"))
    assert not [line for line in lines(tmp_path / "env") if "canary" in line]


def test_web_addresses() -> None:
    assert is_web_address("http://localhost:8080/?code=1")
    assert not is_web_address("http://[bad/")


@pytest.mark.skipif(sys.platform == "win32", reason="$BROWSER is separated by colons")
@pytest.mark.parametrize(
    ("variable", "commands"),
    [
        ("", []),
        ("firefox", [["firefox", "U"]]),
        ("a:b -x", [["a", "U"], ["b", "-x", "U"]]),
        ("a --url=%s &", [["a", "--url=U"]]),
        ("'/opt/my browser/run' %s", [["/opt/my browser/run", "U"]]),
        ("'unclosed:b", [["b", "U"]]),
    ],
)
def test_the_browser_variable_is_read_without_a_shell(variable: str, commands: list[list[str]]) -> None:
    assert browsers(variable, "U") == commands


@pytest.mark.skipif(sys.platform == "win32", reason="paths of Linux")
def test_a_frozen_programs_children_get_the_library_path_from_before_it() -> None:
    frozen = {
        "LD_LIBRARY_PATH": "/opt/faxviewer/_internal:/usr/local/lib",
        "LD_LIBRARY_PATH_ORIG": "/usr/local/lib",
        "XDG_DATA_DIRS": "/opt/faxviewer/_internal/share:/var/lib/flatpak/exports/share:/usr/share",
        "QT_PLUGIN_PATH": "/opt/faxviewer/_internal/PySide6/plugins",
        "QML2_IMPORT_PATH": "/opt/faxviewer/_internal/PySide6/Qt/qml",
        "_PYI_APPLICATION_HOME_DIR": "/opt/faxviewer/_internal",
        "HOME": "/home/a",
    }
    assert child_environment(frozen, "/opt/faxviewer/_internal") == {
        "LD_LIBRARY_PATH": "/usr/local/lib",
        "XDG_DATA_DIRS": "/var/lib/flatpak/exports/share:/usr/share",
        "HOME": "/home/a",
    }
    del frozen["LD_LIBRARY_PATH_ORIG"]
    assert "LD_LIBRARY_PATH" not in child_environment(frozen, "/opt/faxviewer/_internal")


def test_an_installed_programs_children_get_the_environment_as_it_is() -> None:
    environ = {"LD_LIBRARY_PATH": "/usr/local/lib", "XDG_DATA_DIRS": "/usr/share", "HOME": "/home/a"}
    assert child_environment(environ) == environ


async def open_elsewhere(platform: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    await opener(tmp_path).open_address(ADDRESS)
    await opener(tmp_path).open_document(StoredDocument(Path("/x/fax-1.pdf"), DocumentKind.PDF, 1))


@LINUX
async def test_on_a_mac_open_does_it(tmp_path: Path, script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = script("open")
    await open_elsewhere("darwin", monkeypatch, tmp_path)
    assert lines(calls) == [ADDRESS, "/x/fax-1.pdf"]
    script("open", "exit 1")
    with pytest.raises(BrowserUnavailable):
        await open_elsewhere("darwin", monkeypatch, tmp_path)


@LINUX
async def test_stopped_while_it_asks_which_program_it_is_it_starts_none(
    tmp_path: Path, script: Script, document: StoredDocument
) -> None:
    goes_on, asked = tmp_path / "goes_on", tmp_path / "asked"
    script("xdg-mime", f": > {asked}; while [ ! -e {goes_on} ]; do /bin/sleep 0.05; done; echo viewer.desktop")
    viewer, other = script("xdg-open"), script("gio")
    opening = asyncio.create_task(opener(tmp_path).open_document(document))
    while not asked.exists():  # noqa: ASYNC110 (another process makes it)
        await asyncio.sleep(0.01)
    [thread] = [each for each in threading.enumerate() if each.name == "opener"]
    opening.cancel()
    await asyncio.wait([opening])
    goes_on.touch()
    await asyncio.to_thread(thread.join)
    assert opening.cancelled() and (lines(viewer), lines(other)) == ([], [])
