"""What a run leaves to read: nothing on the console, and a log without anything that is secret or personal."""

import base64
import json
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from faxviewer.demo.service import DemoService
from tests.fakes.process_program import BY_HAND, Home, Program, until

if not sys.platform.startswith("linux"):
    pytest.skip("the viewer is put in place of xdg-open", allow_module_level=True)

LIBRARIES = ("httpx", "asyncio", "keyring", "qasync")
PERSONAL = (
    *("id", "owner_id", "from", "from_number", "to", "file", "file_name", "header", "comment", "uid"),
    *("name_to", "name_from", "subject", "message", "name", "lastname", "email", "phone"),
)


@pytest.fixture
def service() -> Iterator[DemoService]:
    with DemoService() as service:
        yield service


def asked(service: DemoService, path: str) -> Any:
    """What the service tells, asked beside the program."""
    request = urllib.request.Request(
        f"{service.api_url}/{path}", headers={"Authorization": f"Bearer {service.personal_access_token}"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def personal(value: Any) -> Iterator[str]:
    """The texts in a reply that say who somebody is or what a fax is about."""
    for name, each in value.items():
        if isinstance(each, dict):
            yield from personal(each)
        elif name in PERSONAL and isinstance(each, str) and len(each) > 4:
            yield each


def secrets_of(service: DemoService) -> list[str]:
    """Every code and token that the service has issued."""
    tokens = service._tokens
    return [*tokens._codes, *tokens._access, *tokens._refresh, service.client_secret, service.personal_access_token]


def forms(text: str) -> set[str]:
    """A text as it stands in bodies, addresses and headers."""
    return {text, urllib.parse.quote(text), urllib.parse.quote_plus(text), json.dumps(text)[1:-1]}


def test_e92_nothing_secret_in_the_log_whatever_fails(service: DemoService, home: Home) -> None:
    sample = next(each for each in service.samples if each.label == "Cover page with every flag")
    notes = home.use_viewer()
    home.use_browser("tests.fakes.process_browser")
    names = ("api_url", "authorize_url", "token_url", "client_id", "client_secret")
    settings = {f"FAXVIEWER_{name.upper()}": str(getattr(service, name)) for name in names}
    settings |= {"FAXVIEWER_REDIRECT_URI": service.redirect_uris[0], "FAXVIEWER_LOG": "DEBUG", "PROCESS_ALLOW": "1"}
    canaries = [*personal(asked(service, "accounts/self")), sample.fax_id]
    canaries += personal(asked(service, f"accounts/{sample.user_id}/faxes/{sample.fax_id}"))
    leaky = json.dumps({"error": "ordered", "description": f"{' '.join(canaries)} {' '.join(secrets_of(service))}"})

    with Program(home, python=BY_HAND, environ=settings) as program:
        for library in LIBRARIES:
            program.ask("loud", library)
        program.ask("click", "sign_in.start")
        program.see("account.name", "admin")

        def look_up(title: str) -> None:
            before = service.requests.count("fax")
            program.ask("enter", "lookup.fax_id", sample.fax_id)
            assert service.requests.wait_for("fax", before + 1)
            program.see("state.title", title)

        for status, title in ((404, "No such fax"), (403, "No permission"), (418, "refused"), (429, "pause")):
            service.faults.answer("fax", status, body=leaky.encode(), retry_after="1")
            look_up(title)
        secret_header = (("X-Token", " ".join(secrets_of(service))),)
        pages = (f"<html>{leaky}", "text/html", "This network wants"), (f"{{{leaky}", "application/json", "unexpected")
        for body, kind, title in pages:
            service.faults.answer("fax", 200, body=body.encode(), content_type=kind, headers=secret_header)
            look_up(title)

        service.faults.expire_access_tokens()  # so the token is renewed, at the second try
        service.faults.answer("token", 503, body=leaky.encode())
        look_up("trouble")
        program.ask("enter", "lookup.fax_id", sample.fax_id)
        program.see("field.id", sample.fax_id)
        program.ask("click", "document.open")
        until(lambda: list(notes.glob("*.json")), "the document in the viewer")
        service.faults.answer("file", 200, body=leaky.encode(), content_type="application/pdf")
        program.ask("click", "document.open")
        program.see("notice.title", "unexpected reply")

        for secret in (*secrets_of(service), *(each for each in canaries if each.startswith("+"))):
            program.ask("break", f"Authorization: Bearer {secret}")
            program.ask("break", f"GET https://restapi.fax.plus/v3/accounts/self/faxes/{sample.fax_id}?code={secret}")
        program.see("notice.title", "Something went wrong inside Faxviewer")

        service.revoke_refresh_tokens()
        service.faults.expire_access_tokens()
        program.ask("enter", "lookup.fax_id", sample.fax_id)
        program.see("notice.title", "You are signed out")
        assert program.end() == (0, "", "")

    log = home.log()
    assert "DEBUG faxviewer.network.transport: 127.0.0.1: GET answered with 200" in log
    assert "Unhandled" in log
    assert "RuntimeError" in log
    pair = f"{service.client_id}:{service.client_secret}".encode()
    for canary in {*canaries, *secrets_of(service), base64.b64encode(pair).decode()}:
        for form in forms(canary):
            assert form not in log, f"{form} stands in the log"


def test_the_log_is_the_person_s_alone_and_says_little_by_itself(service: DemoService, home: Home) -> None:
    settings = {"FAXVIEWER_API_URL": service.api_url, "FAXVIEWER_PERSONAL_ACCESS_TOKEN": service.personal_access_token}
    with Program(home, service.samples[0].fax_id, python=BY_HAND, environ=settings) as program:
        program.see("field.id", service.samples[0].fax_id)
        assert program.end() == (0, "", "")
    assert home.log() == ""
    log = next(each for name, each in home.files().items() if name.endswith("faxviewer.log"))
    assert log.stat().st_mode & 0o777 == 0o600
    assert log.parent.stat().st_mode & 0o777 == 0o700
