"""The texts of an archive of evidence: departures, requests, manifest, and the list of what is in it and what isn't."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from faxviewer.domain.evidence import Sealed
from faxviewer.domain.exchange import Exchange
from faxviewer.domain.fax import Departure, Fax, Shape
from faxviewer.presenters.text import shortened, visible

_LONGEST_ID: Final = 64
"""Characters of a fax ID in a file's name; real ones have 24."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is not in the archive, and why, in words."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One request for the evidence. `what` it was for; `failed` why nothing came of it, empty where it came.

    A failed one may have no `exchange`; `began` (UTC) is when it was begun, by this computer's clock.
    """

    what: str
    began: datetime
    exchange: Exchange | None = None
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Making:
    """Who made the archive when, and of what: program version, UTC time, the account's user ID, user and fax ID."""

    version: str
    made_at: datetime
    account: str
    user: str
    fax_id: str


def suggested_name(fax_id: str, ending: str = "-evidence.zip") -> str:
    """`fax-<id>-evidence.zip`, whatever the ID is made of."""
    safe = re.sub(r"[^A-Za-z0-9_-]+", "_", fax_id)[:_LONGEST_ID].strip("_")
    return f"fax-{safe}{ending}" if safe else f"fax{ending}"


def utc(moment: datetime) -> str:
    """`2026-03-27T11:30:00.250Z`."""
    return f"{moment.astimezone(UTC).isoformat(timespec='milliseconds').removesuffix('+00:00')}Z"


def departures_text(fax: Fax) -> bytes:
    """Each place where the record is not as documented: its path, what is odd, the rule, where the rule stands."""
    documented = f"Documented: Fax.Plus API documentation, {fax.shape.page}"
    if not fax.departures:
        sound = "Nothing in this record departs from its documentation."
        if fax.shape is Shape.OUTBOX:
            sound = (
                "The ID and the status are as documented. Little else of an outbox entry is, and no more was checked."
            )
        return _lines(sound, "", documented)
    count = len(fax.departures)
    head = "1 place is" if count == 1 else f"{count} places are"
    parts = [f"{head} not as Fax.Plus documents the record.", documented]
    for departure in fax.departures:
        parts += ["", *_departure(fax, departure)]
    return _lines(*parts)


def _departure(fax: Fax, departure: Departure) -> list[str]:
    came_as = fax.api_names.get(departure.path, departure.path)
    return [
        _one_line(departure.path) + (f" (sent as {_one_line(came_as)})" if came_as != departure.path else ""),
        f"  Odd: {_one_line(departure.reason)}",
        f"  Kind: {departure.kind.value}",
        f"  Rule: {_one_line(departure.rule)}",
    ]


def requests_json(asked: Sequence[Asked]) -> bytes:
    """Every request in its order: when (UTC), how long, what, the HTTP status, the service's own request ID."""
    return _json([_request(each) for each in asked])


def _request(asked: Asked) -> dict[str, Any]:
    if exchange := asked.exchange:
        return {
            "for": asked.what,
            "asked_at": utc(exchange.asked_at),
            "seconds": round(exchange.seconds, 3),
            "method": exchange.method,
            "path": exchange.path,
            "status": exchange.status or None,
            "request_id": exchange.request_id or None,
            **({"failed": asked.failed} if asked.failed else {}),
        }
    return {"for": asked.what, "asked_at": utc(asked.began), "failed": asked.failed}


def manifest_json(making: Making, files: Sequence[Sealed], missing: Sequence[Missing]) -> bytes:
    """Sizes and sums of all other files, who made it when, and what is missing."""
    return _json(
        {
            "about": "SHA-256 sums and sizes in bytes of every other file in this archive. Times are UTC.",
            "made_by": f"Faxviewer {making.version}",
            "made_at": utc(making.made_at),
            "account": making.account or None,
            "user": making.user,
            "fax_id": making.fax_id,
            "files": [{"name": each.name, "size": each.size, "sha256": each.sha256} for each in files],
            "missing": [{"what": each.what, "why": each.why} for each in missing],
        }
    )


def summary_text(body: str, making: Making, names: Sequence[str], missing: Sequence[Missing]) -> bytes:
    """`body`, then what is in the archive, and what isn't and why."""
    parts = [body.rstrip("\n"), "", "In this archive", *(f"- {name}" for name in names)]
    if missing:
        parts += ["", "Not in this archive", *(f"- {each.what}: {each.why}" for each in missing)]
    parts += ["", f"Made by Faxviewer {making.version} at {utc(making.made_at)}"]
    return _lines(*parts)


def _one_line(text: str) -> str:
    return " ".join(shortened(visible(text)).split())


def _lines(*lines: str) -> bytes:
    return ("\n".join(lines) + "\n").encode("utf-8", "backslashreplace")


def _json(value: object) -> bytes:
    # Escapes rather than UTF-8: any reader takes it, and no odd character of the service's can break it.
    return (json.dumps(value, indent=2) + "\n").encode("ascii")
