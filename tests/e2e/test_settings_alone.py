"""By settings alone: environment variables and arguments, and any service that speaks the same API."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from faxviewer.demo.service import DemoService, Sample
from tests.fakes.process_program import BY_HAND, TOP, Home, Program

SAMPLES = {sample.label: sample for sample in DemoService().samples}
BROWSER = "tests.fakes.process_browser"


@dataclass
class Service:
    """The demo service as a process of its own; what its one line told."""

    told: dict[str, str] = field(repr=False)
    redirect_uri: str

    def with_token(self, name: str = "personal_access_token") -> dict[str, str]:
        """The settings of a person with a personal access token."""
        return {"FAXVIEWER_API_URL": self.told["api_url"], "FAXVIEWER_PERSONAL_ACCESS_TOKEN": self.told[name]}

    def with_browser(self) -> dict[str, str]:
        """The settings of a person who signs in through the browser."""
        names = ("api_url", "authorize_url", "token_url", "client_id", "client_secret")
        settings = {f"FAXVIEWER_{name.upper()}": self.told[name] for name in names}
        return settings | {"FAXVIEWER_REDIRECT_URI": self.redirect_uri, "FAXVIEWER_SCOPE": "all"}


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    command = [sys.executable, "-m", "faxviewer.demo"]
    with subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        told = json.loads(process.stdout.readline())
        yield Service(told, told["redirect_uris"][0])
        process.terminate()
        assert process.wait(30) == 0


def sees(program: Program, sample: Sample, status: str) -> None:
    """The form shows that fax."""
    assert program.see("field.id", sample.fax_id).startswith(sample.fax_id)
    assert status in program.see("field.status")


def test_a_fax_of_ones_own_with_a_token(service: Service, home: Home) -> None:
    sample = SAMPLES["Not delivered: line busy"]
    with Program(home, sample.fax_id, python=BY_HAND, environ=service.with_token()) as program:
        sees(program, sample, "failed_user_busy")
        assert "line was busy" in program.see("answer.headline")
        assert "admin" in program.see("account.name", "admin")
        assert program.ask("text", "notice.title") is None
        assert program.end() == (0, "", "")
    assert not [name for name, each in home.files().items() if service.told["personal_access_token"] in read(each)]
    assert not (home.folder / ".config" / "faxviewer" / "settings.json").exists()


def test_a_member_s_fax_by_its_address(service: Service, home: Home) -> None:
    sample = SAMPLES["Received by Bruno"]
    address = f"{service.told['api_url']}/accounts/{sample.user_id}/faxes/{sample.fax_id}"
    with Program(home, address, "--user", sample.user_id, python=BY_HAND, environ=service.with_token()) as program:
        sees(program, sample, "success")
        assert sample.user_id in program.see("field.owner_id")
        assert program.see("lookup.fax_id") == sample.fax_id
        assert program.see("lookup.user") == sample.user_id


def test_a_member_sees_no_other_member_s_fax(service: Service, home: Home) -> None:
    sample = SAMPLES["Sent by Chidi"]
    settings = service.with_token("member_personal_access_token")
    with Program(home, sample.fax_id, "--user", sample.user_id, python=BY_HAND, environ=settings) as program:
        assert program.see("state.title", "No permission for this")
        assert program.ask("text", "field.id") is None


def test_an_argument_that_can_t_be_an_id_is_refused_in_place(service: Service, home: Home) -> None:
    with Program(home, "5e7de3ad54cf?", python=BY_HAND, environ=service.with_token()) as program:
        assert "the character ?" in program.see("refusal.fax_id")


def test_through_the_browser(service: Service, home: Home) -> None:
    opened = home.use_browser(BROWSER)
    sample = SAMPLES["Delivered, one page"]
    settings = service.with_browser() | {"PROCESS_ALLOW": "1"}
    with Program(home, sample.fax_id, python=BY_HAND, environ=settings) as program:
        program.ask("click", "sign_in.start")
        sees(program, sample, "success")
        # No keychain here, and that is said.
        assert program.see("notice.title") == "This session ends when Faxviewer is closed"
        assert program.end() == (0, "", "")
    address = opened.read_text(encoding="utf-8")
    assert address.startswith(f"{service.told['authorize_url']}?")
    assert service.told["client_secret"] not in address


def test_a_setting_that_can_t_work_is_named(home: Home) -> None:
    settings = {"FAXVIEWER_API_URL": "http://restapi.fax.invalid/v3", "FAXVIEWER_PERSONAL_ACCESS_TOKEN": "alohi_pat_x"}
    with Program(home, python=BY_HAND, environ=settings) as program:
        assert "FAXVIEWER_API_URL: The address must begin with https://." in program.see("setup.error")


def test_without_any_setting_the_first_page_asks_for_them(home: Home) -> None:
    with Program(home, python=BY_HAND) as program:
        assert program.see("setup.title") == "Connect Faxviewer to Fax.Plus"
        assert program.end() == (0, "", "")


def read(path: Path) -> str:
    """A file's content, whatever it is."""
    return path.read_bytes().decode("latin-1")
