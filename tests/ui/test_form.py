"""The form: every field of every fax, as it came, to be read, told apart, selected and copied."""

import json
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QMenu

from faxviewer.demo.service import DemoService, Sample
from faxviewer.presenters.form import GROUPS
from faxviewer.presenters.text import shortened, shown
from faxviewer.ui.field_row import FieldRow
from faxviewer.ui.value_label import ValueLabel
from tests.ui.desk import Desk, story

PATHS = [field.path for group in GROUPS for field in group.fields]
AS_IT_COMES = ("description", "header", "file_name", "file", "id", "comment", "status", "from", "to", "owner_id")
"""Fields whose texts are shown to the letter."""


def record_of(service: DemoService, sample: Sample) -> dict[str, Any]:
    """What the service says of `sample`, read past the program; empty for a fax in the outbox."""
    if sample.fax_id in service.under_way:
        return {}
    address = f"{service.api_url}/accounts/{sample.user_id}/faxes/{sample.fax_id}"
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {service.personal_access_token}"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return dict(json.load(answer))


def values(desk: Desk) -> Iterator[tuple[str, ValueLabel]]:
    """Each documented field's path and value."""
    for path in PATHS:
        yield path, desk.see(f"field.{path}", ValueLabel)


def tip(label: QLabel) -> str:
    """What hovering over `label` shows: its own tooltip, else its row's."""
    row = label.parentWidget()
    assert isinstance(row, FieldRow)
    return label.toolTip() or row.toolTip()


async def answered(desk: Desk, **record: Any) -> None:
    """Look up a fax that the service describes as `record`."""
    desk.service.faults.answer("fax", 200, body=json.dumps(record).encode())
    await desk.look_up("5e7de3ad54cfd54eb568cc76")


@story
async def test_every_sample_shows_every_field_and_loses_nothing(desk: Desk) -> None:
    await desk.sign_in()
    for sample in desk.service.samples:
        await desk.look_up(sample.fax_id, sample.user_id)
        assert desk.in_view("answer.headline"), sample.label
        assert desk.text("answer.headline"), sample.label
        odd = 0
        for path, label in values(desk):
            assert label.isVisible() and label.text().strip(), f"{sample.label}: {path} shows nothing"
            assert "\u200b" not in label.value()
            odd += bool(desk.text(f"odd.{path}"))
        assert desk.in_view("odd_card") == bool(odd), sample.label
        listed = [line.text() for line in desk.see("odd_card", QFrame).findChildren(QLabel) if line.isVisible()]
        assert len(listed) == (odd + 1 if odd else 0), sample.label

        record = record_of(desk.service, sample)
        for name in AS_IT_COMES:
            if isinstance(record.get(name), str) and record[name]:
                assert desk.see(f"field.{name}", ValueLabel).value() == shortened(shown(record[name])), sample.label
        others = set(record) - set(PATHS) - {"from_number"}
        for name in others:
            assert desk.in_view("group.other_fields") and desk.text(f"field.{name}"), f"{sample.label}: {name}"


@story
async def test_null_absent_and_empty_look_different(desk: Desk) -> None:
    await desk.sign_in()
    looks = {}
    for label, text, presence in (
        ("Every optional field null", "—", "null"),
        ("Every optional field absent", "not in the record", "absent"),
        ("Empty texts throughout", "empty", "empty"),
    ):
        await desk.look_up_sample(label)
        value = desk.see("field.header", ValueLabel)
        assert (value.text(), value.property("presence")) == (text, presence)
        assert text in value.accessibleName() and presence in value.accessibleDescription()
        assert f">{presence}<" in tip(value).replace("<br>", ">").replace("</p>", "<")
        looks[text] = bytes(value.grab().toImage().constBits())
    assert len(set(looks.values())) == 3
    await answered(desk, header="—", comment="not in the record", description="empty")
    assert bytes(desk.see("field.header", ValueLabel).grab().toImage().constBits()) != looks["—"], (
        "a text that says the same does not look the same"
    )


