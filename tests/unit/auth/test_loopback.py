"""Part A of the catalogue: what arrives at the redirect, and what it may bring about."""

import asyncio
import gc
import socket
import sys
from contextlib import ExitStack, suppress
from urllib.parse import urlencode, urlsplit

import pytest

from faxviewer.auth.http_head import MAX_HEADERS
from faxviewer.auth.loopback import MAX_CALLERS, RedirectListener
from faxviewer.domain.errors import SignInDeclined, SignInRefused, SignInUnavailable
from tests.fakes.browser_tab import Tab, hang_up
from tests.unit.auth.conftest import Desk


async def still_waits(desk: Desk) -> bool:
    """Whether nothing was asked of the token endpoint and the right answer still works."""
    assert desk.signing_in is not None
    return not desk.signing_in.done() and not desk.service.posts


async def test_the_answer_signs_in(desk: Desk) -> None:
    tab = await desk.open_tab()
    page = await tab.back(code=desk.allowed(tab))
    await desk.result()
    assert page.status == 200
    assert "You can close this tab" in page.text
    assert desk.session.signed_in


@pytest.mark.parametrize("query", ["code=stolen&state=wrong", "code=stolen&state="])
async def test_a1_wrong_state_with_a_code(desk: Desk, query: str) -> None:
    tab = await desk.open_tab()
    assert (await tab.back(query)).status == 400
    assert await still_waits(desk)
    await desk.allow(tab)


async def test_a2_no_state(desk: Desk) -> None:
    tab = await desk.open_tab()
    assert (await tab.back("code=stolen")).status == 400
    assert await still_waits(desk)
    await desk.allow(tab)


async def test_a3_access_denied(desk: Desk) -> None:
    tab = await desk.open_tab()
    page = await tab.back(error="access_denied")
    with pytest.raises(SignInDeclined) as declined:
        await desk.result()
    assert "You declined access" in page.text
    assert declined.value.title == "You declined access"
    assert not desk.session.signed_in
    assert not desk.service.posts


@pytest.mark.parametrize("error", ["server_error", "temporarily_unavailable"])
async def test_a4_trouble_at_the_sign_in_page(desk: Desk, error: str) -> None:
    tab = await desk.open_tab()
    await tab.back(error=error)
    with pytest.raises(SignInUnavailable) as unavailable:
        await desk.result()
    assert unavailable.value.retryable


@pytest.mark.parametrize("query", ["error=access_denied", "error=access_denied&state=wrong"])
async def test_a5_an_error_without_the_right_state(desk: Desk, query: str) -> None:
    tab = await desk.open_tab()
    assert (await tab.back(query)).status == 400
    assert await still_waits(desk)
    await desk.allow(tab)


async def test_a6_code_and_error_together(desk: Desk) -> None:
    tab = await desk.open_tab()
    page = await tab.back(code=desk.allowed(tab), error="access_denied")
    with pytest.raises(SignInRefused):
        await desk.result()
    assert page.status == 400
    assert not desk.service.posts


@pytest.mark.parametrize("second", ["code=other", "code="])
async def test_a7_two_codes(desk: Desk, second: str) -> None:
    tab = await desk.open_tab()
    page = await tab.back(f"code={desk.allowed(tab)}&{second}&state={tab.state}")
    with pytest.raises(SignInRefused):
        await desk.result()
    assert page.status == 400
    assert not desk.service.posts


async def test_a7_two_states(desk: Desk) -> None:
    tab = await desk.open_tab()
    page = await tab.back(f"code={desk.allowed(tab)}&state={tab.state}&state={tab.state}")
    assert page.status == 400
    assert await still_waits(desk)


@pytest.mark.parametrize("part", ["code=&", "", "code=%20&", "code=a%0D%0Ab&", "code=%C3%A9&"])
async def test_a8_an_empty_or_unusable_code(desk: Desk, part: str) -> None:
    tab = await desk.open_tab()
    page = await tab.back(f"{part}state={tab.state}")
    with pytest.raises(SignInRefused):
        await desk.result()
    assert page.status == 400
    assert not desk.service.posts


async def test_a9_the_right_redirect_twice_at_once(desk: Desk) -> None:
    tab = await desk.open_tab()
    code = desk.allowed(tab)
    first, second = await asyncio.gather(tab.back(code=code), tab.back(code=code))
    await desk.result()
    assert {first.status, second.status} == {200, 410}
    assert len(desk.service.posts) == 1
    assert desk.session.signed_in


async def test_a10_replayed_after_success(desk: Desk) -> None:
    tab = await desk.open_tab()
    code = desk.allowed(tab)
    desk.service.token_gate.clear()
    await tab.back(code=code)
    await desk.service.until_posted(1)
    with pytest.raises(OSError):
        await tab.back(code=code)
    desk.service.token_gate.set()
    await desk.result()
    with pytest.raises(OSError):
        await tab.back(code=code)
    assert len(desk.service.posts) == 1


