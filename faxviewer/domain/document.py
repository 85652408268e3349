"""The documents of a fax: kinds, and what a stored one is."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path


class DocumentKind(Enum):
    """The formats the service delivers (`format=` of the vendor page "Get a fax file")."""

    PDF = "pdf"
    TIFF = "tiff"

    @property
    def suffix(self) -> str:
        """The file name's ending, dot included."""
        return ".pdf" if self is DocumentKind.PDF else ".tif"


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A checked document in the private folder. `kind` is what its bytes say, not what was asked for."""

    path: Path
    kind: DocumentKind
    size: int
