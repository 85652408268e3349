"""Bytes on one connection: what comes, what goes, how it ends, and TLS."""

import asyncio
import socket
import ssl
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from faxviewer.network.stream import Stream
from tests.fakes.peer import Line, Peer
from tests.unit.network.conftest import alone, moment, told, until


@asynccontextmanager
async def stream_to(peer: Peer) -> AsyncIterator[Stream]:
    loop = asyncio.get_running_loop()
    _, stream = await loop.create_connection(Stream, peer.host, peer.port)
    try:
        yield stream
    finally:
        stream.abort()
        await asyncio.wait([stream.lost])


async def whole(stream: Stream) -> bytes:
    data = b""
    while piece := await stream.read():
        data += piece
    return data


async def test_what_comes_is_read_to_the_end() -> None:
    def talk(line: Line) -> None:
        line.say(b"good ")
        line.say(b"day")

    with Peer(talk) as peer:
        async with stream_to(peer) as stream:
            assert await whole(stream) == b"good day"
            assert await stream.read() == b""
            assert not stream.is_quiet


async def test_a_connection_is_quiet_until_something_comes() -> None:
    def talk(line: Line) -> None:
        line.peer.go.wait(10)
        line.say(b"!")
        line.rest()

    with Peer(talk) as peer:
        async with stream_to(peer) as stream:
            assert stream.is_quiet
            peer.go.set()
            await until(lambda: not stream.is_quiet)
            assert await stream.read() == b"!"
            assert stream.is_quiet
        assert not stream.is_quiet


async def test_a_reset_comes_after_what_was_said_before_it() -> None:
    def talk(line: Line) -> None:
        line.say(b"so far")
        line.peer.go.wait(10)
        line.reset()

    with Peer(talk) as peer:
        async with stream_to(peer) as stream:
            assert await stream.read() == b"so far"
            peer.go.set()
            with pytest.raises(ConnectionResetError):
                await stream.read()


async def test_a_reader_learns_that_this_side_closed_and_takes_it_for_no_end() -> None:
    with Peer(lambda line: [line.say(b"half"), line.rest()]) as peer:
        async with stream_to(peer) as stream:
            assert await stream.read() == b"half"
            reader = asyncio.create_task(whole(stream))
            await asyncio.sleep(0)
            stream.abort()
            with pytest.raises(ConnectionAbortedError):
                await reader
        assert await alone(peer)


async def test_a_fast_sender_waits_for_the_reader(good: Any) -> None:
    for context in (None, good.serving()):
        size, sent, stuck = 50_000_000, [0], threading.Event()

        def talk(line: Line, size: int = size, sent: list[int] = sent, stuck: threading.Event = stuck) -> None:
            line.socket.settimeout(0.5)
            piece = bytes(100_000)
            while sent[0] < size:
                try:
                    sent[0] += line.socket.send(piece[: size - sent[0]])
                except (TimeoutError, ssl.SSLWantWriteError):
                    stuck.set()

        with Peer(talk, context) as peer:
            async with stream_to(peer) as stream:
                if context:
                    await stream.secure(good_client(good), "127.0.0.1")
                await asyncio.to_thread(stuck.wait, 30)
                # What fits into the system's buffers, and a little here.
                assert sent[0] < size / 2
                came = 0
                while came < size:
                    came += len(await stream.read())
                assert came == size


def good_client(good: Any) -> ssl.SSLContext:
    from tests.fakes.certificates import trusting

    return trusting(good)


async def test_who_writes_waits_for_a_slow_reader() -> None:
    took: list[int] = []

    def talk(line: Line) -> None:
        line.peer.go.wait(10)
        took.append(len(line.rest()))

    with Peer(talk) as peer:
        async with stream_to(peer) as stream:
            writing = asyncio.create_task(stream.write(bytes(30_000_000)))
            await moment()
            assert not writing.done()
            assert not stream.is_quiet
            peer.go.set()
            await writing
            await until(lambda: stream.is_quiet)  # a little may still be on the way when the writer goes on
        assert await alone(peer)
    assert took[0] > 29_000_000


async def test_who_writes_waits_no_longer_once_something_comes_back() -> None:
    def talk(line: Line) -> None:
        line.say(b"too much")
        line.peer.go.wait(10)

    with Peer(talk) as peer:
        async with stream_to(peer) as stream:
            await stream.write(bytes(30_000_000))
            assert await stream.read() == b"too much"
            assert not stream.is_quiet, "the rest of what was written never left"


