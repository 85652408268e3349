"""Sample faxes that break the contract so that the vendor's SDK 3.0.5 raises."""

from typing import Final

from faxviewer.demo.records import Spec

MALFORMED: Final = (Spec("Comment is null", changes={"comment": None}, malformed=True),)
