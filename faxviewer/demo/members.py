"""Ordinary members by the thousand, each made from the seed and its number among the company's people."""

import unicodedata
from typing import Any, Final

from faxviewer.demo.accounts import Person
from faxviewer.demo.identifiers import hexadecimal, number, time_text

_FIRST_NAMES: Final = (
    *("Aïcha", "Alma", "Amadou", "André", "Anna", "Anneliese", "Asa", "Beatriz", "Björn", "Camille", "Chloé", "Dalia"),
    *("Dmitri", "Eilidh", "Elif", "Emre", "Esra", "Fatima", "Femi", "Giulia", "Hana", "Henrik", "Ines", "Ines Maria"),
    *("Jan", "Jean-Luc", "João", "Kaya", "Kofi", "Léa", "Liam", "Lina", "Łucja", "Mai", "Malik", "Marta", "Mateo"),
    *("Maya", "Mehmet", "Mila", "Nadia", "Noor", "Núria", "Olena", "Omar", "Priya", "Rafael", "Rosa", "Ruth", "Samir"),
    *("Sara", "Siobhán", "Søren", "Sofia", "Tariq", "Tomáš", "Urs", "Vera", "Wanjiru", "Yusuf", "Zoë", "Ольга", "美咲"),
)
_LAST_NAMES: Final = (
    *("Abebe", "Aguilar", "Ahmadi", "Andersen", "Baumann", "Bianchi", "Brunner", "Castro", "Çelik", "Cohen", "Costa"),
    *("D'Angelo", "de la Cruz", "Diallo", "Dubois", "Eriksson", "Ferreira", "Fischer", "García", "Gruber", "Haddad"),
    *("Hansen", "Hoang", "Horvat", "Ivanova", "Jansen", "Jiménez-Roth", "Kamau", "Kaya", "Keller", "Kim", "Kovács"),
    *("Kowalska", "Lambert", "Larsson", "Li", "Lindqvist", "MacLeod", "Martin", "Mbeki", "Meier", "Moreau", "Müller"),
    *("Nakamura", "Nguyen", "Novák", "O'Brien", "Okonkwo", "Öztürk", "Papadopoulos", "Patel", "Peña", "Popescu"),
    *("Rossi", "Ruiz", "Sánchez", "Schneider", "Silva", "Smith", "Şahin", "Tanaka", "van den Berg", "Weber", "Zhang"),
)
_DESKS: Final = ("Accounts", "Cardiology", "Fax desk", "Front desk", "Intake", "Laboratory", "Pharmacy", "Radiology")
_TOWNS: Final = ("Aarau", "Basel", "Bern", "Chur", "Genève", "Lugano", "Luzern", "Sion", "St. Gallen", "Zürich")
_DOMAINS: Final = ("example.com", "example.com", "example.com", "example.org", "clinic.example.net")
_AREAS: Final = (
    *("201", "203", "205", "206", "207", "208", "209", "210", "213", "214", "215", "216", "217", "218", "219", "224"),
    *("225", "228", "229", "231", "234", "239", "240", "248", "251", "252", "253", "254", "256", "260", "262", "267"),
    *("269", "270", "276", "281", "301", "302", "303", "304"),
)
"""North American; each has 100 numbers, 555-0100 to 555-0199, that are reserved for fiction."""

_OPENED: Final = 1_500_000_000
"""Unix seconds. No account is older."""


def ordinary_uid(seed: int, index: int) -> str:
    """The user ID of member `index`: 32 hexadecimal digits, and a plain number for one in ten."""
    if index % 10 == 0:
        return str(40_000_000 + number(seed, "numbers") % 10_000_000 + index * 7919)
    return hexadecimal(32, seed, "user", index)


def ordinary_member(seed: int, index: int) -> Person:
    """Member `index`. One in 25 is a desk without last name; in the account's JSON an ID of digits is a number."""
    chance = number(seed, "member", index)
    uid = ordinary_uid(seed, index)
    first: str = _FIRST_NAMES[chance % len(_FIRST_NAMES)]
    last: str | None = _LAST_NAMES[(chance >> 16) % len(_LAST_NAMES)]
    if (chance >> 32) % 25 == 0:
        first, last = f"{_DESKS[(chance >> 40) % len(_DESKS)]} {_TOWNS[(chance >> 48) % len(_TOWNS)]}", None
    mailbox = ".".join(part for part in (_plain(first), _plain(last or ""), str(index)) if part)
    email = f"{mailbox}@{_DOMAINS[(chance >> 24) % len(_DOMAINS)]}"
    telephone = f"+1{_AREAS[index // 100 % len(_AREAS)]}55501{index % 100:02}"
    extra: dict[str, Any] = {"creation_date": time_text(_OPENED + chance % 250_000_000)}
    if uid.isdecimal() and len(uid) < 32:
        extra["uid"] = int(uid)
    return Person(uid, first, last, email, telephone, extra=extra)


def _plain(name: str) -> str:
    """What an e-mail address keeps of a name; nothing of one in another script."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "".join(letter if letter.isalnum() else "-" if letter in " -" else "" for letter in letters).strip("-")
