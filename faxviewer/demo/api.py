"""The API of the demo service (`/v3`), as the vendor's pages describe it."""

import json
from collections.abc import Callable
from functools import cached_property
from typing import Any, Final

from faxviewer.demo import documents
from faxviewer.demo.accounts import account_json, balance_json
from faxviewer.demo.company import Company
from faxviewer.demo.faults import Faults
from faxviewer.demo.faxes import Faxes
from faxviewer.demo.lists import Lists
from faxviewer.demo.messages import Refused, Request, Response, json_response
from faxviewer.demo.outbox import Outbox
from faxviewer.demo.records import Entry
from faxviewer.demo.tokens import Access, Tokens

_READ_FAX: Final = frozenset(["fax:all:read", "fax:fax:read"])
_READ_FILE: Final = frozenset(["fax:all:read", "fax:file:read"])
_READ_ACCOUNT: Final = frozenset(["fax:all:read", "fax:member:read", "fax:user:read"])
_READ_MEMBERS: Final = frozenset(["fax:all:read", "fax:member:read"])
_READ_SHOP: Final = frozenset(["fax:all:read", "fax:shop:read"])
_EDIT_FAX: Final = frozenset(["fax:all:edit", "fax:fax:edit"])

_SCOPES: Final = {
    "account": _READ_ACCOUNT,
    "accounts": _READ_MEMBERS,
    "balance": _READ_SHOP,
    "file": _READ_FILE,
    "update_fax": _EDIT_FAX,
}
"""Any of these scopes is enough (SDK 3.0.5, "Permitted scopes"); the endpoints not named here take `_READ_FAX`."""


def endpoint_of(method: str, path: tuple[str, ...]) -> str:
    """The name of the endpoint that `path` (without `v3`) leads to; `unknown` for none."""
    match method, path:
        case "GET", ("accounts",):
            return "accounts"
        case "GET", ("accounts", _):
            return "account"
        case "GET", ("accounts", _, ("faxes" | "outbox") as name):
            return name
        case "GET", ("accounts", _, ("report" | "thumbnail") as name, _):
            return name
        case "GET", ("accounts", _, "faxes", _):
            return "fax"
        case "PUT", ("accounts", _, "faxes", _):
            return "update_fax"
        case "GET", ("accounts", _, "files", _):
            return "file"
        case "GET", ("accounts", _, "outbox", _):
            return "outbox_fax"
        case "GET", ("shop", "balance"):
            return "balance"
    return "unknown"


