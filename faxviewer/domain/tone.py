"""How a state should look; apart from the statuses, since the window needs it before them."""

from enum import Enum


class Tone(Enum):
    """How a state should look. Each has its own glyph and colours."""

    SUCCESS = "success"
    PARTIAL = "partial"
    FAILURE = "failure"
    PROGRESS = "progress"
    UNKNOWN = "unknown"
