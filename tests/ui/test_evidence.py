"""Saving the evidence of a fax, and a copy of a document that no program opens."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QProgressBar, QPushButton

from faxviewer.app.office import EVIDENCE
from faxviewer.domain.document import DocumentKind
from faxviewer.presenters.evidence import STEPS
from tests.fakes.archives import Archive
from tests.ui.desk import DEMO, Desk, documents, seated, settle, story, told

CONTROL = Qt.KeyboardModifier.ControlModifier

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


async def choose_place(desk: Desk, folder: Path, name: str = "") -> Path:
    """Take `folder`, and the name that is suggested or another one, in the computer's dialog."""
    await desk.until(lambda: desk.in_view("save.file"), "the dialog")
    dialog = desk.see("save.file", QFileDialog)
    suggested = Path(dialog.selectedFiles()[0]).name
    dialog.setDirectory(str(folder))
    dialog.selectFile(name or suggested)
    dialog.accept()
    return folder / (name or suggested)


async def saved(desk: Desk) -> str:
    """Until the word of it; what it says."""
    await desk.until(lambda: desk.text("notice.title").startswith("Evidence saved"), "the word of it")
    await desk.until(lambda: not desk.program.tasks.is_running(EVIDENCE), "its end")
    return desk.text("notice.text")


def lying_in(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


@story
async def test_the_evidence_of_a_fax_is_saved_whole_and_checked(desk: Desk, tmp_path: Path) -> None:
    await desk.sign_in()
    sample = await desk.look_up_sample("Delivered, one page")
    shown = desk.program.office and desk.program.office.lookup.shown_fax
    assert shown and shown[0].exchange
    desk.key(Qt.Key.Key_S, CONTROL)
    place = await choose_place(desk, tmp_path)
    said = await saved(desk)
    assert place.name == f"fax-{sample.fax_id}-evidence.zip" and lying_in(tmp_path) == [place.name]
    assert place.name in said and tmp_path.name in said and "personal data" in said
    archive = Archive(place)
    assert archive.names == [
        *("summary.txt", "record.json", "document.pdf", "confirmation-report.pdf"),
        *("departures.txt", "requests.json", "manifest.json"),
    ]
    assert archive.files["record.json"] == shown[0].exchange.body
    assert archive.missing == {}
    assert all(each["request_id"] and each["status"] == 200 for each in archive.requests)
    assert archive.manifest["account"] and archive.manifest["fax_id"] == sample.fax_id
    assert desk.text("answer.headline") in archive.text("summary.txt")
    assert documents() == [], "nothing of it stays in the private folder"
    assert not desk.in_view("evidence")


@pytest.mark.parametrize("width", [480, 900])
@story
async def test_what_is_said_of_it_has_room_beside_a_ticket_too(desk: Desk, tmp_path: Path, width: int) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Being sent right now")
    desk.window.resize(width, 800)
    settle()
    desk.key(Qt.Key.Key_S, CONTROL)
    place = await choose_place(desk, tmp_path)
    await saved(desk)
    settle()
    text, offer = desk.see("notice.text"), desk.see("notice.offer", QPushButton)
    assert text.fontMetrics().horizontalAdvance(place.name) <= text.width(), "the file's name is not cut off"
    assert (offer.y() > text.geometry().bottom()) == (width == 480)


@pytest.mark.parametrize("shows", [True, False])
@story
async def test_its_folder_is_shown_where_a_program_does(desk: Desk, tmp_path: Path, shows: bool) -> None:
    desk.person.files = shows
    await desk.sign_in()
    await desk.look_up_sample("Delivered, one page")
    desk.key(Qt.Key.Key_S, CONTROL)
    place = await choose_place(desk, tmp_path)
    await saved(desk)
    assert desk.see("notice.offer", QPushButton).text() == "Show in folder"

    desk.click("notice.offer")

    await desk.until(lambda: not desk.program.tasks.is_running("folder"), "the folder")
    assert desk.person.folders == ([str(place)] if shows else [])
    assert desk.text("notice.title") == ("" if shows else "The folder could not be shown")


@story
async def test_what_there_is_not_is_said(desk: Desk, tmp_path: Path) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Being sent right now")
    desk.choose("action.save_evidence")
    place = await choose_place(desk, tmp_path)
    said = await saved(desk)
    assert "the document (the fax has not ended yet)" in said
    assert set(Archive(place).missing) == {"the document", "the confirmation report"}

    await desk.look_up_sample("Delivered, one page")
    desk.service.faults.answer("report", 404)
    desk.choose("action.save_evidence")
    place = await choose_place(desk, tmp_path, "other.zip")
    await desk.until(lambda: desk.text("notice.text").startswith("other.zip"), "the word of it")
    assert list(Archive(place).missing) == ["the confirmation report"]


@story
async def test_before_a_fax_is_looked_up_there_is_nothing_to_save(desk: Desk) -> None:
    await desk.sign_in()
    desk.key(Qt.Key.Key_S, CONTROL)
    assert desk.text("notice.title") == "There is no fax to save"
    assert not desk.in_view("save.file")


@story
async def test_while_another_fax_is_on_its_way_the_last_one_is_not_saved_in_its_place(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Delivered, one page")
    with desk.service.faults.hold("fax"):
        desk.type("lookup.fax_id", desk.sample("Not delivered: line busy").fax_id, enter=True)
        await desk.until(lambda: desk.text("answer.headline") == "Looking it up…", "the look-up")
        desk.key(Qt.Key.Key_S, CONTROL)
        assert desk.text("notice.title") == "There is no fax to save"
        assert not desk.in_view("save.file")
        desk.key(Qt.Key.Key_F2)
        assert not desk.in_view("history.note_dialog"), "no note on it either"
    await desk.idle()


@story
async def test_while_personal_data_is_hidden_nothing_is_saved(desk: Desk, tmp_path: Path) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Delivered, one page")
    save = desk.see("evidence.save", QPushButton)
    assert save.isEnabled() and "Ctrl+S" in save.toolTip()
    desk.choose("action.mask")
    assert not save.isEnabled() and "show it again first (F9)" in save.accessibleDescription()
    desk.key(Qt.Key.Key_S, CONTROL)
    assert desk.text("notice.title") == "Nothing was saved" and "F9" in desk.text("notice.text")
    assert not desk.in_view("save.file")
    await desk.idle()
    assert lying_in(tmp_path) == [] and desk.service.requests.count("file") == 0
    desk.choose("action.mask")
    assert save.isEnabled()


@pytest.mark.parametrize("way", ["Cancel", "Esc", "sign out"])
@story
async def test_cancelled_in_the_middle_it_leaves_nothing(desk: Desk, tmp_path: Path, way: str) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Delivered, one page")
    with desk.service.faults.hold("report"):
        desk.choose("action.save_evidence")
        await choose_place(desk, tmp_path)
        await desk.asked(desk.service, "report")
        bar = desk.see("evidence.progress", QProgressBar)
        assert bar.value() >= 2 * bar.maximum() // STEPS, "record and document are there"
        assert "step 3 of 4: the confirmation report" in desk.text("evidence.words")
        assert len(lying_in(tmp_path)) == len(documents()) == 1, "hidden, and in the private folder"
        if way == "Cancel":
            desk.click("evidence.cancel")
        elif way == "Esc":
            desk.window.activateWindow()  # the desktop does so when a dialog has gone; here there is none
            await desk.until(desk.window.isActiveWindow, "the window in front again")
            desk.key(Qt.Key.Key_Escape)
        else:
            desk.choose("action.sign_out")
        await desk.until(lambda: not desk.program.tasks.is_running(EVIDENCE), "its end")
    await desk.idle()
    assert lying_in(tmp_path) == [] and documents() == []
    assert not desk.in_view("evidence") and not desk.in_view("notice")


@story
async def test_another_fax_may_be_looked_up_meanwhile(desk: Desk, tmp_path: Path) -> None:
    await desk.sign_in()
    sample = await desk.look_up_sample("Delivered, one page")
    with desk.service.faults.hold("report"):
        desk.choose("action.save_evidence")
        place = await choose_place(desk, tmp_path)
        await desk.asked(desk.service, "report")
        await desk.look_up_sample("Received, unread")
        desk.choose("action.save_evidence")
        assert desk.text("notice.title") == "One file is being saved already"
    await saved(desk)
    assert Archive(place).manifest["fax_id"] == sample.fax_id


@story
async def test_d80_where_nothing_can_be_written_it_says_so(desk: Desk, tmp_path: Path) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Delivered, one page")
    desk.choose("action.save_evidence")
    (tmp_path / "gone").mkdir()
    dialog = desk.see("save.file", QFileDialog)
    dialog.setDirectory(str(tmp_path / "gone"))
    dialog.selectFile("fax.zip")
    (tmp_path / "gone").rmdir()
    dialog.fileSelected.emit(str(tmp_path / "gone" / "fax.zip"))
    dialog.reject()
    await desk.until(lambda: desk.text("notice.title") == "The file could not be saved", "the reason")
    assert desk.service.requests.count("file") == 0
    assert documents() == [] and lying_in(tmp_path) == []


@told
async def test_d82_the_end_of_the_program_leaves_nothing_half_written(untouched: object, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()  # the rest of it is the untouched computer's
    async with seated(DEMO) as desk:
        await desk.sign_in()
        await desk.look_up_sample("Delivered, one page")
        with desk.service.faults.hold("report"):
            desk.choose("action.save_evidence")
            await choose_place(desk, tmp_path / "out")
            await desk.asked(desk.service, "report")
            desk.window.close()
            await desk.until(lambda: lying_in(tmp_path / "out") == [], "the end of the hidden file")


@story
async def test_d84_without_a_viewer_a_copy_can_be_saved(desk: Desk, tmp_path: Path) -> None:
    await desk.sign_in()
    sample = await desk.look_up_sample("Delivered, one page")
    desk.person.viewer = False
    desk.click("document.open")
    await desk.until(lambda: desk.in_view("notice.offer"), "the offer")
    await desk.idle()
    assert desk.text("notice.title") == "No program opens this kind of document"
    [document] = documents()
    content = document.read_bytes()
    desk.click("notice.offer")
    assert not desk.in_view("notice")
    place = await choose_place(desk, tmp_path)
    await desk.until(lambda: desk.text("notice.title") == "Copy saved", "the word of it")
    assert place.name == f"fax-{sample.fax_id}{DocumentKind.PDF.suffix}"
    assert place.read_bytes() == content and lying_in(tmp_path) == [place.name]
    assert "personal data" in desk.see("notice.text", QLabel).text()
    assert desk.see("notice.offer", QPushButton).text() == "Show in folder"
