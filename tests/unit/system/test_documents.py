import asyncio
import errno
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from faxviewer.domain.document import DocumentKind
from faxviewer.domain.errors import DocumentIncomplete, DocumentNotStored, DocumentRefused
from faxviewer.domain.ports import DocumentDraft, DocumentStore
from faxviewer.system.documents import PrivateDocuments
from tests.unit.system.samples import SAMPLES, pdf, tiff
from tests.unit.system.test_runfolder import NO_LINKS, entries, living_program


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return tmp_path / "documents"


@pytest.fixture
def store(base: Path) -> PrivateDocuments:
    return PrivateDocuments(base)


def files(base: Path) -> list[str]:
    return [path.name for path in base.rglob("*") if path.is_file() and path.suffix != ".lock"]


def content(path: Path) -> bytes:
    return path.read_bytes()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def plant_link(place: Path, target: Path) -> None:
    target.mkdir()
    place.symlink_to(target)


async def written(store: DocumentStore, data: bytes, size: int = 700) -> DocumentDraft:
    draft = store.draft()
    for start in range(0, len(data), size):
        await draft.write(data[start : start + size])
    return draft


@pytest.mark.parametrize("kind", DocumentKind)
async def test_a_document_is_stored_whole_under_a_name_of_our_own(
    kind: DocumentKind, store: PrivateDocuments, base: Path
) -> None:
    document = await (await written(store, SAMPLES[kind])).finish()
    assert content(document.path) == SAMPLES[kind]
    assert (document.kind, document.size) == (kind, len(SAMPLES[kind]))
    assert document.path.name.startswith("fax-")
    assert document.path.suffix == kind.suffix
    assert files(base) == [document.path.name]
    await store.clear()
    assert entries(base) == []


async def test_d68_two_documents_never_share_a_name(store: PrivateDocuments, base: Path) -> None:
    drafts = [await written(store, pdf(f"number {n}")) for n in range(20)]
    documents = await asyncio.gather(*(draft.finish() for draft in drafts))
    assert [content(document.path) for document in documents] == [pdf(f"number {n}") for n in range(20)]
    await store.clear()


@pytest.mark.parametrize("data", [b"MZ\x90\0", b"\x7fELF", b"<html>", b"<svg>", b"PK\x03\x04"])
async def test_d69_what_is_no_document_is_thrown_away(data: bytes, store: PrivateDocuments, base: Path) -> None:
    draft = await written(store, data * 100)
    with pytest.raises(DocumentRefused):
        await draft.finish()
    assert files(base) == []
    await store.clear()


async def test_d70_the_kind_and_the_ending_are_what_the_bytes_say(store: PrivateDocuments) -> None:
    # Nobody tells the draft what was asked for, so nothing but the bytes can win.
    document = await (await written(store, tiff())).finish()
    assert document.kind is DocumentKind.TIFF
    assert document.path.suffix == ".tif"
    await store.clear()


async def test_d72_an_empty_document_is_said_to_be_empty(store: PrivateDocuments, base: Path) -> None:
    with pytest.raises(DocumentRefused, match="The document is empty"):
        await store.draft().finish()
    assert files(base) == []
    await store.clear()


@pytest.mark.parametrize("kind", DocumentKind)
async def test_d73_a_document_cut_short_is_thrown_away(kind: DocumentKind, store: PrivateDocuments, base: Path) -> None:
    draft = await written(store, SAMPLES[kind][:-40])
    with pytest.raises(DocumentIncomplete) as incomplete:
        await draft.finish()
    assert incomplete.value.retryable
    assert files(base) == []
    await store.clear()


