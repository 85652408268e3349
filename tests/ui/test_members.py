"""Choosing the member whose faxes are wanted, by whatever is known of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView

from faxviewer.demo.service import DemoService
from faxviewer.ui.member_completer import MOST_OFFERED
from tests.ui.desk import REAL, Desk, seated, story, told
from tests.ui.picking import company, faxes, ids, sent_by, shown

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def crowded(untouched: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DemoService]:
    """A company of 4,000."""
    with company(monkeypatch, faxes=9_000, members=4_000) as service:
        yield service


def offered(desk: Desk) -> list[str]:
    """What is offered below the user field."""
    popup = QApplication.activePopupWidget()
    if not isinstance(popup, QListView):
        return []
    assert popup.objectName() == "lookup.members" and popup.accessibleName() == "Members"
    model = popup.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def take(name: str) -> None:
    """Pick from what is offered, by keys."""
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QListView)
    model = popup.model()
    row = [str(model.index(row, 0).data()).startswith(name) for row in range(model.rowCount())].index(True)
    for _ in range(row + 1):
        QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)


@pytest.mark.parametrize("typed", ["okafor", "OKAFOR chidi", "muller", "MÜLLER", "chidi+fax@", "id"])
@story
async def test_a_member_is_found_by_name_address_or_id(desk: Desk, typed: str) -> None:
    await desk.sign_in()
    member = desk.sample("Sent by Chidi").user_id
    desk.type("lookup.user", member[3:20] if typed == "id" else typed)
    assert offered(desk) == ["Chidi Okafor-Müller  chidi+fax@example.org"]
    take("Chidi")
    assert desk.typed("lookup.user") == member
    await desk.until(lambda: {entry.user for entry in shown(desk)} == {member}, "the member's inbox")
    await desk.idle()
    desk.click("list.sent")
    await desk.idle()
    assert set(ids(desk)) == {record["id"] for record in sent_by(desk.service, member)}
    assert {entry.owner for entry in shown(desk)} == {"Chidi Okafor-Müller"}


@story
async def test_a_picked_members_fax_is_looked_up_under_the_member(desk: Desk) -> None:
    await desk.sign_in()
    sample = desk.sample("Sent by Chidi")
    desk.type("lookup.user", "chidi")
    take("Chidi")
    desk.type("lookup.fax_id", sample.fax_id, enter=True)
    await desk.until(lambda: desk.text("field.id") == sample.fax_id, "the fax")
    await desk.idle()
    assert desk.text("beside.owner_id") == "Chidi Okafor-Müller"


@story
async def test_an_emptied_field_leads_back_to_ones_own_lists(desk: Desk) -> None:
    await desk.sign_in()
    own = ids(desk)
    desk.type("lookup.user", "bruno")
    take("Bruno")
    await desk.until(lambda: shown(desk) and shown(desk)[0].user != "self", "the member's list")
    await desk.idle()
    assert ids(desk) != own
    desk.type("lookup.user", "", enter=True)
    await desk.until(lambda: ids(desk) == own, "one's own list")
    await desk.idle()
    assert desk.text("refusal.fax_id") == "", "no fax was asked for"


@story
async def test_after_a_new_sign_in_the_same_member_can_be_picked_again(desk: Desk) -> None:
    await desk.sign_in()
    for _ in range(2):
        assert shown(desk)[0].user == "self"
        desk.type("lookup.user", "bruno")
        take("Bruno")
        await desk.until(lambda: shown(desk) and shown(desk)[0].user != "self", "the member's list")
        await desk.idle()
        desk.choose("action.sign_out")
        await desk.until(lambda: desk.in_view("sign_in.start"), "the sign-in page")
        desk.type("lookup.user", "bruno")
        assert offered(desk) == [], "nobody is offered to who is signed out"
        desk.type("lookup.user", "")
        await desk.sign_in()


@story
async def test_nothing_is_offered_for_what_nobody_has_or_who_is_written_out(desk: Desk) -> None:
    await desk.sign_in()
    desk.type("lookup.user", "nobody of that name")
    assert offered(desk) == []
    desk.type("lookup.user", desk.sample("Sent by Chidi").user_id)
    assert offered(desk) == [], "there is nothing to pick any more"
    desk.type("lookup.user", "b")
    assert len(offered(desk)) > 1
    desk.key(Qt.Key.Key_Backspace)
    assert offered(desk) == []
    await desk.idle()


@told
async def test_one_of_four_thousand(crowded: DemoService) -> None:
    async with seated(REAL) as desk:
        await desk.idle()
        member = crowded.member_ids[3_456]
        desk.type("lookup.user", "a")
        assert len(offered(desk)) == MOST_OFFERED, "as many as one looks through"
        desk.type("lookup.user", member[:14])
        assert len(offered(desk)) == 1
        take("")
        assert desk.typed("lookup.user") == member
        await desk.until(lambda: faxes(desk).accessibleDescription() == f"Inbox of {member}", "the member's inbox")
        await desk.idle()
        assert set(ids(desk)) == {record["id"] for record in sent_by(crowded, member, "category=inbox")}


@told
async def test_a_plain_member_sees_no_picker_and_no_error(
    by_token: DemoService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAXVIEWER_PERSONAL_ACCESS_TOKEN", by_token.member_token)
    async with seated(REAL) as desk:
        await desk.until(lambda: desk.text("account.name") == "Bruno Keller", "the member's name")
        await desk.idle()
        desk.type("lookup.user", "chidi")
        assert offered(desk) == []
        assert "member" not in desk.see("lookup.user", QLineEdit).placeholderText()
        assert not desk.in_view("notice")
        assert by_token.requests.count("accounts") == 0, "nobody asked for what is not theirs"
        desk.type("lookup.user", "")
        await desk.idle()
        desk.click("list.inbox")
        await desk.idle()
        assert ids(desk), "the member's own lists are there"


@told
async def test_an_administrator_without_the_scope_gets_no_error_either(by_token: DemoService) -> None:
    by_token.faults.answer("accounts", 403)
    async with seated(REAL) as desk:
        await desk.asked(by_token, "accounts")
        await desk.idle()
        desk.type("lookup.user", "chidi")
        assert offered(desk) == [] and not desk.in_view("notice")
        await desk.idle()
