"""The settings file: small choices and the connection, whose secrets go to the keychain instead."""

import json
import logging
import os
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Final

from faxviewer.domain.connection import Connection
from faxviewer.domain.errors import KeychainTrouble, SettingsRefused
from faxviewer.domain.ports import SecretStore
from faxviewer.system.policy import Policy
from faxviewer.system.threads import Worker

VARIABLES: Final = {field.name: f"FAXVIEWER_{field.name.upper()}" for field in fields(Connection)}
"""Name of a Connection field → the environment variable that overrides it."""

_SECRETS: Final = ("client_secret", "personal_access_token")
_LIMIT: Final = 1_000_000
_NO_POLICY: Final = Policy()
_log: Final = logging.getLogger(__name__)


class SettingsFile:
    """Sections of texts in one JSON file, readable by its owner alone; with `path` None in memory only.

    A file that can't be understood is kept aside as `settings.json.broken` and a new one begun; one
    that can't be read or written costs only the remembering beyond this run.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._sections: dict[str, dict[str, str]] | None = None

    def section(self, name: str) -> dict[str, str]:
        """A copy of the texts under `name`."""
        with self._lock:
            if self._sections is None:
                self._sections = self._read() or {}
            return dict(self._sections.get(name, {}))

    def put(self, name: str, values: Mapping[str, str], *, sync: bool = False) -> None:
        """Make `values` the section `name`, keeping what another running program wrote to the others.

        With `sync` it blocks until the disk has it.
        """
        with self._lock:
            known = self._sections or {}
            current = self._read()
            self._sections = {**(known if current is None else current), name: dict(values)}
            try:
                self._write(self._sections, sync=sync)
            except OSError as error:
                _log.warning("The settings can't be written: %s", type(error).__name__)

    def _read(self) -> dict[str, dict[str, str]] | None:
        """What the file says; None where there is no file that could be read."""
        if self._path is None:
            return None
        try:
            with self._path.open("rb") as file:
                data = file.read(_LIMIT + 1)
        except FileNotFoundError:
            return None
        except OSError as error:
            _log.warning("The settings can't be read: %s", type(error).__name__)
            return None
        try:
            if len(data) > _LIMIT:
                raise ValueError
            content = json.loads(data)
            if not isinstance(content, dict):
                raise TypeError
        except (ValueError, TypeError, RecursionError):
            self._set_aside()
            return {}
        return {
            str(name): {key: value for key, value in section.items() if isinstance(value, str)}
            for name, section in content.items()
            if isinstance(section, dict)
        }

    def _set_aside(self) -> None:
        assert self._path is not None  # noqa: S101 (only called after reading it)
        _log.warning("The settings file can't be understood and was set aside")
        try:
            self._path.replace(self._path.with_name(self._path.name + ".broken"))
        except OSError as error:
            _log.warning("It could not be set aside: %s", type(error).__name__)

    def _write(self, sections: Mapping[str, Mapping[str, str]], *, sync: bool) -> None:
        if self._path is None:
            return
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # mkstemp makes it 0600. A link in the file's place is replaced, not written through.
        handle, name = tempfile.mkstemp(prefix=f".{self._path.name}.", dir=self._path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                # ASCII escapes, so that a lone surrogate can be written too.
                json.dump(sections, file, indent=2, sort_keys=True)
                if sync:
                    file.flush()
                    os.fsync(file.fileno())
            Path(name).replace(self._path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


class StoredPreferences:
    """Small choices of the person, in the settings file, over those of the desk's `policy`."""

    def __init__(self, file: SettingsFile, policy: Policy = _NO_POLICY) -> None:
        self._file = file
        self._policy = policy

    def get(self, name: str, default: str) -> str:
        """The choice called `name`."""
        laid_down = self._policy.preferences.get(name, default)
        return laid_down if self._policy.locks(name) else self._file.section("preferences").get(name, laid_down)

    def set(self, name: str, value: str) -> None:
        """Remember `value`; one that the administrator has locked stays as it is."""
        if self._policy.locks(name):
            return
        values = self._file.section("preferences")
        if values.get(name) != value:
            self._file.put("preferences", {**values, name: value})


