"""The rows of a list of faxes: what each shows, packed so that a hundred thousand of them fit in memory."""

import json
import re
import unicodedata
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any, Final, NamedTuple, Protocol

from faxviewer.domain.fax import Departure, DepartureKind, Direction, Fax, Presence, Shape
from faxviewer.domain.status import STATUSES, Status
from faxviewer.presenters.text import shortened, shown

LONGEST: Final = 120
"""Characters of one value that a row holds; the form shows the whole."""

_ACCENTS: Final = re.compile("[\u0300-\u036f]")
"""Unicode's combining diacritical marks, of Latin, Greek and Cyrillic letters."""


class Column(IntEnum):
    """What a list tells of each fax, from left to right."""

    WHEN = 0
    FROM = 1
    TO = 2
    PAGES = 3
    STATUS = 4
    FILE_NAME = 5
    READ = 6
    OWNER = 7


TITLES: Final = ("When", "From", "To", "Pages", "Status", "File name", "Read", "Owner")
"""The columns' titles, by Column."""


class ListTimes(Protocol):
    """Writes times the way the computer's locale and zone do."""

    def brief(self, moment: datetime) -> str:
        """An aware time as short as a row needs it: the time of day today, else the day."""

    def searched(self, moment: datetime) -> str:
        """All that a person may type to find it: dates, weekday, month, time of day."""


class Entry(NamedTuple):
    """One listed fax. Its texts are visible, short and of one line; `when` is in Unix seconds.

    `user` is whom it was listed under. `fax_of` gives the whole fax.
    """

    fax_id: str
    user: str
    when: int | None
    sender: str
    recipient: str
    pages: str
    status: Status
    file_name: str
    read: bool | None
    owner: str
    direction: Direction | None
    packed: "Packed"
    place: int

    @property
    def party(self) -> str:
        """The number at the other end; where the direction is unknown, the recipient or else the sender."""
        if self.direction is Direction.INCOMING:
            return self.sender
        return self.recipient if self.direction or self.recipient else self.sender

    @property
    def own_party(self) -> str:
        """The number at this end."""
        return self.recipient if self.party is self.sender else self.sender

    @property
    def moment(self) -> datetime | None:
        """`when` as a time in UTC."""
        return None if self.when is None else datetime.fromtimestamp(self.when, UTC)

    @property
    def pages_in_words(self) -> str:
        """`1 page`, `14 pages`; nothing where no number is known."""
        return f"{self.pages} {'page' if self.pages == '1' else 'pages'}" if self.pages else ""

    @property
    def status_label(self) -> str:
        """The status as a badge says it: an incoming fax is received, not delivered."""
        incoming = None if self.direction is None else self.direction is Direction.INCOMING
        label = self.status.label_for(incoming=incoming)
        return label if self.status.code in STATUSES else one_line(label)

    @property
    def read_mark(self) -> str:
        """Read, Unread, or nothing where the service doesn't say."""
        return {True: "Read", False: "Unread", None: ""}[self.read]


class Packed:
    """The faxes of some rows, compressed. Odd ones that can't be packed are kept as they are."""

    __slots__ = ("_kept",)

    def __init__(self, faxes: Sequence[Fax]) -> None:
        self._kept: bytes | tuple[Fax, ...]
        try:
            # Python's own JSON holds whatever the service sent, lone surrogates included.
            self._kept = _compressed(json.dumps([_taken_apart(fax) for fax in faxes]).encode())
        except (ValueError, RecursionError):  # integers over 4,300 digits; nested without end
            self._kept = tuple(faxes)

    def fax(self, place: int) -> Fax:
        """The fax at `place`, as it was."""
        if isinstance(self._kept, tuple):
            return self._kept[place]
        return _put_together(*json.loads(zlib.decompress(self._kept))[place])


def _compressed(page: bytes) -> bytes:
    """`page` as small as zlib's own measures make it, and in 64 kB while it works, not the usual 256."""
    work = zlib.compressobj(wbits=13, memLevel=6)
    return work.compress(page) + work.flush()


