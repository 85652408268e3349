"""A raw HTTP server on loopback that answers exactly what a test wrote, broken answers included."""

import json
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

Answer = Callable[["Visit"], bool]
"""Sends something; whether the connection may be used again."""


@dataclass(frozen=True, slots=True)
class Received:
    """One request as it came: `target` with its query, header names in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]


@dataclass(slots=True)
class Visit:
    """One connection, for answers to write to. `left` is set when the other side hangs up while we wait."""

    connection: socket.socket
    closing: threading.Event
    left: threading.Event


def raw(content: bytes, *, keep: bool = False) -> Answer:
    """Send `content` and hang up, or keep the connection."""

    def send(visit: Visit) -> bool:
        visit.connection.sendall(content)
        return keep

    return send


def http(status: int, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
    """An orderly reply; `headers` come before and beside the Content-Length."""
    lines = [f"HTTP/1.1 {status} Scripted", *(f"{name}: {value}" for name, value in (headers or {}).items())]
    if "content-length" not in {name.lower() for name in headers or {}}:
        lines.append(f"Content-Length: {len(body)}")
    return raw("\r\n".join([*lines, "", ""]).encode("latin-1") + body, keep=True)


def json_reply(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """An orderly reply in JSON."""
    return http(status, json.dumps(value).encode(), {"Content-Type": "application/json", **(headers or {})})


def reset(content: bytes = b"") -> Answer:
    """Send `content`, then break the connection with a TCP reset."""

    def send(visit: Visit) -> bool:
        visit.connection.sendall(content)
        visit.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return False

    return send


def stall(content: bytes = b"") -> Answer:
    """Send `content`, then nothing more until the other side hangs up."""

    def send(visit: Visit) -> bool:
        visit.connection.sendall(content)
        visit.connection.recv(1)
        visit.left.set()
        return False

    return send


def drip(content: bytes, seconds: float = 0.01) -> Answer:
    """Send `content`, then one byte every `seconds` without end."""

    def send(visit: Visit) -> bool:
        visit.connection.sendall(content)
        while not visit.closing.wait(seconds):
            visit.connection.sendall(b" ")
        return False

    return send


@dataclass
class ScriptedServer:
    """Answers by path. Used as a context manager; `address` is its base address.

    `received` holds every request in order, `connections` the peers that came. `arrived` is set at
    the first request, `left` when a stalled client hangs up. With `context` it speaks TLS.
    """

    context: ssl.SSLContext | None = None
    received: list[Received] = field(default_factory=list)
    connections: list[tuple[str, int]] = field(default_factory=list)
    arrived: threading.Event = field(default_factory=threading.Event)
    left: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._answers: dict[str, list[Answer]] = {}
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        scheme = "https" if self.context else "http"
        self.port = self._listener.getsockname()[1]
        self.address = f"{scheme}://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        with self._lock:
            sockets = list(self._open)
        for connection in (self._listener, *sockets):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:  # it hung up by itself
                continue
        self._listener.close()
        for thread in self._threads:
            thread.join(10)

    def on(self, path: str, *answers: Answer) -> None:
        """Answer requests to `path` (without its query) with `answers` in turn; the last one stays."""
        self._answers[path] = list(answers)

    @property
    def targets(self) -> list[str]:
        """What was asked for, in order."""
        return [received.target for received in self.received]

    def _start(self, work: Callable[..., None], *arguments: Any) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                connection, peer = self._listener.accept()
            except OSError:
                return
            self.connections.append(peer)
            self._start(self._serve, connection)

    def _serve(self, plain: socket.socket) -> None:
        connection = plain
        try:
            plain.settimeout(30)
            if self.context:
                connection = self.context.wrap_socket(plain, server_side=True)
            with self._lock:
                self._open.add(connection)
            visit = Visit(connection, self._closing, self.left)
            while (request := _request(connection)) and not self._closing.is_set():
                with self._lock:
                    self.received.append(request)
                    answer = self._next(request)
                self.arrived.set()
                if not answer(visit):
                    return
        except OSError:  # the client hung up or refused our certificate: its own tests say what that means
            return
        finally:
            with self._lock:
                self._open.discard(connection)
            connection.close()

    def _next(self, request: Received) -> Answer:
        answers = self._answers.get(request.target.partition("?")[0], [])
        if not answers:
            return json_reply({"error": "not_found", "description": "No such thing"}, 404)
        return answers.pop(0) if len(answers) > 1 else answers[0]


def _request(connection: socket.socket) -> Received | None:
    """The next request's head, None where the other side is done. No request here has a body."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        byte = connection.recv(4096)
        if not byte:
            return None
        head += byte
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ")
    headers = dict(line.split(": ", 1) for line in lines if line)
    return Received(method, target, {name.lower(): value for name, value in headers.items()})
