"""Looking up over a real connection: which requests go out, and what comes of every kind of answer."""

import asyncio
from datetime import UTC, datetime

import httpx
import pytest

from faxviewer.domain.errors import (
    FaxViewerError,
    NetworkSignInNeeded,
    NotAllowed,
    NotFound,
    RateLimited,
    RequestRefused,
    ServiceTrouble,
    SessionEnded,
    SignInUnavailable,
    UnexpectedReply,
)
from faxviewer.domain.fax import Shape
from faxviewer.faxplus.client import FaxPlusClient, Limits
from tests.fakes.records import ORDINARY, OUTBOX
from tests.fakes.scripted_server import ScriptedServer, drip, http, json_reply, raw, reset, stall
from tests.unit.faxplus.conftest import Bearer, Naps, no_tls

ID = str(ORDINARY["id"])
FAX = f"/accounts/self/faxes/{ID}"
WAITING = f"/accounts/self/outbox/{ID}"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n"
NOT_HTTP = b"220 smtp.example ESMTP ready\r\n\r\n"


async def test_a_fax_is_read(client: FaxPlusClient, server: ScriptedServer) -> None:
    server.on(FAX, json_reply(ORDINARY))
    fax = await client.fax("self", ID)
    assert (fax.id, fax.shape, fax.departures) == (ID, Shape.RECORD, ())
    (asked,) = server.received
    assert (asked.method, asked.target) == ("GET", FAX)
    assert asked.headers["authorization"] == "Bearer canary-token"
    assert asked.headers["accept-encoding"] == "identity"


async def test_what_was_asked_and_what_came_is_kept_as_evidence(client: FaxPlusClient, server: ScriptedServer) -> None:
    body = b'{ "id": "5e7d", "pages": 1e0,\n "status": "su\\u0063cess" }'
    server.on("/accounts/m1/faxes/5e7d", http(200, body, {"X-Request-Id": "req-17"}))
    before = datetime.now(UTC)
    exchange = (await client.fax("m1", "5e7d")).exchange
    assert exchange is not None
    assert (exchange.method, exchange.path, exchange.status) == ("GET", "/accounts/m1/faxes/5e7d", 200)
    assert (exchange.request_id, exchange.body) == ("req-17", body)
    assert before <= exchange.asked_at <= datetime.now(UTC)
    assert exchange.seconds > 0
    assert "cess" not in repr(exchange)  # a log or a traceback tells nothing of the fax


@pytest.mark.parametrize("unusable", ["", "a b", "x" * 129, "caf\xe9"])
async def test_a_request_id_that_is_none_is_left_out(
    client: FaxPlusClient, server: ScriptedServer, unusable: str
) -> None:
    server.on(FAX, json_reply(ORDINARY, headers={"X-Request-Id": unusable, "CF-Ray": "8f2-ZRH"}))
    exchange = (await client.fax("self", ID)).exchange
    assert exchange is not None
    assert exchange.request_id == "8f2-ZRH"


async def test_a_request_that_fails_is_known_by_its_error(client: FaxPlusClient, server: ScriptedServer) -> None:
    server.on(FAX, http(403, b'{"message": "canary"}', {"X-Request-Id": "req-18"}))
    with pytest.raises(NotAllowed) as refused:
        await client.fax("self", ID)
    exchange = refused.value.exchange
    assert exchange is not None
    assert (exchange.method, exchange.path, exchange.status, exchange.request_id) == ("GET", FAX, 403, "req-18")
    assert exchange.body == b""


async def test_without_a_reply_it_still_says_what_was_asked(client: FaxPlusClient, server: ScriptedServer) -> None:
    server.on(FAX, *[reset()] * 5)
    with pytest.raises(FaxViewerError) as cut:
        await client.fax("self", ID)
    exchange = cut.value.exchange
    assert exchange is not None
    assert (exchange.method, exchange.path, exchange.status, exchange.request_id) == ("GET", FAX, 0, "")


async def test_a_fax_in_the_outbox_keeps_the_outbox_reply(client: FaxPlusClient, server: ScriptedServer) -> None:
    server.on(WAITING, json_reply(OUTBOX))
    exchange = (await client.fax("self", ID)).exchange
    assert exchange is not None
    assert exchange.path == WAITING
    assert b"sending" in exchange.body


async def test_the_second_question_uses_the_same_connection(client: FaxPlusClient, server: ScriptedServer) -> None:
    server.on(FAX, json_reply(ORDINARY, headers={"Set-Cookie": "session=canary"}))
    await client.fax("self", ID)
    await client.fax("self", ID)
    assert len(server.connections) == 1
    assert "cookie" not in server.received[-1].headers


