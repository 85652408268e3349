"""Whose account this is, and the money that its costs are in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Account:
    """One account of the service (vendor page "Get account information"). Empty texts where not sent."""

    user_id: str
    name: str = ""
    email: str = ""
    account_type: str = ""

    @property
    def display_name(self) -> str:
        """What to call its owner: the name, else the e-mail address, else the ID."""
        return self.name or self.email or self.user_id

    @property
    def is_administrator(self) -> bool:
        """Whether the account may see the members of its company."""
        return self.account_type == "corporate_admin"


@dataclass(frozen=True, slots=True)
class Balance:
    """What is left on the account (vendor page "Get balance"). `currency` as sent (`USD`), or empty."""

    amount: float | None
    currency: str = ""
