"""What to send to Fax.Plus about a record that departs from its documentation: nothing personal is in it."""

from collections.abc import Iterator
from typing import Final

from faxviewer.domain.exchange import Exchange
from faxviewer.domain.fax import Fax
from faxviewer.domain.masking import covered_id, covered_name, masked_json
from faxviewer.domain.tone import Tone
from faxviewer.presenters.notices import Notice

COPIED: Final = Notice(
    "The report to the vendor is on the clipboard",
    "It holds IDs, times, statuses and the departures; numbers, names and texts are hidden.",
    "Read it over, then paste it into your message to Fax.Plus support.",
    tone=Tone.SUCCESS,
)


def vendor_report(fax: Fax) -> str:
    """The report as plain text; without an `exchange` it says that there is no reply yet."""
    return "\n".join(_lines(fax)) + "\n"


def _lines(fax: Fax) -> Iterator[str]:
    yield f"A record that is not as your {fax.shape.page} documents it"
    yield ""
    yield f"Fax ID: {covered_id(fax.id)}"
    if fax.exchange:
        yield from _request(fax.exchange)
    yield ""
    yield f"Departures: {len(fax.departures)}"
    for departure in fax.departures:
        name = covered_name(fax.api_names.get(departure.path, departure.path))
        yield f"- {name}: {departure.reason}"
        yield f"  Documented on the {fax.shape.page}: {departure.rule}"
    yield ""
    if fax.exchange:
        yield "The reply, with what could be personal replaced by hidden:"
        yield masked_json(fax.exchange.body.decode(errors="replace")).strip()
    else:
        yield "The reply: not there yet."


def _request(exchange: Exchange) -> Iterator[str]:
    path, _, _query = exchange.path.partition("?")
    parts = "/".join(covered_id(part) for part in path.split("/"))
    yield f"Request: {exchange.method} {parts}"
    yield f"Asked at: {exchange.asked_at:%Y-%m-%d %H:%M:%S} UTC, answered after {exchange.seconds:.2f} s"
    yield f"HTTP status: {exchange.status}"
    yield f"Request ID: {covered_id(exchange.request_id) or 'none sent'}"
