"""Watching faxes in progress until each has ended, by a clock that only the tests move."""

import asyncio
import logging
from dataclasses import replace

import pytest

from faxviewer.domain.errors import FaxViewerError, NotFound, Offline, RateLimited, ServiceTrouble, SessionEnded
from faxviewer.domain.fax import Fax, Shape
from faxviewer.domain.ports import Notifier
from faxviewer.presenters.notices import Notices
from faxviewer.presenters.watch import MOST, PREFERENCE, Watched, WatchPresenter, WatchView
from faxviewer.ui.tasks import Tasks
from tests.fakes.views import CallLogger, Choices, Faxes, fax

ID = "5e7de3ad54cfd54eb568cc76"


def moving(status: str = "sending", fax_id: str = ID) -> Fax:
    return replace(fax(fax_id, id=fax_id, status=status, to=["+41446681800"]), shape=Shape.OUTBOX)


def ended(status: str = "success", fax_id: str = ID) -> Fax:
    return fax(fax_id, id=fax_id, status=status, to="+41446681800", direction="outgoing")


class Scene:
    """A form, a list of watched faxes and a service that gives `answers`; sleeping ends when `turn` says so."""

    def __init__(self, *answers: Fax | FaxViewerError) -> None:
        self.view, self.notices, self.notifier = CallLogger(WatchView), CallLogger(Notices), CallLogger(Notifier)
        self.faxes = Faxes(*answers)
        self.choices = Choices()
        self.errors: list[Exception] = []
        self.tasks = Tasks(self.errors.append)
        self.slots: list[str] = []
        self.signed_in = True
        self.came: list[tuple[Fax, str]] = []
        self.slept: list[float] = []
        self.sleepers: list[asyncio.Event] = []
        self.chance = 0.5
        self.presenter = WatchPresenter(
            self.view,
            self.notices,
            self.notifier,
            self.faxes,
            self.choices,
            start=self._start,
            cancel=self.tasks.cancel,
            signed_in=lambda: self.signed_in,
            came=lambda found, user: self.came.append((found, user)),
            sleep=self._sleep,
            chance=lambda: self.chance,
        )

    def _start(self, slot: str, work: object) -> None:
        self.slots.append(slot)
        self.tasks.start(slot, work)  # type: ignore[arg-type]

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.sleepers.append(asyncio.Event())
        await self.sleepers[-1].wait()

    async def watch(self, found: Fax, user: str = "self") -> None:
        """Show `found`, press *Watch*, and let its task come to its first rest."""
        self.presenter.offer(found, user)
        self.presenter.toggle()
        await self.rest()

    async def turn(self) -> None:
        """Let every sleeper's time be over, and the tasks come to rest again."""
        sleepers, self.sleepers = self.sleepers, []
        for sleeper in sleepers:
            sleeper.set()
        await self.rest()

    async def rest(self) -> None:
        for _ in range(10):
            await asyncio.sleep(0)

    @property
    def running(self) -> int:
        """How many watches have a task."""
        return sum(self.tasks.is_running(slot) for slot in self.slots)

    @property
    def toggle(self) -> tuple[bool, bool]:
        """Whether the toggle is offered, and whether it is on."""
        offered, watched = self.view.of("show_toggle")[-1]
        return offered, watched

    @property
    def watched(self) -> tuple[Watched, ...]:
        """The list as it is shown."""
        return tuple(self.view.of("show_watched")[-1][0])


async def test_the_toggle_is_offered_for_what_is_in_progress_and_for_nothing_else() -> None:
    scene = Scene()
    for found, offered in (
        (moving(), True),
        (moving("a_status_of_tomorrow"), True),
        (moving("success"), True),
        (fax(status="in_progress"), True),
        (ended(), False),
        (ended("failed_user_busy"), False),
        (fax(status="a_status_of_tomorrow"), False),
        (None, False),
    ):
        scene.presenter.offer(found, "self")
        assert scene.toggle == (offered, False), found
    scene.presenter.toggle()
    assert scene.slots == [], "nothing is shown that could be watched"


