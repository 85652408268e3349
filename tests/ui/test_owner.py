"""Finding whose fax it is, from the place where it wasn't found."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from faxviewer.demo.service import DemoService, Sample
from tests.ui.desk import REAL, Desk, seated, story, told
from tests.ui.picking import company


@pytest.fixture
def crowded(untouched: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DemoService]:
    """A company of 200 with a fax for each and some more."""
    with company(monkeypatch, faxes=900, members=200) as service:
        yield service


def members_fax(service: DemoService) -> Sample:
    """A fax of a member who comes late in the list."""
    late = set(service.member_ids[150:])
    return next(each for each in service.samples if each.user_id in late)


async def not_found(desk: Desk, fax_id: str) -> None:
    """Look up a fax that isn't one's own."""
    await desk.look_up(fax_id)
    assert desk.text("state.title") == "No such fax for this user"
    await desk.idle()


async def end_of_search(desk: Desk) -> None:
    """Until the search is over."""
    await desk.until(lambda: not desk.text("state.title").startswith("Searching"), "the end of the search")
    await desk.idle()


@story
async def test_a_fax_of_a_member_is_found_and_shown_under_the_member(desk: Desk) -> None:
    await desk.sign_in()
    sample = desk.sample("Received by Bruno")
    await not_found(desk, sample.fax_id)
    kinds = [desk.see(f"state.{name}", QPushButton).property("kind") for name in ("search", "again")]
    assert kinds == ["primary", "quiet"], "the same look-up again finds no more"
    desk.click("state.search")
    await desk.until(lambda: desk.text("field.id") == sample.fax_id, "the fax")
    await desk.idle()
    assert desk.typed("lookup.user") == sample.user_id
    assert desk.text("beside.owner_id") == "Bruno Keller"
    assert desk.text("notice.title") == "It belongs to Bruno Keller"
    await desk.look_up("0" * 24)
    assert not desk.in_view("notice"), "this one doesn't"


@told
async def test_all_members_are_asked_eight_at_once(crowded: DemoService) -> None:
    async with seated(REAL) as desk:
        await desk.idle()
        await not_found(desk, "0" * 24)
        crowded.requests.clear()
        with crowded.faults.hold("fax"):
            desk.click("state.search")
            await desk.asked(crowded, "fax", 8)
            assert desk.in_view("state.stop") and desk.in_view("lookup.stop")
        await desk.until(lambda: desk.text("state.remedy").endswith("of 200 members asked"), "the progress")
        await end_of_search(desk)
        assert desk.text("state.title") == "No member has this fax"
        assert "200 members were asked" in desk.text("state.message")
        assert "Check the ID" in desk.text("state.remedy")
        assert desk.in_view("state.search"), "it can be searched once more"
        assert desk.in_view("lookup.submit") and not desk.in_view("lookup.stop")
        assert crowded.requests.count("fax") == 200
        assert crowded.requests.most_at_once("fax") == 8


@told
async def test_a_pause_that_the_service_asks_for_slows_it_down_and_no_more(crowded: DemoService) -> None:
    sample = members_fax(crowded)
    async with seated(REAL) as desk:
        await desk.idle()
        await not_found(desk, sample.fax_id)
        crowded.faults.answer("fax", 429, after=10, times=3, retry_after="1")
        desk.click("state.search")
        await desk.until(lambda: desk.text("field.id") == sample.fax_id, "the fax")
        await desk.idle()
        assert desk.typed("lookup.user") == sample.user_id
        assert desk.text("notice.title").startswith("It belongs to ")


@pytest.mark.parametrize("button", ["state.stop", "lookup.stop"])
@told
async def test_a_search_can_be_stopped(crowded: DemoService, button: str) -> None:
    async with seated(REAL) as desk:
        await desk.idle()
        await not_found(desk, "0" * 24)
        crowded.requests.clear()
        with crowded.faults.hold("fax"):
            desk.click("state.search")
            await desk.asked(crowded, "fax", 8)
            desk.click(button)
            await end_of_search(desk)
        assert desk.text("state.title") == "The search was stopped"
        assert crowded.requests.count("fax") == 8
        assert desk.in_view("state.search")


@told
async def test_trouble_on_the_way_is_told_and_the_search_offered_again(crowded: DemoService) -> None:
    sample = members_fax(crowded)
    async with seated(REAL) as desk:
        await desk.idle()
        await not_found(desk, sample.fax_id)
        crowded.faults.answer("fax", 400, after=5)
        desk.click("state.search")
        await end_of_search(desk)
        assert desk.text("state.title") == "Fax.Plus refused the request"
        desk.click("state.search")
        await desk.until(lambda: desk.text("field.id") == sample.fax_id, "the fax")
        await desk.idle()


@told
async def test_a_plain_member_is_not_offered_the_search(by_token: DemoService, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAXVIEWER_PERSONAL_ACCESS_TOKEN", by_token.member_token)
    async with seated(REAL) as desk:
        await desk.until(lambda: desk.text("account.name"), "the account")
        await not_found(desk, "0" * 24)
        assert desk.in_view("state.again") and not desk.in_view("state.search")
