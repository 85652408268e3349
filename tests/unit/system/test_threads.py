import asyncio
import subprocess
import sys
import threading

import pytest

from faxviewer.system.threads import Worker


async def test_calls_run_in_order_and_outside_the_loop_thread() -> None:
    worker, seen = Worker("test"), []

    def call(number: int) -> int:
        assert threading.current_thread() is not threading.main_thread()
        seen.append(number)
        return number * 2

    answers = await asyncio.gather(*(worker.run(lambda n=n: call(n)) for n in range(50)))
    assert seen == list(range(50))
    assert answers == [n * 2 for n in range(50)]


async def test_what_a_call_raises_reaches_the_one_who_waits() -> None:
    worker = Worker("test")
    with pytest.raises(ZeroDivisionError):
        await worker.run(lambda: 1 // 0)
    assert await worker.run(lambda: "still working") == "still working"


async def test_a_cancelled_wait_drops_a_call_that_has_not_begun() -> None:
    worker, gate, seen = Worker("test"), threading.Event(), []
    first = asyncio.create_task(worker.run(gate.wait))
    second = asyncio.create_task(worker.run(lambda: seen.append("second")))
    await asyncio.sleep(0)
    second.cancel()
    with pytest.raises(asyncio.CancelledError):
        await second
    gate.set()
    assert await first
    await worker.run(lambda: seen.append("third"))
    assert seen == ["third"]


def test_a_call_that_hangs_does_not_keep_the_program_alive() -> None:
    program = """
import asyncio, threading
from faxviewer.system.threads import Worker

async def main():
    try:
        async with asyncio.timeout(0.05):
            await Worker("stuck").run(threading.Event().wait)
    except TimeoutError:
        print("gave up")

asyncio.run(main())
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "gave up\n", "")


def test_an_answer_after_the_loop_closed_is_dropped_in_silence() -> None:
    gate, done = threading.Event(), threading.Event()
    worker = Worker("test")

    async def give_up() -> None:
        task = asyncio.create_task(worker.run(gate.wait))
        await asyncio.sleep(0)
        task.cancel()

    asyncio.run(give_up())
    gate.set()
    worker.post(done.set)
    assert done.wait(30)
