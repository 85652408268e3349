"""The first start: the connection page, both ways to sign in, the demo, and what the environment decides."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit

from faxviewer.demo.service import DemoService
from faxviewer.system import places
from tests.ui.desk import REAL, Desk, seated, told

OAUTH = ("client_id", "client_secret", "redirect_uri")
ADDRESSES = ("authorize_url", "token_url", "api_url")


def fill(desk: Desk, service: DemoService, **others: str) -> None:
    """Type the connection to `service`, with `others` in place of its own values."""
    if not desk.in_view("setup.authorize_url"):
        desk.click("setup.addresses")
    values = {
        "client_id": service.client_id,
        "client_secret": service.client_secret,
        "redirect_uri": service.redirect_uris[0],
        "authorize_url": service.authorize_url,
        "token_url": service.token_url,
        "api_url": service.api_url,
    }
    for name, value in (values | others).items():
        desk.type(f"setup.{name}", value)


@told
async def test_the_page_says_what_it_needs_and_checks_it_in_place(untouched: Path) -> None:
    async with seated(REAL) as desk:
        assert desk.text("setup.title") == "Connect Faxviewer to Fax.Plus"
        assert all(desk.in_view(f"setup.{name}") for name in OAUTH)
        assert not any(desk.in_view(f"setup.{name}") for name in ADDRESSES)
        assert desk.focus == "setup.client_id"
        assert desk.typed("setup.redirect_uri") == "http://localhost:8080/"
        words = " ".join(label.text() for label in desk.window.setup.findChildren(QLabel))
        assert "Profile > Integrations > Fax.Plus API" in words

        desk.click("setup.connect")
        await desk.idle()
        assert desk.text("setup.problem.client_id") == "Enter the client ID."
        assert desk.text("setup.problem.client_secret") == "Enter the client secret."
        assert desk.focus == "setup.client_id"
        assert desk.see("setup.client_id", QLineEdit).accessibleDescription() == "Enter the client ID."

        desk.type("setup.client_id", "APIK-1")
        desk.type("setup.client_secret", "s3cret")
        desk.type("setup.redirect_uri", "https://example.com/", enter=True)
        await desk.idle()
        assert desk.text("setup.problem.redirect_uri").startswith("It must be an http address of this computer")
        assert desk.text("setup.problem.client_id") == ""
        assert desk.focus == "setup.redirect_uri"
        assert desk.person.pages == []
        assert not places.settings_path().exists()


@told
async def test_addresses_must_be_https_unless_they_are_of_this_computer(service: DemoService) -> None:
    async with seated(REAL) as desk:
        fill(desk, service, api_url="http://restapi.example.com/v3", token_url="nowhere")
        desk.click("setup.addresses")
        desk.click("setup.connect")
        await desk.idle()
        assert desk.text("setup.problem.api_url") == "The address must begin with https://."
        assert desk.text("setup.problem.token_url") == "This is not a web address."
        assert desk.in_view("setup.api_url"), "the addresses unfold where one of them is wrong"

        fill(desk, service)
        desk.click("setup.connect")
        await desk.until(lambda: desk.text("account.name"), "the account")
        assert desk.text("account.name") == "Ada Example  admin"


@told
async def test_a_new_secret_is_never_shown_again_and_kept_when_left_empty(service: DemoService) -> None:
    async with seated(REAL) as desk:
        assert desk.see("setup.client_secret", QLineEdit).echoMode() is QLineEdit.EchoMode.Password
        fill(desk, service)
        desk.click("setup.connect")
        await desk.until(lambda: desk.text("account.name"), "the account")
        assert service.client_secret not in places.settings_path().read_text()

        desk.choose("action.connection")
        await desk.until(lambda: desk.in_view("setup.client_id"))
        assert desk.typed("setup.client_id") == service.client_id
        assert desk.typed("setup.client_secret") == ""
        assert desk.see("setup.client_secret", QLineEdit).placeholderText() == "stored; leave empty to keep it"
        asked = service.requests.count("login")
        desk.click("setup.connect")
        await desk.until(lambda: service.requests.count("login") > asked, "a second sign-in")
        await desk.until(lambda: desk.in_view("state.title"))
        assert desk.text("account.name")


@told
async def test_without_a_keychain_the_session_is_in_memory_and_a_notice_says_so(service: DemoService) -> None:
    async with seated(REAL) as desk:
        fill(desk, service)
        desk.click("setup.connect")
        await desk.until(lambda: desk.text("notice.title"), "a notice")
        assert desk.text("notice.title") == "This session ends when Faxviewer is closed"
        assert "memory only" in desk.text("notice.text")
        await desk.idle()
    async with seated(REAL) as desk:
        assert desk.in_view("setup.title"), "the secret was in memory, so it is asked for anew"
        assert desk.typed("setup.client_id") == service.client_id
        assert desk.see("setup.client_secret", QLineEdit).placeholderText() == ""


@told
async def test_a_wrong_secret_leads_back_to_its_field(service: DemoService) -> None:
    async with seated(REAL) as desk:
        fill(desk, service, client_secret="not-the-secret")
        desk.click("setup.connect")
        await desk.until(lambda: desk.text("setup.error"), "the reason")
        assert desk.text("setup.error").startswith("The client ID or secret is wrong.")
        assert desk.text("setup.problem.client_secret") == "Compare it with Fax.Plus, then enter it again."
        assert desk.focus == "setup.client_secret"
        await desk.idle()
        assert service.requests.count("token") == 1
        desk.type("setup.client_secret", service.client_secret, enter=True)
        await desk.until(lambda: desk.text("account.name"), "the account")


@told
async def test_a_personal_access_token_is_the_second_way(service: DemoService) -> None:
    async with seated(REAL) as desk:
        desk.click("setup.way")
        assert not any(desk.in_view(f"setup.{name}") for name in OAUTH)
        desk.click("setup.connect")
        await desk.idle()
        assert desk.in_view("setup.personal_access_token")
        desk.type("setup.personal_access_token", "two words")
        desk.click("setup.connect")
        await desk.idle()
        assert desk.text("setup.problem.personal_access_token") == "A token has no spaces and only plain characters."

        desk.click("setup.addresses")
        desk.type("setup.api_url", service.api_url)
        desk.type("setup.personal_access_token", service.personal_access_token, enter=True)
        await desk.until(lambda: desk.text("account.name"), "the account")
        assert desk.person.pages == []
        assert service.personal_access_token not in places.settings_path().read_text()
        sample = next(each for each in service.samples if each.label == "Delivered, one page")
        await desk.look_up(sample.fax_id)
        assert desk.text("field.status") == "success"

        desk.choose("action.sign_out")
        await desk.until(lambda: desk.in_view("setup.title"), "the connection page: the token was the session")
        assert desk.typed("setup.personal_access_token") == ""


@told
async def test_trying_the_demo_and_coming_back(untouched: Path) -> None:
    async with seated(REAL) as desk:
        desk.type("setup.client_id", "APIK-mine")
        desk.click("setup.demo")
        await desk.until(lambda: desk.text("sign_in.title") == "Sign in to the demo", "the demo's sign-in")
        assert desk.window.windowTitle() == "Faxviewer – demo"
        await desk.sign_in()
        assert desk.in_view("badge.demo")
        await desk.look_up_sample("Delivered, one page")
        assert desk.text("field.status") == "success"
        assert not places.settings_path().exists(), "the demo never touches the person's settings"

        desk.choose("action.leave_demo")
        await desk.until(lambda: desk.in_view("setup.title"), "the connection page")
        await desk.idle()
        assert desk.window.windowTitle() == "Faxviewer"
        assert not desk.in_view("badge.demo") and desk.text("account.name") == ""


@told
async def test_the_demo_asked_for_twice_starts_once(untouched: Path) -> None:
    async with seated(REAL) as desk:
        desk.click("setup.demo")
        desk.click("setup.demo")
        await desk.until(lambda: desk.text("sign_in.title") == "Sign in to the demo", "the demo's sign-in")
        desk.choose("action.leave_demo")
        desk.window.close()  # before the demo is left; `seated` looks for what stays behind


@told
async def test_forgetting_the_connection_leaves_an_empty_page(service: DemoService) -> None:
    async with seated(REAL) as desk:
        fill(desk, service)
        desk.click("setup.connect")
        await desk.until(lambda: desk.text("account.name"), "the account")
        await desk.idle()
        desk.choose("action.forget")
        await desk.until(lambda: desk.in_view("setup.title"), "the connection page")
        await desk.idle()
        assert desk.typed("setup.client_id") == desk.typed("setup.client_secret") == ""
        assert desk.see("setup.client_secret", QLineEdit).placeholderText() == ""
        assert desk.text("account.name") == ""
        assert json.loads(places.settings_path().read_text())["connection"] == {}


@told
async def test_what_the_environment_sets_is_locked_and_wins(
    service: DemoService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAXVIEWER_CLIENT_ID", service.client_id)
    monkeypatch.setenv("FAXVIEWER_REDIRECT_URI", service.redirect_uris[0])
    for name in ADDRESSES:
        monkeypatch.setenv(f"FAXVIEWER_{name.upper()}", getattr(service, name))
    async with seated(REAL) as desk:
        field = desk.see("setup.client_id", QLineEdit)
        assert field.text() == service.client_id and not field.isEnabled()
        assert field.toolTip() == "Set by this computer's administrator"
        assert desk.see("setup.client_secret", QLineEdit).isEnabled()
        assert desk.focus == "setup.client_secret", "the cursor goes to a field that takes typing"
        desk.type("setup.client_secret", service.client_secret, enter=True)
        await desk.until(lambda: desk.text("account.name"), "the account")
    assert service.client_id not in places.settings_path().read_text()

    monkeypatch.setenv("FAXVIEWER_CLIENT_SECRET", service.client_secret)
    async with seated(REAL) as desk:
        assert desk.text("sign_in.title") == "Sign in to Fax.Plus", "nothing is left to be asked"
        await desk.sign_in()


@told
async def test_an_override_that_cannot_work_is_named(untouched: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAXVIEWER_API_URL", "http://restapi.example.com/v3")
    async with seated(REAL) as desk:
        assert "FAXVIEWER_API_URL" in desk.text("setup.problem.api_url")
        assert desk.text("setup.error").startswith("The connection settings can't be right.")


@told
async def test_a_token_in_the_environment_starts_signed_in(by_token: DemoService) -> None:
    async with seated(REAL) as desk:
        await desk.until(lambda: desk.text("account.name"), "the account")
        assert desk.text("state.title") == "Which fax?"
        assert not desk.in_view("samples"), "only the demo has faxes to offer"
        await desk.idle()
        assert desk.text("notice.title") == "", "nothing of it depends on the keychain"
