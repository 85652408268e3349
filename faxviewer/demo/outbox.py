"""Faxes on their way: they move on by the clock, and when they end they leave the outbox and become fax records."""

from dataclasses import dataclass, field
from typing import Any, Final

from faxviewer.demo.accounts import Person
from faxviewer.demo.company import Company
from faxviewer.demo.documents import DOCUMENTS
from faxviewer.demo.identifiers import BASE, fax_id, hexadecimal, time_text
from faxviewer.demo.records import Entry, Spec, entry

MINUTE: Final = 60
HOUR: Final = 3600

OUTBOX_START: Final = 900
"""Index in fax IDs of the first fax in the outbox."""


@dataclass(frozen=True, slots=True)
class Journey:
    """A fax that is under way when the service starts.

    `stages` are its states with the second, counted from the service's start, at which each begins;
    `end` is the second at which the fax leaves the outbox with `outcome`. `changes` overrides fields of
    the outbox entry. `malformed`: the vendor's SDK 3.0.5 raises while it is in the outbox.
    """

    label: str
    stages: tuple[tuple[str, int], ...]
    end: int
    outcome: str = "success"
    owner: int = 0
    to: str = "+12025550118"
    document: str = "order"
    changes: dict[str, Any] = field(default_factory=dict)
    malformed: bool = False


JOURNEYS: Final = (
    Journey(
        "On its way, done within a minute",
        (("submitted", -5), ("converting", 8), ("scheduled_for_sending", 16), ("sending", 24)),
        50,
        document="letter",
    ),
    Journey(
        "Submitted a moment ago",
        (("submitted", -20), ("converting", 45 * MINUTE), ("sending", 46 * MINUTE)),
        48 * MINUTE,
    ),
    Journey(
        "Being converted",
        (("submitted", -2 * MINUTE), ("converting", -MINUTE), ("sending", 50 * MINUTE)),
        52 * MINUTE,
        "failed_office_converter_issue",
        document="contract",
        changes={"comment": {"tags": ["legal", "renewal"], "text": "Needs a signature by Friday"}},
    ),
    Journey(
        "Scheduled for later",
        (
            ("submitted", -3 * MINUTE),
            ("converting", -2 * MINUTE),
            ("scheduled_for_sending", -90),
            ("sending", 6 * HOUR),
        ),
        6 * HOUR + 2 * MINUTE,
        to="+442079460958",
        changes={
            "send_time": "scheduled",
            "cover_page": {
                "name_to": "Night desk",
                "name_from": "Ada Example",
                "subject": "Rota for next week",
                "flags": ["urgent", "please_reply"],
                "message": "Sent overnight, when the line is free.",
            },
        },
    ),
    Journey(
        "Being sent right now",
        (("submitted", -90), ("converting", -80), ("scheduled_for_sending", -70), ("sending", -60)),
        40 * MINUTE,
        "partially_sent",
        document="contract",
    ),
    Journey(
        "Member's fax, done within two minutes",
        (("submitted", -5), ("converting", 20), ("sending", 45)),
        100,
        "failed_user_busy",
        owner=1,
    ),
    Journey(
        "Member's fax, being sent to one number",
        (("submitted", -30), ("sending", -10)),
        35 * MINUTE,
        owner=2,
        to="+33199009713",
        changes={"to": "+33199009713", "comment": None, "cover_page": None, "retry": None, "contact_name": None},
    ),
    Journey(
        "In progress, as the concept page has it",
        (("submitted", -30), ("in_progress", -10)),
        HOUR,
        owner=3,
        malformed=True,
    ),
)


class Outbox:
    """The first `count` of the journeys, for a service that started at `started` (Unix seconds)."""

    def __init__(self, people: Company, seed: int, count: int, started: float) -> None:
        self._people = people
        self._seed = seed
        self._started = started
        self._journeys = {
            fax_id(BASE - 60 - place, seed, OUTBOX_START + place): (place, journey)
            for place, journey in enumerate(JOURNEYS[:count])
        }

    def known(self) -> tuple[tuple[str, str, Journey], ...]:
        """ID, user ID and journey of each, wherever it is by now."""
        return tuple(
            (identifier, self._owner(journey).uid, journey) for identifier, (_, journey) in self._journeys.items()
        )

    def waiting(self, uid: str, now: float) -> list[dict[str, Any]]:
        """What is in the outbox of `uid`, as the service writes it."""
        return [
            self._entry(identifier, journey, now)
            for identifier, (_, journey) in self._journeys.items()
            if self._owner(journey).uid == uid and now < self._started + journey.end
        ]

    def find(self, uid: str, identifier: str, now: float) -> dict[str, Any] | None:
        """One of those."""
        return next((found for found in self.waiting(uid, now) if found["id"] == identifier), None)

    def finished(self, now: float) -> list[Entry]:
        """Those that have left the outbox, as fax records."""
        return [
            self._record(identifier, place, journey)
            for identifier, (place, journey) in self._journeys.items()
            if now >= self._started + journey.end
        ]

    def _owner(self, journey: Journey) -> Person:
        return self._people.person(journey.owner)

    def _at(self, second: int) -> str:
        return time_text(self._started + second)

    def _entry(self, identifier: str, journey: Journey, now: float) -> dict[str, Any]:
        owner, document = self._owner(journey), DOCUMENTS[journey.document]
        past = [(status, begin) for status, begin in journey.stages if self._started + begin <= now]
        past = past or [journey.stages[0]]
        file_name = f"{hexadecimal(32, self._seed, 'outbox', identifier)}.pdf"
        described: dict[str, Any] = {
            "id": identifier,
            "uid": owner.uid,
            "src": owner.number,
            "designated_src": owner.number,
            "to": [journey.to],
            "status": past[-1][0],
            "status_changes": [{"at": self._at(begin), "status": status} for status, begin in past],
            "submit_time": self._at(journey.stages[0][1]),
            "send_time": self._at(journey.stages[0][1]),
            "last_updated_status_time": self._at(past[-1][1]),
            "page_count": document.pages,
            "files": [file_name],
            "file_changes": [
                {
                    "at": self._at(journey.stages[0][1]),
                    "files": [{"file_name": file_name, "mime_type": "application/pdf", "size": 18_342}],
                }
            ],
            "retry": {"count": 0, "delay": 5},
            "options": {"enhancement": True, "retry": {"count": 2, "delay": 5}},
            "comment": {"tags": [], "text": ""},
            "contact_name": "",
            "extra_info": {},
            "initiated_from": {"type": "API", "from_id": owner.uid},
            "ip": "192.0.2.44",
            "should_enhance": True,
            "cover_page": {},
        }
        described |= journey.changes
        if described["send_time"] == "scheduled":
            described["send_time"] = self._at(journey.stages[-1][1])
        if not described["cover_page"]:
            described["cover_page"] = None
        return described

    def _record(self, identifier: str, place: int, journey: Journey) -> Entry:
        created = int(self._started) + journey.stages[0][1]
        sent = journey.outcome in ("success", "partially_sent")
        comment = journey.changes.get("comment") or {"text": ""}
        changes = {
            "id": identifier,
            "status": journey.outcome,
            "to": journey.to,
            "comment": comment["text"],
            "cover_page": journey.changes.get("cover_page"),
            "start_time": self._at(journey.stages[-1][1]),
            "last_update": self._at(journey.end),
            "duration": journey.end - journey.stages[-1][1] if sent else 0,
        }
        spec = Spec(journey.label, changes=changes, document=journey.document)
        made = entry(spec, self._owner(journey), self._seed, OUTBOX_START + place, created)
        return Entry(identifier, made.uid, created, made.label, made.record, made.document)
