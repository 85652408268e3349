"""The history, from a look-up to the row that tells of it."""

from datetime import UTC, datetime, timedelta

from faxviewer.domain.errors import HistoryKept
from faxviewer.domain.history import LONGEST_NOTE, MOST_REMEMBERED
from faxviewer.presenters.history import HistoryPresenter, HistoryState, HistoryView
from faxviewer.presenters.notices import Notices
from faxviewer.system.history import HistoryFiles
from tests.fakes.views import CallLogger, Choices, fax

ADA, BEN = "https://api.example u1", "https://api.example u2"
MEMBER = "74d59d27e93d41e8ab4d2ae1c5a789d2"


def id_of(number: int) -> str:
    return f"{number:024x}"


class Times:
    """Times that anyone can check by eye."""

    def brief(self, moment: datetime) -> str:
        return f"{moment:%H:%M}"

    def searched(self, moment: datetime) -> str:
        return f"{moment:%A %H:%M}"


class Kept(HistoryFiles):
    """A disk that gives nothing up."""

    async def clear(self, account: str) -> None:
        raise HistoryKept


class Scene:
    """A list, and an agent; every look-up is a minute after the one before."""

    def __init__(self, store: HistoryFiles | None = None, choices: Choices | None = None) -> None:
        self.view, self.notices = CallLogger(HistoryView), CallLogger(Notices)
        self.store = store or HistoryFiles(None)
        self.choices = choices or Choices()
        self.now = datetime(2026, 11, 24, 12, tzinfo=UTC)
        self.presenter = HistoryPresenter(
            self.view,
            self.notices,
            self.store,
            self.choices,
            Times(),
            name_of=lambda user: "Bruno Keller" if user == MEMBER else "",
            now=self._tick,
        )

    def _tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def look_up(self, number: int, status: str = "success", user: str = "self") -> None:
        self.presenter.looked_up(fax(id_of(number), status=status, to="+41446681800"), user)

    @property
    def state(self) -> HistoryState:
        state = self.view.of("show_history")[-1][0]
        assert isinstance(state, HistoryState)
        return state

    @property
    def numbers(self) -> list[int]:
        """The faxes of the rows in view."""
        return [int(row.fax_id, 16) for row in self.state.rows]


async def test_a_row_tells_the_short_id_the_status_the_time_whose_it_is_and_the_note() -> None:
    scene = Scene()
    await scene.presenter.open(ADA)
    scene.look_up(7, "failed_user_busy", MEMBER)
    scene.presenter.annotate(id_of(7), MEMBER, "  rang\n twice ")
    (row,) = scene.state.rows
    assert (row.party, row.status_label, row.owner, row.file_name) == (
        "00000000…0007",
        "Line busy",
        "Bruno Keller",
        "rang twice",
    )
    assert row.moment == scene.now
    assert scene.presenter.note_of(id_of(7), MEMBER) == "rang twice"
    assert scene.presenter.note_of(id_of(7), "self") is None


async def test_it_is_there_at_the_next_start_for_the_same_account_only() -> None:
    first = Scene()
    await first.presenter.open(ADA)
    first.look_up(1)
    first.look_up(2)
    later = Scene(first.store)
    assert later.numbers == []
    await later.presenter.open(BEN)
    assert later.numbers == []
    await later.presenter.open(ADA)
    assert later.numbers == [2, 1]
    later.presenter.close()
    assert later.numbers == [] and len(await first.store.load(ADA)) == 2, "a sign-out hides it and keeps it"


async def test_what_is_looked_up_before_the_account_is_known_joins_its_history() -> None:
    first = Scene()
    await first.presenter.open(ADA)
    first.look_up(1)
    first.presenter.annotate(id_of(1), "self", "old note")
    first.look_up(2)
    later = Scene(first.store)
    later.now = first.now
    later.look_up(3)
    later.look_up(1)
    assert later.numbers == [1, 3]
    await later.presenter.open(ADA)
    assert later.numbers == [1, 3, 2]
    assert later.presenter.note_of(id_of(1), "self") == "old note"
    assert [int(each.fax_id, 16) for each in await first.store.load(ADA)] == [1, 3, 2]


async def test_without_a_known_account_nothing_is_written() -> None:
    scene = Scene()
    scene.look_up(1)
    assert scene.numbers == [1]
    assert await scene.store.load("") == ()
    scene.presenter.close()
    await scene.presenter.open(ADA)
    assert scene.numbers == []


async def test_no_row_jumps_when_it_is_looked_up_again_until_the_list_is_opened_anew() -> None:
    scene = Scene()
    await scene.presenter.open(ADA)
    for number in (1, 2, 3):
        scene.look_up(number)
    scene.look_up(1, "failed_user_busy")
    assert scene.numbers == [3, 2, 1]
    assert scene.state.rows[-1].status_label == "Line busy"
    scene.presenter.sort()
    assert scene.numbers == [1, 3, 2]


