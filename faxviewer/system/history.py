"""The history's files: one for each account, readable by the person alone; none of them names the account."""

import hashlib
import json
import logging
import os
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from faxviewer.domain.errors import HistoryKept, InputRefused
from faxviewer.domain.history import LONGEST_NOTE, MOST_REMEMBERED, LookedUp
from faxviewer.domain.identifiers import fax_id_in, user_id_in
from faxviewer.system.threads import Worker

_LIMIT: Final = 4_000_000
"""Bytes of a file of ours at the most, and more than it can need."""
_LONGEST_STATUS: Final = 64
_log: Final = logging.getLogger(__name__)


class HistoryFiles:
    """Keeps histories as JSON files in `folder`; with `folder` None in memory only (implements HistoryStore).

    A file that can't be understood is kept aside as `….broken` and a new one begun; lines of it that can't
    be right are left out. Another running program's look-ups stay in it.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._worker = Worker("history")
        self._memory: dict[str, tuple[LookedUp, ...]] = {}

    async def load(self, account: str) -> tuple[LookedUp, ...]:
        """What is remembered for `account`, the newest first. Never raises."""
        return await self._worker.run(lambda: self._read(account))

    def put(self, account: str, faxes: Sequence[LookedUp]) -> None:
        """Remember `faxes` beside the others, each in place of what was known of it. Returns at once."""
        kept = tuple(faxes)

        def write() -> None:
            try:
                self._write(account, merged(kept, self._read(account)))
            except OSError as error:
                _log.warning("The history can't be written: %s", type(error).__name__)

        self._worker.post(write)

    async def clear(self, account: str) -> None:
        """Delete what is remembered for `account`. Raises HistoryKept."""

        def delete() -> None:
            self._memory.pop(account, None)
            self._delete(_name(account))

        await self._worker.run(delete)

    async def clear_all(self) -> None:
        """Delete every account's history. Raises HistoryKept."""

        def delete() -> None:
            self._memory.clear()
            self._delete("history-*.json")

        await self._worker.run(delete)

    async def aclose(self) -> None:
        """Wait until everything is written."""
        await self._worker.run(lambda: None)

    def _read(self, account: str) -> tuple[LookedUp, ...]:
        if self._folder is None:
            return self._memory.get(account, ())
        path = self._folder / _name(account)
        try:
            with path.open("rb") as file:
                data = file.read(_LIMIT + 1)
        except FileNotFoundError:
            return ()
        except OSError as error:
            _log.warning("The history can't be read: %s", type(error).__name__)
            return ()
        try:
            if len(data) > _LIMIT:
                raise ValueError
            lines = json.loads(data)["faxes"]
            if not isinstance(lines, list):
                raise TypeError
        except (ValueError, TypeError, KeyError, RecursionError):
            _log.warning("A history can't be understood and was set aside")
            self._set_aside(path)
            return ()
        return merged((), tuple(read for line in lines if (read := _fax(line))))

    def _set_aside(self, path: Path) -> None:
        try:
            path.replace(path.with_name(f"{path.name}.broken"))
        except OSError as error:
            _log.warning("It could not be set aside: %s", type(error).__name__)

    def _write(self, account: str, faxes: tuple[LookedUp, ...]) -> None:
        if self._folder is None:
            self._memory[account] = faxes
            return
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._folder / _name(account)
        # mkstemp makes it 0600. A link in the file's place is replaced, not written through.
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=self._folder)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                # ASCII escapes, so that a lone surrogate in a note can be written too.
                json.dump({"faxes": [_line(fax) for fax in faxes]}, file)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def _delete(self, pattern: str) -> None:
        if self._folder is None:
            return
        try:
            # With what was set aside, and what a killed program left half written.
            for each in (pattern, f"{pattern}.broken", f".{pattern}.*"):
                for path in self._folder.glob(each):
                    path.unlink(missing_ok=True)
        except OSError as error:
            raise HistoryKept(detail=type(error).__name__) from error


def merged(newer: Sequence[LookedUp], older: Sequence[LookedUp]) -> tuple[LookedUp, ...]:
    """Both, each fax once, the newest look-up first, as many as are remembered."""
    known = {fax.key: fax for fax in reversed(older)} | {fax.key: fax for fax in newer}
    return tuple(sorted(known.values(), key=lambda fax: fax.at, reverse=True)[:MOST_REMEMBERED])


def _name(account: str) -> str:
    digest = hashlib.sha256(f"faxviewer history {account}".encode("utf-8", "surrogatepass")).hexdigest()
    return f"history-{digest[:32]}.json"


def _line(fax: LookedUp) -> dict[str, Any]:
    return {
        "id": fax.fax_id,
        "user": fax.user,
        "status": fax.status,
        "at": round(fax.at.timestamp(), 3),
        "note": fax.note,
    }


def _fax(line: object) -> LookedUp | None:
    """What a line of the file says; None where it can't be one of ours."""
    try:
        match line:
            case {
                "id": str(fax_id),
                "user": str(user),
                "status": str(status),
                "at": int(at) | float(at),
                "note": str(note),
            }:
                moment = datetime.fromtimestamp(at, UTC)
                return LookedUp(
                    fax_id_in(fax_id), user_id_in(user), status[:_LONGEST_STATUS], moment, note[:LONGEST_NOTE]
                )
    except (InputRefused, ValueError, OverflowError, OSError):
        pass
    return None
