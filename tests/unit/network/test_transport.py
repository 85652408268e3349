"""Which connections are kept and used again, and what closing and cancelling leave behind: nothing."""

import asyncio
import logging
import ssl
import threading
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from faxviewer.network.transport import HttpTransport
from faxviewer.ui.tasks import run
from tests.fakes.peer import Line, Peer, reply, saying
from tests.unit.network.conftest import alone, client, later, moment, no_tls, turns, until

# Kept, or not


async def test_a_connection_is_kept_and_used_again() -> None:
    with Peer(saying(reply(b"one"))) as peer:
        async with client() as http:
            for _ in range(3):
                assert (await http.get(peer.address)).text == "one"
            assert (peer.count, len(peer.heads)) == (1, 3)
        assert await alone(peer)


async def test_another_port_or_host_gets_a_connection_of_its_own() -> None:
    with Peer(saying(reply(b"one"))) as one, Peer(saying(reply(b"two"))) as two:
        async with client() as http:
            assert (await http.get(one.address)).text == "one"
            assert (await http.get(two.address)).text == "two"
            assert (await http.get(f"http://localhost:{one.port}")).text == "one"
        assert (one.count, two.count) == (2, 1)


@pytest.mark.parametrize(
    "content",
    [
        reply(b"one", Connection="close"),
        b"HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\none",
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n0\r\n\r\n",
    ],
)
async def test_a_connection_that_ends_with_its_reply_is_closed(content: bytes) -> None:
    with Peer(saying(content)) as peer:
        async with client() as http:
            for _ in range(2):
                assert (await http.get(peer.address)).text == "one"
            assert peer.count == 2
            assert await alone(peer)


async def test_after_five_idle_seconds_a_connection_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    with Peer(saying(reply())) as peer:
        async with client() as http:
            await http.get(peer.address)
            later(monkeypatch, 4)
            await http.get(peer.address)
            assert peer.count == 1
            later(monkeypatch, 4)
            await http.get(peer.address)
            assert peer.count == 1, "the five seconds begin anew with each reply"
            later(monkeypatch, 6)
            await http.get(peer.address)
            assert peer.count == 2


async def test_what_is_too_old_is_closed_when_any_other_server_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with Peer(saying(reply())) as old, Peer(saying(reply())) as other:
        async with client() as http:
            await http.get(old.address)
            later(monkeypatch, 6)
            await http.get(other.address)
            assert await alone(old)


async def test_a_connection_that_the_server_left_meanwhile_is_not_used() -> None:
    def talk(line: Line) -> None:
        line.head()
        line.say(reply())

    with Peer(talk) as peer:
        async with client() as http:
            for _ in range(3):
                await http.get(peer.address)
                assert await alone(peer)
                await moment()
            assert peer.count == 3


async def test_what_was_said_unasked_is_never_an_answer() -> None:
    said = threading.Event()

    def talk(line: Line) -> None:
        while line.head():
            line.say(reply(b"asked"))
            line.peer.go.wait(10)
            line.say(reply(b"forged"))
            said.set()

    with Peer(talk) as peer:
        async with client() as http:
            assert (await http.get(peer.address)).text == "asked"
            peer.go.set()
            assert await asyncio.to_thread(said.wait, 10)
            await moment()
            assert (await http.get(peer.address)).text == "asked"
            assert peer.count == 2


async def test_what_was_said_unasked_in_one_breath_with_a_reply_is_never_an_answer() -> None:
    with Peer(saying(reply(b"asked") + reply(b"forged"))) as peer:
        async with client() as http:
            for _ in range(3):
                assert (await http.get(peer.address)).text == "asked"
            assert peer.count == 3


@pytest.mark.parametrize("read_some", [False, True])
async def test_a_body_that_nobody_reads_to_the_end_closes_the_connection(*, read_some: bool) -> None:
    with Peer(saying(reply(bytes(1_000_000)))) as peer:
        async with client() as http:
            async with http.stream("GET", peer.address) as response:
                if read_some:
                    await anext(response.aiter_raw())
            assert await alone(peer)
            async with http.stream("GET", peer.address) as response:
                assert len(await response.aread()) == 1_000_000
            assert peer.count == 2


async def test_several_requests_at_once_get_connections_of_their_own_and_leave_them_for_the_next() -> None:
    with Peer(saying(reply(b"one"))) as peer:

        def talk(line: Line) -> None:
            while line.head():
                peer.go.wait(10)
                line.say(reply(f"{line.number}".encode()))

        peer.talk = talk
        async with client() as http:
            asking = [asyncio.create_task(http.get(peer.address)) for _ in range(20)]
            await until(lambda: len(peer.heads) == 20)
            peer.go.set()
            answers = {(await one).text for one in asking}
            assert answers == {str(number) for number in range(1, 21)}
            await asyncio.gather(*(http.get(peer.address) for _ in range(20)))
            assert peer.count == 20
        assert await alone(peer)


