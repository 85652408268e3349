"""The presenters on one set of rooms; moving to the demo and back makes a new set of both."""

from typing import Final

from faxviewer.app.rooms import Rooms
from faxviewer.domain.fax import Fax
from faxviewer.presenters.document import DocumentPresenter
from faxviewer.presenters.form import Desk
from faxviewer.presenters.lookup import LookupPresenter
from faxviewer.presenters.session import SessionPresenter
from faxviewer.ui.locale_formats import LocaleFormats
from faxviewer.ui.main_window import MainWindow
from faxviewer.ui.tasks import Tasks

LOOK_UP: Final = "look-up"
DOCUMENT: Final = "document"
SESSION: Final = "session"
"""The slots of `ui.tasks`: at most one look-up, one download and one change of the session run at a time."""


class Office:
    """Builds the presenters and lets them hear of one another."""

    def __init__(self, window: MainWindow, rooms: Rooms, tasks: Tasks) -> None:
        self.rooms = rooms
        self._formats = LocaleFormats()
        self._tasks = tasks
        self.document = DocumentPresenter(
            window.lookup.fax.answer.document,
            window.notices,
            rooms.faxes,
            rooms.documents,
            rooms.opener,
            rooms.preferences,
        )
        self.lookup = LookupPresenter(
            window.lookup,
            window.notices,
            rooms.faxes,
            self._desk,
            signed_in=lambda: rooms.session.signed_in,
            ask_to_sign_in=self._ask_to_sign_in,
            found=self._found,
        )
        self.session = SessionPresenter(
            window,
            window.notices,
            rooms.session,
            rooms.connections,
            rooms.faxes,
            rooms.opener,
            use=rooms.current.use,
            arrived=lambda: tasks.start(LOOK_UP, self.lookup.resume()),
            left=self._left,
            account_changed=self.lookup.redraw,
            expect_durable=rooms.demo is None,
        )

    def _ask_to_sign_in(self) -> None:
        # While a sign-in or the start runs already, the look-up is taken up at its end.
        if not self._tasks.is_running(SESSION):
            self._tasks.start(SESSION, self.session.sign_in())

    def _desk(self) -> Desk:
        return Desk(self._formats, self.session.account, self.session.balance)

    def _found(self, fax: Fax | None, user: str) -> None:
        self._tasks.cancel(DOCUMENT)
        self.document.offer(fax, user)

    def leave(self) -> None:
        """Stop what runs for the person, and show nothing of it any more."""
        self._tasks.cancel(LOOK_UP)
        self._tasks.cancel(DOCUMENT)
        self.lookup.clear()

    async def _left(self) -> None:
        self.leave()
        await self.rooms.documents.clear()
