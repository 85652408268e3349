"""The sample documents: real fax pages as TIFF and PDF, read from `resources/demo` when first asked for."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from faxviewer import resources


@dataclass(frozen=True, slots=True)
class Document:
    """One fax's pages. `stored_as` is `tiff` or `pdf`: the kind that comes when nobody asks for one."""

    name: str
    title: str
    pages: int
    stored_as: str = "tiff"


DOCUMENTS: Final = {
    document.name: document
    for document in (
        Document("letter", "Letter to the practice", 1),
        Document("order", "Purchase order 4471", 2),
        Document("referral", "Referral", 1, "pdf"),
        Document("minutes", "Minutes of the meeting", 3),
        Document("prescription", "Repeat prescription", 1),
        Document("invoice", "Invoice 2026-0318", 2, "pdf"),
        Document("results", "Laboratory results", 1),
        Document("contract", "Maintenance contract", 12),
    )
}
"""By name. Two each of Group 3 and 4 at 204 × 98 and 204 × 196 dpi, one page and many (see make_documents.py)."""

CONTENT_TYPES: Final = {"tiff": "image/tiff", "pdf": "application/pdf"}


def content(name: str, kind: str) -> bytes:
    """The document called `name` as `tiff` or `pdf`."""
    return _read(f"{name}.{'tif' if kind == 'tiff' else kind}")


def thumbnail(name: str) -> bytes:
    """Its first page, small, as PNG."""
    return _read(f"{name}.png")


def report() -> bytes:
    """A confirmation report, PDF."""
    return _read("report.pdf")


@lru_cache(maxsize=64)
def _read(file_name: str) -> bytes:
    return (resources.root() / "demo" / file_name).read_bytes()
