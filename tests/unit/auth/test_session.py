"""The flow around the browser, and what a session leaves on the computer."""

import asyncio
import time
from itertools import cycle

import pytest

from faxviewer.auth.session import AccountSession
from faxviewer.auth.transport import token_client
from faxviewer.domain.errors import (
    KeychainTrouble,
    SessionEnded,
    SettingsRefused,
    SignInTimedOut,
)
from faxviewer.domain.ports import Session
from tests.fakes.browser_tab import hang_up
from tests.unit.auth.conftest import Desk


def test_it_is_what_the_front_rooms_ask_for(desk: Desk) -> None:
    session: Session = desk.session
    assert not session.signed_in
    assert not session.durable


async def test_the_authorization_page_is_asked_with_state_and_pkce(desk: Desk) -> None:
    tab = await desk.open_tab()
    await desk.allow(tab)
    assert tab.address.startswith(desk.connection.authorize_url + "?")
    assert tab.asked["response_type"] == "code"
    assert tab.asked["client_id"] == desk.connection.client_id
    assert tab.asked["scope"] == "all"
    assert tab.asked["code_challenge_method"] == "S256"
    assert tab.asked["redirect_uri"].startswith("http://127.0.0.1:")
    post = desk.service.posts[0]
    assert post.form.keys() == {"grant_type", "client_id", "code", "redirect_uri", "code_verifier"}
    assert post.form["redirect_uri"] == tab.redirect_uri
    assert post.headers["content-type"] == "application/x-www-form-urlencoded"
    assert post.target == "/token"


async def test_only_the_refresh_token_is_stored(desk: Desk, keychain: dict[str, str]) -> None:
    await desk.sign_in()
    assert await desk.ask() == 200
    assert set(keychain.values()) == desk.service.refresh_tokens
    assert desk.session.durable


async def test_the_next_start_is_signed_in_without_a_browser(desk: Desk, another_desk: Desk) -> None:
    await desk.sign_in()
    assert await another_desk.session.restore()
    assert another_desk.session.signed_in
    assert another_desk.session.durable
    assert await another_desk.ask() == 200


async def test_another_connection_gets_neither_the_stored_nor_the_present_session(
    desk: Desk, another_desk: Desk
) -> None:
    await desk.sign_in()
    for other in ({"client_id": "APIK-other"}, {"token_url": "https://elsewhere.test/token"}):
        another_desk.change(**other)
        assert not await another_desk.session.restore()
    desk.change(client_id="APIK-other")
    assert not desk.session.signed_in
    with pytest.raises(SessionEnded):
        await desk.ask()
    assert not desk.service.asked


async def test_settings_that_cannot_work_are_refused_before_anything_opens(desk: Desk) -> None:
    desk.change(client_secret="")
    with pytest.raises(SettingsRefused) as refused:
        await desk.open_tab()
    assert "client_secret" in refused.value.problems


async def test_a25_the_browser_cannot_be_opened(desk: Desk) -> None:
    desk.browser.missing = True
    tab = await desk.open_tab()
    await desk.allow(tab)
    assert [(wait.address, wait.opened) for wait in desk.waits] == [(tab.address, False)]
    assert desk.session.signed_in


async def test_a26_the_browser_is_closed(desk: Desk) -> None:
    tab = await desk.open_tab()
    assert await tab.listens()
    assert desk.waits[0].opened
    assert desk.waits[0].seconds == 300
    desk.clock.now += 299.9
    assert (await tab.get("/elsewhere")).status == 404
    assert desk.signing_in is not None and not desk.signing_in.done()
    desk.clock.now += 0.2
    with pytest.raises(SignInTimedOut):
        await desk.result()
    assert not await tab.listens()
    assert not desk.session.signed_in


async def test_a27_cancel_while_waiting(desk: Desk) -> None:
    tab = await desk.open_tab()
    silent, writer = await tab.connect()
    desk.change(redirect_uri=tab.redirect_uri)
    assert desk.signing_in is not None
    desk.signing_in.cancel()
    done, _ = await asyncio.wait([desk.signing_in], timeout=1)
    assert done
    assert not await tab.listens()
    assert await silent.read() == b""
    await hang_up(writer)
    await desk.sign_in()
    assert desk.session.signed_in


async def test_a31_suspend_and_resume_while_waiting(desk: Desk) -> None:
    """The session's clock went on through the night; the event loop's timers did not."""
    await desk.open_tab()
    desk.clock.now += 8 * 3600
    with pytest.raises(SignInTimedOut):
        await desk.result()


async def test_cancelled_while_the_tokens_are_stored(desk: Desk, keychain: dict[str, str]) -> None:
    tab = await desk.open_tab()
    desk.secrets.gate.clear()
    await tab.back(code=desk.allowed(tab))
    assert desk.signing_in is not None
    await desk.secrets.setting.wait()
    desk.signing_in.cancel()
    await asyncio.wait([desk.signing_in])
    desk.secrets.gate.set()
    await desk.session.aclose()
    assert not desk.session.signed_in
    assert not keychain


