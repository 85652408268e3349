"""Keeps the tokens of the session: one renewal at a time, stored before use, and nothing back after a sign-out."""

import asyncio
from collections.abc import Callable, Collection, Coroutine
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final, TypeVar

from faxviewer.auth.clock import Clock
from faxviewer.auth.held import Held, granted, stored_name
from faxviewer.auth.oauth import is_token
from faxviewer.auth.token_endpoint import TokenEndpoint
from faxviewer.auth.tokens import GrantRefused
from faxviewer.domain.connection import Connection
from faxviewer.domain.errors import ClientRefused, FaxViewerError, KeychainTrouble, ServiceTrouble, SessionEnded
from faxviewer.domain.ports import SecretStore

PATIENCE: Final = (0.0, 0.5, 1.5)
"""Seconds before each look for a newer refresh token: a second Faxviewer may be just about to store one."""

CLOSING_SECONDS: Final = 1.0
_MOST_TRIES: Final = 5

T = TypeVar("T")


class TokenRefused(SessionEnded):
    """The service takes the personal access token no longer, or never did."""

    title = "Fax.Plus refused the personal access token"
    message = "The token is wrong, expired or withdrawn."
    remedy = "Enter another token, or sign in through the browser."


class Keeper:
    """Who holds the tokens. `ended` is told once each time the service ends the session by itself."""

    def __init__(
        self,
        secrets: SecretStore,
        endpoint: TokenEndpoint,
        clock: Clock,
        ended: Callable[[FaxViewerError], None],
        patience: Collection[float] = PATIENCE,
    ) -> None:
        self.held: Held | None = None
        self._secrets = secrets
        self._endpoint = endpoint
        self._clock = clock
        self._ended = ended
        self._patience = patience
        self._incoming: Held | None = None
        self._renewals: dict[Held, asyncio.Task[Held]] = {}
        self._tasks: set[asyncio.Task[Any]] = set()
        # Whoever writes to or deletes from the store holds it, so that a sign-out has the last word.
        self._storing = asyncio.Lock()

    async def take(self, held: Held) -> None:
        """Make `held` the session, stored first. Undone where the caller is cancelled meanwhile."""
        self._incoming = held
        try:
            await self._finished(self._own(self._take(held)))
        except asyncio.CancelledError:
            self._incoming = None
            self._own(self._undo(held))
            raise

    async def take_stored(self, connection: Connection) -> bool:
        """Take up the refresh token that is stored for `connection`, if there is one that can be one."""
        stored = await self._secrets.get(stored_name(connection))
        self.held = Held(connection, refresh_token=str(stored)) if is_token(stored) else None
        return self.held is not None

    async def drop(self, connection: Connection) -> None:
        """Forget everything, memory first. Raises KeychainTrouble when the keychain kept its copy."""
        held, self.held, self._incoming = self.held, None, None
        used = [candidate for candidate in (connection, held.connection if held else None) if candidate]
        trouble: KeychainTrouble | None = None
        async with self._storing:
            for name in {stored_name(candidate) for candidate in used if candidate.client_id}:
                try:
                    await self._secrets.delete(name)
                except KeychainTrouble as error:
                    trouble = error
        if trouble:
            raise trouble

    async def fresh(self, held: Held) -> Held:
        """`held`, or what replaces it when its end is near."""
        if self._clock() < held.renew_at:
            return held
        try:
            return await self.renewed(held)
        except FaxViewerError as error:
            if error.retryable and self.held is held and self._clock() < held.ends_at:
                return held  # renewing ahead of time failed, but the token is still good
            raise

    async def renewed(self, refused: Held) -> Held:
        """What came after `refused`: one renewal for all who wait, and none where it happened already.

        Goes on when a waiter is cancelled. Raises SessionEnded, ClientRefused, or what keeps the
        service from being reached, the session kept.
        """
        if self.held is None or self.held.sign_in is not refused.sign_in:
            raise SessionEnded
        if self.held is not refused:
            return self.held
        renewal = self._renewals.get(refused)
        if renewal is None:
            renewal = self._renewals[refused] = self._own(self._renew(refused))
            renewal.add_done_callback(lambda _: self._renewals.pop(refused))
        return await self._finished(renewal)

    async def refuse(self, held: Held) -> FaxViewerError:
        """The error for a request that was refused with `held`, though that was as new as it gets."""
        if self.held is not None and self.held is not held:
            return ServiceTrouble(detail="HTTP 401, and the session was renewed meanwhile")
        error = TokenRefused() if held.personal else SessionEnded()
        await self._end(held, error, spent={held.refresh_token})
        return error

    async def aclose(self) -> None:
        """Stop what is on its way; what is stored stays. A renewal gets a moment to store what it was given."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=CLOSING_SECONDS)
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _renew(self, held: Held) -> Held:
        tried: list[str] = []
        detail = ""
        for pause in self._patience:
            await asyncio.sleep(pause)
            while len(tried) < _MOST_TRIES and (token := await self._untried(held, tried)):
                tried.append(token)
                try:
                    grant = await self._endpoint.refresh(held.connection, token)
                except GrantRefused as error:
                    detail = error.detail
                except ClientRefused as error:
                    await self._end(held, error)  # what is stored may be good again with the right secret
                    raise
                else:
                    return await self._adopt(held, granted(held.connection, grant, self._clock()), used=token)
            if not tried:
                break
        ended = SessionEnded(detail=detail)
        await self._end(held, ended, spent=tried)
        raise ended

    async def _untried(self, held: Held, tried: list[str]) -> str:
        """The refresh token to try next, the stored one first: a second Faxviewer may have put a newer one there."""
        stored = await self._secrets.get(held.name)
        for token in (stored, held.refresh_token):
            if token and is_token(token) and token not in tried:
                return token
        return ""

    async def _adopt(self, held: Held, fresh: Held, *, used: str) -> Held:
        fresh = replace(fresh, refresh_token=fresh.refresh_token or used, sign_in=held.sign_in)
        async with self._storing:
            if self.held is held and fresh.refresh_token != used:
                await self._secrets.set(fresh.name, fresh.refresh_token)
            if self.held is not held:
                raise SessionEnded  # signed out meanwhile; a sign-out that waits for the lock deletes what was stored
            self.held = fresh
        return fresh

    async def _end(self, held: Held, error: FaxViewerError, spent: Collection[str] = ()) -> None:
        if self.held is not held:
            return
        self.held = None
        self._ended(error)
        if held.personal or not spent:
            return
        async with self._storing:
            # A newer token of another Faxviewer stays.
            if await self._secrets.get(held.name) in spent:
                with suppress(KeychainTrouble):
                    await self._secrets.delete(held.name)

    async def _take(self, held: Held) -> None:
        async with self._storing:
            former = self.held
            if former is not None and former.name != held.name and not former.personal:
                with suppress(KeychainTrouble):
                    await self._secrets.delete(former.name)
            if held.refresh_token:
                await self._secrets.set(held.name, held.refresh_token)
            else:
                with suppress(KeychainTrouble):
                    await self._secrets.delete(held.name)
            if self._incoming is held:
                self.held = held

    async def _undo(self, held: Held) -> None:
        async with self._storing:
            if self.held is held:
                self.held = None
            with suppress(KeychainTrouble):
                await self._secrets.delete(held.name)

    def _own(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._disown)
        return task

    def _disown(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # every waiter gets it; with none left nobody misses it

    async def _finished(self, task: asyncio.Task[T]) -> T:
        """The task's result. A cancelled caller leaves the task running."""
        await asyncio.wait([task])
        if task.cancelled():
            raise SessionEnded(message="Faxviewer is closing.", remedy="")
        return task.result()
