"""1,000 pasted IDs looked up by the program, against bare `httpx` with as many requests at once, in asyncio's own loop.

Both ask the same service in turn. Ours begins with Enter and ends when every row is in the list.
"""

import asyncio
import json
import time
from collections.abc import Iterator
from itertools import count

import httpx

from faxviewer.demo.service import DemoService
from tests.benchmarks.children import PROGRAM, Child, Service, child, demo_service
from tests.benchmarks.pairs import Result, alternate

GOAL = 1.25
"""Times as long: 0.8 of the throughput."""
IDS = 1_000
AT_ONCE = 8
_FAXES = 6_000
"""Enough that the account has a thousand of its own among those of its members."""


def measure() -> Result:
    """Seconds for all of them."""
    ids = fax_ids()
    with demo_service("--faxes", str(_FAXES)) as service, child(PROGRAM, service.environ()) as program:
        program.mark("ready")
        ours, theirs = alternate(_lookups(program, ids).__next__, lambda: asyncio.run(bare(service, ids)), pairs=9)
    note = f"{IDS / ours:.0f} look-ups a second, bare httpx {IDS / theirs:.0f}: {theirs / ours:.2f} of it"
    return Result(ours / theirs, GOAL, note)


def fax_ids() -> list[str]:
    """A thousand ordinary faxes of the account itself."""
    samples = DemoService(faxes=_FAXES).samples
    own = [sample.fax_id for sample in samples if sample.user_id == "self"]
    assert len(own) >= IDS
    return own[-IDS:]


def _lookups(program: Child, ids: list[str]) -> Iterator[float]:
    """The seconds of one paste after another."""
    for number in count(1):
        program.tell(" ".join(ids))
        done = program.mark("rows-filled", number)
        yield (done - program.mark("enter", number)) / 1e9


async def bare(service: Service, ids: list[str]) -> float:
    """The seconds of the bare requests, their bodies read as JSON."""
    left = iter(ids)
    begun = time.monotonic_ns()
    async with httpx.AsyncClient(headers={"Authorization": f"Bearer {service.token}"}) as http:

        async def work() -> None:
            for fax_id in left:
                reply = await http.get(service.fax_address(fax_id))
                assert json.loads(reply.raise_for_status().content)["id"] == fax_id

        await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    return (time.monotonic_ns() - begun) / 1e9
