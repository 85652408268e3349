"""The documented fax record, field by field, as data (vendor page "Get a fax record")."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from faxviewer.domain.fax import Direction
from faxviewer.domain.status import STATUSES
from faxviewer.faxplus.json_text import Repeating


class Kind(Enum):
    """A documented type: what Python reads it as, and what to call it."""

    TEXT = ((str,), "text")
    WHOLE = ((int,), "a whole number")
    NUMBER = ((int, float), "a number")
    FLAG = ((bool,), "true or false")
    TIME = ((str,), "a time written YYYY-MM-DD HH:mm:ss")
    OBJECT = ((dict, Repeating), "an object")
    FLAGS = ((list, dict, Repeating), "a list of flags")

    def __init__(self, types: tuple[type, ...], words: str) -> None:
        self.types = frozenset(types)
        self.words = words


@dataclass(frozen=True, slots=True)
class FieldRule:
    """What the vendor documents about one field.

    `path` is canonical (`cover_page.flags.urgent`); numbers lie between `above` and `below`, both
    excluded; `options` are the only documented texts, none where any text is fine.
    """

    path: str
    kind: Kind
    required: bool = False
    above: int | None = None
    below: int | None = None
    options: frozenset[str] = frozenset()

    @property
    def range_words(self) -> str:
        """The range as a person says it; empty where there is none."""
        parts = []
        if self.above is not None:
            parts.append(f"more than {self.above}")
        if self.below is not None:
            parts.append(f"less than {self.below}")
        return " and ".join(parts)

    @property
    def words(self) -> str:
        """The whole rule in words."""
        ranged = f", {self.range_words}" if self.range_words else ""
        chosen = f", one of {len(self.options)} documented values" if self.options else ""
        return f"{self.kind.words}{ranged}{chosen}, {'required' if self.required else 'may be left out'}"


DOCUMENTED_STATUSES: Final = frozenset(code for code, status in STATUSES.items() if status.final)
"""The 23 statuses that a fax record may have; the others belong to the outbox."""

DIRECTIONS: Final = frozenset(direction.value for direction in Direction)

FLAGS: Final = ("urgent", "for_review", "please_reply", "confidential")
"""Names of the cover page's flags. The official SDK reads them as a list of these names."""

CONTRACT: Final = (
    FieldRule("comment", Kind.TEXT, required=True),
    FieldRule("cost_details", Kind.OBJECT, required=True),
    FieldRule("cost_details.multiplier", Kind.NUMBER),
    FieldRule("cost_details.notification_cost", Kind.NUMBER),
    FieldRule("id", Kind.TEXT, required=True),
    FieldRule("owner_id", Kind.TEXT, required=True),
    FieldRule("pages", Kind.WHOLE, required=True, above=0),
    FieldRule("status", Kind.TEXT, required=True, options=DOCUMENTED_STATUSES),
    FieldRule("cost", Kind.WHOLE, above=0),
    FieldRule("description", Kind.TEXT),
    FieldRule("direction", Kind.TEXT, options=DIRECTIONS),
    FieldRule("duration", Kind.WHOLE, above=0),
    FieldRule("file", Kind.TEXT),
    FieldRule("file_name", Kind.TEXT),
    FieldRule("from", Kind.TEXT),
    FieldRule("header", Kind.TEXT),
    FieldRule("is_read", Kind.FLAG),
    FieldRule("is_spam", Kind.FLAG),
    FieldRule("last_update", Kind.TIME),
    FieldRule("max_retry", Kind.WHOLE, above=0, below=3),
    FieldRule("retry_delay", Kind.WHOLE, above=0, below=30),
    FieldRule("scheduled_time", Kind.TIME),
    FieldRule("start_time", Kind.TIME),
    FieldRule("submit_time", Kind.TIME),
    FieldRule("to", Kind.TEXT),
    FieldRule("cover_page", Kind.OBJECT),
    FieldRule("cover_page.name_to", Kind.TEXT),
    FieldRule("cover_page.name_from", Kind.TEXT),
    FieldRule("cover_page.subject", Kind.TEXT),
    FieldRule("cover_page.message", Kind.TEXT),
    FieldRule("cover_page.flags", Kind.FLAGS),
    *(FieldRule(f"cover_page.flags.{flag}", Kind.FLAG) for flag in FLAGS),
)
"""Every field of the record in the page's order, then the parts that its SDK and concept pages name."""

RULES: Final = {rule.path: rule for rule in CONTRACT}
TOP_LEVEL: Final = frozenset(path for path in RULES if "." not in path)
"""The documented names of the record itself, without the parts of its objects."""
