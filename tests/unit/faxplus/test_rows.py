"""Replies of lists taken apart."""

import json
from typing import Any

import pytest

from faxviewer.domain.errors import NetworkSignInNeeded, UnexpectedReply
from faxviewer.domain.fax import Shape
from faxviewer.faxplus import json_text, records
from faxviewer.faxplus.rows import read_outbox_page, read_page, seconds_of, time_text
from faxviewer.faxplus.wire import Reply
from tests.fakes.records import ORDINARY, OUTBOX, VENDORS_EXAMPLE


def answer(value: Any) -> Reply:
    return Reply(200, {}, json.dumps(value, ensure_ascii=False).encode())


def test_a_row_is_read_as_the_record_itself() -> None:
    for record in (ORDINARY, VENDORS_EXAMPLE):
        (row,) = read_page(answer({"data": {"records": [record]}}))
        assert row is not None
        assert row.fax == records.fax_record("", record)[0]
        assert row.key == record["id"]


def test_a_rows_times_are_in_unix_seconds() -> None:
    (row,) = read_page(answer({"data": {"records": [ORDINARY]}}))
    assert row is not None
    assert row.times == {
        "creation": 0x5E7DE3AD,
        "submit_time": 1585308526,
        "start_time": 1585308561,
        "last_update": 1585308665,
    }
    assert row.moment == row.times["submit_time"]


@pytest.mark.parametrize(
    "identifier", [None, 7, "", "7" * 23, "g" * 24, "5e7de3adzzzzzzzzzzzzzzzz", "74d59d2779fb42a99cd5bb993c0c89d2"]
)
def test_ids_that_tell_no_creation_time(identifier: object) -> None:
    (row,) = read_page(answer({"data": {"records": [{"id": identifier}]}}))
    assert row is not None
    assert (row.times, row.moment) == ({}, None)


def test_without_an_id_a_row_is_known_by_everything_that_was_sent() -> None:
    sent = [{"id": None, "pages": 1}, {"pages": 1, "id": None}, {"pages": 2}, {"id": "2"}]
    keys = [row.key for row in read_page(answer({"data": {"records": sent}})) if row]
    assert keys[0] == keys[1]
    assert len(set(keys)) == 3


def test_the_wrapper_may_be_there_or_not() -> None:
    for page in ({"data": {"records": [ORDINARY]}}, {"records": [ORDINARY]}):
        assert len(read_page(answer(page))) == 1
    for page in ({"data": {"records": [OUTBOX]}}, {"records": [OUTBOX]}):
        (row,) = read_outbox_page(answer(page))
        assert row is not None
        assert (row.fax.shape, row.moment) == (Shape.OUTBOX, seconds_of(OUTBOX["submit_time"]))


def test_f103_rows_that_are_no_objects_keep_their_place() -> None:
    sent = [None, ORDINARY, "text", [ORDINARY], 7, {}]
    for page in (read_page(answer({"data": {"records": sent}})), read_outbox_page(answer({"records": sent}))):
        assert [row is None for row in page] == [True, False, True, True, True, False]


@pytest.mark.parametrize(
    "value", [[], None, 7, {}, {"data": None}, {"data": []}, {"data": {"records": None}}, {"records": {"0": ORDINARY}}]
)
def test_f103_a_reply_without_a_list(value: Any) -> None:
    for read in (read_page, read_outbox_page):
        with pytest.raises(UnexpectedReply):
            read(answer(value))


def test_f100_a_web_page_is_no_list() -> None:
    with pytest.raises(NetworkSignInNeeded):
        read_page(Reply(200, {"content-type": "text/html"}, b"<html>"))


def test_an_ordinary_page_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fast reading has to be enough for the service's usual pages, cover pages and all."""
    monkeypatch.setattr(json_text, "_QUICK", None)
    sent = {"data": {"records": [ORDINARY, VENDORS_EXAMPLE, {**ORDINARY, "comment": "Müller"}], "next": "x"}}
    assert len(read_page(answer(sent))) == 3


@pytest.mark.parametrize(
    "extra", ['"pages": 7', '"comment": "a \\" quote", "pages": 7', '"pages": 7, "cost": 1' + "0" * 5_000]
)
def test_f105_a_name_that_comes_twice_in_a_row_is_noticed(extra: str) -> None:
    body = '{"data": {"records": [' + json.dumps(VENDORS_EXAMPLE)[:-1] + f", {extra}}}]}}}}"
    (row,) = read_page(Reply(200, {}, body.encode()))
    assert row is not None
    assert "pages (sent before, number 1)" in row.fax.other


@pytest.mark.parametrize("nested", ["[" * 800 + "]" * 800, '{"a":' * 800 + "1" + "}" * 800])
def test_f104_a_row_without_an_id_that_is_nested_deeply(nested: str) -> None:
    (row,) = read_page(Reply(200, {}, f'{{"records": [{{"extra": {nested}}}]}}'.encode()))
    assert row is not None
    assert "extra" in row.fax.other


@pytest.mark.parametrize(
    "text", ["", "2020-03-27", "2020-13-27 11:29:49", "2020-03-27T11:29:49", "٢٠٢٠-03-27 11:29:49", 7]
)
def test_what_is_no_time(text: object) -> None:
    assert seconds_of(text) is None


@pytest.mark.parametrize("text", ["1970-01-01 00:00:00", "2020-03-27 11:29:49", "9999-12-31 23:59:59"])
def test_times_there_and_back(text: str) -> None:
    seconds = seconds_of(text)
    assert seconds is not None
    assert time_text(seconds) == text


def test_a_time_that_can_not_be_written_is_the_nearest_that_can() -> None:
    assert time_text(-5) == "1970-01-01 00:00:00"
    assert time_text(10**12) == "9999-12-31 23:59:59"
