"""Part C of the catalogue: renewing tokens, once, and keeping what came."""

import asyncio
from contextlib import suppress

import pytest

from faxviewer.auth.keeper import TokenRefused
from faxviewer.domain.errors import ClientRefused, Offline, ServiceTrouble, SessionEnded
from tests.fakes.token_endpoint import Reply
from tests.unit.auth.conftest import Desk


async def test_b39_no_refresh_token_in_the_reply(desk: Desk, keychain: dict[str, str]) -> None:
    await desk.sign_in()
    desk.service.rotates = False
    first = dict(keychain)
    for _ in range(3):
        desk.clock.now += 7200
        assert await desk.ask() == 200
    assert keychain == first
    assert len(desk.service.posts) == 4


async def test_b40_a_rotated_token_is_saved_before_first_use(desk: Desk, keychain: dict[str, str]) -> None:
    await desk.sign_in()
    desk.clock.now += 7200
    desk.secrets.setting.clear()
    desk.service.token_gate.clear()
    asking = asyncio.create_task(desk.ask())
    await desk.service.until_posted(2)
    desk.secrets.gate.clear()
    desk.service.token_gate.set()
    await desk.secrets.setting.wait()
    assert not desk.service.asked
    desk.secrets.gate.set()
    assert await asking == 200
    assert set(keychain.values()) == desk.service.refresh_tokens


async def test_renewed_ahead_of_its_end(desk: Desk) -> None:
    await desk.sign_in()
    desk.clock.now += 3539
    assert await desk.ask() == 200
    assert len(desk.service.posts) == 1
    desk.clock.now += 2
    assert await desk.ask() == 200
    assert len(desk.service.posts) == 2


async def test_c45_50_refusals_at_once(desk: Desk) -> None:
    await desk.sign_in()
    desk.service.access_tokens.clear()
    desk.service.api_gate.clear()
    asking = [asyncio.create_task(desk.ask()) for _ in range(50)]
    await desk.service.until_asked(50)
    desk.service.api_gate.set()
    assert await asyncio.gather(*asking) == [200] * 50
    assert len(desk.service.posts) == 2
    assert len(desk.service.asked) == 100


async def test_c46_refused_with_the_new_token_too(desk: Desk, keychain: dict[str, str]) -> None:
    await desk.sign_in()
    desk.service.access_tokens.clear()
    desk.service.script.append(Reply(200, {"access_token": "no-good", "token_type": "bearer", "refresh_token": "r2"}))
    with pytest.raises(SessionEnded) as ended:
        await desk.ask()
    assert ended.value.remedy == "Sign in again."
    assert len(desk.service.asked) == 2
    assert len(desk.service.posts) == 2
    assert not desk.session.signed_in
    assert not keychain
    assert len(desk.ended) == 1


async def test_c47_a_late_refusal_of_an_older_token(desk: Desk) -> None:
    await desk.sign_in()
    old = await desk.session.access()
    desk.service.api_gate.clear()
    late = asyncio.create_task(desk.ask())
    await desk.service.until_asked(1)
    await desk.session.replacement(old)
    desk.service.access_tokens.discard(old.access_token)
    desk.service.api_gate.set()
    assert await late == 200
    assert len(desk.service.posts) == 2


async def test_c48_invalid_grant(desk: Desk, keychain: dict[str, str]) -> None:
    """Signed out once, one message, however many requests were waiting."""
    await desk.sign_in()
    desk.service.access_tokens.clear()
    desk.service.refresh_tokens.clear()
    desk.service.api_gate.clear()
    asking = [asyncio.create_task(desk.ask()) for _ in range(20)]
    await desk.service.until_asked(20)
    desk.service.api_gate.set()
    results = await asyncio.gather(*asking, return_exceptions=True)
    assert all(isinstance(result, SessionEnded) for result in results)
    assert [type(error) for error in desk.ended] == [SessionEnded]
    assert len(desk.service.posts) == 2
    assert not desk.session.signed_in
    assert not keychain
    with pytest.raises(SessionEnded):
        await desk.ask()
    assert len(desk.ended) == 1


async def test_c48_a_second_ending_after_a_new_sign_in_is_told_again(desk: Desk) -> None:
    for _ in range(2):
        await desk.sign_in()
        desk.service.access_tokens.clear()
        desk.service.refresh_tokens.clear()
        with pytest.raises(SessionEnded):
            await desk.ask()
    assert len(desk.ended) == 2


async def test_b33_a_wrong_secret_at_a_renewal(desk: Desk, keychain: dict[str, str]) -> None:
    """No loop; and the stored session is good again once the secret is."""
    await desk.sign_in()
    stored = dict(keychain)
    desk.clock.now += 7200
    desk.service.script.append(Reply(401, {"error": "invalid_client"}))
    with pytest.raises(ClientRefused):
        await desk.ask()
    assert len(desk.service.posts) == 2
    assert [type(error) for error in desk.ended] == [ClientRefused]
    assert not desk.session.signed_in
    assert keychain == stored
    assert await desk.session.restore()
    assert await desk.ask() == 200


