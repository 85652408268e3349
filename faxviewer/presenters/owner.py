"""Finding out whose fax it is: one ID asked for under every member of the company."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Final, Protocol

from faxviewer.domain.account import Account
from faxviewer.domain.errors import FaxViewerError, NotAllowed, NotFound, RateLimited
from faxviewer.domain.ports import FaxLists, FaxSource
from faxviewer.presenters.notices import Notice, notice_of
from faxviewer.presenters.text import shortened, visible

AT_ONCE: Final = 8
"""Requests under way at the same time, at the most; a pause that the service asks for halves it."""


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
        self._at_once = at_once
        self._sleep = sleep

    async def find(
        self, fax_id: str, members: Sequence[Account], progress: Callable[[int, int], None]
    ) -> Account | None:
        """The member who has the fax, or None. Raises the first error that isn't "not this member's"."""
        left = iter(members)
        run = _Run(len(members), progress, self._at_once)
        workers = [asyncio.create_task(self._work(fax_id, left, run)) for _ in range(min(self._at_once, len(members)))]
        try:
            for worker in asyncio.as_completed(workers):
                await worker
                if run.found:
                    break
        finally:
            for each in workers:
                each.cancel()
            await asyncio.gather(*workers, return_exceptions=True)
        return run.found

    async def _work(self, fax_id: str, left: Iterator[Account], run: "_Run") -> None:
        run.working += 1
        for member in left:
            await self._ask(fax_id, member, run)
            if run.found or run.working > run.at_once:
                break
        run.working -= 1

    async def _ask(self, fax_id: str, member: Account, run: "_Run") -> None:
        while True:
            async with run.pause:
                pass  # somebody else may be sitting out a pause
            try:
                await self._faxes.fax(member.user_id, fax_id)
            except RateLimited as limited:
                if not run.pause.locked():
                    async with run.pause:
                        run.at_once = max(run.at_once // 2, 1)
                        await self._sleep(limited.retry_after)
            except (NotFound, NotAllowed):
                run.count()
                return
            else:
                run.found = member
                return


class _Run:
    """What the workers of one search share."""

    def __init__(self, total: int, progress: Callable[[int, int], None], at_once: int) -> None:
        self.found: Account | None = None
        self.pause = asyncio.Lock()
        self.at_once = at_once
        self.working = 0
        self._done = 0
        self._total = total
        self._progress = progress

    def count(self) -> None:
        """One member more was asked."""
        self._done += 1
        self._progress(self._done, self._total)


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
    return Notice(f"It belongs to {name}", "The fax is shown under this member.")
