"""Archives of evidence: real zip files in a folder of the test's own."""

import asyncio
import errno
import hashlib
import os
import sys
import threading
import tracemalloc
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from faxviewer.domain.document import DocumentKind, StoredDocument
from faxviewer.domain.errors import FileNotWritten
from faxviewer.system.evidence import ArchiveDraft, EvidenceArchives

MADE = datetime(2026, 3, 27, 11, 30, 8, tzinfo=UTC)


def begun(path: Path, made_at: datetime = MADE) -> ArchiveDraft:
    return EvidenceArchives().draft(str(path), made_at)


def stored(path: Path, content: bytes) -> StoredDocument:
    """A document in the private folder."""
    path.write_bytes(content)
    return StoredDocument(path, DocumentKind.PDF, len(content))


def old(place: Path) -> bytes:
    """What stands at the place from before."""
    return place.read_bytes()


def untold(_done: int, _total: int | None) -> None:
    """Nobody looks."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the archive is to stand, in a folder with nothing else in it."""
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "a.zip"


@pytest.fixture
def taken(place: Path) -> Path:
    """The same, where another file stands already."""
    place.write_bytes(b"old")
    return place


def place_older(place: Path, content: bytes) -> None:
    """Another file stands there already."""
    place.write_bytes(content)


def mode(place: Path) -> int:
    """Who may do what with it."""
    return place.stat().st_mode & 0o777


def lying_there(place: Path) -> list[str]:
    return sorted(one.name for one in place.parent.iterdir())


async def test_what_goes_in_comes_out_with_its_sum(place: Path, tmp_path: Path) -> None:
    content = os.urandom(3_000_000)
    told: list[tuple[int, int | None]] = []
    draft = begun(place)
    await draft.open()
    first = await draft.add("one.txt", b"one")
    second = await draft.add_document(
        "two.pdf", stored(tmp_path / "x", content), lambda done, total: told.append((done, total))
    )
    assert lying_there(place) != [place.name], "not there before it is whole"
    await draft.finish()
    await draft.discard()
    assert lying_there(place) == [place.name]
    with zipfile.ZipFile(place) as archive:
        assert archive.namelist() == ["one.txt", "two.pdf"]
        for sealed, data in ((first, b"one"), (second, content)):
            assert archive.read(sealed.name) == data
            assert (sealed.size, sealed.sha256) == (len(data), hashlib.sha256(data).hexdigest())
        local = MADE.astimezone().timetuple()[:6]
        assert {entry.date_time for entry in archive.infolist()} == {local}
    assert told[-1] == (3_000_000, 3_000_000) and len(told) == 3


async def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        draft = begun(tmp_path / name)
        await draft.open()
        await draft.add("one.txt", b"one" * 1000)
        await draft.finish()
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
async def test_it_is_the_persons_alone(place: Path) -> None:
    draft = begun(place)
    await draft.open()
    await draft.finish()
    assert mode(place) == 0o600


async def test_a_clock_before_all_zip_files_does_no_harm(place: Path) -> None:
    draft = begun(place, datetime(1970, 1, 1, tzinfo=UTC))
    await draft.open()
    await draft.add("one.txt", b"one")
    await draft.finish()
    with zipfile.ZipFile(place) as archive:
        assert archive.infolist()[0].date_time[0] == 1980


async def test_a_document_larger_than_what_may_be_in_memory_is_streamed(place: Path, tmp_path: Path) -> None:
    size = 40_000_000
    with (tmp_path / "x").open("wb") as file:
        file.truncate(size)
    draft = begun(place)
    await draft.open()
    tracemalloc.start()
    try:
        await draft.add_document("x.pdf", StoredDocument(tmp_path / "x", DocumentKind.PDF, size), untold)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    await draft.discard()
    assert most < size / 8


async def test_a_discarded_draft_leaves_nothing(taken: Path) -> None:
    draft = begun(taken)
    await draft.discard()
    draft = begun(taken)
    await draft.open()
    await draft.add("one.txt", b"one")
    await draft.discard()
    await draft.discard()
    assert lying_there(taken) == [taken.name] and old(taken) == b"old"


async def test_d80_a_folder_that_is_not_there_is_said_at_once(tmp_path: Path) -> None:
    draft = begun(tmp_path / "nowhere" / "a.zip")
    with pytest.raises(FileNotWritten) as raised:
        await draft.open()
    assert str(tmp_path) not in f"{raised.value.message} {raised.value.detail}"
    await draft.discard()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to")
@pytest.mark.parametrize("when", ["in the middle", "at the end"])
async def test_d80_a_full_disk_leaves_the_old_file_and_nothing_else(
    taken: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    draft = begun(taken)
    await draft.open()
    os.dup2(os.open("/dev/full", os.O_RDWR), draft._beside.file.fileno())  # type: ignore[union-attr]
    with pytest.raises(FileNotWritten) as raised:
        await draft.add("one.bin", os.urandom(200_000 if when == "in the middle" else 10))
        await draft.finish()
    assert raised.value.detail == os.strerror(errno.ENOSPC)
    await draft.discard()
    assert lying_there(taken) == [taken.name] and old(taken) == b"old"


async def test_a_document_that_is_gone_fails_the_archive(place: Path, tmp_path: Path) -> None:
    draft = begun(place)
    await draft.open()
    with pytest.raises(FileNotWritten):
        await draft.add_document("x.pdf", StoredDocument(tmp_path / "x", DocumentKind.PDF, 7), untold)
    with pytest.raises(FileNotWritten):
        await draft.finish()
    assert lying_there(place) == []


async def test_cancelling_stops_the_thread_in_the_middle_of_a_document(place: Path, tmp_path: Path) -> None:
    size = 400_000_000
    with (tmp_path / "x").open("wb") as file:
        file.truncate(size)
    begins = asyncio.Event()
    told: list[int] = []

    def tell(done: int, _total: int | None) -> None:
        told.append(done)
        begins.set()

    draft = begun(place)
    await draft.open()
    document = StoredDocument(tmp_path / "x", DocumentKind.PDF, size)
    running = asyncio.create_task(draft.add_document("x.pdf", document, tell))
    await begins.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await draft.discard()
    assert lying_there(place) == []
    assert told[-1] < size


@pytest.mark.parametrize("before", [None, b"older"])
async def test_cancelled_while_it_comes_to_its_place_it_goes_again(
    before: bytes | None, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begins, may_go_on, sync = threading.Event(), threading.Event(), os.fsync

    def held(handle: int) -> None:
        begins.set()
        may_go_on.wait(60)
        sync(handle)

    if before:
        place_older(place, before)
    monkeypatch.setattr(os, "fsync", held)
    draft = begun(place)
    await draft.open()
    await draft.add("a.txt", b"a")
    running = asyncio.create_task(draft.finish())
    await asyncio.to_thread(begins.wait, 60)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    may_go_on.set()
    await draft.discard()
    assert lying_there(place) == ([place.name] if before else []), "what it replaced can't be had back: that stays"


async def test_once_it_is_there_it_stays(place: Path) -> None:
    draft = begun(place)
    await draft.open()
    await draft.finish()
    await draft.discard()
    assert lying_there(place) == [place.name]
