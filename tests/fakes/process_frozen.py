"""The smoke test's checks at a real screen on Linux: keyboard, Chromium, document viewer and keyring."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from faxviewer.demo.service import DemoService
from faxviewer.domain.tone import Tone
from faxviewer.ui.browse_pane import WIDTH
from faxviewer.ui.theme import LIGHT
from tests.fakes.display_screen import Screen
from tests.fakes.keyring_session import KeyringSession

if TYPE_CHECKING:
    from smoke import Computer

TOP = Path(__file__).resolve().parents[2]
BADGE = 800
"""Dots of its ground that the smallest badge shows."""


def whole_demo(computer: "Computer") -> None:
    """From the sign-in page to the open PDF, with keys alone."""
    from smoke import Run, until

    fax_id = _fax("Delivered, one page")
    opened = computer.use_browser("tests.fakes.display_browser")
    notes = computer.register_viewer()
    with Screen() as screen:
        computer.environ |= screen.environ
        with Run(computer, "--demo", stdout=False) as run:
            screen.window("Faxviewer – demo")
            until(lambda: screen.shows(LIGHT.accent, 1_500), "the Sign in button")
            screen.press("Return")
            until(opened.exists, "the end of the sign-in in Chromium")
            pages = json.loads(opened.read_text(encoding="utf-8"))
            assert "You can close this tab" in pages["answered"], pages
            computer.check_environment_of("browser")
            screen.press("ctrl+l")
            screen.type(fax_id)
            screen.press("Return")
            until(lambda: _shows(screen, Tone.SUCCESS), "the fax that was delivered")
            screen.press("ctrl+o")
            _check_viewed(computer, notes, "pdf")
            screen.press("ctrl+q")
            run.ended()


def signed_in_over_a_restart(computer: "Computer") -> None:
    """Sign in once; the next start needs no browser, shows the fax it is given and takes another from a later start."""
    from smoke import Run, until

    opened = computer.use_browser("tests.fakes.process_browser")
    notes = computer.register_viewer()
    settings = computer.home / ".config" / "faxviewer" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"preferences": {"document-format": "tiff"}}), encoding="utf-8")
    settings.chmod(0o600)
    names = ("api_url", "authorize_url", "token_url", "client_id", "client_secret")
    with KeyringSession() as keyring, DemoService() as service, Screen() as screen:
        keyring.start_keyring("a password")
        computer.environ |= screen.environ | {f"FAXVIEWER_{name.upper()}": getattr(service, name) for name in names}
        computer.environ["FAXVIEWER_REDIRECT_URI"] = service.redirect_uris[0]
        computer.environ["DBUS_SESSION_BUS_ADDRESS"] = keyring.environ["DBUS_SESSION_BUS_ADDRESS"]
        computer.environ["PROCESS_ALLOW"] = "1"
        with Run(computer) as run:
            screen.window("Faxviewer")
            until(lambda: screen.shows(LIGHT.accent, 1_500), "the Sign in button")
            screen.press("Return")
            until(opened.exists, "the browser")
            until(lambda: _kept(keyring), "the session in the keyring")
            screen.press("ctrl+q")
            run.ended()
        opened.unlink()
        with Run(computer, _fax("Delivered, one page")) as run:
            screen.window("Faxviewer")
            until(lambda: _shows(screen, Tone.SUCCESS), "the fax after the restart")
            assert not opened.exists(), "the restart asked for a sign-in"
            screen.press("ctrl+o")
            _check_viewed(computer, notes, "tif")
            with Run(computer, _fax("Not delivered: line busy")) as later:
                later.ended()
            until(lambda: _shows(screen, Tone.FAILURE), "the fax of the later start")
            screen.window("Faxviewer")
            screen.press("ctrl+q")
            run.ended()
        assert _kept(keyring), "the session was not kept"


def _fax(label: str) -> str:
    return next(sample.fax_id for sample in DemoService().samples if sample.label == label)


def _shows(screen: Screen, tone: Tone) -> bool:
    """Whether the badges of the form are of that tone; the list beside it has badges of all tones."""
    return screen.shows(LIGHT.tones[tone][1], BADGE, left=WIDTH)


def _check_viewed(computer: "Computer", notes: Path, ending: str) -> None:
    """Wait for the viewer's note: it was given one of the demo's documents, whole, from the private folder."""
    from smoke import until

    note = notes / "0.json"
    until(note.exists, "the document in the viewer")
    told = json.loads(note.read_text(encoding="utf-8"))
    assert Path(told["path"]).suffix == f".{ending}", told
    assert Path(told["path"]).is_relative_to(computer.runtime), told
    content = Path(told["copy"]).read_bytes()
    assert content in [each.read_bytes() for each in (TOP / "resources" / "demo").glob(f"*.{ending}")]
    computer.check_environment_of("viewer")


def _kept(keyring: KeyringSession) -> list[str]:
    """The names of what lies in the keyring."""
    from jeepney.io.blocking import open_dbus_connection
    from secretstorage import get_all_collections

    with open_dbus_connection(keyring.environ["DBUS_SESSION_BUS_ADDRESS"]) as bus:
        return [item.get_label() for collection in get_all_collections(bus) for item in collection.get_all_items()]
