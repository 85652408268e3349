"""Every field of a fax as a row for a person: label, value, what stands beside it, what is odd about it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from faxviewer.domain.account import Account, Balance
from faxviewer.domain.fax import Direction, Fax, Presence, Shape
from faxviewer.presenters import parties
from faxviewer.presenters.formats import Formats
from faxviewer.presenters.text import duration_in_words, shortened, shown, visible


class Kind(Enum):
    """How a value is written when it has its documented type; any other is shown as it came."""

    TEXT = auto()
    CODE = auto()
    COUNT = auto()
    DELAY = auto()
    DURATION = auto()
    MOMENT = auto()
    NUMBER = auto()
    MONEY = auto()
    AMOUNT = auto()
    YES_NO = auto()
    DIRECTION = auto()
    OWNER = auto()
    PARTY = auto()
    PARTS = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """One documented field in the form: its canonical path, its label, how to write it."""

    path: str
    label: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that a person looks for together."""

    title: str
    fields: tuple[Field, ...]


GROUPS: Final = (
    Group(
        "Delivery",
        (
            Field("status", "Status", Kind.CODE),
            Field("direction", "Direction", Kind.DIRECTION),
            Field("description", "Description"),
            Field("pages", "Pages", Kind.COUNT),
            Field("duration", "Time on the line", Kind.DURATION),
            Field("max_retry", "Most retries", Kind.COUNT),
            Field("retry_delay", "Retry delay", Kind.DELAY),
        ),
    ),
    Group(
        "Parties",
        (
            Field("from", "From", Kind.PARTY),
            Field("to", "To", Kind.PARTY),
            Field("owner_id", "Owner", Kind.OWNER),
            Field("header", "Header"),
        ),
    ),
    Group(
        "Times",
        (
            Field("submit_time", "Submitted", Kind.MOMENT),
            Field("scheduled_time", "Scheduled", Kind.MOMENT),
            Field("start_time", "Started", Kind.MOMENT),
            Field("last_update", "Last update", Kind.MOMENT),
        ),
    ),
    Group(
        "Document",
        (
            Field("id", "Fax ID", Kind.CODE),
            Field("file_name", "Name"),
            Field("file", "File", Kind.CODE),
        ),
    ),
    Group(
        "Cover page",
        (
            Field("cover_page", "Cover page", Kind.PARTS),
            Field("cover_page.name_to", "To"),
            Field("cover_page.name_from", "From"),
            Field("cover_page.subject", "Subject"),
            Field("cover_page.message", "Message"),
            Field("cover_page.flags", "Flags", Kind.PARTS),
            Field("cover_page.flags.urgent", "Urgent", Kind.YES_NO),
            Field("cover_page.flags.for_review", "For review", Kind.YES_NO),
            Field("cover_page.flags.please_reply", "Reply wanted", Kind.YES_NO),
            Field("cover_page.flags.confidential", "Confidential", Kind.YES_NO),
        ),
    ),
    Group(
        "Cost",
        (
            Field("cost", "Cost", Kind.MONEY),
            Field("cost_details", "Details", Kind.PARTS),
            Field("cost_details.multiplier", "Multiplier", Kind.NUMBER),
            Field("cost_details.notification_cost", "Notification", Kind.AMOUNT),
        ),
    ),
    Group(
        "Flags",
        (
            Field("is_read", "Read", Kind.YES_NO),
            Field("is_spam", "Spam", Kind.YES_NO),
        ),
    ),
    Group("Comment", (Field("comment", "Comment"),)),
)
"""The form, group by group; together every field of the vendor's page "Get a fax record"."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one field shows. `beside` is the muted second value; `odd` says in words what departs.

    `raw` is what a copy gives where it isn't `text`: a number as it was sent.
    """

    path: str
    label: str
    api_name: str
    text: str
    beside: str = ""
    odd: str = ""
    presence: Presence = Presence.PRESENT
    fixed_width: bool = False
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the form needs to know beside the fax: the locale, and whose account is signed in."""

    formats: Formats
    account: Account | None = None
    balance: Balance | None = None
    name_of: Callable[[str], str] = lambda _user_id: ""


ABSENT_TEXTS: Final = {Presence.ABSENT: "not in the record", Presence.NULL: "—", Presence.EMPTY: "empty"}
"""What stands in place of a value, so that null, absent and empty look different."""


def rows(fax: Fax, desk: Desk) -> Iterator[Row]:
    """A row for every documented field, in the order of GROUPS. Never raises, however odd the record."""
    for group in GROUPS:
        for field in group.fields:
            yield _row(fax, field, desk)


def other_rows(fax: Fax) -> Iterator[Row]:
    """A row for every field that the contract doesn't know, under its own name."""
    for name, value in fax.other.items():
        label = shortened(shown(name), 80) or "(no name)"
        presence = _presence_of(value)
        text = ABSENT_TEXTS.get(presence) or shortened(shown(value))
        yield Row(name, label, label, text, presence=presence)


