"""The report to the vendor: all that Fax.Plus needs, nothing personal."""

import json
from dataclasses import replace
from datetime import UTC, datetime

from faxviewer.domain.exchange import Exchange
from faxviewer.domain.fax import Departure, DepartureKind, Fax, Shape
from faxviewer.presenters.vendor_report import vendor_report

ID = "5e7de3ad54cfd54eb568cc76"
RECORD = {"id": ID, "duration": 0, "status": "failed", "to": "+12125550172", "comment": "Canary", "Ms Okafor": "Canary"}
FAX = Fax(
    ID,
    RECORD,
    departures=(Departure("duration", DepartureKind.OUT_OF_RANGE, "documented as more than 0", "a whole number"),),
    exchange=Exchange(
        "GET",
        f"/accounts/self/faxes/{ID}",
        datetime(2026, 11, 24, 10, 2, 3, tzinfo=UTC),
        0.254,
        200,
        "req-1",
        json.dumps(RECORD).encode(),
    ),
)


def test_it_says_what_was_asked_what_came_and_what_is_odd() -> None:
    assert vendor_report(FAX) == "\n".join(
        (
            "A record that is not as your page “Get a fax record” documents it",
            "",
            f"Fax ID: {ID}",
            f"Request: GET /accounts/self/faxes/{ID}",
            "Asked at: 2026-11-24 10:02:03 UTC, answered after 0.25 s",
            "HTTP status: 200",
            "Request ID: req-1",
            "",
            "Departures: 1",
            "- duration: documented as more than 0",
            "  Documented on the page “Get a fax record”: a whole number",
            "",
            "The reply, with what could be personal replaced by hidden:",
            f'{{"id": "{ID}", "duration": 0, "status": "failed", "to": "hidden", "comment": "hidden", '
            '"hidden": "hidden"}',
            "",
        )
    )


def test_what_is_still_in_the_outbox_is_held_against_no_record() -> None:
    said = vendor_report(replace(FAX, shape=Shape.OUTBOX))
    assert said.startswith("A record that is not as your page about the outbox documents it\n")
    assert "Get a fax record" not in said


def test_nothing_personal_is_in_it() -> None:
    asked = replace(FAX, asked_id="Ms Okafor", values={})
    assert FAX.exchange
    strange = replace(asked, exchange=replace(FAX.exchange, path="/accounts/self/faxes/Ms%20Okafor", request_id="Ms O"))
    said = vendor_report(strange)
    assert "Okafor" not in said and "Canary" not in said and "2125550172" not in said and "Ms O" not in said


def test_a_row_of_a_list_has_no_reply_yet() -> None:
    said = vendor_report(replace(FAX, exchange=None))
    assert "Request" not in said and said.endswith("The reply: not there yet.\n")
