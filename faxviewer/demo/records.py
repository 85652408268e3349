"""How a fax record of the demo service is put together from a short description of what is special about it."""

from dataclasses import dataclass, field
from typing import Any, Final

from faxviewer.demo.accounts import Person
from faxviewer.demo.documents import DOCUMENTS
from faxviewer.demo.identifiers import fax_id, hexadecimal, number, time_text

OUT: Final = "outgoing"
IN: Final = "incoming"

COUNTERPARTS: Final = (
    "+12025550118",
    "+12125550172",
    "+13105550139",
    "+442079460958",
    "+441632960441",
    "+33199009713",
    "+61255501234",
    "+14165550197",
)
"""Numbers of the other sides: ranges that are reserved for fiction."""


@dataclass(frozen=True, slots=True)
class Spec:
    """What one sample fax is like.

    `changes` overrides fields of an ordinary record, `without` names the fields that are not sent.
    `owner` counts the company's people, 0 is the administrator. `document` names one of DOCUMENTS, or
    is empty where `file` is null. `malformed`: breaks the contract so that the vendor's SDK 3.0.5 raises.
    """

    label: str
    direction: str = OUT
    changes: dict[str, Any] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    owner: int = 0
    document: str = "letter"
    malformed: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A fax that is finished. `created` is in Unix seconds and what lists are ordered by."""

    id: str
    uid: str
    created: int
    label: str
    record: dict[str, Any]
    document: str
    malformed: bool = False

    @property
    def category(self) -> str:
        """Which list it is in: `inbox`, `sent` or `spam`."""
        if self.record.get("is_spam") is True:
            return "spam"
        return "sent" if self.record.get("direction") == OUT else "inbox"


def entry(spec: Spec, owner: Person, seed: int, index: int, created: int) -> Entry:
    """The fax that `spec` describes, as number `index` of the service."""
    identifier = fax_id(created, seed, index)
    record = _ordinary(spec, owner, seed, index, created) | {"id": identifier} | spec.changes
    for name in spec.without:
        record.pop(name, None)
    return Entry(identifier, owner.uid, created, spec.label, record, spec.document, spec.malformed)


def _ordinary(spec: Spec, owner: Person, seed: int, index: int, created: int) -> dict[str, Any]:
    chance = number(seed, "record", index)
    other = COUNTERPARTS[chance % len(COUNTERPARTS)]
    document = DOCUMENTS.get(spec.document)
    pages = document.pages if document else 1
    outgoing = spec.direction == OUT
    started = created + (35 + chance % 20 if outgoing else 0)
    duration = pages * 38 + chance % 17
    return {
        "id": "",
        "owner_id": owner.uid,
        "comment": "",
        "cost": pages,
        "cost_details": {"multiplier": 1, "notification_cost": 0},
        "description": "OK",
        "direction": spec.direction,
        "duration": duration,
        "file": f"{hexadecimal(32, seed, 'file', index)}.{document.stored_as}" if document else None,
        "file_name": document.title if document and outgoing else f"fax-from-{other.lstrip('+')}",
        "from": owner.number if outgoing else other,
        "header": "Example Clinics" if outgoing else None,
        "is_read": True,
        "is_spam": False,
        "last_update": time_text(started + duration + 4),
        "max_retry": 2 if outgoing else None,
        "pages": pages,
        "retry_delay": 5 if outgoing else None,
        "scheduled_time": None,
        "start_time": time_text(started),
        "status": "success",
        "submit_time": time_text(created) if outgoing else None,
        "to": other if outgoing else owner.number,
        "cover_page": None,
    }
