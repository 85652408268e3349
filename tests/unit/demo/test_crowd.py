"""A hundred thousand faxes and four thousand members: made when asked for, spread over everybody, found at once."""

import sys
import threading
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from faxviewer.demo.bulk import ROUND, TOGETHER, Bulk
from faxviewer.demo.company import Company
from faxviewer.demo.identifiers import time_text
from faxviewer.demo.service import DemoService
from tests.unit.demo.conftest import Browser, Clock

FAXES, MEMBERS = 100_000, 4_000


@pytest.fixture(scope="module")
def crowd() -> Iterator[DemoService]:
    with DemoService(faxes=FAXES, members=MEMBERS, mailing=120, clock=Clock()) as running:
        yield running


@pytest.fixture
def desk(crowd: DemoService) -> Iterator[Browser]:
    with httpx.Client(trust_env=False, timeout=30) as http:
        yield Browser(crowd, http)


def page(desk: Browser, user: str = "self", **query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = desk.api(f"/accounts/{user}/faxes?{urlencode(query)}").json()["data"]["records"]
    return found


def created(record: dict[str, Any]) -> int:
    """Unix seconds; what lists go by."""
    return int(record["id"][:8], 16)


def calls(function: Any, *arguments: Any) -> int:
    """How many functions a call of `function` calls in turn: what it costs, whatever else the computer does."""
    counted = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        function(*arguments)
    finally:
        sys.setprofile(before)
    return counted


# Members


def test_every_member_is_listed_once_with_name_mail_and_id(desk: Browser) -> None:
    members = desk.api("/accounts").json()["members"]
    assert len(members) == MEMBERS == desk.service.member_count
    assert [str(one["uid"]) for one in members] == list(desk.service.member_ids)
    assert len({str(one["uid"]) for one in members}) == len({one["email"] for one in members}) == MEMBERS
    assert {type(one["uid"]) for one in members} == {str, int}
    assert len({(one["name"], one["lastname"]) for one in members}) > 1500
    assert any(one["lastname"] is None for one in members[3:])
    assert any(not one["name"].isascii() for one in members)
    for one in members:
        name, _, domain = one["email"].partition("@")
        assert name
        assert name.isascii()
        assert "example" in domain
        assert (one["account_type"], one["status"]) == ("corporate_member", "active")


def test_members_can_be_asked_for_whatever_their_id_is(desk: Browser) -> None:
    members = desk.api("/accounts").json()["members"]
    for one in (members[0], members[-1], *(one for one in members[:30] if isinstance(one["uid"], int))):
        assert desk.api(f"/accounts/{one['uid']}").json() == one
    assert desk.api("/accounts/40000000").status_code == 404


def test_the_list_of_members_is_written_once(crowd: DemoService) -> None:
    assert crowd._api._members is crowd._api._members
    assert calls(crowd._api._accounts, crowd._tokens.access(crowd.personal_access_token)) < 20


def test_the_same_seed_gives_the_same_members_and_more_of_them_change_none() -> None:
    few, many, other = Company(7, 50), Company(7, MEMBERS), Company(8, 50)
    assert list(few.members) == [many.person(number) for number in range(1, 51)]
    assert not {one.uid for one in few.members} & {one.uid for one in other.members}


@pytest.mark.parametrize("asked", [-1, 0, 2, 3])
def test_the_three_hand_made_members_are_always_there(asked: int) -> None:
    assert DemoService(members=asked).member_ids == DemoService().member_ids


# Faxes


def test_nothing_is_made_before_it_is_asked_for() -> None:
    few, many = calls(DemoService), calls(lambda: DemoService(faxes=FAXES, members=MEMBERS))
    assert many < few + 100


def test_the_administrator_has_many_in_each_list_and_every_member_has_some(crowd: DemoService) -> None:
    bulk = crowd._faxes.bulk
    owned = Counter(bulk.owner(place) for place in range(bulk.count))
    assert set(owned) == set(range(MEMBERS + 1))
    assert min(owned.values()) >= 10
    own = Counter(bulk.category(place) for place in bulk.owned(0, 0))
    assert own["inbox"] > 20_000
    assert own["sent"] > 20_000
    assert own["spam"] > 2_000
    assert crowd.fax_count == FAXES + 120


@pytest.mark.parametrize(("members", "count"), [(3, 0), (3, 1), (3, 2), (3, 7), (4, 100), (7, 1001), (4000, 500)])
def test_whose_fax_is_at_a_place_and_which_places_are_whose_agree(members: int, count: int) -> None:
    bulk = Bulk(Company(7, members), 7, 1000, count)
    for owner in range(min(members, 8) + 1):
        places = [place for place in range(count) if bulk.owner(place) == owner]
        assert list(bulk.owned(owner, 0)) == places
        for first in (1, 2, 5, count // 2, count):
            assert list(bulk.owned(owner, first)) == [place for place in places if place >= first]


@pytest.mark.parametrize("user", ["self", "member"])
@pytest.mark.parametrize("category", ["inbox", "sent", "spam", ""])
def test_a_list_read_backwards_holds_all_that_is_there_once(desk: Browser, user: str, category: str) -> None:
    bulk = desk.service._faxes.bulk
    start = 90_000
    after, before = time_text(bulk.created(bulk.count - 1)), time_text(bulk.created(start))
    uid = desk.service.member_ids[1234] if user == "member" else "self"
    query = {"after": after, **({"category": category} if category else {})}
    found: dict[str, int] = {}
    while True:
        rows = page(desk, uid, before=before, **query)
        assert [created(one) for one in rows] == sorted((created(one) for one in rows), reverse=True)
        known = len(found)
        found |= {one["id"]: created(one) for one in rows}
        if len(found) == known:
            break
        before = time_text(created(rows[-1]) + 1)
    owner = 1235 if user == "member" else 0
    places = [place for place in range(start + 1, bulk.count) if bulk.owner(place) == owner]
    assert set(found) == {bulk.id(place) for place in places if category in ("", bulk.category(place))}


@pytest.mark.parametrize("category", ["inbox", "sent", "spam"])
def test_a_page_near_the_end_costs_what_one_near_the_start_does(crowd: DemoService, category: str) -> None:
    bulk = crowd._faxes.bulk
    uid = crowd._people.uid(0)

    def cost(place: int) -> int:
        bulk.entry.cache_clear()
        query = {"category": category, "before": time_text(bulk.created(place))}
        return calls(crowd._api._lists.page, query, uid, 0.0)

    near, far = cost(500), cost(95_000)
    assert far < 2 * near


def test_some_lie_within_one_second(desk: Browser) -> None:
    bulk = desk.service._faxes.bulk
    last = ROUND - 1
    moment = bulk.created(last)
    assert [place for place in range(ROUND + 50) if bulk.created(place) == moment] == [*range(ROUND - TOGETHER, ROUND)]
    assert bulk.place_before(moment + 1) == ROUND - TOGETHER
    assert bulk.place_before(moment) == ROUND
    assert len(page(desk, after=time_text(moment), before=time_text(moment + 1))) == TOGETHER // 2
    moments = [bulk.created(place) for place in range(bulk.count)]
    assert moments == sorted(moments, reverse=True)


def test_a_mailing_is_more_within_one_second_than_a_page_holds(desk: Browser) -> None:
    sent = [one for one in desk.service.samples if one.label.startswith("Sent within one second")]
    assert len(sent) == 120
    moment = int(sent[0].fax_id[:8], 16)
    rows = page(desk, category="sent", before=time_text(moment + 1))
    assert {created(one) for one in rows} == {moment}
    assert len(rows) == 50
    assert page(desk, category="sent", before=time_text(moment + 1)) == rows
    assert not {one["id"] for one in page(desk, before=time_text(moment))} & {one.fax_id for one in sent}
    assert desk.api(f"/accounts/self/faxes/{sent[-1].fax_id}").json()["id"] == sent[-1].fax_id
    assert not [one for one in DemoService().samples if one.label == sent[0].label]


def test_a_fax_is_found_at_its_owner_only(desk: Browser) -> None:
    bulk = desk.service._faxes.bulk
    place = next(bulk.owned(3210, 0))
    owner = desk.service.member_ids[3209]
    assert desk.api(f"/accounts/{owner}/faxes/{bulk.id(place)}").json()["owner_id"] == owner
    for other in ("self", desk.service.member_ids[0], desk.service.member_ids[-1]):
        assert desk.api(f"/accounts/{other}/faxes/{bulk.id(place)}").status_code == 404


@pytest.mark.parametrize("asking", [8, 16])
def test_many_are_served_at_once(crowd: DemoService, asking: int) -> None:
    crowd.requests.clear()
    address = f"{crowd.api_url}/accounts/self/faxes?limit=5"
    statuses: list[int] = []

    def ask() -> None:
        headers = {"Authorization": f"Bearer {crowd.personal_access_token}"}
        statuses.append(httpx.get(address, headers=headers, trust_env=False, timeout=30).status_code)

    threads = [threading.Thread(target=ask) for _ in range(asking)]
    with crowd.faults.hold("faxes"):
        for thread in threads:
            thread.start()
        assert crowd.requests.wait_for("faxes", asking)
        assert statuses == []
    for thread in threads:
        thread.join(30)
    assert statuses == [200] * asking
    assert crowd.requests.most_at_once("faxes") == asking
    assert crowd.requests.most_at_once("fax") == 0
    crowd.requests.clear()
    assert crowd.requests.most_at_once("faxes") == 0
