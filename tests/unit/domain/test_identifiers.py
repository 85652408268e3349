"""IDs as people paste them, and what can't be one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faxviewer.domain.errors import InputRefused
from faxviewer.domain.identifiers import MAX_LENGTH, MOST_IDS, SELF, FoundIds, fax_id_in, ids_in, user_id_in

ID = "5e7de3ad54cfd54eb568cc76"
USER = "74d59d2779fb42a99cd5bb993c0c89d2"


@pytest.mark.parametrize(
    "pasted",
    [
        ID,
        f"  {ID}\r\n",
        f"\t{ID}\u00a0",
        f'"{ID}"',
        f"'{ID}',",
        f"“{ID}”",
        f"«{ID}»",
        f"<{ID}>",
        f"({ID});",
        f"\ufeff{ID}\u200b",
        f"https://restapi.fax.plus/v3/accounts/self/faxes/{ID}",
        f"https://restapi.fax.plus/v3/accounts/{USER}/files/{ID}?format=pdf",
        f"https://restapi.fax.plus/v3/accounts/self/outbox/{ID}/",
        f"https://app.example.test/#/faxes/{ID}/details",
        f"https://app.example.test/view?fax_id={ID}&x=1",
        f"<https://app.example.test/fax/{ID}>",
    ],
)
def test_an_id_is_found_in_what_was_pasted(pasted: str) -> None:
    assert fax_id_in(pasted) == ID


@pytest.mark.parametrize("identifier", ["1", "A-b_c.d~e", "é", "x" * MAX_LENGTH, "+41221234567"])
def test_no_length_or_alphabet_is_promised(identifier: str) -> None:
    assert fax_id_in(identifier) == identifier


@pytest.mark.parametrize(
    ("pasted", "reason"),
    [
        ("", "nothing here"),
        ("  \n ", "nothing here"),
        ('""', "nothing here"),
        ("https://fax.test/", "nothing here"),
        ("x" * (MAX_LENGTH + 1), "129 characters"),
        ("a\x00b", "can't be seen"),
        ("a\nb", "can't be seen"),
        ("a\u202eb", "can't be seen"),
        ("a\ud800b", "can't be seen"),
        ("a b", "space in the middle"),
        ("a/b", "character /"),
        ("a?b", "character ?"),
        ("a#b", "character #"),
        ("a%2Fb", "character %"),
        ("a\\b", "character \\"),
        ("..", "two dots"),
        ("a..b", "two dots"),
        (".", "two dots"),
        ("https://fax.test/faxes/a%2Fb", "character /"),
        ("https://fax.test/faxes/..", "two dots"),
        ("https://[x/faxes/1", "character /"),
    ],
)
def test_what_cannot_be_an_id_is_refused_with_the_reason(pasted: str, reason: str) -> None:
    with pytest.raises(InputRefused) as caught:
        fax_id_in(pasted)
    assert reason in caught.value.message
    assert "a fax ID" in caught.value.title


@pytest.mark.parametrize(
    ("typed", "user"),
    [
        ("", SELF),
        ("  ", SELF),
        ("self", "self"),
        (f" {USER} ", USER),
        ("1234567", "1234567"),
        (f"https://restapi.fax.plus/v3/accounts/{USER}/faxes/{ID}", USER),
    ],
)
def test_nothing_typed_means_the_account_itself(typed: str, user: str) -> None:
    assert user_id_in(typed) == user


def test_a_user_id_is_refused_as_such() -> None:
    with pytest.raises(InputRefused, match="a user ID"):
        user_id_in("a/b")


@settings(max_examples=2_000, derandomize=True, database=None, deadline=None)
@given(st.one_of(st.text(max_size=40), st.text(max_size=30).map("https://fax.test/faxes/{}".format)))
def test_what_passes_fits_one_segment_of_an_address(text: str) -> None:
    try:
        found = fax_id_in(text)
    except InputRefused:
        return
    assert found
    assert found.isprintable()
    assert not set(found) & set("/?#%\\ ")
    assert ".." not in found


OTHER = "5e7de3ad54cfd54eb568cc77"


@pytest.mark.parametrize(
    "pasted",
    [
        f"Ticket 4711: the fax {ID} did not arrive,\nand {OTHER} neither.",
        f"{ID},+41445556677,2024-03-27\r\n{OTHER},+41445556678,2024-03-28\r\n",
        f'id;"to"\n"{ID}";"x"\n"{OTHER}";"y"',
        f"https://app.fax.plus/faxes/{ID},https://app.fax.plus/faxes/{OTHER}",
        f'<a href="https://app.fax.plus/faxes/{ID}?x=1">one</a>(https://restapi.fax.plus/v3/accounts/{USER}/files/{OTHER})',
        f"https://api.test/accounts/{'0' * 24}/faxes/{ID} and [{OTHER}]",
        f"https://mail.test/?url=https%3A%2F%2Fapp.fax.plus%2Ffaxes%2F{ID}&data=1 {OTHER}",
        f"2024-03-27 10:00:01 fax_{ID}.pdf\n2024-03-27 10:00:02 fax_{OTHER}.pdf\n{ID}",
    ],
)
def test_all_ids_of_a_text_are_found_in_order_and_once(pasted: str) -> None:
    assert ids_in(pasted) == FoundIds((ID, OTHER))


@pytest.mark.parametrize(
    "pasted",
    [
        "",
        "Nothing here, not even in https://app.fax.plus/faxes/inbox or https://www.fax.plus/pricing.",
        f"{USER} is a user, {ID}0 is too long and x{ID} is no number",
        "https://[broken/faxes/1",
    ],
)
def test_what_only_looks_a_little_like_an_id_is_left(pasted: str) -> None:
    assert ids_in(pasted) == FoundIds(())


def test_an_address_of_the_vendor_names_an_id_of_any_kind() -> None:
    text = (
        "See https://app.fax.plus/faxes/a-1_x, (https://app.fax.plus/view?fax_id=77). Not https://other.test/faxes/88."
    )
    assert ids_in(text).ids == ("a-1_x", "77")


def test_no_more_than_a_thousand_are_taken_and_the_rest_is_counted() -> None:
    many = [f"{number:024x}" for number in range(MOST_IDS + 7)]
    found = ids_in("\n".join(many + many))
    assert found == FoundIds(tuple(many[:MOST_IDS]), 7)


@settings(max_examples=60)
@given(st.text())
def test_any_text_can_be_looked_through(text: str) -> None:
    assert all(fax_id_in(found) == found for found in ids_in(text).ids)
