"""Resident memory with a fax shown, against the bare window."""

import time

from tests.benchmarks.children import BARE, PROGRAM, child, demo_service
from tests.benchmarks.pairs import Result, alternate

GOAL = 1.60
SETTLING = 2.0
"""Seconds for what a program still does behind its first picture."""


def measure() -> Result:
    """The fax has a cover page and a document, so that every group of the form is filled."""
    with demo_service() as service:
        shown = [*PROGRAM, service.fax_ids()[0]]
        ours, theirs = alternate(
            lambda: _bytes(shown, service.environ(), "fields-painted"), lambda: _bytes(BARE, {}, "first-paint")
        )
    return Result(ours / theirs, GOAL, f"{ours / 2**20:.1f} MiB with a fax, the bare window {theirs / 2**20:.1f} MiB")


def _bytes(arguments: list[str], environ: dict[str, str], ready: str) -> float:
    with child(arguments, environ) as started:
        started.mark(ready)
        time.sleep(SETTLING)
        return started.resident()
