"""A small proxy on loopback: it forwards and tunnels everything to one server, and writes down what it was told."""

import select
import socket
import ssl
from contextlib import suppress

from tests.fakes.peer import Line, Peer


class Proxy(Peer):
    """Passes on to `target`, whatever name was asked for. `heads` holds what was said to the proxy itself."""

    def __init__(self, target: int, context: ssl.SSLContext | None = None) -> None:
        super().__init__(self._pass_on, context)
        self._target = target

    def _pass_on(self, line: Line) -> None:
        while head := line.head():
            first, rest = head.split(b"\r\n", 1)
            method, address, version = first.split(b" ")
            with socket.create_connection(("127.0.0.1", self._target), timeout=30) as onward:
                if method == b"CONNECT":
                    line.say(b"HTTP/1.1 200 Connection established\r\nX-Proxy: yes\r\n\r\n")
                    _joined(line.socket, onward)
                    return
                path = b"/" + address.split(b"/", 3)[3]
                kept = [one for one in rest.split(b"\r\n") if not one.lower().startswith(b"proxy-")]
                onward.sendall(b" ".join([method, path, version]) + b"\r\n" + b"\r\n".join(kept))
                line.say(_answer(onward))


def _answer(onward: socket.socket) -> bytes:
    """One reply with a Content-Length."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += onward.recv(65536)
    head, body = data.split(b"\r\n\r\n", 1)
    length = next(int(one.split(b":")[1]) for one in head.split(b"\r\n") if one.lower().startswith(b"content-length"))
    while len(body) < length:
        body += onward.recv(65536)
    return head + b"\r\n\r\n" + body


def _joined(one: socket.socket, other: socket.socket) -> None:
    """Pour both ways until one side hangs up; in one thread, since a TLS socket is no good for two."""
    with suppress(OSError):
        while True:
            waiting = isinstance(one, ssl.SSLSocket) and one.pending()
            for source in [one] if waiting else select.select([one, other], [], [])[0]:
                piece = source.recv(65536)
                if not piece:
                    return
                (other if source is one else one).sendall(piece)
