"""Requests out; replies to faxes, accounts and balances, or to errors. Pure: no network, no clock."""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from faxviewer.domain.account import Account, Balance
from faxviewer.domain.document import DocumentKind
from faxviewer.domain.errors import InputRefused, UnexpectedReply
from faxviewer.domain.fax import Fax
from faxviewer.domain.listing import Category
from faxviewer.faxplus.json_text import has_escapes, holds_only
from faxviewer.faxplus.outbox import outbox_entry
from faxviewer.faxplus.records import fax_record
from faxviewer.faxplus.reply import Reply, json_of, object_of, refusal
from faxviewer.faxplus.rows import time_text

__all__ = [
    "Reply",
    "Request",
    "account_request",
    "balance_request",
    "document_request",
    "fax_request",
    "json_of",
    "list_request",
    "members_request",
    "outbox_request",
    "read_account",
    "read_balance",
    "read_fax",
    "read_members",
    "read_outbox",
    "refusal",
    "report_request",
]

_JSON: Final = "application/json"
_MEDIA: Final = {DocumentKind.PDF: "application/pdf", DocumentKind.TIFF: "image/tiff"}


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask: `path` is relative to the API's base address, percent-encoded, the query included."""

    method: str
    path: str
    accept: str = _JSON


def fax_request(user: str, fax_id: str) -> Request:
    """Vendor page "Get a fax record"."""
    return Request("GET", f"/accounts/{_segment(user)}/faxes/{_segment(fax_id)}")


def outbox_request(user: str, fax_id: str) -> Request:
    """Vendor page "Get an outbox record"."""
    return Request("GET", f"/accounts/{_segment(user)}/outbox/{_segment(fax_id)}")


def document_request(user: str, fax_id: str, kind: DocumentKind) -> Request:
    """Vendor page "Get a fax file"; the address takes the fax's ID, not the name in `file`."""
    path = f"/accounts/{_segment(user)}/files/{_segment(fax_id)}?format={kind.value}"
    return Request("GET", path, _MEDIA[kind])


def report_request(user: str, fax_id: str) -> Request:
    """Vendor page "Get a fax confirmation report"; always a PDF."""
    return Request("GET", f"/accounts/{_segment(user)}/report/{_segment(fax_id)}", _MEDIA[DocumentKind.PDF])


def account_request(user: str) -> Request:
    """Vendor page "Get account information"."""
    return Request("GET", f"/accounts/{_segment(user)}")


def list_request(user: str, category: Category, after: int | None, before: int | None, limit: int) -> Request:
    """Vendor pages "Get a list of faxes" and "Get a list of outbox records", which takes no bounds.

    `after` and `before` are Unix seconds, None for no bound; `limit` is in rows.
    """
    if category is Category.OUTBOX:
        return Request("GET", f"/accounts/{_segment(user)}/outbox")
    path = f"/accounts/{_segment(user)}/faxes?category={category.value}"
    for name, seconds in (("after", after), ("before", before)):
        if seconds is not None:
            path += f"&{name}={quote(time_text(seconds))}"
    return Request("GET", f"{path}&limit={limit}")


def members_request() -> Request:
    """Vendor page "Get all the members' account information"; for administrators."""
    return Request("GET", "/accounts")


def balance_request() -> Request:
    """The SDK's `/shop/balance`."""
    return Request("GET", "/shop/balance")


def read_fax(asked_id: str, reply: Reply) -> Fax:
    """The fax in a record's reply. Raises what `object_of` raises; never for anything inside the object."""
    if not has_escapes(reply.body):
        fax, strings = fax_record(asked_id, object_of(reply, watch_names=False))
        if holds_only(reply.body, strings):
            return fax
    # Escapes, objects that nobody documented, or a name sent twice: read with a closer look.
    return fax_record(asked_id, object_of(reply))[0]


def read_outbox(asked_id: str, reply: Reply) -> Fax:
    """The fax in the reply to an outbox request; raises as `read_fax`."""
    return outbox_entry(asked_id, object_of(reply))


def read_account(reply: Reply) -> Account:
    """The account; the service sends user IDs as text or as numbers, and nulls nearly everywhere."""
    return _account(object_of(reply))


def read_members(reply: Reply) -> tuple[Account, ...]:
    """The members, each once; rows that are no accounts, or have no ID to ask with, are left out.

    Raises as `object_of`, and UnexpectedReply for a reply without a list.
    """
    sent = object_of(reply, watch_names=False)  # thousands of them: megabytes
    listed = sent.get("members")
    if not isinstance(listed, list):
        wrapped = sent.get("data")
        listed = wrapped.get("members") if isinstance(wrapped, dict) else None
    if not isinstance(listed, list):
        raise UnexpectedReply(detail=f"{reply.reference}, no list")
    accounts = (_account(row) for row in listed if isinstance(row, dict))
    return tuple({account.user_id: account for account in accounts if account.user_id}.values())


def read_balance(reply: Reply) -> Balance:
    """The balance; an amount that is not a number is None."""
    sent = object_of(reply)
    return Balance(_amount(sent.get("amount")), _text(sent.get("currency")))


def _account(sent: dict[str, Any]) -> Account:
    name = " ".join(part for part in (_text(sent.get("name")), _text(sent.get("lastname"))) if part)
    return Account(_text(sent.get("uid")), name, _text(sent.get("email")), _text(sent.get("account_type")))


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    return str(value) if type(value) is int and abs(value) < 10**100 else ""


def _amount(value: Any) -> float | None:
    if type(value) not in (int, float):
        return None
    try:
        return float(value)
    except OverflowError:
        return None


def _segment(identifier: str) -> str:
    """One ID as one segment of a path, whatever it holds: it can't reach another endpoint."""
    if not identifier:
        raise InputRefused("Enter an ID.", "Without an ID there is nothing to ask for.")
    if not identifier.strip("."):
        return "%2E" * len(identifier)
    return quote(identifier, safe="", errors="surrogatepass")
