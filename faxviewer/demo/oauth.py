"""The OAuth side of the demo service: the authorization page and the token endpoint, as RFC 6749 and RFC 7636 say."""

import base64
import binascii
import hashlib
import hmac
import re
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote_plus, urlencode, urlsplit

from faxviewer.demo import pages
from faxviewer.demo.accounts import Person
from faxviewer.demo.messages import Request, Response, json_response
from faxviewer.demo.tokens import Grant, Issued, Tokens

_CHALLENGE: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_VERIFIER: Final = re.compile(r"[A-Za-z0-9._~-]{43,128}")
_NO_STORE: Final = (("Cache-Control", "no-store"), ("Pragma", "no-cache"))


@dataclass(frozen=True, slots=True)
class Client:
    """The registered program (vendor page "Authentication")."""

    client_id: str
    client_secret: str
    redirect_uris: tuple[str, ...]

    def accepts(self, redirect_uri: str) -> bool:
        """Whether it is registered: byte for byte, but any port where port 0 is registered (RFC 8252 §7.3)."""
        return any(
            re.fullmatch(r":[1-9][0-9]{0,4}/".join(map(re.escape, uri.split(":0/", 1))), redirect_uri) is not None
            for uri in self.redirect_uris
        )


@dataclass(frozen=True, slots=True)
class _Asked:
    """An authorization request whose page somebody looks at."""

    redirect_uri: str
    state: str | None
    scope: str
    challenge: str


class OAuth:
    """Both endpoints, for one client and one person who is taken to be signed in at the browser."""

    def __init__(self, client: Client, person: Person, tokens: Tokens) -> None:
        self._client = client
        self._person = person
        self._tokens = tokens
        self._asked: dict[str, _Asked] = {}
        self._lock = threading.Lock()

    def page(self, request: Request) -> Response:
        """`GET /login`: the page with Allow and Deny, an error page, or a redirect with the error."""
        values = _single(request.query)
        if values is None:
            return pages.problem("The link that brought you here names something twice.")
        if values.get("client_id") != self._client.client_id:
            return pages.problem("No program with this client ID is registered.")
        redirect_uri = values.get("redirect_uri", "")
        if not self._client.accepts(redirect_uri):
            return pages.problem("This redirect URI is not registered for the program. It has to match exactly.")
        state = values.get("state")
        if values.get("response_type") != "code":
            return _back(redirect_uri, state, error="unsupported_response_type")
        challenge = values.get("code_challenge", "")
        method = values.get("code_challenge_method", "plain" if challenge else "S256")
        if method != "S256" or (challenge and not _CHALLENGE.fullmatch(challenge)):
            return _back(redirect_uri, state, error="invalid_request", error_description="Use PKCE with S256")
        if values.get("scope", "all") != "all":
            return _back(redirect_uri, state, error="invalid_scope")
        ticket = secrets.token_urlsafe(18)
        with self._lock:
            self._asked[ticket] = _Asked(redirect_uri, state, "all", challenge)
            if len(self._asked) > 1000:
                del self._asked[next(iter(self._asked))]
        parts = urlsplit(redirect_uri)
        return pages.consent(self._person, ticket, f"{parts.scheme}://{parts.netloc}")

    def decide(self, request: Request) -> Response:
        """`POST /login`: the person's answer, once for each page."""
        values = _single(request.form() or ())
        asked = None
        if values is not None and values.get("decision") in ("allow", "deny"):
            with self._lock:
                asked = self._asked.pop(values.get("ticket", ""), None)
        if values is None or asked is None:
            return pages.problem("This page has been answered already, or is too old. Go back to the program.")
        if values["decision"] == "deny":
            return _back(asked.redirect_uri, asked.state, error="access_denied")
        grant = Grant(self._person.uid, asked.scope)
        code = self._tokens.new_code(grant, asked.redirect_uri, asked.challenge)
        return _back(asked.redirect_uri, asked.state, code=code)

    def token(self, request: Request) -> Response:
        """`POST /token`: an exchange or a refresh."""
        values = _single(request.form() or ())
        if values is None or request.form() is None:
            return _refused("invalid_request", "Send one form body, each field once")
        if not self._is_client(request.header("authorization")):
            return _refused("invalid_client", "Unknown client ID or secret", 401)
        if values.get("client_id", self._client.client_id) != self._client.client_id:
            return _refused("invalid_request", "client_id is not the one of the Authorization header")
        match values.get("grant_type"):
            case "authorization_code":
                return self._exchange(values)
            case "refresh_token":
                issued = self._tokens.refresh(values.get("refresh_token", ""))
                return _granted(issued) if issued else _refused("invalid_grant", "The refresh token is not valid")
            case None:
                return _refused("invalid_request", "grant_type is missing")
            case _:
                return _refused("unsupported_grant_type", "Use authorization_code or refresh_token")

    def _exchange(self, values: Mapping[str, str]) -> Response:
        if not values.get("code"):
            return _refused("invalid_request", "code is missing")
        code = self._tokens.take_code(values["code"])
        if code is None:
            return _refused("invalid_grant", "The code is unknown, used or too old")
        if values.get("redirect_uri") != code.redirect_uri:
            return _refused("invalid_grant", "The redirect URI is another one")
        verifier = values.get("code_verifier", "")
        if code.challenge:
            digest = hashlib.sha256(verifier.encode()).digest()
            expected = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
            if not _VERIFIER.fullmatch(verifier) or not hmac.compare_digest(expected, code.challenge):
                return _refused("invalid_grant", "The code verifier does not match")
        elif verifier:
            return _refused("invalid_grant", "There was no code challenge")
        return _granted(self._tokens.issue(code.grant))

    def _is_client(self, header: str) -> bool:
        scheme, _, encoded = header.partition(" ")
        if scheme.lower() != "basic":
            return False
        try:
            user, colon, secret = base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return False
        # RFC 6749 §2.3.1 has both form-encoded first, the vendor's samples do not; either is right here.
        pairs = ((user, secret), (unquote_plus(user), unquote_plus(secret)))
        return bool(colon) and (self._client.client_id, self._client.client_secret) in pairs


def _single(fields: tuple[tuple[str, str], ...]) -> dict[str, str] | None:
    """The fields by name; None where a name comes twice (RFC 6749 §3.1)."""
    values = dict(fields)
    return values if len(values) == len(fields) else None


def _back(redirect_uri: str, state: str | None, **answer: str) -> Response:
    if state is not None:
        answer["state"] = state
    joint = "&" if "?" in redirect_uri else "?"
    location = redirect_uri + joint + urlencode(answer)
    return Response(303, headers=(("Location", location), ("Referrer-Policy", "no-referrer"), *_NO_STORE))


def _granted(issued: Issued) -> Response:
    reply = {
        "access_token": issued.access_token,
        "token_type": "Bearer",
        "expires_in": issued.expires_in,
        "scope": issued.scope,
    }
    if issued.refresh_token is not None:
        reply["refresh_token"] = issued.refresh_token
    return json_response(reply, headers=_NO_STORE)


def _refused(code: str, description: str, status: int = 400) -> Response:
    headers = (("WWW-Authenticate", 'Basic realm="Fax.Plus demo"'), *_NO_STORE) if status == 401 else _NO_STORE
    return json_response({"error": code, "error_description": description}, status, headers)
