"""Codes and tokens of the demo service: who holds which, for how long, with which scopes."""

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeVar

from faxviewer.demo.accounts import SCOPES
from faxviewer.demo.company import Company
from faxviewer.demo.faults import Faults
from faxviewer.demo.identifiers import hexadecimal

_T = TypeVar("_T")

MOST: Final = 10_000
"""Codes and tokens kept at once; the oldest go first."""


@dataclass(slots=True)
class Grant:
    """One *Allow*. Everything issued from it ends when it is revoked."""

    uid: str
    scope: str
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class Access:
    """What a bearer token may do. `needs_client_id`: the request must carry `x-fax-clientid`."""

    uid: str
    scopes: frozenset[str]
    needs_client_id: bool


@dataclass(slots=True)
class Code:
    """An authorization code. It works once, until `expires`, with its redirect URI and PKCE challenge."""

    grant: Grant
    redirect_uri: str
    challenge: str
    expires: float
    used: bool = False


@dataclass(slots=True)
class _AccessToken:
    grant: Grant
    expires: float
    generation: int


@dataclass(frozen=True, slots=True)
class Issued:
    """A token reply. `refresh_token` is None where the old one stays in force."""

    access_token: str = field(repr=False)
    refresh_token: str | None = field(repr=False)
    expires_in: int
    scope: str


class Tokens:
    """Issues and checks. Threads may share it."""

    def __init__(self, seed: int, people: Company, clock: Callable[[], float], faults: Faults) -> None:
        self._clock = clock
        self._faults = faults
        self._lock = threading.Lock()
        self._codes: dict[str, Code] = {}
        self._access: dict[str, _AccessToken] = {}
        self._refresh: dict[str, Grant] = {}
        administrator, member = people.administrator.uid, people.uid(1)
        self.administrator_token = _personal(seed, "administrator")
        self.member_token = _personal(seed, "member")
        self.limited_token = _personal(seed, "limited")
        self._personal = {
            self.administrator_token: Access(administrator, frozenset(["fax:all:read"]), needs_client_id=False),
            self.member_token: Access(member, frozenset(["fax:all:read"]), needs_client_id=False),
            self.limited_token: Access(administrator, frozenset(["fax:numbers:read"]), needs_client_id=False),
        }

    def new_code(self, grant: Grant, redirect_uri: str, challenge: str) -> str:
        """A code for `grant`; `challenge` is the PKCE S256 challenge or empty."""
        code = secrets.token_urlsafe(24)
        with self._lock:
            expires = self._clock() + self._faults.code_seconds
            _keep(self._codes, code, Code(grant, redirect_uri, challenge, expires))
        return code

    def take_code(self, code: str) -> Code | None:
        """The code's entry, at its first use and in time.

        A second use ends what came of the first (RFC 6749 §4.1.2).
        """
        with self._lock:
            found = self._codes.get(code)
            if found is None:
                return None
            if found.used:
                found.grant.revoked = True
                return None
            found.used = True
            return found if self._clock() < found.expires else None

    def issue(self, grant: Grant) -> Issued:
        """The first tokens of `grant`."""
        with self._lock:
            return self._issue(grant, with_refresh=True)

    def refresh(self, refresh_token: str) -> Issued | None:
        """New tokens for an old refresh token, which then no longer works; None for one that doesn't already."""
        with self._lock:
            grant = self._refresh.get(refresh_token)
            if grant is None or grant.revoked:
                return None
            rotate = self._faults.rotate_refresh_tokens
            if rotate:
                del self._refresh[refresh_token]
            return self._issue(grant, with_refresh=rotate)

    def revoke_refresh_tokens(self) -> None:
        """No refresh token works any more; access tokens live on."""
        with self._lock:
            self._refresh.clear()

    def access(self, token: str) -> Access | None:
        """What the bearer of `token` may do; None for a token that is unknown, expired or revoked."""
        if (personal := self._personal.get(token)) is not None:
            return personal
        with self._lock:
            found = self._access.get(token)
        if found is None or found.grant.revoked or found.generation != self._faults.generation:
            return None
        if self._clock() >= found.expires:
            return None
        return Access(found.grant.uid, SCOPES, needs_client_id=True)

    def _issue(self, grant: Grant, *, with_refresh: bool) -> Issued:
        lifetime = self._faults.access_token_seconds
        access_token = secrets.token_urlsafe(32)
        entry = _AccessToken(grant, self._clock() + lifetime, self._faults.generation)
        _keep(self._access, access_token, entry)
        refresh_token = None
        if with_refresh:
            refresh_token = secrets.token_urlsafe(32)
            _keep(self._refresh, refresh_token, grant)
        return Issued(access_token, refresh_token, int(lifetime), grant.scope)


def _personal(seed: int, name: str) -> str:
    return f"alohi_pat_{hexadecimal(48, seed, 'personal access token', name)}"


def _keep(entries: dict[str, _T], key: str, entry: _T) -> None:
    entries[key] = entry
    if len(entries) > MOST:
        del entries[next(iter(entries))]
