"""Which of httpx's exceptions a step ends in, and how long it may be silent."""

import asyncio
import errno
import ssl

import httpx
import pytest

from faxviewer.network.trouble import seconds_for, within


@pytest.mark.parametrize(
    "cause",
    [
        ConnectionResetError(errno.ECONNRESET, "reset"),
        ssl.SSLError(1, "no"),
        TimeoutError(errno.ETIMEDOUT, "the system's own"),
        UnicodeError("label too long"),
        OverflowError("port must be 0-65535"),
        ExceptionGroup("both", [ConnectionRefusedError(), OSError()]),
    ],
)
async def test_what_the_system_says_is_the_cause_of_what_is_raised(cause: Exception) -> None:
    with pytest.raises(httpx.ConnectError) as caught:
        async with within(10, httpx.ConnectTimeout, httpx.ConnectError):
            raise cause
    assert caught.value.__cause__ is cause
    assert str(cause) not in str(caught.value)


async def test_too_long_a_silence_is_a_timeout() -> None:
    with pytest.raises(httpx.ReadTimeout):
        async with within(0.01, httpx.ReadTimeout, httpx.ReadError):
            await asyncio.get_running_loop().create_future()


async def test_without_a_limit_a_step_takes_as_long_as_it_takes() -> None:
    async with within(None, httpx.ReadTimeout, httpx.ReadError):
        await asyncio.sleep(0.01)


@pytest.mark.parametrize("other", [httpx.ReadError("x"), KeyError("x"), asyncio.CancelledError()])
async def test_everything_else_passes(other: BaseException) -> None:
    with pytest.raises(type(other)) as caught:
        async with within(10, httpx.ConnectTimeout, httpx.ConnectError):
            raise other
    assert caught.value is other


@pytest.mark.parametrize(
    ("extensions", "seconds"),
    [
        ({"timeout": {"read": 3, "connect": 1.5}}, 3),
        ({"timeout": {"read": None}}, None),
        ({"timeout": {}}, None),
        ({"timeout": "long"}, None),
        ({}, None),
    ],
)
def test_how_long_httpx_lets_a_step_take(extensions: dict[str, object], seconds: float | None) -> None:
    assert seconds_for("read", httpx.Request("GET", "http://fax.test", extensions=extensions)) == seconds
