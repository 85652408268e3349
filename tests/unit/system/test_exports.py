"""Files that the person asked for: whole or not at all."""

import asyncio
import os
import sys
import threading
from pathlib import Path
from typing import IO

import pytest

from faxviewer.domain.document import DocumentKind, StoredDocument
from faxviewer.domain.errors import FileNotWritten
from faxviewer.system.beside import FileBeside
from faxviewer.system.exports import copy_whole, write_whole


def names(folder: Path) -> list[str]:
    """What lies in `folder`."""
    return [one.name for one in folder.iterdir()]


async def test_a_file_is_written_in_place_of_another(tmp_path: Path) -> None:
    target = tmp_path / "faxes.csv"
    target.write_bytes(b"old")
    await write_whole(str(target), b"new")
    assert target.read_bytes() == b"new"
    assert names(tmp_path) == [target.name]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
async def test_it_is_the_persons_alone(tmp_path: Path) -> None:
    await write_whole(str(tmp_path / "faxes.csv"), b"numbers")
    assert (tmp_path / "faxes.csv").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
async def test_a_link_is_followed_to_where_the_file_is_kept(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "faxes.csv").write_bytes(b"old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "kept" / "faxes.csv")
    await write_whole(str(tmp_path / "link.csv"), b"new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "kept" / "faxes.csv").read_bytes() == b"new"


async def test_where_nothing_can_be_written_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotWritten) as raised:
        await write_whole(str(tmp_path / "nowhere" / "faxes.csv"), b"new")
    assert str(tmp_path) not in f"{raised.value.title} {raised.value.message} {raised.value.detail}"


async def test_what_broke_off_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "faxes.csv"
    target.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(FileNotWritten):
        await write_whole(str(target), b"new")
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == [target.name]


@pytest.mark.parametrize("step", ["the content", "its place"])
async def test_cancelled_it_leaves_nothing(step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begins, may_go_on, ended = threading.Event(), threading.Event(), threading.Event()

    def hold() -> None:
        begins.set()
        may_go_on.wait(60)

    def copied(source: IO[bytes], target: IO[bytes]) -> None:
        if step == "the content":
            hold()
        target.write(source.read())

    put, drop = FileBeside.put, FileBeside.drop

    def put_held(beside: FileBeside) -> None:
        put(beside)
        if step == "its place":
            hold()

    def dropped(beside: FileBeside) -> None:
        drop(beside)
        ended.set()

    monkeypatch.setattr("shutil.copyfileobj", copied)
    monkeypatch.setattr(FileBeside, "put", put_held)
    monkeypatch.setattr(FileBeside, "drop", dropped)
    folder = tmp_path / "out"
    place_document(folder, tmp_path / "fax.pdf")
    document = StoredDocument(tmp_path / "fax.pdf", DocumentKind.PDF, 4)
    running = asyncio.create_task(copy_whole(str(folder / "copy.pdf"), document))
    await asyncio.to_thread(begins.wait, 60)

    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running

    may_go_on.set()
    await asyncio.to_thread(ended.wait, 60)
    assert names(folder) == []


def place_document(folder: Path, document: Path) -> None:
    """A folder to save in, and a document."""
    folder.mkdir()
    document.write_bytes(b"%PDF")
