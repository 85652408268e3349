"""Templates: what is filled in, which lines are left out, and where a fault is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faxviewer.presenters.markup import html, markdown, plain
from faxviewer.presenters.summary import FIELDS, LONG, SHORT
from faxviewer.presenters.template import LONGEST, Fault, Template, read

NAMES = ("to", "pages", "status", "updated", "zone")


def filled(text: str, **facts: str) -> str:
    template = read(text, NAMES)
    assert isinstance(template, Template), template
    return plain(template.filled(facts))


def fault(text: str) -> Fault:
    found = read(text, NAMES)
    assert isinstance(found, Fault)
    return found


def test_facts_take_the_places_of_their_fields() -> None:
    assert filled("To {to}, {pages} pages\n", to="+41", pages="2") == "To +41, 2 pages\n"


def test_a_line_without_any_of_its_facts_is_left_out() -> None:
    text = "To: {to}\nPages: {pages}\nSincerely, Ada"
    assert filled(text, to="+41") == "To: +41\nSincerely, Ada\n"
    assert filled("{to} {pages}", to="+41") == "+41\n"


def test_blank_lines_neither_pile_up_nor_stand_at_the_ends() -> None:
    assert filled("{to}\n\n{pages}\n\n\n{status}\n\n", status="sent") == "sent\n"
    assert filled("a\n\n{to}\n\nb") == "a\n\nb\n"


def test_a_zone_without_a_time_says_nothing() -> None:
    assert filled("Last update {updated}, {zone}", zone="Europe/Zurich") == ""
    assert filled("Last update {updated}, {zone}", updated="12:00", zone="UTC") == "Last update 12:00, UTC\n"
    assert filled("Zone: {zone}", zone="UTC") == "Zone: UTC\n"


def test_braces_of_ones_own() -> None:
    assert filled("{{to}} is {to}, {{{to}}}", to="+41") == "{to} is +41, {+41}\n"


def test_a_value_with_a_field_in_it_is_not_filled_in_again() -> None:
    assert filled("{to}", to="{pages}", pages="2") == "{pages}\n"


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ("{too}", 1, 1, "there is no field {too}; did you mean {to}?"),
        ("\nTo: {xyzzy}", 2, 5, "there is no field {xyzzy}."),
        ("a\nb {to", 2, 3, "this { is never closed on its line"),
        ("{to\n}", 1, 1, "this { is never closed on its line"),
        ("a {to}}", 1, 7, "this } closes nothing"),
        ("{}", 1, 1, "there is no field's name between the braces."),
        ("{ to }", 1, 1, "there is no field { to }; did you mean {to}?"),
        ("{{{to}", 1, 7, ""),
    ],
)
def test_a_fault_has_its_place_and_its_reason(text: str, line: int, column: int, reason: str) -> None:
    if not reason:
        assert isinstance(read(text, NAMES), Template), "an opening brace of one's own, then a field"
        return
    found = fault(text)
    assert (found.line, found.column) == (line, column)
    assert found.reason.startswith(reason)
    assert str(found).startswith(f"Line {line}, column {column}: ")


@pytest.mark.parametrize("text", ["", " \n\t\n"])
def test_an_empty_template_is_no_template(text: str) -> None:
    assert str(fault(text)) == "It is empty."


def test_a_template_has_an_end() -> None:
    assert isinstance(read("x" * LONGEST, NAMES), Template)
    assert "longer than" in str(fault("x" * (LONGEST + 1)))


@pytest.mark.parametrize("text", [LONG, SHORT])
def test_the_built_in_templates_have_no_fault(text: str) -> None:
    assert isinstance(read(text, FIELDS), Template)


@given(
    st.lists(
        st.one_of(st.sampled_from(("{", "}", "{to}", "{{", "\n", "# ", "Label: ", "\r", "\u2028")), st.text(max_size=6))
    ),
    st.dictionaries(st.sampled_from(NAMES), st.text(min_size=1, max_size=8)),
)
def test_no_template_raises(pieces: list[str], facts: dict[str, str]) -> None:
    text = "".join(pieces)
    template = read(text, NAMES)
    if isinstance(template, Fault):
        assert template.reason
        lines = text.splitlines()
        assert not template.line or template.column <= len(lines[template.line - 1])
        return
    for write in (plain, markdown, html):
        write(template.filled(facts))
