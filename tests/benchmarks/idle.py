"""Processor time over 30 idle seconds with a fax shown, against the bare window.

The goal is 1.5 times the bare window's time plus one timer tick a minute. What a tick costs is
measured beside it: bare windows whose only addition is a QTimer with a slot in Python.
"""

import math
import time
from contextlib import ExitStack
from statistics import median

from tests.benchmarks.children import BARE, PROGRAM, Child, child, demo_service
from tests.benchmarks.pairs import PAIRS, Result

FACTOR = 1.5
SECONDS = 30.0
SETTLING = 20.0
"""Seconds until the window rests, which it does ten seconds after the last key."""
TICK_MS = 100


def measure() -> Result:
    """All windows idle through the same 30 seconds, started in turn: idle ones don't disturb one another."""
    with ExitStack() as stack:
        service = stack.enter_context(demo_service())
        shown = [*PROGRAM, service.fax_ids()[0]]
        sides: dict[str, list[Child]] = {"ours": [], "theirs": [], "ticking": []}
        for _ in range(PAIRS):
            sides["ours"].append(stack.enter_context(child(shown, service.environ())))
            sides["ours"][-1].mark("fields-painted")
            for side, arguments in (("theirs", BARE), ("ticking", [*BARE, "--tick", str(TICK_MS)])):
                sides[side].append(stack.enter_context(child(arguments)))
                sides[side][-1].mark("first-paint")
        time.sleep(SETTLING)
        before = {side: [one.processor_seconds() for one in children] for side, children in sides.items()}
        time.sleep(SECONDS)
        used = {
            side: median(one.processor_seconds() - start for one, start in zip(children, before[side], strict=True))
            for side, children in sides.items()
        }
    return result(used["ours"], used["theirs"], used["ticking"])


def result(ours: float, theirs: float, ticking: float) -> Result:
    """The ratio and its goal from the seconds of the three sides.

    A minute's tick falls into these 30 seconds at most once, so one whole tick is allowed. Where the bare
    window used no time at all, the tick stands in for it: with nothing to multiply, only the tick is allowed.
    """
    tick = max(ticking - theirs, 0.0) / (SECONDS * 1000 / TICK_MS)
    note = f"{ours * 1e3:.3f} ms in 30 s, the bare window {theirs * 1e3:.3f} ms, one tick {tick * 1e3:.3f} ms"
    if theirs == 0:
        return Result(ours / tick if tick else math.inf if ours else 0.0, 1.0, f"{note}; against the tick alone")
    return Result(ours / theirs, FACTOR + tick / theirs, f"{note}; goal = {FACTOR} + tick / bare window")
