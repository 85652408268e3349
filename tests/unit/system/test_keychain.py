import asyncio
import subprocess
import sys
import threading

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringLocked, PasswordDeleteError

from faxviewer.domain.errors import KeychainTrouble
from faxviewer.system.keychain import WINDOWS_CHARACTERS, Keychain, MemorySecrets, NoKeychain, system_backend


class Vault(KeyringBackend):
    """A keychain in memory that counts what it is asked and fails as told."""

    priority = 0

    def __init__(self) -> None:
        self.entries: dict[str, str] = {}
        self.asked = 0
        self.trouble: BaseException | None = None
        self.gate: threading.Event | None = None

    def _ask(self) -> None:
        self.asked += 1
        if self.gate is not None:
            self.gate.wait(60)
        if self.trouble is not None:
            raise self.trouble

    def get_password(self, service: str, username: str) -> str | None:
        self._ask()
        return self.entries.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self._ask()
        self.entries[username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._ask()
        if self.entries.pop(username, None) is None:
            raise PasswordDeleteError("No such password!")


class WinVaultKeyring(Vault):
    """By its name, the one with the narrow entries."""

    def set_password(self, service: str, username: str, password: str) -> None:
        assert len(password) <= WINDOWS_CHARACTERS
        super().set_password(service, username, password)


@pytest.fixture
def vault() -> Vault:
    return Vault()


def keychain_on(vault: KeyringBackend, deadline: float = 60) -> Keychain:
    return Keychain("test", deadline=deadline, backend=lambda: vault)


async def until_asked(vault: Vault) -> None:
    """Let the loop turn until a call has begun."""
    while not vault.asked:  # noqa: ASYNC110 (nothing tells when it does)
        await asyncio.sleep(0)


def pass_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the running loop's clock forward: a deadline that is waited for may be over before the call has begun."""
    loop = asyncio.get_running_loop()
    time = loop.time
    monkeypatch.setattr(loop, "time", lambda: time() + 61)


async def test_what_is_set_is_got_until_deleted(vault: Vault) -> None:
    keychain = keychain_on(vault)
    assert await keychain.get("token") is None
    await keychain.set("token", "value")
    assert vault.entries == {"token": "value"}
    assert await keychain.get("token") == "value"
    await keychain.delete("token")
    await keychain.delete("token")
    assert vault.entries == {}
    assert keychain.durable


async def test_c52_each_get_asks_the_keychain_anew(vault: Vault) -> None:
    keychain = keychain_on(vault)
    await keychain.set("token", "mine")
    vault.entries["token"] = "newer, by another program"
    assert await keychain.get("token") == "newer, by another program"
    vault.entries.clear()
    assert await keychain.get("token") is None


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring])
async def test_c54_no_keyring_or_the_null_one_means_memory(
    backend: type[KeyringBackend], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"{backend.__module__}.Keyring")
    keychain = Keychain("test", deadline=60)
    await keychain.set("token", "value")
    assert not keychain.durable
    assert await keychain.get("token") == "value"
    await keychain.delete("token")  # there is no keychain that could have kept a copy
    assert await keychain.get("token") is None


@pytest.mark.parametrize("name", ["keyrings.alt.file.PlaintextKeyring", "tests.unit.system.test_keychain.Vault", "x"])
def test_a_backend_that_is_not_the_systems_own_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", name)
    with pytest.raises(NoKeychain):
        system_backend()


@pytest.mark.skipif(sys.platform != "linux", reason="keyring's settings lie elsewhere")
def test_a_plaintext_backend_in_keyrings_settings_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "python_keyring").mkdir()
    settings = tmp_path / "python_keyring" / "keyringrc.cfg"
    for chosen in ("tests.unit.system.test_keychain.Vault", "keyring.backends.null.Keyring", "no.such.Keyring"):
        settings.write_text(f"[backend]\ndefault-keyring={chosen}\n")
        with pytest.raises(NoKeychain):
            system_backend()


async def test_c55_a_locked_keyring_is_asked_once_and_never_again(vault: Vault) -> None:
    vault.entries["token"] = "stored earlier"
    vault.trouble = KeyringLocked("Failed to unlock the collection!")
    keychain = keychain_on(vault)
    assert await keychain.get("token") is None
    await keychain.set("token", "value")
    assert await keychain.get("token") == "value"
    assert vault.asked == 1
    assert not keychain.durable


async def test_c55_what_was_read_before_the_trouble_is_still_known(vault: Vault) -> None:
    vault.entries["token"] = "value"
    keychain = keychain_on(vault)
    assert await keychain.get("token") == "value"
    vault.trouble = KeyringLocked()
    assert await keychain.get("token") == "value"
    assert not keychain.durable


