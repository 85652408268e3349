"""Signing in through a real browser: the person presses Allow or Deny on the demo service's page."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import httpx
import pytest

from faxviewer.auth.bearer import BearerAuth
from faxviewer.auth.session import AccountSession
from faxviewer.auth.transport import token_client
from faxviewer.demo.service import DemoService
from faxviewer.domain.connection import Connection
from faxviewer.domain.errors import RedirectPortBusy, SignInDeclined
from faxviewer.domain.ports import BrowserWait
from tests.fakes import browser
from tests.fakes.browser import Chromium
from tests.fakes.browser_tab import Browser
from tests.fakes.secret_store import SecretsInMemory

pytestmark = pytest.mark.skipif(bool(browser.why_not()), reason=browser.why_not() or "a browser is there")


@dataclass
class Program:
    """The signing-in part of Faxviewer on the demo service. `opened` takes the addresses that it opens."""

    service: DemoService
    connection: Connection
    secrets: SecretsInMemory
    opened: Browser
    session: AccountSession

    def sign_in(self) -> "asyncio.Task[None]":
        waits: list[BrowserWait] = []
        return asyncio.create_task(self.session.sign_in(waits.append))

    async def address(self, signing_in: "asyncio.Task[None]") -> str:
        """The address that the system browser is asked to open."""
        opening = asyncio.create_task(self.opened.tab())
        await asyncio.wait([opening, signing_in], return_when=asyncio.FIRST_COMPLETED)
        if signing_in.done():
            opening.cancel()
            signing_in.result()
        return (await opening).address

    async def account(self) -> str:
        """Whose account the session reads."""
        async with httpx.AsyncClient(auth=BearerAuth(self.session), trust_env=False) as client:
            response = await client.get(f"{self.connection.api_url}/accounts/self")
        return str(response.raise_for_status().json()["email"])


@pytest.fixture
def service() -> Iterator[DemoService]:
    with DemoService() as service:
        yield service


@pytest.fixture
async def program(service: DemoService) -> AsyncIterator[Program]:
    connection = Connection(
        client_id=service.client_id,
        client_secret=service.client_secret,
        redirect_uri=service.redirect_uris[0],
        authorize_url=service.authorize_url,
        token_url=service.token_url,
        api_url=service.api_url,
    )
    secrets, opened = SecretsInMemory(), Browser()
    made = Program(
        service,
        connection,
        secrets,
        opened,
        AccountSession(lambda: made.connection, secrets, opened, lambda address: token_client(address, None)),
    )
    yield made
    await made.session.aclose()


@pytest.fixture
async def chromium() -> AsyncIterator[Chromium]:
    async with Chromium() as chromium:
        yield chromium


async def test_allow(program: Program, chromium: Chromium) -> None:
    signing_in = program.sign_in()
    await chromium.open(await program.address(signing_in))
    assert "Let Faxviewer" in await chromium.text()
    await chromium.click("Allow")
    await signing_in
    assert "You can close this tab" in await chromium.text()
    # Drawn with its own style, so the page's security policy lets that through.
    assert await chromium.style("main", "borderTopLeftRadius") == "8px"
    assert program.session.signed_in
    assert "@" in await program.account()


async def test_deny_then_allow(program: Program, chromium: Chromium) -> None:
    signing_in = program.sign_in()
    await chromium.open(await program.address(signing_in))
    await chromium.click("Deny")
    with pytest.raises(SignInDeclined):
        await signing_in
    assert "You declined access" in await chromium.text()
    assert not program.session.signed_in
    assert not program.secrets.keychain
    signing_in = program.sign_in()
    await chromium.open(await program.address(signing_in))
    await chromium.click("Allow")
    await signing_in
    assert program.session.signed_in


async def test_a23_localhost_as_the_browser_resolves_it(program: Program, chromium: Chromium) -> None:
    program.connection = Connection(
        client_id=program.service.client_id,
        client_secret=program.service.client_secret,
        redirect_uri="http://localhost:8080/cb/",
        authorize_url=program.service.authorize_url,
        token_url=program.service.token_url,
        api_url=program.service.api_url,
    )
    signing_in = program.sign_in()
    try:
        address = await program.address(signing_in)
    except RedirectPortBusy:
        pytest.skip("another program uses port 8080 here")
    await chromium.open(address)
    await chromium.click("Allow")
    await signing_in
    assert program.session.signed_in


async def test_a13_only_the_answer_ends_the_wait(program: Program, chromium: Chromium) -> None:
    """A browser that looks around at the redirect's address first gets pages, and the sign-in still works."""
    signing_in = program.sign_in()
    address = await program.address(signing_in)
    redirect_uri = httpx.URL(address).params["redirect_uri"]
    await chromium.open(redirect_uri)
    assert "There is nothing here" in await chromium.text()
    await chromium.open(f"{redirect_uri}?code=stolen&state=guessed")
    assert "no answer to the present sign-in" in await chromium.text()
    assert not signing_in.done()
    await chromium.open(address)
    await chromium.click("Allow")
    await signing_in
    assert program.session.signed_in
