"""`python -m faxviewer.demo`: one line of JSON, a working service, a clean end."""

import json
import os
import signal
import socket
import subprocess
import sys

import httpx
import pytest


def started(*arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "faxviewer.demo", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": ""},
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows can't send these signals to one process")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_it_prints_its_addresses_serves_and_ends_quietly(name: str) -> None:
    process = started("--seed", "3", "--faxes", "100000", "--members", "4000")
    try:
        assert process.stdout is not None
        said = json.loads(process.stdout.readline())
        assert set(said) == {
            *("api_url", "authorize_url", "token_url", "client_id", "client_secret", "redirect_uris"),
            *("personal_access_token", "member_personal_access_token", "limited_personal_access_token"),
            *("faxes", "members"),
        }
        assert (said["faxes"], said["members"]) == (100_000, 4_000)
        headers = {"Authorization": f"Bearer {said['personal_access_token']}"}
        with httpx.Client(trust_env=False, timeout=30) as http:
            assert http.get(f"{said['api_url']}/accounts/self", headers=headers).json()["name"] == "Ada"
            process.send_signal(getattr(signal, name))
            out, errors = process.communicate(timeout=30)
        assert (process.returncode, out, errors) == (0, "", "")
    finally:
        process.kill()
        process.communicate()


def test_its_help_names_every_choice() -> None:
    process = started("--help")
    out, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (0, "")
    assert all(choice in out for choice in ("--port", "--seed", "--faxes N", "--members N"))


def test_a_taken_port_is_said_and_ends_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        process = started("--port", str(taken.getsockname()[1]))
        out, errors = process.communicate(timeout=30)
    assert process.returncode == 2
    assert out == ""
    assert "can't be used" in errors


def test_a_port_that_can_t_be_is_said_too() -> None:
    process = started("--port", "70000")
    out, errors = process.communicate(timeout=30)
    assert (process.returncode, out) == (2, "")
    assert errors.startswith("Port 70000 can't be used")