async def test_signing_in_again_for_another_client_forgets_the_former(desk: Desk, keychain: dict[str, str]) -> None:
    await desk.sign_in()
    former = set(keychain)
    desk.change(token_url=desk.connection.token_url.replace("127.0.0.1", "localhost"))
    await desk.sign_in()
    assert len(keychain) == 1
    assert not former & set(keychain)


async def test_c54_no_keyring(desk: Desk) -> None:
    desk.secrets.broken = True
    desk.service.expires_in = 120
    await desk.sign_in()
    assert desk.session.signed_in
    assert not desk.session.durable
    desk.clock.now += 3600
    assert await desk.ask() == 200
    desk.clock.now += 3600
    assert await desk.ask() == 200
    assert len(desk.service.posts) == 3


async def test_c55_a_locked_keyring_dismissed(desk: Desk) -> None:
    """One try to store at the sign-in, none at each request."""
    desk.secrets.broken = True
    await desk.sign_in()
    for _ in range(5):
        assert await desk.ask() == 200
    assert not desk.session.durable
    assert len([entry for entry in desk.secrets.log if entry.startswith("set ")]) == 1


async def test_c56_a_keyring_call_that_hangs(desk: Desk) -> None:
    """Only who needs the keyring waits; cancelling that works at once."""
    desk.secrets.gate.clear()
    starting = asyncio.create_task(desk.session.restore())
    tab = await desk.open_tab()
    assert (await tab.get("/elsewhere")).status == 404
    starting.cancel()
    done, _ = await asyncio.wait([starting], timeout=5)
    assert done
    assert not desk.session.signed_in


async def test_c57_a_token_longer_than_a_keyring_entry(desk: Desk, keychain: dict[str, str]) -> None:
    desk.secrets.longest = 1280
    long = "r" * 1281
    desk.service.refresh_tokens.add(long)
    tab = await desk.open_tab()
    desk.service.refresh_token = lambda: long  # type: ignore[method-assign]
    await desk.allow(tab)
    assert desk.session.signed_in
    assert not desk.session.durable
    assert not keychain
    desk.clock.now += 7200
    assert await desk.ask() == 200


@pytest.mark.parametrize("stored", ["", "two words", "line\nbreak", "\x00", "\udcff", "é"])
async def test_c58_a_corrupt_stored_value(
    desk: Desk, another_desk: Desk, keychain: dict[str, str], stored: str
) -> None:
    await desk.sign_in()
    keychain[next(iter(keychain))] = stored
    assert not await another_desk.session.restore()
    assert not another_desk.session.signed_in
    await another_desk.sign_in()
    assert another_desk.session.durable


async def test_c59_delete_fails_at_sign_out(desk: Desk, keychain: dict[str, str]) -> None:
    await desk.sign_in()
    desk.secrets.keeps = True
    with pytest.raises(KeychainTrouble):
        await desk.session.sign_out()
    assert not desk.session.signed_in
    with pytest.raises(SessionEnded):
        await desk.ask()
    assert not desk.service.asked


async def test_c61_sign_out_offline(desk: Desk, keychain: dict[str, str]) -> None:
    await desk.sign_in()
    await desk.service.__aexit__()
    await desk.session.sign_out()
    assert not desk.session.signed_in
    assert not keychain
    assert len(desk.service.posts) == 1
    assert not desk.ended


async def test_sign_out_forgets_a_session_that_was_not_taken_up(desk: Desk, another_desk: Desk) -> None:
    await desk.sign_in()
    await another_desk.session.sign_out()
    assert not await another_desk.session.restore()


async def test_a_personal_access_token_needs_no_browser(desk: Desk) -> None:
    desk.change(personal_access_token="alohi_pat_unit")
    desk.service.access_tokens.add("alohi_pat_unit")
    assert await desk.session.restore()
    assert desk.session.signed_in
    assert desk.session.durable
    assert await desk.ask() == 200
    await desk.session.sign_in(desk.waits.append)
    assert not desk.waits
    await desk.session.sign_out()
    assert not desk.session.signed_in


async def test_a_personal_access_token_that_cannot_be_sent(desk: Desk) -> None:
    desk.change(personal_access_token="alohi\npat")
    assert not await desk.session.restore()
    assert not desk.session.signed_in


async def test_c53_the_wall_clock_jumps_while_running(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The session's own clock, not the test's: it neither ends the wait for the browser nor renews for it."""
    real, jumps = time.time, cycle((7200, -7200, 86_400 * 400))
    monkeypatch.setattr(time, "time", lambda: real() + next(jumps))
    session = AccountSession(
        lambda: desk.connection, desk.secrets, desk.browser, lambda address: token_client(address, None)
    )
    desk.signing_in = asyncio.create_task(session.sign_in(desk.waits.append))
    await desk.allow(await desk.browser.tab())
    tokens = {(await session.access()).access_token for _ in range(20)}
    assert len(tokens) == 1
    assert len(desk.service.posts) == 1


async def test_nothing_secret_in_a_repr(desk: Desk) -> None:
    await desk.sign_in()
    held = await desk.session.access()
    for secret in (held.access_token, held.refresh_token, desk.connection.client_secret):
        assert secret not in repr(held)
