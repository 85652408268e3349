"""A list of faxes, page by page, as something to iterate over that goes on after an error."""

from collections.abc import Awaitable, Callable
from typing import Protocol, Self

from faxviewer.domain.listing import ListPage
from faxviewer.faxplus.rows import Rows


class Steps(Protocol):
    """What to ask for next, and what an answer adds."""

    before: int | None
    ended: bool

    def take(self, rows: Rows) -> ListPage | None:
        """What the reply to `before` adds; None where it only shows the way."""


class Pages:
    """Iterates over the pages of a list; `ask` gives the reply to a `before`.

    An error or a cancellation leaves it where it was: the next step asks for the same page again, so that
    a list can be gone on with once the error is over. A generator would be finished by then.
    """

    def __init__(self, steps: Steps, ask: Callable[[int | None], Awaitable[Rows]]) -> None:
        self._steps = steps
        self._ask = ask

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> ListPage:
        while not self._steps.ended:
            page = self._steps.take(await self._ask(self._steps.before))
            if page is not None:
                return page
        raise StopAsyncIteration
