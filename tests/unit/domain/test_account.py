"""Whose account it is."""

import pytest

from faxviewer.domain.account import Account


@pytest.mark.parametrize(
    ("account", "name"),
    [
        (Account("74d5", "Ada Okafor", "ada@example.test"), "Ada Okafor"),
        (Account("74d5", "", "ada@example.test"), "ada@example.test"),
        (Account("74d5"), "74d5"),
    ],
)
def test_it_is_called_by_the_best_name_there_is(account: Account, name: str) -> None:
    assert account.display_name == name


def test_only_a_corporate_administrator_sees_members() -> None:
    assert Account("x", account_type="corporate_admin").is_administrator
    assert not Account("x", account_type="corporate_member").is_administrator
    assert not Account("x").is_administrator
