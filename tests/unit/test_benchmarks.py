"""The benchmarks' arithmetic: what counts as met, and how the idle goal comes about."""

import math

import pytest

from tests.benchmarks import __main__ as runner
from tests.benchmarks import idle, pairs
from tests.benchmarks.pairs import Result


@pytest.mark.parametrize(
    ("ratio", "met"), [(1.3, True), (1.304, True), (1.31, False), (math.nan, False), (math.inf, False)]
)
def test_a_goal_is_met_as_its_figures_are_printed(ratio: float, met: bool) -> None:
    assert Result(ratio, 1.3, "").is_met is met


def test_what_could_not_be_measured_is_short() -> None:
    assert not Result(math.nan, math.nan, "").is_met


def test_sides_take_turns_and_the_first_turn_only_warms() -> None:
    turns: list[str] = []
    figures = {"a": iter([99.0, 1.0, 5.0, 3.0]), "b": iter([99.0, 2.0, 2.0, 8.0])}

    def turn(side: str) -> float:
        turns.append(side)
        return next(figures[side])

    assert pairs.alternate(lambda: turn("a"), lambda: turn("b"), pairs=3) == (3.0, 2.0)
    assert "".join(turns) == "abababab"


def test_the_idle_goal_allows_one_tick() -> None:
    ticks = idle.SECONDS * 1000 / idle.TICK_MS
    tick = 0.0001
    result = idle.result(ours=0.002, theirs=0.001, ticking=0.001 + ticks * tick)
    assert result.ratio == pytest.approx(2.0)
    assert result.goal == pytest.approx(1.6)


@pytest.mark.parametrize(("ours", "met"), [(0.0, True), (0.0001, True), (0.0002, False)])
def test_where_the_bare_window_sleeps_throughout_only_the_tick_is_allowed(ours: float, met: bool) -> None:
    ticks = idle.SECONDS * 1000 / idle.TICK_MS
    assert idle.result(ours, 0.0, ticks * 0.0001).is_met is met
    assert idle.result(ours, 0.0, 0.0).is_met is (ours == 0.0)


def test_one_short_measure_makes_the_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> Result:
        raise RuntimeError("no mark")

    monkeypatch.setattr(runner, "MEASURES", {"fine": lambda: Result(1.2, 1.3, "a"), "broken": broken})
    assert runner.main(["fine"]) == 0
    assert runner.main([]) == 1
    assert runner.main(["fly"]) == 2
    assert capsys.readouterr().out == "fine 1.20 1.30 ok\n" * 2 + "broken nan nan short\n"
