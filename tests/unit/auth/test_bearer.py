"""What a request to the API carries, and how errors of the session come out of it."""

import httpx
import pytest

from faxviewer.auth.bearer import BearerAuth
from faxviewer.domain.errors import SessionEnded
from tests.unit.auth.conftest import Desk


async def test_oauth_tokens_come_with_the_client_id(desk: Desk) -> None:
    await desk.sign_in()
    assert await desk.ask() == 200
    headers = desk.service.asked[0].headers
    assert headers["authorization"].removeprefix("Bearer ") in desk.service.access_tokens
    assert headers["x-fax-clientid"] == desk.connection.client_id


async def test_a_personal_access_token_comes_alone(desk: Desk) -> None:
    desk.change(personal_access_token="alohi_pat_unit")
    desk.service.access_tokens.add("alohi_pat_unit")
    await desk.session.restore()
    assert await desk.ask() == 200
    headers = desk.service.asked[0].headers
    assert headers["authorization"] == "Bearer alohi_pat_unit"
    assert "x-fax-clientid" not in headers


async def test_the_second_try_carries_the_new_token_only(desk: Desk) -> None:
    await desk.sign_in()
    desk.service.access_tokens.clear()
    assert await desk.ask() == 200
    first, second = (request.headers["authorization"] for request in desk.service.asked)
    assert first != second
    assert second.removeprefix("Bearer ") in desk.service.access_tokens


async def test_nobody_signed_in_sends_nothing(desk: Desk) -> None:
    with pytest.raises(SessionEnded) as ended:
        await desk.ask()
    assert ended.value.message == "Nobody is signed in."
    assert not desk.service.asked


async def test_a_streamed_reply_is_signed_and_renewed_too(desk: Desk) -> None:
    await desk.sign_in()
    desk.service.access_tokens.clear()
    async with desk.http.stream("GET", desk.connection.api_url) as response:
        assert response.status_code == 200
        assert await response.aread()


def test_it_is_for_the_event_loop_only(desk: Desk) -> None:
    with httpx.Client(auth=BearerAuth(desk.session), trust_env=False) as client, pytest.raises(RuntimeError):
        client.get(desk.connection.api_url)
