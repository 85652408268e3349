"""The mask for a shared screen: whether personal data is hidden, and what then stands in its place."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeVar

from faxviewer.domain.account import Account
from faxviewer.domain.fax import Fax
from faxviewer.domain.ports import Preferences
from faxviewer.domain.status import Status, status_named
from faxviewer.presenters.notices import Notice

if TYPE_CHECKING:
    from faxviewer.presenters.entries import Entry

PREFERENCE: Final = "mask"
"""The name under which it is remembered that personal data is hidden: a run begins as the last one ended."""

REASON: Final = "Hidden while personal data is hidden (F9)."

FIRST_TIME: Final = Notice(
    "Personal data is hidden",
    "What was copied before, or opened in another program, is not: it can still be seen there.",
    "Close those windows before you share the screen. F9 shows everything again.",
)

_HOW: Final = ("Personal data is hidden.", "Show it again first (F9).")
NOT_DONE: Final = {
    "action.open_document": Notice("The document was not opened", *_HOW),
    "action.open_report": Notice("The confirmation report was not opened", *_HOW),
    "action.save_evidence": Notice("Nothing was saved", *_HOW),
}
"""What may not be done while personal data is hidden, by the name of its command, and what its key says then."""

STOPPED: Final = Notice(
    "Saving was stopped",
    "Personal data is hidden now, so nothing was saved. What was copied before, or opened in another program, "
    "can still be seen there.",
    "Show it again (F9), then save once more.",
)

LOCKED: Final = Notice("Personal data stays hidden", "An administrator has locked this setting.")

Known = TypeVar("Known", bound=Account | None)


class Mask:
    """Starts lifted. What is given to `cover` and its kin comes back as it is while the mask is lifted."""

    def __init__(self) -> None:
        self.on = False
        self._followers: list[Callable[[], None]] = []
        self._preferences: Preferences | None = None

    def follow(self, tell: Callable[[], None]) -> None:
        """Call `tell` at each change, in the order in which they asked for it."""
        self._followers.append(tell)

    def unfollow(self, tell: Callable[[], None]) -> None:
        """Call `tell` no more."""
        self._followers.remove(tell)

    def remember(self, preferences: Preferences) -> None:
        """Keep the choice in `preferences` from now on; what is hidden there or now is hidden."""
        self._preferences = preferences
        if preferences.get(PREFERENCE, "no") == "yes" and not self.on:
            self._turn(on=True)
        elif self.on:
            preferences.set(PREFERENCE, "yes")

    def toggle(self) -> None:
        """Hide what is shown, or show what is hidden unless an administrator has settled that it stays hidden."""
        if not self.on:
            self._turn(on=True)  # first of all: to remember it may take a slow disk's time
            self._keep("yes")
        elif self._keep("no") == "no":
            self._turn(on=False)

    def reason(self) -> str:
        """Why nothing may be opened or saved now; empty where it may."""
        return REASON if self.on else ""

    def cover(self, fax: Fax) -> Fax:
        """`fax` as it may be shown."""
        if not self.on:
            return fax
        from faxviewer.domain.masking import covered

        return covered(fax)

    def text(self, text: str) -> str:
        """A text that could be personal, as it may be shown."""
        from faxviewer.domain.masking import HIDDEN

        return HIDDEN if self.on and text else text

    def status(self, status: Status) -> Status:
        """`status` as it may be shown: one that nobody documented holds whatever was sent."""
        if not self.on:
            return status
        from faxviewer.domain.masking import covered_value

        code = covered_value("status", status.code)
        return status if code == status.code else status_named(code)

    def account(self, account: Known) -> Known:
        """`account` as it may be shown, its ID and type kept."""
        if not self.on or account is None:
            return account
        return replace(account, name=self.text(account.display_name), email="")

    def members(self, members: Sequence[Account]) -> Sequence[Account]:
        """`members` as they may be offered: by their IDs alone."""
        return [replace(each, name="", email="") for each in members] if self.on else members

    def entry(self, entry: "Entry") -> "Entry":
        """A row of a list as it may be shown."""
        if not self.on or _is_unanswered(entry):
            return entry
        from faxviewer.domain.masking import covered_id

        return entry._replace(
            sender=self.text(entry.sender),
            recipient=entry.recipient if _is_id_of(entry) else self.text(entry.recipient),
            pages=entry.pages if entry.pages.isdecimal() and len(entry.pages) < 7 else self.text(entry.pages),
            status=self.status(entry.status),
            file_name=self.text(entry.file_name),
            owner=self.text(entry.owner),
            fax_id=covered_id(entry.fax_id),
        )

    def _keep(self, choice: str) -> str:
        """What is remembered once `choice` has been asked for."""
        if self._preferences is None:
            return choice
        self._preferences.set(PREFERENCE, choice)
        return self._preferences.get(PREFERENCE, choice)

    def _turn(self, *, on: bool) -> None:
        self.on = on
        for tell in tuple(self._followers):
            tell()


def _is_id_of(entry: "Entry") -> bool:
    """Whether its own ID, whole or cut, stands where a row has its number, as in the history."""
    return entry.recipient in (entry.fax_id, f"{entry.fax_id[:8]}…{entry.fax_id[-4:]}")


def _is_unanswered(entry: "Entry") -> bool:
    """Whether it is a pasted ID without a fax, where our own words say why."""
    bare = (entry.when, entry.sender, entry.pages, entry.read, entry.owner) == (None, "", "", None, "")
    return bare and entry.recipient == entry.fax_id
