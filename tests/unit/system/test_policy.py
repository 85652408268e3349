"""Settings of a whole desk: they hold where the person has chosen none, and always where they are locked."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from faxviewer.domain.connection import DEFAULT_API_URL, Connection
from faxviewer.domain.errors import SettingsRefused
from faxviewer.system.keychain import MemorySecrets
from faxviewer.system.policy import Policy, desk_policy, policy_path
from faxviewer.system.settings import SettingsFile, StoredConnection, StoredPreferences

ADDRESS = "https://fax.company.example/v3"
LAID_DOWN = {"client_id": "APIK-desk", "api_url": ADDRESS, "redirect_uri": "http://localhost:9000/"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "policy.json"


def laid_down(path: Path, content: Any, *, mode: int = 0o644) -> Policy:
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    path.chmod(mode)
    return desk_policy(path)


def store(tmp_path: Path, policy: Policy, **environ: str) -> StoredConnection:
    return StoredConnection(SettingsFile(tmp_path / "settings.json"), MemorySecrets(), environ, policy)


def test_without_a_file_nothing_is_laid_down(path: Path) -> None:
    assert desk_policy(path) == Policy()
    assert policy_path().is_absolute()


async def test_it_holds_where_the_person_has_chosen_nothing(tmp_path: Path, path: Path) -> None:
    policy = laid_down(path, {"connection": LAID_DOWN})
    connections = store(tmp_path, policy)
    assert await connections.load() == Connection(**LAID_DOWN)
    assert connections.overridden == frozenset()


async def test_what_the_person_chose_stands_over_it(tmp_path: Path, path: Path) -> None:
    policy = laid_down(path, {"connection": LAID_DOWN})
    chosen = Connection(**{**LAID_DOWN, "api_url": DEFAULT_API_URL}, client_secret="s")
    await store(tmp_path, policy).save(chosen)
    loaded = await store(tmp_path, policy).load()
    assert (loaded.api_url, loaded.client_id) == (DEFAULT_API_URL, "APIK-desk")


async def test_a_later_policy_reaches_who_saved_without_changing_it(tmp_path: Path, path: Path) -> None:
    before = laid_down(path, {"connection": LAID_DOWN})
    await store(tmp_path, before).save(Connection(**LAID_DOWN, client_secret="s"))
    after = laid_down(path, {"connection": {**LAID_DOWN, "api_url": "https://new.company.example/v3"}})
    assert (await store(tmp_path, after).load()).api_url == "https://new.company.example/v3"


async def test_what_is_locked_stands_over_person_and_environment(tmp_path: Path, path: Path) -> None:
    await store(tmp_path, Policy()).save(
        Connection(client_id="APIK-own", client_secret="s", api_url="https://a.example/")
    )
    policy = laid_down(path, {"connection": LAID_DOWN, "locked": ["api_url", "client_id"]})
    connections = store(tmp_path, policy, FAXVIEWER_API_URL="https://b.example/")
    loaded = await connections.load()
    assert (loaded.api_url, loaded.client_id) == (ADDRESS, "APIK-desk")
    assert connections.overridden == {"api_url", "client_id"}


async def test_a_locked_value_that_can_not_work_names_the_policy(tmp_path: Path, path: Path) -> None:
    policy = laid_down(path, {"connection": {"api_url": "http://fax.company.example"}, "locked": ["api_url"]})
    with pytest.raises(SettingsRefused) as refused:
        await store(tmp_path, policy).load()
    assert str(path) in refused.value.problems["api_url"]


async def test_one_that_is_not_locked_gives_way_to_the_vendors(tmp_path: Path, path: Path) -> None:
    policy = laid_down(path, {"connection": {"api_url": "nowhere", "client_id": "APIK-desk"}})
    loaded = await store(tmp_path, policy).load()
    assert (loaded.api_url, loaded.client_id) == (DEFAULT_API_URL, "APIK-desk")


async def test_a_secret_in_it_is_passed_over(tmp_path: Path, path: Path, caplog: pytest.LogCaptureFixture) -> None:
    policy = laid_down(path, {"connection": {**LAID_DOWN, "client_secret": "canary"}, "locked": ["client_secret"]})
    assert (await store(tmp_path, policy).load()).client_secret == ""
    assert "client_secret" in caplog.text
    assert "canary" not in caplog.text


def test_choices_can_be_laid_down_and_locked(tmp_path: Path, path: Path) -> None:
    policy = laid_down(
        path,
        {
            "preferences": {"history": "no", "document-format": "tiff"},
            "locked": ["preferences.history", "preferences.not-laid-down"],
        },
    )
    preferences = StoredPreferences(SettingsFile(tmp_path / "settings.json"), policy)
    for name in ("history", "document-format", "not-laid-down"):
        preferences.set(name, "chosen")
    assert preferences.get("history", "yes") == "no"
    assert preferences.get("document-format", "pdf") == "chosen"
    assert preferences.get("not-laid-down", "x") == "chosen"
    fresh = StoredPreferences(SettingsFile(None), policy)
    assert fresh.get("document-format", "pdf") == "tiff"


@pytest.mark.parametrize(
    "content",
    [
        *("", "{", "[]", "null", "[" * 100_000, '"' + "x" * 1_000_001 + '"'),
        {"connection": [], "preferences": 3, "locked": "api_url"},
        {"connection": {"api_url": 5, "colour": "red", "client_id": ""}, "locked": [1, None]},
    ],
    ids=lambda content: str(content)[:20],
)
async def test_what_can_not_be_understood_lays_down_nothing(content: Any, tmp_path: Path, path: Path) -> None:
    policy = laid_down(path, content)
    assert await store(tmp_path, policy).load() == Connection()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows reads the registry, which only administrators can write")
@pytest.mark.parametrize("mode", [0o664, 0o646, 0o666])
def test_a_file_that_others_can_write_is_not_the_administrators(mode: int, path: Path) -> None:
    assert laid_down(path, {"connection": LAID_DOWN}, mode=mode) == Policy()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows reads the registry")
def test_a_file_that_can_not_be_read_lays_down_nothing(path: Path) -> None:
    path.mkdir()
    assert desk_policy(path) == Policy()
