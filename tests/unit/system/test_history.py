"""The history's files, on a real disk."""

import json
import stat
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from faxviewer.domain.errors import HistoryKept
from faxviewer.domain.fax import Fax
from faxviewer.domain.history import LONGEST_NOTE, MOST_REMEMBERED, UNKNOWN, LookedUp, looked_up
from faxviewer.system.history import HistoryFiles

ID, OTHER = "5e7de3ad54cfd54eb568cc76", "5e7de3ad54cfd54eb568cc77"
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ADA = "https://api.example u1"


def one(fax_id: str = ID, minutes: float = 0, note: str = "", user: str = "self") -> LookedUp:
    return LookedUp(fax_id, user, "success", NOON + timedelta(minutes=minutes), note)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.exists() else []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "history"


async def kept(store: HistoryFiles, *faxes: LookedUp, account: str = ADA) -> tuple[LookedUp, ...]:
    """What is there once `faxes` are written."""
    store.put(account, faxes)
    return await store.load(account)


async def test_look_ups_outlive_the_program_the_newest_first(folder: Path) -> None:
    store = HistoryFiles(folder)
    assert await store.load(ADA) == () and files(folder) == []
    store.put(ADA, [one(ID, 0, "ticket 4711")])
    store.put(ADA, [one(OTHER, 1, user="74d59d27e93d41e8ab4d2ae1c5a789d2")])
    await store.aclose()
    assert await HistoryFiles(folder).load(ADA) == (
        one(OTHER, 1, user="74d59d27e93d41e8ab4d2ae1c5a789d2"),
        one(ID, 0, "ticket 4711"),
    )


async def test_within_a_second_the_newest_is_first_too(folder: Path) -> None:
    assert [each.fax_id for each in await kept(HistoryFiles(folder), one(ID), one(OTHER, 0.005))] == [OTHER, ID]


async def test_a_fax_is_there_once_as_it_was_last(folder: Path) -> None:
    store = HistoryFiles(folder)
    assert await kept(store, one(ID, 0), one(OTHER, 1), one(ID, 2, "again")) == (one(ID, 2, "again"), one(OTHER, 1))
    assert len(await kept(store, one(ID, 3, user="u2"))) == 3, "under another user it is another look-up"


async def test_it_holds_so_many_and_no_more(folder: Path) -> None:
    faxes = [one(f"{number:024x}", number) for number in range(MOST_REMEMBERED + 20)]
    found = await kept(HistoryFiles(folder), *faxes)
    assert found == tuple(reversed(faxes[20:]))


async def test_accounts_have_files_of_their_own_that_do_not_name_them(folder: Path) -> None:
    store = HistoryFiles(folder)
    await kept(store, one(ID))
    assert await kept(store, one(OTHER), account="https://api.example u2") == (one(OTHER),)
    assert await store.load(ADA) == (one(ID),)
    assert len(files(folder)) == 2
    assert all("u1" not in path.name and "example" not in path.name for path in files(folder))


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
async def test_only_the_person_can_read_it(folder: Path) -> None:
    await kept(HistoryFiles(folder), one())
    (path,) = files(folder)
    assert (mode(path), mode(folder)) == (0o600, 0o700)


async def test_nothing_that_the_fax_says_is_on_the_disk(folder: Path) -> None:
    said = {"to": "+41446681800", "from": "+41225510000", "owner_name": "canary-name", "file_name": "canary-file"}
    odd = Fax(ID, {**said, "status": "canary-status +41"})
    await kept(HistoryFiles(folder), looked_up(odd, "self", NOON))
    (path,) = files(folder)
    written = json.loads(path.read_text())
    assert "canary" not in path.read_text() and "+41" not in path.read_text()
    assert set(written["faxes"][0]) == {"id", "user", "status", "at", "note"}
    assert written["faxes"][0]["status"] == UNKNOWN


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"[[[[", b'{"faxes": 3}', b"\xff\xfe", b"[" * 100_000, b" " * 4_000_001]
)
async def test_a_file_that_cannot_be_understood_is_set_aside_and_a_new_one_begun(folder: Path, content: bytes) -> None:
    store = HistoryFiles(folder)
    await kept(store, one())
    (path,) = files(folder)
    path.write_bytes(content)
    assert await store.load(ADA) == ()
    assert await kept(store, one(OTHER)) == (one(OTHER),)
    assert [each.name for each in files(folder)] == [path.name, f"{path.name}.broken"]


async def test_lines_that_cannot_be_right_cost_only_themselves(folder: Path) -> None:
    store = HistoryFiles(folder)
    await kept(store, one())
    (path,) = files(folder)
    good = json.loads(path.read_text())["faxes"][0]
    bad: list[object] = [None, 3, "x", {}, [good]]
    bad += [{**good, "id": "a/b"}, {**good, "id": ""}, {**good, "user": "a?b"}, {**good, "status": None}]
    bad += [{**good, "at": "noon"}, {**good, "at": 1e300}, {**good, "at": float("nan")}, {**good, "note": 1}]
    path.write_text(json.dumps({"faxes": [*bad, {**good, "note": "n" * 9_999}]}))
    (left,) = await store.load(ADA)
    assert left == one(note="n" * LONGEST_NOTE)


async def test_a_note_may_hold_whatever_can_be_typed(folder: Path) -> None:
    for note in ("Grüße \u202e\ud800 \U0001f4e0", "\\\"'{}", "a" * LONGEST_NOTE):
        (found,) = await kept(HistoryFiles(folder), one(note=note))
        assert found.note == note


async def test_clearing_leaves_nothing_of_this_account_and_everything_of_others(folder: Path) -> None:
    store = HistoryFiles(folder)
    await kept(store, one())
    (path,) = files(folder)
    path.with_name(f"{path.name}.broken").write_text("old")
    path.with_name(f".{path.name}.half").write_text("killed")
    await kept(store, one(OTHER), account="another")
    await store.clear(ADA)
    assert await store.load(ADA) == ()
    assert len(files(folder)) == 1 and await store.load("another") == (one(OTHER),)
    await store.clear_all()
    assert files(folder) == [] and await store.load("another") == ()
    await store.clear(ADA)


async def test_what_is_written_just_before_it_is_cleared_is_gone_too(folder: Path) -> None:
    store = HistoryFiles(folder)
    store.put(ADA, [one()])
    await store.clear(ADA)
    assert files(folder) == []


async def test_a_file_that_stays_is_told(folder: Path) -> None:
    store = HistoryFiles(folder)
    await kept(store, one())
    (path,) = files(folder)
    path.unlink()
    path.mkdir()  # what can't be deleted as a file
    with pytest.raises(HistoryKept):
        await store.clear(ADA)


async def test_a_disk_that_refuses_costs_only_the_remembering(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("")
    store = HistoryFiles(tmp_path / "file" / "history")
    assert await kept(store, one()) == ()
    assert ID not in caplog.text and "The history can't be" in caplog.text


async def test_another_programs_look_ups_stay(folder: Path) -> None:
    first, second = HistoryFiles(folder), HistoryFiles(folder)
    await kept(first, one(ID))
    await kept(second, one(OTHER, 1))
    assert len(await kept(first, one(ID, 2))) == 2


async def test_the_demos_is_in_memory_only() -> None:
    store = HistoryFiles(None)
    assert await kept(store, one()) == (one(),)
    assert await HistoryFiles(None).load(ADA) == ()
    await store.clear(ADA)
    assert await store.load(ADA) == ()
    await kept(store, one())
    await store.clear_all()
    assert await store.load(ADA) == ()
