"""Who is signed in: through the browser, from the keychain, or with a personal access token."""

from collections.abc import Callable, Collection
from typing import Final

from faxviewer.auth.clock import GLANCE_SECONDS, Clock, result_before, steady
from faxviewer.auth.held import Held, granted, personal
from faxviewer.auth.keeper import PATIENCE, Keeper
from faxviewer.auth.oauth import Attempt, is_token
from faxviewer.auth.token_endpoint import HttpFactory, TokenEndpoint
from faxviewer.domain.connection import Connection
from faxviewer.domain.errors import (
    BrowserUnavailable,
    FaxViewerError,
    SessionEnded,
    SettingsRefused,
    SignInError,
    SignInTimedOut,
)
from faxviewer.domain.ports import BrowserWait, Opener, SecretStore

WAIT_SECONDS: Final = 300.0
"""How long a sign-in waits for the browser."""


class AccountSession:
    """The Session port, and what `BearerAuth` asks. `connection` gives the settings as they are now.

    Only the refresh token is stored, under a name of its client and service; access tokens stay in
    memory. `aclose` stops what is on its way when the program ends.
    """

    def __init__(
        self,
        connection: Callable[[], Connection],
        secrets: SecretStore,
        opener: Opener,
        http: HttpFactory,
        *,
        clock: Clock = steady,
        wait_seconds: float = WAIT_SECONDS,
        glance_seconds: float = GLANCE_SECONDS,
        patience: Collection[float] = PATIENCE,
    ) -> None:
        self._connection = connection
        self._secrets = secrets
        self._opener = opener
        self._clock = clock
        self._wait_seconds = wait_seconds
        self._glance_seconds = glance_seconds
        self._listeners: list[Callable[[FaxViewerError], None]] = []
        self._endpoint = TokenEndpoint(http)
        self._keeper = Keeper(secrets, self._endpoint, clock, self._tell_ended, patience)

    @property
    def signed_in(self) -> bool:
        """Whether requests can be made under the present settings."""
        return self._held() is not None

    @property
    def durable(self) -> bool:
        """Whether the next start will still be signed in."""
        held = self._held()
        return held is not None and self._secrets.durable and (held.personal or bool(held.refresh_token))

    def on_ended(self, tell: Callable[[FaxViewerError], None]) -> None:
        """Call `tell` once each time the service ends the session by itself."""
        self._listeners.append(tell)

    async def restore(self) -> bool:
        """Take up the stored session, or the personal access token; whether there is one. Never raises.

        Nothing is asked of the service: the first request finds out whether it still agrees.
        """
        connection = self._connection()
        held = self._held()
        if held is not None and held.connection == connection:
            return True
        if not connection.uses_token:
            return await self._keeper.take_stored(connection)
        usable = is_token(connection.personal_access_token)
        self._keeper.held = personal(connection) if usable else None
        return usable

    async def sign_in(self, waiting: Callable[[BrowserWait], None]) -> None:
        """Sign in through the browser; with a personal access token, without.

        Raises SignInError, or Offline, ServiceTrouble and the like where the last step fails for such
        a reason, or SettingsRefused. A browser that can't be opened is no error: `waiting` says so.
        """
        connection = self._connection()
        if problems := connection.problems():
            raise SettingsRefused(problems)
        if connection.uses_token:
            await self.restore()
            return
        attempt, code = await self._code(connection, waiting)
        grant = await self._endpoint.exchange(attempt, code)
        await self._keeper.take(granted(connection, grant, self._clock()))

    async def sign_out(self) -> None:
        """Forget the session here; the service is not told, as it documents no way to. Raises KeychainTrouble."""
        await self._keeper.drop(self._connection())

    async def access(self) -> Held:
        """The tokens to send now, renewed ahead of their end. Raises SessionEnded and what `replacement` does."""
        held = self._held()
        if held is None:
            raise SessionEnded(message="Nobody is signed in.")
        return await self._keeper.fresh(held)

    async def replacement(self, refused: Held) -> Held:
        """The tokens to try once more with after a 401. Raises a FaxViewerError where there are none."""
        if refused.personal:
            raise await self._keeper.refuse(refused)
        return await self._keeper.renewed(refused)

    async def refuse(self, held: Held) -> FaxViewerError:
        """The error to raise after a 401 with the replacement too; the session is over then."""
        return await self._keeper.refuse(held)

    async def aclose(self) -> None:
        """Stop what is on its way. The stored session stays."""
        await self._keeper.aclose()

    async def _code(self, connection: Connection, waiting: Callable[[BrowserWait], None]) -> tuple[Attempt, str]:
        """Let the person answer in the browser; the attempt and the code that came back."""
        from faxviewer.auth.loopback import RedirectListener  # most starts find a session to take up

        ends = self._clock() + self._wait_seconds
        async with RedirectListener(connection.redirect_uri) as listener:
            attempt = Attempt(connection, listener.redirect_uri)
            answer = await listener.serve(attempt.code_in)
            opened = True
            try:
                await self._opener.open_address(attempt.address)
            except BrowserUnavailable:
                opened = False
            waiting(BrowserWait(attempt.address, opened, max(ends - self._clock(), 0.0)))
            try:
                outcome = await result_before(ends, answer, self._clock, self._glance_seconds)
            except TimeoutError:
                raise SignInTimedOut from None
        if isinstance(outcome, SignInError):
            raise outcome
        return attempt, outcome

    def _held(self) -> Held | None:
        held = self._keeper.held
        return held if held is not None and held.belongs_to(self._connection()) else None

    def _tell_ended(self, error: FaxViewerError) -> None:
        for tell in self._listeners:
            tell(error)
