"""What the transport's failures are called: offline, a proxy, a certificate, a setting."""

import asyncio
import socket
import ssl
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from faxviewer.domain.errors import (
    ConnectionUntrusted,
    FaxViewerError,
    Offline,
    ProxyTrouble,
    ServiceTrouble,
    SettingsRefused,
    UnexpectedReply,
)
from faxviewer.faxplus.client import FaxPlusClient
from faxviewer.faxplus.faults import error_of, proxy_setting
from tests.fakes.records import ORDINARY
from tests.fakes.scripted_server import ScriptedServer, http, json_reply
from tests.unit.faxplus.conftest import Bearer, no_tls

ID = str(ORDINARY["id"])
FAX = f"/accounts/self/faxes/{ID}"


async def failure(address: str, tls: Callable[[], ssl.SSLContext] = no_tls) -> FaxViewerError:
    """The error of a look-up at `address`."""
    client = FaxPlusClient(lambda: address, Bearer(), tls)
    try:
        with pytest.raises(FaxViewerError) as caught:
            await client.fax("self", ID)
        return caught.value
    finally:
        await client.aclose()


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


# Offline


async def test_f113_nobody_listens() -> None:
    error = await failure(f"http://127.0.0.1:{closed_port()}")
    assert type(error) is Offline
    assert "accept" in error.message


async def test_f113_it_recovers_without_a_restart() -> None:
    address = [f"http://127.0.0.1:{closed_port()}"]
    client = FaxPlusClient(lambda: address[0], Bearer(), no_tls)
    with pytest.raises(Offline):
        await client.fax("self", ID)
    with ScriptedServer() as server:
        server.on(FAX, json_reply(ORDINARY))
        address[0] = server.address
        assert (await client.fax("self", ID)).id == ID
    await client.aclose()


def test_f113_a_name_that_is_not_found() -> None:
    broken = httpx.ConnectError("All connection attempts failed")
    broken.__context__ = ExceptionGroup("several", [socket.gaierror(-2, "Name or service not known")])
    error = error_of(broken, "http://127.0.0.1")
    assert type(error) is Offline
    assert "found" in error.message


def test_a_connection_that_takes_too_long_is_offline_and_a_silent_one_is_trouble() -> None:
    assert type(error_of(httpx.ConnectTimeout(""), "http://127.0.0.1")) is Offline
    assert type(error_of(httpx.ReadTimeout(""), "http://127.0.0.1")) is ServiceTrouble
    assert type(error_of(httpx.LocalProtocolError(""), "http://127.0.0.1")) is UnexpectedReply


# Proxies