async def test_a_fax_that_is_not_finished_comes_from_the_outbox(client: FaxPlusClient, server: ScriptedServer) -> None:
    server.on(WAITING, json_reply(OUTBOX))
    fax = await client.fax("self", ID)
    assert (fax.shape, fax.status.code) == (Shape.OUTBOX, "sending")
    assert server.targets == [FAX, WAITING]


async def test_f107_neither_a_record_nor_in_the_outbox(client: FaxPlusClient, server: ScriptedServer) -> None:
    with pytest.raises(NotFound) as caught:
        await client.fax("self", ID)
    assert caught.value.remedy
    assert server.targets == [FAX, WAITING]


async def test_an_outbox_that_is_not_allowed_does_not_hide_that_there_is_no_record(
    client: FaxPlusClient, server: ScriptedServer
) -> None:
    server.on(WAITING, json_reply({"error": "forbidden"}, 403))
    with pytest.raises(NotFound):
        await client.fax("self", ID)


async def test_an_outbox_in_trouble_does_not_pass_for_no_such_fax(
    client: FaxPlusClient, server: ScriptedServer
) -> None:
    server.on(WAITING, http(503))
    with pytest.raises(ServiceTrouble):
        await client.fax("self", ID)


async def test_an_odd_id_stays_one_segment(client: FaxPlusClient, server: ScriptedServer) -> None:
    with pytest.raises(NotFound):
        await client.fax("..", "a/b?c")
    assert server.targets[0] == "/accounts/%2E%2E/faxes/a%2Fb%3Fc"


async def test_account_and_balance(client: FaxPlusClient, server: ScriptedServer) -> None:
    server.on("/accounts/self", json_reply({"uid": 7, "name": "Ada", "lastname": None, "account_type": "individual"}))
    server.on("/shop/balance", json_reply({"amount": "12", "currency": "USD"}))
    account, balance = await client.account("self"), await client.balance()
    assert (account.user_id, account.display_name, account.email) == ("7", "Ada", "")
    assert (balance.amount, balance.currency) == (None, "USD")


async def test_an_unknown_member_is_called_a_user_and_no_fax(client: FaxPlusClient) -> None:
    with pytest.raises(NotFound, match="No such user"):
        await client.account("nobody")


# Pauses and second tries


@pytest.mark.parametrize(("sent", "seconds"), [("5", 5.0), (None, 30.0)])
async def test_f94_asked_for_a_pause(
    client: FaxPlusClient, server: ScriptedServer, sent: str | None, seconds: float, naps: Naps
) -> None:
    server.on(FAX, http(429, headers={"Retry-After": sent} if sent else {}))
    with pytest.raises(RateLimited) as caught:
        await client.fax("self", ID)
    assert caught.value.retry_after == seconds
    assert (len(server.received), naps.seconds) == (1, [])


async def test_f95_a_pause_until_a_date(server: ScriptedServer) -> None:
    server.on(FAX, http(429, headers={"Retry-After": "Fri, 27 Mar 2020 11:30:00 GMT"}))
    now = datetime(2020, 3, 27, 11, 29, 18, tzinfo=UTC)
    client = FaxPlusClient(lambda: server.address, Bearer(), no_tls, now=lambda: now)
    with pytest.raises(RateLimited) as caught:
        await client.fax("self", ID)
    assert caught.value.retry_after == 42
    await client.aclose()


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_f96_trouble_that_passes(client: FaxPlusClient, server: ScriptedServer, status: int, naps: Naps) -> None:
    server.on(FAX, http(status), http(status, b"<html>Bad gateway</html>"), json_reply(ORDINARY))
    assert (await client.fax("self", ID)).id == ID
    assert len(naps.seconds) == 2
    assert 0 < naps.seconds[0] < naps.seconds[1] * 2 < 5


async def test_f96_trouble_that_stays(client: FaxPlusClient, server: ScriptedServer) -> None:
    server.on(FAX, http(503))
    with pytest.raises(ServiceTrouble, match="having trouble"):
        await client.fax("self", ID)
    assert len(server.received) == 3


@pytest.mark.parametrize("broken", [reset(), raw(b""), reset(HEAD + b"{"), raw(HEAD + b"{")])
async def test_f97_f98_a_connection_that_breaks_once(client: FaxPlusClient, server: ScriptedServer, broken) -> None:  # type: ignore[no-untyped-def]
    server.on(FAX, broken, json_reply(ORDINARY))
    assert (await client.fax("self", ID)).id == ID


@pytest.mark.parametrize("broken", [reset(), raw(b""), reset(HEAD + b"{"), raw(HEAD + b"{")])
async def test_f97_f98_a_connection_that_always_breaks(client: FaxPlusClient, server: ScriptedServer, broken) -> None:  # type: ignore[no-untyped-def]
    server.on(FAX, broken)
    with pytest.raises(ServiceTrouble, match="connection was cut"):
        await client.fax("self", ID)
    assert len(server.received) == 2


