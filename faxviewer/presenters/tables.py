"""Looked-up faxes as a table for other programs: CSV for a file, tab-separated text for the clipboard.

A cell that a spreadsheet would run (it begins with = + - @, a tab, CR, LF, NUL or a full-width = + - @) gets an
apostrophe in front, and so does one that begins with an apostrophe. Whoever reads a cell back takes one off.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

from faxviewer.domain.errors import FaxViewerError
from faxviewer.domain.fax import Fax, Presence
from faxviewer.presenters.answer import is_incoming
from faxviewer.presenters.text import shown

Outcome = Fax | FaxViewerError | None
"""What a look-up came to; None where it was not made."""

COLUMNS: Final = (
    *("Fax ID", "User", "Time (UTC)", "Direction", "From", "To", "Pages"),
    *("Status", "Status as sent", "File name", "Read", "Owner", "Error"),
)

_RUN: Final = "=+-@\t\r\n\0＝＋－＠"
_APOSTROPHE: Final = "'"
_BREAKS: Final = re.compile(r"[\t\n\v\f\r\x00\x1c-\x1e\x85\u2028\u2029]+")
_TIMES: Final = ("submit_time", "start_time", "last_update", "scheduled_time")


def row_of(fax_id: str, user: str, outcome: Outcome) -> tuple[str, ...]:
    """The cells of one look-up, by COLUMNS, as the service sent them."""
    if not isinstance(outcome, Fax):
        reason = f"{outcome.title}. {outcome.message}".strip() if outcome else "Not looked up"
        return (fax_id, user, *[""] * (len(COLUMNS) - 3), reason)
    status = outcome.status
    time = next((outcome.values[path] for path in _TIMES if outcome.time(path)), None)
    read = outcome.flag("is_read")
    return (
        fax_id,
        user,
        _written(time),
        *(_sent(outcome, path) for path in ("direction", "from", "to", "pages")),
        status.label_for(incoming=is_incoming(outcome)),
        *(_sent(outcome, path) for path in ("status", "file_name")),
        "" if read is None else "yes" if read else "no",
        _sent(outcome, "owner_id"),
        "",
    )


def guarded(cell: str) -> str:
    """`cell` so that no spreadsheet runs it."""
    return _APOSTROPHE + cell if cell.startswith((*_RUN, _APOSTROPHE)) else cell


def unguarded(cell: str) -> str:
    """What was given to `guarded`."""
    return cell.removeprefix(_APOSTROPHE)


def csv_of(rows: Iterable[Sequence[str]]) -> bytes:
    """RFC 4180 in UTF-8 with a byte order mark, COLUMNS first. Every cell is quoted: some countries split at `;`."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", errors="replace")  # a lone half of a character fits in no file


def tabbed(rows: Iterable[Sequence[str]]) -> str:
    """The same for the clipboard: one line a row, the cells parted by tabs, which stand nowhere else."""
    return "\n".join("\t".join(map(_flat, row)) for row in (COLUMNS, *rows)) + "\n"


def _flat(cell: str) -> str:
    flat = _BREAKS.sub(" ", guarded(cell))
    # Spreadsheets read a cell that begins with a quote up to the next one, over tabs and lines.
    return '"' + flat.replace('"', '""') + '"' if flat.startswith('"') else flat


def _sent(fax: Fax, path: str) -> str:
    return _written(fax.values[path]) if fax.presence(path) is Presence.PRESENT else ""


def _written(value: object) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ", ".join(value)
    return shown(value)