class Api:
    """Answers API requests from the company's data."""

    def __init__(
        self,
        people: Company,
        faxes: Faxes,
        outbox: Outbox,
        tokens: Tokens,
        client_id: str,
        clock: Callable[[], float],
        faults: Faults,
    ) -> None:
        self._people = people
        self._faxes = faxes
        self._outbox = outbox
        self._tokens = tokens
        self._client_id = client_id
        self._clock = clock
        self._faults = faults
        self._lists = Lists(people, faxes, outbox, faults)
        self._changed: dict[str, dict[str, Any]] = {}

    def prepare(self) -> None:
        """Write the list of members, which takes a moment where there are thousands, ahead of its first request."""
        self._people.number("")
        _ = self._members

    def answer(self, endpoint: str, request: Request, path: tuple[str, ...]) -> Response:
        """The reply of `endpoint` to `request`; `path` is without `v3`."""
        try:
            access = self._admitted(request)
            if endpoint == "unknown":
                raise Refused(404, "not_found", "There is nothing at this address")
            if access.scopes.isdisjoint(_SCOPES.get(endpoint, _READ_FAX)):
                raise Refused(403, "forbidden", "The token lacks the scope for this")
            if endpoint == "balance":
                return json_response(balance_json())
            if endpoint == "accounts":
                return self._accounts(access)
            uid = self._user(access, path[1])
            return self._about_user(endpoint, request, uid, path)
        except Refused as refused:
            return refused.response

    def _about_user(self, endpoint: str, request: Request, uid: str, path: tuple[str, ...]) -> Response:
        match endpoint:
            case "account":
                person = self._people.person(self._people.number(uid) or 0)
                return json_response(account_json(person, self._people.administrator))
            case "faxes":
                found = self._lists.page(dict(request.query), uid, self._clock())
                rows = self._faults.spoiled([self._record(entry) for entry in found])
                return json_response({"data": {"records": rows}})
            case "outbox":
                return json_response({"records": self._outbox.waiting(uid, self._clock())})
            case "outbox_fax":
                waiting = self._outbox.find(uid, path[3], self._clock())
                if waiting is None:
                    raise Refused(404, "not_found", "No such fax in the outbox")
                return json_response(waiting)
        entry = self._entry(uid, path[3])
        match endpoint:
            case "update_fax":
                return self._update(request, entry)
            case "file":
                return self._file(request, entry)
            case "report":
                return _attachment(documents.report(), "application/pdf", f"report-{entry.id}.pdf")
            case "thumbnail":
                if not entry.document:
                    raise Refused(404, "not_found", "The fax has no file")
                return _attachment(documents.thumbnail(entry.document), "image/png", f"{entry.id}.png")
        return json_response(self._record(entry))

    def _admitted(self, request: Request) -> Access:
        scheme, _, token = request.header("authorization").partition(" ")
        access = self._tokens.access(token.strip()) if scheme.lower() == "bearer" else None
        if access is None:
            raise Refused(401, "unauthorized", "The access token is missing, expired or not valid")
        if access.needs_client_id and request.header("x-fax-clientid") != self._client_id:
            raise Refused(401, "unauthorized", "x-fax-clientid is missing or not the token's client")
        return access

    def _user(self, access: Access, wanted: str) -> str:
        if wanted in ("self", access.uid):
            return access.uid
        if access.uid != self._people.administrator.uid:
            raise Refused(403, "forbidden", "Only an administrator may ask for other users")
        if self._people.number(wanted) is None:
            raise Refused(404, "not_found", "No such user")
        return wanted

    def _accounts(self, access: Access) -> Response:
        if access.uid != self._people.administrator.uid:
            raise Refused(403, "forbidden", "Only an administrator may list the members")
        return self._members

    @cached_property
    def _members(self) -> Response:
        administrator = self._people.administrator
        return json_response({"members": [account_json(one, administrator) for one in self._people.members]})

    def _entry(self, uid: str, identifier: str) -> Entry:
        entry = self._faxes.find(identifier) or next(
            (done for done in self._outbox.finished(self._clock()) if done.id == identifier), None
        )
        if entry is None or entry.uid != uid:
            raise Refused(404, "not_found", "No such fax for this user")
        return entry

    def _record(self, entry: Entry) -> dict[str, Any]:
        changed = self._changed.get(entry.id)
        return entry.record if changed is None else entry.record | changed

    def _update(self, request: Request, entry: Entry) -> Response:
        try:
            wanted = json.loads(request.body)
        except (ValueError, RecursionError):
            wanted = None
        if not isinstance(wanted, dict):
            raise Refused(400, "bad_request", "Send a JSON object")
        kinds = {"comment": str, "is_read": bool}
        changes = {name: value for name, value in wanted.items() if isinstance(value, kinds.get(name, ()))}
        if len(changes) != len(wanted):
            raise Refused(400, "bad_request", "Only comment and is_read can be changed")
        self._changed[entry.id] = self._changed.get(entry.id, {}) | changes
        return Response(204)

    def _file(self, request: Request, entry: Entry) -> Response:
        if not entry.document or not entry.record.get("file"):
            raise Refused(404, "not_found", "The fax has no file")
        kind = dict(request.query).get("format")
        if kind not in (None, "pdf", "tiff"):
            raise Refused(400, "bad_request", "format is pdf or tiff")
        if kind is None:
            accept = request.header("accept").lower()
            accepted = [kind for kind, content_type in documents.CONTENT_TYPES.items() if content_type in accept]
            kind = accepted[0] if len(accepted) == 1 else documents.DOCUMENTS[entry.document].stored_as
        body = documents.content(entry.document, kind)
        return _attachment(body, documents.CONTENT_TYPES[kind], f"{entry.id}.{kind}")


def _attachment(body: bytes, content_type: str, file_name: str) -> Response:
    return Response(200, body, content_type, (("Content-Disposition", f'attachment; filename="{file_name}"'),))
