"""One request to the service and its reply, kept as evidence."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was asked of Fax.Plus, when, and what came.

    `path` is relative to the API's base address; `asked_at` is aware, UTC, by this computer's clock; `seconds` is
    how long the reply took, its body included. `request_id` is the service's own name for the request, empty where
    it gave none. `body` is the reply as it came, empty for a document, which is kept elsewhere. `status` is 0 where
    no reply came.
    """

    method: str
    path: str
    asked_at: datetime
    seconds: float
    status: int
    request_id: str = ""
    body: bytes = field(default=b"", repr=False)
