"""Looking up many faxes that were pasted together, into a list of their own."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from faxviewer.domain.errors import FaxViewerError, InputRefused, RateLimited, SessionEnded
from faxviewer.domain.fax import Fax
from faxviewer.domain.identifiers import SELF, FoundIds, user_id_in
from faxviewer.domain.ports import FaxSource
from faxviewer.domain.tone import Tone
from faxviewer.presenters.crowd import Crowd
from faxviewer.presenters.entries import Entry, EntryPage, Listing, fax_of
from faxviewer.presenters.notices import Notice, Notices, notice_of
from faxviewer.presenters.pasted_rows import page_of
from faxviewer.presenters.tables import Outcome, csv_of, row_of, tabbed

GATHERING_SECONDS: Final = 0.2
"""How long what came is gathered before it is shown together."""


@dataclass(frozen=True, slots=True)
class ManyState:
    """How far it is. `left_out` counts IDs beyond the most there may be; `pause` are seconds the service asks for."""

    total: int
    found: int
    failed: int
    running: bool
    left_out: int = 0
    pause: float = 0.0

    @property
    def waiting(self) -> int:
        """Those that were not looked up yet."""
        return self.total - self.found - self.failed


class ManyView(Protocol):
    """The list of pasted faxes, beside those of the service."""

    def show_pasted(self, page: EntryPage) -> None:
        """Turn to this list and show these rows."""

    def put_rows(self, places: Sequence[int], page: EntryPage) -> None:
        """Put the rows of `page` in place of those at `places`, where the list is in view."""

    def show_progress(self, state: ManyState) -> None:
        """Say how far the look-ups are."""

    def withdraw(self) -> None:
        """Forget the list."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What can become of a chosen row: shown from what came, shown as trouble, or looked up."""

    show_listed: Callable[[Fax, str], None]
    show_failed: Callable[[str, str, FaxViewerError], None]
    look_up: Callable[[str, str], None]


