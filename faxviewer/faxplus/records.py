"""A fax record taken apart: documented fields under their canonical paths, everything else kept beside them."""

from typing import Any, Final

from faxviewer.domain.fax import Departure, Fax, Shape
from faxviewer.faxplus.contract import CONTRACT, FLAGS, RULES, TOP_LEVEL, FieldRule, Kind
from faxviewer.faxplus.departures import (
    between_fields,
    in_flags,
    in_values,
    renamed_sender,
    repeated,
    second_sender,
)
from faxviewer.faxplus.json_text import Repeating
from faxviewer.faxplus.shapes import departure_of_type, plan_for


def _parts_of(path: str) -> dict[str, FieldRule]:
    rules = ((full.rpartition("."), rule) for full, rule in RULES.items())
    return {name: rule for (parent, _, name), rule in rules if parent == path}


_PARTS: Final = {path: _parts_of(path) for path in ("cost_details", "cover_page", "cover_page.flags")}
_ORDER: Final = {rule.path: place for place, rule in enumerate(CONTRACT)}


class Reading:
    """The fields of one reply on their way to a Fax; `strings` counts the names and texts that were met."""

    __slots__ = ("api_names", "departures", "other", "strings", "values")

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.other: dict[str, Any] = {}
        self.api_names: dict[str, str] = {}
        self.departures: list[Departure] = []
        self.strings = 0

    def keep(self, name: str, value: Any) -> None:
        """Put an undocumented field in `other`, under a name that is still free."""
        while name in self.other:
            name += " (again)"
        self.other[name] = value

    def record(self, node: dict[str, Any], asked_id: str) -> None:
        """Take the record itself apart."""
        plan = plan_for(node)
        self.strings = plan.strings
        self.values = dict(node)
        for name in plan.unknown:
            self.keep(name, self.values.pop(name))
        self.departures = in_values(plan, node)
        self.departures += between_fields(plan, node, asked_id)
        for path in plan.objects:
            self.parts(path, node[path])
        if "from_number" in self.other:
            self._sender()
        if type(node) is Repeating:
            self.departures += [repeated(name) for name in node.repeated & TOP_LEVEL]

    def parts(self, path: str, node: dict[str, Any]) -> None:
        """Take the object at `path` apart, which the reply calls so too."""
        rules = _PARTS[path]
        self.strings += len(node)
        for name, value in node.items():
            came = type(value)
            if came is str:
                self.strings += 1
            rule = rules.get(name)
            if rule is None:
                self.keep(f"{path}.{name}", value)
                continue
            self.values[rule.path] = value
            if came not in rule.kind.types:
                if departure := departure_of_type(rule, came):
                    self.departures.append(departure)
            elif rule.kind is Kind.FLAGS:
                self._flags(value)
        if type(node) is Repeating:
            self.departures += [repeated(rules[name].path) for name in node.repeated if name in rules]

    def fax(self, asked_id: str, shape: Shape = Shape.RECORD) -> Fax:
        """The fax, its departures in the order of the contract."""
        if len(self.departures) > 1:
            self.departures.sort(key=lambda departure: _ORDER[departure.path])
        return Fax(asked_id, self.values, self.api_names, self.other, tuple(self.departures), shape)

    def _flags(self, flags: list[Any] | dict[str, Any]) -> None:
        """The cover page's flags: an object of true and false, or as in the SDK the list of those that are set."""
        path = "cover_page.flags"
        if isinstance(flags, dict):
            self.parts(path, flags)
            return
        for flag in FLAGS:
            if flag in flags:
                self.values[f"{path}.{flag}"] = True
                self.api_names[f"{path}.{flag}"] = path
        self.strings += sum(type(flag) is str for flag in flags)
        self.departures += in_flags(flags)

    def _sender(self) -> None:
        """Take `from_number` for the documented `from` where that was not sent."""
        if "from" not in self.values:
            self.values["from"] = self.other.pop("from_number")
            self.api_names["from"] = "from_number"
            self.departures.append(renamed_sender())
        elif self.other["from_number"] not in (None, self.values["from"]):
            self.departures.append(second_sender())


def fax_record(asked_id: str, record: dict[str, Any]) -> tuple[Fax, int]:
    """The fax that `record` describes, departures found, and how many names and texts were met in it.

    Never raises, and nothing sent is lost. Texts inside unknown objects are not counted.
    """
    reading = Reading()
    reading.record(record, asked_id)
    return reading.fax(asked_id), reading.strings
