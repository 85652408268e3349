"""Looking up a fax, from what was typed to what is shown."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from faxviewer.domain.account import Account
from faxviewer.domain.errors import (
    ConnectionUntrusted,
    FaxViewerError,
    NetworkSignInNeeded,
    NotAllowed,
    NotFound,
    Offline,
    ProxyTrouble,
    RateLimited,
    RequestRefused,
    ServiceTrouble,
    SessionEnded,
    UnexpectedReply,
)
from faxviewer.domain.fax import Fax
from faxviewer.presenters.form import Desk
from faxviewer.presenters.lookup import LookupPresenter
from faxviewer.presenters.notices import Notices, notice_of
from faxviewer.presenters.page import Entry, LookupView, Page, Trouble
from tests.fakes.views import CallLogger, Faxes, PlainFormats, fax

ID, OTHER = "5e7de3ad54cfd54eb568cc76", "5e7de3ad54cfd54eb568cc77"


class Scene:
    """A look-up bar, somebody at it, and a service that gives `answers`."""

    def __init__(self, *answers: Fax | FaxViewerError | asyncio.Event) -> None:
        self.view = CallLogger(LookupView)
        self.notices = CallLogger(Notices)
        self.faxes = Faxes(*answers)
        self.signed_in = True
        self.account: Account | None = None
        self.asked_to_sign_in = 0
        self.offered: list[tuple[str | None, str]] = []
        self.answered: list[tuple[str, str]] = []
        self.slept: list[float] = []
        self.asleep: asyncio.Event | None = None
        self.presenter = LookupPresenter(
            self.view,
            self.notices,
            self.faxes,
            lambda: Desk(PlainFormats(), self.account),
            signed_in=lambda: self.signed_in,
            ask_to_sign_in=self._ask,
            found=lambda found, user: self.offered.append((found and found.asked_id, user)),
            answered=self._answer,
            sleep=self._sleep,
        )

    def _ask(self) -> None:
        self.asked_to_sign_in += 1

    def _answer(self, found: Fax, user: str) -> None:
        self.answered.append((found.asked_id, user))

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        if self.asleep:
            self.faxes.arrived.set()
            await self.asleep.wait()

    @property
    def page(self) -> Page:
        """The fax that stands in the window; fails where something else does."""
        name, *arguments = [call for call in self.view.calls if call[0] != "show_asked"][-1]
        assert name == "show_fax"
        return arguments[0]

    @property
    def trouble(self) -> Trouble:
        """What stands in place of a fax."""
        name, *arguments = self.view.calls[-1]
        assert name == "show_trouble"
        return arguments[0]


async def cancelled_at(work: Any, arrived: asyncio.Event) -> None:
    """Start `work`, wait until it waits, cancel it and see that it ends so."""
    task = asyncio.create_task(work)
    await arrived.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


# What was typed


async def test_an_id_from_a_ticket_becomes_a_fax() -> None:
    scene = Scene(fax(ID, status="success"))
    await scene.presenter.look_up(f'  "{ID}"\n')
    assert scene.faxes.asked == [("self", ID)]
    assert scene.view.names == ["show_asked", "show_asked", "show_loading", "show_fax"]
    assert scene.view.of("show_asked")[0] == (ID, "self")
    assert scene.page.answer.headline == "Went through: every page"


async def test_a_web_address_is_taken_apart() -> None:
    scene = Scene(fax(ID))
    await scene.presenter.look_up(f"https://restapi.fax.plus/v3/accounts/self/faxes/{ID}", "member7")
    assert scene.faxes.asked == [("member7", ID)]
    assert (scene.page.asked_id, scene.page.user) == (ID, "member7")


@pytest.mark.parametrize("typed", ["", "   ", "a/b", "a?b", "a#b", "a%b", "a..b", "a\x00b", "a b", "x" * 129])
async def test_what_cant_be_an_id_is_refused_in_place(typed: str) -> None:
    scene = Scene()
    await scene.presenter.look_up(typed)
    ((entry, reason),) = scene.view.of("show_refusal")
    assert entry is Entry.FAX_ID
    assert reason.strip()
    assert scene.view.names == ["show_refusal"]
    assert scene.faxes.asked == []


async def test_what_cant_be_a_user_is_refused_in_its_own_field() -> None:
    scene = Scene()
    await scene.presenter.look_up(ID, "a/b")
    ((entry, reason),) = scene.view.of("show_refusal")
    assert entry is Entry.USER
    assert "/" in reason
    assert scene.faxes.asked == []


async def test_a_refusal_leaves_the_shown_fax_alone() -> None:
    scene = Scene(fax(ID))
    await scene.presenter.look_up(ID)
    scene.view.forget()
    await scene.presenter.look_up("not / an ID")
    assert scene.view.names == ["show_refusal"]
    assert scene.offered[-1] == (ID, "self")


# Everything of it


async def test_the_page_has_the_fields_the_others_and_the_note() -> None:
    sent = Fax(ID, {"status": "success", "pages": 2}, other={"surcharge": 3})
    scene = Scene(sent)
    await scene.presenter.look_up(ID)
    assert {row.path: row.text for row in scene.page.rows}["pages"] == "#2"
    assert [row.label for row in scene.page.others] == ["surcharge"]
    assert scene.page.note == ""


async def test_the_document_is_offered_once_the_fax_is_there() -> None:
    scene = Scene(fax(ID))
    await scene.presenter.look_up(ID, "member7")
    assert scene.offered == [(None, "member7"), (ID, "member7")]


async def test_a_name_that_comes_in_later_is_drawn_in() -> None:
    scene = Scene(fax(ID, owner_id="u1"))
    await scene.presenter.look_up(ID)
    scene.account = Account("u1", "Ada Example")
    scene.presenter.redraw()
    assert {row.path: row.beside for row in scene.page.rows}["owner_id"] == "Ada Example"
    assert scene.faxes.asked == [("self", ID)]


async def test_nothing_is_redrawn_where_nothing_stands() -> None:
    scene = Scene()
    scene.presenter.redraw()
    assert scene.view.calls == []


# What goes wrong


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (NotFound, Trouble.NOT_FOUND),
        (NotAllowed, Trouble.NOT_ALLOWED),
        (Offline, Trouble.OFFLINE),
        (NetworkSignInNeeded, Trouble.OFFLINE),
        (ConnectionUntrusted, Trouble.OFFLINE),
        (ProxyTrouble, Trouble.OFFLINE),
        (ServiceTrouble, Trouble.BROKEN),
        (UnexpectedReply, Trouble.BROKEN),
        (RequestRefused, Trouble.BROKEN),
    ],
)
async def test_each_trouble_looks_like_what_it_is(error: Callable[[], FaxViewerError], trouble: Trouble) -> None:
    scene = Scene(error())
    await scene.presenter.look_up(ID)
    assert scene.view.calls[-1] == ("show_trouble", trouble, notice_of(error()), None, False)
    assert notice_of(error()).remedy
    assert scene.offered[-1] == (None, "self")
    assert scene.notices.calls == []


async def test_after_a_trouble_the_same_is_asked_once_more() -> None:
    scene = Scene(Offline(), fax(ID))
    await scene.presenter.look_up(ID, "member7")
    await scene.presenter.again()
    assert scene.faxes.asked == [("member7", ID)] * 2
    assert scene.page.asked_id == ID


async def test_nothing_is_asked_again_where_nothing_was() -> None:
    scene = Scene()
    await scene.presenter.again()
    assert scene.view.calls == []


async def test_another_fax_that_isnt_found_takes_the_shown_ones_place() -> None:
    scene = Scene(fax(ID), NotFound())
    await scene.presenter.look_up(ID)
    await scene.presenter.look_up(OTHER)
    assert scene.trouble is Trouble.NOT_FOUND
    assert scene.offered[-1] == (None, "self")


async def test_a_fax_that_made_way_for_a_trouble_doesnt_come_back_by_itself() -> None:
    scene = Scene(fax(ID), NotFound())
    await scene.presenter.look_up(ID)
    await scene.presenter.look_up(OTHER)
    scene.presenter.redraw()  # the account's name came in
    assert scene.trouble is Trouble.NOT_FOUND


async def test_a_failed_refresh_keeps_the_form_and_tells_why() -> None:
    scene = Scene(fax(ID, pages=2), Offline())
    await scene.presenter.look_up(ID)
    scene.view.forget()
    await scene.presenter.again()
    assert scene.view.names == ["show_asked", "show_asked", "show_loading", "show_asked", "show_fax"]
    assert scene.notices.calls == [("tell", notice_of(Offline(), of_fax=True))]
    assert scene.offered == [(None, "self"), (ID, "self"), (ID, "self")]


async def test_the_same_id_of_another_user_is_not_a_refresh() -> None:
    scene = Scene(fax(ID), NotFound())
    await scene.presenter.look_up(ID)
    await scene.presenter.look_up(ID, "member7")
    assert scene.trouble is Trouble.NOT_FOUND


async def test_a_refresh_shows_what_is_new() -> None:
    scene = Scene(fax(ID, status="sending"), fax(ID, status="success"))
    await scene.presenter.look_up(ID)
    await scene.presenter.again()
    assert scene.page.answer.headline == "Went through: every page"
    assert scene.notices.calls == []


# A pause that the service asks for


async def test_a_pause_is_counted_down_and_then_it_is_asked_again() -> None:
    scene = Scene(RateLimited(2.4), fax(ID))
    await scene.presenter.look_up(ID)
    notice = notice_of(RateLimited(2.4))
    assert scene.view.calls[2:-1] == [
        ("show_loading", ID),
        *(("show_trouble", Trouble.RATE_LIMITED, notice, seconds, False) for seconds in (3, 2, 1)),
        ("show_loading", ID),
    ]
    assert scene.slept == [1, 1, 1]
    assert scene.page.asked_id == ID


async def test_a_second_pause_is_waited_for_too() -> None:
    scene = Scene(RateLimited(1), RateLimited(2), fax(ID))
    await scene.presenter.look_up(ID)
    assert [seconds for *_, seconds, _ in scene.view.of("show_trouble")] == [1, 2, 1]
    assert scene.page.asked_id == ID


async def test_a_countdown_can_be_cancelled() -> None:
    scene = Scene(fax(OTHER), RateLimited(60))
    await scene.presenter.look_up(OTHER)
    scene.asleep = asyncio.Event()
    scene.faxes.arrived.clear()
    await cancelled_at(scene.presenter.look_up(ID), scene.faxes.arrived)
    assert scene.page.asked_id == OTHER
    assert len(scene.faxes.asked) == 2


async def test_a_pause_on_a_refresh_costs_only_a_notice() -> None:
    scene = Scene(fax(ID), RateLimited(60))
    await scene.presenter.look_up(ID)
    await scene.presenter.again()
    assert scene.slept == []
    assert scene.page.asked_id == ID
    assert scene.notices.calls == [("tell", notice_of(RateLimited(60), of_fax=True))]


# One at a time


async def test_cancelling_the_first_look_up_leaves_an_empty_window() -> None:
    scene = Scene(asyncio.Event(), fax(ID))
    await cancelled_at(scene.presenter.look_up(ID), scene.faxes.arrived)
    assert scene.view.names[-1] == "show_nothing"


async def test_cancelling_goes_back_to_what_stood_there() -> None:
    scene = Scene(fax(ID), asyncio.Event(), fax(OTHER))
    await scene.presenter.look_up(ID, "member7")
    await cancelled_at(scene.presenter.look_up(OTHER), scene.faxes.arrived)
    assert scene.view.of("show_asked")[-1] == (ID, "member7")
    assert (scene.page.asked_id, scene.page.user) == (ID, "member7")
    assert scene.offered[-1] == (ID, "member7")


async def test_what_stands_there_again_is_what_the_mask_and_a_renewal_are_about() -> None:
    scene = Scene(fax(ID), asyncio.Event(), fax(ID))
    await scene.presenter.look_up(ID, "member7")
    await cancelled_at(scene.presenter.look_up(OTHER), scene.faxes.arrived)
    assert scene.presenter.asked_id == ID, "what is copied as the fax ID"
    pages = len(scene.view.of("show_fax"))
    scene.presenter.redraw()
    assert len(scene.view.of("show_fax")) == pages + 1
    await scene.presenter.again()
    assert scene.page.asked_id == ID


async def test_while_placeholders_stand_no_fax_is_shown() -> None:
    late = asyncio.Event()
    scene = Scene(fax(ID), late)
    await scene.presenter.look_up(ID)
    running = asyncio.ensure_future(scene.presenter.look_up(OTHER))
    await scene.faxes.arrived.wait()
    await asyncio.sleep(0)
    assert scene.presenter.shown is scene.presenter.shown_fax is None
    running.cancel()
    await asyncio.wait([running])
    assert scene.presenter.shown == (ID, "self")


async def test_a_second_look_up_after_a_cancelled_one_gets_its_own_fax() -> None:
    late = asyncio.Event()
    scene = Scene(late, fax(OTHER))
    await cancelled_at(scene.presenter.look_up(ID), scene.faxes.arrived)
    await scene.presenter.look_up(OTHER)
    late.set()
    await asyncio.sleep(0)
    assert [page.asked_id for (page,) in scene.view.of("show_fax")] == [OTHER]
    assert scene.page.asked_id == OTHER


# With and without a session


async def test_signed_out_the_look_up_is_kept_and_done_after_the_sign_in() -> None:
    scene = Scene(fax(ID))
    scene.signed_in = False
    await scene.presenter.look_up(ID, "member7")
    assert scene.asked_to_sign_in == 1
    assert scene.faxes.asked == []
    scene.signed_in = True
    await scene.presenter.resume()
    assert scene.faxes.asked == [("member7", ID)]
    assert scene.page.asked_id == ID


async def test_a_kept_look_up_is_done_once() -> None:
    scene = Scene(fax(ID))
    assert scene.presenter.prepare(ID)
    await scene.presenter.resume()
    await scene.presenter.resume()
    assert scene.faxes.asked == [("self", ID)]


async def test_signed_out_nobody_is_asked_to_sign_in_for_rubbish() -> None:
    scene = Scene()
    scene.signed_in = False
    await scene.presenter.look_up("a/b")
    assert scene.asked_to_sign_in == 0
    assert not scene.presenter.prepare("a/b")


async def test_a_session_that_ends_keeps_the_view_and_the_question() -> None:
    scene = Scene(fax(ID), SessionEnded(), fax(OTHER))
    await scene.presenter.look_up(ID)
    await scene.presenter.look_up(OTHER)
    assert scene.page.asked_id == ID
    assert scene.notices.calls == []  # the session tells of it itself
    await scene.presenter.resume()
    assert scene.page.asked_id == OTHER


async def test_a_session_that_ends_before_the_first_fax_leaves_an_empty_window() -> None:
    scene = Scene(SessionEnded(), fax(ID))
    await scene.presenter.look_up(ID)
    assert scene.view.names[-1] == "show_nothing"
    await scene.presenter.resume()
    assert scene.page.asked_id == ID


async def test_after_a_sign_out_nothing_is_left_to_show_or_to_ask() -> None:
    scene = Scene(fax(ID))
    await scene.presenter.look_up(ID)
    scene.presenter.prepare(OTHER)
    scene.presenter.clear()
    assert scene.view.calls[-2:] == [("show_asked", "", "self"), ("show_nothing",)]
    assert scene.offered[-1] == (None, "self")
    scene.view.forget()
    await scene.presenter.again()
    await scene.presenter.resume()
    scene.presenter.redraw()
    assert scene.view.calls == []


async def test_news_of_the_shown_fax_fill_the_form_and_those_of_another_do_not() -> None:
    news = fax(ID, id=ID, status="success")
    scene = Scene(fax(ID, id=ID, status="sending"))
    scene.presenter.take_news(news, "self")
    assert scene.view.calls == []
    await scene.presenter.look_up(ID)
    scene.presenter.take_news(fax(OTHER, id=OTHER, status="success"), "self")
    scene.presenter.take_news(news, "u2")
    assert scene.page.answer.headline == "On its way: being transmitted now"
    scene.presenter.take_news(news, "self")
    assert scene.page.answer.headline == "Went through: every page"
    assert scene.offered[-1] == (ID, "self")


async def test_news_do_not_come_between_a_look_up_and_its_answer() -> None:
    gate = asyncio.Event()
    scene = Scene(fax(ID, id=ID, status="sending"), gate, fax(OTHER, id=OTHER))
    await scene.presenter.look_up(ID)
    looking = asyncio.ensure_future(scene.presenter.look_up(OTHER))
    await scene.faxes.arrived.wait()
    scene.presenter.take_news(fax(ID, id=ID, status="success"), "self")
    assert scene.view.calls[-1] == ("show_loading", OTHER)
    gate.set()
    await looking


async def test_an_answer_is_a_look_up_and_what_a_list_or_a_watch_gave_is_none() -> None:
    scene = Scene(fax(ID, id=ID), Offline(), fax(OTHER, id=OTHER))
    await scene.presenter.look_up(ID, "u2")
    assert scene.answered == [(ID, "u2")] and scene.presenter.shown == (ID, "u2")
    scene.presenter.take_news(fax(ID, id=ID, status="success"), "u2")
    await scene.presenter.look_up(ID, "u2")
    assert scene.answered == [(ID, "u2")]
    scene.asleep = asyncio.Event()
    showing = asyncio.ensure_future(scene.presenter.show_listed(fax(OTHER, id=OTHER), "self"))
    await scene.faxes.arrived.wait()
    assert scene.answered == [(ID, "u2")], "walked past, not looked up"
    scene.asleep.set()
    await showing
    assert scene.answered[1:] == [(OTHER, "self")]
    scene.presenter.clear()
    assert scene.presenter.shown is None
