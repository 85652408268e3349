"""The way to a server: certificates and how TLS fails, proxies that forward and tunnel, and who is told what."""

import asyncio
import socket
import ssl
from base64 import b64encode
from pathlib import Path
from typing import Any

import httpx
import pytest

from faxviewer.domain.errors import ConnectionUntrusted, Offline, ProxyTrouble
from faxviewer.faxplus.faults import error_of
from tests.fakes.peer import Line, Peer, reply, saying
from tests.fakes.proxy import Proxy
from tests.unit.network.conftest import alone, client, told, turns

SECRETS = {"Authorization": "Bearer canary-token", "x-fax-clientid": "APIK-canary"}


def trusting(*known: Any) -> ssl.SSLContext:
    from tests.fakes.certificates import trusting as made

    return made(*known)


async def failing(peer: Peer, *known: Any, **seconds: float) -> httpx.HTTPError:
    """What asking `peer` in TLS ends in; nothing may have been said or stay open."""
    async with client(lambda: trusting(*known), **seconds) as http:
        with pytest.raises(httpx.HTTPError) as caught:
            await http.get(f"https://127.0.0.1:{peer.port}", headers=SECRETS)
        assert await alone(peer)
    assert peer.heads == []
    assert "canary" not in told(caught.value)
    return caught.value


# TLS


async def test_a_good_certificate(good: Any) -> None:
    with Peer(saying(reply(b"safe")), good.serving()) as peer:
        async with client(lambda: trusting(good)) as http:
            assert (await http.get(peer.address)).text == "safe"


async def test_a_certificate_for_a_name(certificates: Any, tmp_path: Path) -> None:
    shown = certificates.self_signed(tmp_path, host="localhost")
    with Peer(saying(reply(b"safe")), shown.serving()) as peer:
        async with client(lambda: trusting(shown)) as http:
            assert (await http.get(f"https://localhost:{peer.port}")).text == "safe"
        peer.heads.clear()
        assert type(await failing(peer, shown)) is httpx.ConnectError


async def test_a_certificate_for_an_address_of_ipv6(certificates: Any, tmp_path: Path) -> None:
    shown = certificates.self_signed(tmp_path, host="::1")
    with Peer(saying(reply(b"safe")), shown.serving(), host="::1") as peer:
        async with client(lambda: trusting(shown)) as http:
            assert (await http.get(peer.address)).text == "safe"
        assert f"Host: [::1]:{peer.port}".encode() in peer.heads[0]


@pytest.mark.parametrize(
    ("host", "days", "known"),
    [("127.0.0.1", (-9, -2), True), ("127.0.0.2", (-1, 1), True), ("127.0.0.1", (-1, 1), False)],
    ids=["expired", "wrong host", "unknown"],
)
async def test_bad_certificates(
    certificates: Any, tmp_path: Path, host: str, days: tuple[int, int], *, known: bool
) -> None:
    shown = certificates.self_signed(tmp_path, host=host, days=days)
    with Peer(saying(reply()), shown.serving()) as peer:
        error = await failing(peer, *([shown] if known else []))
    assert type(error) is httpx.ConnectError
    assert isinstance(error.__cause__, ssl.SSLCertVerificationError)


@pytest.mark.parametrize("early", [True, False])
async def test_a_server_that_speaks_no_tls(good: Any, *, early: bool) -> None:
    def talk(line: Line) -> None:
        if not early:
            line.socket.recv(10)
        line.say(b"220 mail.test ready\r\n")
        line.rest()

    with Peer(talk) as peer:
        error = await failing(peer, good)
    assert isinstance(error.__cause__, ssl.SSLError)
    assert type(error_of(error, peer.address)) is ConnectionUntrusted


@pytest.mark.parametrize("reset", [True, False])
async def test_a_server_that_hangs_up_in_the_handshake(good: Any, *, reset: bool) -> None:
    def talk(line: Line) -> None:
        line.socket.recv(10)
        if reset:
            line.reset()

    with Peer(talk) as peer:
        assert type(await failing(peer, good)) is httpx.ConnectError


