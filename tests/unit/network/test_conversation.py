"""HTTP/1.1 as it is really said: framings, heads, early answers, broken replies, and what may come after one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from faxviewer.network.conversation import Conversation
from faxviewer.network.stream import Stream
from tests.fakes.peer import Line, Peer, reply, saying
from tests.unit.network.conftest import alone, client, told, until


async def answer_to(content: bytes, *, hang_up: bool = True, **seconds: float) -> httpx.Response:
    """What a client makes of a server that says `content`."""
    talk = saying(content, then_hang_up=hang_up)
    with Peer(talk) as peer:
        async with client(**seconds) as http:
            return await http.get(peer.address)


@asynccontextmanager
async def conversation_with(peer: Peer) -> AsyncIterator[Conversation]:
    _, stream = await asyncio.get_running_loop().create_connection(Stream, peer.host, peer.port)
    try:
        yield Conversation(stream)
    finally:
        stream.abort()
        await asyncio.wait([stream.lost])


async def said(conversation: Conversation, request: httpx.Request) -> bytes:
    await conversation.ask(request)
    return b"".join([piece async for piece in conversation.body(request)])


# Framings


@pytest.mark.parametrize(
    ("content", "body"),
    [
        (reply(b"good day"), b"good day"),
        (b"HTTP/1.1 200 OK\r\n\r\nuntil the end", b"until the end"),
        (b"HTTP/1.0 200 OK\r\n\r\nold", b"old"),
        (b"HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\nold", b"old"),
        (b"HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nhi", b"hi"),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n4;x=y\r\ngood\r\n4\r\n day\r\n0\r\nT: t\r\n\r\n",
            b"good day",
        ),
        (reply(), b""),
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: <x>\r\n\r\n" + reply(b"at last"), b"at last"),
    ],
)
async def test_bodies_however_they_are_framed(content: bytes, body: bytes) -> None:
    response = await answer_to(content)
    assert (response.status_code, response.content) == (200, body)


@pytest.mark.parametrize("status", [204, 304])
async def test_replies_without_a_body_need_no_length(status: int) -> None:
    content = f"HTTP/1.1 {status} Nothing\r\n\r\n".encode()
    response = await answer_to(content, hang_up=False)
    assert (response.status_code, response.content) == (status, b"")


async def test_a_reply_in_single_bytes() -> None:
    content = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n"

    def talk(line: Line) -> None:
        line.head()
        for one in content:
            line.say(bytes([one]))

    with Peer(talk) as peer:
        async with client() as http:
            assert (await http.get(peer.address)).text == "hi"


async def test_headers_keep_their_case_and_their_doubles() -> None:
    response = await answer_to(b"HTTP/1.1 299 Odd\r\nX-One: a\r\nx-ONE:  b \r\nContent-Length: 0\r\n\r\n")
    assert response.headers.raw == [(b"X-One", b"a"), (b"x-ONE", b"b"), (b"Content-Length", b"0")]
    assert response.headers["x-one"] == "a, b"
    assert (response.status_code, response.reason_phrase, response.http_version) == (299, "Odd", "HTTP/1.1")


# What we say


async def test_a_request_as_it_is_on_the_line() -> None:
    with Peer(saying(reply())) as peer:
        async with client() as http:
            url = f"http://user:pass@127.0.0.1:{peer.port}?q=ä b#part"
            await http.get(url, headers=[("X-Two", "1"), ("X-Two", "2")], auth=lambda request: request)
        first, *headers = peer.heads[0].split(b"\r\n")
    assert first == b"GET /?q=%C3%A4%20b HTTP/1.1"
    assert f"Host: 127.0.0.1:{peer.port}".encode() in headers
    assert [one for one in headers if one.startswith(b"X-Two")] == [b"X-Two: 1", b"X-Two: 2"]
    assert b"user" not in peer.heads[0]
    assert b"part" not in peer.heads[0]


async def test_a_form_is_sent_whole() -> None:
    bodies: list[bytes] = []

    def talk(line: Line) -> None:
        line.head()
        bodies.append(line.socket.recv(6))
        line.say(reply())

    with Peer(talk) as peer:
        async with client() as http:
            await http.post(peer.address, data={"a": "b c"})
    assert bodies == [b"a=b+c"]


async def test_a_body_of_unknown_length_goes_in_chunks() -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield b"one"
        yield b""
        yield b"two"

    came: list[bytes] = []

    def talk(line: Line) -> None:
        line.head()
        while not b"".join(came).endswith(b"0\r\n\r\n"):
            came.append(line.socket.recv(100))
        line.say(reply())

    with Peer(talk) as peer:
        async with client() as http:
            await http.post(peer.address, content=pieces())
    assert b"".join(came) == b"3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n"


@pytest.mark.parametrize(
    "headers",
    [{"Authorization": "Bearer canary\r\nX-Other: 1"}, {"X-\nCanary": "1"}, {"X-Canary": "canary\0"}],
)
async def test_a_line_break_in_a_header_sends_nothing_and_quotes_nothing(headers: dict[str, str]) -> None:
    with Peer(saying(reply())) as peer:
        async with client() as http:
            with pytest.raises(httpx.LocalProtocolError) as caught:
                await http.get(peer.address, headers=headers)
        assert peer.heads == []
        assert await alone(peer)
    assert "canary" not in told(caught.value).lower()


async def test_a_request_that_contradicts_itself_is_not_sent() -> None:
    with Peer(saying(reply())) as peer:
        async with client() as http:
            for headers in ({"Content-Length": "9"}, {"Content-Length": "1"}):
                with pytest.raises(httpx.LocalProtocolError):
                    await http.post(peer.address, content=b"four", headers=headers)
        assert peer.heads == []


# What goes wrong


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", httpx.ReadError),
        (b"HTTP/1.1 200 OK\r\nContent-Le", httpx.ReadError),
        (b"HTTP/1.1 100 Continue\r\n\r\n", httpx.ReadError),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nfour", httpx.RemoteProtocolError),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfour\r\n", httpx.RemoteProtocolError),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfour\r\n0\r\n", httpx.RemoteProtocolError),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfour", httpx.RemoteProtocolError),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", httpx.RemoteProtocolError),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n12", httpx.RemoteProtocolError),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", httpx.RemoteProtocolError),
        (b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n", httpx.RemoteProtocolError),
        (b"HTTP/1.1 200 OK\r\nno colon canary\r\n\r\n", httpx.RemoteProtocolError),
        (b"HTTP/1.1 099 Low\r\n\r\n", httpx.RemoteProtocolError),
        (b"HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\n\r\n", httpx.RemoteProtocolError),
        (b"220 mail.test canary ready\r\n\r\n", httpx.RemoteProtocolError),
        (b"\x16\x03\x01\x02\x00\r\n\r\n", httpx.RemoteProtocolError),
    ],
)
async def test_what_breaks_off_or_is_not_http(content: bytes, error: type[httpx.HTTPError]) -> None:
    with pytest.raises(error) as caught:
        await answer_to(content)
    assert type(caught.value) is error
    assert "canary" not in told(caught.value)


async def test_a_protocol_that_was_asked_for_is_not_spoken_all_the_same() -> None:
    with Peer(saying(b"HTTP/1.1 101 Switching\r\nUpgrade: other\r\n\r\nother")) as peer:
        async with client() as http:
            with pytest.raises(httpx.RemoteProtocolError):
                await http.get(peer.address, headers={"Upgrade": "other", "Connection": "upgrade"})


async def test_a_head_is_at_most_a_hundred_kilobytes_however_fast_it_comes() -> None:
    near = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Long: %b\r\n\r\nhi"
    assert (await answer_to(near % (b"x" * 90_000))).text == "hi"
    with pytest.raises(httpx.RemoteProtocolError):
        await answer_to(near % (b"x" * 110_000))

    def slowly(line: Line) -> None:
        line.head()
        for _ in range(30):
            line.say(b"HTTP/1.1 200 OK\r\nX-Long: " if _ == 0 else b"x" * 10_000)
        line.rest()

    with Peer(slowly) as peer:
        async with client() as http:
            with pytest.raises(httpx.RemoteProtocolError):
                await http.get(peer.address)


@pytest.mark.parametrize("content", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\nuntil the"])
async def test_a_reset_is_never_an_end(content: bytes) -> None:
    def talk(line: Line) -> None:
        line.head()
        line.say(content)
        line.reset()

    with Peer(talk) as peer:
        async with client() as http:
            with pytest.raises(httpx.ReadError):
                await http.get(peer.address)


@pytest.mark.parametrize(
    "content", [b"", b"HTTP/1.1 200 OK\r\nConte", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nfour"]
)
async def test_silence_is_a_read_timeout(content: bytes) -> None:
    def talk(line: Line) -> None:
        line.head()
        line.say(content)
        line.rest()

    with Peer(talk) as peer:
        async with client(read=0.05) as http:
            with pytest.raises(httpx.ReadTimeout):
                await http.get(peer.address)
            assert await alone(peer)


async def test_a_server_that_takes_nothing_is_a_write_timeout() -> None:
    with Peer(lambda line: line.peer.go.wait(10)) as peer:
        async with client(write=0.05) as http:
            with pytest.raises(httpx.WriteTimeout):
                await http.post(peer.address, content=bytes(30_000_000))


@pytest.mark.parametrize("stays", [True, False])
async def test_a_refusal_is_read_while_we_still_send_and_the_connection_not_used_again(*, stays: bool) -> None:
    def talk(line: Line) -> None:
        line.head()
        line.say(reply(b"too much", 413))
        if stays:
            line.peer.go.wait(10)

    with Peer(talk) as peer:
        async with client(write=10) as http:
            response = await http.post(peer.address, content=bytes(30_000_000))
            assert (response.status_code, response.text) == (413, "too much")
            peer.go.set()
            assert await alone(peer)


# What may come after a reply


@pytest.mark.parametrize(
    "content",
    [
        reply(b"one", Connection="close"),
        b"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 3\r\n\r\none",
        b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n0\r\n\r\n",
        reply(b"one") + reply(b"forged"),
        reply(b"one") + b"\r\n",
    ],
    ids=["close", "1.0", "two lengths", "unasked", "unasked line"],
)
async def test_a_conversation_that_ends_with_its_first_reply(content: bytes) -> None:
    with Peer(saying(content)) as peer:
        async with conversation_with(peer) as conversation:
            assert await said(conversation, httpx.Request("GET", peer.address)) == b"one"
            assert not conversation.finish()


async def test_a_conversation_goes_on_after_a_whole_reply() -> None:
    with Peer(saying(reply(b"one"), reply(b"two"))) as peer:
        async with conversation_with(peer) as conversation:
            request = httpx.Request("GET", peer.address)
            assert await said(conversation, request) == b"one"
            assert not conversation.can_go_on
            assert conversation.finish()
            assert conversation.can_go_on
            assert await said(conversation, request) == b"two"
            assert len(peer.heads) == 2


async def test_the_reply_to_a_head_has_no_body() -> None:
    with Peer(saying(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", reply(b"two"))) as peer:
        async with client() as http:
            assert (await http.head(peer.address)).content == b""
            assert (await http.get(peer.address)).content == b"two"
        assert peer.count == 1


@pytest.mark.parametrize("parting", [b"", b"HTTP/1.1 408 Too late\r\nConnection: close\r\n\r\n"])
async def test_a_conversation_that_the_other_side_ended_meanwhile(parting: bytes) -> None:
    def talk(line: Line) -> None:
        line.head()
        line.say(reply(b"one"))
        line.peer.go.wait(10)
        line.say(parting)

    with Peer(talk) as peer:
        async with conversation_with(peer) as conversation:
            assert await said(conversation, httpx.Request("GET", peer.address)) == b"one"
            assert conversation.finish()
            peer.go.set()
            await until(lambda: not conversation.can_go_on)


# Anything at all


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    some.lists(
        some.sampled_from(
            [
                *(b"HTTP/1.1 ", b"HTTP/1.0 ", b"200 OK", b"101 X", b"100 C", b"204", b"\r\n", b"\r\n\r\n", b"\n", b" "),
                *(b"Content-Length: ", b"3", b"Transfer-Encoding: chunked\r\n", b"Connection: close\r\n", b"0\r\n\r\n"),
                *(b"\0", b"\xff", b"one", b"X: y\r\n", b":", b"3\r\none\r\n"),
            ]
        ),
        max_size=12,
    )
)
def test_whatever_comes_ends_in_a_reply_or_in_an_exception_of_httpx(pieces: list[bytes]) -> None:
    async def ask() -> None:
        stream = Stream()
        stream.data_received(b"".join(pieces))
        stream.eof_received()
        request = httpx.Request("GET", "http://fax.test")
        await said(Conversation(stream), request)

    try:
        asyncio.run(ask())
    except httpx.HTTPError as error:
        assert isinstance(error, httpx.ReadError | httpx.RemoteProtocolError)
