"""Offers the fax whose ID lies in the clipboard. Nothing is asked for before the person takes the offer."""

from collections.abc import Callable
from typing import Final, Protocol

from faxviewer.domain.addresses import Named, named_in
from faxviewer.domain.errors import InputRefused
from faxviewer.domain.identifiers import fax_id_in, ids_in, user_id_in

LONGEST: Final = 500
"""Characters of a text that may be an ID with a few words around it; a longer one is somebody's own affair."""


class ClipboardView(Protocol):
    """The place of the offer, in the fax ID field."""

    def show_offer(self, fax_id: str) -> None:
        """Offer this fax, with the key that takes the offer; nothing moves for it."""

    def withdraw_offer(self) -> None:
        """Take the offer away, where there is one."""


class ClipboardPresenter:
    """Keeps the IDs it offered and those that were shown, and of the clipboard nothing else."""

    def __init__(self, view: ClipboardView, *, is_typing: Callable[[], bool], asked_id: Callable[[], str]) -> None:
        self._view = view
        self._is_typing = is_typing
        self._asked_id = asked_id
        self._offered: Named | None = None
        self._known: set[str] = set()

    def look(self, text: str) -> None:
        """See whether `text`, which the clipboard holds now, is worth an offer."""
        found = _named_in(text)
        if found and found == self._offered:
            return
        self.withdraw()
        if found and not self._is_typing() and found.fax not in (*self._known, self._asked_id()):
            self._offered = found
            self._known.add(found.fax)
            self._view.show_offer(found.fax)

    def shown(self, fax_id: str) -> None:
        """Remember that this fax was shown; it needs no offer any more."""
        self._known.add(fax_id)
        if self._offered and self._offered.fax == fax_id:
            self.withdraw()

    def take(self) -> Named | None:
        """What is offered, to be looked up; its `user` is empty where the clipboard names none."""
        taken = self._offered
        self.withdraw()
        return taken

    def withdraw(self) -> None:
        """Offer nothing, and not the same once more."""
        if self._offered:
            self._offered = None
            self._view.withdraw_offer()


def _named_in(text: str) -> Named | None:
    """The one fax that a short text names, and whose it is where an address of ours says so."""
    if len(text) > LONGEST:
        return None
    if named := named_in(text):
        try:
            return Named(fax_id_in(named.fax), user_id_in(named.user) if named.user else "")
        except InputRefused:
            return None
    ids = ids_in(text).ids
    return Named(ids[0]) if len(ids) == 1 else None
