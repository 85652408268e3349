"""Part B of the catalogue on the wire: what is sent, how often, and what a failure becomes."""

import asyncio
import shutil
import ssl
import subprocess
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from faxviewer.auth.oauth import Attempt
from faxviewer.auth.token_endpoint import MAX_REPLY, TokenEndpoint
from faxviewer.auth.transport import token_client
from faxviewer.domain.connection import Connection
from faxviewer.domain.errors import (
    ClientRefused,
    ConnectionUntrusted,
    FaxViewerError,
    NetworkSignInNeeded,
    Offline,
    SignInError,
    SignInRefused,
    SignInUnavailable,
    UnexpectedReply,
)
from tests.fakes import token_endpoint
from tests.fakes.browser_tab import hang_up
from tests.fakes.scripted_server import ScriptedServer, http
from tests.fakes.token_endpoint import Reply
from tests.unit.auth.conftest import Desk


def client(address: str) -> httpx.AsyncClient:
    return token_client(address, None)


async def test_b32_invalid_grant_at_the_exchange(desk: Desk) -> None:
    tab = await desk.open_tab()
    await tab.back(code="never-given")
    with pytest.raises(SignInRefused) as refused:
        await desk.result()
    assert refused.value.remedy == "Sign in again."
    assert not desk.session.signed_in
    assert len(desk.service.posts) == 1


async def test_b33_a_wrong_secret_at_the_exchange(desk: Desk) -> None:
    desk.change(client_secret="another")
    tab = await desk.open_tab()
    await tab.back(code=desk.allowed(tab))
    with pytest.raises(ClientRefused):
        await desk.result()
    assert len(desk.service.posts) == 1


@pytest.mark.parametrize(
    "reply",
    [
        Reply(400, {"message": "odd"}),
        Reply(200, b"<html>", {"Content-Type": "text/html"}),
        Reply(200, []),
        Reply(200, None),
        Reply(200, b""),
        Reply(200, {"access_token": "", "token_type": "bearer"}),
        Reply(200, {"access_token": "a", "token_type": "mac"}),
        Reply(200, {"access_token": "a\nb", "token_type": "bearer"}),
        Reply(429, {"message": "slow down"}),
        Reply(302, b"", {"Location": "/elsewhere"}),
    ],
)
async def test_b34_to_b37_b41_and_b42_leave_the_old_tokens(desk: Desk, reply: Reply, keychain: dict[str, str]) -> None:
    """A renewal that gets such a reply fails by itself; the next one works with the old refresh token."""
    await desk.sign_in()
    stored = dict(keychain)
    desk.clock.now += 7200
    desk.service.script.append(reply)
    with pytest.raises(FaxViewerError):
        await desk.ask()
    assert keychain == stored
    assert desk.session.signed_in
    assert not desk.ended
    assert await desk.ask() == 200


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_b42_a_redirect_is_not_followed(desk: Desk, status: int) -> None:
    """Not even with a client that would."""
    desk.service.script.append(Reply(status, b"", {"Location": f"{desk.service.base}/token"}))
    endpoint = TokenEndpoint(lambda _: httpx.AsyncClient(follow_redirects=True, trust_env=False))
    with pytest.raises(UnexpectedReply):
        await endpoint.refresh(desk.connection, desk.service.refresh_token())
    assert len(desk.service.posts) == 1


async def test_b42_a_network_that_redirects_to_its_own_page(desk: Desk) -> None:
    desk.service.script.append(
        Reply(302, b"<a href=x>", {"Location": "http://wifi.test/", "Content-Type": "text/html"})
    )
    with pytest.raises(NetworkSignInNeeded):
        await TokenEndpoint(client).refresh(desk.connection, desk.service.refresh_token())


@pytest.mark.parametrize(
    "reply",
    [
        Reply(never=True),
        Reply(raw=b""),
        Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"),
        Reply(raw=b"SSH-2.0\r\n"),
    ],
)
async def test_b43_no_answer_after_the_code_was_sent(desk: Desk, reply: Reply) -> None:
    desk.service.script.append(reply)
    attempt = Attempt(desk.connection, "http://127.0.0.1:1/cb")
    endpoint = TokenEndpoint(lambda _: httpx.AsyncClient(timeout=0.2, trust_env=False))
    with pytest.raises(SignInUnavailable) as unavailable:
        await endpoint.exchange(attempt, "code")
    assert unavailable.value.remedy == "Sign in again."
    assert len(desk.service.posts) == 1