async def test_a_cancelled_writer_leaves_nothing_behind() -> None:
    with Peer(lambda line: line.peer.go.wait(10)) as peer:
        async with stream_to(peer) as stream:
            writing = asyncio.create_task(stream.write(bytes(30_000_000)))
            await moment()
            writing.cancel()
            await asyncio.wait([writing])
            assert writing.cancelled()
        peer.go.set()
        assert await alone(peer)


async def test_writing_to_a_connection_that_is_gone_leaves_it_to_the_reader_to_tell() -> None:
    def talk(line: Line) -> None:
        line.say(b"farewell")

    with Peer(talk) as peer:
        async with stream_to(peer) as stream:
            await asyncio.wait([stream.lost])
            await stream.write(b"anyone there?")
            assert await whole(stream) == b"farewell"


# TLS


async def test_both_ways_in_tls(good: Any) -> None:
    def talk(line: Line) -> None:
        line.say(line.socket.recv(100).upper())

    with Peer(talk, good.serving()) as peer:
        async with stream_to(peer) as stream:
            await stream.secure(good_client(good), "127.0.0.1")
            assert stream.is_quiet
            await stream.write(b"good day")
            assert await whole(stream) == b"GOOD DAY"
        assert await alone(peer)


async def test_what_came_before_tls_never_passes_for_something_that_came_in_it(good: Any) -> None:
    def talk(line: Line) -> None:
        line.say(b"HTTP/1.1 200 OK\r\n\r\nforged")
        line.peer.go.set()
        line.secure(good.serving())
        line.rest()

    with Peer(talk) as peer:
        async with stream_to(peer) as stream:
            await until(lambda: not stream.is_quiet)
            with pytest.raises(ssl.SSLError) as caught:
                await stream.secure(good_client(good), "127.0.0.1")
            assert caught.value.reason
            assert "forged" not in told(caught.value)


@pytest.mark.parametrize("reset", [False, True])
async def test_a_connection_that_ends_in_the_handshake(good: Any, *, reset: bool) -> None:
    def talk(line: Line) -> None:
        line.socket.recv(10)
        if reset:
            line.reset()

    with Peer(talk) as peer:
        async with stream_to(peer) as stream:
            with pytest.raises(OSError):
                await stream.secure(good_client(good), "127.0.0.1")
        assert await alone(peer)


async def test_a_connection_that_ended_before_the_handshake(good: Any) -> None:
    with Peer(lambda line: None) as peer:
        async with stream_to(peer) as stream:
            await asyncio.wait([stream.lost])
            with pytest.raises(OSError):
                await stream.secure(good_client(good), "127.0.0.1")


@pytest.mark.parametrize("host", ["a" * 70 + ".test", ".test", "a..test"])
async def test_a_host_that_no_certificate_can_be_for(good: Any, host: str) -> None:
    with Peer(lambda line: line.rest(), None) as peer:
        async with stream_to(peer) as stream:
            with pytest.raises(ValueError):
                await stream.secure(good_client(good), host)
        assert await alone(peer)


async def test_silence_in_the_handshake_ends_with_the_one_who_waits(good: Any) -> None:
    with Peer(lambda line: line.rest()) as peer:
        async with stream_to(peer) as stream:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.05):
                    await stream.secure(good_client(good), "127.0.0.1")
            await asyncio.wait([stream.lost])
        assert await alone(peer)


async def test_closing_in_the_handshake_wakes_the_one_who_waits(good: Any) -> None:
    with Peer(lambda line: line.rest()) as peer:
        async with stream_to(peer) as stream:
            securing = asyncio.create_task(stream.secure(good_client(good), "127.0.0.1"))
            await moment()
            stream.abort()
            with pytest.raises(OSError):
                await securing
            await asyncio.wait([stream.lost])
        assert await alone(peer)


async def test_an_end_without_a_tls_farewell_is_an_end(good: Any) -> None:
    def talk(line: Line) -> None:
        line.say(b"cut")
        line.socket.shutdown(socket.SHUT_RDWR)

    with Peer(talk, good.serving()) as peer:
        async with stream_to(peer) as stream:
            await stream.secure(good_client(good), "127.0.0.1")
            assert await whole(stream) == b"cut"