async def test_a_slow_answer_goes_to_the_one_who_asked() -> None:
    with Peer(saying()) as peer:

        def talk(line: Line) -> None:
            while head := line.head():
                path = head.split(b" ")[1]
                if path == b"/slow":
                    peer.go.wait(10)
                line.say(reply(path))

        peer.talk = talk
        async with client() as http:
            slow = asyncio.create_task(http.get(f"{peer.address}/slow"))
            await until(lambda: len(peer.heads) == 1)
            for path in ("/a", "/b", "/c"):
                assert (await http.get(peer.address + path)).text == path
            peer.go.set()
            assert (await slow).text == "/slow"
            assert peer.count == 2


async def test_of_several_connections_one_that_still_holds_is_used() -> None:
    left = threading.Event()

    def talk(line: Line) -> None:
        while line.head():
            line.say(reply(f"{line.number}".encode()))
            if line.number == 2:
                line.peer.go.wait(10)
                line.socket.close()
                left.set()
                return

    with Peer(talk) as peer:
        async with client() as http:
            async with http.stream("GET", peer.address) as first, http.stream("GET", peer.address) as second:
                # The second comes back last, and would be the next to be used.
                assert (await first.aread(), await second.aread()) == (b"1", b"2")
            peer.go.set()
            assert await asyncio.to_thread(left.wait, 10)
            await moment()
            for _ in range(2):
                assert (await http.get(peer.address)).text == "1"
            assert peer.count == 2


# Addresses


@pytest.mark.parametrize("address", ["ftp://127.0.0.1/x", "ws://127.0.0.1", "http:///x", "https://"])
async def test_no_other_scheme_is_spoken_and_no_host_guessed(address: str) -> None:
    async with client() as http:
        with pytest.raises(httpx.UnsupportedProtocol):
            await http.get(address)


@pytest.mark.parametrize("port", [0, 65536, 99999])
async def test_a_port_that_is_none_is_not_reached(port: int) -> None:
    async with client() as http:
        with pytest.raises((httpx.ConnectError, httpx.InvalidURL)):
            await http.get(f"http://127.0.0.1:{port}")


# Closing


async def test_closing_ends_a_reply_that_is_open_and_its_reader_hears_of_it() -> None:
    def talk(line: Line) -> None:
        line.head()
        line.say(b"HTTP/1.1 200 OK\r\n\r\nuntil the")
        line.rest()

    with Peer(talk) as peer:
        async with client() as http:
            request = http.build_request("GET", peer.address)
            response = await http.send(request, stream=True)
            reading = asyncio.create_task(response.aread())
            await moment()
            await http.aclose()
            assert await alone(peer)
            with pytest.raises(httpx.ReadError):
                await reading
            await response.aclose()


@pytest.mark.parametrize("secure", [False, True])
def test_closing_has_closed_everything_when_it_returns(good: Any, *, secure: bool) -> None:
    """The loop may turn no more after it."""

    async def main() -> None:
        transport = HttpTransport(lambda: trusting(good), straight=True)
        for _ in range(3):
            await transport.handle_async_request(httpx.Request("GET", peer.address))
        await transport.aclose()

    with Peer(saying(reply(b"left unread")), good.serving() if secure else None) as peer:
        loop = asyncio.new_event_loop()
        loop.run_until_complete(main())
        try:
            assert peer.alone()
        finally:
            loop.close()


async def test_closing_twice_and_closing_what_was_never_used() -> None:
    transport = HttpTransport(no_tls, straight=True)
    await transport.aclose()
    await transport.aclose()


async def test_closing_ends_a_handshake_as_well(good: Any) -> None:
    with Peer(lambda line: line.rest()) as peer:
        transport = HttpTransport(lambda: trusting(good), straight=True)
        request = httpx.Request("GET", f"https://127.0.0.1:{peer.port}")
        asking = asyncio.create_task(transport.handle_async_request(request))
        await until(lambda: peer.count == 1)
        await moment()
        await transport.aclose()
        assert await alone(peer)
        with pytest.raises(httpx.ConnectError):
            await asking


async def test_a_connection_that_comes_after_closing_is_not_used() -> None:
    with Peer(saying(reply())) as peer:
        transport = HttpTransport(no_tls, straight=True)
        asking = asyncio.create_task(transport.handle_async_request(httpx.Request("GET", peer.address)))
        await asyncio.sleep(0)
        await transport.aclose()
        with pytest.raises(httpx.ConnectError):
            await asking
        assert await alone(peer)
        assert peer.heads == []


