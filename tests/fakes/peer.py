"""The bare other end of connections on loopback: a test's own function talks on each, in a thread."""

import socket
import ssl
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self


@dataclass(slots=True, eq=False)
class Line:
    """One connection. What it raises when the other side is gone ends the talk and nothing else."""

    socket: socket.socket
    number: int
    peer: "Peer"

    def head(self) -> bytes:
        """The head of the next request, byte by byte so that nothing of what follows is lost; empty at the end."""
        head = b""
        while not head.endswith(b"\r\n\r\n") and (byte := self.socket.recv(1)):
            head += byte
        if head:
            self.peer.heads.append(head)
        return head

    def say(self, data: bytes) -> None:
        self.socket.sendall(data)

    def rest(self) -> bytes:
        """Everything until the other side hangs up."""
        whole = b""
        with suppress(ConnectionError):
            while piece := self.socket.recv(65536):
                whole += piece
        return whole

    def reset(self) -> None:
        """Break the connection with a TCP reset when the talk ends."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def secure(self, context: ssl.SSLContext) -> None:
        """Go on in TLS."""
        self.socket = context.wrap_socket(self.socket, server_side=True)


@dataclass
class Peer:
    """Talks on every connection that comes; hangs up when the talk is over. Used as a context manager.

    Leaving it fails where the other side has left a connection open. `heads` holds every request's head, `count` how
    many connections came. `go` is for talks to wait on.
    """

    talk: Callable[[Line], None]
    context: ssl.SSLContext | None = None
    host: str = "127.0.0.1"
    heads: list[bytes] = field(default_factory=list)
    count: int = 0
    go: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._open: set[Line] = set()
        self._ended = threading.Condition()
        self._threads: list[threading.Thread] = []
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        self._listener = socket.create_server((self.host, 0), family=family)
        self.port: int = self._listener.getsockname()[1]
        name = f"[{self.host}]" if ":" in self.host else self.host
        self.address = f"{'https' if self.context else 'http'}://{name}:{self.port}"

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.go.set()
        left = error is None and not self.alone()
        for one in (self._listener, *(line.socket for line in tuple(self._open))):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(10)
        assert not left, "a connection was left open"

    @property
    def open(self) -> int:
        """How many connections there are."""
        return len(self._open)

    def alone(self) -> bool:
        """Wait until no connection is left; False if one stays for ten seconds."""
        with self._ended:
            return self._ended.wait_for(lambda: not self._open, 10)

    def _start(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.count += 1
            line = Line(connection, self.count, self)
            self._open.add(line)
            self._start(self._serve, line)

    def _serve(self, line: Line) -> None:
        try:
            # The other side may be gone, or refuse our certificate: its own tests say what that means.
            with suppress(OSError):
                line.socket.settimeout(30)
                if self.context:
                    line.secure(self.context)
                self.talk(line)
        finally:
            line.socket.close()
            with self._ended:
                self._open.discard(line)
                self._ended.notify_all()


def reply(body: bytes = b"", status: int = 200, **headers: str) -> bytes:
    """An orderly reply; `_` in the headers' names stands for `-`."""
    lines = [f"HTTP/1.1 {status} Said", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def saying(*answers: bytes, then_hang_up: bool = False) -> Callable[[Line], None]:
    """A talk that gives each request of a connection the next answer; the last one stays."""

    def talk(line: Line) -> None:
        left = list(answers)
        while line.head():
            line.say(left.pop(0) if len(left) > 1 else left[0])
            if then_hang_up:
                return

    return talk
