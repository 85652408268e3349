"""From the start of the process to a window that is painted and takes typing, against the bare window."""

from tests.benchmarks.children import BARE, PROGRAM, child, demo_service
from tests.benchmarks.pairs import Result, alternate

GOAL = 1.30


def measure() -> Result:
    """The program starts as on any day: signed in, by a token, to a service that answers."""
    with demo_service() as service:
        ours, theirs = alternate(lambda: _seconds(PROGRAM, service.environ()), lambda: _seconds(BARE, {}))
    return Result(ours / theirs, GOAL, f"painted after {ours * 1000:.0f} ms, the bare window {theirs * 1000:.0f} ms")


def _seconds(arguments: list[str], environ: dict[str, str]) -> float:
    with child(arguments, environ) as started:
        return (started.mark("first-paint") - started.started) / 1e9
