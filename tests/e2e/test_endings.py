"""How a run ends: asked to by a signal, whatever it is doing, or killed; and what is left of it then."""

import json
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from faxviewer.demo.service import DemoService
from tests.fakes.process_program import BY_HAND, PROGRAM, Home, Program, until

if not sys.platform.startswith("linux"):
    pytest.skip("the viewer is put in place of xdg-open, and Windows has no such signals", allow_module_level=True)

BROWSER = "tests.fakes.process_browser"
POLITE = pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])


@pytest.fixture
def service() -> Iterator[DemoService]:
    with DemoService() as service:
        yield service


@pytest.fixture
def port() -> int:
    """One that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def with_token(service: DemoService) -> dict[str, str]:
    return {
        "FAXVIEWER_API_URL": service.api_url,
        "FAXVIEWER_PERSONAL_ACCESS_TOKEN": service.personal_access_token,
    }


def with_browser(service: DemoService, redirect_uri: str) -> dict[str, str]:
    names = ("api_url", "authorize_url", "token_url", "client_id", "client_secret")
    settings = {f"FAXVIEWER_{name.upper()}": getattr(service, name) for name in names}
    return settings | {"FAXVIEWER_REDIRECT_URI": redirect_uri}


def open_document(program: Program, notes: Path, number: int = 0) -> Path:
    """Press *Open document* and wait for the viewer to have it; where it lies."""
    program.ask("click", "document.open")
    until(lambda: (notes / f"{number}.json").exists(), "the document in the viewer")
    program.see("document.open")
    document = Path(json.loads((notes / f"{number}.json").read_text(encoding="utf-8"))["path"])
    assert document.exists()
    return document


@POLITE
def test_idle_at_the_first_page(home: Home, number: int) -> None:
    with Program(home, python=BY_HAND) as program:
        program.see("setup.title")
        assert program.end(number) == (0, "", "")


@POLITE
def test_while_it_still_starts(home: Home, number: int) -> None:
    """From the log's first moment on the program listens to signals; before it there is nothing to tidy."""
    with Program(home, "--demo", python=PROGRAM) as program:
        until(lambda: any(".log" in name for name in home.files()), "the log")
        code, out, err = program.end(number)
    assert (code, out, err) in [(0, "", ""), (-number, "", "")]


@POLITE
def test_with_a_document_open(service: DemoService, home: Home, number: int) -> None:
    notes = home.use_viewer()
    with Program(home, service.samples[0].fax_id, python=BY_HAND, environ=with_token(service)) as program:
        document = open_document(program, notes)
        assert document.parent.stat().st_mode & 0o777 == 0o700
        assert document.stat().st_mode & 0o777 == 0o600
        assert program.end(number) == (0, "", "")
    assert not document.parent.exists()
    assert home.documents() == []


@POLITE
def test_with_a_held_download(service: DemoService, home: Home, number: int) -> None:
    notes = home.use_viewer()
    with Program(home, service.samples[0].fax_id, python=BY_HAND, environ=with_token(service)) as program:
        document = open_document(program, notes)
        with service.faults.hold("file"):
            program.ask("click", "document.open")
            assert service.requests.wait_for("file", 2)
            assert program.end(number) == (0, "", "")
    assert not document.parent.exists()


@POLITE
def test_with_a_held_look_up(service: DemoService, home: Home, number: int) -> None:
    with (
        service.faults.hold("fax"),
        Program(home, service.samples[0].fax_id, environ=with_token(service)) as program,
    ):
        assert service.requests.wait_for("fax")
        assert program.end(number) == (0, "", "")


@POLITE
def test_a29_while_a_sign_in_waits(service: DemoService, home: Home, port: int, number: int) -> None:
    opened = home.use_browser(BROWSER)
    settings = with_browser(service, f"http://127.0.0.1:{port}/")
    with Program(home, python=BY_HAND, environ=settings) as program:
        program.ask("click", "sign_in.start")
        until(opened.exists, "the browser")
        with closing(socket.create_connection(("127.0.0.1", port))):
            assert program.end(number) == (0, "", "")
    with socket.create_server(("127.0.0.1", port)):  # and nobody else holds it
        pass


def test_a29_a_sign_in_works_at_once_after_the_end_of_another(service: DemoService, home: Home) -> None:
    opened = home.use_browser(BROWSER)
    settings = with_browser(service, "http://localhost:8080/")
    try:
        with socket.create_server(("127.0.0.1", 8080)):
            pass
    except OSError:
        pytest.skip("another program has port 8080, which is the one that is registered")
    for more in ({}, {"PROCESS_ALLOW": "1"}):
        with Program(home, python=BY_HAND, environ=settings | more) as program:
            program.ask("click", "sign_in.start")
            until(opened.exists, "the browser")
            opened.unlink()
            if more:
                program.see("account.name", "admin")
            assert program.end() == (0, "", "")


def test_while_a_token_is_exchanged(service: DemoService, home: Home) -> None:
    home.use_browser(BROWSER)
    settings = with_browser(service, service.redirect_uris[0]) | {"PROCESS_ALLOW": "1"}
    with service.faults.hold("token"), Program(home, python=BY_HAND, environ=settings) as program:
        program.ask("click", "sign_in.start")
        assert service.requests.wait_for("token")
        assert program.end() == (0, "", "")


def test_the_window_is_closed(service: DemoService, home: Home) -> None:
    notes = home.use_viewer()
    with Program(home, service.samples[0].fax_id, python=BY_HAND, environ=with_token(service)) as program:
        document = open_document(program, notes)
        program.ask("trigger", "action.quit")
        assert program.ended() == (0, "", "")
    assert not document.parent.exists()


def test_d83_killed_then_the_next_start_sweeps_but_not_under_a_living_one(service: DemoService, home: Home) -> None:
    notes = home.use_viewer()
    arguments, settings = [service.samples[0].fax_id], with_token(service)
    with Program(home, *arguments, python=BY_HAND, environ=settings) as living:
        kept = open_document(living, notes)
        with Program(home, *arguments, "--new-window", python=BY_HAND, environ=settings) as killed:
            left = open_document(killed, notes, 1)
            assert killed.end(signal.SIGKILL)[0] == -signal.SIGKILL
        assert left.exists()
        with Program(home, "--new-window", python=BY_HAND) as later:
            until(lambda: not left.parent.exists(), "the sweep")
            assert later.end() == (0, "", "")
        assert kept.exists()
        assert living.end() == (0, "", "")
    assert not kept.parent.exists()
    assert list((home.runtime / "faxviewer" / "documents").iterdir()) == []
