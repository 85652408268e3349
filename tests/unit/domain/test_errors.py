"""Every error speaks to a person."""

import pytest

from faxviewer.domain import errors
from faxviewer.domain.errors import FaxViewerError, InputRefused, RateLimited, SettingsRefused

SPOKEN = [
    found
    for found in vars(errors).values()
    if isinstance(found, type) and issubclass(found, FaxViewerError) and found not in (FaxViewerError, InputRefused)
]


def made(kind: type[FaxViewerError]) -> FaxViewerError:
    if kind is RateLimited:
        return RateLimited(5)
    if kind is SettingsRefused:
        return SettingsRefused({"api_url": "This is not a web address."})
    return kind()


@pytest.mark.parametrize("kind", SPOKEN, ids=lambda kind: kind.__name__)
def test_each_says_what_happened_and_what_to_do(kind: type[FaxViewerError]) -> None:
    error = made(kind)
    assert error.title
    assert error.remedy.endswith(".")
    assert str(error) == error.title
    words = f"{error.title} {error.message} {error.remedy}".lower()
    assert not any(word in words for word in ("!", "sorry", "please", "oops", "error"))


def test_texts_can_be_made_more_exact_and_empty_ones_stay_empty() -> None:
    error = errors.Offline(message="No name server.", remedy="", detail="HTTP 0")
    assert (error.title, error.message, error.remedy, error.detail) == (
        "You are offline",
        "No name server.",
        "",
        "HTTP 0",
    )
    assert errors.Offline().message != "No name server."


def test_settings_say_all_their_reasons() -> None:
    error = SettingsRefused({"a": "One.", "b": "Two."})
    assert error.message == "One. Two."
    assert error.problems == {"a": "One.", "b": "Two."}


def test_a_pause_knows_its_length() -> None:
    assert RateLimited(42.0, detail="HTTP 429").retry_after == 42.0
    assert RateLimited.retryable
