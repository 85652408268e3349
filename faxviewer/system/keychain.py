"""Secrets in the keychain of the operating system, or in memory where it has none that works."""

import asyncio
import logging
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from faxviewer.domain.errors import KeychainTrouble
from faxviewer.system.threads import Result, Worker

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

DEADLINE: Final = 3.0
WINDOWS_CHARACTERS: Final = 1280
"""What one entry of the Windows Credential Manager holds (CRED_MAX_CREDENTIAL_BLOB_SIZE, 2,560 bytes of UTF-16)."""

_log: Final = logging.getLogger(__name__)


class NoKeychain(Exception):
    """The computer has no keychain of its own, so nothing of ours can be in one."""


class _TooLong(Exception):
    """The keychain is sound, but an entry of it can't hold this value."""


class MemorySecrets:
    """Secrets for the length of the run: for the demo, which must not touch the person's keychain."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}

    @property
    def durable(self) -> bool:
        """Always False."""
        return False

    async def get(self, name: str) -> str | None:
        """The secret called `name`, or None."""
        return self._values.get(name)

    async def set(self, name: str, value: str) -> None:
        """Keep `value`."""
        self._values[name] = value

    async def delete(self, name: str) -> None:
        """Forget `name`."""
        self._values.pop(name, None)


class Keychain:
    """The keychain, asked in a thread of its own with a deadline in seconds.

    After the first failure it is left alone for the rest of the run: a locked keychain would show
    its prompt again and again. From then on secrets live in memory and `durable` is False.
    """

    def __init__(
        self,
        service_name: str,
        *,
        deadline: float = DEADLINE,
        backend: "Callable[[], KeyringBackend] | None" = None,
    ) -> None:
        self._service = service_name
        self._deadline = deadline
        self._find = backend or system_backend
        self._backend: KeyringBackend | None = None
        self._worker = Worker("keychain")
        self._memory: dict[str, str] = {}
        self._only_in_memory: set[str] = set()
        self._durable = True
        self._failed = False
        self._absent = False

    @property
    def durable(self) -> bool:
        """Whether what is stored outlives the program. False from the first failure of the keychain on."""
        return self._durable

    async def get(self, name: str) -> str | None:
        """The secret called `name`, or None. A second running program may have changed it, so it is read anew."""
        if not self._failed and name not in self._only_in_memory:
            try:
                value = await self._ask(lambda backend: backend.get_password(self._service, name))
            except UnicodeDecodeError:
                return None  # the entry is corrupt, the keychain is not
            except KeychainTrouble:
                pass
            else:
                self._remember(name, value)
                return value or None
        return self._memory.get(name)

    async def set(self, name: str, value: str) -> None:
        """Keep `value`; where the keychain fails, in memory."""
        self._memory[name] = value
        if self._failed:
            return

        def store(backend: "KeyringBackend") -> None:
            if _is_windows(backend) and len(value.encode("utf-16-le")) > 2 * WINDOWS_CHARACTERS:
                self._erase(backend, name)  # or the next start would find the value before this one
                raise _TooLong
            backend.set_password(self._service, name, value)

        try:
            await self._ask(store, undo=lambda backend: self._erase(backend, name))
        except _TooLong:
            self._only_in_memory.add(name)
            self._durable = False
        except KeychainTrouble:
            return  # `durable` says so
        else:
            self._only_in_memory.discard(name)

    async def delete(self, name: str) -> None:
        """Forget `name`. Raises KeychainTrouble when the keychain kept its copy, or may have."""
        self._memory.pop(name, None)
        self._only_in_memory.discard(name)
        if self._failed and not self._absent:
            raise KeychainTrouble
        try:
            if not self._absent:
                await self._ask(lambda backend: self._erase(backend, name))
        except KeychainTrouble:
            if not self._absent:
                raise

    def _erase(self, backend: "KeyringBackend", name: str) -> None:
        # Looked up first: the backends report "there was none" and "it was not deleted" as the same error.
        try:
            there = backend.get_password(self._service, name) is not None
        except UnicodeDecodeError:
            there = True
        if there:
            backend.delete_password(self._service, name)

    def _remember(self, name: str, value: str | None) -> None:
        if value:
            self._memory[name] = value
        else:
            self._memory.pop(name, None)

    async def _ask(
        self, call: "Callable[[KeyringBackend], Result]", undo: "Callable[[KeyringBackend], object] | None" = None
    ) -> Result:
        late = False

        def job() -> Result:
            if self._backend is None:
                self._backend = self._find()
            result = call(self._backend)
            if late and undo is not None:
                # The person unlocked it long after we said "in memory only", perhaps even after signing out.
                undo(self._backend)
            return result

        try:
            async with asyncio.timeout(self._deadline):
                return await self._worker.run(job)
        except (UnicodeDecodeError, _TooLong):
            raise
        except Exception as error:  # noqa: BLE001 (pywintypes.error, D-Bus and vendor errors share no other base)
            late = True
            self._failed = True
            self._durable = False
            self._absent = isinstance(error, NoKeychain)
            # The class alone: the texts of some backends quote the entry.
            _log.warning("The keychain is left alone from now on: %s", type(error).__name__)
            raise KeychainTrouble from None


def _is_windows(backend: object) -> bool:
    return type(backend).__name__ == "WinVaultKeyring"


def system_backend() -> "KeyringBackend":
    """The operating system's own keychain as `keyring` speaks to it. Raises NoKeychain. Blocks; costs 45 to 100 ms.

    `keyring` would also take what plug-ins bring, plain-text files among them, or chain several; so only
    its own four are considered. Its settings are respected as far as they choose among these or switch it off.
    """
    from keyring import core
    from keyring.backend import KeyringBackend
    from keyring.errors import NoKeyringError

    own: tuple[type[KeyringBackend], ...]
    if sys.platform == "win32":
        from keyring.backends import Windows

        own = (Windows.WinVaultKeyring,)
    elif sys.platform == "darwin":
        from keyring.backends import macOS

        own = (macOS.Keyring,)
    else:
        from keyring.backends import SecretService, kwallet

        own = (SecretService.Keyring, kwallet.DBusKeyring)
    names = {f"{kind.__module__}.{kind.__qualname__}" for kind in own}
    chosen = os.environ.get("PYTHON_KEYRING_BACKEND", "")
    if chosen and chosen not in names:
        raise NoKeychain
    try:
        configured = core.load_env() if chosen else core.load_config()
        if configured is not None:
            if not isinstance(configured, own):
                raise NoKeychain
            return configured
        usable = [kind for kind in own if kind.viable]
    except (NoKeyringError, ImportError, RuntimeError, AttributeError) as error:
        raise NoKeychain from error
    if not usable:
        raise NoKeychain
    return max(usable, key=lambda kind: kind.priority)()
