"""A wall around the tests: an audit hook that lets sockets reach this computer only, and remembers who tried more."""

import os
import socket
from functools import cache
from ipaddress import ip_address

import psutil

attempts: list[str] = []
"""What was tried in vain since it was last cleared."""

_PORTS = ("socket.connect", "socket.sendto", "socket.sendmsg")
_NAMES = ("socket.getaddrinfo", "socket.gethostbyname")


class Walled(OSError):
    """No socket of a test reaches another host."""


def hook(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse what would leave this computer. For `sys.addaudithook`, which no code under test can evade."""
    if not event.startswith("socket."):
        return
    if event in _PORTS:
        endpoint, address = arguments[:2]
        inet = isinstance(endpoint, socket.SocketType) and endpoint.family in (socket.AF_INET, socket.AF_INET6)
        if inet and isinstance(address, tuple) and not _is_here(str(address[0])):
            _refuse(event, address[0])
    elif event in _NAMES and not _is_harmless_name(arguments[0]):
        _refuse(event, arguments[0])


def _refuse(event: str, host: object) -> None:
    attempts.append(f"{event} to {host} in {os.environ.get('PYTEST_CURRENT_TEST', 'no test')}")
    raise Walled(f"tests reach only this computer, not {host}")


def _is_here(host: str) -> bool:
    """Whether `host`, an address or a name, is this computer: loopback, or one of its own interfaces."""
    if host in ("", "localhost"):
        return True
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified or str(address) in _own_addresses()


def _is_harmless_name(host: object) -> bool:
    """Whether looking `host` up asks nobody outside: an address, this computer, or a name that can't exist."""
    text = os.fsdecode(host) if isinstance(host, bytes | str) else ""
    if text in ("", "localhost", socket.gethostname()) or text.lower().endswith((".localhost", ".invalid")):
        return True
    try:
        ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return True


@cache
def _own_addresses() -> frozenset[str]:
    interfaces = psutil.net_if_addrs().values()
    return frozenset(one.address.partition("%")[0] for addresses in interfaces for one in addresses)
