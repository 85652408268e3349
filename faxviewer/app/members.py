"""The members of the company: what an administrator is offered, and what they are called."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from faxviewer.domain.account import Account
from faxviewer.domain.errors import FaxViewerError
from faxviewer.domain.ports import FaxLists

if TYPE_CHECKING:
    from faxviewer.presenters.mask import Mask
    from faxviewer.ui.top_bar import TopBar


class Members:
    """Unknown until `learn`. `changed` is called when their names are there."""

    def __init__(self, bar: "TopBar", lists: FaxLists, mask: "Mask", changed: Callable[[], None]) -> None:
        self._bar = bar
        self._lists = lists
        self._mask = mask
        self._changed = changed
        self._members: Sequence[Account] = ()
        self._names: dict[str, str] = {}

    async def learn(self) -> None:
        """Offer the members to an administrator; for whom the service has none the field stays as it is."""
        try:
            self._members = await self._lists.members()
        except FaxViewerError:
            return
        self._names = {member.user_id: member.name for member in self._members if member.name}
        self.offer()
        self._changed()

    def offer(self) -> None:
        """Offer those who are known, as the mask has them."""
        self._bar.offer_members(self._mask.members(self._members))

    def withdraw(self) -> None:
        """Offer nobody any more; their names are known until the end."""
        self._members = ()
        self.offer()

    def name_of(self, user_id: str) -> str:
        """The name of a member, empty where it isn't known."""
        return self._names.get(user_id, "")

    def shown_name_of(self, user_id: str) -> str:
        """The same as it may be shown."""
        return self._mask.text(self.name_of(user_id))
