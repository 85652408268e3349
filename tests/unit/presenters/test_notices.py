"""The one door for messages."""

from faxviewer.domain.errors import Offline, SessionEnded, UnexpectedReply
from faxviewer.domain.tone import Tone
from faxviewer.presenters.notices import notice_of


def test_an_error_is_told_as_it_is() -> None:
    notice = notice_of(Offline())
    assert (notice.title, notice.message, notice.remedy) == (Offline.title, Offline.message, Offline.remedy)
    assert notice.tone is Tone.FAILURE
    assert not notice.offers_sign_in


def test_a_milder_tone_can_be_asked_for() -> None:
    assert notice_of(Offline(), Tone.PARTIAL).tone is Tone.PARTIAL


def test_whoever_is_signed_out_is_offered_the_sign_in() -> None:
    assert notice_of(SessionEnded()).offers_sign_in


def test_what_came_from_outside_is_made_visible_and_short() -> None:
    notice = notice_of(UnexpectedReply(detail="\x1b[31m\u202e" + "9" * 10_000))
    assert notice.detail.startswith("␛[31m⟨U+202E⟩9")
    assert len(notice.detail) < 340


def test_nothing_to_quote_is_no_detail() -> None:
    assert notice_of(Offline()).detail == ""
