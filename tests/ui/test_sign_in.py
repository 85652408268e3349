"""Signing in through the browser: the wait and its ways out, and every way that it can end."""

import socket
from urllib.parse import parse_qs, urlsplit

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton

from faxviewer.demo.service import DemoService
from tests.ui.desk import DEMO, REAL, Desk, seated, story, told


@pytest.fixture
def configured(service: DemoService, monkeypatch: pytest.MonkeyPatch) -> DemoService:
    """A service that the environment connects the program to, so that it starts at the sign-in."""
    for name in ("client_id", "client_secret", "authorize_url", "token_url", "api_url"):
        monkeypatch.setenv(f"FAXVIEWER_{name.upper()}", getattr(service, name))
    monkeypatch.setenv("FAXVIEWER_REDIRECT_URI", service.redirect_uris[0])
    return service


async def begin(desk: Desk) -> str:
    """Press *Sign in* with a browser that shows the page and waits; the page's address."""
    desk.person.in_browser = "wait"
    desk.click("sign_in.start")
    await desk.until(lambda: desk.in_view("sign_in.copy"), "the waiting page")
    return desk.person.pages[-1]


def is_free(address: str) -> bool:
    """Whether nobody listens at the redirect URI in `address` any more."""
    redirect = urlsplit(parse_qs(urlsplit(address).query)["redirect_uri"][0])
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", redirect.port or 0)) != 0


@story
async def test_the_wait_shows_a_link_and_ends_with_the_account(desk: Desk) -> None:
    assert desk.focus == "sign_in.start"
    address = await begin(desk)
    assert desk.text("sign_in.title") == "Waiting for the browser"
    assert "this window waits 5 minutes" in desk.text("sign_in.message")
    assert desk.typed("sign_in.address") == address
    assert desk.see("sign_in.address", QLineEdit).isReadOnly()
    assert not desk.in_view("sign_in.start")
    asked = parse_qs(urlsplit(address).query)
    assert asked["code_challenge_method"] == ["S256"] and asked["state"][0]

    desk.click("sign_in.copy")
    assert QGuiApplication.clipboard().text() == address
    assert desk.see("sign_in.copy", QPushButton).text() == "Copied"
    desk.click("sign_in.open_again")
    await desk.until(lambda: desk.person.pages == [address, address], "the browser again")

    assert "close this tab" in (await desk.person.press("allow")).lower()
    await desk.until(lambda: desk.text("account.name"), "the account")
    assert desk.text("account.name") == "Ada Example  admin"
    assert desk.text("state.title") == "Which fax?"
    assert desk.focus == "lookup.fax_id"
    assert is_free(address)


@pytest.mark.parametrize("way", ["button", "Esc"])
@story
async def test_a27_the_wait_can_be_cancelled(desk: Desk, way: str) -> None:
    address = await begin(desk)
    if way == "button":
        assert desk.focus == "sign_in.cancel", "Enter or Space cancels too"
        desk.click("sign_in.cancel")
    else:
        desk.key(Qt.Key.Key_Escape)
    await desk.until(lambda: desk.in_view("sign_in.start"), "the way back")
    assert desk.text("sign_in.title") == "Sign in to the demo"
    await desk.idle()
    assert is_free(address)
    desk.person.in_browser = "allow"
    await desk.sign_in()


@story
async def test_a3_declining_says_so_and_offers_another_try(desk: Desk) -> None:
    await begin(desk)
    await desk.person.press("deny")
    await desk.until(lambda: desk.in_view("sign_in.start"), "the way back")
    assert desk.text("sign_in.title") == "You declined access"
    assert desk.text("sign_in.remedy").startswith("Sign in again and choose Allow.")
    assert desk.see("sign_in.start", QPushButton).text() == "Try again"
    desk.person.in_browser = "allow"
    await desk.sign_in()


