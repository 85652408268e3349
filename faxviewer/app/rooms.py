"""The back rooms as one set: real ones on this computer's settings, or the demo's, which touch nothing."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from faxviewer.app import imports
from faxviewer.domain.connection import Connection
from faxviewer.domain.ports import (
    ConnectionStore,
    DocumentStore,
    FaxLists,
    FaxSource,
    HistoryStore,
    Opener,
    Preferences,
    SecretStore,
    Session,
)

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

    from faxviewer.demo.service import DemoService

_CLOSING_SECONDS: Final = 2.0
_log: Final = logging.getLogger(__name__)


@dataclass(slots=True)
class Current:
    """The connection in force. The session and the client read it at each use, so a change needs no rebuild."""

    connection: Connection = field(default_factory=Connection)

    def __call__(self) -> Connection:
        return self.connection

    def use(self, connection: Connection) -> None:
        """Make `connection` the one in force."""
        self.connection = connection


@dataclass(slots=True)
class Rooms:
    """What the presenters are built on. `sweep` removes documents that dead runs left behind."""

    current: Current
    connections: ConnectionStore
    session: Session
    faxes: FaxSource
    lists: FaxLists
    documents: DocumentStore
    history: HistoryStore
    opener: Opener
    preferences: Preferences
    demo: "DemoService | None"
    sweep: Callable[[], Coroutine[Any, Any, None]]
    closers: tuple[Callable[[], Awaitable[None]], ...]

    async def close(self) -> None:
        """Empty the documents' folder, end what runs, close connections, stop the demo service."""
        for close in self.closers:
            try:
                await asyncio.wait_for(close(), _CLOSING_SECONDS)
            except Exception as error:  # noqa: BLE001 (the next room has to be closed whatever this one does)
                _log.warning("A room did not close: %s", type(error).__name__)
        if self.demo:
            await asyncio.to_thread(self.demo.stop)


async def build(*, demo: bool, opener: Opener | None = None) -> Rooms:
    """Build the back rooms. Their libraries are imported in a thread, so that the window stays alive.

    `opener` stands in for the computer's own programs, where a self-test plays the person.
    """
    await asyncio.to_thread(imports.load, imports.BACK)
    if not demo:
        return _real_rooms(opener)
    service = await asyncio.to_thread(_made_demo)
    service.start()  # at once and not in a thread, where a cancelled move would leave it running
    try:
        return await _demo_rooms(service, opener)
    except BaseException:
        service.stop()
        raise


def _made_demo() -> "DemoService":
    from faxviewer.demo.service import DemoService

    return DemoService()


def _real_rooms(opener: Opener | None) -> Rooms:
    from faxviewer.system import places
    from faxviewer.system.keychain import Keychain
    from faxviewer.system.policy import desk_policy
    from faxviewer.system.settings import SettingsFile, StoredConnection, StoredPreferences

    file = SettingsFile(places.settings_path())
    secrets = Keychain("Faxviewer")
    history = places.history_folder()
    policy = desk_policy()
    connections = StoredConnection(file, secrets, policy=policy)
    return _furnished(connections, secrets, StoredPreferences(file, policy), history, opener, None)


async def _demo_rooms(service: "DemoService", opener: Opener | None) -> Rooms:
    from faxviewer.system.keychain import MemorySecrets
    from faxviewer.system.settings import SettingsFile, StoredConnection, StoredPreferences

    file = SettingsFile(None)
    secrets = MemorySecrets()
    connections = StoredConnection(file, secrets, environ={})
    await connections.save(
        Connection(
            client_id=service.client_id,
            client_secret=service.client_secret,
            redirect_uri=service.redirect_uris[0],
            authorize_url=service.authorize_url,
            token_url=service.token_url,
            api_url=service.api_url,
        )
    )
    return _furnished(connections, secrets, StoredPreferences(file), None, opener, service)


def _furnished(
    connections: ConnectionStore,
    secrets: SecretStore,
    preferences: Preferences,
    history_folder: "Path | None",
    opener: Opener | None,
    demo: "DemoService | None",
) -> Rooms:
    from faxviewer.auth.bearer import BearerAuth
    from faxviewer.auth.session import AccountSession
    from faxviewer.auth.transport import token_client
    from faxviewer.faxplus.client import FaxPlusClient
    from faxviewer.system.documents import PrivateDocuments
    from faxviewer.system.history import HistoryFiles
    from faxviewer.system.network import tls_context
    from faxviewer.system.opener import SystemOpener

    current = Current()
    opener = opener or SystemOpener()
    documents = PrivateDocuments()
    history = HistoryFiles(history_folder)

    def token_http(address: str) -> "httpx.AsyncClient":
        return token_client(address, tls_context() if address.startswith("https:") else None)

    session = AccountSession(current, secrets, opener, token_http)
    client = FaxPlusClient(lambda: current.connection.api_url, BearerAuth(session), tls_context)

    async def stop_demo() -> None:
        if demo:
            await asyncio.to_thread(demo.stop)

    return Rooms(
        current=current,
        connections=connections,
        session=session,
        faxes=client,
        lists=client,
        documents=documents,
        history=history,
        opener=opener,
        preferences=preferences,
        demo=demo,
        sweep=documents.sweep,
        closers=(documents.clear, history.aclose, session.aclose, client.aclose, stop_demo),
    )
