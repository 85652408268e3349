"""An archive of evidence: what each file in it is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sealed:
    """One file as it lies in the archive: its name there, its size in bytes, its SHA-256 as 64 hexadecimal digits."""

    name: str
    size: int
    sha256: str
