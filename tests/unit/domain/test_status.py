"""Every status has its plain words."""

import pytest

from faxviewer.domain.fax import Fax
from faxviewer.domain.status import STATUSES, Actor, Tone, status_named

DOCUMENTED = """
success, partially_sent, partially_received, insufficient_credit, failed, failed_internal_process_error,
failed_user_busy, failed_no_answer, failed_unallocated_number, failed_office_converter_issue,
failed_separate_file_pages_issue, failed_render_header_issue, failed_invalid_number_format,
failed_mimetype_not_supported, failed_destination_not_supported, failed_image_preparation, failed_to_send,
failed_normal_temporary_failure, failed_unknown_converter_issue, failed_normal_clearing,
failed_convert_to_tiff_issue, failed_fs_49, failed_fs_2
""".replace("\n", " ").split(",")
"""The options of `status` on the vendor's page "Get a fax record", copied as they stand there."""

FINAL = [code.strip() for code in DOCUMENTED]
MOVING = ["submitted", "converting", "scheduled_for_sending", "sending", "in_progress"]


def test_the_table_holds_these_and_no_others() -> None:
    assert len(FINAL) == 23
    assert set(STATUSES) == {*FINAL, *MOVING}
    assert {code for code, status in STATUSES.items() if status.final} == set(FINAL)


@pytest.mark.parametrize("code", FINAL + MOVING)
def test_each_has_a_headline_a_label_a_meaning_and_a_next_step(code: str) -> None:
    status = status_named(code)
    assert status.code == code
    for text in (status.headline, status.label, status.meaning, status.next_step):
        assert text.strip() == text
        assert text
        assert "!" not in text
        assert "_" not in text
    assert len(status.label) <= 26
    assert status.meaning.endswith(".")
    assert status.next_step.endswith(".")


@pytest.mark.parametrize("code", FINAL)
def test_tones_follow_what_happened(code: str) -> None:
    tone = status_named(code).tone
    if code == "success":
        assert tone is Tone.SUCCESS
    elif code.startswith("partially"):
        assert tone is Tone.PARTIAL
    else:
        assert tone is Tone.FAILURE
        assert status_named(code).headline.startswith("Not delivered: ")


@pytest.mark.parametrize("code", MOVING)
def test_faxes_on_their_way_ask_nobody_to_do_anything_but_wait(code: str) -> None:
    status = status_named(code)
    assert (status.tone, status.actor, status.final) == (Tone.PROGRESS, Actor.NOBODY, False)
    assert status.next_step.startswith(("Wait:", "Nothing to do"))


def test_our_own_readings_are_marked() -> None:
    inferred = {code for code, status in STATUSES.items() if status.inferred}
    assert inferred == {"failed_normal_temporary_failure", "failed_normal_clearing", "failed_fs_2", "failed_fs_49"}


def test_an_incoming_fax_is_received_and_its_sender_asked() -> None:
    assert status_named("success").headline_for(incoming=True).startswith("Received")
    assert status_named("success").label_for(incoming=True) == "Received"
    assert status_named("success").next_step_for(incoming=True) == "Nothing to do."
    assert status_named("failed_fs_49").headline_for(incoming=True).startswith("Not received")
    assert status_named("failed_fs_49").next_step_for(incoming=True).startswith("Ask the sender")
    assert status_named("failed_fs_49").next_step_for(incoming=False) == "Send it again."
    partly = status_named("partially_received")
    assert partly.next_step_for(incoming=True) == "Ask the sender to send the missing pages again."


def test_whoever_has_to_act_is_said_in_a_sentence() -> None:
    assert [actor.sentence for actor in Actor] == [
        *("Nobody has to act.", "The sender acts.", "The recipient acts.", "The account owner acts."),
        "Fax.Plus acts.",
    ]
    assert status_named("failed_no_answer").seen(incoming=False).actor is Actor.RECIPIENT
    assert status_named("failed_no_answer").seen(incoming=True).actor is Actor.SENDER
    assert status_named("insufficient_credit").seen(incoming=True).actor is Actor.OWNER


@pytest.mark.parametrize("code", FINAL + MOVING)
def test_without_a_direction_neither_delivery_nor_receipt_is_claimed(code: str) -> None:
    headline = status_named(code).headline_for(incoming=None).lower()
    assert "delivered" not in headline
    assert "received" not in headline.removeprefix("partly received")


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("failed_tomorrow", "failed_tomorrow"),
        ("SUCCESS", "SUCCESS"),
        ("success ", "success "),
        ("\ud800", "\ud800"),
        (7, "7"),
        (True, "true"),
        (["x"], '["x"]'),
        ({"a": None}, '{"a": null}'),
    ],
)
def test_f118_any_other_value_stands_as_it_came(code: object, shown: str) -> None:
    status = status_named(code)
    assert status.tone is Tone.UNKNOWN
    assert status.label == status.code == shown
    assert status.headline
    assert status.next_step


def test_no_status_is_too_strange_to_be_named() -> None:
    deep: object = 1
    for _ in range(100_000):
        deep = [deep]
    for code in (10**5_000, deep, float("nan")):
        assert status_named(code).tone is Tone.UNKNOWN
        assert status_named(code).label


@pytest.mark.parametrize("code", [None, ""])
def test_no_status_at_all(code: object) -> None:
    assert status_named(code).label == "No status"
    assert Fax("x", {"status": code}).status.tone is Tone.UNKNOWN
    assert Fax("x", {}).status.label == "No status"
