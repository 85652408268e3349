"""A fax that another program brings, and whoever is typing meanwhile."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from faxviewer.app.errand import Errand
from faxviewer.demo.service import DemoService
from tests.ui.desk import REAL, Desk, seated, told

CONTROL = Qt.KeyboardModifier.ControlModifier
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


async def brought(desk: Desk, fax_id: str, user: str = "") -> None:
    """A later start hands this over; until it is shown."""
    desk.program.take_errand(Errand(fax_id, user))
    await desk.until(lambda: desk.text("field.id") == fax_id, "the fax")
    await desk.idle()


@told
async def test_what_is_being_typed_comes_back_with_one_key(by_token: DemoService) -> None:
    bruno = next(each for each in by_token.samples if each.label == "Received by Bruno")
    async with seated(REAL) as desk:
        await desk.until(lambda: desk.text("account.name"), "the account")
        await desk.idle()
        desk.type("lookup.user", "zz9")
        desk.type("lookup.fax_id", "5e7de3")
        await brought(desk, bruno.fax_id, bruno.user_id)
        assert desk.text("notice.title") == "A fax came from another program"
        assert (desk.typed("lookup.fax_id"), desk.typed("lookup.user")) == (bruno.fax_id, bruno.user_id)
        assert desk.focus == "lookup.fax_id"
        desk.key(Qt.Key.Key_Z, CONTROL)
        assert desk.typed("lookup.fax_id") == "5e7de3"
        desk.see("lookup.user", QLineEdit).setFocus()
        desk.key(Qt.Key.Key_Z, CONTROL)
        assert desk.typed("lookup.user") == "zz9"
        assert desk.text("field.id") == bruno.fax_id, "the form shows what came"


@told
async def test_where_nothing_is_being_typed_nothing_is_said(by_token: DemoService) -> None:
    first, second = by_token.samples[0], by_token.samples[1]
    async with seated(REAL) as desk:
        await desk.until(lambda: desk.text("account.name"), "the account")
        await desk.look_up(first.fax_id)
        await brought(desk, second.fax_id)
        assert not desk.in_view("notice")
        await brought(desk, f"{first.fax_id}")
        assert desk.see("lookup.fax_id", QLineEdit).selectedText() == first.fax_id, "ready to paste over"


@told
async def test_a_pasted_address_of_ours_says_whose_fax_it_is(by_token: DemoService) -> None:
    bruno = next(each for each in by_token.samples if each.label == "Received by Bruno")
    async with seated(REAL) as desk:
        await desk.until(lambda: desk.text("account.name"), "the account")
        desk.paste("lookup.fax_id", f"faxviewer://fax/{bruno.fax_id}?user={bruno.user_id}", enter=True)
        await desk.until(lambda: desk.text("field.id") == bruno.fax_id, "the fax")
        assert desk.typed("lookup.user") == bruno.user_id
        await desk.idle()


@told
async def test_a_sign_out_forgets_what_the_fields_ever_held(by_token: DemoService) -> None:
    async with seated(REAL) as desk:
        await desk.until(lambda: desk.text("account.name"), "the account")
        await desk.idle()
        desk.type("lookup.fax_id", "5e7de3")
        await brought(desk, by_token.samples[0].fax_id)
        desk.choose("action.sign_out")
        await desk.until(lambda: not desk.text("account.name"), "the end of the session")
        await desk.idle()
        field = desk.see("lookup.fax_id", QLineEdit)
        assert not field.text() and not field.isUndoAvailable() and not field.isRedoAvailable()
