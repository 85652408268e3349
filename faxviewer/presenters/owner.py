"""Finding out whose fax it is: one ID asked for under every member of the company."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from itertools import count
from typing import Protocol

from faxviewer.domain.account import Account
from faxviewer.domain.errors import FaxViewerError, NotAllowed, NotFound
from faxviewer.domain.ports import FaxLists, FaxSource
from faxviewer.domain.tone import Tone
from faxviewer.presenters.crowd import AT_ONCE, Crowd
from faxviewer.presenters.notices import Notice, notice_of
from faxviewer.presenters.text import shortened, visible


class OwnerView(Protocol):
    """The place where a fax was not found, with *Search all members* in it."""

    def show_search(self, done: int, total: int) -> None:
        """The search runs: members asked so far, and in all (0 until they are known)."""

    def show_search_result(self, notice: Notice) -> None:
        """The search ended without the fax: nobody has it, or something went wrong."""


class OwnerSearch:
    """Asks member after member, some at once, until one has the fax."""

    def __init__(
        self,
        faxes: FaxSource,
        *,
        at_once: int = AT_ONCE,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._faxes = faxes
        self._crowd = Crowd(at_once=at_once, sleep=sleep)

    async def find(
        self, fax_id: str, members: Sequence[Account], progress: Callable[[int, int], None]
    ) -> Account | None:
        """The member who has the fax, or None. Raises the first error that isn't "not this member's"."""
        found: list[Account] = []
        asked = count(1)

        async def ask(member: Account) -> bool:
            try:
                await self._faxes.fax(member.user_id, fax_id)
            except (NotFound, NotAllowed):
                progress(next(asked), len(members))
                return False
            found.append(member)
            return True

        await self._crowd.each(members, ask)
        return found[0] if found else None


class OwnerPresenter:
    """What *Search all members* does."""

    def __init__(
        self,
        view: OwnerView,
        lists: FaxLists,
        search: OwnerSearch,
        found: Callable[[str, Account], Awaitable[None]],
    ) -> None:
        self._view = view
        self._lists = lists
        self._search = search
        self._found = found

    async def search(self, fax_id: str) -> None:
        """Search every member for `fax_id`; where it is found, `found` is called with it and its owner."""
        self._view.show_search(0, 0)
        try:
            members = await self._lists.members()
            owner = await self._search.find(fax_id, members, self._view.show_search)
        except FaxViewerError as error:
            self._view.show_search_result(notice_of(error))
            return
        except asyncio.CancelledError:
            self._view.show_search_result(
                Notice("The search was stopped", "Not every member was asked.", "Search again, or check the ID.")
            )
            raise
        if owner is None:
            self._view.show_search_result(
                Notice(
                    "No member has this fax",
                    f"{len(members)} members were asked; none has a fax with this ID.",
                    "Check the ID; the fax may have been deleted, or belong to another company.",
                )
            )
            return
        await self._found(fax_id, owner)


def found_words(owner: Account) -> Notice:
    """What to tell when the owner was found."""
    name = shortened(visible(owner.display_name), 60)
    return Notice(f"It belongs to {name}", "The fax is shown under this member.", tone=Tone.SUCCESS, of_fax=True)
