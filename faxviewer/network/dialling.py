"""The way to a server: straight or by a proxy, plain or in TLS."""

import asyncio
import ssl
from collections.abc import Callable

import httpx

from faxviewer.network.conversation import Conversation
from faxviewer.network.proxies import credentials, port_of
from faxviewer.network.stream import Stream
from faxviewer.network.trouble import seconds_for, within

_HEAD_START = 0.25
"""Seconds that one address of a name has before the next is tried beside it (RFC 8305)."""

Tls = Callable[[], ssl.SSLContext]
"""Makes, or keeps, the client context for what is secured."""


async def dialled(request: httpx.Request, proxy: httpx.Proxy | None, tls: Tls) -> Conversation:
    """A fresh connection on which `request` can be sent. Raises httpx's exceptions."""
    first = proxy.url if proxy else request.url
    stream = await _connected(first, request)
    try:
        if first.scheme == "https":
            await _secured(stream, first, request, tls)
        if proxy is None:
            return Conversation(stream)
        if request.url.scheme == "http":
            return Conversation(stream, whole_addresses=True, extra=credentials(proxy))
        await _tunnelled(stream, proxy, request)
        await _secured(stream, request.url, request, tls)
        return Conversation(stream)
    except BaseException:
        stream.abort()
        raise


async def _connected(address: httpx.URL, request: httpx.Request) -> Stream:
    loop = asyncio.get_running_loop()
    async with within(seconds_for("connect", request), httpx.ConnectTimeout, httpx.ConnectError):
        _, stream = await loop.create_connection(
            Stream, _host(address), port_of(address), happy_eyeballs_delay=_HEAD_START
        )
    return stream


async def _secured(stream: Stream, address: httpx.URL, request: httpx.Request, tls: Tls) -> None:
    async with within(seconds_for("connect", request), httpx.ConnectTimeout, httpx.ConnectError):
        context = tls()
        context.set_alpn_protocols(["http/1.1"])
        await stream.secure(context, _host(address))


async def _tunnelled(stream: Stream, proxy: httpx.Proxy, request: httpx.Request) -> None:
    """Have the proxy pass everything on to the server. Raises httpx.ProxyError where it will not."""
    host = _host(request.url)
    target = f"[{host}]:{port_of(request.url)}" if ":" in host else f"{host}:{port_of(request.url)}"
    connect = httpx.Request("CONNECT", proxy.url, extensions=request.extensions)
    headers = [(b"host", target.encode("ascii")), (b"accept", b"*/*"), *credentials(proxy)]
    answer = await Conversation(stream).ask_for(target.encode("ascii"), connect, headers)
    if not 200 <= answer.status_code < 300:
        raise httpx.ProxyError(f"The proxy answered {answer.status_code}")


def _host(address: httpx.URL) -> str:
    """The host in ASCII, as name services and certificates know it."""
    return address.raw_host.decode("ascii")
