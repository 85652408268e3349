"""The proxies that the environment or the system asks for, and which addresses go round them."""

import asyncio
from base64 import b64encode
from typing import Final
from urllib.request import getproxies, getproxies_environment, proxy_bypass

import httpx

PORTS: Final = {"http": 80, "https": 443}
"""The schemes that are spoken here, with their ports."""


class Proxies:
    """As they are set at the moment it is made. Raises ValueError for one that can't be used (SOCKS among them)."""

    def __init__(self) -> None:
        self._from_environment = bool(getproxies_environment())
        self._bypassed: dict[tuple[str, int], bool] = {}
        found = getproxies()
        # Desktops set "all" to SOCKS beside the two: it is only read where one of them is missing.
        self._proxies = {
            scheme: _read(address)
            for scheme in PORTS
            if (address := (found.get(scheme) or found.get("all") or "").strip())
        }

    async def for_address(self, address: httpx.URL) -> httpx.Proxy | None:
        """The proxy for `address`, None for the straight way."""
        proxy = self._proxies.get(address.scheme)
        return None if proxy is None or await self._is_bypassed(address.host, port_of(address)) else proxy

    async def _is_bypassed(self, host: str, port: int) -> bool:
        if (host, port) not in self._bypassed:
            if self._from_environment:
                answer = proxy_bypass(host) or proxy_bypass(f"{host}:{port}")
            else:
                # Windows may ask the name service for the host's names: seconds, at worst.
                answer = await asyncio.to_thread(proxy_bypass, host)
            self._bypassed[host, port] = bool(answer)
        return self._bypassed[host, port]


def _read(address: str) -> httpx.Proxy:
    try:
        proxy = httpx.Proxy(address if "://" in address else f"http://{address}")
    except (ValueError, httpx.InvalidURL):
        # Its text may quote a part of the password.
        raise ValueError("A proxy's address can't be read") from None
    if proxy.url.scheme not in PORTS:
        raise ValueError(f"There are no {proxy.url.scheme} proxies here")
    if not proxy.url.host:
        raise ValueError("A proxy's address needs a host")
    return proxy


def port_of(address: httpx.URL) -> int:
    """The port of `address`, its scheme's own where it names none."""
    return PORTS[address.scheme] if address.port is None else address.port


def credentials(proxy: httpx.Proxy) -> list[tuple[bytes, bytes]]:
    """The headers that a proxy gets for itself."""
    signed = [(b"proxy-authorization", b"Basic " + b64encode(b":".join(proxy.raw_auth)))] if proxy.raw_auth else []
    return [*signed, *proxy.headers.raw]
