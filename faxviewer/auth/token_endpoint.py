"""The two requests to the token endpoint, each sent once, bounded in time and size."""

import asyncio
import ssl
from collections.abc import Callable
from typing import Final

import httpx

from faxviewer.auth.oauth import Attempt, basic_credentials, exchange_fields, plain, refresh_fields
from faxviewer.auth.tokens import Grant, read_reply
from faxviewer.domain.connection import Connection
from faxviewer.domain.errors import (
    ConnectionUntrusted,
    FaxViewerError,
    Offline,
    SignInUnavailable,
    UnexpectedReply,
)

HttpFactory = Callable[[str], httpx.AsyncClient]
"""Makes the client for the token endpoint at the given address; `transport.token_client` is one."""

DEADLINE_SECONDS: Final = 30.0
MAX_REPLY: Final = 262_144
"""Bytes of a reply; a real one has a few hundred."""

_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)


class NoAnswer(Offline):
    """The request may have arrived, but no whole reply came back."""

    title = "Fax.Plus did not answer"
    message = "The request went out and no whole reply came back."


class TokenEndpoint:
    """Trades codes and refresh tokens for access tokens. Raises FaxViewerErrors and nothing else."""

    def __init__(self, http: HttpFactory, *, deadline: float = DEADLINE_SECONDS) -> None:
        self._http = http
        self._deadline = deadline

    async def exchange(self, attempt: Attempt, code: str) -> Grant:
        """The tokens for `code`, which is used up whatever happens: nothing here is ever sent twice."""
        try:
            return await self._post(attempt.connection, exchange_fields(attempt, code))
        except NoAnswer as error:
            raise SignInUnavailable(
                error.title,
                "The sign-in got as far as its last step, which can't be repeated.",
                "Sign in again.",
                detail=error.detail,
            ) from error

    async def refresh(self, connection: Connection, refresh_token: str) -> Grant:
        """A new access token, and a new refresh token where the service rotates them."""
        return await self._post(connection, refresh_fields(refresh_token))

    async def _post(self, connection: Connection, fields: dict[str, str]) -> Grant:
        headers = {
            "Authorization": basic_credentials(connection.client_id, connection.client_secret),
            "Accept": "application/json",
            "Accept-Encoding": "identity",  # nothing to inflate, so the size limit counts what came
        }
        try:
            async with asyncio.timeout(self._deadline), self._client(connection.token_url) as client:
                # The redirect is refused per request as well, so that no client made elsewhere can change it.
                request = client.build_request("POST", connection.token_url, data=fields, headers=headers)
                response = await client.send(request, stream=True, follow_redirects=False, auth=None)
                try:
                    body = await _bounded(response)
                finally:
                    await response.aclose()
        except TimeoutError as error:
            raise NoAnswer(detail="the deadline passed") from error
        except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError) as error:
            raise _trouble(error) from error
        return read_reply(response.status_code, response.headers, body)

    def _client(self, address: str) -> httpx.AsyncClient:
        try:
            return self._http(address)
        except FaxViewerError:
            raise
        except (OSError, ValueError, ImportError, httpx.InvalidURL) as error:
            raise Offline(
                message="The proxy or certificate settings of this computer can't be used.",
                remedy="Check HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE, then start Faxviewer again.",
                detail=type(error).__name__,
            ) from error


async def _bounded(response: httpx.Response) -> bytes:
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > MAX_REPLY:
            raise UnexpectedReply(detail=f"HTTP {response.status_code} from the token endpoint, far too long")
    return bytes(body)


def _trouble(error: Exception) -> FaxViewerError:
    """What a failed request means. The exception's own text may hold an address and stays out of it."""
    detail = type(error).__name__
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return ConnectionUntrusted(detail=plain(getattr(cause, "verify_message", "") or detail))
        cause = cause.__cause__ or cause.__context__
    return Offline(detail=detail) if isinstance(error, _NEVER_SENT) else NoAnswer(detail=detail)
