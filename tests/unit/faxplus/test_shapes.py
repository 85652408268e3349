"""Plans of shapes: remembered, within bounds."""

from typing import Any

import pytest

from faxviewer.faxplus import shapes
from tests.fakes.records import ORDINARY


@pytest.fixture(autouse=True)
def _afresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes, "_PLANS", {})


def remembered() -> dict[Any, shapes.Plan]:
    return shapes._PLANS


def test_records_of_one_shape_share_a_plan() -> None:
    first = shapes.plan_for(ORDINARY)
    assert shapes.plan_for({**ORDINARY, "pages": 99}) is first
    assert shapes.plan_for({**ORDINARY, "pages": "99"}) is not first
    assert len(remembered()) == 2


def test_shapes_without_end_do_not_fill_the_memory() -> None:
    for number in range(1_200):
        shapes.plan_for({f"field{number}": 1})
    assert 0 < len(remembered()) <= 500


def test_a_shape_with_endless_names_is_not_kept() -> None:
    assert shapes.plan_for({"x" * 1_000_000: 1}).unknown == ("x" * 1_000_000,)
    assert remembered() == {}
