"""Part A of the catalogue: whose port it is, and who can reach it."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from ipaddress import ip_address
from pathlib import Path

import psutil
import pytest

from faxviewer.auth.sockets import listen_on
from faxviewer.domain.errors import RedirectPortBusy, SignInError
from tests.unit.auth.conftest import Desk


def listening(address: str, port: int = 0) -> socket.socket:
    """Another program's listener."""
    taken = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    if ":" in address:
        taken.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    if sys.platform != "win32":
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # past connections of other tests don't count
    taken.bind((address, port))
    taken.listen()
    return taken


@pytest.fixture
def ipv6() -> None:
    try:
        listening("::1").close()
    except OSError:
        pytest.skip("this computer has no ::1")


@pytest.fixture
def busy_port() -> Iterator[int]:
    with closing(listening("127.0.0.1")) as taken:
        yield taken.getsockname()[1]


def test_any_free_port_stands_in_for_0_and_nothing_else_changes() -> None:
    sockets, address = listen_on("http://127.0.0.1:0/cb/?x=:0")
    port = sockets[0].getsockname()[1]
    sockets[0].close()
    assert address == f"http://127.0.0.1:{port}/cb/?x=:0"


def test_localhost_is_one_port_under_both_addresses(ipv6: None) -> None:
    sockets, _ = listen_on("http://localhost:0")
    names = {listener.getsockname()[:2] for listener in sockets}
    for listener in sockets:
        listener.close()
    assert {host for host, _ in names} == {"127.0.0.1", "::1"}
    assert len({port for _, port in names}) == 1


async def test_a21_port_busy(desk: Desk, busy_port: int) -> None:
    desk.change(redirect_uri=f"http://localhost:{busy_port}/")
    with pytest.raises(RedirectPortBusy) as busy:
        await desk.open_tab()
    assert str(busy_port) in busy.value.title
    assert busy.value.retryable
    assert not desk.waits


async def test_a21_half_of_localhost_busy(desk: Desk, ipv6: None) -> None:
    with closing(listening("::1")) as taken:
        desk.change(redirect_uri=f"http://localhost:{taken.getsockname()[1]}/")
        with pytest.raises(RedirectPortBusy):
            await desk.open_tab()
        # Nor is the free half held any longer.
        listening("127.0.0.1", taken.getsockname()[1]).close()


async def test_a21_a_retry_works_once_the_port_is_free(desk: Desk) -> None:
    taken = listening("127.0.0.1")
    desk.change(redirect_uri=f"http://127.0.0.1:{taken.getsockname()[1]}/")
    with closing(taken), pytest.raises(RedirectPortBusy):
        await desk.open_tab()
    await desk.sign_in()
    assert desk.session.signed_in


@pytest.mark.skipif(
    sys.platform != "win32", reason="SO_EXCLUSIVEADDRUSE is Windows' own; elsewhere a port is exclusive"
)
def test_a22_a_second_process_on_the_same_port_of_windows() -> None:
    sockets, address = listen_on("http://127.0.0.1:0/")
    port = sockets[0].getsockname()[1]
    thief = f"import socket; s = socket.socket(); s.setsockopt(65535, 4, 1); s.bind(('127.0.0.1', {port}))"
    with closing(sockets[0]), pytest.raises(subprocess.CalledProcessError):
        subprocess.run([sys.executable, "-c", thief], check=True, capture_output=True)
    assert str(port) in address


async def test_a23_localhost_is_127_0_0_1_to_the_browser(desk: Desk) -> None:
    desk.change(redirect_uri="http://localhost:0/cb")
    tab = await desk.open_tab()
    tab.host = "127.0.0.1"
    await desk.allow(tab)
    assert desk.session.signed_in


async def test_a23_localhost_is_ipv6_to_the_browser(desk: Desk, ipv6: None) -> None:
    desk.change(redirect_uri="http://localhost:0/cb")
    tab = await desk.open_tab()
    tab.host = "::1"
    await desk.allow(tab)
    assert desk.session.signed_in


def test_a23_a_computer_without_ipv6(monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.socket

    def without_ipv6(family: int = socket.AF_INET, *rest: int, **more: int) -> socket.socket:
        if family == socket.AF_INET6:
            raise OSError(97, "Address family not supported by protocol")
        return real(family, *rest, **more)

    with monkeypatch.context() as patched:
        patched.setattr("faxviewer.auth.sockets.socket.socket", without_ipv6)
        sockets, _ = listen_on("http://localhost:0/")
    assert [listener.getsockname()[0] for listener in sockets] == ["127.0.0.1"]
    sockets[0].close()


async def test_a24_from_another_interface(desk: Desk) -> None:
    outside = [
        entry.address
        for entries in psutil.net_if_addrs().values()
        for entry in entries
        if entry.family == socket.AF_INET and not ip_address(entry.address).is_loopback
    ]
    if not outside:
        pytest.skip("this computer has no other interface")
    desk.change(redirect_uri="http://localhost:0/cb")
    tab = await desk.open_tab()
    assert await tab.listens("127.0.0.1")
    assert not await tab.listens(outside[0])


def test_a24_an_address_of_another_computer_is_never_bound() -> None:
    with pytest.raises(SignInError):
        listen_on("http://0.0.0.0:0/")


def test_a29_the_program_quits_in_mid_flow(tmp_path: Path) -> None:
    """Neither the killed program nor a browser that it started keeps the port."""
    script = tmp_path / "waits.py"
    script.write_text(
        "import asyncio, subprocess, sys\n"
        "from faxviewer.auth.loopback import RedirectListener\n"
        "async def main():\n"
        "    async with RedirectListener('http://localhost:0/') as listener:\n"
        "        await listener.serve(str)\n"
        "        child = subprocess.Popen([sys.executable, '-c', 'input()'], stdin=sys.stdin, close_fds=False)\n"
        "        print(listener.redirect_uri, flush=True)\n"
        "        await asyncio.Event().wait()\n"
        "asyncio.run(main())\n"
    )
    root = Path(__file__).parents[3]
    program = subprocess.Popen(
        [sys.executable, script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(root)},
    )
    try:
        assert program.stdout is not None
        address = program.stdout.readline().strip()
        with pytest.raises(RedirectPortBusy):
            listen_on(address)
        program.kill()
        program.wait()
        for listener in listen_on(address)[0]:
            listener.close()
    finally:
        program.kill()
        program.communicate()  # the end of input ends the child, which outlived the program
