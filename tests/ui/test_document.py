"""*Open document*: off with a reason, on with progress and cancel, and nothing left behind in any case."""

import re
import stat
import sys

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QProgressBar, QPushButton, QToolButton

from faxviewer.demo.service import DemoService
from faxviewer.domain.document import DocumentKind
from tests.fakes.scripted_server import ScriptedServer, http, json_reply, stall
from tests.ui.desk import REAL, Desk, documents, seated, story, told
from tests.unit.system.samples import pdf


async def opened(desk: Desk, count: int = 1) -> None:
    """Until the viewer was shown `count` documents and nothing runs any more."""
    await desk.until(lambda: len(desk.person.shown) >= count, "the document in the viewer")
    await desk.idle()


async def pick(desk: Desk, kind: DocumentKind) -> None:
    """Choose the format from the small button's menu, by keys."""
    button = desk.see("document.format", QToolButton)
    await desk.later(lambda: QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(4, 4)))
    await desk.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu), "the menu")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    texts = [action.text() for action in menu.actions()]
    assert texts == ["PDF", "TIFF"]
    for _ in range(texts.index(kind.name) + 1):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    await desk.until(lambda: button.text().startswith(kind.name), "the choice")


@story
async def test_the_button_is_off_with_its_reason_where_there_is_no_file(desk: Desk) -> None:
    await desk.sign_in()
    button = desk.see("document.open", QPushButton)
    for label, reason in (
        ("file is null", "Fax.Plus has no file for this fax."),
        ("file is absent", "Fax.Plus has no file for this fax."),
        ("file is an empty text", "Fax.Plus has no file for this fax."),
        ("Being sent right now", "The document can be opened once the fax has ended."),
    ):
        await desk.look_up_sample(label)
        assert not button.isEnabled(), label
        assert desk.text("document.reason") == button.accessibleDescription() == reason
    desk.choose("action.open_document")
    await desk.idle()
    assert desk.service.requests.count("file") == 0
    await desk.look_up_sample("Delivered, one page")
    assert button.isEnabled() and desk.text("document.reason") == ""


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@story
async def test_it_opens_a_checked_private_copy_in_the_chosen_format(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Partly sent, 5 of 12 pages")
    for count, kind in enumerate((DocumentKind.TIFF, DocumentKind.PDF), 1):
        await pick(desk, kind)
        assert desk.see("document.format", QToolButton).accessibleName() == f"Format: {kind.name}"
        desk.click("document.open")
        await opened(desk, count)
        document = desk.person.shown[-1]
        assert document.kind is kind and document.path.suffix == kind.suffix
        assert document.path.name.startswith("fax-"), "a name that we make"
        assert document.path.stat().st_size == document.size > 1000
        if sys.platform != "win32":
            assert stat.S_IMODE(document.path.parent.stat().st_mode) == 0o700
            assert stat.S_IMODE(document.path.stat().st_mode) == 0o600
    assert desk.in_view("document.open") and not desk.in_view("document.progress")
    assert not desk.in_view("notice")


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@told
async def test_the_chosen_format_is_remembered(by_token: DemoService) -> None:
    for expected in ("PDF", "TIFF", "PDF"):
        async with seated(REAL) as desk:
            await desk.idle()
            await desk.look_up(by_token.samples[0].fax_id)
            assert desk.see("document.format", QToolButton).text().startswith(expected)
            await pick(desk, DocumentKind.TIFF if expected == "PDF" else DocumentKind.PDF)
            await desk.idle()


@pytest.mark.parametrize("way", ["Cancel", "Esc"])
@story
async def test_d85_a_download_shows_progress_and_can_be_cancelled(desk: Desk, way: str) -> None:
    await desk.sign_in()
    sample = await desk.look_up_sample("Delivered, one page")
    with desk.service.faults.hold("file"):
        desk.see("document.open", QPushButton).setFocus()
        desk.click("document.open")
        await desk.asked(desk.service, "file")
        assert desk.in_view("document.progress") and desk.in_view("document.cancel")
        assert not desk.in_view("document.open")
        assert desk.focus == "document.cancel", "the keyboard stays where the button was"
        progress = desk.see("document.progress", QProgressBar)
        assert progress.maximum() == 0 or progress.property("still"), "the size is not known yet"
        if way == "Cancel":
            desk.click("document.cancel")
        else:
            desk.key(Qt.Key.Key_Escape)
        await desk.idle()
    assert desk.in_view("document.open") and desk.focus == "document.open"
    assert not desk.in_view("document.progress") and not desk.in_view("notice")
    assert documents() == [] and desk.person.shown == []
    assert desk.text("field.id") == sample.fax_id

    desk.click("document.open")
    await opened(desk)


@told
async def test_the_progress_fills_and_a_part_that_came_is_thrown_away(
    untouched: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, size = "5e7de3ad54cfd54eb568cc76", 400_000
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: {size}\r\n\r\n".encode()
    with ScriptedServer() as server:
        server.on(f"/v3/accounts/self/faxes/{name}", json_reply({"id": name, "file": "letter.pdf"}))
        server.on(f"/v3/accounts/self/files/{name}", stall(head + b"%PDF-1.7\n" + b"x" * (size // 4)))
        monkeypatch.setenv("FAXVIEWER_API_URL", f"{server.address}/v3")
        monkeypatch.setenv("FAXVIEWER_PERSONAL_ACCESS_TOKEN", "alohi_pat_1")
        async with seated(REAL) as desk:
            await desk.look_up(name)
            desk.click("document.open")
            await desk.until(lambda: desk.in_view("document.progress"), "the bar")
            bar = desk.see("document.progress", QProgressBar)
            await desk.until(lambda: bar.value() == 250, "a quarter of the bar")
            assert bar.maximum() == 1000 and bar.accessibleName() == "Download of the document"
            [part] = documents()
            assert part.suffix == ".part"
            desk.click("document.cancel")
            await desk.idle()
            assert documents() == [] and desk.person.shown == []
            assert not desk.in_view("document.progress")


@pytest.mark.parametrize(
    "file", ["../../x.pdf", "CON.pdf", "nul", "COM1.tif", "fax.pdf.exe", "fax.pdf .lnk", "fax.pdf. "]
)
@told
async def test_d62_d63_d65_the_private_copy_has_a_name_of_ours_whatever_the_services(
    untouched: object, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    name = "5e7de3ad54cfd54eb568cc76"
    with ScriptedServer() as server:
        server.on(f"/v3/accounts/self/faxes/{name}", json_reply({"id": name, "file": file, "file_name": file}))
        server.on(f"/v3/accounts/self/files/{name}", http(200, pdf(), {"Content-Type": "application/pdf"}))
        monkeypatch.setenv("FAXVIEWER_API_URL", f"{server.address}/v3")
        monkeypatch.setenv("FAXVIEWER_PERSONAL_ACCESS_TOKEN", "alohi_pat_1")
        async with seated(REAL) as desk:
            await desk.look_up(name)
            desk.click("document.open")
            await opened(desk)
            shown = desk.person.shown[-1].path
            assert re.fullmatch(r"fax-[0-9a-f]{16}\.pdf", shown.name) and documents() == [shown]


@story
async def test_d85_a_second_press_while_it_runs_is_the_same_download(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Delivered, one page")
    button = desk.see("document.open", QPushButton)
    with desk.service.faults.hold("file"):
        QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
        desk.key(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
        await desk.asked(desk.service, "file")
        desk.choose("action.open_document")
    await opened(desk)
    assert desk.service.requests.count("file") == 1
    assert len(desk.person.shown) == 1 and len(documents()) == 1


@pytest.mark.parametrize(
    ("status", "body", "content_type", "title"),
    [
        (200, b"<!DOCTYPE html><html>Sign in</html>", "text/html", "This network wants you to sign in"),
        (200, b"MZ\x90\x00" * 400, "application/pdf", "The document was not opened"),
        (200, b"%PDF-1.7\n" + b"x" * 4000, "application/pdf", "The document did not arrive whole"),
        (200, b"", "application/pdf", "The document is empty"),
        (404, None, "application/json", "There is no document"),
        (403, None, "application/json", "No permission for this"),
        (429, None, "application/json", "Fax.Plus asks for a pause"),
    ],
    ids=["web page", "program", "cut short", "nothing", "not there", "not allowed", "slowed down"],
)
@story
async def test_what_is_no_whole_document_is_not_opened(
    desk: Desk, status: int, body: bytes | None, content_type: str, title: str
) -> None:
    await desk.sign_in()
    sample = await desk.look_up_sample("Delivered, one page")
    desk.service.faults.answer("file", status, body=body, content_type=content_type)
    desk.click("document.open")
    await desk.until(lambda: desk.in_view("notice"), "the reason")
    await desk.idle()
    assert desk.text("notice.title") == title
    assert desk.text("notice.text")
    assert documents() == [] and desk.person.shown == []
    assert desk.text("field.id") == sample.fax_id
    desk.click("document.open")
    await opened(desk)
    assert not desk.in_view("notice")


@story
async def test_without_a_viewer_the_other_format_is_advised(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Delivered, one page")
    desk.person.viewer = False
    desk.click("document.open")
    await desk.until(lambda: desk.in_view("notice"), "the reason")
    assert desk.text("notice.title") == "No program opens this kind of document"
    assert "Try the other format" in desk.text("notice.text")


@story
async def test_what_was_said_of_a_fax_goes_when_another_comes(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Delivered, one page")
    desk.service.faults.answer("file", 404)
    desk.click("document.open")
    await desk.idle()
    assert desk.text("notice.title") == "There is no document"
    desk.key(Qt.Key.Key_F5)
    await desk.idle()
    assert desk.in_view("notice"), "the same fax is still the one without"
    await desk.look_up_sample("Not delivered: line busy")
    assert not desk.in_view("notice")


@story
async def test_a_fax_that_comes_in_another_format_is_opened_and_said(desk: Desk) -> None:
    from faxviewer.demo import documents as samples

    await desk.sign_in()
    await desk.look_up_sample("Delivered, one page")
    desk.service.faults.answer("file", 200, body=samples.content("letter", "tiff"), content_type="application/pdf")
    desk.click("document.open")
    await opened(desk)
    assert desk.person.shown[0].kind is DocumentKind.TIFF
    assert desk.text("notice.title") == "The document came as TIFF"


@story
async def test_another_fax_ends_the_download_of_the_one_before(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Delivered, one page")
    with desk.service.faults.hold("file"):
        desk.click("document.open")
        await desk.asked(desk.service, "file")
        await desk.look_up_sample("Received, unread")
        await desk.idle()
        assert desk.in_view("document.open") and not desk.in_view("document.progress")
    await desk.idle()
    assert documents() == [] and desk.person.shown == []
    desk.click("document.open")
    await opened(desk)


@told
async def test_the_private_folder_is_empty_once_the_program_has_ended(untouched: object) -> None:
    async with seated() as desk:
        await desk.sign_in()
        await desk.look_up_sample("Delivered, one page")
        desk.click("document.open")
        await opened(desk)
        [document] = desk.person.shown
        assert documents() == [document.path]
    assert not document.path.parent.exists()
