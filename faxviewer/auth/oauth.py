"""The pure part of signing in: state, PKCE, the authorization address, reading the redirect, the token requests."""

import hmac
import re
import secrets
from base64 import b64encode, urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final
from urllib.parse import parse_qsl, quote, quote_plus, unquote_plus, urlencode, urlsplit

from faxviewer.domain.connection import Connection
from faxviewer.domain.errors import SignInDeclined, SignInError, SignInRefused, SignInUnavailable

MAX_CODE: Final = 8192
"""Characters of an authorization code. RFC 6749 names no limit; the whole redirect must fit a request line."""

_VISIBLE = re.compile(r"[\x21-\x7e]+")
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_UNAVAILABLE = ("server_error", "temporarily_unavailable")


class NotThisAnswer(Exception):
    """The request can't be shown to answer this attempt: tell the browser so and wait on."""


class NotAQuery(Exception):
    """The query has broken escapes or is not UTF-8: no browser sends that."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One sign-in on its way: what was sent, and so what an answer must match. Its repr shows no secret."""

    connection: Connection
    redirect_uri: str
    state: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(64), repr=False)

    @property
    def challenge(self) -> str:
        """The verifier's S256 challenge (RFC 7636, section 4.2)."""
        return urlsafe_b64encode(sha256(self.verifier.encode("ascii")).digest()).rstrip(b"=").decode("ascii")

    @property
    def address(self) -> str:
        """The page to open in the browser (vendor page "Authentication"; RFC 6749, section 4.1.1)."""
        parts = urlsplit(self.connection.authorize_url)
        # Parameters that the setting itself carries stay, but never beside a second one of the same name.
        ours = {
            "response_type": "code",
            "client_id": self.connection.client_id,
            "redirect_uri": self.redirect_uri,
            "scope": self.connection.scope,
            "state": self.state,
            "code_challenge": self.challenge,
            "code_challenge_method": "S256",
        }
        kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in ours]
        query = urlencode([*kept, *ours.items()], quote_via=quote)
        return parts._replace(query=query, fragment="").geturl()

    def code_in(self, query: str) -> str:
        """The authorization code in a redirect's query.

        Raises NotThisAnswer where nothing proves that it answers this attempt, SignInError where it
        does and brings no code that can be used, NotAQuery where it can't be read.
        """
        found = _pairs(query)
        states = found.get("state", [])
        if len(states) != 1 or not hmac.compare_digest(states[0].encode(), self.state.encode()):
            raise NotThisAnswer
        # From here on the authorization page itself speaks: nobody else knows the state.
        if any(len(found.get(name, [])) > 1 for name in ("code", "error", "iss")):
            raise SignInRefused(detail="a part of the answer came twice")
        if "iss" in found and not self._is_issuer(found["iss"][0]):
            raise SignInRefused(detail="the answer names another issuer")
        if "error" in found:
            if "code" in found:
                raise SignInRefused(detail="both a code and an error came")
            raise _declined_or_refused(found["error"][0], found.get("error_description", [""])[0])
        code = found.get("code", [""])[0]
        if len(code) > MAX_CODE or not _VISIBLE.fullmatch(code):
            raise SignInRefused(detail="the answer holds no usable code")
        return code

    def _is_issuer(self, issuer: str) -> bool:
        """Whether `issuer` (RFC 9207) is at home where the sign-in is: the vendor names none, so origins count."""
        return _origin(issuer) in {_origin(self.connection.authorize_url), _origin(self.connection.token_url)}


def exchange_fields(attempt: Attempt, code: str) -> dict[str, str]:
    """The form that trades `code` for tokens (vendor page "Authentication"; RFC 7636, section 4.5)."""
    return {
        "grant_type": "authorization_code",
        "client_id": attempt.connection.client_id,
        "code": code,
        "redirect_uri": attempt.redirect_uri,
        "code_verifier": attempt.verifier,
    }


def refresh_fields(refresh_token: str) -> dict[str, str]:
    """The form that trades a refresh token for an access token (vendor page "Authentication")."""
    return {"grant_type": "refresh_token", "refresh_token": refresh_token}


def basic_credentials(client_id: str, client_secret: str) -> str:
    """The `Authorization` header's value: both parts form-encoded first (RFC 6749, section 2.3.1)."""
    pair = f"{quote_plus(client_id, safe='')}:{quote_plus(client_secret, safe='')}"
    return "Basic " + b64encode(pair.encode("ascii")).decode("ascii")


def is_token(value: object) -> bool:
    """Whether `value` can be sent as a token: visible ASCII only, so that no header can be smuggled in."""
    return isinstance(value, str) and bool(_VISIBLE.fullmatch(value))


def plain(text: object, limit: int = 200) -> str:
    """Untrusted `text` as one harmless line: what can't be seen is replaced, the length bounded."""
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(text)[: limit + 1])
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def _pairs(query: str) -> dict[str, list[str]]:
    if _BROKEN_ESCAPE.search(query):
        raise NotAQuery
    found: dict[str, list[str]] = {}
    try:
        for part in query.split("&"):
            name, _, value = part.partition("=")
            found.setdefault(unquote_plus(name, errors="strict"), []).append(unquote_plus(value, errors="strict"))
    except UnicodeDecodeError:
        raise NotAQuery from None
    return found


def _declined_or_refused(error: str, description: str) -> SignInError:
    detail = plain(f"{error}: {description}" if description else error)
    if error == "access_denied":
        return SignInDeclined(detail=detail)
    if error in _UNAVAILABLE:
        return SignInUnavailable(detail=detail)
    return SignInRefused(
        message="Fax.Plus does not accept the request as it was sent.",
        remedy="Compare client ID, redirect URI and scope with Profile > Integrations > Fax.Plus API.",
        detail=detail,
    )


def _origin(address: str) -> tuple[str, str, int | None] | None:
    try:
        parts = urlsplit(address)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    except ValueError:
        return None
    return parts.scheme, (parts.hostname or "").lower(), port
