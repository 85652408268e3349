"""A host with several addresses: which is taken, what is said where none is, and nothing left open."""

import asyncio
import socket
import sys
from collections.abc import Callable
from typing import Any

import pytest

from faxviewer.domain.errors import Offline
from faxviewer.faxplus.faults import error_of
from faxviewer.network.reaching import reached
from faxviewer.network.stream import Stream
from tests.fakes.peer import Peer
from tests.unit.network.conftest import alone, client, turns, until

Name = Callable[..., None]
has_many_addresses = pytest.mark.skipif(sys.platform == "darwin", reason="127.0.0.1 is its only address of the kind")


@pytest.fixture
def name(monkeypatch: pytest.MonkeyPatch) -> Name:
    """Gives a name such addresses, in the order in which the system would prefer them."""
    known: dict[str, list[str]] = {}
    ask = socket.getaddrinfo

    def answer(host: Any, port: Any, *arguments: Any, flags: int = 0, **named: Any) -> list[Any]:
        text = host.decode() if isinstance(host, bytes) else host
        if text not in known:
            return ask(host, port, *arguments, flags=flags, **named)
        if flags & socket.AI_NUMERICHOST:
            raise socket.gaierror(socket.EAI_NONAME, "not a number")
        return [one for address in known[text] for one in ask(address, port, *arguments, **named)]

    monkeypatch.setattr(socket, "getaddrinfo", answer)

    def give(host: str, *addresses: str) -> None:
        known[host] = list(addresses)

    return give


def listening(line: Any) -> None:
    line.rest()


async def reach(host: str, port: int) -> None:
    """Reach `host` and close every connection again."""
    made: list[Stream] = []

    def stream() -> Stream:
        made.append(Stream())
        return made[-1]

    before = asyncio.all_tasks()
    taken = await reached(host.encode(), port, stream)
    assert asyncio.all_tasks() == before, "no other address is tried any more"
    assert taken in made
    for one in made:
        one.abort()
    await asyncio.wait([one.lost for one in made])


@pytest.fixture
async def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every address that is tried, in order."""
    loop = asyncio.get_running_loop()
    connect = loop.sock_connect
    addresses: list[str] = []

    async def noted(sock: socket.socket, address: Any) -> None:
        addresses.append(address[0])
        await connect(sock, address)

    monkeypatch.setattr(loop, "sock_connect", noted)
    return addresses


async def test_the_first_address_is_taken(name: Name, tried: list[str]) -> None:
    name("two.test", "127.0.0.1", "::1")
    with Peer(listening) as peer:
        await reach("two.test", peer.port)
    assert tried == ["127.0.0.1"]


async def test_an_address_that_refuses_is_passed_over_at_once(name: Name, tried: list[str]) -> None:
    name("two.test", "::1", "127.0.0.1")
    with Peer(listening) as peer:
        await reach("two.test", peer.port)
    assert tried == ["::1", "127.0.0.1"]


@has_many_addresses
async def test_both_families_take_turns(name: Name, tried: list[str]) -> None:
    name("many.test", "127.0.0.7", "127.0.0.8", "127.0.0.8", "127.0.0.1", "::1")
    with Peer(listening) as peer:
        await reach("many.test", peer.port)
    assert tried == ["127.0.0.7", "::1", "127.0.0.8", "127.0.0.1"]


@has_many_addresses
async def test_an_address_that_is_silent_costs_a_quarter_of_a_second_and_loses(
    name: Name, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = asyncio.get_running_loop()
    connect = loop.sock_connect

    async def silent(sock: socket.socket, address: Any) -> None:
        if address[0] == "127.0.0.9":
            await loop.create_future()
        await connect(sock, address)

    monkeypatch.setattr(loop, "sock_connect", silent)
    name("two.test", "127.0.0.9", "127.0.0.1")
    before = asyncio.all_tasks()
    with Peer(listening) as peer:
        await reach("two.test", peer.port)
        assert asyncio.all_tasks() == before
        assert await alone(peer)


@has_many_addresses
async def test_where_two_take_a_connection_one_is_closed_again(name: Name, monkeypatch: pytest.MonkeyPatch) -> None:
    loop = asyncio.get_running_loop()
    connect = loop.sock_connect
    go = asyncio.Event()

    async def together(sock: socket.socket, address: Any) -> None:
        await connect(sock, address)
        if address[0] == "127.0.0.2":
            go.set()
        await go.wait()

    monkeypatch.setattr(loop, "sock_connect", together)
    name("two.test", "127.0.0.1", "127.0.0.2")
    with Peer(listening, host="0.0.0.0") as peer:
        stream = await reached(b"two.test", peer.port, Stream)
        await until(lambda: peer.count == 2)
        await until(lambda: peer.open <= 1)
        stream.abort()
        assert await alone(peer)


async def test_where_all_refuse_the_person_reads_it(name: Name) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    name("two.test", "127.0.0.1", "::1")
    for host in ("127.0.0.1", "two.test"):
        async with client() as http:
            with pytest.raises(Exception) as caught:
                await http.get(f"http://{host}:{port}")
        told = error_of(caught.value, f"http://{host}:{port}")
        assert type(told) is Offline
        assert "did not accept a connection" in told.message


async def test_a_name_that_nobody_knows_is_not_found() -> None:
    for host in ("fax.invalid", "a..invalid", "a" * 70 + ".invalid"):
        async with client() as http:
            with pytest.raises(Exception) as caught:
                await http.get(f"http://{host}")
        told = error_of(caught.value, f"http://{host}")
        assert type(told) is Offline
        assert "could not be found" in told.message


async def test_only_a_name_takes_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    loop = asyncio.get_running_loop()

    def thread(*arguments: object) -> None:
        raise AssertionError("a thread for an address in numbers")

    monkeypatch.setattr(loop, "run_in_executor", thread)
    with Peer(listening) as peer:
        await reach("127.0.0.1", peer.port)


async def test_cancelled_at_any_turn_nothing_stays_open(name: Name) -> None:
    name("two.test", "::1", "127.0.0.1")
    before = asyncio.all_tasks()
    with Peer(listening) as peer:
        for number in turns():
            reaching = asyncio.create_task(reached(b"two.test", peer.port, Stream))
            for _ in range(number):
                await asyncio.sleep(0)
            reaching.cancel()
            await asyncio.wait([reaching])
            assert asyncio.all_tasks() == before
            if not reaching.cancelled():
                break
        assert number > 3
        (await reaching).abort()
        await asyncio.sleep(0)
        assert await alone(peer)
