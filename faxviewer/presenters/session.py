"""Signing in and out: which page stands in the window, whose account it is, where secrets went."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Final, Protocol

from faxviewer.domain.account import Account, Balance
from faxviewer.domain.connection import Connection
from faxviewer.domain.errors import (
    ClientRefused,
    FaxViewerError,
    KeychainTrouble,
    SessionEnded,
    SettingsRefused,
    SignInError,
)
from faxviewer.domain.identifiers import SELF
from faxviewer.domain.ports import BrowserWait, ConnectionStore, FaxSource, Opener, Session
from faxviewer.domain.tone import Tone
from faxviewer.presenters.notices import Notice, Notices, notice_of

NOT_DURABLE: Final = Notice(
    "This session ends when Faxviewer is closed",
    "The computer has no usable keychain, so secrets are kept in memory only.",
    "Unlock or set up the keychain to stay signed in; until then you sign in at each start.",
    tone=Tone.PARTIAL,
)


@dataclass(frozen=True, slots=True)
class Setup:
    """What the connection page shows. It never carries a secret back to the screen, only whether one is kept."""

    connection: Connection
    has_secret: bool
    has_token: bool
    overridden: frozenset[str]
    problems: dict[str, str]
    error: Notice | None = None


class SessionView(Protocol):
    """The pages before the look-up, and the account's corner of the bar."""

    def show_setup(self, setup: Setup) -> None:
        """The page that takes client ID, secret and redirect URI, or a personal access token."""

    def show_signed_out(self, error: Notice | None) -> None:
        """The page with *Sign in*, and why the last attempt failed."""

    def show_waiting(self, wait: BrowserWait | None) -> None:
        """The page that waits for the browser; None before there is an address to show."""

    def show_signed_in(self) -> None:
        """The look-up pane."""

    def show_account(self, account: Account | None) -> None:
        """Whose account it is; None while unknown or signed out."""