def _presence_of(value: object) -> Presence:
    if value is None:
        return Presence.NULL
    return Presence.EMPTY if value in ("", [], {}) else Presence.PRESENT


def _row(fax: Fax, field: Field, desk: Desk) -> Row:
    odd = "; ".join(departure.reason for departure in fax.departures_of(field.path))
    api_name = fax.api_names.get(field.path, field.path)
    presence = fax.presence(field.path)
    if presence is not Presence.PRESENT:
        return Row(field.path, field.label, api_name, ABSENT_TEXTS[presence], "", odd, presence)
    text, beside = _WRITERS[field.kind](fax, field.path, desk) or (shown(fax.values[field.path]), "")
    fixed = field.kind is Kind.CODE and field.path in ("id", "file", "status")
    raw = shortened(parties.as_sent(fax.values[field.path])) if field.kind is Kind.PARTY else ""
    return Row(field.path, field.label, api_name, shortened(text), shortened(beside, 200), odd, presence, fixed, raw)


_Written = tuple[str, str] | None


def _as_it_came(_fax: Fax, _path: str, _desk: Desk) -> _Written:
    return None


def _count(fax: Fax, path: str, desk: Desk) -> _Written:
    value = fax.integer(path)
    # Beyond 2^63 no locale formatting exists; the plain digits are right at least.
    return None if value is None or abs(value) >= 2**63 else (desk.formats.number(value), "")


def _delay(fax: Fax, path: str, desk: Desk) -> _Written:
    written = _count(fax, path, desk)
    # The vendor names no unit; guessing one in front of a customer would be worse than saying so.
    return written and (written[0], "unit not documented")


def _duration(fax: Fax, path: str, _desk: Desk) -> _Written:
    seconds = fax.integer(path)
    return None if seconds is None or not 0 <= seconds < 10**9 else (duration_in_words(seconds), "")


def _moment(fax: Fax, path: str, desk: Desk) -> _Written:
    moment = fax.time(path)
    return (desk.formats.local_time(moment), desk.formats.utc_time(moment)) if moment else None


def _money(fax: Fax, path: str, desk: Desk) -> _Written:
    amount = fax.integer(path)
    if amount is None or abs(amount) >= 2**53:
        return None
    return desk.formats.money(amount, _currency(desk)), ""


def _currency(desk: Desk) -> str:
    return shortened(visible(desk.balance.currency), 20) if desk.balance else ""


def _number(fax: Fax, path: str, desk: Desk) -> _Written:
    value = fax.values[path]
    return (desk.formats.number(value), "") if isinstance(value, float) else _count(fax, path, desk)


def _amount(fax: Fax, path: str, desk: Desk) -> _Written:
    value = fax.values[path]
    if not isinstance(value, float):
        return _money(fax, path, desk)
    # Money is written with two decimals; a finer amount stands as it came rather than rounded.
    if abs(value) >= 2**53 or round(value, 2) != value:
        return None
    return desk.formats.money(value, _currency(desk)), ""


def _yes_no(fax: Fax, path: str, _desk: Desk) -> _Written:
    flag = fax.flag(path)
    return None if flag is None else ("yes" if flag else "no", "")


def _direction(fax: Fax, _path: str, _desk: Desk) -> _Written:
    words = {Direction.OUTGOING: "outgoing", Direction.INCOMING: "incoming"}
    return (words[fax.direction], "") if fax.direction else None


def _owner(fax: Fax, path: str, desk: Desk) -> _Written:
    owner = shown(fax.values[path])
    account = desk.account
    name = account.display_name if account and account.user_id == owner else desk.name_of(owner)
    return owner, visible(name)


def _party(fax: Fax, path: str, desk: Desk) -> _Written:
    value = fax.values[path]
    return parties.in_words(value, desk.formats), parties.beside(value, desk.formats)


def _parts(fax: Fax, path: str, _desk: Desk) -> _Written:
    return ("see below", "") if isinstance(fax.values[path], dict) else None


_WRITERS: Final[dict[Kind, Callable[[Fax, str, Desk], _Written]]] = {
    Kind.TEXT: _as_it_came,
    Kind.CODE: _as_it_came,
    Kind.COUNT: _count,
    Kind.DELAY: _delay,
    Kind.DURATION: _duration,
    Kind.MOMENT: _moment,
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.AMOUNT: _amount,
    Kind.YES_NO: _yes_no,
    Kind.DIRECTION: _direction,
    Kind.OWNER: _owner,
    Kind.PARTY: _party,
    Kind.PARTS: _parts,
}


def shape_note(fax: Fax) -> str:
    """A sentence where the fax comes from the outbox, so that its missing fields surprise nobody."""
    if fax.shape is Shape.OUTBOX:
        return "Still in the outbox: Fax.Plus describes it with fewer fields until it ends."
    return ""
