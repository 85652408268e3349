import json
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from faxviewer.domain.connection import DEFAULT_API_URL, Connection
from faxviewer.domain.errors import KeychainTrouble, SettingsRefused
from faxviewer.system.keychain import MemorySecrets
from faxviewer.system.settings import VARIABLES, SettingsFile, StoredConnection, StoredPreferences

BROWSER = Connection(client_id="APIK-1", client_secret="canary-client-secret", redirect_uri="http://localhost:9090/cb/")
TOKEN = Connection(personal_access_token="alohi_pat_canary")


class JammedSecrets(MemorySecrets):
    """A keychain that keeps its copies."""

    async def delete(self, name: str) -> None:
        await super().delete(name)
        raise KeychainTrouble


def text(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def put(path: Path, content: object) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps(content))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "settings.json"


@pytest.fixture
def secrets() -> MemorySecrets:
    return MemorySecrets()


def store(path: Path | None, secrets: MemorySecrets, **environ: str) -> StoredConnection:
    return StoredConnection(SettingsFile(path), secrets, environ)


async def test_nothing_stored_reads_as_the_vendors_defaults(path: Path, secrets: MemorySecrets) -> None:
    assert await store(path, secrets).load() == Connection()
    assert not text(path)


@pytest.mark.parametrize("connection", [BROWSER, TOKEN, replace(BROWSER, personal_access_token="alohi_pat_1")])
async def test_a_saved_connection_comes_back(connection: Connection, path: Path, secrets: MemorySecrets) -> None:
    await store(path, secrets).save(connection)
    assert await store(path, secrets).load() == connection


async def test_secrets_never_reach_the_file(path: Path, secrets: MemorySecrets) -> None:
    await store(path, secrets).save(replace(BROWSER, personal_access_token="alohi_pat_canary"))
    assert "canary" not in text(path)
    assert "APIK-1" in text(path)
    assert await secrets.get("client_secret") == "canary-client-secret"
    assert await secrets.get("personal_access_token") == "alohi_pat_canary"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes; the profile folder is private by its ACL")
async def test_the_file_is_its_owners_alone_and_nothing_else_is_left(path: Path, secrets: MemorySecrets) -> None:
    await store(path, secrets).save(BROWSER)
    await store(path, secrets).save(TOKEN)
    assert mode(path) == 0o600
    assert mode(path.parent) == 0o700
    assert names(path.parent) == ["settings.json"]


async def test_what_can_not_work_is_not_saved(path: Path, secrets: MemorySecrets) -> None:
    with pytest.raises(SettingsRefused) as refused:
        await store(path, secrets).save(replace(BROWSER, api_url="http://restapi.example", client_secret=""))
    assert set(refused.value.problems) == {"api_url", "client_secret"}
    assert not text(path)


async def test_forgetting_deletes_secrets_and_addresses_but_no_preference(path: Path, secrets: MemorySecrets) -> None:
    file = SettingsFile(path)
    StoredPreferences(file).set("format", "tiff")
    connection = StoredConnection(file, secrets, {})
    await connection.save(BROWSER)
    await connection.forget()
    assert await connection.load() == Connection()
    assert await secrets.get("client_secret") is None
    assert "APIK" not in text(path)
    assert StoredPreferences(SettingsFile(path)).get("format", "pdf") == "tiff"


async def test_c59_forgetting_says_when_the_keychain_kept_a_copy(path: Path) -> None:
    connection = store(path, JammedSecrets())
    await connection.save(BROWSER)  # deleting an old token fails too, which saving alone doesn't tell
    with pytest.raises(KeychainTrouble):
        await connection.forget()
    assert await connection.load() == Connection()


async def test_a_token_that_the_keychain_would_not_delete_is_not_taken_up_again(path: Path) -> None:
    class Stubborn(MemorySecrets):
        async def delete(self, name: str) -> None:
            raise KeychainTrouble

    secrets = Stubborn()
    await store(path, secrets).save(TOKEN)
    await store(path, secrets).save(BROWSER)
    assert await secrets.get("personal_access_token") == TOKEN.personal_access_token
    assert await store(path, secrets).load() == BROWSER


@pytest.mark.parametrize("name", sorted(VARIABLES))
async def test_each_field_can_be_overridden_by_the_environment(name: str, path: Path, secrets: MemorySecrets) -> None:
    values = {
        "authorize_url": "https://login.example/x",
        "token_url": "https://login.example/token",
        "api_url": "http://127.0.0.1:8000/v3",
        "redirect_uri": "http://127.0.0.1:0/",
    }
    value = values.get(name, "overriding")
    await store(path, secrets).save(BROWSER)
    connection = store(path, secrets, **{f"FAXVIEWER_{name.upper()}": value})
    assert connection.overridden == {name}
    assert await connection.load() == replace(BROWSER, **{name: value})


async def test_an_empty_variable_overrides_nothing(path: Path, secrets: MemorySecrets) -> None:
    connection = store(path, secrets, FAXVIEWER_API_URL="")
    assert connection.overridden == frozenset()
    assert (await connection.load()).api_url == DEFAULT_API_URL


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("api_url", "http://restapi.fax.plus/v3"),
        ("token_url", "accounts.fax.plus/token"),
        ("authorize_url", "https://user@accounts.fax.plus/login"),
        ("redirect_uri", "https://example.com/cb"),
        ("client_id", "a b"),
        ("personal_access_token", "alohi_pat_canary with a space"),
        ("client_secret", "canary\nsecret"),
    ],
)
async def test_an_unusable_variable_is_named_but_not_quoted(
    name: str, value: str, path: Path, secrets: MemorySecrets
) -> None:
    variable = f"FAXVIEWER_{name.upper()}"
    with pytest.raises(SettingsRefused) as refused:
        await store(path, secrets, **{variable: value}).load()
    assert set(refused.value.problems) == {name}
    assert variable in refused.value.message
    assert "canary" not in str(refused.value) + refused.value.message


