"""The whole job as a person does it: a real window on a real X server, a real browser, a real viewer, a keyboard."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from faxviewer.demo.service import DemoService
from faxviewer.domain.tone import Tone
from faxviewer.ui.browse_pane import WIDTH
from faxviewer.ui.theme import LIGHT
from tests.fakes import browser
from tests.fakes.display_screen import Screen, missing
from tests.fakes.process_program import TOP, Home, Program, until

if not sys.platform.startswith("linux"):
    pytest.skip("X is Linux's", allow_module_level=True)
if missing() and not os.environ.get("CI"):
    pytest.skip(f"not installed: {', '.join(missing())}", allow_module_level=True)

SAMPLES = {sample.label: sample.fax_id for sample in DemoService().samples}
BADGE = 800
"""Dots of its ground that the smallest badge shows."""


@pytest.fixture
def screen() -> Iterator[Screen]:
    assert not missing(), f"not installed: {missing()}"
    with Screen() as screen:
        yield screen


def shows_tone(screen: Screen, tone: Tone) -> bool:
    """Whether the badges of the form are of that tone; the list beside it has badges of all tones."""
    return screen.shows(LIGHT.tones[tone][1], BADGE, left=WIDTH)


def viewed(notes: Path, number: int) -> tuple[Path, bytes]:
    """Wait for the viewer's note; the path that it was given, and the bytes there."""
    note = notes / f"{number}.json"
    until(note.exists, "the document in the viewer")
    told = json.loads(note.read_text(encoding="utf-8"))
    return Path(told["path"]), Path(told["copy"]).read_bytes()


@pytest.mark.skipif(bool(browser.why_not()), reason=browser.why_not() or "a browser is there")
def test_the_demo_from_the_sign_in_to_the_open_document(screen: Screen, home: Home) -> None:
    opened = home.use_browser("tests.fakes.display_browser")
    notes = home.register_viewer()
    with Program(home, "--demo", environ=screen.environ) as program:
        screen.window("Faxviewer – demo")
        until(lambda: screen.shows(LIGHT.accent, 1_500), "the Sign in button")
        screen.press("Return")
        until(opened.exists, "the end of the sign-in in the browser")
        pages = json.loads(opened.read_text(encoding="utf-8"))
        assert "Let Faxviewer" in pages["asked"]
        assert "You can close this tab" in pages["answered"]

        screen.press("ctrl+l")
        screen.type("  '" + SAMPLES["Delivered, one page"] + "'")
        screen.press("Return")
        until(lambda: shows_tone(screen, Tone.SUCCESS), "the fax that was delivered")
        screen.press("ctrl+o")
        path, content = viewed(notes, 0)
        assert content in [each.read_bytes() for each in (TOP / "resources" / "demo").glob("*.pdf")]
        assert path.suffix == ".pdf"
        assert path.is_relative_to(home.runtime)

        screen.press("ctrl+l")
        screen.type(SAMPLES["Not delivered: line busy"])
        screen.press("Return")
        until(lambda: shows_tone(screen, Tone.FAILURE), "the fax that was not delivered")
        assert not shows_tone(screen, Tone.SUCCESS)
        screen.press("ctrl+q")
        assert program.ended() == (0, "", "")
    assert home.documents() == []


def test_a_fax_asked_for_from_outside_opens_as_tiff_where_that_was_chosen_before(screen: Screen, home: Home) -> None:
    notes = home.register_viewer()
    settings = home.folder / ".config" / "faxviewer" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"preferences": {"document-format": "tiff"}}), encoding="utf-8")
    with DemoService() as service:
        token = {
            "FAXVIEWER_API_URL": service.api_url,
            "FAXVIEWER_PERSONAL_ACCESS_TOKEN": service.personal_access_token,
        }
        with Program(home, SAMPLES["Delivered, one page"], environ=screen.environ | token) as program:
            screen.window("Faxviewer")
            until(lambda: shows_tone(screen, Tone.SUCCESS), "the fax")
            screen.press("ctrl+o")
            path, content = viewed(notes, 0)
            assert path.suffix == ".tif"
            assert content in [each.read_bytes() for each in (TOP / "resources" / "demo").glob("*.tif")]
            screen.press("ctrl+q")
            assert program.ended() == (0, "", "")
