"""What a second start asks of the window that runs already: one bounded line of JSON, and the answer to it."""

import json
from typing import Final, NamedTuple

MOST_BYTES: Final = 4_096
"""Length of the line with its end: many times what an ID, an address around it and a token take."""

ANSWER: Final = b"taken\n"
"""What the running window says once it has understood; without it the second start opens a window of its own."""


class Errand(NamedTuple):
    """`fax` and `user` as they were typed, not checked; no `fax` only brings the window to the front.

    `activation` is the desktop's leave to come to the front (xdg-activation), which the second start was given.
    """

    fax: str = ""
    user: str = ""
    activation: str = ""


def line_of(errand: Errand) -> bytes:
    """The line that carries `errand`; empty where it would be longer than anybody reads."""
    line = json.dumps(errand._asdict()).encode("ascii") + b"\n"
    return line if len(line) <= MOST_BYTES else b""


def errand_in(line: bytes) -> Errand | None:
    """The errand in a line from the socket; None for anything else that somebody may send."""
    if len(line) > MOST_BYTES or not line.endswith(b"\n"):
        return None
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict) or told.keys() != set(Errand._fields):
        return None
    if not all(isinstance(value, str) for value in told.values()):
        return None
    return Errand(**told)
