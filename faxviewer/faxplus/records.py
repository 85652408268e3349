"""A fax record taken apart: documented fields under their canonical paths, everything else kept beside them."""

from typing import Any, Final

from faxviewer.domain.fax import Fax
from faxviewer.faxplus.contract import FLAGS, RULES, TOP_LEVEL
from faxviewer.faxplus.departures import departures
from faxviewer.faxplus.json_text import Repeating


def _part_paths(path: str) -> dict[str, str]:
    """Part name → canonical path, for the documented parts of the object at `path`."""
    start = f"{path}."
    return {
        full.removeprefix(start): full for full in RULES if full.startswith(start) and "." not in full[len(start) :]
    }


_PARTS: Final = {path: parts for path in RULES if (parts := _part_paths(path))}


class Spread:
    """The fields of one reply on their way to a Fax; `other` never overwrites what it holds."""

    __slots__ = ("api_names", "other", "repeated", "values")

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.other: dict[str, Any] = {}
        self.api_names: dict[str, str] = {}
        self.repeated: set[str] = set()

    def keep(self, name: str, value: Any) -> None:
        """Put an undocumented field in `other`, under a name that is still free."""
        while name in self.other:
            name += " (again)"
        self.other[name] = value

    def parts(self, path: str, api_name: str) -> None:
        """Spread the parts of the object at `path`, which the reply calls `api_name`."""
        value = self.values[path]
        if isinstance(value, list):
            self._flags(path, api_name, value)
            return
        if not isinstance(value, dict):
            return
        known = _PARTS[path]
        for name, part in value.items():
            full = known.get(name)
            if full is None:
                self.keep(f"{api_name}.{name}", part)
                continue
            self.values[full] = part
            if full in _PARTS:
                self.parts(full, full)
        if isinstance(value, Repeating):
            self.repeated.update(known[name] for name in value.repeated if name in known)

    def _flags(self, path: str, api_name: str, names: list[Any]) -> None:
        """The SDK's form of the flags: a list of the names of those that are set."""
        for flag in FLAGS:
            if path == "cover_page.flags" and flag in names:
                self.values[f"{path}.{flag}"] = True
                self.api_names[f"{path}.{flag}"] = api_name


def fax_record(asked_id: str, record: dict[str, Any]) -> Fax:
    """The fax that `record` describes, departures found. Never raises, and nothing sent is lost."""
    spread = Spread()
    if TOP_LEVEL.issuperset(record):
        spread.values = dict(record)
    else:
        _top_level(record, spread)
    values = spread.values
    for path in _OBJECTS:
        if values.get(path):
            spread.parts(path, path)
    also_from = _sender(spread) if "from_number" in spread.other else None
    if isinstance(record, Repeating):
        spread.repeated.update(record.repeated & TOP_LEVEL)
    found = departures(
        values, spread.api_names, asked_id=asked_id, repeated=frozenset(spread.repeated), also_from=also_from
    )
    return Fax(asked_id, values, spread.api_names, spread.other, found)


_OBJECTS: Final = tuple(path for path in _PARTS if "." not in path)


def _top_level(record: dict[str, Any], spread: Spread) -> None:
    for name, value in record.items():
        if name in TOP_LEVEL:
            spread.values[name] = value
        else:
            spread.keep(name, value)


def _sender(spread: Spread) -> Any:
    """Take `from_number` for the documented `from` where that was not sent; otherwise return it."""
    if "from" in spread.values:
        return spread.other["from_number"]
    spread.values["from"] = spread.other.pop("from_number")
    spread.api_names["from"] = "from_number"
    return None
