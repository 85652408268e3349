"""Lists and members over a real connection: which requests go out, and what comes of every kind of answer."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from faxviewer.domain.errors import (
    FaxViewerError,
    InputRefused,
    NetworkSignInNeeded,
    NotAllowed,
    NotFound,
    RateLimited,
    ServiceTrouble,
    SessionEnded,
    UnexpectedReply,
)
from faxviewer.domain.fax import Shape
from faxviewer.domain.listing import Category, ListPage, Period
from faxviewer.faxplus.client import FaxPlusClient, Limits
from tests.fakes.records import ORDINARY, OUTBOX
from tests.fakes.scripted_server import Answer, ScriptedServer, Visit, http, json_reply, raw, reset, stall
from tests.unit.faxplus.conftest import Bearer, Naps, no_tls
from tests.unit.faxplus.list_service import ids

LIST = "/accounts/self/faxes"
OPEN = Period()
START = datetime(2020, 3, 27, 12, tzinfo=UTC)


def record(place: int) -> dict[str, Any]:
    """The fax at that place, newest first, one every ten minutes."""
    made = START - timedelta(minutes=10 * place)
    texts = {
        name: f"{made + timedelta(seconds=later):%Y-%m-%d %H:%M:%S}"
        for name, later in (("submit_time", 0), ("start_time", 30), ("last_update", 90))
    }
    return {**ORDINARY, **texts, "scheduled_time": None, "id": f"{int(made.timestamp()):08x}{place:016x}"}


def page(*places: int) -> Answer:
    return json_reply({"data": {"records": [record(place) for place in places]}})


def asked(server: ScriptedServer) -> list[dict[str, list[str]]]:
    return [parse_qs(urlsplit(target).query) for target in server.targets]


async def whole(pages: AsyncIterator[ListPage]) -> list[ListPage]:
    return [page async for page in pages]


async def test_a_list_is_walked_back_by_before(client: FaxPlusClient, server: ScriptedServer) -> None:
    server.on(LIST, page(*range(50)), page(*range(49, 80)), page(79))
    pages = await whole(client.pages("self", Category.SENT, OPEN))
    assert ids(pages) == [record(place)["id"] for place in range(80)]
    assert [len(page.faxes) for page in pages] == [50, 30]
    assert asked(server) == [
        {"category": ["sent"], "limit": ["50"]},
        {"category": ["sent"], "limit": ["50"], "before": ["2020-03-27 03:51:31"]},
        {"category": ["sent"], "limit": ["50"], "before": ["2020-03-26 22:51:31"]},
    ]
    assert "+" not in "".join(server.targets)
    assert len(server.connections) == 1


@pytest.mark.parametrize("category", [Category.INBOX, Category.SPAM])
async def test_the_period_goes_to_the_service_and_loses_no_part_of_a_second(
    client: FaxPlusClient, server: ScriptedServer, category: Category
) -> None:
    server.on("/accounts/u1/faxes", json_reply({"data": {"records": []}}))
    zone = START.astimezone(tz=None)
    period = Period(zone - timedelta(hours=1, microseconds=1), zone + timedelta(microseconds=1))
    assert await whole(client.pages("u1", category, period)) == []
    (query,) = asked(server)
    assert query["category"] == [category.value]
    assert (query["after"], query["before"]) == (["2020-03-27 10:59:59"], ["2020-03-27 12:00:01"])


async def test_nothing_is_asked_before_the_first_step(client: FaxPlusClient, server: ScriptedServer) -> None:
    client.pages("self", Category.SENT, OPEN)
    client.pages("self", Category.OUTBOX, OPEN)
    assert server.received == []


async def test_an_empty_user_is_refused_and_asks_for_nothing(client: FaxPlusClient, server: ScriptedServer) -> None:
    with pytest.raises(InputRefused):
        await anext(client.pages("", Category.SENT, OPEN))
    assert server.received == []


async def test_the_outbox_is_one_request(client: FaxPlusClient, server: ScriptedServer) -> None:
    times = ["2020-03-27 11:00:00", "2020-03-27 12:00:00", "2020-03-26 12:00:00"]
    sent = [{**OUTBOX, "id": str(number), "submit_time": time} for number, time in enumerate(times)]
    server.on("/accounts/self/outbox", json_reply({"records": [*sent, None]}))
    period = Period(after=datetime(2020, 3, 27, tzinfo=UTC))
    (only,) = await whole(client.pages("self", Category.OUTBOX, period))
    assert (ids([only]), only.unreadable, only.faxes[0].shape) == (["1", "0"], 1, Shape.OUTBOX)
    assert server.targets == ["/accounts/self/outbox"]


# Faults


async def test_f103_one_bad_row_of_fifty(client: FaxPlusClient, server: ScriptedServer) -> None:
    rows: list[Any] = [record(place) for place in range(49)]
    rows.insert(20, "no record")
    rows[30] = {**rows[30], "status": None, "pages": "many", "direction": 7}
    server.on(LIST, json_reply({"data": {"records": rows}}), page(48))
    (only,) = await whole(client.pages("self", Category.SENT, OPEN))
    assert (len(only.faxes), only.unreadable, only.incomplete) == (49, 1, "")
    assert any(fax.departures for fax in only.faxes)


@pytest.mark.parametrize("sent", [[], None, {}, {"data": {"records": None}}, {"error": "x"}])
async def test_f103_a_reply_without_a_list(client: FaxPlusClient, server: ScriptedServer, sent: Any) -> None:
    for path, category in ((LIST, Category.INBOX), ("/accounts/self/outbox", Category.OUTBOX)):
        server.on(path, json_reply(sent))
        with pytest.raises(UnexpectedReply):
            await anext(client.pages("self", category, OPEN))


async def test_f98_dropped_mid_body_is_no_end(client: FaxPlusClient, server: ScriptedServer) -> None:
    body = json.dumps({"data": {"records": [record(place) for place in range(49, 80)]}}).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    cut = reset(head + body[: len(body) // 2])
    server.on(LIST, page(*range(50)), cut, cut, page(*range(49, 80)), page(79))
    pages = client.pages("self", Category.SENT, OPEN)
    assert len((await anext(pages)).faxes) == 50
    with pytest.raises(ServiceTrouble):
        await anext(pages)
    assert [len(page.faxes) for page in await whole(pages)] == [30]


async def test_f98_a_body_without_a_length_that_ends_early(client: FaxPlusClient, server: ScriptedServer) -> None:
    server.on(LIST, page(*range(50)), raw(b'HTTP/1.1 200 OK\r\n\r\n{"data": {"records": ['))
    pages = client.pages("self", Category.SENT, OPEN)
    await anext(pages)
    with pytest.raises(UnexpectedReply):
        await anext(pages)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (http(503), ServiceTrouble),
        (http(401), SessionEnded),
        (http(403), NotAllowed),
        (http(200, b"<html>", {"Content-Type": "text/html"}), NetworkSignInNeeded),
    ],
)
async def test_a_list_goes_on_where_an_error_stopped_it(
    client: FaxPlusClient, server: ScriptedServer, answer: Answer, error: type[FaxViewerError]
) -> None:
    server.on(LIST, page(*range(50)), answer)
    pages = client.pages("self", Category.SENT, OPEN)
    await anext(pages)
    for _ in range(2):
        with pytest.raises(error):
            await anext(pages)
    server.on(LIST, page(*range(49, 80)), page(79))
    assert ids(await whole(pages)) == [record(place)["id"] for place in range(50, 80)]


async def test_f119_a_list_goes_on_after_it_was_stopped(client: FaxPlusClient, server: ScriptedServer) -> None:
    server.on(LIST, stall(), page(0, 1), page(1))
    pages = client.pages("self", Category.SENT, OPEN)
    step = asyncio.create_task(whole(pages))
    assert await asyncio.to_thread(server.arrived.wait, 20)
    step.cancel()
    with pytest.raises(asyncio.CancelledError):
        await step
    assert len(ids(await whole(pages))) == 2


async def test_an_unknown_user_is_called_a_user_and_no_fax(client: FaxPlusClient) -> None:
    for category in Category:
        with pytest.raises(NotFound, match="No such user"):
            await anext(client.pages("nobody", category, OPEN))


async def test_f94_a_short_pause_is_waited_for(client: FaxPlusClient, server: ScriptedServer, naps: Naps) -> None:
    busy = http(429, headers={"Retry-After": "5"})
    server.on(LIST, page(*range(50)), busy, busy, page(*range(49, 80)), busy, page(79))
    pages = await whole(client.pages("self", Category.SENT, OPEN))
    assert (len(ids(pages)), naps.seconds) == (80, [5, 5, 5])


async def test_f94_a_pause_without_end_is_told(client: FaxPlusClient, server: ScriptedServer, naps: Naps) -> None:
    server.on(LIST, http(429, headers={"Retry-After": "2"}))
    with pytest.raises(RateLimited):
        await anext(client.pages("self", Category.SENT, OPEN))
    assert naps.seconds == [2, 2, 2]


@pytest.mark.parametrize("retry_after", ["60", "-5", "junk", "1e9"])
async def test_f95_a_long_pause_is_the_persons_to_wait(
    client: FaxPlusClient, server: ScriptedServer, naps: Naps, retry_after: str
) -> None:
    server.on(LIST, page(*range(50)), http(429, headers={"Retry-After": retry_after}), page(49, 50), page(50))
    pages = client.pages("self", Category.SENT, OPEN)
    await anext(pages)
    with pytest.raises(RateLimited) as caught:
        await anext(pages)
    assert 30 <= caught.value.retry_after <= 600
    assert naps.seconds == []
    assert ids(await whole(pages)) == [record(50)["id"]]


async def test_f99_each_request_has_a_deadline_of_its_own(server: ScriptedServer) -> None:
    server.on(LIST, page(*range(50)), stall(), page(*range(49, 80)), page(79))
    client = FaxPlusClient(lambda: server.address, Bearer(), no_tls, limits=Limits(seconds=1.5))
    pages = client.pages("self", Category.SENT, OPEN)
    await anext(pages)
    with pytest.raises(ServiceTrouble, match="takes too long"):
        await anext(pages)
    assert len(ids(await whole(pages))) == 30
    await client.aclose()


async def test_f116_a_list_that_never_ends(server: ScriptedServer) -> None:
    """Each page goes back from the last one, for as long as anybody asks."""

    def endless(visit: Visit) -> bool:
        first = 9 * (len(server.received) - 1)
        return page(*range(first, first + 10))(visit)

    server.on(LIST, endless)
    client = FaxPlusClient(lambda: server.address, Bearer(), no_tls, limits=Limits(page_rows=10, list_requests=30))
    pages = await whole(client.pages("self", Category.SENT, OPEN))
    assert (len(server.received), len(ids(pages))) == (30, 30 * 9 + 1)
    assert [bool(page.incomplete) for page in pages] == [False] * 29 + [True]
    assert "after 30 requests" in pages[-1].incomplete
    await client.aclose()


def test_a_list_may_be_as_long_as_100_000_faxes() -> None:
    limits = Limits()
    assert limits.list_requests * (limits.page_rows - 1) > 200_000


# Members


async def test_members(client: FaxPlusClient, server: ScriptedServer) -> None:
    sent = [
        {"uid": "u1", "name": "Ada", "lastname": "Okafor", "email": "a@b.test", "account_type": "corporate_admin"},
        {"uid": 7, "name": None, "lastname": None, "email": None},
        None,
        "u3",
        {"name": "without an ID"},
        {"uid": "u1", "name": "Ada", "lastname": "Okafor", "email": "a@b.test", "account_type": "corporate_admin"},
    ]
    server.on("/accounts", json_reply({"members": sent}), json_reply({"data": {"members": sent}}))
    for _ in range(2):
        members = await client.members()
        assert [(member.user_id, member.display_name) for member in members] == [("u1", "Ada Okafor"), ("7", "7")]
        assert members[0].is_administrator


@pytest.mark.parametrize("sent", [[], None, {}, {"members": None}, {"members": {"u1": {}}}, {"data": []}])
async def test_f103_a_reply_without_members(client: FaxPlusClient, server: ScriptedServer, sent: Any) -> None:
    server.on("/accounts", json_reply(sent))
    with pytest.raises(UnexpectedReply):
        await client.members()


async def test_f106_members_are_for_administrators(client: FaxPlusClient, server: ScriptedServer) -> None:
    server.on("/accounts", json_reply({"error": "forbidden"}, 403))
    with pytest.raises(NotAllowed):
        await client.members()
