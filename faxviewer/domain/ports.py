"""What the front rooms ask of the back rooms. Only `app` knows who answers."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from faxviewer.domain.account import Account, Balance
from faxviewer.domain.connection import Connection
from faxviewer.domain.document import DocumentKind, StoredDocument
from faxviewer.domain.errors import FaxViewerError
from faxviewer.domain.evidence import Sealed
from faxviewer.domain.exchange import Exchange
from faxviewer.domain.fax import Fax
from faxviewer.domain.history import LookedUp
from faxviewer.domain.listing import Category, ListPage, Period

Progress = Callable[[int, int | None], None]
"""Told the bytes so far and the bytes in all, None where that is unknown."""


@dataclass(frozen=True, slots=True)
class BrowserWait:
    """A sign-in that waits for the browser. `opened` is False where no browser would start."""

    address: str
    opened: bool
    seconds: float


class FaxSource(Protocol):
    """Fax.Plus, for reading only. Every method raises a FaxViewerError and nothing else."""

    async def fax(self, user: str, fax_id: str) -> Fax:
        """The record of one fax; one still in the outbox comes with `Shape.OUTBOX`."""

    async def account(self, user: str) -> Account:
        """The account of `user` (`self` or a member's ID)."""

    async def balance(self) -> Balance:
        """The signed-in account's balance, whose currency `cost` is in."""

    async def download(
        self, user: str, fax_id: str, kind: DocumentKind, draft: "DocumentDraft", progress: Progress
    ) -> Exchange:
        """Write the fax's document into `draft`, telling `progress` bytes so far and in all (None: unknown).

        Returns only if the body came whole; it neither finishes nor discards the draft.
        """

    async def report(self, user: str, fax_id: str, draft: "DocumentDraft", progress: Progress) -> Exchange:
        """The same for the fax's confirmation report, a PDF. Raises ReportMissing where there is none."""


class FaxLists(Protocol):
    """What there is to pick from. Every method raises a FaxViewerError and nothing else."""

    def pages(self, user: str, category: Category, period: Period) -> AsyncIterator[ListPage]:
        """The faxes of a list, page by page, from the newest back. Ends after the last page.

        An error or a cancellation doesn't finish the iterator: its next step goes on where the list stopped.
        """

    async def members(self) -> tuple[Account, ...]:
        """The members of the company; NotAllowed for whoever is no administrator."""


class DocumentDraft(Protocol):
    """A document on its way into the private folder."""

    async def write(self, chunk: bytes) -> None:
        """Append `chunk`. Raises DocumentNotStored."""

    async def finish(self) -> StoredDocument:
        """Check that it is a whole PDF or TIFF and give it its name. Raises DocumentError, the draft discarded."""

    async def discard(self) -> None:
        """Leave nothing behind. Harmless when called twice or after `finish`."""


class DocumentStore(Protocol):
    """The private folder that documents are opened from."""

    def draft(self) -> DocumentDraft:
        """Begin a document under a name of our own making."""

    async def remove(self, document: StoredDocument) -> None:
        """Delete one finished document. Never raises: what can't go now goes with the folder."""

    async def clear(self) -> None:
        """Delete every document; one that a viewer holds open goes at the next start."""


class EvidenceDraft(Protocol):
    """An archive on its way to the place that the person chose."""

    async def open(self) -> None:
        """Begin to write beside the place. Raises FileNotWritten."""

    async def add(self, name: str, content: bytes) -> Sealed:
        """Put `content` in as `name`. Raises FileNotWritten."""

    async def add_document(self, name: str, document: StoredDocument, progress: Progress) -> Sealed:
        """Put a document in as `name`, piece by piece. Raises FileNotWritten."""

    async def finish(self) -> None:
        """Move the whole archive to its place. Raises FileNotWritten; what stood there is as it was."""

    async def discard(self) -> None:
        """Leave nothing behind. Harmless when called twice or after `finish`."""


class EvidenceStore(Protocol):
    """Archives of evidence in the person's own folders."""

    def draft(self, path: str, made_at: datetime) -> EvidenceDraft:
        """Begin an archive that is to stand at `path`, in place of what is there; its entries bear `made_at`."""


class Opener(Protocol):
    """The computer's own programs."""

    async def open_document(self, document: StoredDocument) -> None:
        """Show `document` in the program set for its kind. Raises NoViewer."""

    async def open_address(self, address: str) -> None:
        """Show a web address in the system browser. Raises BrowserUnavailable."""

    async def show_in_folder(self, path: str) -> None:
        """Show the folder of the file at `path`, the file picked where that can be had. Raises FolderNotShown."""


class Notifier(Protocol):
    """The desktop's notifications, for whoever looks elsewhere."""

    def notify(self, title: str, message: str) -> None:
        """Show a short message outside of the window; where the desktop has none, ask for a look at the window."""


class SecretStore(Protocol):
    """Where secrets live: the keychain, or memory where there is none."""

    @property
    def durable(self) -> bool:
        """Whether what is stored outlives the program. False from the first failure of the keychain on."""

    async def get(self, name: str) -> str | None:
        """The secret called `name`, or None. Never raises: a broken keychain reads as nothing stored."""

    async def set(self, name: str, value: str) -> None:
        """Keep `value`. Where the keychain fails it is kept in memory and `durable` turns False."""

    async def delete(self, name: str) -> None:
        """Forget `name`, from memory in any case. Raises KeychainTrouble when the keychain kept its copy."""


class ConnectionStore(Protocol):
    """The settings of the connection: addresses in the settings file, secrets in the keychain."""

    @property
    def overridden(self) -> frozenset[str]:
        """Names of Connection fields that the environment sets; saving does not change those."""

    async def load(self) -> Connection:
        """What is stored, the environment's values over it. Raises SettingsRefused for an unusable override."""

    async def save(self, connection: Connection) -> None:
        """Keep it. Raises SettingsRefused when something in it can't work."""

    async def forget(self) -> None:
        """Delete what `save` kept, secrets first. Raises KeychainTrouble when the keychain kept a copy."""


class Preferences(Protocol):
    """Small choices of the person that outlive the program. Never anything about a fax."""

    def get(self, name: str, default: str) -> str:
        """The choice called `name`."""

    def set(self, name: str, value: str) -> None:
        """Remember `value`; a settings file that can't be written costs only the remembering.

        A choice that the administrator of the computer has locked stays as it is.
        """


class HistoryStore(Protocol):
    """The look-ups that are remembered, apart for each account. No number, name or content of a fax is among them."""

    async def load(self, account: str) -> tuple[LookedUp, ...]:
        """What is remembered for `account`, the newest first. Never raises."""

    def put(self, account: str, faxes: Sequence[LookedUp]) -> None:
        """Remember `faxes` beside the others, each in place of what was known of it. Returns at once.

        A disk that refuses costs only the remembering.
        """

    async def clear(self, account: str) -> None:
        """Delete what is remembered for `account`. Raises HistoryKept."""

    async def clear_all(self) -> None:
        """Delete every account's history. Raises HistoryKept."""


class Session(Protocol):
    """Who is signed in."""

    @property
    def signed_in(self) -> bool:
        """Whether requests can be made."""

    @property
    def durable(self) -> bool:
        """Whether the next start will still be signed in."""

    def on_ended(self, tell: Callable[[FaxViewerError], None]) -> None:
        """Call `tell` once each time the service ends the session by itself."""

    async def restore(self) -> bool:
        """Take up the stored session, or the personal access token; whether there is one. Never raises."""

    async def sign_in(self, waiting: Callable[[BrowserWait], None]) -> None:
        """Sign in through the browser. Raises SignInError, BrowserUnavailable never: `waiting` says so.

        Raises SettingsRefused where the connection can't work, and Offline, ServiceTrouble or the like
        where the last step does not get through to the service.
        """

    async def sign_out(self) -> None:
        """Forget the session here. Raises KeychainTrouble, memory cleared, when the keychain kept its copy."""