@told
async def test_a21_a_busy_port_is_named_and_can_be_tried_again(
    configured: DemoService, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other_program:
        port = other_program.getsockname()[1]
        monkeypatch.setenv("FAXVIEWER_REDIRECT_URI", f"http://127.0.0.1:{port}/")
        async with seated(REAL) as desk:
            desk.click("sign_in.start")
            await desk.until(lambda: desk.text("sign_in.title") != "Sign in to Fax.Plus")
            await desk.idle()
            assert desk.text("sign_in.title") == f"Another program is using port {port}"
            assert "Close the other program" in desk.text("sign_in.remedy")
            assert desk.person.pages == [], "no browser opens for an answer that can't arrive"
            other_program.close()
            await desk.sign_in()
            assert f"127.0.0.1%3A{port}%2F" in desk.person.pages[0], "never another port in silence"


@story
async def test_a25_without_a_browser_the_link_is_there_to_copy(desk: Desk) -> None:
    desk.person.in_browser = "none"
    desk.click("sign_in.start")
    await desk.until(lambda: desk.in_view("sign_in.copy"), "the waiting page")
    assert desk.text("sign_in.message") == "This computer did not start a browser."
    desk.click("sign_in.copy")
    await desk.person.press("allow", QGuiApplication.clipboard().text())
    await desk.until(lambda: desk.text("account.name"), "the account")


@told
async def test_a_service_that_is_away_is_no_end_of_the_sign_in(configured: DemoService) -> None:
    configured.faults.answer("token", 503, times=50)
    async with seated(REAL) as desk:
        desk.click("sign_in.start")
        await desk.until(lambda: desk.text("sign_in.title") == "Fax.Plus is having trouble", "the reason")
        await desk.idle()
        assert desk.text("sign_in.remedy").startswith("Try again in a minute.")
        configured.faults.clear()
        await desk.sign_in()


@told
async def test_a29_closing_while_the_browser_is_open_frees_the_port(untouched: object) -> None:
    async with seated(DEMO) as desk:
        address = await begin(desk)
    assert is_free(address)


@told
async def test_signing_out_leaves_nothing_of_the_person(untouched: object) -> None:
    async with seated(DEMO) as desk:
        await desk.sign_in()
        await desk.look_up_sample("Delivered, one page")
        desk.click("document.open")
        await desk.until(lambda: desk.person.shown, "the document")
        await desk.idle()
        [shown] = desk.person.shown
        assert shown.path.exists()
        desk.choose("action.sign_out")
        await desk.until(lambda: desk.in_view("sign_in.start"), "the sign-in page")
        await desk.idle()
        assert desk.text("account.name") == ""
        assert not shown.path.exists() and not shown.path.parent.exists()
        assert not desk.see("document.open", QPushButton).isEnabled()

        await desk.sign_in()
        assert desk.text("state.title") == "Which fax?", "the form is not the next person's to see"
        assert desk.typed("lookup.fax_id") == desk.typed("lookup.user") == ""


@story
async def test_c48_a_session_that_the_service_ends_is_taken_up_where_it_was(desk: Desk) -> None:
    await desk.sign_in()
    first = await desk.look_up_sample("Delivered, one page")
    service = desk.service
    service.faults.expire_access_tokens()
    service.revoke_refresh_tokens()
    second = await desk.look_up_sample("Received, unread")
    await desk.until(lambda: desk.text("notice.title"), "the notice")
    assert desk.text("notice.title") == "You are signed out"
    assert desk.in_view("notice.sign_in")
    assert desk.text("field.id") == first.fax_id, "the view is kept"
    assert desk.text("account.name") == ""
    assert service.requests.count("token") == 2, "one refresh, not a storm"

    desk.click("notice.sign_in")
    await desk.until(lambda: desk.text("field.id") == second.fax_id, "the look-up that had waited")
    await desk.idle()
    assert desk.typed("lookup.fax_id") == second.fax_id
    assert desk.text("account.name") and not desk.in_view("notice")


@story
async def test_c45_an_expired_access_token_is_renewed_without_a_word(desk: Desk) -> None:
    await desk.sign_in()
    desk.service.faults.expire_access_tokens()
    sample = await desk.look_up_sample("Delivered, one page")
    assert desk.text("field.id") == sample.fax_id
    assert not desk.in_view("notice")
    assert len(desk.person.pages) == 1


@told
async def test_a_token_that_is_refused_leads_to_the_field_for_another(service: DemoService) -> None:
    async with seated(REAL) as desk:
        desk.click("setup.way")
        desk.click("setup.addresses")
        desk.type("setup.api_url", service.api_url)
        desk.type("setup.personal_access_token", "alohi_pat_withdrawn", enter=True)
        await desk.until(lambda: desk.text("notice.title").startswith("Fax.Plus refused"), "the reason")
        await desk.idle()
        assert desk.text("account.name") == ""
        assert service.requests.count("account") == 1, "no second try with what was refused"
        desk.click("notice.sign_in")
        await desk.until(lambda: desk.text("setup.problem.personal_access_token"), "the field")
        assert desk.text("setup.problem.personal_access_token") == "Enter another token."
        desk.type("setup.personal_access_token", service.personal_access_token, enter=True)
        await desk.until(lambda: desk.text("account.name"), "the account")
        await desk.idle()
        assert not desk.text("notice.title").startswith("Fax.Plus refused")
