"""Sample faxes that are odd, yet readable."""

from typing import Final

from faxviewer.demo.records import Spec

ODD: Final[tuple[Spec, ...]] = ()