@pytest.mark.skipif(sys.platform == "win32", reason="no file size limit there to make a real shortage with")
def test_d80_a_disk_that_takes_no_more_is_told_and_nothing_is_left(base: Path) -> None:
    program = """
import asyncio, resource, sys
from pathlib import Path
from faxviewer.domain.errors import DocumentNotStored
from faxviewer.system.documents import PrivateDocuments

async def main(base):
    store = PrivateDocuments(base)
    draft = store.draft()
    await draft.write(b"%PDF-1.4" + bytes(50_000))
    try:
        await draft.write(bytes(500_000))
    except DocumentNotStored as error:
        print(error.title)
    print([path.name for path in base.rglob("*.p*")])
    await store.clear()

resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
asyncio.run(main(Path(sys.argv[1])))
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(base)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout == "The disk is full\n[]\n", done.stderr


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EACCES, "virus scanner"),
        (errno.EROFS, "read-only"),
        (errno.EIO, "Make room"),
    ],
)
async def test_d80_each_refusal_of_the_disk_has_its_words(
    code: int, said: str, store: PrivateDocuments, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = await written(store, pdf()[:100])
    with monkeypatch.context() as patch:

        def refuse(handle: int, data: bytes) -> int:
            raise OSError(code, os.strerror(code), "/home/somebody/secret-name")

        patch.setattr(os, "write", refuse)
        with pytest.raises(DocumentNotStored) as refused:
            await draft.write(b"more")
    words = f"{refused.value.title} {refused.value.message} {refused.value.remedy}"
    assert said in words
    assert "somebody" not in words + str(refused.value)
    assert files(base) == []
    with pytest.raises(DocumentNotStored):
        await draft.write(b"after the end")
    assert files(base) == []
    await store.clear()


async def test_d80_a_scanner_that_lets_go_in_time_costs_nothing(
    store: PrivateDocuments, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, refusals = Path.rename, iter([True, True, False])

    def rename(self: Path, target: Path) -> Path:
        if next(refusals):
            raise PermissionError(errno.EACCES, "in use")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    document = await (await written(store, pdf())).finish()
    assert content(document.path) == pdf()
    await store.clear()


async def test_d80_a_scanner_that_holds_on_is_told_and_nothing_is_left(
    store: PrivateDocuments, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rename(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(Path, "rename", rename)
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    draft = await written(store, pdf())
    with pytest.raises(DocumentNotStored):
        await draft.finish()
    assert files(base) == []
    await store.clear()


@NO_LINKS
async def test_d81_folder_0700_and_file_0600_from_the_first_byte_on(store: PrivateDocuments, base: Path) -> None:
    before = os.umask(0)
    try:
        draft = await written(store, pdf()[:100])
        (half,) = files(base)
        document = await (await written(store, pdf())).finish()
    finally:
        os.umask(before)
    assert mode(document.path) == mode(document.path.with_name(half)) == 0o600
    assert mode(document.path.parent) == mode(base) == 0o700
    await draft.discard()
    await store.clear()


@NO_LINKS
async def test_d81_a_planted_link_is_not_followed(
    store: PrivateDocuments, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await (await written(store, pdf())).finish()
    (tmp_path / "victim").touch()
    (first.path.parent / "fax-guessed.part").symlink_to(tmp_path / "victim")
    names = iter(["guessed", "other"])
    monkeypatch.setattr("secrets.token_hex", lambda size: next(names))
    document = await (await written(store, pdf("private"))).finish()
    assert document.path.name == "fax-other.pdf"
    assert content(tmp_path / "victim") == b""
    await store.clear()


@NO_LINKS
async def test_d81_a_folder_that_is_a_link_is_refused_in_words(
    store: PrivateDocuments, base: Path, tmp_path: Path
) -> None:
    plant_link(base, tmp_path / "elsewhere")
    await store.sweep()
    with pytest.raises(DocumentNotStored, match="The folder for documents is not safe"):
        await store.draft().write(b"%PDF-")
    await store.clear()
    assert entries(tmp_path / "elsewhere") == []


async def test_d82_clearing_takes_documents_and_drafts_and_the_store_goes_on(
    store: PrivateDocuments, base: Path
) -> None:
    await (await written(store, pdf())).finish()
    draft = await written(store, pdf()[:50])
    await store.clear()
    assert entries(base) == []
    with pytest.raises(DocumentNotStored):
        await draft.write(b"of a download that outlived the sign-out")
    assert entries(base) == []
    document = await (await written(store, pdf())).finish()
    assert content(document.path) == pdf()
    await store.clear()


async def test_d83_the_next_start_removes_what_a_killed_program_left(store: PrivateDocuments, base: Path) -> None:
    with living_program(base) as (program, _):
        await store.sweep()
        assert files(base) == ["fax-1.pdf"]
        program.kill()
    await store.sweep()
    assert entries(base) == []


async def test_d85_a_cancelled_download_leaves_nothing(store: PrivateDocuments, base: Path) -> None:
    draft = await written(store, pdf()[:100])
    await draft.discard()
    await draft.discard()
    assert files(base) == []
    await store.clear()


async def test_d85_a_write_cancelled_half_way_leaves_nothing_after_discard(
    store: PrivateDocuments, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = await written(store, pdf()[:100])
    reached, gate, real = threading.Event(), threading.Event(), os.write

    def slow(handle: int, data: bytes) -> int:
        reached.set()
        gate.wait(60)
        return real(handle, data)

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", slow)
        writing = asyncio.create_task(draft.write(b"more"))
        await asyncio.to_thread(reached.wait, 60)
        writing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await writing
        discarding = asyncio.create_task(draft.discard())
        gate.set()
        await discarding
    assert files(base) == []
    await store.clear()


async def test_d85_a_finish_cancelled_at_the_last_moment_leaves_no_unknown_document(
    store: PrivateDocuments, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = await written(store, pdf())
    reached, gate, real = threading.Event(), threading.Event(), Path.rename

    def slow(self: Path, target: Path) -> Path:
        reached.set()
        gate.wait(60)
        return real(self, target)

    monkeypatch.setattr(Path, "rename", slow)
    finishing = asyncio.create_task(draft.finish())
    await asyncio.to_thread(reached.wait, 60)
    finishing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await finishing
    gate.set()
    await store.work(lambda: None)
    assert files(base) == []
    await store.clear()


async def test_discarding_after_finish_keeps_the_document(store: PrivateDocuments) -> None:
    draft = await written(store, pdf())
    document = await draft.finish()
    await draft.discard()
    assert content(document.path) == pdf()
    await store.clear()


async def test_nothing_touches_the_disk_before_the_first_byte(store: PrivateDocuments, base: Path) -> None:
    await store.draft().discard()
    await store.sweep()
    await store.clear()
    assert entries(base.parent) == []