class SessionPresenter:
    """Leads from the first start to a session and back out of it."""

    def __init__(
        self,
        view: SessionView,
        notices: Notices,
        session: Session,
        connections: ConnectionStore,
        faxes: FaxSource,
        opener: Opener,
        *,
        use: Callable[[Connection], None],
        arrived: Callable[[], None],
        left: Callable[[], Awaitable[None]],
        account_changed: Callable[[], None],
        expect_durable: bool = True,
    ) -> None:
        self._view = view
        self._notices = notices
        self._session = session
        self._connections = connections
        self._faxes = faxes
        self._opener = opener
        self._use = use
        self._arrived = arrived
        self._left = left
        self._account_changed = account_changed
        self._expect_durable = expect_durable
        self._connection = Connection()
        self._set_up_with = Connection()
        self._wait: BrowserWait | None = None
        self._refused_token = ""
        self.account: Account | None = None
        self.balance: Balance | None = None
        session.on_ended(self._ended)

    async def start(self) -> None:
        """The first page: connection settings, sign-in, or straight to the look-up."""
        try:
            self._connection = await self._connections.load()
        except SettingsRefused as refused:
            self.set_up(refused.problems, notice_of(refused))
            return
        self._use(self._connection)
        if not self._connection.is_configured:
            self.set_up()
        elif await self._session.restore():
            await self._arrive()
        else:
            self._view.show_signed_out(None)

    def set_up(self, problems: dict[str, str] | None = None, error: Notice | None = None) -> None:
        """Show the connection page."""
        self._show_setup(self._connection, problems or {}, error)

    def _show_setup(self, known: Connection, problems: dict[str, str], error: Notice | None = None) -> None:
        self._set_up_with = known
        self._view.show_setup(
            Setup(
                replace(known, client_secret="", personal_access_token=""),
                bool(known.client_secret),
                bool(known.personal_access_token),
                self._connections.overridden,
                problems,
                error,
            )
        )

    async def connect(self, typed: Connection, *, by_token: bool = False) -> None:
        """Keep what the connection page holds and sign in. An empty secret keeps the one that the page said is kept.

        `by_token` says which of the page's two ways was chosen.
        """
        wanted = self._completed(typed)
        if by_token and not wanted.uses_token:
            self._show_setup(wanted, {"personal_access_token": "Enter the token."})
            return
        if problems := wanted.problems():
            self._show_setup(wanted, problems)
            return
        try:
            await self._connections.save(wanted)
            self._connection = await self._connections.load()
        except SettingsRefused as refused:
            self._show_setup(wanted, refused.problems)
            return
        self._use(self._connection)
        if self._connection.uses_token:
            await self._take_token()
        else:
            await self.sign_in()

    def _completed(self, typed: Connection) -> Connection:
        """`typed` with the secret that the page kept in place of one left empty."""
        kept = self._set_up_with
        if typed.client_secret or typed.uses_token:
            return typed
        # Another client ID means that the token is to be left behind.
        if kept.uses_token and typed.client_id == kept.client_id:
            return replace(typed, personal_access_token=kept.personal_access_token)
        return replace(typed, client_secret=kept.client_secret)

    async def sign_in(self) -> None:
        """Through the browser, or with the token where one is set."""
        if not self._connection.is_configured:
            self.set_up()
            return
        if self._connection.uses_token:
            if self._connection.personal_access_token == self._refused_token:
                self.set_up({"personal_access_token": "Enter another token."})
                return
            await self._take_token()
            return
        self._notices.withdraw()
        self._wait = None
        self._view.show_waiting(None)
        try:
            await self._session.sign_in(self._waiting)
        except ClientRefused as refused:
            self.set_up({"client_secret": "Compare it with Fax.Plus, then enter it again."}, notice_of(refused))
            return
        except FaxViewerError as error:
            self._view.show_signed_out(notice_of(error))
            return
        except asyncio.CancelledError:
            self._view.show_signed_out(None)
            raise
        finally:
            self._wait = None
        await self._arrive()

    async def open_link_again(self) -> None:
        """Open the browser once more while a sign-in waits."""
        if wait := self._wait:
            try:
                await self._opener.open_address(wait.address)
            except FaxViewerError:
                if self._wait is wait:
                    self._waiting(replace(wait, opened=False))

    async def sign_out(self) -> None:
        """Forget the session on this computer; nothing is claimed about the service."""
        self._forget_account()
        self._set_up_with = Connection()
        await self._left()
        trouble: FaxViewerError | None = None
        for forget in (self._session.sign_out, self._forget_token):
            try:
                await forget()
            except KeychainTrouble as error:
                trouble = error
        if self._connection.is_configured:
            self._view.show_signed_out(None)
        else:
            self.set_up()
        if trouble:
            self._notices.tell(notice_of(trouble, Tone.PARTIAL))

    async def _forget_token(self) -> None:
        """The personal access token is the session, so it goes with it. Raises KeychainTrouble."""
        if not self._connection.uses_token:
            return
        rest = replace(self._connection, personal_access_token="")
        self._connection = rest
        self._use(rest)
        if "personal_access_token" in self._connections.overridden:
            return
        try:
            await self._connections.save(rest)
        except SettingsRefused:  # only a token was set: what is left can't be saved, so nothing is kept
            await self._connections.forget()

    async def forget_connection(self) -> None:
        """Sign out and delete the connection settings, secrets first."""
        await self.sign_out()
        try:
            await self._connections.forget()
        except KeychainTrouble as error:
            self._notices.tell(notice_of(error, Tone.PARTIAL))
        await self.start()

    async def refresh_account(self) -> None:
        """Ask whose account this is, and for the currency of costs; without an answer the corner stays empty."""
        try:
            self.account = await self._faxes.account(SELF)
        except SessionEnded:
            return
        except FaxViewerError as error:
            self._notices.tell(notice_of(error, Tone.PARTIAL))
            return
        self._view.show_account(self.account)
        try:
            self.balance = await self._faxes.balance()
        except FaxViewerError:
            self.balance = None  # a member may not see it; costs then stand without a currency
        self._account_changed()

    def _waiting(self, wait: BrowserWait) -> None:
        self._wait = wait
        self._view.show_waiting(wait)

    async def _take_token(self) -> None:
        if not await self._session.restore():
            self.set_up({"personal_access_token": "Enter the token again."})
            return
        await self._arrive()

    async def _arrive(self) -> None:
        self._view.show_signed_in()
        self._arrived()
        kept_elsewhere = "personal_access_token" in self._connections.overridden
        if self._expect_durable and not self._session.durable and not kept_elsewhere:
            self._notices.tell(NOT_DURABLE)
        await self.refresh_account()

    def _ended(self, error: FaxViewerError) -> None:
        self._refused_token = self._connection.personal_access_token
        self._forget_account()
        if isinstance(error, SignInError):
            self._view.show_signed_out(notice_of(error))
        else:
            self._notices.tell(replace(notice_of(error, Tone.PARTIAL), offers_sign_in=True))

    def _forget_account(self) -> None:
        self.account = self.balance = None
        self._view.show_account(None)
