"""The sample documents are what they say they are."""

import io

import pytest
from PIL import Image

from faxviewer import resources
from faxviewer.demo import documents

COMPRESSION, PHOTOMETRIC, WHITE_IS_ZERO = 259, 262, 0


def frames(name: str) -> list[tuple[tuple[int, int], int, tuple[float, float]]]:
    """Size, compression and resolution of each page."""
    with Image.open(io.BytesIO(documents.content(name, "tiff"))) as image:
        found = []
        for number in range(image.n_frames):
            image.seek(number)
            image.load()
            assert image.tag_v2[PHOTOMETRIC] == WHITE_IS_ZERO
            found.append((image.size, image.tag_v2[COMPRESSION], image.info["dpi"]))
        return found


@pytest.mark.parametrize("name", documents.DOCUMENTS)
def test_every_page_is_a_fax_page(name: str) -> None:
    pages = frames(name)
    assert len(pages) == documents.DOCUMENTS[name].pages
    for size, compression, dpi in pages:
        assert compression in (3, 4)
        assert (size, dpi) in [((1728, 1146), (204, 98)), ((1728, 2292), (204, 196))]


def test_both_groups_come_in_both_resolutions_one_page_and_many() -> None:
    kinds = {(pages[0][1], pages[0][2][1], len(pages) > 1) for pages in map(frames, documents.DOCUMENTS)}
    assert kinds == {(group, lines, many) for group in (3, 4) for lines in (98, 196) for many in (False, True)}


@pytest.mark.parametrize("name", documents.DOCUMENTS)
def test_pdf_and_thumbnail_show_the_same_fax(name: str) -> None:
    pdf = documents.content(name, "pdf")
    assert pdf.startswith(b"%PDF-")
    assert pdf.rstrip().endswith(b"%%EOF")
    assert f"/Count {documents.DOCUMENTS[name].pages}".encode() in pdf
    with Image.open(io.BytesIO(documents.thumbnail(name))) as image:
        assert (image.format, image.size) == ("PNG", (120, 170))


def test_the_report_is_a_pdf() -> None:
    assert documents.report().startswith(b"%PDF-")


def test_all_of_it_is_small() -> None:
    files = [path for path in (resources.root() / "demo").iterdir() if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 600_000
    assert max(path.stat().st_size for path in files) < 60_000
