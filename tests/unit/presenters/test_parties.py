"""Who sent or receives a fax, in words and as it was sent."""

import pytest

from faxviewer.presenters.form import Desk, rows
from faxviewer.presenters.formats import Phone
from faxviewer.presenters.parties import as_sent, beside, in_words
from tests.fakes.records import ODD_VALUES
from tests.fakes.views import PlainFormats, fax

USER = "74d59d2779fb42a99cd5bb993c0c89d2"


class Countries(PlainFormats):
    """Each number is in a country of its own, named by its first digit."""

    def phone(self, raw: str) -> Phone | None:
        return Phone(f"({raw})", f"Land {raw[1]}") if raw.startswith("+") else None


@pytest.mark.parametrize(
    ("value", "words", "where", "sent"),
    [
        ("+123456", "(+123456)", "Land 1", "+123456"),
        (["+123456"], "(+123456)", "Land 1", "+123456"),
        (["+12", "+13"], "(+12), (+13)", "2 numbers; Land 1", "+12, +13"),
        (["+12", USER, "+22"], f"(+12), {USER}, (+22)", "3 numbers; Land 1; Land 2", f"+12, {USER}, +22"),
        (["+12", "+22", "+32", "+42"], "(+12), (+22), (+32), (+42)", "4 numbers; 4 countries", "+12, +22, +32, +42"),
        (USER, USER, "", USER),
        ([USER, "x"], f"{USER}, x", "2 numbers", f"{USER}, x"),
        (12025550143, "12025550143", "", "12025550143"),
        (["+12", 5], '["+12", 5]', "", '["+12", 5]'),
        ("a\u202eb", "a⟨U+202E⟩b", "", "a⟨U+202E⟩b"),
        (["\ud800", "+12"], "⟨U+D800⟩, (+12)", "2 numbers; Land 1", "⟨U+D800⟩, +12"),
    ],
)
def test_numbers_are_written_for_people_and_kept_as_they_were_sent(
    value: object, words: str, where: str, sent: str
) -> None:
    assert (in_words(value, Countries()), beside(value, Countries()), as_sent(value)) == (words, where, sent)


def test_a_copy_of_the_row_gives_the_number_as_it_was_sent() -> None:
    form = {row.path: row for row in rows(fax(from_="+12025550118", to=USER, header="Clinic"), Desk(PlainFormats()))}
    assert (form["from"].text, form["from"].beside) == ("+120 255 501 18", "Utopia, UT")
    assert form["from"].raw == "+12025550118"
    assert form["to"].text == form["to"].raw == USER
    assert form["header"].raw == ""


@pytest.mark.parametrize("value", ODD_VALUES)
def test_nothing_that_a_service_could_send_raises(value: object) -> None:
    for text in (in_words(value, Countries()), beside(value, Countries()), as_sent(value)):
        assert text.encode() is not None