@pytest.mark.parametrize("target", ["/favicon.ico", "/", "/cb/", "/CB", "/cb/../cb", "/cb"])
async def test_a11_another_path(desk: Desk, target: str) -> None:
    tab = await desk.open_tab()
    assert (await tab.get(target)).status == 404
    assert await still_waits(desk)
    await desk.allow(tab)


async def test_a11_the_bare_path_where_the_redirect_is_the_root(desk: Desk) -> None:
    desk.change(redirect_uri="http://127.0.0.1:0/")
    tab = await desk.open_tab()
    assert (await tab.get("/")).status == 404
    assert (await tab.get("/favicon.ico", Sec_Fetch_Mode="no-cors")).status == 404
    assert await still_waits(desk)
    await desk.allow(tab)


@pytest.mark.parametrize("method", ["HEAD", "POST", "OPTIONS"])
async def test_a12_another_method(desk: Desk, method: str) -> None:
    tab = await desk.open_tab()
    page = await tab.get(f"/cb?code={desk.allowed(tab)}&state={tab.state}", method=method)
    assert page.status == 405
    assert page.headers["allow"] == "GET"
    assert bool(page.body) is (method != "HEAD")
    assert await still_waits(desk)
    await desk.allow(tab)


async def test_a13_silent_preconnects(desk: Desk) -> None:
    tab = await desk.open_tab()
    silent = [await tab.connect() for _ in range(20)]
    await desk.allow(tab)
    for reader, writer in silent:
        assert await reader.read() == b""
        await hang_up(writer)


async def test_a13_more_silent_callers_than_are_kept(desk: Desk) -> None:
    tab = await desk.open_tab()
    silent = [await tab.connect() for _ in range(MAX_CALLERS + 10)]
    await desk.allow(tab)
    for _, writer in silent:
        await hang_up(writer)


async def test_a14_one_byte_a_second() -> None:
    """The slow caller is hung up on at its own deadline, and nobody waits for it."""

    async with RedirectListener("http://127.0.0.1:0/cb", caller_seconds=0.5) as listener:
        answer = await listener.serve(str)
        tab = Tab("?" + urlencode({"redirect_uri": listener.redirect_uri, "state": "s"}))
        reader, writer = await tab.connect()
        writer.write(b"G")
        await writer.drain()
        assert (await tab.get("/elsewhere")).status == 404
        assert await reader.read() == b""
        await hang_up(writer)
        assert (await tab.get("/cb?the-answer")).status == 200
        assert await answer == "the-answer"


async def test_a15_a_1_mb_request_line(desk: Desk) -> None:
    tab = await desk.open_tab()
    page = await tab.send(b"GET /cb?" + b"x" * 1_000_000 + b" HTTP/1.1\r\n\r\n")
    assert page.status == 414
    page = await tab.get("/cb?" + "x" * 20_000)
    assert page.status == 414
    await desk.allow(tab)


async def test_a15_10_000_headers(desk: Desk) -> None:
    tab = await desk.open_tab()
    head = f"GET /cb HTTP/1.1\r\nHost: {tab.authority}\r\n".encode()
    assert (await tab.send(head + b"X: y\r\n" * 10_000 + b"\r\n")).status == 431
    assert (await tab.send(head + b"X: " + b"y" * 200_000 + b"\r\n\r\n")).status == 431
    assert (await tab.send(head + (b"X: " + b"y" * 60_000 + b"\r\n") * 3 + b"\r\n")).status == 431
    assert (await tab.send(head + b"X: y\r\n" * (MAX_HEADERS - 1) + b"\r\n")).status == 404
    await desk.allow(tab)


@pytest.mark.parametrize(
    "host", ["evil.test:{port}", "127.0.0.1", "localhost:{port}", "127.0.0.1:{port}.evil.test", ""]
)
async def test_a16_another_host(desk: Desk, host: str) -> None:
    tab = await desk.open_tab()
    target = f"/cb?code={desk.allowed(tab)}&state={tab.state}"
    assert (await tab.get(target, host=host.format(port=tab.port))).status == 403
    assert await still_waits(desk)
    await desk.allow(tab)


async def test_a16_two_hosts_or_none(desk: Desk) -> None:
    tab = await desk.open_tab()
    assert (await tab.get("/cb", Host=tab.authority)).status == 403
    assert (await tab.send(b"GET /cb HTTP/1.0\r\n\r\n")).status == 403
    await desk.allow(tab)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Fetch_Mode": "no-cors", "Sec_Fetch_Site": "cross-site", "Sec_Fetch_Dest": "image"},
        {"Sec_Fetch_Mode": "cors"},
        {"Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"},
    ],
)
async def test_a17_a_cross_site_subresource(desk: Desk, headers: dict[str, str]) -> None:
    tab = await desk.open_tab()
    page = await tab.get(f"/cb?code={desk.allowed(tab)}&state={tab.state}", **headers)
    assert page.status == 403
    assert await still_waits(desk)
    await desk.allow(tab)


