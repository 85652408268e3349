"""The facts of a fax that a ticket needs, each a short text under a name that a template can use."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from faxviewer.domain.fax import Direction, Fax, Presence
from faxviewer.domain.identifiers import SELF
from faxviewer.domain.verdict import AS_SCHEDULED
from faxviewer.presenters import parties
from faxviewer.presenters.answer import answer, is_incoming
from faxviewer.presenters.form import Desk
from faxviewer.presenters.markup import plain
from faxviewer.presenters.template import Fault, read
from faxviewer.presenters.text import duration_in_words, shortened, shown, visible
from faxviewer.presenters.timeline import contradictions

FIELDS: Final = {
    "headline": "What happened, in one sentence",
    "meaning": "What it means",
    "next_step": "What to do next",
    "actor": "Who has to act, a sentence",
    "cost": "What it cost",
    "fax": "The fax in one sentence: ID, numbers, pages, status",
    "fax_id": "The fax ID",
    "owner": "Whose fax it is, with the user ID",
    "user": "The user it was looked up under",
    "direction": "Outgoing or incoming",
    "from": "Sender, with the country",
    "to": "Recipient, with the country",
    "pages": "Number of pages",
    "status": "The status as Fax.Plus calls it",
    "description": "Fax.Plus's own description",
    "duration": "Time on the line",
    "submitted": "When it was submitted",
    "scheduled": "When it was to be sent",
    "started": "When it started",
    "updated": "Last update",
    "zone": "The customer's time zone",
    "file_name": "The document's name",
    "subject": "The cover page's subject",
    "comment": "The comment",
    "departures": "Number of places that are not as documented",
}
"""Every field of a template, and what it stands for. A fact that the record doesn't have is left out."""

LONG: Final = """\
# {headline}
{meaning}
Next: {next_step} {actor}
Cost: {cost}

Fax ID: {fax_id}
Owner: {owner}
Direction: {direction}
From: {from}
To: {to}
Pages: {pages}
Time on the line: {duration}
Status: {status}
Document: {file_name}

Submitted: {submitted}
Scheduled: {scheduled}
Started: {started}
Last update: {updated}
Time zone: {zone}
"""
"""The built-in long form."""

SHORT: Final = """\
{headline}. {next_step}
{fax}.
Last update {updated}. Time zone: {zone}.
"""
"""The built-in short form."""

_TIMES: Final = {
    "submitted": "submit_time",
    "scheduled": "scheduled_time",
    "started": "start_time",
    "updated": "last_update",
}
_TEXTS: Final = {"description": "description", "file_name": "file_name", "subject": "cover_page.subject"}
_COST: Final = "Cost: "
"""How the answer's sentence begins where the record's cost is an amount."""

_LONGEST: Final = 600
"""Characters of one fact; a ticket isn't the place for more."""

_BREAK: Final = " ↵ "
"""Stands for a line break inside of a value, which would look like the beginning of another fact."""


def facts(fax: Fax, user: str, desk: Desk, zone: str = "") -> dict[str, str]:
    """The facts of `fax`, looked up under `user`; times in `zone` (an IANA name; empty: this computer's).

    Every one is a single line that isn't empty; one that the record doesn't have is absent. Never raises.
    """
    found = dict(_facts(fax, user, desk, zone))
    return {name: line for name in FIELDS if (line := _one_line(found.get(name, "")))}


def plain_summary(fax: Fax, user: str, desk: Desk, zone: str = "") -> str:
    """The built-in long form of `fax` as plain text, lines ended by a line feed. Never raises."""
    template = read(LONG, FIELDS)
    if isinstance(template, Fault):  # a test reads it too
        raise ValueError(template)
    return plain(template.filled(facts(fax, user, desk, zone)))


