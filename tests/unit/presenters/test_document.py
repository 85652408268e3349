"""The *Open document* button."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from faxviewer.domain.document import DocumentKind
from faxviewer.domain.errors import (
    DocumentIncomplete,
    DocumentMissing,
    DocumentNotStored,
    DocumentRefused,
    FaxViewerError,
    NoViewer,
    Offline,
    SessionEnded,
)
from faxviewer.domain.fax import Fax, Shape
from faxviewer.domain.tone import Tone
from faxviewer.presenters.document import PREFERENCE, DocumentPresenter, DocumentView
from faxviewer.presenters.notices import Notices, notice_of
from tests.fakes.views import CallLogger, Choices, Computer, Drafts, Faxes, fax

PDF, TIFF = DocumentKind.PDF, DocumentKind.TIFF
WITH_FILE = fax("5e7de3ad54cfd54eb568cc76", file="ec28.tiff")


class Scene:
    """A button, a service with a document, a private folder, and the computer's own programs."""

    def __init__(self, *, drafts: Drafts | None = None, choice: str | None = None) -> None:
        self.view = CallLogger(DocumentView)
        self.notices = CallLogger(Notices)
        self.faxes = Faxes()
        self.store = drafts or Drafts()
        self.computer = Computer()
        self.choices = Choices({PREFERENCE: choice} if choice is not None else {})
        self.presenter = DocumentPresenter(self.view, self.notices, self.faxes, self.store, self.computer, self.choices)

    @property
    def states(self) -> list[str]:
        """What became of each draft."""
        return [draft.state for draft in self.store.drafts]

    @property
    def told(self) -> list[tuple[Any, ...]]:
        """The notices that were told."""
        return [notice for (notice,) in self.notices.of("tell")]


# Offered or not


def test_a_fax_with_a_file_is_offered() -> None:
    scene = Scene()
    scene.presenter.offer(WITH_FILE, "self")
    assert scene.view.of("show_offer") == [(True, "")]


@pytest.mark.parametrize("values", [{}, {"file": None}, {"file": ""}])
def test_without_a_file_the_button_is_off_and_says_why(values: dict[str, Any]) -> None:
    scene = Scene()
    scene.presenter.offer(Fax("asked", values), "self")
    assert scene.view.of("show_offer") == [(False, "Fax.Plus has no file for this fax.")]


def test_a_fax_in_the_outbox_has_no_document_yet() -> None:
    scene = Scene()
    scene.presenter.offer(Fax("asked", {"file": "x.tiff"}, shape=Shape.OUTBOX), "self")
    assert scene.view.of("show_offer") == [(False, "The document can be opened once the fax has ended.")]


async def test_without_a_fax_the_button_is_off_without_a_word_and_does_nothing() -> None:
    scene = Scene()
    scene.presenter.offer(None, "self")
    await scene.presenter.open()
    assert scene.view.of("show_offer") == [(False, "")]
    assert scene.faxes.downloads == []


async def test_what_is_no_longer_offered_isnt_opened() -> None:
    scene = Scene()
    scene.presenter.offer(WITH_FILE, "self")
    scene.presenter.offer(Fax("other", {}), "self")
    await scene.presenter.open()
    assert scene.faxes.downloads == []


# The choice


def test_pdf_is_the_choice_until_another_is_made() -> None:
    assert Scene().view.calls == [("show_kind", PDF)]


@pytest.mark.parametrize(("remembered", "kind"), [("tiff", TIFF), ("pdf", PDF), ("bmp", PDF), ("", PDF)])
def test_the_choice_is_taken_up_again(remembered: str, kind: DocumentKind) -> None:
    assert Scene(choice=remembered).view.calls == [("show_kind", kind)]


async def test_a_choice_is_remembered_and_asked_for() -> None:
    scene = Scene(drafts=Drafts(TIFF))
    scene.presenter.choose(TIFF)
    scene.presenter.offer(WITH_FILE, "member7")
    await scene.presenter.open()
    assert scene.view.of("show_kind")[-1] == (TIFF,)
    assert scene.choices == {PREFERENCE: "tiff"}
    assert scene.faxes.downloads == [("member7", WITH_FILE.asked_id, TIFF)]


# Opening


async def test_the_document_is_fetched_checked_and_opened() -> None:
    scene = Scene()
    scene.presenter.offer(WITH_FILE, "self")
    await scene.presenter.open()
    assert scene.faxes.downloads == [("self", WITH_FILE.asked_id, PDF)]
    assert scene.states == ["finished"]
    (opened,) = scene.computer.opened
    assert (opened.kind, opened.size) == (PDF, len(b"%PDF-1.7"))
    assert scene.told == []