async def test_a_handshake_without_an_answer_takes_as_long_as_connecting_may(good: Any) -> None:
    with Peer(lambda line: line.rest()) as peer:
        assert type(await failing(peer, good, connect=0.05)) is httpx.ConnectTimeout


async def test_connecting_takes_as_long_as_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    loop = asyncio.get_running_loop()

    async def silent(sock: socket.socket, address: Any) -> None:
        await loop.create_future()

    monkeypatch.setattr(loop, "sock_connect", silent)
    async with client(connect=0.05) as http:
        with pytest.raises(httpx.ConnectTimeout):
            await http.get("http://127.0.0.1:9")


async def test_certificates_that_cannot_be_read() -> None:
    def broken() -> ssl.SSLContext:
        raise FileNotFoundError(2, "No such file", "own.pem")

    with Peer(lambda line: line.rest()) as peer:
        async with client(broken) as http:
            with pytest.raises(httpx.ConnectError):
                await http.get(f"https://127.0.0.1:{peer.port}")
            assert await alone(peer)


async def test_only_http_1_1_is_offered(good: Any) -> None:
    offered: list[str | None] = []
    context = good.serving()
    context.set_alpn_protocols(["h2", "http/1.1"])

    def talk(line: Line) -> None:
        offered.append(line.socket.selected_alpn_protocol())  # type: ignore[attr-defined]
        saying(reply())(line)

    with Peer(talk, context) as peer:
        async with client(lambda: trusting(good)) as http:
            await http.get(peer.address)
    assert offered == ["http/1.1"]


async def test_a_body_in_tls_that_ends_too_early_is_no_body(good: Any) -> None:
    short = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nfour"
    with Peer(saying(short, then_hang_up=True), good.serving()) as peer:
        async with client(lambda: trusting(good)) as http:
            with pytest.raises(httpx.RemoteProtocolError):
                await http.get(peer.address)


async def test_a_server_that_wants_a_certificate_of_ours(good: Any) -> None:
    context = good.serving()
    context.verify_mode = ssl.CERT_REQUIRED
    with Peer(saying(reply()), context) as peer:
        error = await failing(peer, good)
    assert isinstance(error, httpx.ConnectError | httpx.ReadError)


# A proxy that forwards


