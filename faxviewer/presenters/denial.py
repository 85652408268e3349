""" "They say it never came": what a delivery proves and what it doesn't, and what to ask the recipient."""

from dataclasses import dataclass
from typing import Final

from faxviewer.domain.fax import Fax
from faxviewer.presenters import parties
from faxviewer.presenters.answer import can_be_denied, moment_in_words
from faxviewer.presenters.formats import Formats
from faxviewer.presenters.text import shortened, shown


@dataclass(frozen=True, slots=True)
class Section:
    """Sentences that belong together, under a title."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Denial:
    """What the unfolded card says, section by section. The last one is about the confirmation report."""

    title: str
    sections: tuple[Section, ...]


REPORT: Final = Section(
    "Confirmation report", ("Fax.Plus's own record of the transmission, as a PDF. Send it where a proof is wanted.",)
)

_PROOF: Final = {
    "success": (
        "Fax.Plus reports {pages} as sent: the machine that answered confirmed each page over the phone line.",
        "The number dialled was {number}.",
    ),
    "partially_sent": (
        "Fax.Plus reports that the first pages were sent and the call then dropped. It does not say how many.",
        "The number dialled was {number}.",
        "The missing pages did not arrive: send them again.",
    ),
}
_TIME: Final = "The record was last updated {updated}."

_NO_PROOF: Final = (
    "That a person took the paper, or opened the message.",
    "That the machine was the right one: any fax machine at that number confirms what it takes.",
    "That the pages can be read, or came out on paper at all.",
)

_NUMBER: Final = "Is {number} the number of your fax machine, digit for digit?"
_WHEN: Final = "What came in around {when}, in your own time zone?"
_PLACES: Final = (
    "Is it in the machine's tray or its memory? Does the machine's journal list it?",
    "Does a fax server or a mailbox take your faxes? Look there, and in the junk folder.",
)
_LOOK: Final = "Look for {pages}{header}."
_HEADER: Final = " with the header line “{header}” at the top"


def denial(fax: Fax, formats: Formats) -> Denial:
    """What the card says of `fax`; of one that can't be denied only the confirmation report. Never raises."""
    if not can_be_denied(fax):
        return Denial("", (REPORT,))
    facts = _facts(fax, formats)
    proof = (*_PROOF[fax.status.code], _TIME)
    ask = (_NUMBER, _WHEN, *_PLACES, _LOOK)
    return Denial(
        "They say it never came",
        (
            Section("What delivery proves", _woven(proof, facts)),
            Section("What it does not prove", _NO_PROOF),
            Section("Ask the recipient", _woven(ask, facts)),
            REPORT,
        ),
    )


def _facts(fax: Fax, formats: Formats) -> dict[str, str]:
    """The record's own facts by the name of their place; a fact that it hasn't is missing or general."""
    count = fax.integer("pages") or 0
    known = 0 < count < 2**63
    pages = f"{formats.number(count)} {'page' if count == 1 else 'pages'}" if known else "every page"
    partly = fax.status.code != "success"
    facts = {"pages": "the first pages" if partly else pages}
    facts["header"] = ""
    if header := fax.text("header"):
        facts["header"] = _HEADER.replace("{header}", shortened(shown(header), 80))
    party = fax.values.get("to")
    if isinstance(party, str | list) and party:
        facts["number"] = shortened(parties.in_words(party, formats), 60)
    updated, started = fax.time("last_update"), fax.time("start_time")
    if updated:
        facts["updated"] = moment_in_words(updated, formats)
    if moment := started or updated:
        facts["when"] = moment_in_words(moment, formats)
    return facts


def _woven(lines: tuple[str, ...], facts: dict[str, str]) -> tuple[str, ...]:
    """`lines` with `facts` in their places; a line whose fact the record hasn't is left out.

    Each line holds every place once at most, and what is put in is not looked at again: it comes from outside.
    """
    woven = []
    for line in lines:
        wanted = [place for place in ("pages", "header", "number", "updated", "when") if f"{{{place}}}" in line]
        if all(place in facts for place in wanted):
            woven.append(line.format(**{place: facts[place] for place in wanted}))
    return tuple(woven)