async def test_without_a_watch_there_is_no_task_and_no_timer() -> None:
    scene = Scene()
    scene.presenter.offer(moving(), "self")
    await scene.rest()
    assert scene.slots == scene.slept == scene.faxes.asked == []
    await scene.watch(moving())
    scene.presenter.toggle()
    await scene.rest()
    assert scene.running == 0 and scene.watched == ()
    assert scene.toggle == (True, False)


async def test_a_watched_fax_is_asked_for_again_every_20_to_30_seconds_until_it_has_ended() -> None:
    scene = Scene(moving(), moving(), ended())
    scene.chance = 0.0
    await scene.watch(moving())
    assert scene.toggle == (True, True) and scene.faxes.asked == []
    scene.chance = 1.0
    await scene.turn()
    scene.chance = 0.25
    await scene.turn()
    await scene.turn()
    assert scene.slept == [20.0, 30.0, 22.5]
    assert scene.faxes.asked == [("self", ID)] * 3
    assert scene.running == 0 and scene.sleepers == []


async def test_what_is_new_comes_to_the_form_and_what_is_not_does_not() -> None:
    last = ended("failed_user_busy")
    scene = Scene(moving("submitted"), moving("sending"), last)
    await scene.watch(moving("submitted"), "u2")
    await scene.turn()
    assert scene.came == []
    await scene.turn()
    assert scene.came == [(moving("sending"), "u2")]
    assert [each.status.label for each in scene.watched] == ["Sending"]
    await scene.turn()
    assert scene.came[1:] == [(last, "u2")]


async def test_a_fax_that_left_the_outbox_is_followed_to_its_record() -> None:
    scene = Scene(moving("success"), NotFound(), NotFound(), ended())
    await scene.watch(moving())
    for _ in range(4):
        assert scene.notifier.calls == []
        await scene.turn()
    assert scene.notifier.names == ["notify"], "in neither place it was only on its way from one to the other"


async def test_the_end_is_told_on_the_desktop_without_contents_and_in_the_window_with_them() -> None:
    scene = Scene(ended("failed_user_busy"))
    await scene.watch(moving())
    await scene.turn()
    assert scene.notifier.calls == [("notify", "Faxviewer", "A watched fax has ended.")]
    (notice,) = scene.notices.of("tell")[-1]
    assert notice.title == "A watched fax has ended: Not delivered: the line was busy"
    assert notice.message == "To +41446681800, fax 5e7de3ad…cc76."
    assert [(each.ended, each.lost) for each in scene.watched] == [(True, False)]
    assert scene.toggle == (True, False)


async def test_with_contents_the_desktop_hears_the_result_and_the_choice_is_remembered() -> None:
    scene = Scene(ended())
    assert scene.view.of("show_contents") == [(False,)]
    scene.presenter.say_contents(said=True)
    assert scene.choices[PREFERENCE] == "yes" and scene.view.of("show_contents")[-1] == (True,)
    await scene.watch(moving())
    await scene.turn()
    (call,) = scene.notifier.calls
    assert call == ("notify", "Delivered: every page went through", "To +41446681800, fax 5e7de3ad…cc76.")


async def test_what_comes_from_the_service_is_made_visible_before_it_is_told() -> None:
    scene = Scene(fax(ID, id=ID, status="odd\u202estatus", to="+41\u202e44"))
    scene.presenter.say_contents(said=True)
    await scene.watch(moving())
    await scene.turn()
    told = repr(scene.notifier.calls) + repr(scene.notices.calls)
    assert "\\u202e" not in told and "⟨U+202E⟩" in told


async def test_trouble_is_asked_about_less_and_less_often_and_then_forgotten() -> None:
    scene = Scene(Offline(), ServiceTrouble(), *[Offline()] * 5, moving(), ended())
    await scene.watch(moving())
    for _ in range(9):
        await scene.turn()
    assert scene.slept == [25, 50, 100, 200, 400, 600, 600, 600, 25]
    assert scene.notifier.names == ["notify"]
    assert len(scene.notices.calls) == 1, "trouble on the way is nobody's interruption"


