"""Many pasted faxes: each row with its own end, stopped and gone on with, failed ones tried again alone."""

import asyncio
from collections.abc import Callable

import pytest

from faxviewer.domain.errors import FaxViewerError, FileNotWritten, NotFound, Offline, RateLimited, SessionEnded
from faxviewer.domain.fax import Fax
from faxviewer.domain.identifiers import FoundIds
from faxviewer.domain.tone import Tone
from faxviewer.presenters.crowd import Crowd
from faxviewer.presenters.entries import Entry, Listing
from faxviewer.presenters.many import Choices, ManyPresenter, ManyState, ManyView
from faxviewer.presenters.notices import Notices
from tests.fakes.listed import PlainTimes
from tests.fakes.views import CallLogger, Faxes, fax

IDS = tuple(f"{number:024x}" for number in range(20))
Answer = Fax | FaxViewerError | asyncio.Event


class Service(Faxes):
    """Answers each ID as `says` does; where it has nothing to say, with a fax."""

    def __init__(self) -> None:
        super().__init__()
        self.says: dict[str, list[Answer]] = {}

    async def fax(self, user: str, fax_id: str) -> Fax:
        self.asked.append((user, fax_id))
        answers = self.says.get(fax_id)
        answer = answers.pop(0) if answers else fax(fax_id, id=fax_id, to="+41445556677", status="success")
        if isinstance(answer, asyncio.Event):
            await answer.wait()
            return fax(fax_id, id=fax_id)
        if isinstance(answer, FaxViewerError):
            raise answer
        return answer


class Scene:
    """The pane with the pasted faxes, and a service."""

    def __init__(self) -> None:
        self.view = CallLogger(ManyView)
        self.notices = CallLogger(Notices)
        self.service = Service()
        self.signed_in = True
        self.sign_ins = 0
        self.refusals: list[str] = []
        self.chosen: list[tuple[object, ...]] = []
        self.saved: dict[str, bytes] = {}
        self.slept: list[float] = []
        self.refuses: FaxViewerError | None = None
        self.presenter = ManyPresenter(
            self.view,
            self.notices,
            self.service,
            lambda user: Listing(user, PlainTimes()),
            Choices(self._note("listed"), self._note("failed"), self._note("look up")),
            refuse_user=self.refusals.append,
            signed_in=lambda: self.signed_in,
            ask_to_sign_in=self._sign_in,
            save=self._save,
            crowd=Crowd(sleep=self._sleep),
        )

    def _note(self, what: str) -> Callable[..., None]:
        return lambda *arguments: self.chosen.append((what, *arguments))

    def _sign_in(self) -> None:
        self.sign_ins += 1

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    async def _save(self, path: str, content: bytes) -> None:
        if self.refuses:
            raise self.refuses
        self.saved[path] = content

    async def go(self, ids: tuple[str, ...] = IDS, user: str = "", left: int = 0) -> None:
        assert self.presenter.prepare(FoundIds(ids, left), user)
        await self.presenter.go()

    @property
    def rows(self) -> list[Entry]:
        """What the list holds by now."""
        rows: list[Entry] = []
        for name, *arguments in self.view.calls:
            if name == "show_pasted":
                rows = list(arguments[0].entries)
            elif name == "put_rows":
                for place, entry in zip(arguments[0], arguments[1].entries, strict=True):
                    rows[place] = entry
        return rows

    @property
    def state(self) -> ManyState:
        state: ManyState = self.view.of("show_progress")[-1][0]
        return state


async def test_each_id_has_its_row_from_the_start_and_its_own_end() -> None:
    scene = Scene()
    scene.service.says[IDS[3]] = [NotFound()]
    await scene.go(user="u7")
    first = scene.view.of("show_pasted")[0][0].entries
    assert [entry.party for entry in first] == list(IDS)
    assert {entry.status_label for entry in first} == {"Not looked up yet"}
    assert [entry.fax_id for entry in scene.rows] == list(IDS), "in the order of the text"
    assert {user for user, _ in scene.service.asked} == {entry.user for entry in scene.rows} == {"u7"}
    missed = scene.rows[3]
    assert (missed.party, missed.status_label, missed.status.tone) == (
        IDS[3],
        "No such fax for this user",
        Tone.UNKNOWN,
    )
    assert missed.file_name == "Fax.Plus knows no fax with this ID under the chosen user."
    assert scene.rows[4].party == "+41445556677"
    assert scene.state == ManyState(20, 19, 1, running=False)


async def test_rows_can_be_searched_by_their_reason_and_id() -> None:
    scene = Scene()
    scene.service.says[IDS[3]] = [Offline()]
    await scene.go()
    lines = [line for _, page in scene.view.of("put_rows") for line in page.searched.split("\n")]
    (line,) = (line for line in lines if "you are offline" in line)
    assert IDS[3] in line


async def test_no_more_than_eight_are_asked_for_at_once() -> None:
    scene = Scene()
    gates = {fax_id: asyncio.Event() for fax_id in IDS}
    scene.service.says = {fax_id: [gate] for fax_id, gate in gates.items()}
    running = asyncio.create_task(scene.go())
    for _ in range(50):
        await asyncio.sleep(0)
    assert len(scene.service.asked) == 8
    for gate in gates.values():
        gate.set()
    await running
    assert scene.state.found == 20


async def test_what_came_is_shown_while_others_are_waited_for() -> None:
    scene = Scene()
    gate = asyncio.Event()
    scene.service.says[IDS[0]] = [gate]
    running = asyncio.create_task(scene.go())
    async with asyncio.timeout(30):
        while not scene.view.of("put_rows"):  # noqa: ASYNC110 (the presenter's own timer is what is waited for)
            await asyncio.sleep(0.01)
    assert scene.state == ManyState(20, 19, 0, running=True)
    gate.set()
    await running
    assert scene.state.found == 20