class EntryPage(NamedTuple):
    """Rows that come together. `searched` has a line for each: what a search in it compares with."""

    entries: tuple[Entry, ...]
    searched: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What rows need to know beside the faxes. `owner_name` gives a known user's name, else an empty text."""

    user: str
    times: ListTimes
    owner_name: Callable[[str], str] = lambda _user_id: ""

    def page(self, faxes: Sequence[Fax]) -> EntryPage:
        """A row for each of `faxes`. Never raises, however odd they are."""
        packed = Packed(faxes)
        same: dict[str, str] = {}  # one's own number, its owner and the like are kept once for the page
        entries = tuple(self._entry(fax, packed, place, same) for place, fax in enumerate(faxes))
        return EntryPage(entries, "\n".join(map(self.searched, entries)))

    def searched(self, entry: Entry) -> str:
        """One line that holds all columns of `entry` for a search, folded by `folded`."""
        moment = entry.moment
        when = self.times.searched(moment) if moment else ""
        way = entry.direction.value if entry.direction else ""
        status = entry.status_label if entry.status.code in STATUSES else ""
        line = (
            f"{entry.sender} {entry.recipient} {entry.pages_in_words} {status} {one_line(entry.status.code)} "
            f"{entry.file_name} {entry.read_mark} {entry.owner} {way} {when}"
        )
        return folded(line).replace("\n", " ")

    def _entry(self, fax: Fax, packed: Packed, place: int, same: dict[str, str]) -> Entry:
        values = fax.values
        sender, recipient = _party(values.get("from")), _party(values.get("to"))
        owner_id = values.get("owner_id")
        name = self.owner_name(owner_id) if isinstance(owner_id, str) else ""
        owner = one_line(name) if name else _text(fax, "owner_id")
        return Entry(
            fax.id,
            self.user,
            _when(fax),
            same.setdefault(sender, sender),
            same.setdefault(recipient, recipient),
            _text(fax, "pages"),
            fax.status,
            _text(fax, "file_name"),
            fax.flag("is_read"),
            same.setdefault(owner, owner),
            fax.direction,
            packed,
            place,
        )


def fax_of(entry: Entry) -> Fax:
    """The whole fax of `entry`, departures included, as the list gave it: good for showing it at once."""
    return entry.packed.fax(entry.place)


def folded(text: str) -> str:
    """`text` as searches compare it: case, accents and ways to write the same letter don't count."""
    if text.isascii():
        return text.casefold()
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))


def one_line(value: object) -> str:
    """Any value as a short visible text without line breaks."""
    if isinstance(value, str) and len(value) > LONGEST:
        value = f"{value[:LONGEST]}…"  # before anything looks at each character: a value can be a megabyte
    return shortened(shown(value), LONGEST + 1).replace("\n", " ").replace("\t", " ")


def _text(fax: Fax, path: str) -> str:
    return one_line(fax.values[path]) if fax.presence(path) is Presence.PRESENT else ""


def _party(value: object) -> str:
    if type(value) is str:
        return one_line(value) if value else ""
    if isinstance(value, list) and value and all(isinstance(each, str) and each for each in value):
        return one_line(", ".join(value))
    return "" if value in (None, "", [], {}) else one_line(value)


_TIMES: Final = ("submit_time", "start_time", "last_update", "scheduled_time")
"""A row's time is the first of these that is known: it doesn't move while the fax is under way."""


def _when(fax: Fax) -> int | None:
    for path in _TIMES:
        if moment := fax.time(path):
            return int(moment.timestamp())
    return None


def _taken_apart(fax: Fax) -> list[Any]:
    departures = [(one.path, one.kind.name, one.reason, one.rule) for one in fax.departures]
    return [fax.asked_id, fax.values, fax.api_names, fax.other, departures, fax.shape.name]


def _put_together(
    asked_id: str,
    values: dict[str, Any],
    api_names: dict[str, str],
    other: dict[str, Any],
    departures: list[list[str]],
    shape: str,
) -> Fax:
    found = tuple(Departure(path, DepartureKind[kind], reason, rule) for path, kind, reason, rule in departures)
    return Fax(asked_id, values, api_names, other, found, Shape[shape])