@pytest.mark.parametrize("answer", [stall(), stall(HEAD), drip(HEAD), drip(b"HTTP/1.1 200 OK\r\nX-Slow:")])
async def test_f99_an_answer_without_end(server: ScriptedServer, answer) -> None:  # type: ignore[no-untyped-def]
    server.on(FAX, answer)
    client = FaxPlusClient(lambda: server.address, Bearer(), no_tls, limits=Limits(seconds=0.2))
    with pytest.raises(ServiceTrouble, match="takes too long"):
        await client.fax("self", ID)
    await client.aclose()


async def test_a_reply_far_larger_than_any_record_is_not_kept(server: ScriptedServer) -> None:
    server.on(FAX, raw(b"HTTP/1.1 200 OK\r\n\r\n" + b" " * 5_000))
    client = FaxPlusClient(lambda: server.address, Bearer(), no_tls, limits=Limits(reply_bytes=4_000))
    with pytest.raises(UnexpectedReply, match="unexpected"):
        await client.fax("self", ID)
    await client.aclose()


# Answers that are none


async def test_f100_a_network_that_wants_a_sign_in(client: FaxPlusClient, server: ScriptedServer) -> None:
    server.on(FAX, http(200, b"<!DOCTYPE html><title>Hotel</title>", {"Content-Type": "text/html"}))
    with pytest.raises(NetworkSignInNeeded):
        await client.fax("self", ID)


@pytest.mark.parametrize(
    ("status", "kind"), [(401, SessionEnded), (403, NotAllowed), (400, RequestRefused), (410, RequestRefused)]
)
async def test_f106_f108_refusals(
    client: FaxPlusClient, server: ScriptedServer, status: int, kind: type[FaxViewerError]
) -> None:
    server.on(FAX, json_reply({"error": "some_reason", "description": "for +12025550118"}, status))
    with pytest.raises(kind) as caught:
        await client.fax("self", ID)
    assert caught.value.detail == f"HTTP {status}, some_reason"
    assert len(server.received) == 1


async def test_f109_a_redirect_to_itself(client: FaxPlusClient, server: ScriptedServer) -> None:
    server.on(FAX, http(302, headers={"Location": FAX}))
    with pytest.raises(UnexpectedReply) as caught:
        await client.fax("self", ID)
    assert "never follows" in caught.value.message
    assert len(server.received) == 1


async def test_f110_f111_a_redirect_to_another_host(client: FaxPlusClient, server: ScriptedServer) -> None:
    with ScriptedServer() as other:
        server.on(FAX, http(307, headers={"Location": f"{other.address}/take"}))
        with pytest.raises(UnexpectedReply):
            await client.fax("self", ID)
        assert other.received == []


@pytest.mark.parametrize(
    "content",
    [
        NOT_HTTP,
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 200_000 + b"\r\nContent-Length: 0\r\n\r\n",
        b"\x16\x03\x01\x02\x00\r\n\r\n",
    ],
)
async def test_f115_what_is_not_http(client: FaxPlusClient, server: ScriptedServer, content: bytes) -> None:
    server.on(FAX, raw(content))
    with pytest.raises(UnexpectedReply):
        await client.fax("self", ID)


# Whose errors pass through, and what is left behind


class Refusing(httpx.Auth):
    """A session that can't renew itself just now."""

    def auth_flow(self, request: httpx.Request):  # type: ignore[no-untyped-def]
        raise SignInUnavailable(detail="its own")
        yield request


async def test_the_errors_of_the_session_pass_through(server: ScriptedServer) -> None:
    client = FaxPlusClient(lambda: server.address, Refusing(), no_tls)
    with pytest.raises(SignInUnavailable) as caught:
        await client.fax("self", ID)
    assert caught.value.detail == "its own"
    assert server.received == []
    await client.aclose()


async def test_f117_a_cancelled_look_up_hangs_up_and_the_next_one_works(
    client: FaxPlusClient, server: ScriptedServer
) -> None:
    server.on(FAX, stall(HEAD), json_reply(ORDINARY))
    asking = asyncio.create_task(client.fax("self", ID))
    assert await asyncio.to_thread(server.arrived.wait, 20)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert await asyncio.to_thread(server.left.wait, 20)
    assert (await client.fax("self", ID)).id == ID


async def test_the_client_follows_the_settings_to_another_service(server: ScriptedServer) -> None:
    address = [server.address]
    client = FaxPlusClient(lambda: address[0], Bearer(), no_tls)
    with ScriptedServer() as other:
        other.on(f"/v3{FAX}", json_reply(ORDINARY))
        with pytest.raises(NotFound):
            await client.fax("self", ID)
        address[0] = f"{other.address}/v3/"
        assert (await client.fax("self", ID)).id == ID
    await client.aclose()


async def test_closing_twice_does_no_harm(client: FaxPlusClient) -> None:
    await client.aclose()
    await client.aclose()
