"""Speed and memory against their goals: one line each, `name ratio goal ok|short`; exit code 1 if any is short.

`python packaging/bootstrap.py bench [NAME ...]` runs all, or the named ones. What the ratios come from goes to
standard error.
"""

import importlib
import math
import sys
import traceback
from collections.abc import Callable

from tests.benchmarks import screen
from tests.benchmarks.pairs import Result

RECORDS_GOAL = 0.5


def _of(module: str, function: str = "measure") -> Callable[[], Result]:
    """Imported only when its turn comes, so that what one measure loads doesn't weigh on another."""
    return lambda: getattr(importlib.import_module(f"tests.benchmarks.{module}"), function)()


def _records() -> Result:
    ratio: float = importlib.import_module("tests.benchmarks.records").measure()
    return Result(ratio, RECORDS_GOAL, "1,000 records read, against the official SDK's deserialization")


MEASURES = {
    "startup": _of("startup"),
    "lookup": _of("lookup", "measure_lookup"),
    "many": _of("many"),
    "memory": _of("memory"),
    "records": _records,
    "idle": _of("idle"),
    "rows": _of("rows"),
    "rows-memory": _of("rows", "measure_memory"),
    "rows-growth": _of("rows", "measure_growth"),
    "filter-gap": _of("filter", "measure_gap"),
    "filter-scan": _of("filter", "measure_scan"),
    "frozen-startup": _of("frozen", "measure_startup"),
    "frozen-vs-source": _of("frozen", "measure_source"),
    "frozen-size": _of("frozen", "measure_size"),
    "archive-size": _of("frozen", "measure_archive"),
}


def main(names: list[str]) -> int:
    """Measure what is named, or all. 2 for a name that there isn't."""
    if unknown := [name for name in names if name not in MEASURES]:
        print(f"No such measure: {' '.join(unknown)}. There are: {' '.join(MEASURES)}.", file=sys.stderr)
        return 2
    short = False
    with screen.provided():
        for name in names or MEASURES:
            try:
                result = MEASURES[name]()
            except Exception:  # noqa: BLE001 (one measure that fails must not hide the others)
                traceback.print_exc()
                result = Result(math.nan, math.nan, "could not be measured")
            short = short or not result.is_met
            print(f"{name}: {result.note}", file=sys.stderr, flush=True)
            print(f"{name} {result.ratio:.2f} {result.goal:.2f} {'ok' if result.is_met else 'short'}", flush=True)
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
