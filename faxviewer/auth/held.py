"""What a signed-in session holds in memory, and under which name the lasting part of it is kept."""

from dataclasses import dataclass, field
from hashlib import sha256
from math import inf
from typing import Final

from faxviewer.auth.tokens import Grant
from faxviewer.domain.connection import Connection

AHEAD_SECONDS: Final = 60.0
"""How long before its end an access token is renewed; of a short life, half is used at least."""


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """The tokens of one connection at one moment. Its repr shows none; two are equal only if they are one.

    `renew_at` and `ends_at` are moments of the session's clock. A personal access token has neither a
    refresh token nor an end. `sign_in` is the same thing for all that came of one sign-in.
    """

    connection: Connection = field(repr=False)
    access_token: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)
    renew_at: float = -inf
    ends_at: float = -inf
    sign_in: object = field(default_factory=object, repr=False)

    @property
    def name(self) -> str:
        """The secret store's name for the refresh token."""
        return stored_name(self.connection)

    @property
    def personal(self) -> bool:
        """Whether this is a personal access token."""
        return self.connection.uses_token

    def belongs_to(self, connection: Connection) -> bool:
        """Whether `connection` may use it: the same client at the same service, or the same personal token."""
        if self.personal or connection.uses_token:
            return self.connection.personal_access_token == connection.personal_access_token
        return self.name == stored_name(connection)

    @property
    def headers(self) -> dict[str, str]:
        """What a request carries (vendor page "Authentication"): the client ID with OAuth tokens only."""
        found = {"Authorization": f"Bearer {self.access_token}"}
        if not self.personal:
            found["x-fax-clientid"] = self.connection.client_id
        return found


def stored_name(connection: Connection) -> str:
    """Another client or another token endpoint has another name, so neither is ever sent what isn't its own."""
    identity = f"{connection.client_id}\0{connection.token_url}"
    return "refresh-token-" + sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def granted(connection: Connection, grant: Grant, now: float) -> Held:
    """What `grant` gives from `now` on, a moment of the session's clock."""
    ahead = min(AHEAD_SECONDS, grant.lifetime / 2)
    ends_at = now + grant.lifetime
    return Held(connection, grant.access_token, grant.refresh_token, ends_at - ahead, ends_at)


def personal(connection: Connection) -> Held:
    """The session of a personal access token."""
    return Held(connection, connection.personal_access_token, renew_at=inf, ends_at=inf)
