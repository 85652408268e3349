"""The presenters on one set of rooms; moving to the demo and back makes a new set of both."""

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from faxviewer.app.members import Members
from faxviewer.app.raw import RawRecords
from faxviewer.app.rooms import Rooms
from faxviewer.domain.account import Account
from faxviewer.domain.errors import InputRefused
from faxviewer.domain.fax import Fax
from faxviewer.domain.identifiers import SELF, user_id_in
from faxviewer.domain.listing import Category
from faxviewer.presenters.browse import BrowsePresenter
from faxviewer.presenters.clipboard import ClipboardPresenter
from faxviewer.presenters.document import DocumentPresenter
from faxviewer.presenters.entries import Entry, Listing
from faxviewer.presenters.form import Desk
from faxviewer.presenters.history import HistoryPresenter
from faxviewer.presenters.lookup import LookupPresenter
from faxviewer.presenters.session import SessionPresenter
from faxviewer.presenters.watch import WatchPresenter
from faxviewer.ui.locale_formats import LocaleFormats
from faxviewer.ui.main_window import MainWindow
from faxviewer.ui.tasks import Tasks

if TYPE_CHECKING:
    from faxviewer.app.evidence import Evidence
    from faxviewer.app.pasting import Pasting

LOOK_UP: Final = "look-up"
DOCUMENT: Final = "document"
SESSION: Final = "session"
LIST: Final = "list"
HISTORY: Final = "history"
MEMBERS: Final = "members"
MANY: Final = "many"
EVIDENCE: Final = "evidence"
"""The slots of `ui.tasks`: at most one look-up, one download, one list and one change of the session at a time."""

Follower = Callable[[Fax | None, str], None]
"""Hears which fax stands in the form, and whose it is."""