@story
async def test_what_is_odd_is_marked_at_the_field_and_listed_below(desk: Desk) -> None:
    await desk.sign_in()
    for label, path, reason in (
        ("Unknown status", "status", "not a documented status"),
        ("Unknown direction", "direction", "not a documented direction"),
        ("comment is null", "comment", "required, but null"),
        ("owner_id is absent, though required", "owner_id", "required, but missing"),
        ("pages is the text “three”", "pages", "documented as a whole number, came as text"),
        ("duration 0, as the service does", "duration", "documented as more than 0"),
        ("max_retry above 3", "max_retry", "documented as more than 0 and less than 3"),
        ("Time that can't be", "submit_time", "not a time as documented"),
        ("“OK” on a fax without answer", "description", "says OK on a failed fax"),
        ("from_number instead of from", "from", "sent as from_number"),
        ("Cover page with an unknown flag", "cover_page.flags", "holds a flag that is not documented"),
    ):
        await desk.look_up_sample(label)
        assert desk.text(f"odd.{path}") == f"⚑ {reason}", label
        listed = [line.text() for line in desk.see("odd_card", QFrame).findChildren(QLabel) if line.isVisible()]
        assert any(reason in line for line in listed[1:]), label
        assert str(len(listed) - 1) in listed[0], "the number of them stands above"
        assert reason in desk.see(f"field.{path}").accessibleDescription()
    await desk.look_up_sample("Delivered, one page")
    assert not any(desk.text(f"odd.{path}") for path in PATHS)
    assert not desk.in_view("odd_card")


@story
async def test_what_came_is_shown_even_where_it_is_wrong(desk: Desk) -> None:
    await desk.sign_in()
    for label, path, text in (
        ("Unknown status", "status", "failed_carrier_blocked"),
        ("Unknown direction", "direction", "sideways"),
        ("pages is the text “three”", "pages", "three"),
        ("duration beyond 2⁶³", "duration", "9223372036854775808"),
        ("is_spam is 0", "is_spam", "0"),
        ("cost below 0", "cost", "2"),
        ("Time that can't be", "submit_time", "2026-02-30 25:61:00"),
        ("Cover page is a text", "cover_page", "see attachment"),
        ("File name with a turned ending", "file_name", "inv⟨U+202E⟩fdp.exe"),
    ):
        await desk.look_up_sample(label)
        assert text in desk.text(f"field.{path}"), label
    await desk.look_up_sample("Unknown status")
    assert desk.text("answer.headline") == "A status that Faxviewer doesn't know"
    assert desk.text("badge.status") == "failed_carrier_blocked"