class ManyPresenter:
    """What the list of pasted faxes does. One of `go` and `again` runs at a time (see `ui.tasks`)."""

    def __init__(
        self,
        view: ManyView,
        notices: Notices,
        faxes: FaxSource,
        listing: Callable[[str], Listing],
        choices: Choices,
        *,
        refuse_user: Callable[[str], None],
        signed_in: Callable[[], bool],
        ask_to_sign_in: Callable[[], None],
        save: Callable[[str, bytes], Awaitable[None]],
        crowd: Crowd | None = None,
        cover: Callable[[Fax], Fax] = lambda fax: fax,
    ) -> None:
        self._view = view
        self._notices = notices
        self._faxes = faxes
        self._listing = listing
        self._choices = choices
        self._refuse_user = refuse_user
        self._signed_in = signed_in
        self._ask_to_sign_in = ask_to_sign_in
        self._save = save
        self._cover = cover
        self._crowd = crowd or Crowd()
        self._prepared: tuple[FoundIds, str] | None = None
        self._ids: tuple[str, ...] = ()
        self._left_out = 0
        self._user = SELF
        self._outcomes: list[Outcome] = []
        self._fresh: list[int] = []
        self._showing: asyncio.TimerHandle | None = None
        self._running = False
        self._pause = 0.0

    @property
    def is_prepared(self) -> bool:
        """Whether IDs wait for a sign-in, or for their turn."""
        return self._prepared is not None

    def prepare(self, found: FoundIds, typed_user: str) -> bool:
        """Keep IDs for `go`; False, the field marked, where the user can't be one."""
        try:
            self._prepared = (found, user_id_in(typed_user))
        except InputRefused as refused:
            self._refuse_user(f"{refused.title} {refused.message}")
            return False
        return True

    async def go(self) -> None:
        """Look up what was prepared, or have the person sign in first."""
        if not self._signed_in():
            self._ask_to_sign_in()
        elif self._prepared:
            (self._ids, self._left_out), self._user = self._prepared
            self._prepared = None
            self._outcomes = [None] * len(self._ids)
            self.open()
            await self._look_up(range(len(self._ids)))

    async def again(self) -> None:
        """Look up what was not yet; where there is nothing left of it, only what failed."""
        waiting = [place for place, outcome in enumerate(self._outcomes) if outcome is None]
        failed = [place for place, outcome in enumerate(self._outcomes) if isinstance(outcome, FaxViewerError)]
        await self._look_up(waiting or failed)

    def open(self) -> None:
        """Show the list, as far as it is."""
        self._view.show_pasted(page_of(self._ids, self._outcomes, self._listing(self._user)))
        self._view.show_progress(self._state())

    def choose(self, entry: Entry) -> None:
        """Show what became of a row."""
        fax = fax_of(entry)
        place = self._place(fax.asked_id)
        outcome = None if place is None else self._outcomes[place]
        if isinstance(outcome, Fax):
            self._choices.show_listed(outcome, entry.user)
        elif outcome is not None:
            self._choices.show_failed(fax.asked_id, entry.user, outcome)
        else:
            self._choices.look_up(fax.asked_id, entry.user)

    def take(self, fax: Fax, user: str) -> None:
        """Take over what was found for one row by itself."""
        place = self._place(fax.asked_id) if user == self._user else None
        if place is not None and self._outcomes[place] is not fax:
            self._outcomes[place] = fax
            self._fresh.append(place)
            self._show_fresh()

    async def export(self, path: str) -> None:
        """Write all rows to the file at `path`."""
        try:
            await self._save(path, csv_of(self._rows()))
        except FaxViewerError as error:
            self._notices.tell(notice_of(error))
        else:
            self._notices.tell(
                Notice(f"{_rows(len(self._ids))} saved", "The file holds numbers and names.", tone=Tone.SUCCESS)
            )

    def table(self) -> str:
        """All rows as text for the clipboard."""
        self._notices.tell(
            Notice(f"{_rows(len(self._ids))} copied", "Paste them into a spreadsheet.", tone=Tone.SUCCESS)
        )
        return tabbed(self._rows())

    def clear(self) -> None:
        """Forget everything, at a sign-out."""
        self._prepared = None
        self._ids, self._outcomes, self._fresh, self._left_out = (), [], [], 0
        self._user = SELF
        self._view.withdraw()

    async def _look_up(self, places: Sequence[int]) -> None:
        self._running = True
        self._view.show_progress(self._state())
        try:
            await self._crowd.each(places, self._ask, self._wait)
        except SessionEnded:
            pass  # the session tells of it by itself; the rest can be gone on with
        finally:
            self._running = False
            self._pause = 0.0
            self._show_fresh()

    async def _ask(self, place: int) -> bool:
        outcome: Outcome
        try:
            outcome = await self._faxes.fax(self._user, self._ids[place])
        except (RateLimited, SessionEnded):
            raise
        except FaxViewerError as error:
            outcome = error
        self._outcomes[place] = outcome
        self._fresh.append(place)
        if self._showing is None:
            self._showing = asyncio.get_running_loop().call_later(GATHERING_SECONDS, self._show_fresh)
        self._pause = 0.0
        return False

    def _wait(self, seconds: float) -> None:
        self._pause = seconds
        self._view.show_progress(self._state())

    def _show_fresh(self) -> None:
        if self._showing:
            self._showing.cancel()
            self._showing = None
        places, self._fresh = [place for place in self._fresh if place < len(self._ids)], []
        if places:
            ids = tuple(self._ids[place] for place in places)
            outcomes = [self._outcomes[place] for place in places]
            self._view.put_rows(places, page_of(ids, outcomes, self._listing(self._user)))
        if self._ids:
            self._view.show_progress(self._state())

    def _place(self, fax_id: str) -> int | None:
        return self._ids.index(fax_id) if fax_id in self._ids else None

    def _rows(self) -> list[tuple[str, ...]]:
        pairs = zip(self._ids, self._outcomes, strict=True)
        return [
            row_of(fax_id, self._user, self._cover(outcome) if isinstance(outcome, Fax) else outcome)
            for fax_id, outcome in pairs
        ]

    def _state(self) -> ManyState:
        found = sum(isinstance(outcome, Fax) for outcome in self._outcomes)
        failed = sum(isinstance(outcome, FaxViewerError) for outcome in self._outcomes)
        return ManyState(len(self._ids), found, failed, self._running, self._left_out, self._pause)


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"
