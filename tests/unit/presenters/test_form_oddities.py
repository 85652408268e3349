"""However odd the record, the form stands and every row can be read."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faxviewer.domain.account import Account, Balance
from faxviewer.domain.fax import Fax, Presence
from faxviewer.presenters.answer import answer
from faxviewer.presenters.form import GROUPS, Desk, other_rows, rows
from tests.fakes.records import ODD_VALUES, odd_records
from tests.fakes.views import PlainFormats
from tests.unit.presenters.reading import as_read

PATHS = [field.path for group in GROUPS for field in group.fields]


def deep(levels: int) -> Any:
    value: Any = []
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize("path", PATHS)
def test_no_field_minds_any_value(path: str) -> None:
    for value in (*ODD_VALUES, 10**5_000, deep(900), deep(5_000), deep(100_000)):
        everything_shown(Fax("asked", {path: value}, other={path: value}))


@pytest.mark.timeout(300)
@settings(
    max_examples=5_000,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(odd_records(), st.booleans())
def test_no_record_however_odd_raises_or_empties_the_form(record: dict[str, Any], in_outbox: bool) -> None:
    everything_shown(as_read(record, "asked", outbox=in_outbox))


def everything_shown(odd: Fax) -> None:
    """Fails unless each field has one row, and every row a text that can be read and drawn."""
    desk = Desk(PlainFormats(), Account("u1", "Ada Example"), Balance(1.0, "USD"))
    form, others = list(rows(odd, desk)), list(other_rows(odd))
    assert [row.path for row in form] == PATHS
    assert [row.path for row in others] == list(odd.other)
    for row in (*form, *others):
        for text in (row.label, row.text):
            assert text.strip()
            assert text.encode()
        assert len(row.text) < 4_100
    assert {row.path for row in form if row.presence is not Presence.ABSENT} == set(odd.values)
    assert not [row for row in others if row.presence is Presence.ABSENT]
    for departure in odd.departures:
        assert departure.reason in next(row.odd for row in form if row.path == departure.path)
    head = answer(odd, desk.formats)
    for text in (head.headline, head.meaning, head.badges[0].text):
        assert text.strip()
        assert text.encode()
