"""Who sent or receives a fax: telephone numbers as people read them, user IDs as they came."""

from typing import Final

from faxviewer.presenters.formats import Formats
from faxviewer.presenters.text import shown

_MOST_COUNTRIES: Final = 3
"""Countries that are named beside a list of numbers."""


def in_words(value: object, formats: Formats) -> str:
    """A `from` or `to` as people read it; whatever is no number stands as it came. Never raises."""
    return ", ".join(_one(each, formats) for each in _each(value))


def as_sent(value: object) -> str:
    """The same with every number as the service sent it: what a copy gives."""
    return ", ".join(shown(each) for each in _each(value))


def beside(value: object, formats: Formats) -> str:
    """What stands beside it: how many they are, and their countries."""
    parties = _each(value)
    phones = (formats.phone(each) for each in parties if isinstance(each, str))
    countries = list(dict.fromkeys(phone.country for phone in phones if phone))
    where = "; ".join(countries) if len(countries) <= _MOST_COUNTRIES else f"{len(countries)} countries"
    if len(parties) < 2:
        return where
    return f"{len(parties)} numbers; {where}" if where else f"{len(parties)} numbers"


def _each(value: object) -> list[object]:
    if isinstance(value, list) and value and all(isinstance(each, str) and each for each in value):
        return value
    return [value]


def _one(value: object, formats: Formats) -> str:
    phone = formats.phone(value) if isinstance(value, str) else None
    return phone.text if phone else shown(value)
