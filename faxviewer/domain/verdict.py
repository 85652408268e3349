"""What a status means for a person: the sentences, who has to act, and how all that depends on the direction."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from faxviewer.domain.tone import Tone

EVERY_PAGE: Final = "every page"
"""Stands in a headline where the record's own number of pages may take its place."""

AS_SCHEDULED: Final = "at its scheduled time"
"""Stands in a meaning where the record's own scheduled time may take its place."""


class Actor(Enum):
    """Who has to do something next."""

    NOBODY = "nobody"
    SENDER = "the sender"
    RECIPIENT = "the recipient"
    OWNER = "the account owner"
    FAX_PLUS = "Fax.Plus"

    @property
    def sentence(self) -> str:
        """Who acts, as a sentence of its own."""
        if self is Actor.NOBODY:
            return "Nobody has to act."
        return f"{self.value[0].upper()}{self.value[1:]} acts."


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status as it looks from one side. All but the headline are whole sentences."""

    headline: str
    meaning: str
    next_step: str
    actor: Actor


@dataclass(frozen=True, slots=True)
class Status:
    """One status: `code` as the service writes it, `label` for a badge, the rest as in a Verdict.

    The plain sentences are for an outgoing fax; `received` says the same of an incoming one and `unclear` of a
    fax whose record names no direction, each None where it makes no difference. `inferred` marks our own reading
    of a code that the vendor does not explain.
    """

    code: str
    tone: Tone
    label: str
    headline: str
    meaning: str
    next_step: str
    actor: Actor
    final: bool = True
    inferred: bool = False
    received: Verdict | None = None
    unclear: Verdict | None = None
    received_label: str = ""
    unclear_label: str = ""

    def seen(self, *, incoming: bool | None) -> Verdict:
        """The verdict by direction; None where the record doesn't tell it."""
        other = None if incoming is False else self.received if incoming else self.unclear
        return other or Verdict(self.headline, self.meaning, self.next_step, self.actor)

    def label_for(self, *, incoming: bool | None) -> str:
        """The badge's text: an incoming fax is received, not delivered, and without a direction it is neither."""
        other = "" if incoming is False else self.received_label if incoming else self.unclear_label
        return other or self.label

    def headline_for(self, *, incoming: bool | None) -> str:
        """The headline by direction."""
        return self.seen(incoming=incoming).headline

    def next_step_for(self, *, incoming: bool | None) -> str:
        """The next step by direction: who receives can't send again, but can ask for it."""
        return self.seen(incoming=incoming).next_step
