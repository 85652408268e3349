"""JSON from the wire: read strictly as text, but with nothing dropped that Python would round or overwrite."""

import json
import math
from collections.abc import Iterable
from typing import Any, Final


class NotJson(Exception):
    """The bytes are not one JSON value in UTF-8; the text says why, without any of the content."""


class Numeral(str):
    """A number as it was written, where no Python number holds it: `NaN`, `1e999`, 5,000 digits."""

    __slots__ = ()


class Repeating(dict[str, Any]):
    """An object that named a key more than once.

    The last value has the key, as in most JSON readers; earlier ones stand under keys of our making
    (`EARLIER`). `repeated` holds the keys that came more than once.
    """

    repeated: frozenset[str] = frozenset()


_SPACE: Final = " \t\r\n"
EARLIER: Final = "{name} (sent before, number {count})"


def read_json(body: bytes, watch_names: bool = True) -> Any:
    """The value that `body` holds. Raises NotJson, for a byte order mark and endless nesting too.

    Without `watch_names` it is a third faster, and of a name that comes twice only the last value is left:
    for callers that make sure by `holds_only`.
    """
    try:
        text = body.decode().strip(_SPACE)
    except UnicodeDecodeError:
        raise NotJson("not UTF-8") from None
    try:
        return _value(text, watch_names)
    except json.JSONDecodeError as error:
        raise NotJson(f"not JSON from character {error.pos} on") from None
    except (RecursionError, MemoryError):
        raise NotJson("nested too deeply") from None


def has_escapes(body: bytes) -> bool:
    """Whether texts in `body` may hold quotes, so that `holds_only` can't be asked."""
    return b"\\" in body


def holds_only(body: bytes, strings: int) -> bool:
    """Whether a JSON text without escapes holds just this many names and texts, so that none was dropped."""
    return body.count(b'"') == 2 * strings


def _value(text: str, watch_names: bool) -> Any:
    try:
        return _whole(_QUICK if watch_names else _QUICKEST, text)
    except json.JSONDecodeError:
        raise
    except ValueError:  # an integer beyond the digits that Python converts
        return _whole(_PATIENT, text)


def _whole(decoder: json.JSONDecoder, text: str) -> Any:
    """The one value in `text`; `JSONDecoder.decode` spends a sixth of its time on spaces around it."""
    value, end = decoder.raw_decode(text)
    if end != len(text):
        raise NotJson(f"more than one value, the next from character {end} on")
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else _repeating(pairs)


def _repeating(pairs: Iterable[tuple[str, Any]]) -> Repeating:
    found = Repeating()
    repeated = set()
    for name, value in pairs:
        if name in found:
            repeated.add(name)
            count = 1
            while (kept := EARLIER.format(name=name, count=count)) in found:
                count += 1
            found[kept] = found[name]
        found[name] = value
    found.repeated = frozenset(repeated)
    return found


def _float(text: str) -> float | Numeral:
    value = float(text)
    return Numeral(text) if math.isinf(value) else value


def _int(text: str) -> int | Numeral:
    try:
        return int(text)
    except ValueError:
        return Numeral(text)


_QUICKEST: Final = json.JSONDecoder(parse_float=_float, parse_constant=Numeral)
_QUICK: Final = json.JSONDecoder(object_pairs_hook=_object, parse_float=_float, parse_constant=Numeral)
_PATIENT: Final = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=_float, parse_int=_int, parse_constant=Numeral
)
