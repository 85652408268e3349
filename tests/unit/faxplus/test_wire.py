"""Requests out, accounts and balances in."""

import json
from typing import Any

import pytest

from faxviewer.domain.document import DocumentKind
from faxviewer.domain.errors import InputRefused, UnexpectedReply
from faxviewer.faxplus import json_text, records, wire
from faxviewer.faxplus.wire import Reply
from tests.fakes.records import ORDINARY


def answer(value: Any) -> Reply:
    return Reply(200, {}, json.dumps(value).encode())


def test_the_addresses_are_the_vendors() -> None:
    assert wire.fax_request("self", "5e7d").path == "/accounts/self/faxes/5e7d"
    assert wire.outbox_request("u1", "5e7d").path == "/accounts/u1/outbox/5e7d"
    assert wire.account_request("u1").path == "/accounts/u1"
    assert wire.balance_request().path == "/shop/balance"
    document = wire.document_request("self", "5e7d", DocumentKind.TIFF)
    assert (document.path, document.accept) == ("/accounts/self/files/5e7d?format=tiff", "image/tiff")


@pytest.mark.parametrize(
    ("identifier", "segment"),
    [
        ("a/b", "a%2Fb"),
        ("a?b#c", "a%3Fb%23c"),
        ("..", "%2E%2E"),
        (".", "%2E"),
        ("50%", "50%25"),
        ("é", "%C3%A9"),
        ("\ud800", "%ED%A0%80"),
        ("a\r\nb", "a%0D%0Ab"),
    ],
)
def test_an_id_is_one_segment_whatever_it_holds(identifier: str, segment: str) -> None:
    assert wire.fax_request("self", identifier).path == f"/accounts/self/faxes/{segment}"


def test_an_empty_id_asks_for_no_list() -> None:
    with pytest.raises(InputRefused):
        wire.fax_request("self", "")


def test_only_reading_requests_exist() -> None:
    requests = [wire.fax_request("a", "b"), wire.outbox_request("a", "b"), wire.account_request("a")]
    requests += [wire.balance_request(), wire.document_request("a", "b", DocumentKind.PDF)]
    assert {request.method for request in requests} == {"GET"}


def test_an_account_with_everything() -> None:
    sent = {"uid": "74d5", "name": "Ada", "lastname": "Okafor", "email": "a@b.test", "account_type": "corporate_admin"}
    account = wire.read_account(answer(sent))
    assert (account.user_id, account.name, account.email) == ("74d5", "Ada Okafor", "a@b.test")
    assert account.is_administrator


@pytest.mark.parametrize(
    ("sent", "user_id", "name"),
    [
        ({}, "", ""),
        ({"uid": 123, "name": None, "lastname": "Okafor"}, "123", "Okafor"),
        ({"uid": 10**400, "name": ["x"], "lastname": True}, "", ""),
        ({"uid": True, "name": " Ada "}, "", "Ada"),
    ],
)
def test_an_account_with_less(sent: dict[str, Any], user_id: str, name: str) -> None:
    account = wire.read_account(answer(sent))
    assert (account.user_id, account.name) == (user_id, name)


@pytest.mark.parametrize(
    ("amount", "read"), [(12, 12.0), (-1.5, -1.5), (0, 0.0), (None, None), ("12", None), (True, None), (10**400, None)]
)
def test_balances(amount: Any, read: float | None) -> None:
    balance = wire.read_balance(answer({"amount": amount, "currency": "CHF"}))
    assert (balance.amount, balance.currency) == (read, "CHF")


def test_f103_a_list_is_no_account() -> None:
    with pytest.raises(UnexpectedReply):
        wire.read_account(answer([{"uid": "x"}]))


@pytest.mark.parametrize(
    ("extra", "where"),
    [
        ('"pages": 7', "pages (sent before, number 1)"),
        ('"pages" : 7', "pages (sent before, number 1)"),
        ('"cost_details": {"multiplier": 1, "multiplier": 2}', "cost_details.multiplier (sent before, number 1)"),
        ('"comment": "a \\" quote", "pages": 7', "pages (sent before, number 1)"),
        ('"cost": 1' + "0" * 5_000 + ', "pages": 7', "pages (sent before, number 1)"),
    ],
)
def test_f105_a_name_that_comes_twice_is_noticed_however_it_is_written(extra: str, where: str) -> None:
    body = json.dumps(ORDINARY)[:-1] + f", {extra}}}"
    fax = wire.read_fax(ORDINARY["id"], Reply(200, {}, body.encode()))
    assert where in fax.other
    assert any(departure.reason.startswith("sent more than once") for departure in fax.departures)


def test_f105_a_name_that_comes_twice_in_an_unknown_object_is_kept() -> None:
    fax = wire.read_fax("x", Reply(200, {}, b'{"extra": {"a": 1, "a": 2}}'))
    assert fax.other == {"extra": {"a": 2, "a (sent before, number 1)": 1}}


@pytest.mark.parametrize("cover_page", [None, {"flags": ["urgent", "x"]}, {"flags": {"urgent": True}, "font": "Arial"}])
def test_the_quick_reading_and_the_close_one_agree(cover_page: Any) -> None:
    record = {**ORDINARY, "cover_page": cover_page}
    quick = wire.read_fax("x", answer(record))
    assert quick == records.fax_record("x", record)[0]
    assert json_text.holds_only(json.dumps(record).encode(), records.fax_record("x", record)[1])
