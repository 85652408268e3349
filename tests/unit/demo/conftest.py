"""A running demo service whose time only passes when a test says so, and a plain client for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from faxviewer.demo.service import DemoService

REDIRECT = "http://127.0.0.1:45123/"


class Clock:
    """Unix seconds that stand still."""

    def __init__(self) -> None:
        self.now = 1_795_517_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Browser:
    """What a person with a browser and a program behind it do, over plain HTTP."""

    service: DemoService
    http: httpx.Client

    def open(self, **parameters: str) -> httpx.Response:
        """The authorization page."""
        return self.http.get(self.service.authorize_url, params=self.asked(**parameters))

    def asked(self, **parameters: str) -> dict[str, str]:
        """An authorization request; an empty value leaves the parameter out."""
        usual = {
            "response_type": "code",
            "client_id": self.service.client_id,
            "redirect_uri": REDIRECT,
            "scope": "all",
            "state": "s t&te",
        }
        return {name: value for name, value in (usual | parameters).items() if value}

    def press(self, page: httpx.Response, decision: str) -> httpx.Response:
        """Press a button of the page."""
        ticket = page.text.split('name="ticket" value="')[1].split('"')[0]
        return self.http.post(self.service.authorize_url, data={"ticket": ticket, "decision": decision})

    def code(self, **parameters: str) -> str:
        """The code that *Allow* brings."""
        return answer(self.press(self.open(**parameters), "allow"))["code"]

    def token(self, auth: tuple[str, str] | None = None, **fields: str) -> httpx.Response:
        """A request to the token endpoint; an empty value leaves the field out."""
        usual = {"client_id": self.service.client_id}
        data = {name: value for name, value in (usual | fields).items() if value}
        pair = auth or (self.service.client_id, self.service.client_secret)
        return self.http.post(self.service.token_url, data=data, auth=pair)

    def exchange(self, code: str, **fields: str) -> httpx.Response:
        return self.token(**({"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT} | fields))

    def refresh(self, token: str) -> httpx.Response:
        return self.token(grant_type="refresh_token", refresh_token=token)

    def api(self, path: str, token: str | None = None, **headers: str) -> httpx.Response:
        """A GET of the API, as the administrator unless another token is given."""
        bearer = self.service.personal_access_token if token is None else token
        return self.http.get(self.service.api_url + path, headers={"Authorization": f"Bearer {bearer}"} | headers)

    def account(self, token: str) -> int:
        """The status of asking for the account with an OAuth token."""
        return self.api("/accounts/self", token, **{"x-fax-clientid": self.service.client_id}).status_code


def answer(response: httpx.Response) -> dict[str, str]:
    """What a redirect brings to the program."""
    assert response.status_code == 303
    assert response.headers["location"].startswith(REDIRECT + "?")
    return {name: values[0] for name, values in parse_qs(urlsplit(response.headers["location"]).query).items()}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def service(clock: Clock) -> Iterator[DemoService]:
    with DemoService(clock=clock) as running:
        yield running


@pytest.fixture
def browser(service: DemoService) -> Iterator[Browser]:
    with httpx.Client(trust_env=False, timeout=30) as http:
        yield Browser(service, http)
