"""Records as the program gets them: written as JSON, read by the room that reads replies."""

import json
from typing import Any

from faxviewer.domain.fax import Fax
from faxviewer.faxplus.wire import Reply, read_fax, read_outbox


def as_read(record: dict[str, Any], asked_id: str = "", *, outbox: bool = False) -> Fax:
    """The fax in a reply that holds `record`; by default it has the ID that was asked for."""
    reply = Reply(200, {"content-type": "application/json"}, json.dumps(record).encode())
    asked_id = asked_id or str(record.get("id", "asked"))
    return read_outbox(asked_id, reply) if outbox else read_fax(asked_id, reply)
