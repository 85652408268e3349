"""Somebody in front of the pages before the look-up, on the real settings of a run that remembers nothing."""

from collections.abc import Mapping
from typing import Any

from faxviewer.domain.connection import Connection
from faxviewer.domain.errors import KeychainTrouble
from faxviewer.presenters.notices import Notice, Notices
from faxviewer.presenters.session import SessionPresenter, SessionView, Setup
from faxviewer.system.keychain import MemorySecrets
from faxviewer.system.settings import SettingsFile, StoredConnection
from tests.fakes.views import CallLogger, Computer, Faxes, Visit

KNOWN = Connection("APIK-1", "s3cret", "http://localhost:8080/")
TOKEN = Connection(personal_access_token="alohi_pat_1")


class Secrets(MemorySecrets):
    """A keychain; one that `keeps` won't give anything up."""

    keeps = False

    async def delete(self, name: str) -> None:
        if self.keeps:
            raise KeychainTrouble
        await super().delete(name)


class Scene:
    """The presenter with everything around it. `happened` tells the calls of its hooks in order."""

    def __init__(self, environ: Mapping[str, str] | None = None, **more: Any) -> None:
        self.view = CallLogger(SessionView)
        self.notices = CallLogger(Notices)
        self.session = Visit()
        self.secrets = Secrets()
        self.file = SettingsFile(None)
        self.connections = StoredConnection(self.file, self.secrets, environ or {})
        self.faxes = Faxes()
        self.computer = Computer()
        self.in_force = Connection()
        self.happened: list[str] = []
        self.presenter = SessionPresenter(
            self.view,
            self.notices,
            self.session,
            self.connections,
            self.faxes,
            self.computer,
            use=self._use,
            arrived=lambda: self.happened.append("arrived"),
            left=self._left,
            account_changed=lambda: self.happened.append("account changed"),
            **more,
        )

    def _use(self, connection: Connection) -> None:
        self.in_force = connection

    async def _left(self) -> None:
        self.happened.append("left")

    @property
    def page(self) -> tuple[Any, ...]:
        """The page that stands in the window: the last call that wasn't about the account's corner."""
        return [call for call in self.view.calls if call[0] != "show_account"][-1]

    @property
    def setup(self) -> Setup:
        """The connection page; fails where another stands."""
        name, shown = self.page
        assert name == "show_setup"
        return shown

    @property
    def told(self) -> list[Notice]:
        """The notices so far."""
        return [notice for (notice,) in self.notices.of("tell")]


async def started(connection: Connection | None = None, *, signed_in: bool = False, **more: Any) -> Scene:
    """A scene after its start, with `connection` stored, and a session too if `signed_in`."""
    scene = Scene(**more)
    if connection:
        await scene.connections.save(connection)
    scene.session.stored = signed_in
    await scene.presenter.start()
    return scene