async def test_b43_a_reply_that_trickles_in_for_ever(desk: Desk) -> None:
    """No single read takes long, so only the deadline over all of it helps."""

    ended = asyncio.Event()

    async def trickle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n{")
        while not reader.at_eof():
            writer.write(b" ")
            with suppress(TimeoutError, OSError):
                await asyncio.wait_for(reader.read(1000), 0.05)
        await hang_up(writer)
        ended.set()

    server = await asyncio.start_server(trickle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    desk.change(token_url=f"http://127.0.0.1:{port}/token")
    with pytest.raises(SignInUnavailable):
        await TokenEndpoint(client, deadline=0.3).exchange(Attempt(desk.connection, "http://127.0.0.1:1/cb"), "code")
    await ended.wait()
    server.close()


@pytest.mark.parametrize("secret", ["a:b", "100%", "a+b c", "é€", "%41", "a&b=c", "\U0001f600", "~*-._"])
async def test_b44_odd_secrets_in_the_basic_header(desk: Desk, secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(token_endpoint, "CLIENT_SECRET", secret)
    desk.change(client_secret=secret, client_id=desk.connection.client_id)
    await desk.sign_in()
    assert desk.service.posts[0].credentials == (desk.connection.client_id, secret)
    assert desk.session.signed_in


async def test_b44_an_odd_client_id_cannot_shift_the_colon(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(token_endpoint, "CLIENT_ID", "APIK:with%colon")
    desk.change(client_id="APIK:with%colon")
    await desk.sign_in()
    assert desk.session.signed_in


async def test_a_reply_beyond_all_bounds(desk: Desk) -> None:
    desk.service.script.append(Reply(200, b'{"x": "' + b"y" * MAX_REPLY + b'"}'))
    with pytest.raises(UnexpectedReply):
        await TokenEndpoint(client).refresh(desk.connection, "r")


async def test_offline_before_anything_was_sent(desk: Desk) -> None:
    await desk.service.__aexit__()
    attempt = Attempt(desk.connection, "http://127.0.0.1:1/cb")
    with pytest.raises(Offline) as offline:
        await TokenEndpoint(client).exchange(attempt, "code")
    assert not isinstance(offline.value, SignInError)
    assert offline.value.title == "You are offline"


@pytest.fixture
def own_certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that nobody vouches for, and its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("there is no openssl here to make a certificate with")
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1", "-days", "2"]
    subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    return certificate, key


async def test_a_certificate_that_cannot_be_trusted(desk: Desk, own_certificate: tuple[Path, Path]) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*own_certificate)
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0, ssl=context)
    desk.change(token_url=f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/token")
    with pytest.raises(ConnectionUntrusted) as untrusted:
        await TokenEndpoint(client).refresh(desk.connection, "r")
    server.close()
    assert "self-signed" in untrusted.value.detail.replace(" ", "-")


@pytest.mark.parametrize("problem", [FileNotFoundError, ImportError, ValueError])
async def test_settings_of_the_computer_that_no_client_can_be_made_with(problem: type[Exception]) -> None:
    def broken(_: str) -> httpx.AsyncClient:
        raise problem("/secret/place")

    with pytest.raises(Offline) as offline:
        await TokenEndpoint(broken).refresh(Connection(client_id="a", client_secret="b"), "r")
    assert "HTTPS_PROXY" in offline.value.remedy
    assert "secret" not in offline.value.detail


async def test_no_proxy_on_the_way_to_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    with ScriptedServer() as proxy, ScriptedServer() as here:
        monkeypatch.setenv("HTTP_PROXY", proxy.address)
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        elsewhere = "http://accounts.test/token"
        here.on("/token", http(204))
        proxy.on(elsewhere, http(204))
        for address in (f"{here.address}/token", elsewhere):
            async with token_client(address, None) as client:
                assert (await client.get(address)).status_code == 204
    assert (len(here.received), len(proxy.received)) == (1, 1)


async def test_a_redirect_is_not_followed() -> None:
    async with token_client("http://127.0.0.1:1/token", None) as client:
        assert not client.follow_redirects
