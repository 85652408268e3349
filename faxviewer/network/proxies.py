"""The proxies that the environment or the system asks for, and which addresses go round them."""

import asyncio
from base64 import b64encode
from typing import Final
from urllib.request import getproxies, getproxies_environment, proxy_bypass

import httpx

_PORTS: Final = {"http": 80, "https": 443}


class Proxies:
    """As they are set at the moment it is made. Raises ValueError for one that can't be used (SOCKS among them)."""

    def __init__(self) -> None:
        self._from_environment = bool(getproxies_environment())
        self._bypassed: dict[str, bool] = {}
        found = getproxies()
        self._proxies = {
            scheme: _read(address)
            for scheme in ("http", "https", "all")
            if (address := (found.get(scheme) or "").strip())
        }

    async def for_address(self, address: httpx.URL) -> httpx.Proxy | None:
        """The proxy for `address`, None for the straight way."""
        proxy = self._proxies.get(address.scheme) or self._proxies.get("all")
        return None if proxy is None or await self._is_bypassed(address.host) else proxy

    async def _is_bypassed(self, host: str) -> bool:
        if host not in self._bypassed:
            # Without an environment to read, Windows may ask the name service for the host's names: seconds, at worst.
            answer = proxy_bypass(host) if self._from_environment else await asyncio.to_thread(proxy_bypass, host)
            self._bypassed[host] = bool(answer)
        return self._bypassed[host]


def _read(address: str) -> httpx.Proxy:
    proxy = httpx.Proxy(address if "://" in address else f"http://{address}")
    if proxy.url.scheme not in _PORTS:
        raise ValueError(f"There are no {proxy.url.scheme} proxies here")
    if not proxy.url.host:
        raise ValueError("A proxy's address needs a host")
    return proxy


def port_of(address: httpx.URL) -> int:
    """The port of `address`, its scheme's own where it names none."""
    return address.port or _PORTS.get(address.scheme, 443)


def credentials(proxy: httpx.Proxy) -> list[tuple[bytes, bytes]]:
    """The headers that a proxy gets for itself."""
    signed = [(b"proxy-authorization", b"Basic " + b64encode(b":".join(proxy.raw_auth)))] if proxy.raw_auth else []
    return [*signed, *proxy.headers.raw]
