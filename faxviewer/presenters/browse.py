"""Browsing: one list of one user at a time, its rows fetched as the person scrolls, or all of them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from faxviewer.domain.errors import FaxViewerError, SessionEnded
from faxviewer.domain.fax import Fax
from faxviewer.domain.identifiers import SELF
from faxviewer.domain.listing import Category, ListPage, Period
from faxviewer.domain.ports import FaxLists
from faxviewer.presenters.entries import Entry, EntryPage, Listing, fax_of
from faxviewer.presenters.notices import Notice, notice_of


class Progress(Enum):
    """How far a list is read."""

    LOADING = "loading"
    LOADING_ALL = "loading all"
    MORE = "more"
    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class ListState:
    """What stands at the foot of a list. `notice` says why it is incomplete or in trouble."""

    progress: Progress
    count: int
    unreadable: int = 0
    notice: Notice | None = None


class BrowseView(Protocol):
    """The pane with the lists."""

    def show_list(self, category: Category, user: str) -> None:
        """Mark the list and empty it; its rows follow."""

    def add_rows(self, page: EntryPage) -> None:
        """Put rows behind those that stand."""

    def show_state(self, state: ListState) -> None:
        """Say how far the list is read."""

    def has_room(self) -> bool:
        """Whether the rows end in view or soon below it, so that the next page is wanted."""

    def mark(self, fax_id: str, user: str) -> None:
        """Select the row of the fax in the form, if it is there."""


class BrowsePresenter:
    """What the pane does. One of `open`, `more` and `load_all` runs at a time (see `ui.tasks`)."""

    def __init__(
        self,
        view: BrowseView,
        lists: FaxLists,
        listing: Callable[[str], Listing],
        *,
        show_listed: Callable[[Fax, str], None],
    ) -> None:
        self._view = view
        self._lists = lists
        self._listing = listing
        self._show_listed = show_listed
        self._category = Category.INBOX
        self._user = SELF
        self._period = Period()
        self._pages: AsyncIterator[ListPage] | None = None
        self._unreadable = 0
        self._count = 0
        self._ended = False

    @property
    def user(self) -> str:
        """Whose list it is."""
        return self._user

    @property
    def category(self) -> Category:
        """Which list it is."""
        return self._category

    async def open(
        self, category: Category | None = None, user: str | None = None, period: Period | None = None
    ) -> None:
        """Show a list from its newest fax on; what isn't given stays as it is."""
        self._category = category or self._category
        self._user = user or self._user
        self._period = period or self._period
        self._unreadable = self._count = 0
        self._pages = None
        self._ended = False
        self._view.show_list(self._category, self._user)
        await self.more()

    async def more(self) -> None:
        """Fetch what there is room for, one page at least; after trouble, go on where it stopped."""
        while not self._ended and await self._next(Progress.LOADING):
            if not self._ended:
                self._view.show_state(self._state(Progress.MORE))
            if not self._view.has_room():
                return

    async def load_all(self) -> None:
        """Fetch page after page to the end; cancelled, it keeps what came and can be gone on with."""
        try:
            while not self._ended and await self._next(Progress.LOADING_ALL):
                pass
        except asyncio.CancelledError:
            if not self._ended:
                self._view.show_state(self._state(Progress.MORE))
            raise

    def close(self) -> None:
        """Forget the list, at a sign-out."""
        self._pages = None
        self._ended = True
        self._user = SELF
        self._count = self._unreadable = 0
        self._view.show_list(self._category, self._user)
        self._view.show_state(self._state(Progress.COMPLETE))

    def choose(self, entry: Entry) -> None:
        """Show a row's fax at once, from what the list said of it."""
        self._show_listed(fax_of(entry), entry.user)

    async def _next(self, progress: Progress) -> bool:
        """One page more; False where it didn't come."""
        self._view.show_state(self._state(progress))
        if self._pages is None:
            self._pages = self._lists.pages(self._user, self._category, self._period)
        try:
            page = await anext(self._pages)
        except StopAsyncIteration:
            self._ended = True
            self._view.show_state(self._state(Progress.COMPLETE))
            return True
        except FaxViewerError as error:
            # `pages` goes on where it stopped when it is asked again.
            notice = None if isinstance(error, SessionEnded) else notice_of(error)
            self._view.show_state(self._state(Progress.TROUBLE, notice))
            return False
        self._take(page)
        return True

    def _take(self, page: ListPage) -> None:
        self._count += len(page.faxes)
        self._unreadable += page.unreadable
        self._view.add_rows(self._listing(self._user).page(page.faxes))
        if page.incomplete:
            self._ended = True
            notice = Notice("This list is incomplete", page.incomplete, "Narrow the dates to see the rest.")
            self._view.show_state(self._state(Progress.INCOMPLETE, notice))

    def _state(self, progress: Progress, notice: Notice | None = None) -> ListState:
        return ListState(progress, self._count, self._unreadable, notice)


def state_words(state: ListState, matching: int | None) -> str:
    """How far a list is read, in words. `matching` counts what a filter leaves of it; None without one."""
    count = f"{state.count} {'fax' if state.count == 1 else 'faxes'}"
    if state.count and matching is not None:
        count = f"{matching or 'None'} of {count} match"
    spoilt = f" · {state.unreadable} unreadable" if state.unreadable else ""
    match state.progress:
        case Progress.LOADING:
            return f"{count}{spoilt} · loading…" if state.count else "Loading…"
        case Progress.LOADING_ALL:
            return f"{count}{spoilt} so far · loading all…"
        case Progress.MORE:
            return f"{count}{spoilt} · {'scroll for more' if matching is None else 'not all loaded'}"
        case Progress.COMPLETE:
            return f"{count}{spoilt} · all loaded" if state.count else "No faxes here"
    title = state.notice.title if state.notice else "You are signed out"
    why = f" · {state.notice.message}" if state.notice and state.notice.message else ""
    if not state.count:  # how many there are is what nobody knows
        return f"{title}{why}"
    return f"{count}{spoilt} · {title}{why}"
