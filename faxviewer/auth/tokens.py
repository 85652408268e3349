"""Reading the token endpoint's replies strictly: a grant, or the error that it stands for."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from faxviewer.auth.oauth import is_token, plain
from faxviewer.domain.errors import (
    ClientRefused,
    FaxViewerError,
    NetworkSignInNeeded,
    RateLimited,
    ServiceTrouble,
    SignInRefused,
    UnexpectedReply,
)

USUAL_LIFETIME: Final = 3600.0
"""Seconds an access token lives where the reply doesn't say (vendor page "Authentication": one hour)."""

SHORTEST_LIFETIME: Final = 60.0
LONGEST_LIFETIME: Final = 86_400.0

_NUMBER = re.compile(r"\d{1,15}(\.\d{1,9})?", re.ASCII)
_PAUSE: Final = (1.0, 30.0, 300.0)
"""Shortest, usual and longest pause in seconds that a 429 leads to."""


class GrantRefused(SignInRefused):
    """`invalid_grant`: the code or the refresh token is spent, expired or withdrawn."""

    message = "The answer was used already, or it came too late."


@dataclass(frozen=True, slots=True)
class Grant:
    """What the token endpoint gave. `lifetime` is in seconds; `refresh_token` is empty where none came."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    lifetime: float


def read_reply(status: int, headers: Mapping[str, str], body: bytes) -> Grant:
    """The grant in a reply of the token endpoint (RFC 6749, sections 5.1 and 5.2); header names in lower case.

    Raises GrantRefused, ClientRefused or SignInRefused where the endpoint says so; RateLimited,
    ServiceTrouble, NetworkSignInNeeded or UnexpectedReply where the reply decides nothing.
    """
    detail = f"HTTP {status} from the token endpoint"
    if status >= 500:
        raise ServiceTrouble(detail=detail)
    if status == 429:
        raise RateLimited(_pause(headers.get("retry-after", "")), detail=detail)
    if _looks_like_html(headers.get("content-type", ""), body):
        raise NetworkSignInNeeded(detail=detail)
    fields = _object(body)
    if status == 200:
        return _grant(fields, detail)
    if 300 <= status < 400:
        raise UnexpectedReply(detail=detail)
    raise _error(status, fields, detail)


def _grant(fields: dict[str, Any], detail: str) -> Grant:
    kind = fields.get("token_type")
    if not isinstance(kind, str) or kind.lower() != "bearer":
        raise UnexpectedReply(detail=f"{detail}, with a token of another type")
    access_token = fields.get("access_token")
    if not is_token(access_token):
        raise UnexpectedReply(detail=f"{detail}, without a usable access token")
    refresh_token = fields.get("refresh_token")
    if refresh_token in (None, ""):
        refresh_token = ""
    elif not is_token(refresh_token):
        raise UnexpectedReply(detail=f"{detail}, with an unusable refresh token")
    return Grant(str(access_token), str(refresh_token), lifetime(fields.get("expires_in")))


def lifetime(expires_in: object) -> float:
    """Seconds to rely on an access token: what the reply says where that is sane, else the vendor's hour.

    A token that is refused earlier is renewed then, so a wrong guess costs one request.
    """
    seconds = math.nan
    if isinstance(expires_in, str) and _NUMBER.fullmatch(expires_in):
        seconds = float(expires_in)
    elif isinstance(expires_in, int | float) and not isinstance(expires_in, bool):
        try:
            seconds = float(expires_in)
        except OverflowError:
            seconds = LONGEST_LIFETIME
    if math.isnan(seconds) or seconds <= 0:
        return USUAL_LIFETIME
    return min(max(seconds, SHORTEST_LIFETIME), LONGEST_LIFETIME)


def _error(status: int, fields: dict[str, Any], detail: str) -> FaxViewerError:
    name = fields.get("error")
    if status == 401 or name == "invalid_client":
        return ClientRefused(detail=detail)
    if not isinstance(name, str) or not name:
        return UnexpectedReply(detail=detail)
    description = fields.get("error_description", fields.get("description"))
    said = f"{name}: {description}" if isinstance(description, str) and description else name
    detail = plain(f"{detail}, {said}")
    if name == "invalid_grant":
        return GrantRefused(detail=detail)
    return SignInRefused(message="Fax.Plus does not accept the request as it was sent.", detail=detail)


def _object(body: bytes) -> dict[str, Any]:
    """The JSON object in `body`, or an empty one: every field is asked for by name afterwards."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _looks_like_html(content_type: str, body: bytes) -> bool:
    return "html" in content_type.lower() or body.lstrip()[:1] == b"<"


def _pause(retry_after: str) -> float:
    shortest, usual, longest = _PAUSE
    if not _NUMBER.fullmatch(retry_after.strip()):
        return usual
    return min(max(float(retry_after), shortest), longest)
