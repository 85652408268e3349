"""The history: what was looked up, findable by what a person remembers of it, with notes of their own."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final, Protocol

from faxviewer.domain.errors import FaxViewerError
from faxviewer.domain.fax import Fax
from faxviewer.domain.history import LONGEST_NOTE, MOST_REMEMBERED, LookedUp, looked_up
from faxviewer.domain.identifiers import SELF
from faxviewer.domain.ports import HistoryStore, Preferences
from faxviewer.domain.status import status_named
from faxviewer.presenters.entries import Entry, ListTimes, Packed, folded, one_line
from faxviewer.presenters.entry_search import read_query
from faxviewer.presenters.notices import Notice, Notices, notice_of
from faxviewer.presenters.text import short_id

PREFERENCE: Final = "history"
"""The name under which it is remembered whether a history is kept."""

NOT_REMEMBERED: Final = Notice(
    "There is nothing to write the note on",
    "Notes stand in the history, and this fax is not in it.",
    "Look the fax up while “Keep a history” in the menu is on.",
)

_NO_FAXES: Final = Packed(())


@dataclass(frozen=True, slots=True)
class HistoryState:
    """What the pane shows: the rows that match what is `wanted`, how many there are in all, whether any are kept."""

    rows: tuple[Entry, ...]
    total: int
    kept: bool
    wanted: str = ""


class HistoryView(Protocol):
    """The list of look-ups and the setting."""

    def show_history(self, state: HistoryState) -> None:
        """Show rows; each has the fax's short ID as recipient and the note as file name."""


class HistoryPresenter:
    """What the pane does. The history is that of one account; until it is known, look-ups wait in memory."""

    def __init__(
        self,
        view: HistoryView,
        notices: Notices,
        store: HistoryStore,
        preferences: Preferences,
        times: ListTimes,
        *,
        name_of: Callable[[str], str],
        cover: Callable[[Entry], Entry] = lambda row: row,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._view = view
        self._notices = notices
        self._store = store
        self._preferences = preferences
        self._times = times
        self._name_of = name_of
        self._cover = cover
        self._now = now
        self._account = ""
        self._known: dict[tuple[str, str], LookedUp] = {}
        self._wanted = ""
        self._show()

    async def open(self, account: str) -> None:
        """Take up the history of `account`; what was looked up before it was known joins it."""
        if account == self._account:
            return
        loaded = await self._store.load(account)
        waiting = {} if self._account else self._known
        notes = {each.key: each.note for each in loaded}
        early = [replace(each, note=each.note or notes.get(each.key, "")) for each in waiting.values()]
        if early:
            self._store.put(account, early)
        self._account = account
        self._known = {each.key: each for each in (*early, *loaded) if each.key not in waiting or each in early}
        self._trim()
        self._show()

    def close(self) -> None:
        """Show nothing of it any more, at a sign-out; what is kept stays for the account's next sign-in."""
        self._account = self._wanted = ""
        self._known.clear()
        self._show()

    def looked_up(self, fax: Fax, user: str) -> None:
        """Remember a look-up. One that is there already keeps its place until `sort`, so that no row jumps."""
        if not self.is_kept:
            return
        known = self._known.get((fax.asked_id, user))
        found = looked_up(fax, user, self._now(), known.note if known else "")
        self._known = {**self._known, found.key: found} if known else {found.key: found, **self._known}
        self._trim()
        self._put(found)

    def take_news(self, fax: Fax, user: str) -> None:
        """Keep the status of a fax that is remembered up to date."""
        if known := self._known.get((fax.asked_id, user)):
            self._known[known.key] = found = looked_up(fax, user, known.at, known.note)
            self._put(found)

    def annotate(self, fax_id: str, user: str, note: str) -> None:
        """Make `note` the note of a fax of the list."""
        if known := self._known.get((fax_id, user)):
            note = " ".join(note.split())[:LONGEST_NOTE]
            self._known[known.key] = noted = replace(known, note=note)
            self._put(noted)

    def note_of(self, fax_id: str, user: str) -> str | None:
        """The note as it was typed; None where the fax isn't remembered."""
        known = self._known.get((fax_id, user))
        return known.note if known else None

    def search(self, typed: str) -> None:
        """Show what has every word of `typed` in it."""
        self._wanted = typed
        self._show()

    def redraw(self) -> None:
        """Show the same rows again because what may be told of them changed."""
        self._show()

    def sort(self) -> None:
        """Put the newest look-up first, where the list comes into view."""
        newest = sorted(self._known.values(), key=lambda each: each.at, reverse=True)
        self._known = {each.key: each for each in newest}
        self._show()

    def keep(self, *, kept: bool) -> None:
        """Whether look-ups are remembered from now on. What is there stays until it is cleared."""
        self._preferences.set(PREFERENCE, "yes" if kept else "no")
        self._show()

    async def clear(self) -> None:
        """Forget every look-up of this account, on the disk too."""
        self._known.clear()
        self._show()
        if self._account:
            await self._delete(self._store.clear(self._account))

    async def clear_all(self) -> None:
        """The same for every account."""
        self._known.clear()
        self._show()
        await self._delete(self._store.clear_all())

    @property
    def is_kept(self) -> bool:
        """Whether look-ups are remembered."""
        return self._preferences.get(PREFERENCE, "yes") == "yes"

    async def _delete(self, deleting: Awaitable[None]) -> None:
        try:
            await deleting
        except FaxViewerError as error:
            self._notices.tell(notice_of(error))

    def _put(self, fax: LookedUp) -> None:
        if self._account:
            self._store.put(self._account, (fax,))
        self._show()

    def _trim(self) -> None:
        while len(self._known) > MOST_REMEMBERED:
            oldest = min(self._known.values(), key=lambda each: each.at)
            del self._known[oldest.key]

    def _show(self) -> None:
        rows = tuple(self._row(each) for each in self._known.values())
        shown = rows
        if self._wanted.strip():
            found = read_query(self._wanted).found("\n".join(map(self._searched, rows)), len(rows))
            shown = tuple(row for row, matches in zip(rows, found, strict=True) if matches)
        self._view.show_history(HistoryState(tuple(map(self._cover, shown)), len(rows), self.is_kept, self._wanted))

    def _row(self, fax: LookedUp) -> Entry:
        whose = "" if fax.user == SELF else self._name_of(fax.user) or short_id(fax.user)
        when = int(fax.at.timestamp())
        name, note, status = short_id(fax.fax_id), one_line(fax.note) if fax.note else "", status_named(fax.status)
        return Entry(fax.fax_id, fax.user, when, "", name, "", status, note, None, one_line(whose), None, _NO_FAXES, 0)

    def _searched(self, row: Entry) -> str:
        moment = row.moment
        when = self._times.searched(moment) if moment else ""
        status = f"{row.status_label} {row.status.code}"
        return folded(f"{row.fax_id} {row.user} {row.owner} {status} {row.file_name} {when}").replace("\n", " ")
