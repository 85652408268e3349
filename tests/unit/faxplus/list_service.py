"""A list of faxes as a service keeps it, by whichever time it goes by: for the walk through it, without a network."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from faxviewer.domain.fax import Fax
from faxviewer.domain.listing import ListPage
from faxviewer.faxplus.rows import Row, Rows
from faxviewer.faxplus.walk import Walk

MOST = 5_000


def fax(number: int, **times: int) -> Row:
    """A fax with these times in Unix seconds."""
    return Row(f"fax-{number}", Fax("", {"id": f"fax-{number}"}), times)


@dataclass
class ListService:
    """Answers as the vendor documents a list: newest first, before `before`, from `after` on, up to `most` rows.

    `key` gives the time of a fax that the service goes by. `asked` holds every `before` that came.
    """

    faxes: Sequence[Row]
    key: Callable[[Row], int]
    most: int = 50
    inclusive: bool = False
    asked: list[int | None] = field(default_factory=list)

    def answer(self, before: int | None, after: int | None = None) -> Rows:
        self.asked.append(before)
        inside = [
            row
            for row in self.faxes
            if (after is None or self.key(row) >= after) and (before is None or self.key(row) < before + self.inclusive)
        ]
        return tuple(sorted(inside, key=lambda row: -self.key(row))[: self.most])


def walk_through(
    answer: Callable[[int | None], Rows],
    *,
    after: int | None = None,
    before: int | None = None,
    limit: int = 50,
    most_requests: int = MOST,
) -> list[ListPage]:
    """Every page of the list, asked for as the client does."""
    walk = Walk(after, before, limit=limit, most_requests=most_requests)
    pages = []
    while not walk.ended:
        page = walk.take(answer(walk.before))
        if page is not None:
            pages.append(page)
    return pages


def ids(pages: Sequence[ListPage]) -> list[Any]:
    """The IDs of all faxes of `pages`, in order."""
    return [fax.id for page in pages for fax in page.faxes]
