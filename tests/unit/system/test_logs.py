import contextlib
import gc
import logging
import stat
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from faxviewer.system import logs
from tests.unit.system.test_redaction import CANARIES
from tests.unit.system.test_runfolder import NO_LINKS

log = logging.getLogger("faxviewer.test")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "faxviewer.log"


@pytest.fixture
def running(path: Path) -> Iterator[logs.Log]:
    with contextlib.closing(logs.start(path, "DEBUG")) as running:
        yield running


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


class Reply:
    """Something whose repr tells everything."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return f"Reply({self.text!r})"


@pytest.mark.parametrize("canary", [value for name, value in CANARIES.items() if name != "short code"])
def test_e92_a_canary_reaches_no_line_of_the_log(canary: str, running: logs.Log, path: Path) -> None:
    log.debug("message %s", canary)
    log.info(f"ready made {canary}")
    log.info("mapping %(token)s", {"token": canary})
    log.warning("object %r", Reply(canary))
    log.error("bytes %r", canary.encode())
    logging.getLogger("some.library").debug("GET https://api.example/%s", canary)
    try:
        try:
            raise KeyError(canary)
        except KeyError as error:
            error.add_note(f"a note with {canary}")
            raise ValueError(f"can't use {canary}") from error
    except ValueError:
        log.exception("a failure")
    log.info("with its stack", stack_info=True)
    text = path.read_text(encoding="utf-8")
    assert canary not in text
    assert "ValueError" in text
    assert "test_logs.py" in text  # the traceback itself is there
    assert len(lines(path)) == 8


def test_e92_arguments_that_do_not_fit_are_left_out() -> None:
    record = logging.LogRecord("x", logging.INFO, __file__, 1, "number %d, not %s", ("canary",), None)
    line = logs.RedactingFormatter().format(record)
    assert "number %d" in line
    assert "canary" not in line


def test_e92_a_short_code_is_hidden_by_its_name(running: logs.Log, path: Path) -> None:
    log.info("GET /cb?code=%s&state=%s", "q7Zx9", "st4te")
    (line,) = lines(path)
    assert "q7Zx9" not in line
    assert "st4te" not in line


def test_e93_a_newline_or_ansi_in_an_error_stays_one_escaped_line(running: logs.Log, path: Path) -> None:
    log.error("the service says %s", "nothing\n2026-01-01 CRITICAL forged\x1b[2J\r\u202e")
    (line,) = lines(path)
    assert r"nothing\n2026-01-01 CRITICAL forged\x1b[2J\r\u202e" in line


def test_e89_a_lone_surrogate_is_written_as_an_escape(running: logs.Log, path: Path) -> None:
    log.error("odd %s", "\ud800")
    assert lines(path)[0].endswith(r"odd \ud800")


def test_e87_a_megabyte_becomes_a_line_with_both_ends(running: logs.Log, path: Path) -> None:
    log.error("begin %s end", "word " * 200_000)
    (line,) = lines(path)
    assert len(line) < 17_000
    assert "begin word" in line
    assert line.endswith("end")


def test_a_line_says_when_in_utc_how_bad_and_where(running: logs.Log, path: Path) -> None:
    log.warning("something")
    (line,) = lines(path)
    when, rest = line.split(" ", 1)
    assert when.endswith("Z")
    assert rest == "WARNING faxviewer.test: something"


@NO_LINKS
def test_the_file_is_its_owners_alone(running: logs.Log, path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@NO_LINKS
def test_d81_a_planted_link_is_not_written_through(path: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.touch()
    path.parent.mkdir()
    path.symlink_to(victim)
    with contextlib.closing(logs.start(path)) as running:
        assert running.path is None
        log.error("something")
    assert victim.read_text() == ""


def test_the_log_stays_small(running: logs.Log, path: Path) -> None:
    for _ in range(200):
        log.info("filler %s", "word " * 3_000)
    sizes = [entry.stat().st_size for entry in path.parent.iterdir()]
    assert len(sizes) == 2
    assert max(sizes) <= 500_000


@pytest.mark.parametrize(("named", "written"), [("DEBUG", 3), ("warning", 1), ("nonsense", 2), ("", 2)])
def test_the_level_comes_from_the_environment(
    named: str, written: int, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAXVIEWER_LOG", named)
    with contextlib.closing(logs.start(path)):
        log.debug("one")
        log.info("two")
        log.warning("three")
    assert len(lines(path)) == written


def test_the_client_librarys_lines_with_whole_addresses_are_left_out_at_debug_too(
    running: logs.Log, path: Path
) -> None:
    for name in ("httpx", "httpx.inner"):
        logging.getLogger(name).info("HTTP Request: GET https://restapi.fax.plus/v3/accounts/self/faxes/secret")
        logging.getLogger(name).debug("load_ssl_context")
    assert lines(path) == []


def test_warnings_of_the_interpreter_go_to_the_log(running: logs.Log, path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=False)
        logging.captureWarnings(capture=True)
        warnings.warn("an old way", DeprecationWarning, stacklevel=1)
    assert "an old way" in lines(path)[0]


def test_a_folder_that_can_not_be_written_costs_only_the_log(tmp_path: Path) -> None:
    (tmp_path / "in the way").touch()
    with contextlib.closing(logs.start(tmp_path / "in the way" / "faxviewer.log")) as running:
        assert running.path is None
        log.error("nowhere to go")


def test_closing_puts_logging_back(path: Path) -> None:
    root = logging.getLogger()
    before = root.level, list(root.handlers), logging.getLogger("httpx").level
    logs.start(path, "DEBUG").close()
    assert (root.level, list(root.handlers), logging.getLogger("httpx").level) == before


def test_f120_what_nobody_caught_is_logged_once_and_told(running: logs.Log, path: Path) -> None:
    told: list[BaseException] = []
    restore = logs.install_hooks(told.append)
    try:
        sys.excepthook(ValueError, ValueError("in main, for jane@example.org"), None)
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
        thread = threading.Thread(target=lambda: 1 // 0, name="worker")
        thread.start()
        thread.join()
        drop_with_trouble()
    finally:
        restore()
    written = lines(path)
    assert [type(error) for error in told] == [ValueError, ZeroDivisionError, OSError]
    assert len(written) == 3
    assert "thread worker" in written[1]
    assert "jane" not in "".join(written)


def test_f120_a_listener_that_fails_is_logged_too(running: logs.Log, path: Path) -> None:
    def fail(error: BaseException) -> None:
        raise RuntimeError("the window is gone")

    restore = logs.install_hooks(fail)
    try:
        sys.excepthook(ValueError, ValueError("first"), None)
    finally:
        restore()
    assert ["first" in line for line in lines(path)] == [True, False]
    assert "the window is gone" in lines(path)[1]


def drop_with_trouble() -> None:
    class Troubled:
        def __del__(self) -> None:
            raise OSError("at the end")

    Troubled()
    gc.collect()


@pytest.mark.parametrize("console", ["", "sys.stdout = sys.stderr = None"])
def test_nothing_is_printed_whatever_fails_and_a_missing_console_is_no_harm(console: str, path: Path) -> None:
    program = f"""
import logging, sys, threading
from pathlib import Path
from faxviewer.system import logs
{console}
running = logs.start(Path(sys.argv[1]), "DEBUG")
logs.install_hooks()
logging.getLogger("x").error("a line")
logging.getLogger("x").error("wrong %d", "placeholder")
thread = threading.Thread(target=lambda: 1 // 0)
thread.start()
thread.join()
for handler in logging.getLogger().handlers:
    handler.stream.close()  # as a disk that went away
logging.getLogger("x").error("lost")
raise RuntimeError("at the end")
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout, done.stderr) == ("", "")
    assert done.returncode == 1
    assert [line.split(" ", 3)[1] for line in lines(path)][:3] == ["ERROR", "ERROR", "CRITICAL"]
