"""The one httpx client of this room, and its exceptions turned into errors for a person."""

import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Final
from urllib.parse import urlsplit

import httpx

from faxviewer.domain.connection import is_loopback
from faxviewer.domain.errors import ConnectionUntrusted, FaxViewerError, SettingsRefused
from faxviewer.faxplus.bodies import BodyBroken
from faxviewer.faxplus.faults import cut_off, error_of, is_cut, proxy_trouble
from faxviewer.faxplus.retry import TRIES_WHEN_CUT, Passing
from faxviewer.faxplus.wire import Request
from faxviewer.network.transport import HttpTransport

_TIMEOUT: Final = httpx.Timeout(20.0, connect=10.0)
"""Seconds of silence; the overall deadlines are the caller's."""


class Transport:
    """Sends requests to the address that `api_url` gives at that moment. Opens nothing before the first.

    `tls` makes the context for https addresses; for them it is called once a client. This computer itself is
    reached without proxies, everything else as the environment says.
    """

    def __init__(self, api_url: Callable[[], str], auth: httpx.Auth, tls: Callable[[], ssl.SSLContext]) -> None:
        self._api_url = api_url
        self._auth = auth
        self._tls = tls
        self._http: httpx.AsyncClient | None = None
        self._origin: tuple[str, bool] | None = None

    async def aclose(self) -> None:
        """Close every connection; harmless when called twice."""
        http, self._http = self._http, None
        if http:
            await http.aclose()

    @asynccontextmanager
    async def response(
        self, request: Request, *, broken: Callable[[], FaxViewerError] | None = None
    ) -> AsyncIterator[httpx.Response]:
        """The open reply to `request`, its body still to be read; closed when left, by cancellation too.

        Raises Passing where asking again may help, otherwise FaxViewerErrors. A body that breaks off
        inside the block becomes what `broken` makes, or a Passing where it is None.
        """
        address = self._api_url().rstrip("/") + request.path
        headers = {"accept": request.accept, "accept-encoding": "identity", "user-agent": "Faxviewer"}
        begun = False
        try:
            http = await self._client(address)
            async with http.stream(request.method, address, headers=headers) as response:
                begun = True
                yield response
        except httpx.InvalidURL:
            raise SettingsRefused({"api_url": "This is not a web address."}) from None
        except (httpx.NetworkError, httpx.RemoteProtocolError, BodyBroken) as error:
            if begun:
                raise broken() if broken else Passing(cut_off(), TRIES_WHEN_CUT) from error
            found = error_of(error, address)
            if isinstance(error, httpx.HTTPError) and is_cut(error):
                raise Passing(found, TRIES_WHEN_CUT) from error
            raise found from error
        except httpx.HTTPError as error:
            raise error_of(error, address) from error

    async def _client(self, address: str) -> httpx.AsyncClient:
        """The shared client, made anew where the settings now point to another kind of place."""
        parts = urlsplit(address)
        origin = (parts.scheme, is_loopback(parts.hostname))
        if self._http is not None and origin == self._origin:
            return self._http
        old, self._http = self._http, self._made(origin, address)
        self._origin = origin
        if old:
            await old.aclose()
        return self._http

    def _made(self, origin: tuple[str, bool], address: str) -> httpx.AsyncClient:
        scheme, here = origin
        try:
            context = self._tls() if scheme == "https" else None
        except OSError as error:
            raise ConnectionUntrusted(
                message="The certificates that this computer trusts can't be read.",
                remedy="Check SSL_CERT_FILE and SSL_CERT_DIR, then start Faxviewer again.",
            ) from error
        try:
            return httpx.AsyncClient(
                auth=self._auth,
                transport=HttpTransport(lambda: context or self._tls(), straight=here),
                trust_env=False,  # what the environment says of proxies, the transport reads itself
                timeout=_TIMEOUT,
                follow_redirects=False,
                # A session cookie would outlive the sign-out.
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            )
        except (ValueError, httpx.InvalidURL) as error:
            raise proxy_trouble(address) from error
