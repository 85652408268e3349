"""Thousands of generated replies, the same in every run."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from faxviewer.domain.errors import FaxViewerError
from faxviewer.domain.fax import Departure, Fax
from faxviewer.faxplus.contract import RULES
from faxviewer.faxplus.wire import Reply, read_fax, read_outbox
from tests.fakes.records import odd_bodies, odd_records, well_formed_records

MANY = settings(
    max_examples=5_000,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
SOME = settings(MANY, max_examples=500)


def same(came: Any, sent: Any) -> bool:
    """Whether a value came through; a number that Python can't hold comes as the text that was written."""
    return json.dumps(came) == json.dumps(json.loads(json.dumps(sent), parse_constant=str))


def reachable(fax: Fax, path: str, sent: Any) -> bool:
    """Whether what was sent as `path` can be found in the fax, under its own or its canonical name."""
    places = [fax.values[canonical] for canonical, name in fax.api_names.items() if name == path]
    places += [kept[path] for kept in (fax.values, fax.other) if path in kept]
    return any(same(place, sent) for place in places)


def lost(fax: Fax, record: dict[str, Any], objects: tuple[str, ...], opened: tuple[str, ...]) -> list[str]:
    """The fields of `record`, and the parts of its known `objects`, that are not in `fax`.

    Of the `opened` objects only the parts are kept, unless there are none.
    """
    missing = [name for name, value in record.items() if name not in opened and not reachable(fax, name, value)]
    for name in (*objects, *opened):
        parts = record.get(name)
        if isinstance(parts, dict) and parts:
            missing += [
                f"{name}.{part}" for part, value in parts.items() if not reachable(fax, f"{name}.{part}", value)
            ]
        elif name in record and not reachable(fax, name, parts):
            missing.append(name)
    return missing


@pytest.mark.timeout(300)
@MANY
@given(odd_records())
def test_no_record_raises_and_nothing_that_was_sent_is_lost(record: dict[str, Any]) -> None:
    reply = Reply(200, {}, json.dumps(record).encode())
    for read, objects, opened in (
        (read_fax, ("cover_page", "cost_details"), ()),
        (read_outbox, ("cover_page",), ("retry", "comment")),
    ):
        fax = read("asked", reply)
        assert lost(fax, record, objects, opened) == []
        assert all(isinstance(departure, Departure) and departure.path in RULES for departure in fax.departures)
        assert all(departure.reason and departure.rule for departure in fax.departures)


@SOME
@given(well_formed_records())
def test_a_record_as_documented_has_no_departures(record: dict[str, Any]) -> None:
    fax = read_fax(record["id"], Reply(200, {}, json.dumps(record).encode()))
    assert fax.departures == ()
    assert fax.other == {}


@settings(MANY, max_examples=1_000)
@given(odd_bodies())
def test_no_body_raises_anything_but_an_error_for_the_person(body: bytes) -> None:
    for read in (read_fax, read_outbox):
        try:
            assert isinstance(read("asked", Reply(200, {}, body)), Fax)
        except FaxViewerError as error:
            assert error.title and error.detail
