"""The httpx client for the token endpoint: no redirects, no proxy on the way to this computer itself."""

import ssl
from typing import Final
from urllib.parse import urlsplit

import httpx

from faxviewer.domain.connection import is_loopback

TIMEOUT: Final = httpx.Timeout(15.0)


def token_client(address: str, context: ssl.SSLContext | None) -> httpx.AsyncClient:
    """A client for one request to `address`. `context` None trusts httpx's own certificates.

    Raises what httpx raises for proxy or certificate settings in the environment that can't be used.
    """
    here = is_loopback(urlsplit(address).hostname)
    return httpx.AsyncClient(
        verify=True if context is None else context,
        follow_redirects=False,
        timeout=TIMEOUT,
        trust_env=not here,
    )
