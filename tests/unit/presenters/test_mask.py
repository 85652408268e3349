"""The mask as presenters use it: what it hides, that it tells, that it is remembered."""

from faxviewer.domain.account import Account
from faxviewer.domain.fax import Fax
from faxviewer.domain.status import status_named
from faxviewer.presenters.entries import Entry, Packed
from faxviewer.presenters.mask import Mask

ROW = Entry(
    *("5e7de3ad54cfd54eb568cc76", "self", 1_585_308_561, "+447700900123", "+12076001783", "2"),
    *(status_named("Zoë"), "letter to Zoë", None, "Zoë Qvist", None, Packed(()), 0),
)


class Choices:
    """Preferences in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, name: str, default: str) -> str:
        """The choice called `name`."""
        return self.kept.get(name, default)

    def set(self, name: str, value: str) -> None:
        """Remember `value`."""
        self.kept[name] = value


def test_it_starts_lifted_and_changes_nothing() -> None:
    mask, fax = Mask(), Fax("x", {"to": "+447700900123"})

    assert not mask.on
    assert (mask.cover(fax), mask.entry(ROW), mask.text("Zoë"), mask.reason()) == (fax, ROW, "Zoë", "")


def test_whoever_follows_hears_of_each_change() -> None:
    mask, heard = Mask(), []
    mask.follow(lambda: heard.append(mask.on))

    mask.toggle()
    mask.toggle()

    assert heard == [True, False]


def test_who_leaves_hears_no_more_even_while_it_is_told() -> None:
    mask, heard = Mask(), []

    def leave() -> None:
        heard.append("leaving")
        mask.unfollow(leave)

    mask.follow(leave)
    mask.follow(lambda: heard.append("staying"))

    mask.toggle()
    mask.toggle()

    assert heard == ["leaving", "staying", "staying"]


def test_a_run_begins_as_the_last_one_ended() -> None:
    choices = Choices()
    first = Mask()
    first.remember(choices)
    first.toggle()

    second = Mask()
    second.remember(choices)

    assert second.on


def test_what_an_administrator_has_locked_stays_hidden() -> None:
    class Locked(Choices):
        def set(self, name: str, value: str) -> None:
            """Nothing changes it."""

    choices = Locked()
    choices.kept["mask"] = "yes"
    mask = Mask()
    mask.remember(choices)
    mask.toggle()
    assert mask.on


def test_another_service_lifts_nothing() -> None:
    mask = Mask()
    mask.remember(Choices())
    mask.toggle()

    mask.remember(demo := Choices())

    assert mask.on
    assert demo.kept == {"mask": "yes"}


def test_a_row_keeps_its_id_time_and_pages() -> None:
    mask = Mask()
    mask.toggle()

    row = mask.entry(ROW)

    assert (row.fax_id, row.user, row.when, row.pages) == (ROW.fax_id, "self", ROW.when, "2")
    assert {row.sender, row.recipient, row.file_name, row.owner, row.status.code} == {"hidden"}


def test_a_row_of_the_history_keeps_its_short_id_and_hides_its_note() -> None:
    mask = Mask()
    mask.toggle()

    row = mask.entry(ROW._replace(sender="", recipient="5e7de3ad…cc76", pages="", owner=""))

    assert (row.recipient, row.file_name) == ("5e7de3ad…cc76", "hidden")


def test_members_are_offered_by_their_ids_alone() -> None:
    mask = Mask()
    mask.toggle()

    assert mask.members([Account("ab12", "Zoë Qvist", "zoe@example.com")]) == [Account("ab12")]
    assert mask.account(Account("ab12", "", "zoe@example.com", "individual")) == Account(
        "ab12", "hidden", "", "individual"
    )
