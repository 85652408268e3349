"""What an administrator lays down for a whole desk: read before the person's own settings, locked where it says so."""

import json
import logging
import os
import stat
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from faxviewer.domain.connection import Connection

_SECRETS: Final = frozenset({"client_secret", "personal_access_token"})
_LIMIT: Final = 1_000_000
REGISTRY_KEY: Final = r"SOFTWARE\Policies\Faxviewer"
"""Where Windows keeps it, below HKEY_LOCAL_MACHINE: the keys `Connection` and `Preferences`, and a value `Locked`."""
_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Policy:
    """Values that hold where the person has chosen none, or, those in `locked`, whatever they or the environment say.

    `connection` maps names of Connection fields, `preferences` names of choices; secrets are in neither: the
    file can be read by everybody. `locked` holds field names, and choices as `preferences.<name>`. `source` says where
    it was read, for an administrator.
    """

    connection: Mapping[str, str] = field(default_factory=dict)
    preferences: Mapping[str, str] = field(default_factory=dict)
    locked: frozenset[str] = frozenset()
    source: str = ""

    @property
    def locked_connection(self) -> dict[str, str]:
        """The Connection fields that can't be changed, with their values."""
        return {name: value for name, value in self.connection.items() if name in self.locked}

    def locks(self, preference: str) -> bool:
        """Whether the choice called `preference` is the administrator's."""
        return f"preferences.{preference}" in self.locked and preference in self.preferences


def policy_path() -> Path:
    """The file of this computer (on Windows it is the registry, see `REGISTRY_KEY`)."""
    if sys.platform == "darwin":
        return Path("/Library/Application Support/Faxviewer/policy.json")
    return Path("/etc/faxviewer/policy.json")


def desk_policy(path: Path | None = None) -> Policy:
    """The administrator's policy, an empty one where there is none. Never raises.

    A file that somebody else than an administrator can write is not the administrator's, and passed over.
    """
    if sys.platform == "win32" and path is None:
        return _from_registry()
    path = path or policy_path()
    try:
        with path.open("rb") as file:
            if not _is_trusted(file.fileno()):
                _log.warning("The policy file can be written by others than its administrator, so it is passed over")
                return Policy()
            data = file.read(_LIMIT + 1)
    except FileNotFoundError:
        return Policy()
    except OSError as error:
        _log.warning("The policy file can't be read: %s", type(error).__name__)
        return Policy()
    try:
        content = json.loads(data) if len(data) <= _LIMIT else None
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict):
        _log.warning("The policy file can't be understood, so it is passed over")
        return Policy()
    locked = content.get("locked")
    return _policy(
        _section(content, "connection"),
        _section(content, "preferences"),
        locked if isinstance(locked, list) else (),
        str(path),
    )


def _policy(
    connection: Mapping[str, Any], preferences: Mapping[str, Any], locked: Iterable[Any], source: str
) -> Policy:
    known = {each.name for each in fields(Connection)}
    usable = {name: value for name, value in connection.items() if name in known and isinstance(value, str) and value}
    for name in _SECRETS & usable.keys():
        _log.warning("The policy holds %s, which everybody could read; it is passed over", name)
        del usable[name]
    chosen = {name: value for name, value in preferences.items() if isinstance(value, str)}
    return Policy(usable, chosen, frozenset(name for name in locked if isinstance(name, str)), source)


def _section(content: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    section = content.get(name)
    return section if isinstance(section, dict) else {}


def _is_trusted(handle: int) -> bool:
    if sys.platform == "win32":
        return True  # a file that was named to us; the registry is what a desk is set up with
    status = os.fstat(handle)
    return status.st_uid in (0, os.geteuid()) and not stat.S_IMODE(status.st_mode) & 0o022


def _from_registry() -> Policy:
    locked = _registry_values(REGISTRY_KEY).get("Locked")
    names = locked if isinstance(locked, list) else str(locked or "").split()
    connection = _registry_values(rf"{REGISTRY_KEY}\Connection")
    preferences = _registry_values(rf"{REGISTRY_KEY}\Preferences")
    return _policy(connection, preferences, names, rf"HKEY_LOCAL_MACHINE\{REGISTRY_KEY}")


def _registry_values(key: str) -> dict[str, Any]:
    """The values of one key below HKEY_LOCAL_MACHINE; none where it isn't there."""
    found: dict[str, Any] = {}
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key) as opened:
                for place in range(winreg.QueryInfoKey(opened)[1]):
                    name, value, _ = winreg.EnumValue(opened, place)
                    found[name] = value
        except OSError:
            return found
    return found
