"""Sample faxes that break the contract so that the vendor's SDK 3.0.5 raises. An inspector shows them all the same."""

from typing import Any, Final

from faxviewer.demo.records import Spec


def _broken(label: str, **changes: Any) -> Spec:
    return Spec(label, changes=changes, malformed=True)


def _lacking(name: str) -> Spec:
    return Spec(f"{name} is absent, though required", without=frozenset([name]), malformed=True)


_COVER: Final = {"name_to": "A", "name_from": "B", "subject": "C", "flags": [], "message": ""}

MALFORMED: Final = (
    _broken("Unknown status", status="failed_carrier_blocked"),
    _broken("Unknown direction", direction="sideways"),
    _broken("Status in progress, in a record", status="sending"),
    _broken("comment is null", comment=None),
    _broken("cost_details is null", cost_details=None),
    _broken("id is null", id=None),
    _broken("owner_id is null", owner_id=None),
    _broken("pages is null", pages=None),
    _broken("status is null", status=None),
    *(_lacking(name) for name in ("comment", "cost_details", "id", "owner_id", "pages", "status")),
    _broken("pages is the text “three”", pages="three"),
    _broken("pages below 0", pages=-1),
    _broken("cost below 0", cost=-2),
    _broken("duration below 0", duration=-30),
    _broken("max_retry above 3", max_retry=9),
    _broken("retry_delay above 30", retry_delay=600),
    _broken("status is a number", status=7),
    _broken("status is an empty text", status=""),
    _broken("duration is a text", duration="a minute"),
    _broken("Cover page without subject", cover_page={"name_to": "A", "name_from": "B"}),
    _broken("Cover page with name_to null", cover_page=_COVER | {"name_to": None}),
    _broken("Cover page with an unknown flag", cover_page=_COVER | {"flags": ["urgent", "top_secret"]}),
    _broken("Cover page is a text", cover_page="see attachment"),
)
