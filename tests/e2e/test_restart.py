"""The session over a restart, with a real gnome-keyring: set up once, signed in once, signed in at the next start."""

import json
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress

import pytest

from faxviewer.demo.service import DemoService
from tests.fakes.keyring_session import KeyringSession, missing
from tests.fakes.process_program import BY_HAND, Home, Program, until

if sys.platform != "linux":
    pytest.skip("the Secret Service is Linux's", allow_module_level=True)
if missing() and not os.environ.get("CI"):
    pytest.skip(f"not installed: {', '.join(missing())}", allow_module_level=True)


@pytest.fixture
def service() -> Iterator[DemoService]:
    with DemoService() as service:
        yield service


@pytest.fixture
def keyring() -> Iterator[KeyringSession]:
    assert not missing(), f"not installed: {missing()}"
    with KeyringSession() as keyring:
        keyring.start_keyring("a password")
        yield keyring


@pytest.fixture
def home(keyring: KeyringSession, service: DemoService) -> Home:
    """A home in that session, whose browser allows what it is asked; only the addresses are set from outside."""
    home = Home(keyring.folder / "person")
    home.environ.pop("PYTHON_KEYRING_BACKEND", None)
    home.environ["DBUS_SESSION_BUS_ADDRESS"] = keyring.environ["DBUS_SESSION_BUS_ADDRESS"]
    home.environ |= {f"FAXVIEWER_{name.upper()}": getattr(service, name) for name in ADDRESSES}
    home.environ["PROCESS_ALLOW"] = "1"
    home.use_browser("tests.fakes.process_browser")
    return home


ADDRESSES = ("api_url", "authorize_url", "token_url")


def set_up(program: Program, service: DemoService) -> None:
    """Fill the first page as a newcomer does."""
    program.see("setup.title")
    for name in ("client_id", "client_secret"):
        program.ask("type", f"setup.{name}", getattr(service, name))
    program.ask("enter", "setup.redirect_uri", service.redirect_uris[0])


def stored(keyring: KeyringSession) -> set[str]:
    """Every secret in the keyring."""
    from jeepney.io.blocking import open_dbus_connection
    from secretstorage import get_all_collections
    from secretstorage.exceptions import ItemNotFoundException

    found = set()
    with open_dbus_connection(keyring.environ["DBUS_SESSION_BUS_ADDRESS"]) as bus:
        for item in [item for collection in get_all_collections(bus) for item in collection.get_all_items()]:
            with suppress(ItemNotFoundException):  # the program took it away since it was listed
                found.add(item.get_secret().decode())
    return found


def redeemed(service: DemoService, token: str) -> str:
    """Whether a token is an access token."""
    request = urllib.request.Request(
        f"{service.api_url}/accounts/self",
        headers={"Authorization": f"Bearer {token}", "x-fax-clientid": service.client_id},
    )
    try:
        with urllib.request.urlopen(request, timeout=30):
            return "access"
    except urllib.error.HTTPError as refused:
        refused.close()
        return "refused"


def issued(service: DemoService) -> set[str]:
    """Every code and token that the service has issued, and the client's secret."""
    tokens = service._tokens
    return {*tokens._codes, *tokens._access, *tokens._refresh, service.client_secret}


def test_signed_in_once_until_signed_out(service: DemoService, keyring: KeyringSession, home: Home) -> None:
    sample = service.samples[0]
    opened = home.folder / "opened.txt"
    with Program(home, python=BY_HAND) as program:
        set_up(program, service)
        program.see("account.name", "admin")
        assert program.ask("text", "notice.title") is None
        assert program.end() == (0, "", "")
    assert len(opened.read_text(encoding="utf-8").splitlines()) == 1

    first = stored(keyring)
    assert service.client_secret in first
    (refresh,) = first - {service.client_secret}
    assert refresh in service._tokens._refresh
    assert redeemed(service, refresh) == "refused"

    with Program(home, sample.fax_id, python=BY_HAND) as program:
        program.see("field.id", sample.fax_id)
        program.see("account.name", "admin")
        assert program.ask("text", "notice.title") is None
        assert len(opened.read_text(encoding="utf-8").splitlines()) == 1
        # The service has given a new refresh token in place of the one that was used.
        second = stored(keyring)
        assert len(second) == 2
        assert refresh not in second
        program.ask("trigger", "action.sign_out")
        program.see("sign_in.start", "Sign in")
        assert stored(keyring) == {service.client_secret}
        assert program.ask("text", "field.id") is None
        assert program.end() == (0, "", "")

    with Program(home, python=BY_HAND) as program:
        program.see("sign_in.start", "Sign in")
        program.ask("click", "sign_in.start")
        program.see("account.name", "admin")
        program.ask("trigger", "action.forget")
        program.see("setup.title")
        assert program.end() == (0, "", "")
    assert stored(keyring) == set()

    keyring.stop_keyring()
    settings = json.loads((home.folder / ".config" / "faxviewer" / "settings.json").read_text(encoding="utf-8"))
    assert "client_id" not in settings.get("connection", {})
    secret = issued(service)
    assert len(secret) > 6
    browser = opened.read_text(encoding="utf-8")
    assert not [each for each in secret if each in browser]
    for name, file in home.files().items():
        content = file.read_bytes()
        assert not [each for each in secret if each.encode() in content], f"{name} holds a secret"


def test_a_session_that_ended_meanwhile_asks_to_sign_in(
    service: DemoService, keyring: KeyringSession, home: Home
) -> None:
    sample = service.samples[0]
    with Program(home, python=BY_HAND) as program:
        set_up(program, service)
        program.see("account.name", "admin")
        assert program.end() == (0, "", "")
    service.revoke_refresh_tokens()
    with Program(home, sample.fax_id, python=BY_HAND) as program:
        program.see("notice.title", "You are signed out")
        until(lambda: stored(keyring) == {service.client_secret}, "the end of what was stored")
        program.ask("click", "notice.sign_in")
        program.see("account.name", "admin")
        program.see("field.id", sample.fax_id)
        assert program.end() == (0, "", "")
    assert len(stored(keyring)) == 2


def test_c55_a_keyring_that_is_locked_at_the_next_start_costs_a_sign_in_and_nothing_else(
    service: DemoService, keyring: KeyringSession, home: Home
) -> None:
    with Program(home, python=BY_HAND) as program:
        set_up(program, service)
        program.see("account.name", "admin")
        assert program.end() == (0, "", "")
    before = stored(keyring)
    keyring.stop_keyring()
    keyring.start_keyring(None)
    with Program(home, python=BY_HAND) as program:
        # The secret is as much out of reach as the session, so the page asks for it.
        program.see("setup.client_id", service.client_id)
        program.ask("type", "setup.client_secret", service.client_secret)
        program.ask("click", "setup.connect")
        program.see("account.name", "admin")
        assert program.see("notice.title") == "This session ends when Faxviewer is closed"
        assert program.end() == (0, "", "")
    keyring.stop_keyring()
    keyring.start_keyring("a password")
    assert stored(keyring) == before
    with Program(home, python=BY_HAND) as program:
        program.see("account.name", "admin")
        assert program.end() == (0, "", "")
