"""What the program was started with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asked for."""

    fax_id: str = ""
    user: str = ""
    demo: bool = False