async def test_a_closing_that_is_cancelled_can_be_done_again() -> None:
    with Peer(saying(reply())) as peer:
        transport = HttpTransport(no_tls, straight=True)
        response = await transport.handle_async_request(httpx.Request("GET", peer.address))
        closing = asyncio.create_task(transport.aclose())
        await asyncio.sleep(0)
        closing.cancel()
        await asyncio.wait([closing])
        await transport.aclose()
        assert await alone(peer)
        await response.aclose()


# Cancelling


@pytest.mark.parametrize("secure", [False, True])
async def test_cancelled_at_any_turn_of_the_loop_nothing_stays_open(good: Any, *, secure: bool) -> None:
    """Dialling, handshake, waiting and body: one turn later each time, until the reply is there."""
    before = asyncio.all_tasks()
    with Peer(saying(reply(bytes(300_000))), good.serving() if secure else None) as peer:
        for number in turns():
            async with client(lambda: trusting(good)) as http:
                asking = asyncio.create_task(http.get(peer.address))
                for _ in range(number):
                    await asyncio.sleep(0)
                asking.cancel()
                await asyncio.wait([asking])
                assert asyncio.all_tasks() == before
            if not asking.cancelled():
                break
        assert number > 5
        assert await alone(peer)
        assert (await asking).status_code == 200


@pytest.mark.parametrize(
    "content", [b"", b"HTTP/1.1 200", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nfour"], ids=["no", "head", "body"]
)
async def test_cancelled_while_it_waits_for_a_reply(content: bytes) -> None:
    def talk(line: Line) -> None:
        line.head()
        line.say(content)
        line.rest()

    with Peer(talk) as peer:
        async with client() as http:
            asking = asyncio.create_task(http.get(peer.address))
            await until(lambda: len(peer.heads) == 1)
            await moment()
            asking.cancel()
            await asyncio.wait([asking])
            assert asking.cancelled()
            assert await alone(peer), "the client is still open"


async def test_a_name_that_is_looked_up_when_it_is_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    loop = asyncio.get_running_loop()
    asked = asyncio.Event()

    async def for_ever(*arguments: object, **named: object) -> list[Any]:
        asked.set()
        return await loop.create_future()

    monkeypatch.setattr(loop, "getaddrinfo", for_ever)
    async with client() as http:
        asking = asyncio.create_task(http.get("http://fax.invalid"))
        await asked.wait()
        asking.cancel()
        await asyncio.wait([asking])
        assert asking.cancelled()


# What it writes down


async def test_the_log_holds_no_path_no_header_and_no_body(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with Peer(saying(reply(b"canary"))) as peer, Peer(saying(b"canary\r\n\r\n")) as broken:
        async with client() as http:
            await http.get(f"http://canary:canary@127.0.0.1:{peer.port}/canary?canary", headers={"X": "canary"})
            with pytest.raises(httpx.RemoteProtocolError):
                await http.get(f"{broken.address}/canary")
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("faxviewer")]
    assert len(ours) == 4
    assert "canary" not in "".join(ours)


# As the program runs


def in_the_program(main: Callable[[], Any]) -> list[Exception]:
    """Run `main` on the program's own loop; what that had to report."""
    reported: list[Exception] = []
    run(main, reported.append)
    return reported


def test_on_the_loop_of_qt_in_tls(qapp: object, good: Any) -> None:
    async def main() -> None:
        async with client(lambda: trusting(good)) as http:
            for _ in range(3):
                assert (await http.get(peer.address)).content == bytes(2_000_000)
            assert peer.count == 1
            asking = asyncio.create_task(http.get(peer.address))
            await asyncio.sleep(0.01)
            asking.cancel()
            await asyncio.wait([asking])

    with Peer(saying(reply(bytes(2_000_000))), good.serving()) as peer:
        assert in_the_program(main) == []
        assert peer.alone()


def test_on_the_loop_of_qt_many_at_once(qapp: object) -> None:
    async def main() -> None:
        async with client() as http:
            for _ in range(5):
                answers = await asyncio.gather(*(http.get(f"{peer.address}/{number}") for number in range(40)))
                assert [one.text for one in answers] == ["one"] * 40
            assert peer.count <= 40
            with pytest.raises(httpx.ReadTimeout):
                await http.get(silent.address, timeout=0.05)

    with Peer(saying(reply(b"one"))) as peer, Peer(lambda line: line.rest()) as silent:
        assert in_the_program(main) == []
        assert peer.alone()
        assert silent.alone()


def trusting(good: Any) -> ssl.SSLContext:
    from tests.fakes.certificates import trusting as made

    return made(good)