async def test_c56_a_call_that_hangs_leaves_the_loop_alive(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.gate = threading.Event()
    keychain = keychain_on(vault)
    storing = asyncio.create_task(keychain.set("token", "value"))
    await until_asked(vault)
    for _ in range(10):
        await asyncio.sleep(0)
    assert not storing.done()
    pass_the_deadline(monkeypatch)
    await storing
    vault.gate.set()
    assert not keychain.durable
    assert await keychain.get("token") == "value"


async def test_c56_several_waiters_share_one_deadline(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.gate = threading.Event()
    keychain = keychain_on(vault)
    asking = [asyncio.create_task(keychain.get("token")) for _ in range(5)]
    await until_asked(vault)
    pass_the_deadline(monkeypatch)
    assert await asyncio.gather(*asking) == [None] * 5
    vault.gate.set()
    await keychain._worker.run(lambda: None)
    assert vault.asked == 1  # those that had not begun were dropped


async def test_c60_a_store_that_ends_after_the_deadline_is_undone(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.gate = threading.Event()
    keychain = keychain_on(vault)
    storing = asyncio.create_task(keychain.set("token", "value"))
    await until_asked(vault)
    pass_the_deadline(monkeypatch)
    await storing
    with pytest.raises(KeychainTrouble):
        await keychain.delete("token")
    vault.gate.set()  # the person answers the prompt long after signing out
    await keychain._worker.run(lambda: None)
    assert vault.entries == {}


def test_c56_a_keychain_that_hangs_does_not_keep_the_program_alive() -> None:
    program = """
import asyncio, threading
from faxviewer.system.keychain import Keychain

async def main():
    keychain = Keychain("test", deadline=0.1, backend=threading.Event().wait)
    await keychain.set("token", "value")
    print(keychain.durable, await keychain.get("token"))

asyncio.run(main())
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, "False value\n")


async def test_c57_a_value_of_1281_characters_stays_in_memory_on_windows() -> None:
    vault = WinVaultKeyring()
    vault.entries["token"] = "the one before"
    keychain = keychain_on(vault)
    long = "x" * (WINDOWS_CHARACTERS + 1)
    await keychain.set("token", long)
    assert not keychain.durable
    assert await keychain.get("token") == long
    assert vault.entries == {}  # or the next start would take up an outdated token

    await keychain.set("other", "y" * WINDOWS_CHARACTERS)
    assert "other" in vault.entries  # the keychain itself is sound
    await keychain.delete("token")
    assert await keychain.get("token") is None


async def test_c57_windows_own_error_class_is_handled(vault: Vault) -> None:
    error = type("error", (Exception,), {"__module__": "pywintypes"})
    vault.trouble = error(1783, "CredWrite", "The stub received bad data")
    keychain = keychain_on(vault)
    await keychain.set("token", "value")
    assert not keychain.durable
    assert await keychain.get("token") == "value"


async def test_c58_an_entry_that_can_not_be_decoded_reads_as_none(vault: Vault) -> None:
    vault.trouble = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")
    keychain = keychain_on(vault)
    assert await keychain.get("token") is None
    vault.trouble = None
    await keychain.set("token", "value")
    assert vault.entries == {"token": "value"}
    assert keychain.durable


async def test_c59_a_delete_that_fails_is_told_and_memory_cleared(vault: Vault) -> None:
    keychain = keychain_on(vault)
    await keychain.set("token", "value")
    vault.trouble = KeyringLocked()
    with pytest.raises(KeychainTrouble):
        await keychain.delete("token")
    assert await keychain.get("token") is None
    assert vault.entries == {"token": "value"}


async def test_e92_the_texts_of_a_backends_error_are_not_logged(vault: Vault, caplog: pytest.LogCaptureFixture) -> None:
    vault.trouble = ValueError("can't store canary-secret")
    keychain = keychain_on(vault)
    with caplog.at_level("DEBUG"):
        await keychain.set("token", "canary-secret")
        with pytest.raises(KeychainTrouble) as trouble:
            await keychain.delete("token")
    assert "ValueError" in caplog.text
    assert "canary" not in caplog.text + repr(trouble.value) + repr(trouble.value.__cause__) + repr(keychain)


def test_keyring_is_not_imported_with_the_module() -> None:
    program = "import sys, faxviewer.system.keychain as k; k.Keychain('x'); print('keyring' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "False\n"


async def test_the_demos_secrets_live_in_memory() -> None:
    secrets = MemorySecrets()
    await secrets.set("token", "value")
    assert await secrets.get("token") == "value"
    await secrets.delete("token")
    await secrets.delete("token")
    assert await secrets.get("token") is None
    assert not secrets.durable