async def test_a_pause_that_the_service_asks_for_is_kept() -> None:
    scene = Scene(RateLimited(120), RateLimited(1), ended())
    await scene.watch(moving())
    for _ in range(3):
        await scene.turn()
    assert scene.slept == [25, 120, 100]


async def test_the_end_of_the_session_pauses_without_a_timer_and_a_sign_in_goes_on() -> None:
    scene = Scene(SessionEnded(), ended())
    await scene.watch(moving())
    await scene.turn()
    scene.signed_in = False
    await scene.turn()
    assert scene.sleepers == [] and scene.running == 1 and len(scene.faxes.asked) == 1
    scene.presenter.resume()
    await scene.rest()
    assert len(scene.faxes.asked) == 1, "nobody is signed in yet"
    scene.signed_in = True
    scene.presenter.resume()
    await scene.rest()
    assert len(scene.faxes.asked) == 2 and scene.notifier.names == ["notify"]


async def test_a_fax_that_is_gone_for_good_ends_its_watch_and_says_so() -> None:
    scene = Scene(NotFound(), NotFound(), NotFound())
    await scene.watch(moving())
    for _ in range(3):
        await scene.turn()
    assert scene.running == 0
    (notice,) = scene.notices.of("tell")[-1]
    assert notice.title == "A watch has ended without a result"
    assert scene.notifier.calls == [("notify", "Faxviewer", "A watch has ended without a result.")]
    assert [each.lost for each in scene.watched] == [True]


async def test_an_end_that_the_person_saw_by_themselves_is_not_told_again() -> None:
    scene = Scene()
    await scene.watch(moving())
    scene.presenter.offer(ended(), "self")
    await scene.rest()
    assert scene.running == 0 and scene.watched == ()
    assert scene.notifier.calls == scene.notices.calls == []


async def test_many_are_watched_at_once_but_not_endlessly_many() -> None:
    first = f"{0:024x}"
    scene = Scene(ended(fax_id=first), *[moving(fax_id=f"{number:024x}") for number in range(1, MOST)])
    for number in range(MOST):
        await scene.watch(moving(fax_id=f"{number:024x}"))
    assert scene.running == len(scene.watched) == MOST
    await scene.watch(moving(fax_id="f" * 24))
    assert scene.running == MOST and scene.toggle == (True, False)
    assert scene.notices.of("tell")[-1][0].title == "This fax is not watched"
    await scene.turn()
    assert scene.running == MOST - 1
    await scene.watch(moving(fax_id="f" * 24))
    assert scene.running == len(scene.watched) == MOST
    assert first not in [each.fax_id for each in scene.watched], "the one that had ended gave way"
    scene.presenter.end_all()
    await scene.rest()
    assert scene.running == 0


async def test_looking_at_an_ended_fax_takes_it_off_the_list_and_one_under_watch_stays() -> None:
    scene = Scene(ended())
    await scene.watch(moving())
    scene.presenter.look_at(ID, "self")
    assert len(scene.watched) == 1
    await scene.turn()
    scene.presenter.look_at("another", "self")
    assert len(scene.watched) == 1
    scene.presenter.look_at(ID, "self")
    assert scene.watched == ()


async def test_leaving_ends_every_watch() -> None:
    scene = Scene()
    for number in range(3):
        await scene.watch(moving(fax_id=f"{number:024x}"))
    scene.presenter.end_all()
    await scene.rest()
    assert scene.running == 0 and scene.watched == () and scene.toggle == (True, False)


async def test_no_id_is_in_the_name_of_a_task(caplog: pytest.LogCaptureFixture) -> None:
    scene = Scene(ended())
    with caplog.at_level(logging.DEBUG):
        await scene.watch(moving())
        assert all(ID not in task.get_name() for task in asyncio.all_tasks())
        await scene.turn()
    assert ID not in caplog.text