async def test_c49_503_during_a_renewal(desk: Desk) -> None:
    await desk.sign_in()
    desk.clock.now += 7200
    desk.service.script.append(Reply(503))
    with pytest.raises(ServiceTrouble):
        await desk.ask()
    assert desk.session.signed_in
    assert not desk.ended
    assert await desk.ask() == 200


async def test_c49_offline_during_a_renewal(desk: Desk, another_desk: Desk) -> None:
    await desk.sign_in()
    assert await another_desk.session.restore()
    address = desk.connection.token_url
    await desk.service.__aexit__()
    desk.clock.now += 7200
    for offline in (desk, another_desk):
        with pytest.raises(Offline):
            await offline.ask()
        assert offline.session.signed_in
        assert not offline.ended
    assert address == desk.connection.token_url


async def test_c49_trouble_ahead_of_the_end_is_not_noticed(desk: Desk) -> None:
    """The token in hand is still good for some seconds, so the request goes out."""
    await desk.sign_in()
    desk.clock.now += 3550
    desk.service.script.append(Reply(503))
    assert await desk.ask() == 200
    desk.clock.now += 60
    desk.service.script.append(Reply(503))
    with pytest.raises(ServiceTrouble):
        await desk.ask()


async def test_c50_one_waiter_cancelled(desk: Desk, keychain: dict[str, str]) -> None:
    """The one that began the renewal, at that."""
    await desk.sign_in()
    desk.clock.now += 7200
    desk.service.token_gate.clear()
    first = asyncio.create_task(desk.ask())
    await desk.service.until_posted(2)
    others = [asyncio.create_task(desk.ask()) for _ in range(3)]
    first.cancel()
    await asyncio.wait([first])
    assert first.cancelled()
    desk.service.token_gate.set()
    assert await asyncio.gather(*others) == [200] * 3
    assert len(desk.service.posts) == 2
    assert set(keychain.values()) == desk.service.refresh_tokens


async def test_c50_every_waiter_cancelled(desk: Desk, keychain: dict[str, str]) -> None:
    await desk.sign_in()
    desk.clock.now += 7200
    desk.service.token_gate.clear()
    only = asyncio.create_task(desk.ask())
    await desk.service.until_posted(2)
    only.cancel()
    await asyncio.wait([only])
    desk.service.token_gate.set()
    assert await desk.ask() == 200
    assert len(desk.service.posts) == 2
    assert set(keychain.values()) == desk.service.refresh_tokens


async def test_c51_killed_between_reply_and_save(desk: Desk, another_desk: Desk, keychain: dict[str, str]) -> None:
    """The next start has the spent token: it asks cleanly, once."""
    await desk.sign_in()
    spent = dict(keychain)
    desk.clock.now += 7200
    assert await desk.ask() == 200
    keychain.update(spent)
    assert await another_desk.session.restore()
    with pytest.raises(SessionEnded):
        await another_desk.ask()
    assert len(another_desk.ended) == 1
    assert not another_desk.session.signed_in
    assert not keychain
    await another_desk.sign_in()
    assert await another_desk.ask() == 200


async def test_c51_a_service_that_does_not_rotate_recovers(desk: Desk, another_desk: Desk) -> None:
    desk.service.rotates = False
    await desk.sign_in()
    desk.clock.now += 7200
    assert await desk.ask() == 200
    assert await another_desk.session.restore()
    assert await another_desk.ask() == 200


async def test_c52_two_programs_the_second_reads_before_it_renews(
    desk: Desk, another_desk: Desk, keychain: dict[str, str]
) -> None:
    """A spent token is not even sent: a service may take that for a theft and end both sessions."""
    await desk.sign_in()
    assert await another_desk.session.restore()
    for _ in range(3):
        for program in (desk, another_desk):
            program.clock.now += 7200
            assert await program.ask() == 200
    sent = [post.form["refresh_token"] for post in desk.service.posts[1:]]
    assert len(set(sent)) == len(sent) == 6
    assert not desk.ended
    assert not another_desk.ended
    assert set(keychain.values()) == desk.service.refresh_tokens


async def test_c52_two_programs_renew_at_the_same_time(
    desk: Desk, another_desk: Desk, keychain: dict[str, str]
) -> None:
    """The loser is refused, reads again, and goes on with what the winner stored."""
    await desk.sign_in()
    assert await another_desk.session.restore()
    desk.clock.now += 7200
    desk.service.token_gate.clear()
    asking = [asyncio.create_task(desk.ask()), asyncio.create_task(another_desk.ask())]
    await desk.service.until_posted(3)
    assert desk.service.posts[1].form == desk.service.posts[2].form
    desk.service.token_gate.set()
    assert await asyncio.gather(*asking) == [200, 200]
    assert desk.session.signed_in
    assert another_desk.session.signed_in
    assert set(keychain.values()) <= desk.service.refresh_tokens
    assert keychain


