"""The httpx client for the token endpoint: no redirects, no proxy on the way to this computer itself."""

import ssl
from typing import Final
from urllib.parse import urlsplit

import httpx

from faxviewer.domain.connection import is_loopback
from faxviewer.network.transport import HttpTransport

TIMEOUT: Final = httpx.Timeout(15.0)


def token_client(address: str, context: ssl.SSLContext | None) -> httpx.AsyncClient:
    """A client for one request to `address`. Without a `context` the system's authorities are trusted.

    Raises ValueError or httpx.InvalidURL for proxy settings in the environment that can't be used.
    """

    def tls() -> ssl.SSLContext:
        return context or ssl.create_default_context()

    here = is_loopback(urlsplit(address).hostname)
    return httpx.AsyncClient(
        transport=HttpTransport(tls, straight=here),
        trust_env=False,  # what the environment says of proxies, the transport reads itself
        follow_redirects=False,
        timeout=TIMEOUT,
    )
