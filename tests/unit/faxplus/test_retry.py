"""Asking again, with a counted sleep in place of a real one."""

import pytest

from faxviewer.domain.errors import NotFound, ServiceTrouble
from faxviewer.faxplus.retry import Passing, pause, persistently
from tests.unit.faxplus.conftest import Naps


class Failing:
    """Fails as often as it is told, then answers."""

    def __init__(self, times: int, tries: int) -> None:
        self.asked = 0
        self._times = times
        self._tries = tries

    async def __call__(self) -> str:
        self.asked += 1
        if self.asked <= self._times:
            raise Passing(ServiceTrouble(detail=f"try {self.asked}"), self._tries)
        return "answer"


async def test_an_answer_after_some_failures(naps: Naps) -> None:
    ask = Failing(2, 3)
    assert await persistently(ask, sleep=naps, chance=lambda: 1.0) == "answer"
    assert naps.seconds == [0.4, 0.8]


async def test_the_last_failure_is_the_one_that_is_told(naps: Naps) -> None:
    ask = Failing(9, 3)
    with pytest.raises(ServiceTrouble) as caught:
        await persistently(ask, sleep=naps, chance=lambda: 0.0)
    assert (caught.value.detail, ask.asked) == ("try 3", 3)
    assert naps.seconds == [0.2, 0.4]


async def test_other_errors_are_not_asked_about_again(naps: Naps) -> None:
    async def ask() -> str:
        raise NotFound

    with pytest.raises(NotFound):
        await persistently(ask, sleep=naps, chance=lambda: 0.0)
    assert naps.seconds == []


def test_pauses_grow_to_an_end_and_are_left_half_to_chance() -> None:
    assert [pause(tries, 1.0) for tries in (1, 2, 3, 9)] == [0.4, 0.8, 1.6, 5.0]
    assert pause(9, 0.0) == 2.5
