"""Telephone numbers as people read them, with their country: the rules are libphonenumber's, the names Qt's."""

import linecache
import re
import sys
from functools import lru_cache
from importlib import import_module, util
from types import ModuleType
from typing import Final

from PySide6.QtCore import QLocale

from faxviewer.presenters.formats import Phone

_E164: Final = re.compile(r"\+[1-9][0-9]{3,14}")
_BETWEEN: Final = ", "
"""What stands between the numbers of a list."""
_NO_COUNTRY: Final = "001"
"""The library's region for numbers of no country, such as +800 (ITU-T E.164, "global services")."""
_PARTS: Final = ("util", "re_util", "unicode_util", "phonenumber", "phonemetadata", "data", "phonenumberutil")


@lru_cache(maxsize=2_000)
def phone(raw: str) -> Phone | None:
    """`raw` as people read it; None where it is no number in E.164, or none that its country could have."""
    if not _E164.fullmatch(raw):
        return None
    library = _library()
    try:
        number = library.parse(raw)
        if not library.is_possible_number(number):
            return None
        text = library.format_number(number, library.PhoneNumberFormat.INTERNATIONAL)
    except library.NumberParseException:
        return None
    if re.sub(r"[^+0-9]", "", text) != raw:  # a digit was left out or added: what came says more
        return None
    return Phone(text, _country(number.country_code, library.region_code_for_number(number)))


@lru_cache(maxsize=2_000)
def readable(numbers: str) -> str:
    """One line of numbers, each as people read it; whatever isn't one stays."""
    return _BETWEEN.join(written.text if (written := phone(each)) else each for each in numbers.split(_BETWEEN))


def _country(code: int, region: str | None) -> str:
    if region == _NO_COUNTRY:
        return "International"
    if region is None:  # +1 without a known area is one of 25 countries
        return f"Country code +{code}"
    return f"{QLocale.territoryToString(QLocale.codeToTerritory(region))}, {region}"


def _library() -> ModuleType:
    """`phonenumbers.phonenumberutil`, without all else that its package loads: 0.7 MB in place of 1.9.

    The package's own start would bring short numbers, a text search and typing aids; so it is put in place
    without being run. PySide6 leaves the source of each imported module in `linecache`, half of the rest.
    """
    name = "phonenumbers.phonenumberutil"
    if name not in sys.modules:
        if "phonenumbers" not in sys.modules and (found := util.find_spec("phonenumbers")):
            sys.modules["phonenumbers"] = util.module_from_spec(found)
        for part in _PARTS:
            import_module(f"phonenumbers.{part}")
            linecache.clearcache()
    return sys.modules[name]
