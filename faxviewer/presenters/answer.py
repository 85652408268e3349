"""What happened to a fax, what it means and what to do next: the head of the form."""

from collections.abc import Iterator
from dataclasses import dataclass

from faxviewer.domain.fax import Direction, Fax, Presence
from faxviewer.domain.tone import Tone
from faxviewer.presenters import parties
from faxviewer.presenters.formats import Formats
from faxviewer.presenters.text import shortened, shown


@dataclass(frozen=True, slots=True)
class Badge:
    """A fact as text, icon and tone, so that it never hangs on colour alone."""

    path: str
    text: str
    icon: str
    tone: Tone
    explains: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The head of the form. `next_step` is empty where nobody has to do anything."""

    tone: Tone
    headline: str
    meaning: str
    next_step: str
    badges: tuple[Badge, ...]


_FLAGS = (
    ("urgent", "Urgent", "urgent"),
    ("for_review", "For review", "review"),
    ("please_reply", "Reply wanted", "reply"),
    ("confidential", "Confidential", "confidential"),
)


def answer(fax: Fax, formats: Formats) -> Answer:
    """The answer for `fax`. Says only what the record says. Never raises."""
    status = fax.status
    incoming = fax.direction is Direction.INCOMING
    sentence = " ".join(part for part in (_whom_and_when(fax, formats), status.meaning) if part)
    if status.inferred:
        sentence += " (Our reading of the code; Fax.Plus does not explain it.)"
    return Answer(
        status.tone,
        status.headline_for(incoming=incoming),
        sentence,
        status.next_step_for(incoming=incoming),
        tuple(badges(fax)),
    )


def _whom_and_when(fax: Fax, formats: Formats) -> str:
    incoming = fax.direction is Direction.INCOMING
    party = fax.values.get("from" if incoming else "to")
    whom = ""
    if isinstance(party, str | list) and party:
        whom = f"{'From' if incoming else 'To'} {shortened(parties.in_words(party, formats), 60)}"
    updated = fax.time("last_update")
    when = f"last update {_in_sentence(formats.local_time(updated))} ({formats.utc_time(updated)})" if updated else ""
    told = ", ".join(part for part in (whom, when) if part)
    return f"{told[0].upper()}{told[1:]}." if told else ""


def _in_sentence(time: str) -> str:
    for day in ("Today", "Yesterday"):
        if time.startswith(day):
            return day.lower() + time.removeprefix(day)
    return time


def badges(fax: Fax) -> Iterator[Badge]:
    """The badges that this record calls for, the status first."""
    status = fax.status
    yield Badge("status", shortened(shown(status.label), 40), status.tone.value, status.tone, status.meaning)
    yield from _direction_badge(fax)
    yield from _yes_no_badge(fax, "is_read", ("Read", "read"), ("Unread", "unread"), Tone.UNKNOWN)
    yield from _yes_no_badge(fax, "is_spam", ("Spam", "spam"), None, Tone.PARTIAL)
    for part, text, icon in _FLAGS:
        yield from _yes_no_badge(fax, f"cover_page.flags.{part}", (text, icon), None, Tone.PARTIAL)


def _direction_badge(fax: Fax) -> Iterator[Badge]:
    if fax.direction:
        text = "Outgoing" if fax.direction is Direction.OUTGOING else "Incoming"
        yield Badge("direction", text, fax.direction.value, Tone.UNKNOWN)
    elif fax.presence("direction") is Presence.PRESENT:
        yield Badge("direction", shortened(shown(fax.values["direction"]), 30), "unknown", Tone.UNKNOWN)


def _yes_no_badge(fax: Fax, path: str, yes: tuple[str, str], no: tuple[str, str] | None, tone: Tone) -> Iterator[Badge]:
    flag = fax.flag(path)
    if flag is None:
        if fax.presence(path) is Presence.PRESENT:
            yield Badge(path, f"{yes[0]}: {shortened(shown(fax.values[path]), 20)}", "unknown", Tone.UNKNOWN)
    elif flag:
        yield Badge(path, yes[0], yes[1], tone)
    elif no:
        yield Badge(path, no[0], no[1], tone)