class StoredConnection:
    """The connection: addresses in the settings file, secrets in the keychain, the environment over both.

    Below them all stands the desk's `policy`, and above them what it locks.

    For the demo: `StoredConnection(SettingsFile(None), MemorySecrets(), environ={})`, then `save`.
    """

    def __init__(
        self,
        file: SettingsFile,
        secrets: SecretStore,
        environ: Mapping[str, str] | None = None,
        policy: Policy = _NO_POLICY,
    ) -> None:
        self._file = file
        self._secrets = secrets
        self._worker = Worker("settings")
        environ = os.environ if environ is None else environ
        set_outside = {name: value for name, variable in VARIABLES.items() if (value := environ.get(variable, ""))}
        self._overrides = set_outside | policy.locked_connection
        self._sources = {name: VARIABLES[name] for name in set_outside}
        self._sources |= dict.fromkeys(policy.locked_connection, policy.source)
        plain = replace(Connection(), **policy.connection)
        # A value of the policy that can't work is said only where it is locked; else the person can type a better one.
        wrong = plain.problems().keys() & (policy.connection.keys() - policy.locked)
        self._plain = replace(plain, **{name: getattr(Connection(), name) for name in wrong})

    @property
    def overridden(self) -> frozenset[str]:
        """Names of Connection fields that the environment or the administrator sets; saving changes none of those."""
        return frozenset(self._overrides)

    async def load(self) -> Connection:
        """What is stored, the environment's values over it.

        A stored value that can't work reads as never stored. Client credentials in the environment win
        over a stored personal access token. Raises SettingsRefused, naming the variable or the policy.
        """
        stored = await self._worker.run(lambda: self._file.section("connection"))
        known = {name: value for name, value in stored.items() if name in VARIABLES and name not in _SECRETS}
        # Before anything was saved there is nothing to ask the keychain for, which may show a prompt.
        for name in _SECRETS if "sign_in" in stored else ():
            if name not in self._overrides:
                known[name] = await self._secrets.get(name) or ""
        if stored.get("sign_in") == "browser" or {"client_id", "client_secret"} & self.overridden:
            known["personal_access_token"] = ""
        connection = replace(self._plain, **known)
        # Twice: without a token that can't work, the other fields are looked at.
        for _ in range(2):
            connection = replace(connection, **{name: getattr(self._plain, name) for name in connection.problems()})
        connection = replace(connection, **self._overrides)
        refused = {
            name: f"{self._sources[name]}: {reason}"
            for name, reason in connection.problems().items()
            if name in self._overrides
        }
        if refused:
            raise SettingsRefused(refused)
        return connection

    async def save(self, connection: Connection) -> None:
        """Keep what the environment doesn't set. Raises SettingsRefused when something in it can't work."""
        refused = {name: reason for name, reason in connection.problems().items() if name not in self._overrides}
        if refused:
            raise SettingsRefused(refused)
        for name in _SECRETS:
            if name in self._overrides:
                continue
            if value := getattr(connection, name):
                await self._secrets.set(name, value)
            else:
                await self._delete_quietly(name)

        def write() -> None:
            values = self._file.section("connection")
            for name in VARIABLES.keys() - self._overrides.keys() - set(_SECRETS):
                # What nobody chose stays the policy's or the vendor's to change.
                if (value := getattr(connection, name)) != getattr(self._plain, name):
                    values[name] = value
                else:
                    values.pop(name, None)
            if "personal_access_token" in self._overrides:
                values.setdefault("sign_in", "browser")
            else:
                values["sign_in"] = "token" if connection.uses_token else "browser"
            self._file.put("connection", values, sync=True)

        await self._worker.run(write)

    async def forget(self) -> None:
        """Delete what `save` kept, secrets first. Raises KeychainTrouble when the keychain kept a copy."""
        trouble: KeychainTrouble | None = None
        for name in _SECRETS:
            try:
                await self._secrets.delete(name)
            except KeychainTrouble as error:
                trouble = error
        await self._worker.run(lambda: self._file.put("connection", {}, sync=True))
        if trouble is not None:
            raise trouble

    async def _delete_quietly(self, name: str) -> None:
        try:
            await self._secrets.delete(name)
        except KeychainTrouble:
            _log.warning("The keychain kept an old secret; `sign_in` in the settings says that it isn't used")
