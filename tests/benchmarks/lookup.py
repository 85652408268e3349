"""From Enter to every field painted, against a bare `httpx.get` plus `json.loads` of the same record."""

import json
import time
from collections.abc import Iterator
from itertools import count, cycle

import httpx

from tests.benchmarks.children import PROGRAM, Child, Service, child, demo_service
from tests.benchmarks.pairs import PAIRS, Result, alternate

GOAL = 1.50


def measure_lookup() -> Result:
    """Both ask the same service for the same record in turn; the next pair asks for another one."""
    with demo_service() as service, child(PROGRAM, service.environ()) as program:
        program.mark("ready")
        faxes = service.fax_ids()[:2]
        ours, theirs = alternate(_lookups(program, faxes).__next__, _requests(service, faxes).__next__, pairs=3 * PAIRS)
    return Result(
        ours / theirs, GOAL, f"{ours * 1000:.1f} ms to the painted fields, the bare request {theirs * 1000:.1f} ms"
    )


def _lookups(program: Child, faxes: list[str]) -> Iterator[float]:
    """The seconds of one look-up after another."""
    for number, fax_id in zip(count(1), cycle(faxes), strict=False):
        program.tell(fax_id)
        painted = program.mark("fields-painted", number)
        taken = (painted - program.mark("enter", number)) / 1e9
        assert taken > 0, "painted before it was asked for: that was another fax"
        yield taken


def _requests(service: Service, faxes: list[str]) -> Iterator[float]:
    """The seconds of one bare request after another."""
    for fax_id in cycle(faxes):
        start = time.monotonic_ns()
        reply = httpx.get(service.fax_address(fax_id), headers={"Authorization": f"Bearer {service.token}"})
        json.loads(reply.content)
        yield (time.monotonic_ns() - start) / 1e9