async def test_every_word_is_searched_in_all_that_a_row_tells() -> None:
    scene = Scene()
    await scene.presenter.open(ADA)
    scene.look_up(0xABC1, "failed_user_busy")
    scene.look_up(0xABC2, "success", MEMBER)
    scene.presenter.annotate(id_of(0xABC2), MEMBER, "Ticket 4711, Grüße")
    for typed, found in (
        ("abc1", [0xABC1]),
        ("ABC", [0xABC2, 0xABC1]),
        ("busy", [0xABC1]),
        ("failed_user", [0xABC1]),
        ("bruno", [0xABC2]),
        (MEMBER, [0xABC2]),
        ("4711 GRÜSSE", [0xABC2]),
        ("tuesday", [0xABC2, 0xABC1]),
        ("busy bruno", []),
        ("  ", [0xABC2, 0xABC1]),
    ):
        scene.presenter.search(typed)
        assert scene.numbers == found, typed
        assert scene.state.total == 2
    scene.presenter.search("busy")
    scene.look_up(0xABC3)
    assert scene.numbers == [0xABC1], "what is new has to match too"
    scene.presenter.close()
    assert scene.state.wanted == ""


async def test_it_holds_so_many_and_the_oldest_goes() -> None:
    scene = Scene()
    await scene.presenter.open(ADA)
    for number in range(MOST_REMEMBERED):
        scene.look_up(number)
    scene.look_up(0)
    scene.look_up(MOST_REMEMBERED)
    assert scene.state.total == MOST_REMEMBERED
    assert 1 not in scene.numbers and 0 in scene.numbers
    await scene.store.aclose()


async def test_news_keep_the_status_up_to_date_and_the_time_as_it_was() -> None:
    scene = Scene()
    await scene.presenter.open(ADA)
    scene.look_up(1, "sending")
    at = scene.state.rows[0].moment
    scene.presenter.take_news(fax(id_of(1), status="success"), "self")
    scene.presenter.take_news(fax(id_of(2), status="success"), "self")
    (row,) = scene.state.rows
    assert row.status.code == "success" and row.moment == at
    assert (await scene.store.load(ADA))[0].status == "success"


async def test_without_the_direction_that_is_not_kept_a_fax_is_neither_delivered_nor_received() -> None:
    scene = Scene()
    await scene.presenter.open(ADA)
    scene.look_up(1, "success")
    assert scene.state.rows[0].status_label == "Went through"


async def test_turned_off_nothing_more_is_remembered_and_the_choice_lasts() -> None:
    scene = Scene()
    await scene.presenter.open(ADA)
    scene.look_up(1)
    assert scene.state.kept
    scene.presenter.keep(kept=False)
    scene.look_up(2)
    assert scene.numbers == [1] and not scene.state.kept
    later = Scene(scene.store, scene.choices)
    later.look_up(3)
    assert not later.state.kept and later.numbers == []
    later.presenter.keep(kept=True)
    later.look_up(4)
    assert later.numbers == [4]


async def test_cleared_it_is_gone_from_the_list_and_the_disk() -> None:
    scene = Scene()
    await scene.presenter.open(ADA)
    scene.look_up(1)
    await scene.presenter.clear()
    assert scene.numbers == [] and await scene.store.load(ADA) == ()
    scene.look_up(2)
    scene.store.put(BEN, await scene.store.load(ADA))
    await scene.presenter.clear_all()
    assert scene.numbers == [] and await scene.store.load(BEN) == ()
    assert scene.notices.calls == []


async def test_a_history_that_stays_on_the_disk_is_told() -> None:
    scene = Scene(Kept(None))
    await scene.presenter.open(ADA)
    scene.look_up(1)
    await scene.presenter.clear()
    assert scene.notices.of("tell")[0][0].title == "The history could not be deleted"


async def test_a_note_is_cut_where_there_is_no_room_for_more() -> None:
    scene = Scene()
    await scene.presenter.open(ADA)
    scene.look_up(1)
    scene.presenter.annotate(id_of(1), "self", "n" * 1_000)
    scene.presenter.annotate("nobody", "self", "lost")
    assert (await scene.store.load(ADA))[0].note == "n" * LONGEST_NOTE
    scene.look_up(1)
    assert scene.presenter.note_of(id_of(1), "self") == "n" * LONGEST_NOTE, "a new look-up keeps it"


async def test_a_note_with_hidden_characters_shows_them() -> None:
    scene = Scene()
    await scene.presenter.open(ADA)
    scene.look_up(1)
    scene.presenter.annotate(id_of(1), "self", "a\u202eb")
    assert scene.state.rows[0].file_name == "a⟨U+202E⟩b"
