"""The evidence of a fax: what goes in, what is said of what doesn't, and that nothing is left behind."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from faxviewer.demo import documents
from faxviewer.domain.document import DocumentKind
from faxviewer.domain.errors import DocumentMissing, FaxViewerError, FileNotWritten, Offline, ReportMissing
from faxviewer.domain.exchange import Exchange
from faxviewer.domain.fax import Departure, DepartureKind, Fax, Shape
from faxviewer.domain.ports import Progress
from faxviewer.domain.tone import Tone
from faxviewer.presenters.evidence import DOCUMENT, RECORD, REPORT, STEPS, EvidencePresenter, EvidenceView
from faxviewer.presenters.notices import Notice, Notices
from faxviewer.system.documents import PrivateDocuments
from faxviewer.system.evidence import EvidenceArchives
from tests.fakes.archives import Archive
from tests.fakes.views import ASKED_AT, CallLogger, Draft, Faxes, fax

ID = "5e7de3ad54cfd54eb568cc76"
MADE = datetime(2026, 3, 27, 12, 0, tzinfo=UTC)
PDF = documents.content("letter", "pdf")
REPORT_PDF = PDF + b"%%EOF\n"
BODY = b'{"id": "5e7de3ad54cfd54eb568cc76",  "pages": 2.0, "comment": "\\u00e9"}\r\n'
EXCHANGE = Exchange("GET", f"/accounts/self/faxes/{ID}", ASKED_AT, 0.25, 200, "req-1", BODY)
WHOLE = replace(fax(ID, file="letter.tiff"), exchange=EXCHANGE)


class Service(Faxes):
    """A FaxSource whose document and report differ. Either is bytes to come, or why there is none."""

    def __init__(self, *answers: Fax | FaxViewerError) -> None:
        super().__init__(*answers)
        self.document: list[bytes | FaxViewerError | asyncio.Event] = [PDF]
        self.confirmation: list[bytes | FaxViewerError | asyncio.Event] = [REPORT_PDF]

    async def download(self, user: str, fax_id: str, kind: DocumentKind, draft: Draft, progress: Progress) -> Exchange:
        self.chunks = self.document
        return await super().download(user, fax_id, kind, draft, progress)

    async def report(self, user: str, fax_id: str, draft: Draft, progress: Progress) -> Exchange:
        self.chunks = self.confirmation
        return await super().report(user, fax_id, draft, progress)


class Scene:
    """A service, a private folder and a place to save at, all real but the service."""

    def __init__(self, folder: Path, *answers: Fax | FaxViewerError) -> None:
        self.private, self.out = folder / "private", folder / "out"
        self.out.mkdir()
        self.place = self.out / "fax.zip"
        self.view, self.notices = CallLogger(EvidenceView), CallLogger(Notices)
        self.faxes = Service(*answers)
        self.folders_shown: list[str] = []
        self.presenter = EvidencePresenter(
            self.view,
            self.notices,
            self.faxes,
            PrivateDocuments(self.private),
            EvidenceArchives(),
            version="1.2.3",
            summarize=lambda fax, user: f"Fax {fax.id} of {user}\n",
            account=lambda: "u1",
            kind=lambda: DocumentKind.PDF,
            show=self.folders_shown.append,
            now=lambda: MADE,
        )

    async def saved(self, fax: Fax = WHOLE, user: str = "self") -> Archive:
        """Save; the archive, which is all that there is then."""
        await self.presenter.save(fax, user, str(self.place))
        assert self.lying_there == ["fax.zip"]
        return Archive(self.place)

    @property
    def lying_there(self) -> list[str]:
        """Everything at the place, and every document in the private folder."""
        assert self.view.names[-1] == "show_idle"
        documents = [one.name for one in self.private.rglob("*") if one.is_file() and one.suffix != ".lock"]
        return [one.name for one in self.out.iterdir()] + documents

    @property
    def notice(self) -> Notice:
        """The one notice that was told."""
        ((notice,),) = self.notices.of("tell")
        assert isinstance(notice, Notice)
        return notice


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


async def test_all_of_it_in_its_order_with_sums_that_hold(scene: Scene) -> None:
    archive = await scene.saved()
    assert archive.names == [
        *("summary.txt", "record.json", "document.pdf", "confirmation-report.pdf"),
        *("departures.txt", "requests.json", "manifest.json"),
    ]
    assert archive.files["record.json"] == BODY, "byte for byte"
    assert archive.files["document.pdf"] == PDF
    assert archive.files["confirmation-report.pdf"] == REPORT_PDF
    assert archive.missing == {}
    assert scene.faxes.asked == [], "the record in view is the one to keep"


async def test_the_manifest_says_who_made_it_when_and_of_what(scene: Scene) -> None:
    manifest = (await scene.saved(user="member7")).manifest
    assert (manifest["made_by"], manifest["made_at"]) == ("Faxviewer 1.2.3", "2026-03-27T12:00:00.000Z")
    assert (manifest["account"], manifest["user"], manifest["fax_id"]) == ("u1", "member7", ID)


async def test_every_request_stands_there_with_time_status_and_id(scene: Scene) -> None:
    record, document, report = (await scene.saved()).requests
    assert record == {
        "for": RECORD,
        "asked_at": "2026-03-27T11:30:00.000Z",
        "seconds": 0.25,
        "method": "GET",
        "path": f"/accounts/self/faxes/{ID}",
        "status": 200,
        "request_id": "req-1",
    }
    assert (document["for"], document["request_id"]) == (DOCUMENT, "req-file")
    assert (report["for"], report["request_id"]) == (REPORT, "req-report")


async def test_each_departure_names_its_rule_and_the_vendors_page(scene: Scene) -> None:
    odd = Departure("from", DepartureKind.RENAMED, "sent as from_number", "text, may be left out")
    archive = await scene.saved(replace(WHOLE, departures=(odd,), api_names={"from": "from_number"}))
    text = archive.text("departures.txt")
    assert text.startswith("1 place is not as Fax.Plus documents the record.\n")
    assert "page “Get a fax record”" in text
    assert "\nfrom (sent as from_number)\n  Odd: sent as from_number\n" in text
    assert "  Rule: text, may be left out\n" in text


async def test_of_an_outbox_entry_no_more_is_claimed_than_was_checked(scene: Scene) -> None:
    text = (await scene.saved(replace(WHOLE, shape=Shape.OUTBOX))).text("departures.txt")
    assert text.startswith("The ID and the status are as documented.")
    assert text.endswith("page about the outbox\n") and "Get a fax record" not in text


async def test_a_sound_record_says_so(scene: Scene) -> None:
    assert (await scene.saved()).text("departures.txt").startswith("Nothing in this record departs")


async def test_what_the_service_says_forges_no_line_and_hides_nothing(scene: Scene) -> None:
    odd = Departure("a\nRule: none", DepartureKind.UNKNOWN_VALUE, "x\u202ey", "rule")
    text = (await scene.saved(replace(WHOLE, departures=(odd,)))).text("departures.txt")
    assert "\na Rule: none\n" in text and "x⟨U+202E⟩y" in text


async def test_the_summary_lists_what_is_there(scene: Scene) -> None:
    archive = await scene.saved()
    text = archive.text("summary.txt")
    assert text.startswith(f"Fax {ID} of self\n\nIn this archive\n")
    assert [line[2:] for line in text.splitlines() if line.startswith("- ")] == archive.names
    assert "Not in this archive" not in text


async def test_d70_a_document_is_called_by_what_its_bytes_say(scene: Scene) -> None:
    scene.faxes.document = [documents.content("letter", "tiff")]
    archive = await scene.saved()
    assert "document.tif" in archive.names and "document.pdf" not in archive.names


async def test_the_record_of_a_listed_fax_is_asked_for_first(tmp_path: Path) -> None:
    scene = Scene(tmp_path, WHOLE)
    archive = await scene.saved(replace(WHOLE, exchange=None), "member7")
    assert scene.faxes.asked == [("member7", ID)]
    assert archive.files["record.json"] == BODY
    assert [each["for"] for each in archive.requests] == [RECORD, DOCUMENT, REPORT]


# What could not be had


async def listed(scene: Scene, archive: Archive, what: str, *words: str) -> None:
    """It is said in the manifest, in the summary and in the notice."""
    for word in words:
        assert word in archive.missing[what]
        assert word in archive.text("summary.txt").partition("Not in this archive\n")[2]
    assert what in scene.notice.message
    assert (scene.notice.title, scene.notice.tone) == ("Evidence saved, but not all of it", Tone.PARTIAL)


@pytest.mark.parametrize("values", [{}, {"file": None}, {"file": ""}])
async def test_a_fax_without_a_file_says_so_and_nothing_is_asked_for(scene: Scene, values: dict[str, Any]) -> None:
    archive = await scene.saved(replace(Fax(ID, {"id": ID, **values}), exchange=EXCHANGE))
    await listed(scene, archive, DOCUMENT, "Fax.Plus has no file for this fax.")
    assert scene.faxes.downloads == [] and "confirmation-report.pdf" in archive.names


async def test_a_fax_in_the_outbox_has_neither_document_nor_report_yet(scene: Scene) -> None:
    archive = await scene.saved(replace(WHOLE, shape=Shape.OUTBOX))
    await listed(scene, archive, DOCUMENT, "has not ended")
    await listed(scene, archive, REPORT, "has not ended")
    assert scene.faxes.downloads == scene.faxes.reports == []
    assert archive.files["record.json"] == BODY


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (lambda: DocumentMissing(detail="HTTP 404"), "no file for this fax. (HTTP 404)"),
        (Offline, "could not be reached"),
    ],
)
async def test_a_document_that_does_not_come_is_listed_with_its_reason(
    scene: Scene, error: Callable[[], FaxViewerError], words: str
) -> None:
    scene.faxes.document = [PDF[:9], error()]
    archive = await scene.saved()
    await listed(scene, archive, DOCUMENT, words)
    assert not any(name.startswith("document") for name in archive.names)
    failed = archive.requests[1]
    assert failed["for"] == DOCUMENT and words in failed["failed"] and failed["asked_at"].endswith("Z")


async def test_a_report_that_is_not_there_is_listed(scene: Scene) -> None:
    scene.faxes.confirmation = [ReportMissing(detail="HTTP 404")]
    archive = await scene.saved()
    await listed(scene, archive, REPORT, "no confirmation report for this fax. (HTTP 404)")
    assert "document.pdf" in archive.names


async def test_a_request_that_failed_is_listed_with_what_the_service_calls_it(scene: Scene) -> None:
    refused = ReportMissing(detail="HTTP 404")
    refused.exchange = Exchange("GET", f"/accounts/self/report/{ID}", ASKED_AT, 0.5, 404, "req-9")
    scene.faxes.confirmation = [refused]
    failed = (await scene.saved()).requests[2]
    assert (failed["method"], failed["path"]) == ("GET", f"/accounts/self/report/{ID}")
    assert (failed["status"], failed["request_id"]) == (404, "req-9")
    assert "no confirmation report" in failed["failed"]


async def test_a_request_without_a_reply_has_no_status(scene: Scene) -> None:
    unheard = Offline()
    unheard.exchange = Exchange("GET", "/x", ASKED_AT, 0.5, 0)
    scene.faxes.confirmation = [unheard]
    failed = (await scene.saved()).requests[2]
    assert (failed["path"], failed["status"], failed["request_id"]) == ("/x", None, None)


async def test_d69_what_is_no_document_is_left_out_and_listed(scene: Scene) -> None:
    scene.faxes.document = [b"MZ\x90\x00" * 400]
    archive = await scene.saved()
    await listed(scene, archive, DOCUMENT, "neither a PDF nor a TIFF")


async def test_f113_offline_all_that_can_be_had_is_what_is_in_view(tmp_path: Path) -> None:
    scene = Scene(tmp_path, Offline())
    scene.faxes.document, scene.faxes.confirmation = [Offline()], [Offline()]
    archive = await scene.saved(replace(WHOLE, exchange=None))
    for what in (RECORD, DOCUMENT, REPORT):
        await listed(scene, archive, what, "could not be reached")
    assert archive.names == ["summary.txt", "departures.txt", "requests.json", "manifest.json"]


# What the person sees


async def test_each_step_is_shown_with_its_bytes(scene: Scene) -> None:
    scene.faxes.document = [PDF[:9], PDF[9:]]
    await scene.saved()
    steps = scene.view.of("show_step")
    assert [step for step, *_ in steps] == sorted(step for step, *_ in steps)
    assert {step for step, *_ in steps} == set(range(1, STEPS + 1))
    assert (2, DOCUMENT, 9, len(PDF)) in steps and (2, DOCUMENT, len(PDF), len(PDF)) in steps


async def test_the_notice_says_where_it_is_and_that_it_is_personal(scene: Scene) -> None:
    await scene.saved()
    notice = scene.notice
    assert (notice.title, notice.tone) == ("Evidence saved", Tone.SUCCESS)
    assert notice.message == "fax.zip in the folder out."
    assert "personal data" in notice.remedy and "does not delete it" in notice.remedy
    assert notice.offer == "Show in folder" and notice.act
    notice.act()
    assert scene.folders_shown == [str(scene.place)]


# Nothing is left behind


@pytest.mark.parametrize("step", [DOCUMENT, REPORT])
async def test_cancelled_in_a_download_it_leaves_nothing(scene: Scene, step: str) -> None:
    setattr(scene.faxes, "document" if step == DOCUMENT else "confirmation", [PDF[:9], asyncio.Event(), PDF[9:]])
    scene.place.write_bytes(b"old")
    running = asyncio.create_task(scene.presenter.save(WHOLE, "self", str(scene.place)))
    await scene.faxes.arrived.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert scene.lying_there == ["fax.zip"] and scene.place.read_bytes() == b"old"
    assert scene.notices.names == ["withdraw"], "whoever cancels knows"


async def test_d80_a_place_that_can_not_be_written_to_costs_no_download(scene: Scene) -> None:
    await scene.presenter.save(WHOLE, "self", str(scene.out / "nowhere" / "fax.zip"))
    assert scene.notice.title == FileNotWritten.title
    assert scene.faxes.downloads == [] and scene.lying_there == []


async def test_d80_a_disk_that_fills_up_at_the_end_leaves_nothing(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    await scene.presenter.save(WHOLE, "self", str(scene.place))
    assert scene.notice.title == FileNotWritten.title
    assert "No space left" in scene.notice.detail
    assert scene.lying_there == []
