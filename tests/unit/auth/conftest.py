"""A service, a browser and a keychain, and sessions between them."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from faxviewer.auth.bearer import BearerAuth
from faxviewer.auth.session import AccountSession
from faxviewer.auth.transport import token_client
from faxviewer.domain.connection import Connection
from faxviewer.domain.errors import FaxViewerError
from faxviewer.domain.ports import BrowserWait
from tests.fakes.browser_tab import Browser, Tab
from tests.fakes.secret_store import SecretsInMemory
from tests.fakes.token_endpoint import CLIENT_ID, CLIENT_SECRET, TokenEndpoint


class Clock:
    """Seconds that go by when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Desk:
    """One running program: a session with its browser, keychain and requests to the API."""

    def __init__(self, service: TokenEndpoint, keychain: dict[str, str]) -> None:
        self.service = service
        self.connection = Connection(
            client_id=CLIENT_ID,
            client_secret=CLIENT_SECRET,
            redirect_uri="http://127.0.0.1:0/cb",
            authorize_url=f"{service.base}/login",
            token_url=f"{service.base}/token",
            api_url=f"{service.base}/api",
        )
        self.browser = Browser()
        self.secrets = SecretsInMemory(keychain)
        self.clock = Clock()
        self.waits: list[BrowserWait] = []
        self.ended: list[FaxViewerError] = []
        self.signing_in: asyncio.Task[None] | None = None
        self.session = AccountSession(
            lambda: self.connection,
            self.secrets,
            self.browser,
            lambda address: token_client(address, None),
            clock=self.clock,
            glance_seconds=0.01,
            patience=(0.0, 0.05, 0.3),
        )
        self.session.on_ended(self.ended.append)
        self.http = httpx.AsyncClient(auth=BearerAuth(self.session), trust_env=False, timeout=30)

    def change(self, **values: Any) -> None:
        """Other connection settings from now on."""
        self.connection = replace(self.connection, **values)

    async def open_tab(self) -> Tab:
        """Press *Sign in* and wait for the authorization page."""
        self.signing_in = asyncio.create_task(self.session.sign_in(self.waits.append))
        opened = asyncio.create_task(self.browser.tab())
        await asyncio.wait([opened, self.signing_in], return_when=asyncio.FIRST_COMPLETED)
        if not opened.done():
            opened.cancel()
            self.signing_in.result()
        return await opened

    def allowed(self, tab: Tab) -> str:
        """The code that the service gives for *Allow*."""
        return self.service.code_for(tab.redirect_uri, tab.asked["code_challenge"])

    async def result(self) -> None:
        """How the sign-in ended."""
        assert self.signing_in is not None
        await self.signing_in

    async def allow(self, tab: Tab) -> None:
        """Press *Allow* and wait for the session."""
        page = await tab.back(code=self.allowed(tab))
        assert page.status == 200
        await self.result()

    async def sign_in(self) -> None:
        """All of it."""
        await self.allow(await self.open_tab())

    async def ask(self) -> int:
        """One request to the API; its status."""
        return (await self.http.get(self.connection.api_url)).status_code

    async def aclose(self) -> None:
        if self.signing_in is not None:
            self.signing_in.cancel()
            await asyncio.gather(self.signing_in, return_exceptions=True)
        self.secrets.gate.set()
        await self.session.aclose()
        await self.http.aclose()


@pytest.fixture
async def service() -> AsyncIterator[TokenEndpoint]:
    async with TokenEndpoint() as service:
        yield service
        service.token_gate.set()
        service.api_gate.set()


@pytest.fixture
def keychain() -> dict[str, str]:
    """What outlives a program; shared by all desks of one test."""
    return {}


@pytest.fixture
async def desk(service: TokenEndpoint, keychain: dict[str, str]) -> AsyncIterator[Desk]:
    desk = Desk(service, keychain)
    yield desk
    await desk.aclose()


@pytest.fixture
async def another_desk(service: TokenEndpoint, keychain: dict[str, str]) -> AsyncIterator[Desk]:
    """A second program, or the same one started again."""
    desk = Desk(service, keychain)
    yield desk
    await desk.aclose()
