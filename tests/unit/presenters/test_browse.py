"""Browsing: a list page by page, what stands at its foot, and what happens to it in trouble."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Self

import pytest

from faxviewer.domain.account import Account
from faxviewer.domain.errors import FaxViewerError, Offline, SessionEnded
from faxviewer.domain.fax import Fax
from faxviewer.domain.listing import Category, ListPage, Period
from faxviewer.presenters.browse import BrowsePresenter, BrowseView, ListState, Progress
from faxviewer.presenters.entries import Entry, Listing
from faxviewer.presenters.notices import notice_of
from tests.fakes.listed import PlainTimes
from tests.fakes.views import CallLogger, fax

Step = ListPage | FaxViewerError | asyncio.Event


class Pane(CallLogger):
    """A BrowseView with `room` for so many pages more."""

    def __init__(self) -> None:
        super().__init__(BrowseView)
        self.room = 0

    def has_room(self) -> bool:
        self.room -= 1
        return self.room >= 0


class Lists:
    """FaxLists whose one list goes through `steps`: a page, an error, an Event to wait for."""

    def __init__(self, *steps: Step) -> None:
        self.steps = deque(steps)
        self.asked: list[tuple[str, Category, Period]] = []
        self.arrived = asyncio.Event()

    def pages(self, user: str, category: Category, period: Period) -> AsyncIterator[ListPage]:
        self.asked.append((user, category, period))
        return self

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> ListPage:
        while self.steps and isinstance(self.steps[0], asyncio.Event):
            self.arrived.set()
            await self.steps[0].wait()
            self.steps.popleft()
        if not self.steps:
            raise StopAsyncIteration
        step = self.steps.popleft()
        if isinstance(step, FaxViewerError):
            raise step
        assert isinstance(step, ListPage)
        return step

    async def members(self) -> tuple[Account, ...]:
        raise AssertionError("nobody asked for them")


class Scene:
    def __init__(self, *steps: Step) -> None:
        self.view = Pane()
        self.lists = Lists(*steps)
        self.listed: list[tuple[Fax, str]] = []
        self.presenter = BrowsePresenter(
            self.view,
            self.lists,
            lambda user: Listing(user, PlainTimes()),
            show_listed=lambda shown, user: self.listed.append((shown, user)),
        )

    @property
    def states(self) -> list[ListState]:
        return [state for (state,) in self.view.of("show_state")]

    @property
    def rows(self) -> list[Entry]:
        return [entry for (page,) in self.view.of("add_rows") for entry in page.entries]


def page(*names: str, unreadable: int = 0, incomplete: str = "") -> ListPage:
    return ListPage(tuple(fax("", id=name, status="success") for name in names), unreadable, incomplete)


async def test_a_list_opens_with_its_first_page() -> None:
    scene = Scene(page("a", "b"), page("c"))
    await scene.presenter.open(Category.SENT)
    assert scene.view.names == ["show_list", "show_state", "add_rows", "show_state"]
    assert scene.view.of("show_list") == [(Category.SENT, "self")]
    assert [entry.fax_id for entry in scene.rows] == ["a", "b"]
    assert scene.states == [ListState(Progress.LOADING, 0), ListState(Progress.MORE, 2)]
    assert len(scene.lists.steps) == 1, "the second page is not asked for yet"


async def test_pages_are_fetched_while_there_is_room_for_them() -> None:
    scene = Scene(page("a"), page("b"), page("c"), page("d"))
    scene.view.room = 2
    await scene.presenter.open()
    assert [entry.fax_id for entry in scene.rows] == ["a", "b", "c"]
    assert scene.states[-1] == ListState(Progress.MORE, 3)


async def test_scrolling_goes_through_the_list_to_its_end_and_no_further() -> None:
    scene = Scene(page("a", "b"), page("c"))
    await scene.presenter.open()
    for _ in range(2):
        await scene.presenter.more()
    assert [entry.fax_id for entry in scene.rows] == ["a", "b", "c"]
    assert scene.states[-1] == ListState(Progress.COMPLETE, 3)
    scene.view.forget()
    await scene.presenter.more()
    assert scene.view.calls == []
    assert len(scene.lists.asked) == 1, "one walk for the whole list"


async def test_a_list_without_a_fax_is_complete() -> None:
    scene = Scene()
    await scene.presenter.open(Category.SPAM)
    assert scene.rows == []
    assert scene.states[-1] == ListState(Progress.COMPLETE, 0)


async def test_what_is_not_given_stays_as_it_was() -> None:
    scene = Scene()
    period = Period(datetime(2026, 3, 1, tzinfo=UTC))
    await scene.presenter.open(Category.SENT)
    await scene.presenter.open(period=period)
    await scene.presenter.open(user="u7")
    await scene.presenter.open(Category.SPAM)
    assert scene.lists.asked == [
        ("self", Category.SENT, Period()),
        ("self", Category.SENT, period),
        ("u7", Category.SENT, period),
        ("u7", Category.SPAM, period),
    ]
    assert scene.presenter.user == "u7"


async def test_rows_bear_the_user_that_they_are_listed_under() -> None:
    scene = Scene(page("a"))
    await scene.presenter.open(user="u7")
    scene.presenter.choose(scene.rows[0])
    [(shown, user)] = scene.listed
    assert (shown.id, user) == ("a", "u7")
    assert shown.text("status") == "success", "all that the list said of it"


async def test_trouble_is_told_and_the_list_goes_on_where_it_stopped() -> None:
    scene = Scene(page("a"), Offline(), page("b"))
    await scene.presenter.open()
    await scene.presenter.more()
    assert scene.states[-1] == ListState(Progress.TROUBLE, 1, notice=notice_of(Offline()))
    await scene.presenter.more()
    assert [entry.fax_id for entry in scene.rows] == ["a", "b"], "nothing twice, nothing left out"
    assert len(scene.lists.asked) == 1 and scene.view.names.count("show_list") == 1


async def test_trouble_stops_the_reading_whatever_room_there_is() -> None:
    scene = Scene(page("a"), Offline(), page("b"))
    scene.view.room = 9
    await scene.presenter.open()
    assert scene.states[-1].progress is Progress.TROUBLE
    assert len(scene.lists.steps) == 1


async def test_the_end_of_the_session_is_told_elsewhere() -> None:
    scene = Scene(SessionEnded())
    await scene.presenter.open()
    assert scene.states[-1] == ListState(Progress.TROUBLE, 0)


async def test_f98_f103_rows_that_are_no_records_are_counted() -> None:
    scene = Scene(page("a", unreadable=2), page("b", unreadable=1))
    await scene.presenter.open()
    assert scene.states[-1] == ListState(Progress.MORE, 1, 2)
    await scene.presenter.more()
    assert scene.states[-1] == ListState(Progress.MORE, 2, 3)
    await scene.presenter.open()
    assert scene.states[-1].unreadable == 0, "another list counts anew"


async def test_f116_an_incomplete_list_says_why_and_is_over() -> None:
    scene = Scene(page("a", incomplete="It went around in a circle."), page("b"))
    scene.view.room = 9
    await scene.presenter.open()
    state = scene.states[-1]
    assert (state.progress, state.count) == (Progress.INCOMPLETE, 1)
    assert state.notice and state.notice.message == "It went around in a circle."
    assert state.notice.remedy
    await scene.presenter.more()
    await scene.presenter.load_all()
    assert len(scene.lists.steps) == 1, "nobody asks on"
    assert scene.states[-1] is state


async def test_load_all_goes_to_the_end_and_tells_how_far_it_is() -> None:
    scene = Scene(*(page(f"a{number}", f"b{number}") for number in range(5)))
    await scene.presenter.open()
    scene.view.forget()
    await scene.presenter.load_all()
    assert [state.count for state in scene.states] == [2, 4, 6, 8, 10, 10]
    assert [state.progress for state in scene.states] == [*[Progress.LOADING_ALL] * 5, Progress.COMPLETE]


async def test_load_all_that_is_stopped_keeps_what_came_and_can_be_gone_on_with() -> None:
    gate = asyncio.Event()
    scene = Scene(page("a"), page("b"), gate, page("c"))
    await scene.presenter.open()
    running = asyncio.create_task(scene.presenter.load_all())
    await scene.lists.arrived.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert scene.states[-1] == ListState(Progress.MORE, 2)
    gate.set()
    await scene.presenter.load_all()
    assert [entry.fax_id for entry in scene.rows] == ["a", "b", "c"]
    assert scene.states[-1] == ListState(Progress.COMPLETE, 3)


async def test_load_all_ends_in_trouble_with_the_reason() -> None:
    scene = Scene(page("a"), page("b"), Offline(), page("c"))
    await scene.presenter.open()
    await scene.presenter.load_all()
    assert scene.states[-1] == ListState(Progress.TROUBLE, 2, notice=notice_of(Offline()))
    await scene.presenter.load_all()
    assert scene.states[-1] == ListState(Progress.COMPLETE, 3)


async def test_after_a_sign_out_nothing_of_the_list_is_left() -> None:
    gate = asyncio.Event()
    scene = Scene(page("a", unreadable=1), gate, page("b"))
    await scene.presenter.open(Category.SENT, user="u7")
    running = asyncio.create_task(scene.presenter.load_all())
    await scene.lists.arrived.wait()
    running.cancel()
    scene.presenter.close()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert scene.view.calls[-2:] == [
        ("show_list", Category.SENT, "self"),
        ("show_state", ListState(Progress.COMPLETE, 0)),
    ], "what was cancelled has nothing more to say"
    assert scene.presenter.user == "self"
    await scene.presenter.more()
    assert scene.view.names[-1] == "show_state" and len(scene.rows) == 1
