"""A client on a scripted server, with no real waiting anywhere."""

import ssl
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from faxviewer.faxplus.client import FaxPlusClient, Limits
from tests.fakes.scripted_server import ScriptedServer


class Bearer(httpx.Auth):
    """Signs as the session would, so that tests can see where credentials go."""

    def auth_flow(self, request: httpx.Request):  # type: ignore[no-untyped-def]
        request.headers["Authorization"] = "Bearer canary-token"
        request.headers["x-fax-clientid"] = "APIK-canary"
        yield request


class Naps:
    """A sleep that is over at once and remembers how long it should have been."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


def no_tls() -> ssl.SSLContext:
    raise AssertionError("no TLS context is needed for http")


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as running:
        yield running


@pytest.fixture
def naps() -> Naps:
    return Naps()


@pytest.fixture
async def client(server: ScriptedServer, naps: Naps) -> AsyncIterator[FaxPlusClient]:
    made = FaxPlusClient(lambda: server.address, Bearer(), no_tls, limits=Limits(seconds=20), sleep=naps)
    yield made
    await made.aclose()
