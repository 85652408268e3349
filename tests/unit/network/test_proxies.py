"""Which proxy an address goes by, from the environment and the system's settings, and what is refused."""

import urllib.request
from base64 import b64decode

import httpx
import pytest

from faxviewer.network import proxies
from faxviewer.network.proxies import Proxies, credentials, port_of
from tests.fakes.peer import Peer, reply, saying
from tests.unit.network.conftest import client, told


@pytest.fixture(autouse=True)
def _no_system_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a computer whose system knows of no proxies."""
    for name in ("getproxies_registry", "getproxies_macosx_sysconf"):
        if hasattr(urllib.request, name):
            monkeypatch.setattr(urllib.request, name, dict)


async def way(address: str) -> str:
    """The proxy that `address` goes by, empty for the straight way."""
    proxy = await Proxies().for_address(httpx.URL(address))
    return str(proxy.url) if proxy else ""


@pytest.mark.parametrize(
    ("environment", "plain", "secure"),
    [
        ({}, "", ""),
        ({"HTTP_PROXY": "http://p:1"}, "http://p:1", ""),
        ({"HTTPS_PROXY": "http://p:1"}, "", "http://p:1"),
        ({"ALL_PROXY": "http://p:1"}, "http://p:1", "http://p:1"),
        ({"all_proxy": "http://p:1", "https_proxy": "https://q:2"}, "http://p:1", "https://q:2"),
        ({"http_proxy": "p:1", "HTTPS_PROXY": " q "}, "http://p:1", "http://q"),
        ({"HTTP_PROXY": "", "HTTPS_PROXY": " "}, "", ""),
        ({"HTTPS_PROXY": "http://p:1", "https_proxy": ""}, "", ""),
        ({"HTTPS_PROXY": "http://upper:1", "https_proxy": "http://lower:1"}, "", "http://lower:1"),
        ({"ALL_PROXY": "http://p:1", "HTTPS_PROXY": ""}, "http://p:1", "http://p:1"),
        ({"HTTPS_PROXY": "http://[::1]:3128/"}, "", "http://[::1]:3128/"),
        ({"HTTP_PROXY": "http://p:1", "HTTPS_PROXY": "http://p:1", "ALL_PROXY": "socks://p:2"}, *["http://p:1"] * 2),
    ],
)
async def test_what_the_environment_says(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], plain: str, secure: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert await way("http://fax.test/x") == plain
    assert await way("https://fax.test/x") == secure


@pytest.mark.parametrize(
    ("around", "address", "straight"),
    [
        ("fax.test", "https://fax.test", True),
        ("fax.test", "https://api.fax.test", True),
        (".fax.test", "https://api.fax.test", True),
        ("fax.test", "https://nofax.test", False),
        ("other.test, FAX.test", "https://fax.test:8443", True),
        ("fax.test:8443", "https://fax.test:8443", True),
        ("fax.test:443", "https://fax.test", True),
        ("fax.test:8443", "https://fax.test", False),
        ("*", "https://fax.test", True),
        ("", "https://fax.test", False),
        ("::1", "https://[::1]:8443", True),
        ("127.0.0.1", "https://127.0.0.1:1", True),
    ],
)
async def test_which_addresses_go_round_the_proxy(
    monkeypatch: pytest.MonkeyPatch, around: str, address: str, *, straight: bool
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://p:1")
    monkeypatch.setenv("NO_PROXY", around)
    assert await way(address) == ("" if straight else "http://p:1")


@pytest.mark.parametrize(
    "address",
    [
        *("socks5://ann:canary@p:1", "nonsense://ann:canary@p", "http://p:port", "http://ann:ca/nary@p:1", "http://"),
        *("http://:1", "http://ann:canary@", "http://p:1\nX: y"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_and_not_quoted(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", address)
    with pytest.raises(ValueError) as caught:
        Proxies()
    text = told(caught.value)
    assert "nary" not in text
    assert "ann:" not in text


@pytest.mark.parametrize(
    ("sign", "said"),
    [
        ("", None),
        ("ann:pass@", b"ann:pass"),
        ("ann%40firm.test:p%3A%2F%C3%BC@", "ann@firm.test:p:/ü".encode()),
        ("ann@", b"ann:"),
    ],
)
async def test_how_a_proxy_is_signed_in_to(monkeypatch: pytest.MonkeyPatch, sign: str, said: bytes | None) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://{sign}p:1")
    proxy = await Proxies().for_address(httpx.URL("http://fax.test"))
    assert proxy
    assert "ann" not in str(proxy.url)
    headers = dict(credentials(proxy))
    assert headers.keys() == ({b"proxy-authorization"} if said else set())
    if said:
        scheme, encoded = headers[b"proxy-authorization"].split(b" ")
        assert (scheme, b64decode(encoded)) == (b"Basic", said)


async def test_the_settings_of_the_system_are_read_and_asked_for_exceptions_beside_the_loop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As on Windows and macOS, where asking may take seconds; each host is asked for once."""
    asked: list[str] = []

    def goes_round(host: str) -> bool:
        asked.append(host)
        return host == "inside.test"

    monkeypatch.setattr(proxies, "getproxies", lambda: {"https": "http://p:1"})
    monkeypatch.setattr(proxies, "proxy_bypass", goes_round)
    found = Proxies()
    for _ in range(2):
        assert await found.for_address(httpx.URL("https://inside.test")) is None
        assert await found.for_address(httpx.URL("https://outside.test")) is not None
    assert asked == ["inside.test", "outside.test"]


async def test_settings_are_read_when_the_client_is_made_and_not_at_all_for_the_straight_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Peer(saying(reply(b"straight"))) as server, Peer(saying(reply(b"by proxy"))) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.address)
        async with client(straight=False) as by_proxy, client() as straight:
            monkeypatch.delenv("HTTP_PROXY")
            assert (await by_proxy.get(server.address)).text == "by proxy"
            assert (await straight.get(server.address)).text == "straight"


def test_the_port_of_an_address() -> None:
    for address, port in (("http://a", 80), ("https://a", 443), ("https://a:8443", 8443), ("http://a:0", 0)):
        assert port_of(httpx.URL(address)) == port
