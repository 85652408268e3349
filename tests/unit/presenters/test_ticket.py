"""Copying a fax: the choices, which fax is meant, and what is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faxviewer.domain.tone import Tone
from faxviewer.presenters.form import Desk
from faxviewer.presenters.notices import Notices
from faxviewer.presenters.template import LONGEST
from faxviewer.presenters.ticket import (
    BUILT_IN,
    NOT_THIS_ONE,
    NOTHING_IN_VIEW,
    Form,
    Format,
    Key,
    Ticket,
    TicketChoices,
    TicketPresenter,
    TicketView,
    ticket_of,
)
from tests.fakes.views import CallLogger, Choices, PlainFormats, fax

DESK = Desk(PlainFormats())
BUSY = fax("f1", status="failed_user_busy", direction="outgoing")


class Counter:
    """A presenter with a view and a clipboard that note, and a fax that may be on its way."""

    def __init__(self) -> None:
        self.view, self.notices = CallLogger(TicketView), CallLogger(Notices)
        self.coming: Key | None = None
        self.choices = TicketChoices(Choices())
        self.presenter = TicketPresenter(
            self.view,  # type: ignore[arg-type]
            self.notices,  # type: ignore[arg-type]
            self.choices,
            lambda: DESK,
            lambda: self.coming,
        )

    @property
    def put(self) -> list[Ticket]:
        """What was put on the clipboard."""
        return [ticket for (ticket,) in self.view.of("put")]


@pytest.fixture
def counter() -> Counter:
    return Counter()


# Choices


def test_to_begin_with_it_is_long_and_plain() -> None:
    choices = TicketChoices(Choices())
    assert (choices.chosen_format, choices.chosen_form, choices.zone) == (Format.PLAIN, Form.LONG, "")


def test_choices_are_remembered() -> None:
    kept = Choices()
    choices = TicketChoices(kept)
    choices.chosen_format, choices.chosen_form, choices.zone = Format.HTML, Form.SHORT, "Asia/Tokyo"
    choices.set_template(Form.SHORT, "{to}\n")
    later = TicketChoices(kept)
    assert (later.chosen_format, later.chosen_form, later.zone) == (Format.HTML, Form.SHORT, "Asia/Tokyo")
    assert later.template(Form.SHORT) == "{to}\n"
    assert later.template(Form.LONG) == BUILT_IN[Form.LONG]


def test_the_built_in_template_is_not_copied_into_the_settings() -> None:
    kept = Choices()
    choices = TicketChoices(kept)
    choices.set_template(Form.LONG, "{to}")
    choices.set_template(Form.LONG, BUILT_IN[Form.LONG])
    assert not any(kept.values()), "a later version's better one is used"


def test_what_is_remembered_has_an_end() -> None:
    kept = Choices()
    TicketChoices(kept).set_template(Form.LONG, "x" * (LONGEST + 5))
    assert max(map(len, kept.values())) == LONGEST


def test_choices_that_nobody_knows_are_those_of_the_beginning() -> None:
    choices = TicketChoices(Choices({"ticket-format": "rtf", "ticket-form": "epic", "ticket-zone": "x" * 1_000}))
    assert (choices.chosen_format, choices.chosen_form) == (Format.PLAIN, Form.LONG)
    assert len(choices.zone) <= 100


@given(st.text(), st.sampled_from(Format), st.sampled_from(Form))
def test_no_template_raises_or_leaves_nothing_to_copy(text: str, kind: Format, form: Form) -> None:
    choices = TicketChoices(Choices())
    choices.chosen_format, choices.chosen_form = kind, form
    choices.set_template(form, text)
    ticket = ticket_of(BUSY, "self", DESK, choices)
    assert ticket.fault is None or "Not delivered" in ticket.text


# Copying


def test_a_copy_is_confirmed(counter: Counter) -> None:
    counter.presenter.see(BUSY, "self")
    counter.presenter.copy()
    assert counter.put[0].text.startswith("Not delivered: the line was busy\n")
    assert counter.view.of("confirm") == [("Copied as plain text",)]
    assert counter.notices.calls == []


def test_html_has_plain_text_beside_it(counter: Counter) -> None:
    counter.choices.chosen_format = Format.HTML
    counter.presenter.see(BUSY, "self")
    counter.presenter.copy()
    assert counter.put[0].html.startswith("<p><strong>Not delivered")
    assert counter.put[0].text.startswith("Not delivered")


def test_a_broken_template_is_told_with_its_place(counter: Counter) -> None:
    counter.choices.set_template(Form.LONG, "a\n{x")
    counter.presenter.see(BUSY, "self")
    counter.presenter.copy()
    assert counter.put[0].text.startswith("Not delivered: the line was busy\n")
    ((notice,),) = counter.notices.of("tell")
    assert notice.tone is Tone.PARTIAL and "Line 2, column 1" in notice.message


def test_without_a_fax_it_is_said(counter: Counter) -> None:
    counter.presenter.copy()
    assert counter.put == [] and counter.notices.of("tell") == [(NOTHING_IN_VIEW,)]


def test_a_fax_on_its_way_is_copied_when_it_is_there(counter: Counter) -> None:
    counter.coming = ("f1", "self")
    counter.presenter.copy()
    assert counter.presenter.is_waiting and counter.put == []
    counter.presenter.see(BUSY, "self")
    assert not counter.presenter.is_waiting and len(counter.put) == 1
    counter.presenter.see(BUSY, "self")
    counter.presenter.give_up()
    assert len(counter.put) == 1 and counter.notices.calls == []
    assert counter.view.of("show_waiting") == [(True,), (False,)]


@pytest.mark.parametrize("coming", [("f2", "self"), ("f1", "u2")])
def test_the_fax_of_before_is_not_mistaken_for_the_one_on_its_way(counter: Counter, coming: Key) -> None:
    counter.presenter.see(BUSY, "self")
    counter.coming = coming
    counter.presenter.copy()
    counter.presenter.see(None, "self")
    counter.presenter.see(BUSY, "self")  # the look-up was stopped, and what stood there before came back
    assert counter.put == []
    counter.presenter.give_up()
    assert counter.notices.of("tell") == [(NOT_THIS_ONE,)] and not counter.presenter.is_waiting


def test_a_fax_that_is_only_refreshed_is_copied_at_once(counter: Counter) -> None:
    counter.presenter.see(BUSY, "self")
    counter.coming = ("f1", "self")
    counter.presenter.copy()
    assert len(counter.put) == 1
