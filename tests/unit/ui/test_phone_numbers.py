"""Telephone numbers as people read them; what is none stays as it came."""

import re
import subprocess
import sys
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faxviewer.presenters.entries import folded
from faxviewer.presenters.entry_search import read_query
from faxviewer.presenters.formats import Phone
from faxviewer.ui.phone_numbers import phone, readable


@pytest.mark.parametrize(
    ("raw", "text", "country"),
    [
        ("+41446681800", "+41 44 668 18 00", "Switzerland, CH"),
        ("+12076001783", "+1 207-600-1783", "United States, US"),
        ("+14165550197", "+1 416-555-0197", "Canada, CA"),
        ("+18765550123", "+1 876-555-0123", "Jamaica, JM"),
        ("+442079460958", "+44 20 7946 0958", "United Kingdom, GB"),
        ("+441481960194", "+44 1481 960194", "Guernsey, GG"),
        ("+4930901820", "+49 30 901820", "Germany, DE"),
        ("+33142764040", "+33 1 42 76 40 40", "France, FR"),
        ("+390667101", "+39 06 67101", "Italy, IT"),
        ("+38338512345", "+383 38 512 345", "Kosovo, XK"),
        ("+80012345678", "+800 1234 5678", "International"),
        ("+883510001234567", "+883 510 001 234 567", "International"),
        ("+15555550123", "+1 555-555-0123", "Country code +1"),
    ],
)
def test_a_number_is_grouped_as_in_its_country_and_the_country_named(raw: str, text: str, country: str) -> None:
    assert phone(raw) == Phone(text, country)


@pytest.mark.parametrize(
    "raw",
    [
        *("", "+", "+0", "+411", "+41", "+999123456", "+7701234567", "0446681800", "0041446681800", "446681800"),
        *("+1234567890123456", "+" + "1" * 5_000, "+41 44 668 18 00", "+41-446681800", "+41446681800;ext=5"),
        *("+41446681800\n", "+٤١٤٤٦٦٨١٨٠٠", "+４１446681800", "tel:+41446681800", "+1800FLOWERS", "anonymous"),
        *("74d59d2779fb42a99cd5bb993c0c89d2", "12345678901234567890123456789012", "self", "\ud800", "+4144668\x001800"),
    ],
)
def test_anything_else_stays_as_it_came(raw: str) -> None:
    assert phone(raw) is None
    assert readable(raw) == raw


@settings(max_examples=1_000, derandomize=True, database=None, deadline=None)
@given(st.from_regex(r"\+[0-9]{1,16}", fullmatch=True) | st.text(max_size=20))
def test_no_digit_is_ever_lost_or_added(raw: str) -> None:
    written = phone(raw)
    assert written is None or re.sub("[^+0-9]", "", written.text) == raw


def examples() -> list[str]:
    """A number of every region that the library knows."""
    library: Any = import_module("phonenumbers.phonenumberutil")
    numbers = (library.example_number(region) for region in sorted(library.SUPPORTED_REGIONS))
    return [library.format_number(number, library.PhoneNumberFormat.E164) for number in numbers if number]


def test_every_region_has_a_name_and_its_number_is_found_as_it_is_shown() -> None:
    phone("+41446681800")
    raws = examples()
    assert len(raws) > 240
    for raw in raws:
        written = phone(raw)
        assert written is not None, raw
        name, _, code = written.country.partition(", ")
        assert name[0].isupper() and len(name) > 3 and re.fullmatch("[A-Z]{2}", code), written
        line = folded(f"+12025550118 {raw} 2 pages delivered")
        digits = raw[1:]
        for typed in (written.text, written.text.replace(" ", "\u00a0"), raw, digits, digits[2:], digits[-5:]):
            assert all(word.is_in(line) for word in read_query(typed).words), (raw, typed)
        other = folded("+99912345 +99954321 2 pages delivered")
        assert not all(word.is_in(other) for word in read_query(written.text).words), raw


def test_a_line_of_numbers_is_written_one_by_one() -> None:
    assert readable("+41446681800, 74d59d27, +12076001783") == "+41 44 668 18 00, 74d59d27, +1 207-600-1783"


def test_the_library_is_loaded_at_the_first_number_and_only_what_is_needed() -> None:
    program = (
        "import sys, faxviewer.ui.phone_numbers as numbers\n"
        "assert 'phonenumbers' not in sys.modules\n"
        "numbers.phone('74d59d2779fb42a99cd5bb993c0c89d2')\n"
        "assert 'phonenumbers' not in sys.modules\n"
        "numbers.phone('+41446681800')\n"
        "loaded = {name for name in sys.modules if name.startswith('phonenumbers.')}\n"
        "assert 'phonenumbers.data.region_CH' in loaded, loaded\n"
        "assert not [name for name in loaded if 'short' in name or 'matcher' in name], loaded\n"
        "regions = [name for name in loaded if 'region_' in name]\n"
        "assert regions == ['phonenumbers.data.region_CH'], regions\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
