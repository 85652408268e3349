"""A clock that nobody sets, and a wait that looks at it."""

import asyncio
import time

import pytest

from faxviewer.auth.clock import result_before, steady


def test_a31_the_clock_counts_the_time_asleep_where_the_system_tells() -> None:
    if not hasattr(time, "CLOCK_BOOTTIME"):
        pytest.skip("only Linux has a clock that can be compared with")
    before = time.clock_gettime(time.CLOCK_BOOTTIME)
    assert before <= steady() <= time.clock_gettime(time.CLOCK_BOOTTIME)


def test_it_never_goes_back() -> None:
    moments = [steady() for _ in range(1000)]
    assert moments == sorted(moments)


async def test_what_is_there_already_is_taken_even_at_the_end() -> None:
    future: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    future.set_result(5)
    assert await result_before(0, future, lambda: 10.0) == 5


async def test_a26_a_wait_ends_by_its_clock_and_leaves_the_future_alone() -> None:
    future: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    moments = iter([1.0, 2.0, 3.0])
    with pytest.raises(TimeoutError):
        await result_before(2.5, future, lambda: next(moments), 0.001)
    assert not future.done()