@pytest.fixture
def proxied(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sends everything by a proxy, signed in with a name and a password."""

    def by(proxy: Peer, *, sign: str = "", host: str = "127.0.0.1") -> None:
        scheme = "https" if proxy.context else "http"
        for variable in ("HTTP_PROXY", "HTTPS_PROXY"):
            monkeypatch.setenv(variable, f"{scheme}://{sign}{host}:{proxy.port}")

    return by


async def test_a_proxy_that_forwards_gets_the_whole_address_and_its_own_sign_in(proxied: Any) -> None:
    with Peer(saying(reply(b"here"))) as server, Proxy(server.port) as proxy:
        proxied(proxy, sign="ann:p%40ss@")
        async with client(straight=False) as http:
            for _ in range(2):
                answer = await http.get("http://user:secret@fax.test:8080/a?b=ü c#d", auth=lambda request: request)
                assert answer.text == "here"
        assert proxy.count == 1, "it is kept as well"
    first, *headers = proxy.heads[0].split(b"\r\n")
    assert first == b"GET http://fax.test:8080/a?b=%C3%BC%20c HTTP/1.1"
    assert b"proxy-authorization: Basic " + b64encode(b"ann:p@ss") in headers
    assert b"Host: fax.test:8080" in headers
    assert b"secret" not in b"".join(proxy.heads)
    assert b"roxy" not in b"".join(server.heads)


@pytest.mark.parametrize(
    ("address", "target", "host"),
    [
        ("http://[::9]:81/x", b"http://[::9]:81/x", b"[::9]:81"),
        ("http://müller.test", b"http://xn--mller-kva.test/", b"xn--mller-kva.test"),
    ],
)
async def test_odd_hosts_by_a_proxy_that_forwards(proxied: Any, address: str, target: bytes, host: bytes) -> None:
    with Peer(saying(reply())) as proxy:
        proxied(proxy)
        async with client(straight=False) as http:
            await http.get(address)
    first, *headers = proxy.heads[0].split(b"\r\n")
    assert first == b"GET " + target + b" HTTP/1.1"
    assert b"Host: " + host in headers


async def test_each_server_behind_a_proxy_has_connections_of_its_own(proxied: Any) -> None:
    with Peer(saying(reply())) as proxy:
        proxied(proxy)
        async with client(straight=False) as http:
            await http.get("http://one.test")
            await http.get("http://two.test")
        assert proxy.count == 2


# A proxy that tunnels


@pytest.mark.parametrize("secure_proxy", [False, True])
async def test_a_tunnel_keeps_our_secrets_from_the_proxy_and_its_own_from_the_server(
    certificates: Any, good: Any, tmp_path: Path, proxied: Any, *, secure_proxy: bool
) -> None:
    shown = certificates.self_signed(tmp_path, host="fax.test")
    context = good.serving() if secure_proxy else None
    with Peer(saying(reply(bytes(300_000))), shown.serving()) as server, Proxy(server.port, context) as proxy:
        proxied(proxy, sign="ann:p%40ss@")
        async with client(lambda: trusting(shown, good), straight=False) as http:
            for _ in range(2):
                assert len((await http.get("https://fax.test/a", headers=SECRETS)).content) == 300_000
        assert await alone(proxy)
    assert len(proxy.heads) == 1
    first, *headers = proxy.heads[0].split(b"\r\n")
    assert first == b"CONNECT fax.test:443 HTTP/1.1"
    assert b"host: fax.test:443" in headers
    assert b64encode(b"ann:p@ss") in proxy.heads[0]
    assert b"canary" not in proxy.heads[0].lower()
    assert b"/a" not in first
    assert len(server.heads) == 2
    assert b"canary-token" in server.heads[0]
    assert b"roxy" not in b"".join(server.heads)


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://[::9]/x", b"[::9]:443"),
        ("https://müller.test:8443", b"xn--mller-kva.test:8443"),
        ("https://user:canary@fax.test", b"fax.test:443"),
    ],
)
async def test_odd_hosts_by_a_proxy_that_tunnels(proxied: Any, address: str, target: bytes) -> None:
    with Peer(saying(reply(b"", 502), then_hang_up=True)) as proxy:
        proxied(proxy)
        async with client(straight=False) as http:
            with pytest.raises(httpx.ProxyError):
                await http.get(address)
    assert proxy.heads[0].startswith(b"CONNECT " + target + b" HTTP/1.1\r\nhost: " + target)
    assert b"canary" not in proxy.heads[0]


@pytest.mark.parametrize(
    "content",
    [
        reply(b"sign in", 407, Proxy_Authenticate="Basic"),
        reply(b"", 502),
        reply(b"<html>", 302, Location="http://portal.test"),
        b"",
        b"HTTP/1.1 200 Conn",
        b"SSH-2.0-canary\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\nforged",
        b"HTTP/1.1 200 OK\r\n\r\n",
    ],
    ids=["407", "502", "302", "nothing", "half", "garbage", "more than asked", "gone after"],
)
async def test_a_proxy_that_opens_no_tunnel_is_named(proxied: Any, good: Any, content: bytes) -> None:
    with Peer(saying(content, then_hang_up=True)) as proxy:
        proxied(proxy, sign="ann:canary@")
        async with client(lambda: trusting(good), straight=False) as http:
            with pytest.raises((httpx.ProxyError, httpx.ConnectError)) as caught:
                await http.get("https://fax.test", headers=SECRETS)
            assert await alone(proxy)
        person = error_of(caught.value, "https://fax.test")
        assert len(proxy.heads) == 1
    assert b"canary-token" not in proxy.heads[0]
    assert "canary" not in told(caught.value)
    assert type(person) in (ProxyTrouble, Offline)
    assert "HTTPS_PROXY" in person.message


async def test_a_proxy_that_answers_for_the_server_before_tls_is_not_believed(proxied: Any, good: Any) -> None:

    def talk(line: Line) -> None:
        line.head()
        line.say(b"HTTP/1.1 200 OK\r\n\r\n")
        line.say(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged")
        try:
            line.secure(good.serving())
            line.head()
        except ssl.SSLError:
            return

    with Peer(talk) as proxy:
        proxied(proxy)
        for _ in range(20):
            async with client(lambda: trusting(good), straight=False) as http:
                with pytest.raises((httpx.ProxyError, httpx.ConnectError, httpx.ReadError)):
                    await http.get("https://127.0.0.1", headers=SECRETS)


async def test_a_proxy_that_says_more_than_it_was_asked_gets_no_request_even_if_it_tunnels(
    proxied: Any, good: Any
) -> None:
    def talk(line: Line) -> None:
        line.head()
        line.say(b"HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged")
        line.secure(good.serving())
        saying(reply(b"true"))(line)

    with Peer(talk) as proxy:
        proxied(proxy)
        async with client(lambda: trusting(good), straight=False) as http:
            with pytest.raises(httpx.ProxyError):
                await http.get("https://127.0.0.1", headers=SECRETS)
        assert len(proxy.heads) == 1


async def test_a_proxy_that_is_silent_takes_as_long_as_a_reply_may(proxied: Any) -> None:
    with Peer(lambda line: line.rest()) as proxy:
        proxied(proxy)
        async with client(straight=False, read=0.05) as http:
            with pytest.raises(httpx.ConnectTimeout) as caught:
                await http.get("https://fax.test")
            assert await alone(proxy)
        assert type(error_of(caught.value, "https://fax.test")) is Offline


async def test_a_certificate_is_checked_through_the_tunnel_for_the_server_not_for_the_proxy(
    certificates: Any, good: Any, tmp_path: Path, proxied: Any
) -> None:
    with Peer(saying(reply()), good.serving()) as server, Proxy(server.port) as proxy:
        proxied(proxy)
        async with client(lambda: trusting(good), straight=False) as http:
            with pytest.raises(httpx.ConnectError) as caught:
                await http.get("https://fax.test", headers=SECRETS)
        assert isinstance(caught.value.__cause__, ssl.SSLCertVerificationError)
        assert server.heads == []


async def test_a_secure_proxy_s_own_certificate_is_checked_before_it_is_told_anything(
    certificates: Any, tmp_path: Path, proxied: Any
) -> None:
    stranger = certificates.self_signed(tmp_path)
    with Peer(saying(reply()), stranger.serving()) as proxy:
        proxied(proxy, sign="ann:canary@")
        for address in ("https://fax.test", "http://fax.test"):
            async with client(trusting, straight=False) as http:
                with pytest.raises(httpx.ConnectError):
                    await http.get(address)
        assert proxy.heads == []


async def test_cancelled_at_any_turn_on_the_way_by_a_secure_proxy_nothing_stays_open(
    certificates: Any, good: Any, tmp_path: Path, proxied: Any
) -> None:
    shown = certificates.self_signed(tmp_path, host="fax.test")
    before = asyncio.all_tasks()
    with Peer(saying(reply(b"here")), shown.serving()) as server, Proxy(server.port, good.serving()) as proxy:
        proxied(proxy)
        for number in turns():
            async with client(lambda: trusting(shown, good), straight=False) as http:
                asking = asyncio.create_task(http.get("https://fax.test"))
                for _ in range(number):
                    await asyncio.sleep(0)
                asking.cancel()
                await asyncio.wait([asking])
                assert asyncio.all_tasks() == before
            if not asking.cancelled():
                break
        assert (await asking).text == "here"
        assert await alone(proxy)
        assert await alone(server)
