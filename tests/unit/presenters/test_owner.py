"""Finding out whose fax it is, by asking for it under every member."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence

import pytest

from faxviewer.domain.account import Account
from faxviewer.domain.errors import FaxViewerError, NotAllowed, NotFound, Offline, RateLimited
from faxviewer.domain.fax import Fax
from faxviewer.domain.listing import Category, ListPage, Period
from faxviewer.presenters.notices import notice_of
from faxviewer.presenters.owner import OwnerPresenter, OwnerSearch, OwnerView, found_words
from tests.fakes.views import CallLogger, Faxes, fax

ID = "5e7de3ad54cfd54eb568cc76"


def members(count: int) -> tuple[Account, ...]:
    return tuple(Account(f"u{number}", f"Member {number}") for number in range(count))


class Company(Faxes):
    """A FaxSource in which `owner` has the fax. `answers` overrides what a member's turn ends in, in order.

    Every request takes one turn of the loop; `gate` holds them all up.
    """

    def __init__(self, owner: str = "", **answers: Sequence[FaxViewerError]) -> None:
        super().__init__()
        self._owner = owner
        self._errors = {name: list(errors) for name, errors in answers.items()}
        self.now = self.most = 0
        self.gate: asyncio.Event | None = None
        self.cancelled = 0

    async def fax(self, user: str, fax_id: str) -> Fax:
        self.asked.append((user, fax_id))
        self.now += 1
        self.most = max(self.most, self.now)
        self.arrived.set()
        try:
            await (self.gate.wait() if self.gate and user != self._owner else asyncio.sleep(0))
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        finally:
            self.now -= 1
        if self._errors.get(user):
            raise self._errors[user].pop(0)
        if user != self._owner:
            raise NotFound
        return fax(fax_id)

    async def full(self, count: int) -> None:
        """Until so many requests are held up."""
        async with asyncio.timeout(10):
            while self.now < count:
                self.arrived.clear()
                await self.arrived.wait()

    @property
    def users(self) -> list[str]:
        return [user for user, _ in self.asked]


class Pauses:
    """Sleeps at once, and remembers how long it should have, and how many requests there were at the time."""

    def __init__(self, company: Company) -> None:
        self.slept: list[float] = []
        self.asked_before: list[int] = []
        self._company = company

    async def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)
        for _ in range(50):  # whoever doesn't hold still would ask in the meantime
            await asyncio.sleep(0)
        self.asked_before.append(len(self._company.asked))


def ignored(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


async def test_the_owner_is_found() -> None:
    company = Company("u5")
    owner = await OwnerSearch(company).find(ID, members(20), ignored)
    assert owner == Account("u5", "Member 5")
    assert {fax_id for _, fax_id in company.asked} == {ID}


async def test_nobody_has_it_after_every_member_was_asked_once() -> None:
    company = Company()
    steps: list[tuple[int, int]] = []
    assert await OwnerSearch(company).find(ID, members(30), lambda *step: steps.append(step)) is None
    assert sorted(company.users) == sorted(member.user_id for member in members(30))
    assert steps == [(done, 30) for done in range(1, 31)]


async def test_at_most_eight_are_asked_at_once() -> None:
    company = Company()
    await OwnerSearch(company).find(ID, members(100), ignored)
    assert company.most == 8


async def test_the_first_hit_stops_it_and_cancels_the_others() -> None:
    company = Company("u3")
    company.gate = asyncio.Event()  # never set: the others would wait for ever
    async with asyncio.timeout(10):
        owner = await OwnerSearch(company).find(ID, members(100), ignored)
    assert owner and owner.user_id == "u3"
    assert company.now == 0 and company.cancelled == 7
    assert len(company.asked) == 8, "nobody else was asked"


async def test_no_members_no_owner() -> None:
    assert await OwnerSearch(Company()).find(ID, (), ignored) is None


async def test_a_member_who_may_not_be_looked_at_is_passed_over() -> None:
    company = Company("u2", u0=[NotAllowed()], u1=[NotAllowed()])
    owner = await OwnerSearch(company, at_once=1).find(ID, members(3), ignored)
    assert owner and owner.user_id == "u2"


async def test_a_pause_that_is_asked_for_is_made_and_the_same_member_asked_again() -> None:
    company = Company(u4=[RateLimited(7)])
    pauses = Pauses(company)
    steps: list[tuple[int, int]] = []
    assert await OwnerSearch(company, sleep=pauses).find(ID, members(20), lambda *step: steps.append(step)) is None
    assert pauses.slept == [7]
    assert company.users.count("u4") == 2 and len(company.asked) == 21
    assert pauses.asked_before[0] <= 16, "nobody is asked during the pause"
    assert steps == [(done, 20) for done in range(1, 21)], "counted once each"


async def test_a_pause_halves_how_many_are_asked_at_once() -> None:
    company = Company(u0=[RateLimited(1)])
    pauses = Pauses(company)
    search = OwnerSearch(company, sleep=pauses)
    after: list[int] = []

    def watch(done: int, _total: int) -> None:
        if done > 16:  # those that were under way at the time have ended
            after.append(company.now)

    assert await search.find(ID, members(100), watch) is None
    assert max(after) <= 4
    assert len(company.asked) == 101


async def test_it_goes_on_one_by_one_however_often_a_pause_is_asked_for() -> None:
    company = Company("u19", **{f"u{number}": [RateLimited(2)] * 2 for number in range(12)})
    pauses = Pauses(company)
    owner = await OwnerSearch(company, sleep=pauses).find(ID, members(20), ignored)
    assert owner and owner.user_id == "u19"
    assert set(pauses.slept) == {2}
    assert all(company.users.count(f"u{number}") == 3 for number in range(12))


async def test_an_error_ends_it() -> None:
    company = Company("u50", u10=[Offline()])
    with pytest.raises(Offline):
        await OwnerSearch(company).find(ID, members(100), ignored)
    assert company.now == 0
    assert len(company.asked) < 50


async def test_cancelling_it_cancels_every_request() -> None:
    company = Company()
    company.gate = asyncio.Event()
    running = asyncio.create_task(OwnerSearch(company).find(ID, members(100), ignored))
    await company.full(8)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert company.now == 0 and company.cancelled == 8


# What the window tells of it


class Lists:
    """FaxLists that has members, or has not."""

    def __init__(self, found: tuple[Account, ...] | FaxViewerError) -> None:
        self._found = found

    def pages(self, user: str, category: Category, period: Period) -> AsyncIterator[ListPage]:
        raise AssertionError("no list is needed")

    async def members(self) -> tuple[Account, ...]:
        if isinstance(self._found, FaxViewerError):
            raise self._found
        return self._found


class Scene:
    def __init__(self, company: Company, listed: tuple[Account, ...] | FaxViewerError) -> None:
        self.view = CallLogger(OwnerView)
        self.found: list[tuple[str, str]] = []
        self.presenter = OwnerPresenter(self.view, Lists(listed), OwnerSearch(company), self._found)

    async def _found(self, fax_id: str, owner: Account) -> None:
        self.found.append((fax_id, owner.user_id))


async def test_the_search_is_seen_and_its_hit_is_handed_on() -> None:
    scene = Scene(Company("u11"), members(12))
    await scene.presenter.search(ID)
    assert scene.found == [(ID, "u11")]
    assert scene.view.calls[0] == ("show_search", 0, 0)
    assert ("show_search", 8, 12) in scene.view.calls
    assert "show_search_result" not in scene.view.names


async def test_that_nobody_has_it_is_told_with_what_to_do() -> None:
    scene = Scene(Company(), members(3))
    await scene.presenter.search(ID)
    [(notice,)] = scene.view.of("show_search_result")
    assert notice.title == "No member has this fax"
    assert notice.message.startswith("3 members were asked")
    assert notice.remedy
    assert scene.found == []


@pytest.mark.parametrize("error", [Offline, NotAllowed], ids=["offline", "no administrator"])
async def test_without_the_members_there_is_no_search(error: Callable[[], FaxViewerError]) -> None:
    company = Company()
    scene = Scene(company, error())
    await scene.presenter.search(ID)
    assert scene.view.of("show_search_result") == [(notice_of(error()),)]
    assert company.asked == []


async def test_trouble_on_the_way_is_told() -> None:
    scene = Scene(Company(u1=[Offline()]), members(3))
    await scene.presenter.search(ID)
    assert scene.view.of("show_search_result") == [(notice_of(Offline()),)]


async def test_a_search_that_is_stopped_says_so() -> None:
    company = Company()
    company.gate = asyncio.Event()
    scene = Scene(company, members(3))
    running = asyncio.create_task(scene.presenter.search(ID))
    await company.full(3)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    [(notice,)] = scene.view.of("show_search_result")
    assert notice.title == "The search was stopped"


def test_the_owner_is_called_by_a_name_that_can_be_read() -> None:
    assert found_words(Account("u1", "Chidi")).title == "It belongs to Chidi"
    assert found_words(Account("u1", "", "a@b.example")).title == "It belongs to a@b.example"
    assert len(found_words(Account("u1", "x" * 500)).title) < 100
    assert "\u202e" not in found_words(Account("u1", "\u202eevil")).title