async def test_progress_is_shown_from_the_first_moment_to_the_last_byte() -> None:
    scene = Scene()
    scene.presenter.offer(WITH_FILE, "self")
    scene.view.forget()
    await scene.presenter.open()
    assert scene.view.calls == [
        ("show_progress", 0, None),
        ("show_progress", 4, 8),
        ("show_progress", 8, 8),
        ("show_idle",),
    ]


async def test_an_older_message_makes_way() -> None:
    scene = Scene()
    scene.presenter.offer(WITH_FILE, "self")
    await scene.presenter.open()
    assert scene.notices.names == ["withdraw"]


async def test_another_format_than_asked_for_is_said_and_opened() -> None:
    scene = Scene(drafts=Drafts(TIFF))
    scene.presenter.offer(WITH_FILE, "self")
    await scene.presenter.open()
    (notice,) = scene.told
    assert notice.title == "The document came as TIFF"
    assert notice.tone is Tone.PARTIAL
    assert [document.kind for document in scene.computer.opened] == [TIFF]


async def test_it_can_be_opened_again() -> None:
    scene = Scene()
    scene.presenter.offer(WITH_FILE, "self")
    await scene.presenter.open()
    await scene.presenter.open()
    assert len(scene.computer.opened) == 2


# Cancelled, doubled, failed


async def test_cancelling_leaves_nothing_behind_and_the_button_ready() -> None:
    scene = Scene()
    scene.faxes.chunks = [b"%PDF", asyncio.Event(), b"-1.7"]
    scene.presenter.offer(WITH_FILE, "self")
    running = asyncio.create_task(scene.presenter.open())
    await scene.faxes.arrived.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert scene.states == ["discarded"]
    assert scene.view.names[-1] == "show_idle"
    assert (scene.told, scene.computer.opened) == ([], [])
    scene.faxes.chunks = [b"%PDF"]
    await scene.presenter.open()
    assert scene.states == ["discarded", "finished"]


async def test_a_double_double_click_is_one_download() -> None:
    scene = Scene()
    gate = asyncio.Event()
    scene.faxes.chunks = [gate, b"%PDF"]
    scene.presenter.offer(WITH_FILE, "self")
    first = asyncio.create_task(scene.presenter.open())
    await scene.faxes.arrived.wait()
    await scene.presenter.open()
    assert "show_idle" not in scene.view.names  # the first still runs
    gate.set()
    await first
    assert len(scene.faxes.downloads) == len(scene.computer.opened) == 1
    assert scene.states == ["finished"]


@pytest.mark.parametrize("error", [Offline, DocumentMissing, DocumentIncomplete, SessionEnded])
async def test_a_failed_download_is_told_once_and_leaves_nothing(error: Callable[[], FaxViewerError]) -> None:
    scene = Scene()
    scene.faxes.chunks = [b"%PDF", error()]
    scene.presenter.offer(WITH_FILE, "self")
    await scene.presenter.open()
    assert scene.told == [notice_of(error(), of_fax=True)]
    assert scene.states == ["discarded"]
    assert scene.view.names[-1] == "show_idle"
    assert scene.computer.opened == []


async def test_a_document_that_is_none_is_told_once_and_never_opened() -> None:
    scene = Scene(drafts=Drafts(DocumentRefused()))
    scene.presenter.offer(WITH_FILE, "self")
    await scene.presenter.open()
    assert scene.told == [notice_of(DocumentRefused(), of_fax=True)]
    assert scene.states == ["discarded"]
    assert scene.computer.opened == []


async def test_a_full_disk_is_told_once() -> None:
    scene = Scene(drafts=Drafts(full=True))
    scene.presenter.offer(WITH_FILE, "self")
    await scene.presenter.open()
    assert scene.told == [notice_of(DocumentNotStored(), of_fax=True)]
    assert scene.states == ["discarded"]


async def test_without_a_program_for_it_that_is_told() -> None:
    scene = Scene()
    scene.computer.refuses = NoViewer()
    scene.presenter.offer(WITH_FILE, "self")
    await scene.presenter.open()
    assert scene.told == [notice_of(NoViewer(), of_fax=True)]
    assert scene.view.names[-1] == "show_idle"


async def test_after_a_failure_it_can_be_tried_again() -> None:
    scene = Scene()
    scene.faxes.chunks = [Offline()]
    scene.presenter.offer(WITH_FILE, "self")
    await scene.presenter.open()
    scene.faxes.chunks = [b"%PDF"]
    await scene.presenter.open()
    assert len(scene.computer.opened) == 1
    assert scene.notices.names == ["withdraw", "tell", "withdraw"]


async def test_c48_a_session_that_ended_offers_the_sign_in_beside_the_one_message() -> None:
    scene = Scene()
    scene.faxes.chunks = [SessionEnded()]
    scene.presenter.offer(WITH_FILE, "self")
    await scene.presenter.open()
    (notice,) = scene.told
    assert (notice.title, notice.offers_sign_in) == (SessionEnded.title, True)
