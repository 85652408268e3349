"""The way to a server: straight or by a proxy, plain or in TLS."""

import ssl
from collections.abc import Callable

import httpx

from faxviewer.network.conversation import Conversation
from faxviewer.network.proxies import credentials, port_of
from faxviewer.network.reaching import reached
from faxviewer.network.stream import Stream
from faxviewer.network.trouble import seconds_for, within

Tls = Callable[[], ssl.SSLContext]
"""Makes, or keeps, the client context for what is secured."""


async def dialled(
    request: httpx.Request, proxy: httpx.Proxy | None, tls: Tls, made: Callable[[], Stream] = Stream
) -> Conversation:
    """A fresh connection on which `request` can be sent, its stream from `made`. Raises httpx's exceptions.

    Until it is there, nothing of the request has left but the name of its server, for a proxy that tunnels.
    """
    first = proxy.url if proxy else request.url
    async with within(seconds_for("connect", request), httpx.ConnectTimeout, httpx.ConnectError):
        stream = await reached(first.raw_host, port_of(first), made)
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


async def _secured(stream: Stream, address: httpx.URL, request: httpx.Request, tls: Tls) -> None:
    async with within(seconds_for("connect", request), httpx.ConnectTimeout, httpx.ConnectError):
        context = tls()
        context.set_alpn_protocols(["http/1.1"])
        await stream.secure(context, address.raw_host.decode("ascii"))


async def _tunnelled(stream: Stream, proxy: httpx.Proxy, request: httpx.Request) -> None:
    """Have the proxy pass everything on to the server. Raises httpx.ProxyError where it will not."""
    host = request.url.raw_host
    target = (b"[%b]:%d" if b":" in host else b"%b:%d") % (host, port_of(request.url))
    connect = httpx.Request("CONNECT", proxy.url, extensions=request.extensions)
    headers = [(b"host", target), (b"accept", b"*/*"), *credentials(proxy)]
    conversation = Conversation(stream)
    try:
        answer = await conversation.ask_for(target, connect, headers)
    except httpx.TimeoutException as error:
        raise httpx.ConnectTimeout("The proxy did not answer") from error
    except (httpx.NetworkError, httpx.ProtocolError) as error:
        raise httpx.ProxyError("The proxy gave no answer") from error
    if not 200 <= answer.status_code < 300:
        raise httpx.ProxyError(f"The proxy answered {answer.status_code}")
    if not conversation.is_quiet:
        # The server can't have said anything yet.
        raise httpx.ProxyError("The proxy hung up, or said more than it was asked")
