"""The keychain against a real gnome-keyring in a D-Bus session of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.fakes.keyring_session import KeyringSession, missing

if sys.platform != "linux":
    pytest.skip("the Secret Service is Linux's", allow_module_level=True)
if missing() and not os.environ.get("CI"):
    pytest.skip(f"not installed: {', '.join(missing())}", allow_module_level=True)

# What it is told: a deadline in seconds, then calls such as ["set", "name", "value"].
_CHILD = """
import asyncio, json, sys
from faxviewer.domain.errors import KeychainTrouble
from faxviewer.system.keychain import Keychain

async def main(deadline, calls):
    keychain = Keychain("faxviewer-test", deadline=deadline)
    answers = []
    for name, *words in calls:
        try:
            answers.append(await getattr(keychain, name)(*words))
        except KeychainTrouble:
            answers.append("trouble")
    print(json.dumps({"answers": answers, "durable": keychain.durable}))

asyncio.run(main(*json.loads(sys.argv[1])))
"""


@pytest.fixture
def session() -> Iterator[KeyringSession]:
    assert not missing(), f"not installed: {missing()}"
    with KeyringSession() as session:
        yield session


def program(session: KeyringSession, *calls: list[str], deadline: float = 30.0) -> dict[str, Any]:
    """Another process that uses the keychain; what it was answered."""
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, json.dumps([deadline, calls])],
        env=session.environ,
        capture_output=True,
        timeout=60,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_a_secret_outlives_the_program_and_the_daemon_until_deleted(session: KeyringSession) -> None:
    session.start_keyring("a password")
    assert program(session, ["set", "refresh_token", "kept-é-1"]) == {"answers": [None], "durable": True}
    assert program(session, ["get", "refresh_token"])["answers"] == ["kept-é-1"]

    session.stop_keyring()
    session.start_keyring("a password")
    assert program(session, ["get", "refresh_token"]) == {"answers": ["kept-é-1"], "durable": True}

    assert program(session, ["delete", "refresh_token"]) == {"answers": [None], "durable": True}
    session.stop_keyring()
    session.start_keyring("a password")
    gone = program(session, ["get", "refresh_token"], ["delete", "refresh_token"])
    assert gone == {"answers": [None, None], "durable": True}


def test_secrets_do_not_lie_readable_on_the_disk(session: KeyringSession) -> None:
    session.start_keyring("a password")
    program(session, ["set", "refresh_token", "canary-secret-value"])
    session.stop_keyring()
    files = [path for path in session.folder.rglob("*") if path.is_file()]
    assert any(path.suffix == ".keyring" for path in files)
    assert not [path for path in files if b"canary-secret-value" in path.read_bytes()]


def test_c52_a_second_program_sees_the_newer_token(session: KeyringSession) -> None:
    session.start_keyring("a password")
    program(session, ["set", "refresh_token", "older"])
    program(session, ["set", "refresh_token", "newer"])
    assert program(session, ["get", "refresh_token"])["answers"] == ["newer"]


def test_c54_without_a_secret_service_the_secret_lives_in_memory(session: KeyringSession) -> None:
    calls = [["set", "refresh_token", "value"], ["get", "refresh_token"], ["delete", "refresh_token"]]
    assert program(session, *calls) == {"answers": [None, "value", None], "durable": False}


def test_c54_without_any_bus_too(session: KeyringSession) -> None:
    session.environ["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={session.folder}/nowhere"
    calls = [["set", "refresh_token", "value"], ["get", "refresh_token"]]
    assert program(session, *calls) == {"answers": [None, "value"], "durable": False}


def test_c55_a_locked_keyring_whose_prompt_fails_is_asked_once(session: KeyringSession) -> None:
    session.start_keyring("a password")
    program(session, ["set", "refresh_token", "stored"])
    session.stop_keyring()
    session.start_keyring(None)
    calls = [["get", "refresh_token"], ["set", "refresh_token", "new"], ["get", "refresh_token"]]
    answer = program(session, *calls, ["delete", "refresh_token"])
    assert answer == {"answers": [None, None, "new", "trouble"], "durable": False}

    session.stop_keyring()
    session.start_keyring("a password")
    assert program(session, ["get", "refresh_token"])["answers"] == ["stored"]


def test_c56_a_prompt_that_nobody_answers_ends_at_the_deadline(session: KeyringSession) -> None:
    session.start_keyring("a password")
    program(session, ["set", "refresh_token", "stored"])
    session.stop_keyring()
    session.start_keyring(None)
    with session.mute_prompter() as asked:
        calls = [["get", "refresh_token"], ["set", "refresh_token", "new"], ["get", "refresh_token"]]
        answer = program(session, *calls, deadline=1.0)
        assert asked() == "BeginPrompting"
    assert answer == {"answers": [None, None, "new"], "durable": False}