async def test_a_pause_is_said_and_costs_no_row() -> None:
    scene = Scene()
    scene.service.says[IDS[0]] = [RateLimited(5.0)]
    await scene.go()
    assert scene.slept == [5.0]
    assert 5.0 in [state.pause for (state,) in scene.view.of("show_progress")]
    assert scene.state == ManyState(20, 20, 0, running=False)


async def test_stopped_it_keeps_what_came_and_goes_on_with_the_rest() -> None:
    scene = Scene()
    scene.service.says = {fax_id: [asyncio.Event()] for fax_id in IDS[5:]}
    scene.service.says[IDS[0]] = [Offline()]
    running = asyncio.create_task(scene.go())
    for _ in range(50):
        await asyncio.sleep(0)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert scene.state == ManyState(20, 4, 1, running=False)
    assert scene.state.waiting == 15
    scene.service.says, scene.service.asked = {}, []
    await scene.presenter.again()
    assert [fax_id for _, fax_id in scene.service.asked] == list(IDS[5:]), "only what was not looked up"
    assert scene.state == ManyState(20, 19, 1, running=False)


async def test_failed_rows_are_tried_again_alone() -> None:
    scene = Scene()
    scene.service.says = {IDS[2]: [Offline(), NotFound()], IDS[9]: [Offline()]}
    await scene.go()
    scene.service.asked = []
    await scene.presenter.again()
    assert [fax_id for _, fax_id in scene.service.asked] == [IDS[2], IDS[9]]
    assert scene.rows[2].status_label == "No such fax for this user"
    assert scene.rows[9].status.code == "success"
    assert scene.state == ManyState(20, 19, 1, running=False)


async def test_a_session_that_ends_leaves_the_rest_to_go_on_with() -> None:
    scene = Scene()
    scene.service.says[IDS[8]] = [SessionEnded()]
    await scene.go()
    assert scene.state.failed == 0 and scene.state.waiting > 0
    assert not scene.state.running


async def test_without_a_session_they_wait_for_the_sign_in() -> None:
    scene = Scene()
    scene.signed_in = False
    await scene.go()
    assert (scene.sign_ins, scene.service.asked, scene.presenter.is_prepared) == (1, [], True)
    scene.signed_in = True
    await scene.presenter.go()
    assert scene.state.found == 20 and not scene.presenter.is_prepared


async def test_what_cannot_be_a_user_is_refused_and_nothing_is_sent() -> None:
    scene = Scene()
    assert not scene.presenter.prepare(FoundIds(IDS), "a/b")
    assert scene.refusals == ["That can't be a user ID. It holds the character /, which no ID has."]
    assert not scene.presenter.is_prepared and scene.view.calls == []


async def test_a_chosen_row_shows_what_became_of_it() -> None:
    scene = Scene()
    trouble = Offline()
    scene.service.says = {IDS[1]: [trouble], IDS[2]: [SessionEnded()]}
    await scene.go(IDS[:3])
    for entry in scene.rows:
        scene.presenter.choose(entry)
    (listed, found, user), failed, waiting = scene.chosen
    assert (listed, user) == ("listed", "self") and isinstance(found, Fax) and found.id == IDS[0]
    assert failed == ("failed", IDS[1], "self", trouble)
    assert waiting == ("look up", IDS[2], "self")


async def test_what_one_row_finds_by_itself_is_taken_over() -> None:
    scene = Scene()
    scene.service.says[IDS[1]] = [Offline()]
    await scene.go(IDS[:3])
    scene.presenter.take(fax(IDS[1], id=IDS[1], status="sending"), "somebody else")
    assert scene.state.failed == 1
    scene.presenter.take(fax(IDS[1], id=IDS[1], status="sending"), "self")
    assert scene.rows[1].status_label == "Sending"
    assert scene.state == ManyState(3, 3, 0, running=False)
    scene.presenter.take(fax("f" * 24), "self")
    assert len(scene.rows) == 3


async def test_those_left_out_are_counted() -> None:
    scene = Scene()
    await scene.go(left=4)
    assert scene.state.left_out == 4


async def test_the_table_goes_to_a_file_and_to_the_clipboard() -> None:
    scene = Scene()
    scene.service.says[IDS[1]] = [NotFound()]
    await scene.go(IDS[:2])
    await scene.presenter.export("/home/ada/faxes.csv")
    (content,) = scene.saved.values()
    assert content.decode("utf-8-sig").count("\r\n") == 3
    assert scene.presenter.table().splitlines()[1].startswith(f"{IDS[0]}\tself\t")
    assert [notice.title for (notice,) in scene.notices.of("tell")] == ["2 rows saved", "2 rows copied"]


async def test_a_file_that_cannot_be_written_is_told() -> None:
    scene = Scene()
    await scene.go(IDS[:1])
    scene.refuses = FileNotWritten()
    await scene.presenter.export("/nowhere")
    assert scene.notices.of("tell")[0][0].title == "The file could not be saved"


async def test_a_sign_out_forgets_all_even_what_is_under_way() -> None:
    scene = Scene()
    scene.service.says = {fax_id: [asyncio.Event()] for fax_id in IDS[5:]}
    running = asyncio.create_task(scene.go())
    for _ in range(50):
        await asyncio.sleep(0)
    running.cancel()
    scene.presenter.clear()
    scene.view.forget()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert scene.view.calls == []
