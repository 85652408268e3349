"""Names and texts of an archive of evidence."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from faxviewer.domain.exchange import Exchange
from faxviewer.presenters.evidence_texts import Asked, requests_json, suggested_name, utc


@pytest.mark.parametrize(
    ("fax_id", "name"),
    [
        ("5e7de3ad54cfd54eb568cc76", "fax-5e7de3ad54cfd54eb568cc76-evidence.zip"),
        ("../../x", "fax-x-evidence.zip"),
        ("C:\\x:y", "fax-C_x_y-evidence.zip"),
        ("CON", "fax-CON-evidence.zip"),
        ("nul.pdf", "fax-nul_pdf-evidence.zip"),
        ("fax.pdf.exe", "fax-fax_pdf_exe-evidence.zip"),
        ("fax.pdf .lnk. ", "fax-fax_pdf_lnk-evidence.zip"),
        ("a\u202eb\x00c d", "fax-a_b_c_d-evidence.zip"),
        ("", "fax-evidence.zip"),
        ("…", "fax-evidence.zip"),
        ("a" * 300, f"fax-{'a' * 64}-evidence.zip"),
    ],
)
def test_d62_d63_d64_d65_d66_d67_the_suggested_name_is_safe_whatever_the_id(fax_id: str, name: str) -> None:
    assert suggested_name(fax_id) == name


def test_times_are_utc_wherever_they_come_from() -> None:
    east = timezone(timedelta(hours=2))
    assert utc(datetime(2026, 3, 27, 13, 30, 0, 250_000, tzinfo=east)) == "2026-03-27T11:30:00.250Z"


def test_a_request_without_an_id_of_the_services_says_null() -> None:
    moment = datetime(2026, 3, 27, tzinfo=UTC)
    [read] = json.loads(requests_json([Asked("the record", moment, Exchange("GET", "/x", moment, 1.23456, 200))]))
    assert read["request_id"] is None and read["seconds"] == 1.235