async def test_saving_leaves_alone_what_the_environment_sets(path: Path, secrets: MemorySecrets) -> None:
    await store(path, secrets).save(BROWSER)
    environ = {"FAXVIEWER_CLIENT_ID": "APIK-other", "FAXVIEWER_CLIENT_SECRET": "other"}
    overridden = store(path, secrets, **environ)
    await overridden.save(replace(await overridden.load(), scope="fax:all:read"))
    assert await store(path, secrets).load() == replace(BROWSER, scope="fax:all:read")


async def test_a_token_in_the_environment_wins_and_is_never_stored(path: Path, secrets: MemorySecrets) -> None:
    await store(path, secrets).save(BROWSER)
    overridden = store(path, secrets, FAXVIEWER_PERSONAL_ACCESS_TOKEN="alohi_pat_env")
    loaded = await overridden.load()
    assert loaded.uses_token
    await overridden.save(loaded)
    assert await secrets.get("personal_access_token") is None
    assert await store(path, secrets).load() == BROWSER


async def test_client_credentials_in_the_environment_win_over_a_stored_token(
    path: Path, secrets: MemorySecrets
) -> None:
    await store(path, secrets).save(TOKEN)
    environ = {"FAXVIEWER_CLIENT_ID": "APIK-1", "FAXVIEWER_CLIENT_SECRET": "x"}
    assert not (await store(path, secrets, **environ).load()).uses_token


@pytest.mark.parametrize(
    "stored",
    [
        {"api_url": "http://evil.example/"},
        {"token_url": "ftp://x"},
        {"client_id": "a\nb"},
        {"unknown": "x"},
        {"scope": 7},
    ],
)
async def test_a_stored_value_that_can_not_work_reads_as_never_stored(
    stored: dict[str, object], path: Path, secrets: MemorySecrets
) -> None:
    put(path, {"connection": stored})
    assert await store(path, secrets).load() == Connection()


async def test_c58_a_corrupt_stored_token_does_not_hide_the_other_fields(path: Path, secrets: MemorySecrets) -> None:
    await store(path, secrets).save(replace(TOKEN, api_url="https://api.example/v3"))
    await secrets.set("personal_access_token", "broken\x00value")
    assert await store(path, secrets).load() == Connection(api_url="https://api.example/v3")


async def test_the_keychain_is_not_asked_before_anything_was_saved(path: Path) -> None:
    class Untouchable(MemorySecrets):
        async def get(self, name: str) -> str | None:
            raise AssertionError("a first start must not open a keychain prompt")

    assert await store(path, Untouchable()).load() == Connection()


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe\x00", b"7" * 5000, b"[" * 200_000, b"{}" + b" " * 1_000_000],
    ids=["empty", "cut", "list", "null", "binary", "digits", "deep", "huge"],
)
def test_a_corrupt_file_is_kept_aside_and_a_new_one_begun(content: bytes, path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    preferences = StoredPreferences(SettingsFile(path))
    assert preferences.get("format", "pdf") == "pdf"
    assert path.with_name("settings.json.broken").read_bytes() == content
    preferences.set("format", "tiff")
    assert StoredPreferences(SettingsFile(path)).get("format", "pdf") == "tiff"
    assert names(path.parent) == ["settings.json", "settings.json.broken"]


def test_odd_parts_of_a_sound_file_are_passed_over(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"preferences": {"format": 3, "theme": "dark"}, "other": 5}', encoding="utf-8-sig")
    preferences = StoredPreferences(SettingsFile(path))
    assert preferences.get("format", "pdf") == "pdf"
    assert preferences.get("theme", "") == "dark"


def test_two_programs_keep_each_others_sections(path: Path, tmp_path: Path) -> None:
    first, second = SettingsFile(path), SettingsFile(path)
    assert first.section("a") == second.section("b") == {}
    first.put("a", {"x": "1"})
    second.put("b", {"y": "2"})
    assert json.loads(path.read_text()) == {"a": {"x": "1"}, "b": {"y": "2"}}


def test_any_text_survives(path: Path) -> None:
    for value in ("é\u202e\x00\n", "\ud800", "x" * 10_000):
        StoredPreferences(SettingsFile(path)).set("name", value)
        assert StoredPreferences(SettingsFile(path)).get("name", "") == value


def test_a_file_that_can_not_be_written_costs_only_the_remembering(tmp_path: Path) -> None:
    (tmp_path / "in the way").write_text("a file where the folder should be")
    preferences = StoredPreferences(SettingsFile(tmp_path / "in the way" / "settings.json"))
    preferences.set("format", "tiff")
    assert preferences.get("format", "pdf") == "tiff"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_d81_a_planted_link_is_replaced_and_not_written_through(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    victim = tmp_path / "victim"
    victim.write_text('{"other": {}}')
    path.symlink_to(victim)
    StoredPreferences(SettingsFile(path)).set("format", "tiff")
    assert victim.read_text() == '{"other": {}}'
    assert not path.is_symlink()


async def test_the_demos_settings_touch_no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAXVIEWER_CLIENT_ID", "the person's own")

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("the demo must not touch the disk")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    monkeypatch.setattr(Path, "open", refuse)
    file = SettingsFile(None)
    demo = StoredConnection(file, MemorySecrets(), environ={})
    await demo.save(BROWSER)
    assert await demo.load() == BROWSER
    StoredPreferences(file).set("format", "tiff")
    assert StoredPreferences(file).get("format", "pdf") == "tiff"
