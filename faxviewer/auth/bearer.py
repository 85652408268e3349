"""The httpx.Auth of every request to the API: bearer tokens, and one renewal for all that are refused."""

from collections.abc import AsyncGenerator, Generator
from http import HTTPStatus
from typing import Protocol

import httpx

from faxviewer.auth.held import Held
from faxviewer.domain.errors import FaxViewerError

_HEADERS = ("Authorization", "x-fax-clientid")


class Tokens(Protocol):
    """What is asked of the session."""

    async def access(self) -> Held:
        """The tokens to send now."""

    async def replacement(self, refused: Held) -> Held:
        """The tokens to try once more with."""

    async def refuse(self, held: Held) -> FaxViewerError:
        """The error for a second refusal."""


class BearerAuth(httpx.Auth):
    """Signs a request, and after a 401 sends it once more with newer tokens.

    FaxViewerErrors of the session come out of the httpx call as they are. For `httpx.AsyncClient` only.
    """

    def __init__(self, session: Tokens) -> None:
        self._session = session

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        held = await self._session.access()
        response = yield _signed(request, held)
        if response.status_code != HTTPStatus.UNAUTHORIZED:
            return
        held = await self._session.replacement(held)
        response = yield _signed(request, held)
        if response.status_code == HTTPStatus.UNAUTHORIZED:
            raise await self._session.refuse(held)

    def sync_auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        raise RuntimeError(f"BearerAuth needs an AsyncClient to send a {request.method}")


def _signed(request: httpx.Request, held: Held) -> httpx.Request:
    for name in _HEADERS:
        request.headers.pop(name, None)
    request.headers.update(held.headers)
    return request
