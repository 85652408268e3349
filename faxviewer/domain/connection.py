"""How to reach the service: addresses and credentials, and which of them can't be right."""

import re
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit

DEFAULT_AUTHORIZE_URL: Final = "https://accounts.fax.plus/login"
DEFAULT_TOKEN_URL: Final = "https://accounts.fax.plus/token"
DEFAULT_API_URL: Final = "https://restapi.fax.plus/v3"
DEFAULT_REDIRECT_URI: Final = "http://localhost:8080/"
DEFAULT_SCOPE: Final = "all"

_PRINTABLE = re.compile(r"[\x21-\x7e]+")


@dataclass(frozen=True, slots=True)
class Connection:
    """Everything that a sign-in and a request need. Its repr shows no secret.

    Addresses default to the vendor's (page "Authentication"). `redirect_uri` must be registered
    there byte for byte; with port 0 any free port is taken (RFC 8252, section 7.3). With a
    `personal_access_token` no browser sign-in takes place.
    """

    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    redirect_uri: str = DEFAULT_REDIRECT_URI
    authorize_url: str = DEFAULT_AUTHORIZE_URL
    token_url: str = DEFAULT_TOKEN_URL
    api_url: str = DEFAULT_API_URL
    scope: str = DEFAULT_SCOPE
    personal_access_token: str = field(default="", repr=False)

    @property
    def is_configured(self) -> bool:
        """Whether there is enough to try a sign-in or a request."""
        return bool(self.personal_access_token or (self.client_id and self.client_secret))

    @property
    def uses_token(self) -> bool:
        """Whether a personal access token stands in for the browser sign-in."""
        return bool(self.personal_access_token)

    def problems(self) -> dict[str, str]:
        """Field name → why its value can't work; empty when all is well."""
        found: dict[str, str] = {}
        for name in ("authorize_url", "token_url", "api_url"):
            if reason := _address_problem(getattr(self, name)):
                found[name] = reason
        if self.uses_token:
            if not _PRINTABLE.fullmatch(self.personal_access_token):
                found["personal_access_token"] = "A token has no spaces and only plain characters."
            return found
        if not self.client_id:
            found["client_id"] = "Enter the client ID."
        elif not _PRINTABLE.fullmatch(self.client_id):
            found["client_id"] = "A client ID has no spaces and only plain characters."
        if not self.client_secret:
            found["client_secret"] = "Enter the client secret."
        elif not self.client_secret.isprintable():
            found["client_secret"] = "The secret holds a character that can't be seen, such as a line break."
        if reason := _redirect_problem(self.redirect_uri):
            found["redirect_uri"] = reason
        if not self.scope.isprintable() or not self.scope.strip():
            found["scope"] = "Enter a scope; the vendor's is “all”."
        return found


def is_loopback(host: str | None) -> bool:
    """Whether `host` (a name or an address, without brackets) can only be this computer."""
    if host is None:
        return False
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _split(address: str) -> SplitResult | None:
    """The parts of an address whose port is in range too, or None."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.hostname and address.isprintable() and " " not in address else None


def _address_problem(address: str) -> str:
    parts = _split(address)
    if parts is None:
        return "This is not a web address."
    if parts.username is not None or parts.fragment:
        return "The address may hold neither a user name nor a part after #."
    if parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname)):
        return ""
    return "The address must begin with https://."


def _redirect_problem(address: str) -> str:
    parts = _split(address)
    if parts is None or parts.scheme != "http" or not is_loopback(parts.hostname):
        return "It must be an http address of this computer, such as http://localhost:8080/."
    if parts.port is None:
        return "It needs a port, such as the 8080 in http://localhost:8080/."
    if parts.username is not None or parts.fragment:
        return "It may hold neither a user name nor a part after #."
    return ""
