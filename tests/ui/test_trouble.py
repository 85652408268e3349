"""Every way not to get a fax looks like what it is, and says what to do next."""

from urllib.parse import urlsplit

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from faxviewer.demo.service import DemoService
from tests.ui.desk import REAL, Desk, seated, story, told


@story
async def test_not_found(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up("0" * 24)
    assert desk.text("state.title") == "No such fax for this user"
    assert desk.text("state.message") == "Fax.Plus knows no fax with this ID under the chosen user."
    assert desk.text("state.remedy") == "Check the ID, or choose the member who owns the fax."
    assert desk.typed("lookup.fax_id") == "0" * 24, "to be corrected"
    assert desk.see("state.again", QPushButton).isVisible()
    assert desk.service.requests.count("outbox_fax") == 1, "it may be on its way"
    assert not desk.in_view("notice")


@story
async def test_not_allowed_shows_the_code_for_support(desk: Desk) -> None:
    await desk.sign_in()
    desk.service.faults.answer("fax", 403)
    await desk.look_up_sample("Delivered, one page")
    assert desk.text("state.title") == "No permission for this"
    assert desk.text("state.detail") == "HTTP 403, ordered"
    assert desk.text("account.name"), "no permission is no sign-out"
    await desk.look_up_sample("Delivered, one page")
    assert desk.text("field.status") == "success"


@told
async def test_offline_and_back_without_a_restart(by_token: DemoService) -> None:
    sample = by_token.samples[0]
    port = urlsplit(by_token.api_url).port or 0
    async with seated(REAL) as desk:
        await desk.until(lambda: desk.text("account.name"), "the account")
        by_token.stop()
        await desk.look_up(sample.fax_id)
        assert desk.text("state.title") == "You are offline"
        assert desk.text("state.remedy") == "Check the network connection, then try again."
        with DemoService(port=port):
            desk.click("state.again")
            await desk.until(lambda: desk.text("field.id") == sample.fax_id, "the fax")
            await desk.idle()


@story
async def test_rate_limited_counts_down_and_tries_again_by_itself(desk: Desk) -> None:
    await desk.sign_in()
    desk.service.faults.answer("fax", 429, retry_after="1")
    sample = desk.sample("Delivered, one page")
    desk.type("lookup.fax_id", sample.fax_id, enter=True)
    await desk.until(lambda: desk.text("state.title") == "Fax.Plus asks for a pause", "the pause")
    assert desk.text("state.remedy") == "Trying again in 1 s."
    assert desk.in_view("state.stop") and not desk.in_view("state.again")
    await desk.until(lambda: desk.text("field.id") == sample.fax_id, "the fax")
    await desk.idle()
    assert desk.service.requests.count("fax") == 2


@pytest.mark.parametrize("way", ["Cancel", "Esc"])
@story
async def test_a_countdown_can_be_cancelled(desk: Desk, way: str) -> None:
    await desk.sign_in()
    desk.service.faults.answer("fax", 429, times=9, retry_after="500")
    sample = desk.sample("Delivered, one page")
    desk.type("lookup.fax_id", sample.fax_id, enter=True)
    await desk.until(lambda: desk.text("state.remedy").startswith("Trying again in"), "the countdown")
    if way == "Cancel":
        desk.click("state.stop")
    else:
        desk.key(Qt.Key.Key_Escape)
    await desk.idle()
    assert desk.text("state.title") == "Which fax?"
    assert desk.in_view("lookup.submit")
    assert desk.service.requests.count("fax") == 1


@pytest.mark.parametrize(
    ("body", "content_type", "title"),
    [
        (b"", "application/json", "Fax.Plus sent an unexpected reply"),
        (b"[]", "application/json", "Fax.Plus sent an unexpected reply"),
        (b'{"id": ', "application/json", "Fax.Plus sent an unexpected reply"),
        (b"\xff\xfe\x00", "application/json", "Fax.Plus sent an unexpected reply"),
        (b"[" * 200_000, "application/json", "Fax.Plus sent an unexpected reply"),
        (b"<html><body>Sign in to the hotel</body></html>", "text/html", "This network wants you to sign in"),
    ],
    ids=["nothing", "a list", "cut short", "not a text", "nested without end", "a web page"],
)
@story
async def test_a_broken_reply_comes_with_a_reference_to_quote(
    desk: Desk, body: bytes, content_type: str, title: str
) -> None:
    await desk.sign_in()
    desk.service.faults.answer("fax", 200, body=body, content_type=content_type)
    await desk.look_up_sample("Delivered, one page")
    assert desk.text("state.title") == title
    assert desk.text("state.remedy")
    assert "reference" in desk.text("state.detail")
    assert desk.text("account.name"), "the session is kept"
    desk.click("state.again")
    await desk.until(lambda: desk.text("field.status") == "success", "the fax")
    await desk.idle()


@story
async def test_a_service_in_trouble_says_so_after_asking_again(desk: Desk) -> None:
    await desk.sign_in()
    desk.service.faults.answer("fax", 503, times=3)
    await desk.look_up_sample("Delivered, one page")
    assert desk.text("state.title") == "Fax.Plus is having trouble"
    assert desk.text("state.remedy") == "Try again in a minute."
    assert desk.service.requests.count("fax") == 3


@pytest.mark.parametrize("status", [400, 410, 418])
@story
async def test_a_refused_request_comes_with_its_code(desk: Desk, status: int) -> None:
    await desk.sign_in()
    desk.service.faults.answer("fax", status)
    await desk.look_up_sample("Delivered, one page")
    assert desk.text("state.title") == "Fax.Plus refused the request"
    assert f"HTTP {status}" in desk.text("state.message")


@story
async def test_each_trouble_has_a_picture_of_its_own(desk: Desk) -> None:
    await desk.sign_in()
    pictures = set()
    for status, body in ((404, None), (403, None), (418, None), (200, b"<html></html>")):
        desk.service.faults.answer("fax", status, body=body, content_type="text/html" if body else "application/json")
        desk.service.faults.answer("outbox_fax", 404)
        await desk.look_up_sample("Delivered, one page")
        assert desk.text("state.title")
        desk.service.faults.clear()
        glyph = desk.window.lookup.state.glyph
        pictures.add(bytes(glyph.pixmap().toImage().constBits()))
    assert len(pictures) == 4


@story
async def test_without_the_account_a_look_up_works_all_the_same(desk: Desk) -> None:
    desk.service.faults.answer("account", 403)
    desk.click("sign_in.start")
    await desk.until(lambda: desk.in_view("state.title"), "the look-up pane")
    await desk.idle()
    assert desk.text("account.name") == ""
    assert desk.text("notice.title") == "No permission for this"
    await desk.look_up_sample("Delivered, one page")
    assert desk.text("field.cost") == "1", "without the balance there is no currency, and none is made up"
