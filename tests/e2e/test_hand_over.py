"""A later start: real processes that find one another, and those that mustn't."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from faxviewer.demo.service import DemoService, Sample
from tests.fakes.process_program import BY_HAND, PROGRAM, SECONDS, TOP, Home, Program, until

if not sys.platform.startswith("linux"):
    pytest.skip("the runtime folder is Linux's", allow_module_level=True)


@pytest.fixture(scope="module")
def service() -> Iterator[DemoService]:
    with DemoService() as running:
        yield running


@pytest.fixture
def home(service: DemoService, home: Home) -> Home:
    home.environ |= {
        "FAXVIEWER_API_URL": service.api_url,
        "FAXVIEWER_PERSONAL_ACCESS_TOKEN": service.personal_access_token,
    }
    return home


def sample(service: DemoService, label: str) -> Sample:
    return next(each for each in service.samples if each.label == label)


def meeting(home: Home) -> Path:
    return home.runtime / "faxviewer" / "window"


def listens(home: Home) -> bool:
    return any(meeting(home).glob("faxviewer-*"))


def without_the_platform_s_words(err: str) -> str:
    """What was on standard error, but for the offscreen platform, which has no front to bring a window to."""
    return "".join(line for line in err.splitlines() if "This plugin does not support" not in line)


def later(home: Home, *words: str) -> tuple[int, str, str]:
    """A later start, run to its end; exit code, standard output, standard error."""
    command = [sys.executable, *PROGRAM, *words]
    done = subprocess.run(
        command, cwd=TOP, env=home.environ, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def window(home: Home) -> Iterator[Program]:
    with Program(home, python=BY_HAND) as program:
        program.see("account.name", "admin")
        until(lambda: listens(home), "the ear")
        yield program


def test_a_later_start_hands_its_fax_to_the_window_and_ends(service: DemoService, home: Home, window: Program) -> None:
    own, member = sample(service, "Not delivered: line busy"), sample(service, "Received by Bruno")
    for words, shown in (
        ([own.fax_id], own),
        ([member.fax_id, "--user", member.user_id], member),
        ([f"faxviewer://fax/{own.fax_id}"], own),
        ([f"faxviewer://fax/{member.fax_id}/?user={member.user_id}"], member),
        ([f"{service.api_url}/accounts/self/faxes/{own.fax_id}"], own),
    ):
        assert later(home, *words) == (0, "", "")
        assert window.see("field.id", shown.fax_id).startswith(shown.fax_id)
        assert window.see("lookup.fax_id", shown.fax_id) == shown.fax_id
    code, out, err = window.end()
    assert (code, out, without_the_platform_s_words(err)) == (0, "", "")
    assert list(meeting(home).iterdir()) == [], "and nothing is left behind"


def test_a_later_start_without_a_fax_brings_the_window_to_the_front_and_changes_nothing(
    service: DemoService, home: Home, window: Program
) -> None:
    shown = sample(service, "Not delivered: line busy")
    assert later(home, shown.fax_id)[0] == 0
    window.see("field.id", shown.fax_id)
    asked = service.requests.count("fax")
    assert later(home) == (0, "", "")
    assert window.see("field.id").startswith(shown.fax_id)
    assert service.requests.count("fax") == asked


def test_what_can_t_be_a_fax_is_refused_in_the_window_as_if_it_had_been_typed(home: Home, window: Program) -> None:
    window.ask("type", "lookup.fax_id", "5e7d")
    assert later(home, "faxviewer://fax/a%2Fb") == (0, "", "")
    assert window.see("notice.title") == "That can't be a fax ID."
    assert window.see("lookup.fax_id") == "5e7d"


def test_what_was_being_typed_is_kept(service: DemoService, home: Home, window: Program) -> None:
    window.ask("type", "lookup.fax_id", "5e7de3")
    came = sample(service, "Delivered, one page")
    assert later(home, came.fax_id) == (0, "", "")
    window.see("field.id", came.fax_id)
    assert window.see("notice.title") == "A fax came from another program"


def test_a_second_window_is_there_for_who_asks_and_takes_over_the_ear(service: DemoService, home: Home) -> None:
    shown = sample(service, "Delivered, one page")
    with Program(home, python=BY_HAND) as first:
        first.see("account.name", "admin")
        until(lambda: listens(home), "the ear")
        with Program(home, "--new-window", python=BY_HAND) as second:
            second.see("account.name", "admin")
            assert later(home, shown.fax_id) == (0, "", "")
            first.see("field.id", shown.fax_id)
            assert second.ask("text", "field.id") is None
            assert second.end()[0] == 0
        assert listens(home), "the second one's end is not the first one's"
        assert later(home, shown.fax_id) == (0, "", "")


def test_a_demo_and_a_real_window_don_t_mix(service: DemoService, home: Home) -> None:
    shown = sample(service, "Delivered, one page")
    with Program(home, "--demo", python=BY_HAND) as demo:
        demo.see("sign_in.start")
        with Program(home, shown.fax_id, python=BY_HAND) as real:
            real.see("field.id", shown.fax_id)
            until(lambda: listens(home), "the ear")
            with Program(home, "--demo", shown.fax_id, python=BY_HAND) as other:
                assert other.see("lookup.fax_id", shown.fax_id) == shown.fax_id
            real.ask("trigger", "action.try_demo")
            real.see("sign_in.start")
            assert not listens(home), "what is a demo now takes no real fax"
            real.ask("trigger", "action.leave_demo")
            real.see("account.name", "admin")
            until(lambda: listens(home), "the ear")
        assert demo.see("lookup.fax_id") == ""


def test_a_killed_window_is_in_nobody_s_way(service: DemoService, home: Home) -> None:
    shown = sample(service, "Delivered, one page")
    with Program(home, python=BY_HAND) as killed:
        killed.see("account.name", "admin")
        until(lambda: listens(home), "the ear")
        killed.end(signal.SIGKILL)
    assert listens(home), "its socket is still there"
    with Program(home, shown.fax_id, python=BY_HAND) as next_one:
        next_one.see("field.id", shown.fax_id)
        assert later(home, shown.fax_id) == (0, "", ""), "and is this one's now"


def test_a_window_that_hangs_is_in_nobody_s_way(service: DemoService, home: Home, window: Program) -> None:
    shown = sample(service, "Delivered, one page")
    window.process.send_signal(signal.SIGSTOP)
    with Program(home, shown.fax_id, python=BY_HAND) as next_one:
        next_one.see("field.id", shown.fax_id)
        assert next_one.end() == (0, "", "")
    window.process.send_signal(signal.SIGCONT)


def test_rubbish_on_the_socket_goes_into_the_log_as_one_dry_line(home: Home, window: Program) -> None:
    (address,) = meeting(home).glob("faxviewer-*")
    with socket.socket(socket.AF_UNIX) as stranger:
        stranger.connect(str(address))
        stranger.sendall(b'{"fax": "5e7de3ad54cfd54eb568cc76", "eval": "secret"}\n')
        assert stranger.recv(10) == b""
    until(lambda: "A caller was turned away: no errand" in home.log(), "the line")
    assert "secret" not in home.log() and "5e7de3ad" not in home.log()
    assert window.ask("text", "notice.title") is None


def test_signed_out_a_fax_waits_for_the_person_to_sign_in(service: DemoService, home: Home) -> None:
    home.environ.pop("FAXVIEWER_PERSONAL_ACCESS_TOKEN")
    opened = home.use_browser("tests.fakes.process_browser")
    names = ("authorize_url", "token_url", "client_id", "client_secret")
    home.environ |= {f"FAXVIEWER_{name.upper()}": getattr(service, name) for name in names}
    home.environ |= {"FAXVIEWER_REDIRECT_URI": service.redirect_uris[0], "PROCESS_ALLOW": "1"}
    shown = sample(service, "Delivered, one page")
    with Program(home, python=BY_HAND) as window:
        window.see("sign_in.start")
        until(lambda: listens(home), "the ear")
        assert later(home, shown.fax_id) == (0, "", "")
        assert window.see("lookup.fax_id", shown.fax_id) == shown.fax_id
        assert not opened.exists(), "no other program opens a browser"
        window.ask("click", "sign_in.start")
        window.see("field.id", shown.fax_id)