class Office:
    """Builds the presenters and lets them hear of one another."""

    def __init__(self, window: MainWindow, rooms: Rooms, tasks: Tasks) -> None:
        self.rooms = rooms
        self._formats = LocaleFormats()
        self._tasks = tasks
        self._notices = window.notices
        self._window = window
        self.mask = window.screen_mask
        self.mask.remember(rooms.preferences)
        self._members = Members(window.bar, rooms.lists, self.mask, lambda: self.lookup.redraw())
        self._offered: tuple[str, str] | None = None
        self._pasting: Pasting | None = None
        self._evidence: Evidence | None = None
        self._followers: list[Follower] = []
        self._in_view: tuple[Fax | None, str] = (None, SELF)
        self.document = DocumentPresenter(
            window.lookup.fax.answer.document,
            window.notices,
            rooms.faxes,
            rooms.documents,
            rooms.opener,
            rooms.preferences,
            save_copy=lambda *copied: self.evidence.ask_for_copy(*copied),
        )
        self.lookup = LookupPresenter(
            window.lookup,
            window.notices,
            rooms.faxes,
            self.desk,
            signed_in=lambda: rooms.session.signed_in,
            ask_to_sign_in=self._ask_to_sign_in,
            found=self._found,
            answered=lambda fax, user: self.history.looked_up(fax, user),
            cover=self.mask.cover,
        )
        self.clipboard = ClipboardPresenter(
            window.clipboard, is_typing=lambda: window.bar.typed.is_waiting, asked_id=lambda: self.lookup.asked_id
        )
        self.session = SessionPresenter(
            window,
            window.notices,
            rooms.session,
            rooms.connections,
            rooms.faxes,
            rooms.opener,
            use=rooms.current.use,
            arrived=self._arrived,
            left=self._left,
            account_changed=self._account_changed,
            expect_durable=rooms.demo is None,
        )
        self.browse = BrowsePresenter(window.browse, rooms.lists, self._listing, show_listed=self._show_listed)
        self.watch = WatchPresenter(
            window.watch,
            window.notices,
            window.notifier,
            rooms.faxes,
            rooms.preferences,
            start=tasks.start,
            cancel=tasks.cancel,
            signed_in=lambda: rooms.session.signed_in,
            came=self._take_news,
            mask=self.mask,
        )
        self.history = HistoryPresenter(
            window.history,
            window.notices,
            rooms.history,
            rooms.preferences,
            window.times,
            name_of=self._members.name_of,
            cover=self.mask.entry,
        )
        self.raw = RawRecords(window, tasks)
        self.follow(self.raw.take)

    def follow(self, tell: Follower) -> None:
        """Call `tell` with the fax in the form (None where there is none) and its user, now and at each change."""
        self._followers.append(tell)
        self._tell(tell)

    def _tell(self, *followers: Follower) -> None:
        fax, user = self._in_view
        shown = self.mask.cover(fax) if fax else None
        for tell in followers:
            tell(shown, user)

    def draw_anew(self) -> None:
        """Show all that is shown once more, as the mask now has it; what would open a file is stopped."""
        self._tasks.cancel(DOCUMENT)
        self._offer_document()
        self.lookup.redraw()
        self._tell(*self._followers)
        self.watch.show_watched()
        self.history.redraw()
        self._members.offer()

    def _offer_document(self) -> None:
        fax, user = self._in_view
        self.document.offer(None if self.mask.on else fax, user)
        if fax and self.mask.on:
            self._window.lookup.fax.answer.document.show_offer(available=False, reason=self.mask.reason())

    @property
    def pasting(self) -> "Pasting":
        """The pasted IDs; most runs have none."""
        if self._pasting is None:
            from faxviewer.app.pasting import Pasting
            from faxviewer.presenters.many import Choices

            start, lookup = self._tasks.start, self.lookup
            choices = Choices(
                show_listed=self._show_listed,
                show_failed=lambda *failed: start(LOOK_UP, lookup.show_failed(*failed)),
                look_up=lambda *asked: start(LOOK_UP, lookup.look_up(*asked)),
            )
            self._pasting = Pasting(self._window, self.rooms, self._tasks, self._listing, choices, self._ask_to_sign_in)
        return self._pasting

    @property
    def evidence(self) -> "Evidence":
        """Saving what is known of a fax; most runs never do."""
        if self._evidence is None:
            from faxviewer.app.evidence import Evidence

            self._evidence = Evidence(self, self._window, self._tasks, self.desk, self.mask.reason)
        return self._evidence

    def _listing(self, user: str) -> Listing:
        return Listing(user, self._window.times, self._members.name_of)

    def _show_listed(self, fax: Fax, user: str) -> None:
        self._tasks.start(LOOK_UP, self.lookup.show_listed(fax, user))

    def choose(self, entry: Entry) -> None:
        """Show what is known of a row of the list in view."""
        if self._window.browse.shows_guest:
            self.pasting.presenter.choose(entry)
        else:
            self.browse.choose(entry)

    def open_list(self, category: Category) -> None:
        """Turn to one of the service's lists; from the pasted faxes to that of the user who is chosen now."""
        if self._window.history.is_being_left and category is self.browse.category and self._pasting is None:
            return  # it stands there as it was left
        user = None
        if self._window.browse.shows_guest:
            with contextlib.suppress(InputRefused):
                user = user_id_in(self._window.bar.user.text())
        self._tasks.start(LIST, self.browse.open(category=category, user=user))

    async def search_members(self) -> None:
        """Search all members for the fax that was asked for last."""
        from faxviewer.presenters.owner import OwnerPresenter, OwnerSearch, found_words

        async def found(fax_id: str, owner: Account) -> None:
            await self.lookup.look_up(fax_id, owner.user_id)
            if self.lookup.shown:  # the look-up tells by itself of what went wrong
                self._notices.tell(found_words(self.mask.account(owner)))

        if self.lookup.asked_id:
            search = OwnerSearch(self.rooms.faxes)
            await OwnerPresenter(self._window.lookup, self.rooms.lists, search, found).search(self.lookup.asked_id)

    def _arrived(self) -> None:
        self._tasks.start(LOOK_UP, self.lookup.resume())
        if self._pasting and self._pasting.presenter.is_prepared:
            self._pasting.go()
        else:
            self._tasks.start(LIST, self.browse.open())
        self.watch.resume()
        self.history.close()  # it may be another account's than before

    def _take_news(self, fax: Fax, user: str) -> None:
        self.lookup.take_news(fax, user)
        self.history.take_news(fax, user)

    async def forget_connection(self) -> None:
        """Sign out, and delete the connection's settings and every history."""
        await self.history.clear_all()
        await self.session.forget_connection()

    def _account_changed(self) -> None:
        self.lookup.redraw()
        known = self.session.account
        if known and known.user_id:
            self._tasks.start(HISTORY, self.history.open(f"{self.rooms.current.connection.api_url} {known.user_id}"))
        if known and known.is_administrator:
            self._tasks.start(MEMBERS, self._members.learn())

    def choose_user(self, typed: str) -> None:
        """Show the lists of the user that was typed or picked; what can't be one changes nothing."""
        try:
            user = user_id_in(typed)
        except InputRefused:
            return
        if self._window.browse.shows_guest or (self._pasting and self._pasting.presenter.is_prepared):
            return  # pasted IDs are looked up under this user; nobody asked for a list
        if self.rooms.session.signed_in and user != self.browse.user:
            self._tasks.start(LIST, self.browse.open(user=user))

    def _ask_to_sign_in(self) -> None:
        # While a sign-in or the start runs already, the look-up is taken up at its end.
        if not self._tasks.is_running(SESSION):
            self._tasks.start(SESSION, self.session.sign_in())

    def desk(self) -> Desk:
        """What texts about a fax are made with: the locale, the account, the members' names."""
        return Desk(
            *(self._formats, self.mask.account(self.session.account), self.session.balance),
            self._members.shown_name_of,
        )

    def _found(self, fax: Fax | None, user: str) -> None:
        self._in_view, offered = (fax, user), ((fax.id, user) if fax else None)
        if offered != self._offered:
            self._notices.leave_fax()
        # A listed fax is shown, then refreshed: a download that was begun in between goes on.
        if offered != self._offered or not self._tasks.is_running(DOCUMENT):
            self._tasks.cancel(DOCUMENT)
            self._offer_document()
        self._offered = offered
        self._tell(*self._followers)
        self.watch.offer(fax, user)
        if fax:
            if self._pasting:
                self._pasting.presenter.take(fax, user)
            self.clipboard.shown(fax.asked_id)
        self._window.browse.mark(fax.id if fax else self.lookup.asked_id, user)

    def leave(self) -> None:
        """Stop what runs for the person, and show nothing of it any more."""
        for slot in (LOOK_UP, DOCUMENT, LIST, MEMBERS):
            self._tasks.cancel(slot)
        self.lookup.clear()
        if self._pasting:
            self._pasting.close()
            self._pasting = None
        if self._evidence:
            self._evidence.close()
            self._evidence = None
        self.clipboard.withdraw()
        self.browse.close()
        self.watch.end_all()
        self._tasks.cancel(HISTORY)
        self.history.close()
        self._members.withdraw()

    async def _left(self) -> None:
        self.leave()
        await self.rooms.documents.clear()