async def test_f114_a_proxy_that_wants_a_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    with ScriptedServer() as proxy:
        for variable in ("HTTP_PROXY", "HTTPS_PROXY"):
            monkeypatch.setenv(variable, proxy.address)
        proxy.on("http://fax.test" + FAX, http(407))
        proxy.on("fax.test:443", http(407))
        plain = await failure("http://fax.test")
        tunnel = await failure("https://fax.test", lambda: ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
        assert [received.method for received in proxy.received] == ["GET", "CONNECT"]
        assert "authorization" not in proxy.received[1].headers
    assert type(plain) is type(tunnel) is ProxyTrouble
    assert "HTTPS_PROXY" in tunnel.message
    assert "HTTPS_PROXY" in tunnel.remedy


@pytest.mark.parametrize("setting", ["nonsense://proxy", "socks5://127.0.0.1:1", "http://127.0.0.1:port"])
async def test_f114_a_proxy_setting_that_makes_no_sense(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", setting)
    error = await failure("https://fax.test", lambda: ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    assert type(error) is ProxyTrouble
    assert "HTTPS_PROXY" in error.message


async def test_f114_a_proxy_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("all_proxy", f"http://127.0.0.1:{closed_port()}")
    error = await failure("http://fax.test")
    assert type(error) is Offline
    assert "all_proxy" in error.remedy


async def test_this_computer_is_reached_without_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{closed_port()}")
    with ScriptedServer() as server:
        server.on(FAX, json_reply(ORDINARY))
        client = FaxPlusClient(lambda: server.address, Bearer(), no_tls)
        assert (await client.fax("self", ID)).id == ID
        await client.aclose()


@pytest.mark.parametrize(
    ("address", "environment", "name"),
    [
        ("https://fax.test", {"https_proxy": "http://p"}, "https_proxy"),
        ("https://fax.test", {"HTTP_PROXY": "http://p"}, ""),
        ("https://fax.test", {"ALL_PROXY": "http://p"}, "ALL_PROXY"),
        ("https://127.0.0.1", {"HTTPS_PROXY": "http://p"}, ""),
        ("https://fax.test", {"HTTPS_PROXY": "http://p", "NO_PROXY": "fax.test"}, ""),
        ("https://fax.test", {"HTTPS_PROXY": "http://p", "NO_PROXY": "fax.test:443"}, ""),
        ("https://fax.test:8443", {"HTTPS_PROXY": "http://p", "NO_PROXY": "fax.test:8443"}, ""),
        ("https://fax.test", {"HTTPS_PROXY": "http://p", "NO_PROXY": "fax.test:8443"}, "HTTPS_PROXY"),
    ],
)
def test_which_setting_a_proxy_comes_from(
    monkeypatch: pytest.MonkeyPatch, address: str, environment: dict[str, str], name: str
) -> None:
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    assert proxy_setting(address, environment) == name


# Certificates


async def test_f114_certificates_that_cannot_be_read_name_the_setting() -> None:
    def broken() -> ssl.SSLContext:
        raise FileNotFoundError(2, "No such file", "canary.pem")

    error = await failure("https://127.0.0.1:1", broken)
    assert type(error) is ConnectionUntrusted
    assert "SSL_CERT_FILE" in error.remedy
    assert "canary" not in error.message + error.remedy + error.detail


@pytest.mark.parametrize(
    ("host", "days", "known", "cause"),
    [
        ("127.0.0.1", (-9, -2), True, "expired"),
        ("127.0.0.1", (2, 9), True, "not valid yet"),
        ("elsewhere.test", (-1, 1), True, "another address"),
        ("127.0.0.1", (-1, 1), False, "signed by itself"),
    ],
)
async def test_f112_bad_certificates_are_called_by_their_fault(
    tmp_path: Path, host: str, days: tuple[int, int], known: bool, cause: str
) -> None:
    pytest.importorskip("cryptography", reason="makes the certificates; it comes with the keyring on Linux only")
    from tests.fakes import certificates

    shown = certificates.self_signed(tmp_path, host=host, days=days)
    trusted = certificates.trusting(*([shown] if known else []))
    with ScriptedServer(shown.serving()) as server:
        error = await failure(server.address, lambda: trusted)
        assert server.received == []
    assert type(error) is ConnectionUntrusted
    assert cause in error.message
    assert not error.retryable


async def test_a_good_certificate_is_accepted(tmp_path: Path) -> None:
    pytest.importorskip("cryptography", reason="makes the certificates; it comes with the keyring on Linux only")
    from tests.fakes import certificates

    shown = certificates.self_signed(tmp_path)
    made: list[ssl.SSLContext] = []

    def tls() -> ssl.SSLContext:
        made.append(certificates.trusting(shown))
        return made[-1]

    with ScriptedServer(shown.serving()) as server:
        server.on(FAX, json_reply(ORDINARY))
        client = FaxPlusClient(lambda: server.address, Bearer(), tls)
        assert made == []
        await client.fax("self", ID)
        await client.fax("self", ID)
        assert len(made) == 1
        await client.aclose()


async def test_f112_a_server_that_speaks_no_tls() -> None:
    async def greet(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.test ready\r\n")
        writer.close()

    async with await asyncio.start_server(greet, "127.0.0.1", 0) as plain:
        port = plain.sockets[0].getsockname()[1]
        error = await failure(f"https://127.0.0.1:{port}", lambda: ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    assert type(error) is ConnectionUntrusted
    assert "secure" in error.message


def test_f112_words_of_the_system_verifier_are_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "corporate.pem")
    trouble = ssl.SSLCertVerificationError("“fax.test” certificate is not trusted")
    broken = httpx.ConnectError("")
    broken.__cause__ = trouble
    error = error_of(broken, "https://127.0.0.1")
    assert "does not know" in error.message
    assert "SSL_CERT_FILE" in error.remedy


async def test_an_address_that_is_none_is_a_matter_of_the_settings() -> None:
    error = await failure("http://127.0.0.1:notaport")
    assert type(error) is SettingsRefused
    assert set(error.problems) == {"api_url"}