def _facts(fax: Fax, user: str, desk: Desk, zone: str) -> Iterator[tuple[str, str]]:
    told = answer(fax, desk.formats, desk.balance)
    yield "headline", told.headline
    yield "meaning", _meaning(fax, desk, zone)
    yield "next_step", told.next_step
    yield "actor", told.actor
    if fax.presence("cost") is Presence.PRESENT:
        said = told.cost.removeprefix(_COST)
        yield "cost", shown(fax.values["cost"]) if said == told.cost else said.removesuffix(".")
    yield "fax", _in_one_sentence(fax, desk)
    yield "fax_id", visible(fax.id)
    owner = fax.text("owner_id")
    yield "owner", _person(owner, desk) if owner else ""
    yield "user", _person("" if user == SELF else user, desk)
    if fax.direction:
        yield "direction", "outgoing" if fax.direction is Direction.OUTGOING else "incoming"
    for path in ("from", "to"):
        if party := _party(fax, path, desk):
            country = parties.beside(fax.values[path], desk.formats)
            yield path, f"{party} ({country})" if country else party
    yield "pages", _pages(fax, desk) or _unless_nothing(fax, "pages")
    if fax.presence("status") is Presence.PRESENT:
        yield "status", shown(fax.values["status"])
    seconds = fax.integer("duration") or 0
    yield "duration", duration_in_words(seconds) if 0 < seconds < 10**9 else _unless_nothing(fax, "duration")
    yield from _times(fax, desk, zone)
    for name, path in _TEXTS.items():
        yield name, visible(fax.text(path) or "")
    if fax.presence("comment") is Presence.PRESENT:
        yield "comment", shown(fax.values["comment"])
    if fax.departures:
        yield "departures", desk.formats.number(len(fax.departures))


def _meaning(fax: Fax, desk: Desk, zone: str) -> str:
    status, scheduled = fax.status, fax.time("scheduled_time")
    meaning = status.seen(incoming=is_incoming(fax)).meaning
    if scheduled:
        meaning = meaning.replace(AS_SCHEDULED, f"{_moment(scheduled, desk, zone)}, as scheduled")
    return f"{meaning} (Our reading of the code; Fax.Plus does not explain it.)" if status.inferred else meaning


def _in_one_sentence(fax: Fax, desk: Desk) -> str:
    said = f"Fax {visible(fax.id)}"
    for path in ("from", "to"):
        if party := _party(fax, path, desk):
            said += f" {path} {party}"
    if pages := _pages(fax, desk):
        said += f", {pages} {'page' if fax.integer('pages') == 1 else 'pages'}"
    if fax.presence("status") is Presence.PRESENT:
        said += f", status {shortened(shown(fax.values['status']), 80)}"
    return said


def _party(fax: Fax, path: str, desk: Desk) -> str:
    if fax.presence(path) is not Presence.PRESENT:
        return ""
    return shortened(parties.in_words(fax.values[path], desk.formats), 200)


def _pages(fax: Fax, desk: Desk) -> str:
    pages = fax.integer("pages")
    return "" if pages is None or not 0 < pages < 2**63 else desk.formats.number(pages)


def _person(user_id: str, desk: Desk) -> str:
    """A name with the ID; the signed-in account for an empty one."""
    account = desk.account
    if account and user_id in ("", account.user_id):
        name, user_id = account.display_name, account.user_id
    else:
        name = desk.name_of(user_id) if user_id else ""
    if not name or name == user_id:
        return visible(user_id) if user_id else ""
    return f"{visible(name)} ({visible(user_id)})" if user_id else visible(name)


def _times(fax: Fax, desk: Desk, zone: str) -> Iterator[tuple[str, str]]:
    readable, odd = False, contradictions(fax)
    for name, path in _TIMES.items():
        if moment := fax.time(path):
            readable = True
            said = _moment(moment, desk, zone)
            yield name, f"{said} ({odd[path]})" if path in odd else said
        else:
            yield name, _as_sent(fax, path)
    if readable:
        yield "zone", desk.formats.zone_name(zone)


def _as_sent(fax: Fax, path: str) -> str:
    """What stands at `path` in the place of what is documented; nothing where nothing does."""
    if fax.presence(path) is not Presence.PRESENT:
        return ""
    return f"{shortened(shown(fax.values[path]), 80)} (as sent)"


def _unless_nothing(fax: Fax, path: str) -> str:
    return "" if fax.integer(path) == 0 else _as_sent(fax, path)


def _moment(moment: datetime, desk: Desk, zone: str) -> str:
    return desk.formats.time_in(moment, zone)


def _one_line(text: str) -> str:
    lines = (line.strip() for line in text.replace("\t", " ").split("\n"))
    return shortened(_BREAK.join(line for line in lines if line), _LONGEST)
