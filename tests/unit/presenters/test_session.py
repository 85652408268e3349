"""Signing in and out, and whose account it is."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from faxviewer.domain.account import Account, Balance
from faxviewer.domain.errors import (
    BrowserUnavailable,
    ClientRefused,
    FaxViewerError,
    KeychainTrouble,
    NotAllowed,
    Offline,
    RedirectPortBusy,
    SessionEnded,
    SignInDeclined,
    SignInTimedOut,
    SignInUnavailable,
)
from faxviewer.domain.ports import BrowserWait
from faxviewer.domain.tone import Tone
from faxviewer.presenters.notices import notice_of
from faxviewer.presenters.session import NOT_DURABLE
from tests.unit.presenters.session_scene import KNOWN, TOKEN, started

ADA = Account("u1", "Ada Example", "ada@example.com", "corporate_admin")


# The first page


async def test_the_first_start_asks_for_the_connection() -> None:
    scene = await started()
    assert scene.view.names == ["show_setup"]
    assert (scene.setup.has_secret, scene.setup.has_token, scene.setup.problems) == (False, False, {})
    assert scene.setup.error is None


async def test_with_a_connection_but_no_session_the_sign_in_stands_ready() -> None:
    scene = await started(KNOWN)
    assert scene.view.calls == [("show_signed_out", None)]
    assert scene.in_force == KNOWN


async def test_the_next_start_is_signed_in_without_a_browser() -> None:
    scene = await started(KNOWN, signed_in=True)
    assert scene.view.names == ["show_signed_in", "show_account"]
    assert scene.view.of("show_account") == [(ADA,)]
    assert scene.happened == ["arrived", "account changed"]
    assert scene.told == []


async def test_a_stored_token_signs_in_by_itself() -> None:
    scene = await started(TOKEN, signed_in=True)
    assert scene.view.names[0] == "show_signed_in"
    assert scene.in_force == TOKEN


async def test_an_override_that_cant_work_is_named() -> None:
    scene = await started(environ={"FAXVIEWER_API_URL": "http://example.com/v3"})
    assert scene.setup.problems == {"api_url": "FAXVIEWER_API_URL: The address must begin with https://."}
    assert scene.setup.error is not None
    assert scene.setup.overridden == {"api_url"}


# Through the browser


async def test_the_window_waits_with_the_link_until_the_browser_answers() -> None:
    scene = await started(KNOWN)
    scene.view.forget()
    await scene.presenter.sign_in()
    assert scene.view.names == ["show_waiting", "show_waiting", "show_signed_in", "show_account"]
    assert scene.view.of("show_waiting") == [(None,), (scene.session.wait,)]
    assert scene.happened == ["arrived", "account changed"]
    assert scene.notices.names == ["withdraw"]


@pytest.mark.parametrize(
    "error", [SignInDeclined, SignInUnavailable, SignInTimedOut, RedirectPortBusy, BrowserUnavailable, Offline]
)
async def test_a_failed_sign_in_goes_back_to_its_page_and_says_why(error: Callable[[], FaxViewerError]) -> None:
    scene = await started(KNOWN)
    scene.session.outcome = error()
    await scene.presenter.sign_in()
    assert scene.page == ("show_signed_out", notice_of(error()))
    assert scene.happened == []
    assert scene.told == []  # the page says it; the bar doesn't say it again


async def test_a03_declined_access_is_called_so() -> None:
    scene = await started(KNOWN)
    scene.session.outcome = SignInDeclined()
    await scene.presenter.sign_in()
    assert scene.page[1].title == "You declined access"


async def test_b33_a_refused_client_leads_to_its_settings_without_a_loop() -> None:
    scene = await started(KNOWN)
    scene.session.outcome = ClientRefused()
    await scene.presenter.sign_in()
    assert list(scene.setup.problems) == ["client_secret"]
    assert scene.setup.error == notice_of(ClientRefused())
    assert scene.setup.has_secret
    assert len(scene.view.of("show_waiting")) == 2  # one attempt: before and after the link was known


async def test_cancelling_goes_back_to_the_sign_in() -> None:
    scene = await started(KNOWN)
    scene.session.outcome = asyncio.Event()
    running = asyncio.create_task(scene.presenter.sign_in())
    await scene.session.arrived.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert scene.page == ("show_signed_out", None)
    scene.session.outcome = None
    await scene.presenter.sign_in()
    assert scene.page == ("show_signed_in",)


async def test_a_browser_that_did_not_start_can_be_tried_again() -> None:
    scene = await started(KNOWN)
    scene.session.outcome = gate = asyncio.Event()
    running = asyncio.create_task(scene.presenter.sign_in())
    await scene.session.arrived.wait()
    await scene.presenter.open_link_again()
    assert scene.computer.opened == ["https://accounts.example/login"]
    scene.computer.refuses = BrowserUnavailable()
    await scene.presenter.open_link_again()
    assert scene.page == ("show_waiting", BrowserWait("https://accounts.example/login", opened=False, seconds=300))
    gate.set()
    await running
    assert scene.page == ("show_signed_in",)


async def test_a_browser_that_fails_late_doesnt_bring_the_waiting_back() -> None:
    scene = await started(KNOWN)
    scene.session.outcome = gate = asyncio.Event()
    running = asyncio.create_task(scene.presenter.sign_in())
    await scene.session.arrived.wait()
    scene.computer.refuses, scene.computer.gate = BrowserUnavailable(), asyncio.Event()
    opening = asyncio.create_task(scene.presenter.open_link_again())
    await asyncio.sleep(0)
    gate.set()
    await running
    scene.computer.gate.set()
    await opening
    assert scene.page == ("show_signed_in",)


async def test_without_a_waiting_sign_in_there_is_no_link_to_open() -> None:
    scene = await started(KNOWN)
    await scene.presenter.sign_in()
    await scene.presenter.open_link_again()
    assert scene.computer.opened == []


async def test_signing_in_without_a_connection_asks_for_one() -> None:
    scene = await started()
    await scene.presenter.sign_in()
    assert scene.view.names == ["show_setup", "show_setup"]


# How long it lasts


async def test_c54_a_session_in_memory_is_said() -> None:
    scene = await started(KNOWN)
    scene.session.durable = False
    await scene.presenter.sign_in()
    assert scene.told == [NOT_DURABLE]


async def test_the_demo_never_promised_to_last() -> None:
    scene = await started(KNOWN, expect_durable=False)
    scene.session.durable = False
    await scene.presenter.sign_in()
    assert scene.told == []


async def test_a_token_from_the_environment_lasts_without_a_keychain() -> None:
    scene = await started(environ={"FAXVIEWER_PERSONAL_ACCESS_TOKEN": "alohi_pat_1"})
    scene.session.stored, scene.session.durable = True, False
    await scene.presenter.sign_in()
    assert scene.page == ("show_signed_in",)
    assert scene.told == []


# Whose account


async def test_the_account_and_its_currency_are_known_after_the_sign_in() -> None:
    scene = await started(KNOWN, signed_in=True)
    assert (scene.presenter.account, scene.presenter.balance) == (ADA, Balance(12.5, "USD"))


async def test_who_may_not_see_the_balance_sees_costs_without_a_currency() -> None:
    scene = await started(KNOWN)
    scene.faxes.left = NotAllowed()
    await scene.presenter.sign_in()
    assert (scene.presenter.account, scene.presenter.balance) == (ADA, None)
    assert scene.happened == ["arrived", "account changed"]
    assert scene.told == []


async def test_an_older_currency_is_not_put_on_costs_that_may_be_in_another() -> None:
    scene = await started(KNOWN, signed_in=True)
    scene.faxes.left = NotAllowed()
    await scene.presenter.refresh_account()
    assert scene.presenter.balance is None


async def test_an_account_that_cant_be_asked_leaves_the_corner_empty_and_says_why() -> None:
    scene = await started(KNOWN)
    scene.faxes.whose = Offline()
    await scene.presenter.sign_in()
    assert scene.page == ("show_signed_in",)
    assert scene.view.of("show_account") == []
    assert scene.told == [notice_of(Offline(), Tone.PARTIAL)]


# The service ends it


async def test_c48_an_ended_session_is_told_once_and_the_view_is_kept() -> None:
    scene = await started(KNOWN, signed_in=True)
    scene.view.forget()
    scene.session.end(SessionEnded())
    assert scene.view.calls == [("show_account", None)]
    (notice,) = scene.told
    assert (notice.title, notice.offers_sign_in) == (SessionEnded.title, True)
    assert (scene.presenter.account, scene.presenter.balance) == (None, None)
    assert "left" not in scene.happened


async def test_c48_an_account_asked_for_as_the_session_ends_says_nothing_more() -> None:
    scene = await started(KNOWN)
    scene.faxes.whose = SessionEnded()
    await scene.presenter.sign_in()
    assert scene.told == []


# Signing out


async def test_signing_out_clears_the_window_first() -> None:
    scene = await started(KNOWN, signed_in=True)
    scene.view.forget()
    await scene.presenter.sign_out()
    assert scene.view.calls == [("show_account", None), ("show_signed_out", None)]
    assert scene.happened[-1] == "left"
    assert not scene.session.signed_in
    assert scene.told == []
    assert await scene.connections.load() == KNOWN


async def test_c59_a_keychain_that_keeps_its_copy_is_told_after_the_sign_out() -> None:
    scene = await started(KNOWN, signed_in=True)
    scene.session.keeps_its_copy = True
    await scene.presenter.sign_out()
    assert scene.page == ("show_signed_out", None)
    assert scene.told == [notice_of(KeychainTrouble(), Tone.PARTIAL)]


async def test_signing_out_takes_a_token_that_was_all_there_is() -> None:
    scene = await started(TOKEN, signed_in=True)
    await scene.presenter.sign_out()
    assert not scene.setup.has_token
    assert not scene.in_force.uses_token
    assert not (await scene.connections.load()).is_configured
    assert await scene.secrets.get("personal_access_token") is None


async def test_signing_out_takes_the_token_and_leaves_the_client() -> None:
    scene = await started(replace(KNOWN, personal_access_token="alohi_pat_1"), signed_in=True)
    await scene.presenter.sign_out()
    assert scene.page == ("show_signed_out", None)
    assert scene.in_force == KNOWN == await scene.connections.load()


async def test_a_token_from_the_environment_is_left_alone_but_not_used_again() -> None:
    scene = await started(environ={"FAXVIEWER_PERSONAL_ACCESS_TOKEN": "alohi_pat_1"})
    await scene.presenter.sign_out()
    assert not scene.in_force.uses_token
    assert scene.page[0] == "show_setup"


async def test_c59_a_kept_session_doesnt_keep_the_token_too() -> None:
    scene = await started(TOKEN, signed_in=True)
    scene.session.keeps_its_copy = True
    await scene.presenter.sign_out()
    assert not (await scene.connections.load()).is_configured
    assert scene.told == [notice_of(KeychainTrouble(), Tone.PARTIAL)]


async def test_forgetting_the_connection_begins_anew() -> None:
    scene = await started(KNOWN, signed_in=True)
    await scene.presenter.forget_connection()
    assert scene.setup.connection.client_id == ""
    assert not scene.setup.has_secret
    assert not (await scene.connections.load()).is_configured


async def test_c59_a_connection_that_the_keychain_keeps_is_told() -> None:
    scene = await started(KNOWN, signed_in=True)
    scene.secrets.keeps = True
    await scene.presenter.forget_connection()
    assert scene.told == [notice_of(KeychainTrouble(), Tone.PARTIAL)]