@story
async def test_fields_that_nobody_documented_stand_below_and_go_again(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Fields that nobody documented")
    assert desk.text("field.ocr_text") == "Invoice 2026-0318"
    assert desk.text("field.archived") == "—"
    assert "billing" in desk.text("field.tags")
    assert "reception" in " ".join(each.text() for each in desk.see("group.other_fields", QFrame).findChildren(QLabel))
    await desk.look_up_sample("Delivered, one page")
    assert not desk.in_view("group.other_fields") and not desk.in_view("field.ocr_text")


@story
async def test_e86_markup_is_shown_to_the_letter_everywhere(desk: Desk) -> None:
    await desk.sign_in()
    bold = "<b>bold</b> &amp; <img src='file:///etc/hostname'>"
    await answered(desk, **dict.fromkeys((*AS_IT_COMES, bold), bold), cover_page=bold)
    for label in desk.window.lookup.fax.findChildren(QLabel):
        if "bold" in label.text():
            assert label.textFormat() == Qt.TextFormat.PlainText, label.objectName()
            assert "&amp;" in label.text() or label.text().endswith("…"), label.objectName()
        assert "<b>" not in label.toolTip() and "<img" not in label.toolTip()
    for row in desk.window.lookup.fax.findChildren(FieldRow):
        assert "<b>" not in row.toolTip() and "<img" not in row.toolTip()
    other = desk.see(f"field.{bold}", ValueLabel)
    assert other.text() == bold and "&lt;img src=" in tip(other)
    assert "<b>" in desk.text("badge.status") and "<b>" not in desk.see("badge.status").toolTip()


@story
async def test_every_value_can_be_selected_and_copied_by_mouse_and_keyboard(desk: Desk) -> None:
    await desk.sign_in()
    clipboard = QGuiApplication.clipboard()
    by_both = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    await desk.look_up_sample("Cover page with every flag")
    for path, label in values(desk):
        assert label.textInteractionFlags() & by_both == by_both, path
        label.setFocus()
        assert desk.focus == f"field.{path}"
        desk.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        assert clipboard.text() == label.value(), path

    recipient = desk.see("field.to", ValueLabel)
    assert recipient.text().replace(" ", "").replace("-", "") == recipient.value() != recipient.text()
    assert desk.text("beside.to").partition(", ")[2].isupper(), "the country's name and code"
    recipient.setFocus()
    desk.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desk.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == recipient.value(), "all of it, as it was sent"
    recipient.setSelection(0, 4)
    desk.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == recipient.text()[:4], "a part, as it is shown"

    subject = desk.see("field.cover_page.subject", ValueLabel)
    assert subject.text() == "Referral of 20 November"
    QTest.mouseDClick(subject, Qt.MouseButton.LeftButton, pos=subject.rect().topLeft() + QPoint(8, 8))
    assert subject.selectedText().strip() == "Referral"
    desk.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text().strip() == "Referral", "only what is selected"


@story
async def test_e91_long_and_many_lined_values_are_copied_as_they_came(desk: Desk) -> None:
    await desk.sign_in()
    clipboard = QGuiApplication.clipboard()
    comment = desk.see("field.comment", ValueLabel)
    await desk.look_up_sample("One word of 5,000 letters")
    for select_all in (False, True):
        comment.setFocus()
        if select_all:
            desk.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            assert comment.hasSelectedText()
        desk.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        assert clipboard.text() == comment.value()
        assert clipboard.text().startswith("W" * 4000) and "\u200b" not in clipboard.text()

    await answered(desk, comment="one\ttwo\nthree\n\nfour")
    comment.setFocus()
    desk.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desk.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == comment.value() == "one\ttwo\nthree\n\nfour"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@story
async def test_the_menu_of_a_value_copies_it(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Delivered, one page")
    value = desk.see("field.status", ValueLabel)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(4, 4), value.mapToGlobal(QPoint(4, 4)))
    QApplication.sendEvent(value, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "success"


@story
async def test_every_tooltip_carries_the_name_in_the_api(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("from_number instead of from")
    for path, label in values(desk):
        name = "from_number" if path == "from" else path
        assert f"API field: {name}<br>" in tip(label), path
        assert label.accessibleDescription().startswith(f"API field: {name};"), path


@story
async def test_the_owner_has_a_name_and_the_cost_a_currency(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Delivered, one page")
    assert desk.text("beside.owner_id") == "Ada Example"
    assert any(sign in desk.text("field.cost") for sign in ("$", "USD"))
    await desk.look_up_sample("Sent by Chidi")
    assert desk.text("beside.owner_id") == "Chidi Okafor-Müller", "an administrator's members are known by name"


@pytest.fixture
def new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[ZoneInfo]:
    """A computer in New York."""
    if not hasattr(time, "tzset"):
        pytest.skip("the zone of a running program can't be changed on this platform")
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield ZoneInfo("America/New_York")
    monkeypatch.undo()
    time.tzset()


@story
async def test_times_are_local_with_utc_beside_them(desk: Desk, new_york: ZoneInfo) -> None:
    await desk.sign_in()
    now = datetime.now(UTC)
    night = datetime(2026, 3, 5, 2, 15, 30, tzinfo=UTC)
    await answered(desk, start_time=f"{now:%Y-%m-%d %H:%M:%S}", submit_time=f"{night:%Y-%m-%d %H:%M:%S}")
    assert desk.text("field.start_time").startswith("Today ")
    assert f"{now.astimezone(new_york):%M:%S}" in desk.text("field.start_time")
    assert desk.text("beside.start_time").endswith(f"{now:%M:%S} UTC")
    assert "15:30" in desk.text("field.submit_time") and "4" in desk.text("field.submit_time")
    assert desk.text("beside.submit_time").endswith("02:15:30 UTC") and "5" in desk.text("beside.submit_time")


@story
async def test_a_fax_in_the_outbox_says_that_it_has_fewer_fields(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Scheduled for later")
    assert desk.text("answer.note").startswith("Still in the outbox")
    assert desk.text("field.status") == "scheduled_for_sending"
    assert "API field: page_count" in tip(desk.see("field.pages"))
    assert desk.text("field.cover_page.subject") == "Rota for next week"
    await desk.look_up_sample("Delivered, one page")
    assert desk.text("answer.note") == ""
