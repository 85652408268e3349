"""The demo service's HTTP: connections that stay open, requests that are none, and a stop that leaves nothing."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from faxviewer.demo.messages import Request, Response, json_response
from faxviewer.demo.server import Server


def echo(request: Request) -> Response:
    return json_response(
        {"method": request.method, "path": request.path, "query": request.query, "form": request.form()}
    )


@contextmanager
def connected(server: Server) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        yield connection


def everything(connection: socket.socket) -> bytes:
    """What comes until the other side closes."""
    return b"".join(iter(lambda: connection.recv(65536), b""))


def spoken(server: Server, request: bytes) -> bytes:
    """What the server says to `request` on a connection of its own, which is then closed for writing."""
    with connected(server) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        return everything(connection)


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server(echo)
    running.start()
    yield running
    running.stop()


def test_one_connection_serves_many_requests(server: Server) -> None:
    reply = spoken(server, b"GET /a HTTP/1.1\r\nHost: x\r\n\r\n" * 3)
    assert reply.count(b"HTTP/1.1 200 OK") == 3
    assert reply.count(b"Connection: keep-alive") == 3


@pytest.mark.parametrize(
    "request_", [b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n" * 2, b"GET / HTTP/1.0\r\n\r\n" * 2]
)
def test_a_connection_ends_where_asked(server: Server, request_: bytes) -> None:
    reply = spoken(server, request_)
    assert reply.count(b"HTTP/1.1 200") == 1
    assert b"Connection: close" in reply


def test_paths_queries_and_forms_are_decoded(server: Server) -> None:
    body = b"a=1&a=2&b=%C3%A9"
    head = b"POST /x%2Fy/z?q=1&q= HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    reply = spoken(server, head + b"Content-Length: 16\r\n\r\n" + body)
    assert b'{"method":"POST","path":["x/y","z"],"query":[["q","1"],["q",""]]' in reply
    assert '"form":[["a","1"],["a","2"],["b","é"]]'.encode() in reply


def test_a_body_that_waits_for_leave_gets_it(server: Server) -> None:
    with connected(server) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
        assert connection.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"{}")
        assert connection.recv(1000).startswith(b"HTTP/1.1 200")


def test_head_gets_no_body(server: Server) -> None:
    reply = spoken(server, b"HEAD / HTTP/1.1\r\n\r\n")
    assert reply.endswith(b"\r\n\r\n")
    assert b"Content-Length: 0" not in reply


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"hello\r\n\r\n", b"400"),
        (b"GET / HTTP/2\r\n\r\n", b"400"),
        (b"GET http://elsewhere/ HTTP/1.1\r\n\r\n", b"400"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nno colon\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nAuthorization: a\r\nAuthorization: b\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b"411"),
        (b"POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n", b"413"),
        (b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n\r\n", b"414"),
        (b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 200 + b"\r\n", b"431"),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 20_000 + b"\r\n\r\n", b"431"),
        (b"GET /?" + b"a=1&" * 200 + b" HTTP/1.1\r\n\r\n", b"400"),
    ],
)
def test_what_is_no_request_is_refused(server: Server, request_: bytes, status: bytes) -> None:
    with connected(server) as connection:
        connection.sendall(request_)
        assert connection.recv(65536).startswith(b"HTTP/1.1 " + status + b" ")


@pytest.mark.parametrize(
    "request_", [b"", b"GET", b"GET / HTTP/1.1\r\nHo", b"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n{}"]
)
def test_what_breaks_off_gets_no_answer(server: Server, request_: bytes) -> None:
    assert spoken(server, request_) == b""


def test_a_stop_leaves_no_thread_and_no_port_behind() -> None:
    before = set(threading.enumerate())
    server = Server(echo)
    server.start()
    port = server.port
    with connected(server) as idle, connected(server) as busy:
        busy.sendall(b"GET / HTTP/1.1\r\n\r\n")
        assert busy.recv(1000).startswith(b"HTTP/1.1 200")
        server.stop()
        assert idle.recv(10) == b""
        assert busy.recv(10) == b""
    server.stop()
    assert set(threading.enumerate()) == before
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=30)


def test_a_server_can_start_again_on_its_port() -> None:
    first = Server(echo)
    first.start()
    port = first.port
    with connected(first) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n\r\n")
        connection.recv(1000)
        first.stop()
    again = Server(echo, port)
    again.start()
    assert again.port == port
    again.stop()


def test_a_taken_port_is_an_error(server: Server) -> None:
    second = Server(echo, server.port)
    with pytest.raises(OSError, match=r"[Aa]ddress already in use|access permissions|normally permitted"):
        second.start()
    second.stop()


def test_header_values_can_t_break_the_line() -> None:
    with pytest.raises(ValueError, match="line break"):
        Response(303, headers=(("Location", "http://x/\r\nSet-Cookie: a=b"),)).encode(keep_alive=True)
