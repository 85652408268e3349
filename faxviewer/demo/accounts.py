"""The accounts of the demo service: who a person is, and what the service tells about them."""

from dataclasses import dataclass, field
from typing import Any, Final

SCOPES: Final = frozenset(
    ["fax:all:read", "fax:all:edit", "fax:shop:read"]
    + [
        f"fax:{part}:{right}"
        for part in ("fax", "file", "user", "member", "numbers", "webhook")
        for right in ("read", "edit")
    ]
)
"""The scopes of personal access tokens (vendor page "Authentication")."""

_TOLD: Final = {"low_credit": False, "new_feature": False, "receive_fax": True, "send_fax": True, "voicemail": False}


@dataclass(frozen=True, slots=True)
class Person:
    """One account. `extra` overrides or adds fields of its JSON."""

    uid: str
    name: str
    lastname: str | None
    email: str
    number: str
    administrator: bool = False
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def full_name(self) -> str:
        return f"{self.name} {self.lastname}" if self.lastname else self.name


def account_json(person: Person, administrator: Person) -> dict[str, Any]:
    """The account as the vendor's page "Get account information" and SDK 3.0.5 have it."""
    retry = {"count": 2, "delay": 5}
    account: dict[str, Any] = {
        "uid": person.uid,
        "name": person.name,
        "lastname": person.lastname,
        "email": person.email,
        "phone": person.number,
        "account_type": "corporate_admin" if person.administrator else "corporate_member",
        "status": "active",
        "creation_date": "2024-02-29 08:15:00",
        "last_password_modification_date": "2026-03-02 17:45:12",
        "profile_image": "",
        "member_of": [] if person.administrator else [administrator.uid],
        "account_data": {
            "company_name": "Example Clinics",
            "company_logo": "",
            "default_file_type": "pdf",
            "role": "admin" if person.administrator else "member",
            "save_history": True,
        },
        "settings": {
            "caller_id_name": person.full_name,
            "options": {},
            "send_fax": {"retry": retry},
            "should_enhance": True,
        },
        "notifications": {
            "black_list": {"uids": []},
            "settings": {
                "email": {
                    "addresses": [person.email],
                    "attachments": {"confirmation_page": True, "receive_fax": True, "send_fax": False},
                    **_TOLD,
                },
                "language": "en",
                "push_notifications": _TOLD,
                "slack": None,
                "sms": _TOLD | {"numbers": []},
            },
        },
    }
    return account | person.extra


def balance_json() -> dict[str, Any]:
    """The balance (vendor page "Get balance"); `cost` of a fax is in its currency."""
    return {"amount": 128.4, "currency": "USD"}
