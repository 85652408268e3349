"""*Open confirmation report*."""

import asyncio

import pytest

from faxviewer.domain.errors import NoViewer, ReportMissing
from faxviewer.domain.fax import Fax, Shape
from faxviewer.presenters.notices import Notices, notice_of
from faxviewer.presenters.opening import OpeningView
from faxviewer.presenters.report import ReportPresenter
from tests.fakes.views import CallLogger, Computer, Drafts, Faxes, fax

SENT = fax(status="failed_user_busy", direction="outgoing")


class Scene:
    """A button, a service with a report, a private folder, and the computer's own programs."""

    def __init__(self) -> None:
        self.view = CallLogger(OpeningView)
        self.notices = CallLogger(Notices)
        self.faxes = Faxes()
        self.store = Drafts()
        self.computer = Computer()
        self.presenter = ReportPresenter(self.view, self.notices, self.faxes, self.store, self.computer)


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (SENT, ""),
        (fax(status="success", direction="outgoing"), ""),
        (fax(status="failed"), ""),
        (
            fax(status="success", direction="incoming"),
            "Confirmation reports are for faxes that were sent; this one came in.",
        ),
        (
            fax(status="sending", direction="outgoing"),
            "There is a confirmation report once the fax has ended.",
        ),
        (
            Fax("asked", {"status": "success"}, shape=Shape.OUTBOX),
            "There is a confirmation report once the fax has ended.",
        ),
    ],
)
def test_it_is_offered_for_what_was_sent_and_has_ended(found: Fax, reason: str) -> None:
    scene = Scene()
    scene.presenter.offer(found, "self")
    assert scene.view.of("show_offer") == [(not reason, reason)]


async def test_the_report_is_fetched_checked_and_opened() -> None:
    scene = Scene()
    scene.presenter.offer(SENT, "member7")
    await scene.presenter.open()
    assert scene.faxes.reports == [("member7", SENT.asked_id)]
    assert scene.faxes.downloads == []
    assert [draft.state for draft in scene.store.drafts] == ["finished"]
    assert len(scene.computer.opened) == 1
    assert scene.view.names[1:] == ["show_progress", "show_progress", "show_progress", "show_idle"]


async def test_a_missing_report_is_told_and_leaves_nothing() -> None:
    scene = Scene()
    scene.faxes.chunks = [ReportMissing()]
    scene.presenter.offer(SENT, "self")
    await scene.presenter.open()
    assert scene.notices.of("tell") == [(notice_of(ReportMissing(), of_fax=True),)]
    assert [draft.state for draft in scene.store.drafts] == ["discarded"]
    assert scene.computer.opened == []


async def test_without_a_program_for_it_that_is_told() -> None:
    scene = Scene()
    scene.computer.refuses = NoViewer()
    scene.presenter.offer(SENT, "self")
    await scene.presenter.open()
    assert scene.notices.of("tell") == [(notice_of(NoViewer(), of_fax=True),)]


async def test_cancelling_leaves_nothing_behind_and_the_button_ready() -> None:
    scene = Scene()
    scene.faxes.chunks = [b"%PDF", asyncio.Event()]
    scene.presenter.offer(SENT, "self")
    opening = asyncio.ensure_future(scene.presenter.open())
    await scene.faxes.arrived.wait()
    opening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await opening
    assert [draft.state for draft in scene.store.drafts] == ["discarded"]
    assert scene.view.names[-1] == "show_idle"
