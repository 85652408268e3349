"""Looking up a fax, as a person does it."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QScrollArea

from faxviewer.app.options import Options
from faxviewer.demo.service import DemoService
from faxviewer.presenters.form import GROUPS
from faxviewer.ui.value_label import ValueLabel
from tests.ui.desk import REAL, Desk, seated, settle, story, told

PATHS = [field.path for group in GROUPS for field in group.fields]


def values(desk: Desk) -> list[str]:
    """What every documented field shows."""
    return [desk.text(f"field.{path}") for path in PATHS]


@story
async def test_a_pasted_id_brings_every_field(desk: Desk) -> None:
    await desk.sign_in()
    sample = await desk.look_up_sample("Delivered, one page")
    assert desk.text("field.id") == sample.fax_id
    assert desk.text("answer.headline") == "Delivered: its 1 page went through"
    assert all(values(desk))


@story
async def test_an_id_is_found_in_what_was_pasted_around_it(desk: Desk) -> None:
    await desk.sign_in()
    sample = desk.sample("Delivered, one page")
    for pasted in (
        f"  {sample.fax_id}\n",
        f"“{sample.fax_id}”",
        f"('{sample.fax_id}'),",
        f"https://app.fax.plus/faxes/{sample.fax_id}?tab=details#top",
        f"{desk.service.api_url}/accounts/self/files/{sample.fax_id}",
    ):
        asked = desk.service.requests.count("fax")
        desk.paste("lookup.fax_id", pasted, enter=True)
        await desk.asked(desk.service, "fax", asked + 1)
        await desk.idle()
        assert desk.text("field.id") == sample.fax_id, pasted
        assert desk.typed("lookup.fax_id") == sample.fax_id, "the field shows what was understood"


@story
async def test_what_cannot_be_an_id_is_refused_in_place_and_nothing_is_sent(desk: Desk) -> None:
    await desk.sign_in()
    sample = await desk.look_up_sample("Delivered, one page")
    await desk.idle()
    desk.service.requests.clear()
    for typed, reason in (
        ("", "Enter a fax ID."),
        ("' '", "Enter a fax ID."),
        ("a/b", "It holds the character /, which no ID has."),
        ("a?b", "It holds the character ?, which no ID has."),
        ("a#b", "It holds the character #, which no ID has."),
        ("a%2fb", "It holds the character %, which no ID has."),
        ("..", "It holds two dots in a row, which no ID has."),
        ("5e7d 5e7e", "It has a space in the middle."),
        ("5e7d\u202e5e7e", "It holds a character that can't be seen"),
        ("5" * 129, "It has 129 characters; 128 is the most."),
    ):
        desk.paste("lookup.fax_id", typed, enter=True)
        await desk.idle()
        assert reason in desk.text("refusal.fax_id"), typed
        field = desk.see("lookup.fax_id", QLineEdit)
        assert field.accessibleDescription() == desk.text("refusal.fax_id")
        assert desk.focus == "lookup.fax_id" and field.selectedText() == field.text()
        assert desk.text("field.id") == sample.fax_id, "what is shown stays"
    desk.type("lookup.fax_id", sample.fax_id)
    assert desk.text("refusal.fax_id") == "", "typing takes the mark away"
    desk.paste("lookup.user", "a/b", enter=True)
    await desk.idle()
    assert "That can't be a user ID." in desk.text("refusal.user")
    assert desk.focus == "lookup.user"
    assert desk.service.requests.total == 0


@story
async def test_a_members_fax_needs_the_members_id(desk: Desk) -> None:
    await desk.sign_in()
    sample = desk.sample("Received by Bruno")
    await desk.look_up(sample.fax_id)
    assert desk.text("state.title") == "No such fax for this user"
    assert "choose the member" in desk.text("state.remedy")
    await desk.look_up(sample.fax_id, f" {sample.user_id} ")
    assert desk.text("field.id") == sample.fax_id
    assert desk.typed("lookup.user") == sample.user_id
    assert desk.text("field.owner_id") == sample.user_id

    own = desk.sample("Delivered, one page")
    await desk.look_up(own.fax_id, "self")
    assert desk.text("field.owner_id") != sample.user_id


@told
async def test_a_plain_member_may_not_look_at_others(by_token: DemoService, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAXVIEWER_PERSONAL_ACCESS_TOKEN", by_token.member_token)
    samples = {each.label: each for each in by_token.samples}
    async with seated(REAL) as desk:
        await desk.until(lambda: desk.text("account.name") == "Bruno Keller", "the member's name")
        await desk.look_up(samples["Received by Bruno"].fax_id)
        assert desk.text("field.is_read") == "no"
        await desk.look_up(samples["Sent by Chidi"].fax_id, samples["Sent by Chidi"].user_id)
        assert desk.text("state.title") == "No permission for this"
        assert "Ask the account's administrator" in desk.text("state.remedy")
        assert not desk.in_view("state.again"), "trying again can't help"


@told
async def test_an_id_from_outside_is_looked_up_as_soon_as_there_is_a_session(by_token: DemoService) -> None:
    sample = next(each for each in by_token.samples if each.label == "Sent by Chidi")
    async with seated(Options(sample.fax_id, sample.user_id)) as desk:
        await desk.until(lambda: desk.text("field.id") == sample.fax_id, "the fax")
        assert (desk.typed("lookup.fax_id"), desk.typed("lookup.user")) == (sample.fax_id, sample.user_id)


@told
async def test_an_id_from_outside_that_cannot_be_one_is_refused_in_the_window(by_token: DemoService) -> None:
    async with seated(Options("../secret")) as desk:
        await desk.until(lambda: desk.text("refusal.fax_id"), "the reason")
        await desk.idle()
        assert by_token.requests.count("fax") == 0


@story
async def test_enter_while_signed_out_is_done_after_the_sign_in(desk: Desk) -> None:
    sample = desk.sample("Received, unread")
    desk.type("lookup.fax_id", sample.fax_id, enter=True)
    await desk.until(lambda: desk.text("field.id") == sample.fax_id, "the fax")
    assert len(desk.person.pages) == 1
    await desk.idle()


@story
async def test_a_second_look_up_cancels_the_first(desk: Desk) -> None:
    await desk.sign_in()
    first, second = desk.sample("Delivered, one page"), desk.sample("Received, unread")
    with desk.service.faults.hold("fax"):
        desk.type("lookup.fax_id", first.fax_id, enter=True)
        await desk.asked(desk.service, "fax", 1)
        assert desk.in_view("lookup.stop") and not desk.in_view("lookup.submit")
        desk.type("lookup.fax_id", second.fax_id, enter=True)
        async with asyncio.timeout(10):  # half of what it takes to give up a silent service by itself
            await desk.asked(desk.service, "fax", 2)
    await desk.idle()
    assert desk.text("field.id") == second.fax_id
    assert desk.typed("lookup.fax_id") == second.fax_id
    assert desk.in_view("lookup.submit") and not desk.in_view("lookup.stop")
    assert desk.service.requests.count("fax") == 2


@pytest.mark.parametrize("way", ["Stop", "Esc"])
@story
async def test_stopping_goes_back_to_what_stood_there(desk: Desk, way: str) -> None:
    await desk.sign_in()
    for label in ("", "Delivered, one page"):
        shown = (await desk.look_up_sample(label)).fax_id if label else ""
        other = desk.sample("Received, unread")
        asked = desk.service.requests.count("fax")
        with desk.service.faults.hold("fax"):
            desk.type("lookup.fax_id", other.fax_id, enter=True)
            await desk.asked(desk.service, "fax", asked + 1)
            assert desk.text("answer.headline") == "Looking it up…"
            if way == "Stop":
                desk.click("lookup.stop")
            else:
                desk.key(Qt.Key.Key_Escape)
            await desk.idle()
        assert desk.text("field.id") == shown
        assert desk.in_view("state.title") != bool(shown)
        assert desk.in_view("lookup.submit")


@story
async def test_while_it_loads_nothing_of_the_fax_before_can_be_taken_for_it(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Delivered, one page")
    filled = desk.see("field.status", ValueLabel).grab().toImage()
    other = desk.sample("Received, unread")
    with desk.service.faults.hold("fax"):
        desk.type("lookup.fax_id", other.fax_id, enter=True)
        await desk.asked(desk.service, "fax", 2)
        assert other.fax_id in desk.text("answer.meaning")
        assert not any(values(desk))
        assert desk.see("field.status", ValueLabel).accessibleName() == "Status: on its way"
        desk.see("field.to", ValueLabel).copy()
        assert QGuiApplication.clipboard().text() == ""
        assert desk.see("field.status", ValueLabel).grab().toImage() != filled
        assert not desk.in_view("badge.status")
        assert not desk.see("document.open", QPushButton).isEnabled()
    await desk.idle()
    assert all(values(desk))


@story
async def test_a_refresh_keeps_the_place_and_the_values(desk: Desk) -> None:
    await desk.sign_in()
    sample = await desk.look_up_sample("Cover page with every flag")
    before = values(desk)
    bar = desk.see("fax", QScrollArea).verticalScrollBar()
    desk.window.resize(900, 500)
    settle()
    bar.setValue(200)
    picture = desk.see("fax", QScrollArea).grab().toImage()
    with desk.service.faults.hold("fax"):
        desk.key(Qt.Key.Key_F5)
        await desk.asked(desk.service, "fax", 2)
        assert values(desk) == before
        assert bar.value() == 200
        assert desk.see("fax", QScrollArea).grab().toImage() == picture, "nothing moves, nothing blinks"
    await desk.idle()
    assert values(desk) == before and desk.text("field.id") == sample.fax_id
    assert bar.value() == 200
    assert desk.service.requests.count("fax") == 2


@story
async def test_a_refresh_that_fails_costs_only_a_notice(desk: Desk) -> None:
    await desk.sign_in()
    sample = await desk.look_up_sample("Delivered, one page")
    desk.service.faults.answer("fax", 404)
    desk.service.faults.answer("outbox_fax", 404)
    desk.key(Qt.Key.Key_F5)
    await desk.until(lambda: desk.in_view("notice"), "the notice")
    await desk.idle()
    assert desk.text("notice.title") == "No such fax for this user"
    assert desk.text("field.id") == sample.fax_id
    assert desk.see("document.open", QPushButton).isEnabled()
    desk.key(Qt.Key.Key_Escape)
    assert not desk.in_view("notice"), "Esc closes it where nothing runs"

    desk.service.faults.answer("fax", 429, retry_after="600")
    desk.key(Qt.Key.Key_F5)
    await desk.until(lambda: desk.in_view("notice"), "the notice")
    await desk.idle()
    assert desk.text("notice.title") == "Fax.Plus asks for a pause"
    assert desk.text("field.id") == sample.fax_id


@story
async def test_a_fax_of_the_demo_can_be_picked_from_a_list(desk: Desk) -> None:
    await desk.sign_in()
    samples = desk.see("samples", QComboBox)
    assert samples.isVisible() and samples.count() == len(desk.service.samples)
    samples.setFocus()
    desk.key(Qt.Key.Key_Down)
    await desk.until(lambda: desk.text("field.id"), "a fax")
    assert desk.typed("lookup.fax_id") == desk.text("field.id") == desk.service.samples[0].fax_id
    await desk.idle()


@story
async def test_of_two_ids_entered_at_once_the_second_counts(desk: Desk) -> None:
    await desk.sign_in()
    first, second = desk.sample("Delivered, one page"), desk.sample("Received, unread")
    desk.type("lookup.fax_id", first.fax_id, enter=True)
    desk.type("lookup.fax_id", second.fax_id, enter=True)
    await desk.until(lambda: desk.text("field.id"), "a fax")
    await desk.idle()
    assert desk.text("field.id") == desk.typed("lookup.fax_id") == second.fax_id


@told
async def test_a_look_up_that_runs_while_the_demo_is_entered_is_forgotten(by_token: DemoService) -> None:
    samples = [each for each in by_token.samples if each.user_id == "self"]
    async with seated(REAL) as desk:
        await desk.until(lambda: desk.text("account.name"), "the account")
        await desk.look_up(samples[0].fax_id)
        with by_token.faults.hold("fax"):
            desk.type("lookup.fax_id", samples[1].fax_id, enter=True)
            await desk.asked(by_token, "fax", 2)
            desk.choose("action.try_demo")
            await desk.until(lambda: desk.text("sign_in.title") == "Sign in to the demo", "the demo")
        await desk.sign_in()
        assert desk.text("state.title") == "Which fax?"
        assert desk.text("field.id") == "" and desk.typed("lookup.fax_id") == ""
