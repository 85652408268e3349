"""The listening sockets behind a redirect URI: on this computer's own addresses only, and ours alone."""

import errno
import socket
import sys
from contextlib import suppress
from typing import Final
from urllib.parse import urlsplit

from faxviewer.domain.connection import is_loopback
from faxviewer.domain.errors import RedirectPortBusy, SignInError

_BACKLOG: Final = 100
_TRIES: Final = 10
"""How many ports are tried, where any will do, until one is free under both addresses of `localhost`."""

_NO_SUCH_ADDRESS: Final = {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT, errno.EPROTONOSUPPORT}


def listen_on(redirect_uri: str) -> tuple[list[socket.socket], str]:
    """Listening sockets for `redirect_uri`, and the address to send: port 0 replaced by the real one.

    `localhost` is both 127.0.0.1 and ::1, whichever the browser takes it for; no name is looked up,
    so a hosts file can't move the listener off this computer. Raises RedirectPortBusy.
    """
    parts = urlsplit(redirect_uri)
    host, port = parts.hostname, parts.port
    if host is None or port is None or not is_loopback(host):
        raise SignInError("The redirect URI can't work", "It is no address of this computer with a port.")
    addresses = ("127.0.0.1", "::1") if host == "localhost" else (host,)
    if port:
        return _bound(addresses, port), redirect_uri
    sockets = _bound_anywhere(addresses)
    port = sockets[0].getsockname()[1]
    authority = parts.netloc.rpartition(":")[0]
    # Only the port changes: what is registered counts byte for byte, an empty path included.
    return sockets, redirect_uri.replace(parts.netloc, f"{authority}:{port}", 1)


def _bound_anywhere(addresses: tuple[str, ...]) -> list[socket.socket]:
    for _ in range(_TRIES - 1):
        with suppress(RedirectPortBusy):
            return _bound(addresses, 0)
    return _bound(addresses, 0)


def _bound(addresses: tuple[str, ...], port: int) -> list[socket.socket]:
    """One socket for each of `addresses` that this computer has, all on the same port."""
    sockets: list[socket.socket] = []
    refusal: OSError | None = None
    for address in addresses:
        try:
            listener = _listening(address, port)
        except OSError as error:
            refusal = error
            if error.errno not in _NO_SUCH_ADDRESS:
                # Half of localhost is not enough: whoever holds the other half would get the code.
                _close(sockets)
                break
        else:
            sockets.append(listener)
            port = listener.getsockname()[1]
    if not sockets:
        raise _busy(port, refusal) from refusal
    return sockets


def _listening(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            # Without it a second process could bind the same port and take the redirect.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            # Lets a retry bind at once; two listeners on one port stay impossible here.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.setblocking(False)
        listener.bind((address, port))
        listener.listen(_BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def _close(sockets: list[socket.socket]) -> None:
    while sockets:
        sockets.pop().close()


def _busy(port: int, error: OSError | None) -> RedirectPortBusy:
    if error is not None and error.errno == errno.EACCES:
        return RedirectPortBusy(
            f"This computer keeps port {port} for itself",
            "The redirect URI's port is taken or may not be used, so the browser's answer could not arrive.",
            "Register a redirect URI with another port, such as 8080, and enter it in the settings.",
        )
    return RedirectPortBusy(f"Another program is using port {port}" if port else None)