async def test_a17_a_browsers_own_navigation(desk: Desk) -> None:
    tab = await desk.open_tab()
    headers = {"Sec_Fetch_Mode": "navigate", "Sec_Fetch_Site": "cross-site", "Sec_Fetch_Dest": "document"}
    page = await tab.get(f"/cb?code={desk.allowed(tab)}&state={tab.state}", **headers)
    await desk.result()
    assert page.status == 200


@pytest.mark.parametrize(
    "raw",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET /cb?code=\xff\xfe HTTP/1.1\r\nHost: {host}\r\n\r\n",
        b"GET /cb?code=%ff%fe&state={state} HTTP/1.1\r\nHost: {host}\r\n\r\n",
        b"GET /cb?code=%zz&state={state} HTTP/1.1\r\nHost: {host}\r\n\r\n",
        b"GET /cb?code=%4&state={state} HTTP/1.1\r\nHost: {host}\r\n\r\n",
        b"GET /cb?code=x&state={state} HTTP/1.1\r\nHost: {host}\r\nNo colon\r\n\r\n",
        b"GET http://{host}/cb?code=x&state={state} HTTP/1.1\r\nHost: {host}\r\n\r\n",
        b"GET /cb?code=x&state={state}\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ],
)
async def test_a18_what_no_browser_sends(desk: Desk, raw: bytes) -> None:
    tab = await desk.open_tab()
    raw = raw.replace(b"{host}", tab.authority.encode()).replace(b"{state}", tab.state.encode())
    assert (await tab.send(raw)).raw == b""
    assert await still_waits(desk)
    await desk.allow(tab)


async def test_a18_a_tls_hello_is_not_waited_for() -> None:
    """It has no line end, so whoever waited for one would wait for the caller's deadline."""
    async with RedirectListener("http://127.0.0.1:0/cb", caller_seconds=600) as listener, asyncio.timeout(60):
        await listener.serve(str)
        tab = Tab("?" + urlencode({"redirect_uri": listener.redirect_uri, "state": "s"}))
        assert (await tab.send(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03")).raw == b""


async def test_a19_markup_in_the_description(desk: Desk) -> None:
    tab = await desk.open_tab()
    page = await tab.back(
        error="access_denied", error_description="<script>alert(1)</script>\x1b[31m\u202e" + "x" * 500
    )
    with pytest.raises(SignInDeclined) as declined:
        await desk.result()
    assert "<script" not in page.text
    assert "&lt;script&gt;" in page.text
    assert declined.value.detail.startswith("access_denied: <script>alert(1)</script>\ufffd[31m\ufffdxxx")
    assert len(declined.value.detail) == 200


async def test_a20_headers_of_the_pages(desk: Desk) -> None:
    tab = await desk.open_tab()
    code = desk.allowed(tab)
    pages = [await tab.get("/favicon.ico"), await tab.back("code=x"), await tab.back(code=code)]
    await desk.result()
    for page in pages:
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["referrer-policy"] == "no-referrer"
        assert page.headers["x-content-type-options"] == "nosniff"
        assert page.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
        assert page.headers["connection"] == "close"
        assert code not in page.text
        assert tab.state not in page.text


async def test_a28_an_old_tab(desk: Desk) -> None:
    old = await desk.open_tab()
    desk.change(redirect_uri=old.redirect_uri)
    assert desk.signing_in is not None
    desk.signing_in.cancel()
    await asyncio.wait([desk.signing_in])
    tab = await desk.open_tab()
    assert (await old.back(code="from-the-old-tab")).status == 400
    assert await still_waits(desk)
    await desk.allow(tab)


@pytest.mark.parametrize("callers", [1, MAX_CALLERS + 6])
@pytest.mark.parametrize("turns", range(6))
async def test_a29_calls_in_the_turns_before_the_listener_leaves(
    turns: int, callers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is hung up on by the listener, however little of it was there by then; not by the garbage collector."""
    complaints: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", complaints.append)
    with ExitStack() as calls:
        async with RedirectListener("http://127.0.0.1:0/cb", caller_seconds=600) as listener:
            await listener.serve(str)
            place = ("127.0.0.1", urlsplit(listener.redirect_uri).port)
            sockets = [calls.enter_context(socket.create_connection(place, timeout=5)) for _ in range(callers)]
            for _ in range(turns):
                await asyncio.sleep(0)
        for call in sockets:
            with suppress(ConnectionResetError):  # it was never taken
                assert call.recv(1) == b""
    gc.collect()
    assert not complaints


@pytest.mark.parametrize(
    "issuer", ["https://evil.test", "", "https://accounts.fax.plus@evil.test", "http://[", "/login"]
)
async def test_a30_another_issuer(desk: Desk, issuer: str) -> None:
    tab = await desk.open_tab()
    page = await tab.back(code=desk.allowed(tab), iss=issuer)
    with pytest.raises(SignInRefused):
        await desk.result()
    assert page.status == 400
    assert not desk.service.posts


async def test_a30_the_right_issuer(desk: Desk) -> None:
    tab = await desk.open_tab()
    page = await tab.back(code=desk.allowed(tab), iss=desk.service.base + "/")
    await desk.result()
    assert page.status == 200
    assert desk.session.signed_in
