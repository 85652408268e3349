"""The report for the program's own support: useful, and free of secrets and personal data."""

import os
from pathlib import Path

import pytest

from faxviewer import __version__
from faxviewer.system import diagnostics
from tests.fakes.records import ORDINARY

CANARIES = ("hunter2-secret-Canary", "+41446681800", "ada@example.com", str(ORDINARY["id"]), "alohi_pat_c4n4ryT0ken")


def test_it_says_what_runs_where() -> None:
    said = dict(diagnostics.versions())
    assert said["Faxviewer"] == __version__
    assert {"Python", "PySide6-Essentials", "httpx", "keyring", "System"} <= said.keys()


def test_e92_nothing_secret_or_personal_is_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("FAXVIEWER_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("FAXVIEWER_CLIENT_SECRET", CANARIES[0])
    monkeypatch.setenv("HTTPS_PROXY", f"http://ada:{CANARIES[0]}@proxy.example:8080")
    log = tmp_path / "faxviewer.log"
    log.write_text("".join(f"INFO told token={each} to {each}\n" for each in CANARIES), encoding="utf-8")
    told = diagnostics.report([("Note", f"number {CANARIES[1]}\nof {CANARIES[2]}")], log)
    assert [each for each in CANARIES if each in told] == []
    assert "Variables set: FAXVIEWER_CLIENT_SECRET, HTTPS_PROXY" in told
    assert "INFO told" in told
    assert "\nof" not in told, "a fact stays one line"


def test_only_the_end_of_a_long_log_is_in_it(tmp_path: Path) -> None:
    log = tmp_path / "faxviewer.log"
    log.write_text("".join(f"INFO step {number}\n" for number in range(50_000)), encoding="utf-8")
    end = diagnostics.log_end(log)
    assert end[-1] == "INFO step 49999"
    assert len(end) == 80


def test_a_log_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert diagnostics.log_end(None) == ["(the log can't be written)"]
    assert diagnostics.log_end(tmp_path / "none.log") == ["(the log can't be read: FileNotFoundError)"]
    (tmp_path / "empty.log").touch()
    assert diagnostics.log_end(tmp_path / "empty.log") == ["(empty)"]
