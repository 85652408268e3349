"""What happened to a fax, what it means and what to do next: the head of the form."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from faxviewer.domain.account import Balance
from faxviewer.domain.fax import Direction, Fax, Presence, Shape
from faxviewer.domain.tone import Tone
from faxviewer.domain.verdict import AS_SCHEDULED, EVERY_PAGE
from faxviewer.presenters import parties
from faxviewer.presenters.formats import Formats
from faxviewer.presenters.text import duration_in_words, shortened, shown, visible


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
    """The head of the form: `meaning`, `next_step`, `actor` and `cost` are whole sentences, none is empty."""

    tone: Tone
    headline: str
    meaning: str
    next_step: str
    badges: tuple[Badge, ...]
    actor: str
    cost: str


_FLAGS = (
    ("urgent", "Urgent", "urgent"),
    ("for_review", "For review", "review"),
    ("please_reply", "Reply wanted", "reply"),
    ("confidential", "Confidential", "confidential"),
)


def answer(fax: Fax, formats: Formats, balance: Balance | None = None) -> Answer:
    """The answer for `fax`. Says only what the record says. Never raises.

    `balance` is the signed-in account's, in whose currency the cost is; None where it isn't known.
    """
    status, incoming = fax.status, is_incoming(fax)
    verdict = status.seen(incoming=incoming)
    pages = _page_count(fax)
    every = EVERY_PAGE if not pages else "its 1 page" if pages == 1 else f"all {formats.number(pages)} pages"
    headline = verdict.headline.replace(EVERY_PAGE, every)
    said = [_whom_and_when(fax, incoming, formats), verdict.meaning.replace(AS_SCHEDULED, _scheduled(fax, formats))]
    if status.inferred:
        said.append("(Our reading of the code; Fax.Plus does not explain it.)")
    said.append(_facts(fax, formats, with_pages=headline == verdict.headline))
    if incoming is None:
        said.append("The record does not say which way the fax went.")
    return Answer(
        status.tone,
        headline,
        " ".join(part for part in said if part),
        verdict.next_step,
        tuple(badges(fax)),
        verdict.actor.sentence,
        _cost(fax, formats, balance),
    )


def is_incoming(fax: Fax) -> bool | None:
    """Whether `fax` came in; None where the record doesn't tell. What stands in the outbox goes out."""
    if fax.direction:
        return fax.direction is Direction.INCOMING
    return False if fax.shape is Shape.OUTBOX else None


def can_be_denied(fax: Fax) -> bool:
    """Whether `fax` went out, has ended, and arrived at least in part, so that "it never came" needs an answer."""
    return fax.status.code in ("success", "partially_sent") and fax.has_ended and is_incoming(fax) is False


def _whom_and_when(fax: Fax, incoming: bool | None, formats: Formats) -> str:
    told = []
    for path, word in (("from", "from"), ("to", "to")):
        party = fax.values.get(path)
        if isinstance(party, str | list) and party and incoming in (path == "from", None):
            told.append(f"{word} {shortened(parties.in_words(party, formats), 60)}")
    whom = " ".join(told)
    updated = fax.time("last_update")
    when = f"last update {moment_in_words(updated, formats)}" if updated else ""
    sentence = ", ".join(part for part in (whom, when) if part)
    return f"{sentence[0].upper()}{sentence[1:]}." if sentence else ""


def _facts(fax: Fax, formats: Formats, *, with_pages: bool) -> str:
    """What else the record says. Never how many pages got through or how many tries were made: it doesn't tell."""
    facts = []
    if with_pages and (pages := _page_count(fax)):
        facts.append(f"{formats.number(pages)} {'page' if pages == 1 else 'pages'} in the fax")
    if 0 < (seconds := fax.integer("duration") or 0) < 10**9:
        facts.append(f"{duration_in_words(seconds)} on the line")
    if 0 < (retries := fax.integer("max_retry") or 0) < 1_000:
        facts.append(f"{formats.number(retries)} {'retry' if retries == 1 else 'retries'} allowed at most")
    return f"The record says: {', '.join(facts)}." if facts else ""


def _page_count(fax: Fax) -> int:
    """The record's number of pages; 0 where it has none that makes sense."""
    pages = fax.integer("pages") or 0
    return pages if 0 < pages < 2**63 else 0


def _scheduled(fax: Fax, formats: Formats) -> str:
    moment = fax.time("scheduled_time")
    return f"{moment_in_words(moment, formats)}, as scheduled" if moment else AS_SCHEDULED


def _cost(fax: Fax, formats: Formats, balance: Balance | None) -> str:
    if fax.presence("cost") is not Presence.PRESENT:
        return "The record does not say whether it cost anything."
    amount = fax.integer("cost")
    if amount is None or abs(amount) >= 2**53:
        return "What the record says of the cost is not an amount."
    if not amount:
        return "Cost: 0."
    return f"Cost: {formats.money(amount, shortened(visible(balance.currency), 20) if balance else '')}."


def moment_in_words(moment: datetime, formats: Formats) -> str:
    """A time inside of a sentence, UTC beside it."""
    return f"{_in_sentence(formats.local_time(moment))} ({formats.utc_time(moment)})"


def _in_sentence(time: str) -> str:
    for day in ("Today", "Yesterday"):
        if time.startswith(day):
            return day.lower() + time.removeprefix(day)
    return time


def badges(fax: Fax) -> Iterator[Badge]:
    """The badges that this record calls for, the status first."""
    status, incoming = fax.status, is_incoming(fax)
    label, meaning = status.label_for(incoming=incoming), status.seen(incoming=incoming).meaning
    yield Badge("status", shortened(shown(label), 40), status.tone.value, status.tone, meaning)
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
