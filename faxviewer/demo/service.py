"""The Fax.Plus stand-in as one object: start it, ask it for its addresses and credentials, stop it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from types import TracebackType
from typing import Final, Self

from faxviewer.demo.api import Api, endpoint_of
from faxviewer.demo.company import HAND_MADE, Company
from faxviewer.demo.faults import Faults, Requests
from faxviewer.demo.faxes import Faxes, hand_made
from faxviewer.demo.identifiers import hexadecimal
from faxviewer.demo.messages import Request, Response, error
from faxviewer.demo.oauth import Client, OAuth
from faxviewer.demo.outbox import JOURNEYS, Outbox
from faxviewer.demo.server import Server
from faxviewer.demo.tokens import Tokens

REDIRECT_URIS: Final = ("http://127.0.0.1:0/", "http://localhost:8080/", "http://localhost:8080/cb/")

_OAUTH: Final = {("GET", "login"): "login", ("POST", "login"): "decision", ("POST", "token"): "token"}


@dataclass(frozen=True, slots=True)
class Sample:
    """One fax to look up: `user_id` is `self` for the administrator's own, else the member's ID."""

    fax_id: str
    user_id: str
    label: str


class DemoService:
    """A Fax.Plus of our own on 127.0.0.1, from start() to stop(); also a context manager.

    `port` 0 takes any free one. `seed` decides all sample data and the standing credentials. `faxes` is how many
    there are (None: the hand-made ones and the outbox), `members` how many people beside the administrator (the
    three hand-made ones are always there), `mailing` how many faxes more the administrator sent in one second.
    `clock` gives Unix seconds: tokens expire and the faxes in the outbox move on by it. `faults` makes trouble to
    order and `requests` counts, for tests.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        seed: int = 7,
        faxes: int | None = None,
        members: int = HAND_MADE,
        mailing: int = 0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._seed = seed
        self._clock = clock
        self._people = Company(seed, members)
        made, under_way = len(hand_made()), len(JOURNEYS)
        count = made + under_way if faxes is None else max(0, faxes)
        self._under_way = min(max(0, count - made), under_way)
        self._faxes = Faxes(self._people, seed, min(count, made), max(0, count - made - under_way), mailing)
        self.faults = Faults()
        self.requests = Requests()
        self._tokens = Tokens(seed, self._people, clock, self.faults)
        self.client_id = f"APIK-{hexadecimal(32, seed, 'client ID')}"
        self.client_secret = hexadecimal(40, seed, "client secret")
        self.redirect_uris = REDIRECT_URIS
        client = Client(self.client_id, self.client_secret, self.redirect_uris)
        self._oauth = OAuth(client, self._people.administrator, self._tokens)
        self._server = Server(self._answer, port)
        self._begin()

    def start(self) -> None:
        """Bind and answer; the faxes in the outbox set out now. Raises OSError when the port is taken."""
        self._begin()
        self._api.prepare()
        self._server.start()

    def stop(self) -> None:
        """Close the port and every connection. Harmless when called twice."""
        self.faults.clear()
        self._server.stop()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def api_url(self) -> str:
        """The API's base address; the port is known from start() on."""
        return f"{self._origin}/v3"

    @property
    def authorize_url(self) -> str:
        """The authorization page."""
        return f"{self._origin}/login"

    @property
    def token_url(self) -> str:
        """The token endpoint."""
        return f"{self._origin}/token"

    @property
    def personal_access_token(self) -> str:
        """The administrator's, scope `fax:all:read`."""
        return self._tokens.administrator_token

    @property
    def member_token(self) -> str:
        """A plain member's personal access token, scope `fax:all:read`: 403 on `/accounts`."""
        return self._tokens.member_token

    @property
    def limited_token(self) -> str:
        """The administrator's personal access token with too few scopes for anything here."""
        return self._tokens.limited_token

    @property
    def member_ids(self) -> tuple[str, ...]:
        """The members' user IDs."""
        return tuple(self._people.uid(number) for number in range(1, self._people.size + 1))

    @property
    def member_count(self) -> int:
        """How many members there are, the administrator aside."""
        return self._people.size

    @property
    def fax_count(self) -> int:
        """How many faxes there are, those under way included."""
        return len(self._faxes.hand_made) + self._under_way + len(self._faxes.mailing) + self._faxes.bulk.count

    @cached_property
    def samples(self) -> tuple[Sample, ...]:
        """Every fax: the hand-made ones, those in the outbox, the mailing, the ordinary ones."""
        made = [Sample(entry.id, self._seen(entry.uid), entry.label) for entry in self._faxes.hand_made]
        under_way = [Sample(name, self._seen(uid), journey.label) for name, uid, journey in self._outbox.known()]
        mailing = [Sample(entry.id, self._seen(entry.uid), entry.label) for entry in self._faxes.mailing]
        bulk = self._faxes.bulk
        row = [Sample(bulk.id(place), self._seen(bulk.uid(place)), bulk.label(place)) for place in range(bulk.count)]
        return (*made, *under_way, *mailing, *row)

    @cached_property
    def malformed(self) -> frozenset[str]:
        """IDs of the faxes that break the contract so that the vendor's SDK 3.0.5 raises."""
        records = (entry.id for entry in self._faxes.hand_made if entry.malformed)
        under_way = (name for name, _, journey in self._outbox.known() if journey.malformed)
        return frozenset((*records, *under_way))

    @property
    def under_way(self) -> frozenset[str]:
        """IDs of the faxes that set out in the outbox, wherever they are by now."""
        return frozenset(name for name, _, _ in self._outbox.known())

    def revoke_refresh_tokens(self) -> None:
        """Every refresh token so far answers `invalid_grant` from now on; access tokens live on."""
        self._tokens.revoke_refresh_tokens()

    def _begin(self) -> None:
        self._outbox = Outbox(self._people, self._seed, self._under_way, self._clock())
        self._api = Api(self._people, self._faxes, self._outbox, self._tokens, self.client_id, self._clock, self.faults)

    def _seen(self, uid: str) -> str:
        return "self" if uid == self._people.administrator.uid else uid

    @property
    def _origin(self) -> str:
        return f"http://127.0.0.1:{self._server.port}"

    def _answer(self, request: Request) -> Response:
        api_path = request.path[1:] if request.path[0] == "v3" else None
        if api_path is not None:
            endpoint = endpoint_of(request.method, api_path)
        else:
            endpoint = _OAUTH.get((request.method, "/".join(request.path)), "unknown")
        # It ends before its answer leaves: whoever asks again then was never seen asking twice at once.
        with self.requests.answering(endpoint):
            return self.faults.meet(endpoint, lambda: self._usual(endpoint, request, api_path))

    def _usual(self, endpoint: str, request: Request, api_path: tuple[str, ...] | None) -> Response:
        if api_path is not None:
            return self._api.answer(endpoint, request, api_path)
        match endpoint:
            case "login":
                return self._oauth.page(request)
            case "decision":
                return self._oauth.decide(request)
            case "token":
                return self._oauth.token(request)
        return error(404, "not_found", "There is nothing at this address")
