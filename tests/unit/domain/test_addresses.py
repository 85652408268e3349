"""Links of our own: read like typed text, and nothing in them is trusted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faxviewer.domain.addresses import Asked, Named, asked_in, named_in
from faxviewer.domain.errors import InputRefused
from faxviewer.domain.identifiers import SELF

ID = "5e7de3ad54cfd54eb568cc76"
USER = "74d59d2779fb42a99cd5bb993c0c89d2"


@pytest.mark.parametrize(
    ("address", "user"),
    [
        (f"faxviewer://fax/{ID}", SELF),
        (f"faxviewer://fax/{ID}?user={USER}", USER),
        (f"faxviewer://fax/{ID}/?user={USER}", USER),
        (f"FAXVIEWER://Fax/{ID}?user={USER}#top", USER),
        (f"faxviewer:fax/{ID}?user={USER}", USER),
        (f"faxviewer:///fax/{ID}?user=self", SELF),
        (f' "<faxviewer://fax/{ID}?x=1&user={USER}>"\r\n', USER),
        (f"faxviewer://fax/{ID}?user=", SELF),
    ],
)
def test_an_address_names_a_fax_and_whose_it_is(address: str, user: str) -> None:
    assert asked_in(address) == Asked(ID, user)


def test_the_user_of_the_address_comes_before_the_one_that_was_typed() -> None:
    assert asked_in(f"faxviewer://fax/{ID}?user={USER}", "other") == Asked(ID, USER)
    assert asked_in(f"faxviewer://fax/{ID}", "other") == Asked(ID, "other")


@pytest.mark.parametrize("text", [ID, "", f"https://restapi.fax.plus/v3/accounts/self/faxes/{ID}?user=1", "faxviewers"])
def test_other_text_is_read_as_ever(text: str) -> None:
    assert named_in(text) is None
    if text:
        assert asked_in(text, USER).user == USER


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("faxviewer://", "nothing here"),
        ("faxviewer://fax", "nothing here"),
        ("faxviewer://fax/", "nothing here"),
        (f"faxviewer://quit/{ID}", "nothing here"),
        (f"faxviewer://{ID}", "nothing here"),
        ("faxviewer://[fax/1", "nothing here"),
        ("faxviewer://fax/..", "two dots"),
        (f"faxviewer://fax/{ID}/../1", "character /"),
        ("faxviewer://fax/a%2Fb", "character /"),
        ("faxviewer://fax/a%00b", "can't be seen"),
        ("faxviewer://fax/" + "x" * 129, "129 characters"),
    ],
)
def test_what_names_no_fax_is_refused_with_the_reason(address: str, reason: str) -> None:
    with pytest.raises(InputRefused) as caught:
        asked_in(address)
    assert reason in caught.value.message
    assert "a fax ID" in caught.value.title


@pytest.mark.parametrize("user", ["a%2Fb", "..", "a%20b", "x" * 129])
def test_a_user_that_can_t_be_one_is_refused_as_such(user: str) -> None:
    with pytest.raises(InputRefused, match="a user ID"):
        asked_in(f"faxviewer://fax/{ID}?user={user}")


@settings(max_examples=1_000, derandomize=True, database=None, deadline=None)
@given(st.text(max_size=40).map("faxviewer:{}".format))
def test_what_passes_fits_one_segment_of_an_address(text: str) -> None:
    assert isinstance(named_in(text), Named)
    try:
        asked = asked_in(text)
    except InputRefused:
        return
    assert not {*asked.fax_id, *asked.user} & set("/?#%\\ ")
