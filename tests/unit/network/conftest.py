"""Clients on real sockets of this computer; every test leaves no task, no warning and no connection behind."""

import asyncio
import gc
import ssl
import traceback
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from faxviewer.network.transport import HttpTransport
from tests.fakes.peer import Peer


def no_tls() -> ssl.SSLContext:
    raise AssertionError("no TLS context is needed for http")


@asynccontextmanager
async def client(
    tls: Callable[[], ssl.SSLContext] = no_tls, *, straight: bool = True, **seconds: float
) -> AsyncIterator[httpx.AsyncClient]:
    """A client as the rooms above make it; `seconds` are httpx's timeouts, 20 for those not given."""
    timeout = httpx.Timeout(20.0, **seconds)
    transport = HttpTransport(tls, straight=straight)
    async with httpx.AsyncClient(transport=transport, trust_env=False, timeout=timeout) as made:
        yield made


def told(error: BaseException) -> str:
    """All that a log would say of `error`."""
    return "".join(traceback.format_exception(error))


async def moment() -> None:
    """Let what lies in the sockets come in."""
    await asyncio.sleep(0.05)


async def until(holds: Callable[[], bool]) -> None:
    """Let the loop turn until something holds; what it does not come to, the test's own time limit ends."""
    while not holds():  # noqa: ASYNC110 (nothing tells when it does)
        await asyncio.sleep(0)


def turns() -> Iterator[int]:
    """How often to let the loop turn before something is cancelled: one more each time, then ever more."""
    number = 0
    while True:
        yield number
        number += 1 + number // 40


async def alone(peer: Peer) -> bool:
    """Whether every connection to `peer` is closed, now or soon."""
    return await asyncio.to_thread(peer.alone)


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Set the running loop's clock forward."""
    loop = asyncio.get_running_loop()
    time = loop.time
    monkeypatch.setattr(loop, "time", lambda: time() + seconds)


@pytest.fixture(autouse=True)
def _nothing_is_left_unclosed() -> Iterator[None]:
    yield
    gc.collect()  # what was forgotten warns when it goes, and warnings fail


@pytest.fixture(autouse=True)
async def _no_task_is_left() -> AsyncIterator[None]:
    before = asyncio.all_tasks()
    yield
    assert asyncio.all_tasks() - before - {asyncio.current_task()} == set()


@pytest.fixture
def certificates() -> Any:
    """The module that makes certificates."""
    pytest.importorskip("cryptography", reason="makes the certificates; it comes with the keyring on Linux only")
    from tests.fakes import certificates

    return certificates


@pytest.fixture
def good(certificates: Any, tmp_path: Path) -> Any:
    """A certificate for 127.0.0.1."""
    return certificates.self_signed(tmp_path)
