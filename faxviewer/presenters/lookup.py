"""Looking up a fax: from what was typed to everything the window shows of it."""

import asyncio
import math
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from typing import Any, Final

from faxviewer.domain.addresses import told_in
from faxviewer.domain.errors import (
    ConnectionUntrusted,
    FaxViewerError,
    InputRefused,
    NetworkSignInNeeded,
    NotAllowed,
    NotFound,
    Offline,
    ProxyTrouble,
    RateLimited,
    SessionEnded,
)
from faxviewer.domain.fax import Fax
from faxviewer.domain.identifiers import SELF, fax_id_in, user_id_in
from faxviewer.domain.ports import FaxSource
from faxviewer.presenters.form import Desk
from faxviewer.presenters.notices import Notices, notice_of
from faxviewer.presenters.page import Entry, LookupView, Trouble, page_of

WALKING_SECONDS: Final = 0.2
"""How long a listed fax has to stay chosen before it is asked for by itself."""


class LookupPresenter:
    """One look-up at a time. Whoever starts a second one cancels the first (see `ui.tasks`)."""

    def __init__(
        self,
        view: LookupView,
        notices: Notices,
        faxes: FaxSource,
        desk: Callable[[], Desk],
        *,
        signed_in: Callable[[], bool],
        ask_to_sign_in: Callable[[], None],
        found: Callable[[Fax | None, str], None],
        answered: Callable[[Fax, str], None] = lambda _fax, _user: None,
        cover: Callable[[Fax], Fax] = lambda fax: fax,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._view = view
        self._notices = notices
        self._faxes = faxes
        self._desk = desk
        self._signed_in = signed_in
        self._ask_to_sign_in = ask_to_sign_in
        self._found = found
        self._answered = answered
        self._cover = cover
        self._sleep = sleep
        self._waiting: tuple[str, str] | None = None
        self._asked: tuple[str, str] | None = None
        self._shown: tuple[Fax, str] | None = None

    async def look_up(self, typed_id: str, typed_user: str = "") -> None:
        """Look up what was typed. Without a session it is kept and done after the sign-in."""
        if self.prepare(typed_id, typed_user):
            await self.go()

    def prepare(self, typed_id: str, typed_user: str = "") -> bool:
        """Keep what was typed for `go`; False, the field marked, where it can't be what it should be."""
        entry = Entry.FAX_ID
        told = told_in(typed_id, typed_user)
        try:
            fax_id = fax_id_in(told.fax)
            entry = Entry.USER
            user = user_id_in(told.user)
        except InputRefused as refused:
            self._view.show_refusal(entry, f"{refused.title} {refused.message}")
            return False
        self._view.show_asked(fax_id, user)
        self._waiting = (fax_id, user)
        return True

    def go(self) -> Coroutine[Any, Any, None]:
        """Do the prepared look-up, or have the person sign in first.

        Which one is settled by the call: another may be prepared before the turn of this one comes.
        """
        return self._go(self._waiting)

    async def _go(self, asked: tuple[str, str] | None) -> None:
        if not self._signed_in():
            self._ask_to_sign_in()
        elif asked:
            self._waiting = None
            await self._ask(*asked)

    async def again(self) -> None:
        """Look up once more what was asked for last; nothing where nothing was."""
        if self._asked:
            await self.look_up(*self._asked)

    async def resume(self) -> None:
        """Do the look-up that waited for the sign-in."""
        waiting, self._waiting = self._waiting, None
        if waiting:
            await self._ask(*waiting)

    async def show_listed(self, fax: Fax, user: str) -> None:
        """Show a fax as a list gave it, at once; then ask for it by itself, without a flicker.

        The pause keeps somebody who walks down a list by key from asking for every fax on the way.
        """
        self._asked = (fax.id, user)
        self._view.show_asked(fax.id, user)
        self._show(replace(fax, asked_id=fax.id), user)
        await self._sleep(WALKING_SECONDS)
        if fax.id:
            await self._ask(fax.id, user)

    async def show_failed(self, fax_id: str, user: str, error: FaxViewerError) -> None:
        """Show why there is no fax where it was looked up elsewhere."""
        self._asked = (fax_id, user)
        self._shown = None
        self._view.show_asked(fax_id, user)
        self._found(None, user)
        self._fail(error)

    @property
    def asked_id(self) -> str:
        """The fax ID that was asked for last; empty where none was."""
        return self._asked[0] if self._asked else ""

    @property
    def wanted(self) -> tuple[str, str] | None:
        """Fax ID and user of the look-up that runs or waits, or else of the last one."""
        return self._waiting or self._asked

    @property
    def shown(self) -> tuple[str, str] | None:
        """Fax ID and user of the fax in the form; None where there is none, or placeholders stand for another."""
        return (self._shown[0].asked_id, self._shown[1]) if self._shown and self._refreshing else None

    @property
    def shown_fax(self) -> tuple[Fax, str] | None:
        """The fax in the form and its user, nothing of it covered; None where `shown` is."""
        return self._shown if self._refreshing else None

    def redraw(self) -> None:
        """Show the same fax again because the desk around it changed (the account's name came in, the mask)."""
        if self._shown and self._refreshing:  # while another is on its way, placeholders stand there
            self._view.show_fax(page_of(self._cover(self._shown[0]), self._shown[1], self._desk()))

    def take_news(self, fax: Fax, user: str) -> None:
        """Fill the form anew where it shows this fax; another, or what is on its way to it, stays."""
        if self._shown and (self._shown[0].asked_id, self._shown[1]) == (fax.asked_id, user) == self._asked:
            self._show(fax, user)

    def clear(self) -> None:
        """Forget what was shown, asked and typed."""
        self._waiting = self._asked = self._shown = None
        self._found(None, SELF)
        self._view.show_asked("", SELF)
        self._view.show_nothing()

    async def _ask(self, fax_id: str, user: str) -> None:
        self._asked = (fax_id, user)
        self._view.show_asked(fax_id, user)  # once more: a look-up that gave way to this one has put its own ID back
        if not self._refreshing:
            self._found(None, user)
        self._view.show_loading(fax_id)
        try:
            fax = await self._patiently(fax_id, user)
        except FaxViewerError as error:
            self._fail(error)
        except asyncio.CancelledError:
            self._go_back()
            raise
        else:
            self._show(fax, user)
            self._answered(fax, user)

    async def _patiently(self, fax_id: str, user: str) -> Fax:
        """Ask, and where the service wants a pause, count it down and ask again."""
        while True:
            try:
                return await self._faxes.fax(user, fax_id)
            except RateLimited as limited:
                if self._refreshing:
                    raise
                for seconds in range(math.ceil(limited.retry_after), 0, -1):
                    self._view.show_trouble(Trouble.RATE_LIMITED, notice_of(limited), seconds=seconds)
                    await self._sleep(1)
                self._view.show_loading(fax_id)

    @property
    def _refreshing(self) -> bool:
        """Whether what is asked for is what stands in the form already; then a failure costs only a notice."""
        return self._shown is not None and (self._shown[0].asked_id, self._shown[1]) == self._asked

    def _show(self, fax: Fax, user: str) -> None:
        self._shown = (fax, user)
        self._found(fax, user)
        self._view.show_fax(page_of(self._cover(fax), user, self._desk()))

    def _fail(self, error: FaxViewerError) -> None:
        if isinstance(error, SessionEnded):
            # The session tells of it by itself; the look-up goes on after the next sign-in.
            self._waiting = self._asked
            self._go_back()
        elif self._refreshing:
            self._go_back()
            self._notices.tell(notice_of(error, of_fax=True))
        else:
            self._shown = None
            account = self._desk().account
            searchable = isinstance(error, NotFound) and account is not None and account.is_administrator
            self._view.show_trouble(_trouble_of(error), notice_of(error), offers_search=searchable)

    def _go_back(self) -> None:
        """To what stood there before this look-up."""
        if self._shown:
            fax, user = self._shown
            # From here on the mask, news and "look up again" are about this fax, as is the ID in the field.
            self._asked = (fax.asked_id, user)
            self._view.show_asked(fax.asked_id, user)
            self._show(fax, user)
        else:
            self._view.show_nothing()


def _trouble_of(error: FaxViewerError) -> Trouble:
    match error:
        case NotFound():
            return Trouble.NOT_FOUND
        case NotAllowed():
            return Trouble.NOT_ALLOWED
        case Offline() | NetworkSignInNeeded() | ConnectionUntrusted() | ProxyTrouble():
            return Trouble.OFFLINE
        case _:
            return Trouble.BROKEN
