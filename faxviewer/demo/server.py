"""A small HTTP/1.1 server on loopback: keep-alive, one daemon thread a connection, nothing left after stop()."""

import contextlib
import socket
import sys
import threading
from collections.abc import Callable
from typing import BinaryIO, Final

from faxviewer.demo.messages import BadRequest, Request, Response, read_request

IDLE_SECONDS: Final = 75.0
"""How long a connection may say nothing before it is closed."""

DRAIN_SECONDS: Final = 1.0
"""How long a refused sender may go on."""

STOP_SECONDS: Final = 2.0
"""How long stop() waits for each connection's thread; they are daemonic, so none outlives the program."""


class Server:
    """Answers on 127.0.0.1 through `handler` from start() to stop(). Every answer leaves at once (TCP_NODELAY)."""

    def __init__(self, handler: Callable[[Request], Response], port: int = 0) -> None:
        self._handler = handler
        self._wanted_port = port
        self._listener: socket.socket | None = None
        self._accepting: threading.Thread | None = None
        self._connections: dict[socket.socket, threading.Thread] = {}
        self._lock = threading.Lock()
        self._stopping = threading.Event()

    @property
    def port(self) -> int:
        """The port in use; before start() the one that was asked for."""
        if self._listener is None:
            return self._wanted_port
        return int(self._listener.getsockname()[1])

    def start(self) -> None:
        """Bind and begin to answer. Raises OSError when the port is taken, OverflowError for one that can't be."""
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            # On Windows SO_REUSEADDR would let two programs share the port; elsewhere it only skips TIME_WAIT.
            if sys.platform == "win32":
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(("127.0.0.1", self._wanted_port))
            listener.listen(128)
        except (OSError, OverflowError):
            listener.close()
            raise
        self._stopping.clear()
        self._listener = listener
        self._accepting = threading.Thread(
            target=self._accept, args=(listener,), name="demo-service-accept", daemon=True
        )
        self._accepting.start()

    def stop(self) -> None:
        """Close the port and every connection and wait for their threads. Harmless when called twice."""
        listener, accepting = self._listener, self._accepting
        if listener is None or accepting is None:
            return
        port = self.port
        self._stopping.set()
        # Closing a socket wakes accept() on some systems only; a visitor wakes it on all.
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=STOP_SECONDS).close()
        accepting.join(STOP_SECONDS)
        listener.close()
        self._listener = self._accepting = None
        with self._lock:
            open_connections = list(self._connections.items())
        for connection, _ in open_connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for _, thread in open_connections:
            if thread is not threading.current_thread():
                thread.join(STOP_SECONDS)

    def _accept(self, listener: socket.socket) -> None:
        while not self._stopping.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                if self._stopping.is_set():
                    return
                continue
            if self._stopping.is_set():
                connection.close()
                return
            thread = threading.Thread(target=self._serve, args=(connection,), name="demo-service", daemon=True)
            with self._lock:
                self._connections[connection] = thread
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.settimeout(IDLE_SECONDS)
            with connection.makefile("rb") as reader:
                while not self._stopping.is_set() and self._exchange(connection, reader):
                    pass
        except (OSError, EOFError):
            pass  # the other side went away; there is nobody left to tell
        finally:
            with self._lock:
                self._connections.pop(connection, None)
            connection.close()

    def _exchange(self, connection: socket.socket, reader: BinaryIO) -> bool:
        """Answer one request; whether the connection stays open."""
        try:
            request = read_request(reader, lambda: connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n"))
        except BadRequest as bad:
            connection.sendall(bad.response.encode(keep_alive=False))
            _drain(connection)
            return False
        if request is None:
            return False
        response = self._handler(request)
        keep_alive = request.keep_alive and not response.hang_up and not self._stopping.is_set()
        connection.sendall(response.encode(keep_alive=keep_alive, with_body=request.method != "HEAD"))
        return keep_alive


def _drain(connection: socket.socket) -> None:
    """Read a little of what was not wanted: a close with bytes unread would throw away the answer."""
    connection.shutdown(socket.SHUT_WR)
    connection.settimeout(DRAIN_SECONDS)
    for _ in range(64):
        if not connection.recv(65536):
            return
