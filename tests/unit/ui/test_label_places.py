"""Labels along a line never touch, however many and wide they are."""

from hypothesis import given, settings
from hypothesis import strategies as st

from faxviewer.ui.label_places import GAP, arranged


def test_a_label_with_room_stands_under_its_place() -> None:
    assert [block.left for block in arranged([50, 200], [40, 40], 300)] == [30, 180]


def test_labels_at_the_ends_stay_inside() -> None:
    assert [block.left for block in arranged([0, 300], [40, 60], 300)] == [0, 240]


def test_near_labels_make_way_for_one_another() -> None:
    first, second, third = arranged([100, 101, 290], [40, 40, 100], 300)
    assert (first.left, second.left, third.left) == (80, 80 + 40 + GAP, 200)


def test_the_widest_gives_way_first() -> None:
    assert [block.width for block in arranged([0, 50, 100], [40, 300, 200], 260 + 2 * GAP)] == [40, 110, 110]


@settings(max_examples=1_000, derandomize=True, database=None)
@given(st.lists(st.tuples(st.floats(0, 900), st.floats(1, 400)), min_size=1, max_size=6), st.floats(120, 900))
def test_they_never_touch_and_never_leave_the_room(labels: list[tuple[float, float]], room: float) -> None:
    anchors = sorted(min(anchor, room) for anchor, _ in labels)
    blocks = arranged(anchors, [width for _, width in labels], room)
    ends = 0.0
    for place, block in enumerate(blocks):
        assert block.left >= ends + (GAP if place else 0) - 1e-6
        ends = block.left + block.width
        assert 0 < block.width <= labels[place][1]
    assert ends <= room + 1e-6