async def test_c52_the_loser_never_clears_the_newer_token(
    desk: Desk, another_desk: Desk, keychain: dict[str, str]
) -> None:
    """Even where it was refused for good, what another program stored meanwhile stays."""
    await desk.sign_in()
    old = await desk.session.access()
    name = next(iter(keychain))
    keychain[name] = "stored-by-the-other"
    assert isinstance(await desk.session.refuse(old), SessionEnded)
    assert keychain == {name: "stored-by-the-other"}


async def test_c53_the_clock_of_the_session_decides_alone(desk: Desk) -> None:
    """Two hours to and fro on a clock that others set are no reason to renew; see also the session's test."""
    await desk.sign_in()
    for _ in range(30):
        desk.clock.now += 100
        assert await desk.ask() == 200
    assert len(desk.service.posts) == 1


async def test_c60_sign_out_during_a_renewal(desk: Desk, keychain: dict[str, str]) -> None:
    await desk.sign_in()
    desk.clock.now += 7200
    desk.service.token_gate.clear()
    asking = asyncio.create_task(desk.ask())
    await desk.service.until_posted(2)
    await desk.session.sign_out()
    desk.service.token_gate.set()
    with pytest.raises(SessionEnded):
        await asking
    assert not keychain
    assert not desk.session.signed_in
    assert not desk.ended


async def test_c60_sign_out_while_the_renewed_token_is_being_saved(desk: Desk, keychain: dict[str, str]) -> None:
    await desk.sign_in()
    desk.clock.now += 7200
    desk.service.token_gate.clear()
    asking = asyncio.create_task(desk.ask())
    await desk.service.until_posted(2)
    desk.secrets.setting.clear()
    desk.secrets.set_gate.clear()
    desk.service.token_gate.set()
    await desk.secrets.setting.wait()
    leaving = asyncio.create_task(desk.session.sign_out())
    for _ in range(10):
        await asyncio.sleep(0)
    assert not desk.session.signed_in
    desk.secrets.set_gate.set()
    await leaving
    with pytest.raises(SessionEnded):
        await asking
    assert not keychain


async def test_c60_signed_in_anew_during_a_renewal(desk: Desk, keychain: dict[str, str]) -> None:
    """What comes of the former session touches nothing of the new one."""
    await desk.sign_in()
    desk.clock.now += 7200
    desk.service.token_gate.clear()
    asking = asyncio.create_task(desk.ask())
    await desk.service.until_posted(2)
    await desk.session.sign_out()
    desk.service.script.append(
        Reply(200, {"access_token": "a-late", "token_type": "bearer", "refresh_token": "r-late"})
    )
    tab = await desk.open_tab()
    await tab.back(code=desk.allowed(tab))
    await desk.service.until_posted(3)
    desk.service.token_gate.set()
    with suppress(SessionEnded):
        await asking
    await desk.result()
    held = await desk.session.access()
    assert keychain == {held.name: held.refresh_token}


async def test_closing_lets_a_renewal_keep_its_token(desk: Desk, keychain: dict[str, str]) -> None:
    """Thrown away, it would cost a sign-in at the next start."""
    await desk.sign_in()
    desk.clock.now += 7200
    desk.service.token_gate.clear()
    asking = asyncio.create_task(desk.ask())
    await desk.service.until_posted(2)
    closing = asyncio.create_task(desk.session.aclose())
    await asyncio.sleep(0)
    desk.service.token_gate.set()
    await closing
    await asking
    assert set(keychain.values()) == desk.service.refresh_tokens


async def test_closing_does_not_wait_for_a_service_that_is_silent(desk: Desk) -> None:
    await desk.sign_in()
    desk.clock.now += 7200
    desk.service.token_gate.clear()
    asking = asyncio.create_task(desk.ask())
    await desk.service.until_posted(2)
    await desk.session.aclose()
    with pytest.raises(SessionEnded):
        await asking


async def test_a_service_without_refresh_tokens(desk: Desk, keychain: dict[str, str]) -> None:
    """The session lasts as long as its access token, and says so."""
    desk.service.script.append(lambda _: Reply(200, desk.service.tokens(None)))
    await desk.sign_in()
    assert desk.session.signed_in
    assert not desk.session.durable
    assert not keychain
    assert await desk.ask() == 200
    desk.clock.now += 7200
    with pytest.raises(SessionEnded):
        await desk.ask()
    assert len(desk.service.posts) == 1
    assert len(desk.ended) == 1


async def test_a_personal_access_token_that_is_refused(desk: Desk) -> None:
    """No renewal, no loop, no second request with it; one message in its own words."""
    desk.change(personal_access_token="alohi_pat_unit")
    assert await desk.session.restore()
    desk.service.api_gate.clear()
    asking = [asyncio.create_task(desk.ask()) for _ in range(3)]
    await desk.service.until_asked(3)
    desk.service.api_gate.set()
    results = await asyncio.gather(*asking, return_exceptions=True)
    assert [type(result) for result in results] == [TokenRefused] * 3
    assert [error.title for error in desk.ended] == ["Fax.Plus refused the personal access token"]
    with pytest.raises(SessionEnded):
        await desk.ask()
    assert len(desk.service.asked) == 3
    assert not desk.service.posts
    assert not desk.session.signed_in
