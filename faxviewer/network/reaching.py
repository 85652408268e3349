"""The addresses that a host has, and the first of them that takes a connection ("happy eyeballs", RFC 8305).

asyncio's own way loses a socket when it is cancelled at the wrong moment and, in Python 3.11, the single errors.
"""

import asyncio
import socket
from collections.abc import Callable
from itertools import zip_longest
from typing import Final

from faxviewer.network.stream import Stream

_HEAD_START: Final = 0.25
"""Seconds that one address has before the next is tried beside it."""

_Place = tuple[str, int]


async def reached(host: bytes, port: int, made: Callable[[], Stream]) -> Stream:
    """A connection to `host`, whose streams `made` makes. Raises an OSError, or a group of one for each address."""
    loop = asyncio.get_running_loop()
    places = await _places(host, port)
    errors: list[OSError] = []
    running: set[asyncio.Task[Stream]] = set()
    try:
        while places or running:
            if places:
                running.add(loop.create_task(_tried(places.pop(0), made)))
            done, _ = await asyncio.wait(
                running, timeout=_HEAD_START if places else None, return_when=asyncio.FIRST_COMPLETED
            )
            for task in done:
                running.discard(task)
                error = task.exception()
                if error is None:
                    return task.result()
                if not isinstance(error, OSError):
                    raise error
                errors.append(error)
        raise errors[0] if len(errors) == 1 else ExceptionGroup("No address took a connection", errors)
    finally:
        for task in running:
            task.add_done_callback(_drop)
            task.cancel()
        if running:
            await asyncio.wait(running)


async def _tried(place: _Place, made: Callable[[], Stream]) -> Stream:
    _, stream = await asyncio.get_running_loop().create_connection(made, *place)
    return stream


def _drop(task: asyncio.Task[Stream]) -> None:
    """Close the connection of an address that was too late to be the first."""
    if not task.cancelled() and task.exception() is None:
        task.result().abort()


async def _places(host: bytes, port: int) -> list[_Place]:
    """Both families in turn, the one that the system prefers first."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    except socket.gaierror:  # a name: that takes a thread
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    families: dict[int, list[_Place]] = {}
    for family, _, _, _, (address, *_) in found:
        families.setdefault(family, []).append((str(address), port))
    return list(dict.fromkeys(place for row in zip_longest(*families.values()) for place in row if place))
