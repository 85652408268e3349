"""Sample faxes that are as documented."""

from typing import Final

from faxviewer.demo.records import IN, Spec

SPECIMENS: Final = (
    Spec("Delivered, one page"),
    Spec("Received, unread", IN, {"is_read": False}, document="order"),
)
