"""IDs, tokens and times of the demo service, made from the seed so that they are the same every time."""

from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Final

BASE: Final = int(datetime(2026, 11, 20, 12, 0, tzinfo=UTC).timestamp())
"""Unix seconds. The finished faxes lie before this moment, whenever the service runs."""


def number(seed: int, *parts: object) -> int:
    """A 64-bit number that `seed` and `parts` decide."""
    return int.from_bytes(blake2b(repr((seed, *parts)).encode(), digest_size=8).digest())


def hexadecimal(length: int, seed: int, *parts: object) -> str:
    """`length` (up to 128) hexadecimal digits that `seed` and `parts` decide."""
    return blake2b(repr((seed, *parts)).encode(), digest_size=(length + 1) // 2).hexdigest()[:length]


def fax_id(created: int, seed: int, index: int) -> str:
    """A database object ID: creation time in Unix seconds, 5 bytes of the machine, a 3-byte counter."""
    return f"{created & 0xFFFFFFFF:08x}{_machine(seed)}{(_counter(seed) + index) & 0xFFFFFF:06x}"


def index_in(identifier: str, seed: int) -> int | None:
    """The index behind a fax ID of ours; None for anything that can't be one."""
    if len(identifier) != 24 or identifier[8:18] != _machine(seed):
        return None
    try:
        counter = int(identifier[18:], 16)
    except ValueError:
        return None
    return (counter - _counter(seed)) & 0xFFFFFF


def time_text(seconds: float) -> str:
    """Unix seconds as the service writes times: `YYYY-MM-DD HH:mm:ss`, UTC."""
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%d %H:%M:%S")


@lru_cache(maxsize=8)
def _machine(seed: int) -> str:
    return hexadecimal(10, seed, "machine")


@lru_cache(maxsize=8)
def _counter(seed: int) -> int:
    return number(seed, "counter")
