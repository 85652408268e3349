"""Copying a fax into a ticket: the remembered choices, the text by them, and what is said about it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final, Protocol

from faxviewer.domain.fax import Fax
from faxviewer.domain.ports import Preferences
from faxviewer.domain.tone import Tone
from faxviewer.presenters import markup
from faxviewer.presenters.form import Desk
from faxviewer.presenters.notices import Notice, Notices
from faxviewer.presenters.summary import FIELDS, LONG, SHORT, facts
from faxviewer.presenters.template import LONGEST, Fault, Template, read


class Format(Enum):
    """What is put on the clipboard."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"

    @property
    def caption(self) -> str:
        """What a person calls it."""
        return {"plain": "Plain text", "markdown": "Markdown", "html": "HTML for mail"}[self.value]

    @property
    def copied(self) -> str:
        """The confirmation, short enough for a button."""
        return {"plain": "Copied as plain text", "markdown": "Copied as Markdown", "html": "Copied as HTML"}[self.value]


class Form(Enum):
    """How much is said."""

    SHORT = "short"
    LONG = "long"

    @property
    def caption(self) -> str:
        """What a person calls it."""
        return {"short": "Short form", "long": "Long form"}[self.value]


BUILT_IN: Final = {Form.SHORT: SHORT, Form.LONG: LONG}
"""The template of each form that stands in where there is no other."""

NOTHING_IN_VIEW: Final = Notice(
    "There is no fax to copy", "Only a fax that stands in the form can be copied.", "Look one up first.", of_fax=True
)

NOT_THIS_ONE: Final = Notice(
    "Nothing was copied", "The fax that was to be copied did not come; another is in view.", "Copy again for this one."
)


@dataclass(frozen=True, slots=True)
class Ticket:
    """What goes to the clipboard: `text`, and `html` beside it where that was chosen (empty otherwise).

    `fault` is what keeps the person's own template from being used; the built-in one was.
    """

    text: str
    html: str = ""
    fault: Fault | None = None


class TicketChoices:
    """The person's choices, remembered. What is remembered and can't be read counts as never chosen."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    @property
    def chosen_format(self) -> Format:
        """Plain text, Markdown or HTML."""
        name = self._preferences.get("ticket-format", "")
        return next((each for each in Format if each.value == name), Format.PLAIN)

    @chosen_format.setter
    def chosen_format(self, chosen: Format) -> None:
        self._preferences.set("ticket-format", chosen.value)

    @property
    def chosen_form(self) -> Form:
        """Short or long."""
        return Form.SHORT if self._preferences.get("ticket-form", "") == Form.SHORT.value else Form.LONG

    @chosen_form.setter
    def chosen_form(self, chosen: Form) -> None:
        self._preferences.set("ticket-form", chosen.value)

    @property
    def zone(self) -> str:
        """The customer's zone, an IANA name; empty for this computer's."""
        return self._preferences.get("ticket-zone", "")[:100]

    @zone.setter
    def zone(self, chosen: str) -> None:
        self._preferences.set("ticket-zone", chosen)

    def template(self, form: Form) -> str:
        """The person's own template for `form`, or else the built-in one."""
        return self._preferences.get(_name_of(form), "") or BUILT_IN[form]

    def set_template(self, form: Form, text: str) -> None:
        """Remember a template, even one with a fault; the built-in one is forgotten, one that is too long cut."""
        text = text[:LONGEST]
        self._preferences.set(_name_of(form), "" if text == BUILT_IN[form] else text)


def _name_of(form: Form) -> str:
    return f"ticket-template-{form.value}"


def ticket_of(fax: Fax, user: str, desk: Desk, choices: TicketChoices, template: str | None = None) -> Ticket:
    """What `choices` make of `fax`; `template` stands in for the remembered one. Never raises."""
    own = read(choices.template(choices.chosen_form) if template is None else template, FIELDS)
    used, fault = (_built_in(choices.chosen_form), own) if isinstance(own, Fault) else (own, None)
    lines = used.filled(facts(fax, user, desk, choices.zone))
    match choices.chosen_format:
        case Format.MARKDOWN:
            return Ticket(markup.markdown(lines), "", fault)
        case Format.HTML:
            return Ticket(markup.plain(lines), markup.html(lines), fault)
        case _:
            return Ticket(markup.plain(lines), "", fault)


def _built_in(form: Form) -> Template:
    template = read(BUILT_IN[form], FIELDS)
    return template if isinstance(template, Template) else Template(())


class TicketView(Protocol):
    """The clipboard, and the button that says what was put there."""

    def put(self, ticket: Ticket) -> None:
        """Put it on the clipboard."""

    def confirm(self, words: str) -> None:
        """Say for a moment that it is there, aloud too, and without moving anything."""

    def show_waiting(self, *, waiting: bool) -> None:
        """Say that it will be copied as soon as the fax is there."""


Key = tuple[str, str]
"""A fax ID as it was asked for, and whose fax it is."""


class TicketPresenter:
    """What *Copy for ticket* does. `see` tells it which fax is in view, `coming` which one is on its way."""

    def __init__(
        self,
        view: TicketView,
        notices: Notices,
        choices: TicketChoices,
        desk: Callable[[], Desk],
        coming: Callable[[], Key | None],
        *,
        hides: Callable[[], bool] = lambda: False,
    ) -> None:
        self._view = view
        self._notices = notices
        self.choices = choices
        self._desk = desk
        self._coming = coming
        self._hides = hides
        self._seen: tuple[Fax, str] | None = None
        self._awaited: Key | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether a fax that is on its way will be copied."""
        return self._awaited is not None

    @property
    def confirmation(self) -> str:
        """What to say after a copy: in a ticket, "To: hidden" would be noticed too late."""
        return "Copied, data hidden" if self._hides() else self.choices.chosen_format.copied

    def see(self, fax: Fax | None, user: str) -> None:
        """A fax stands in the form now, or none does."""
        self._seen = (fax, user) if fax else None
        if fax and self._awaited == (fax.asked_id, user):
            self._copy()

    def copy(self) -> None:
        """Copy the fax in view; where another is on its way, that one as soon as it is there.

        Whoever pastes an ID and copies in one go means the new fax, even where the old one can still be seen.
        """
        coming = self._coming()
        if coming and (self._seen is None or (self._seen[0].asked_id, self._seen[1]) != coming):
            self._wait_for(coming)
        elif self._seen is None:
            self._wait_for(None)
            self._notices.tell(NOTHING_IN_VIEW)
        else:
            self._copy()

    def give_up(self) -> None:
        """The look-up ended; where it didn't bring the fax that was waited for, say so."""
        if self._awaited:
            self._wait_for(None)
            self._notices.tell(NOT_THIS_ONE if self._seen else NOTHING_IN_VIEW)

    def preview(self, template: str | None = None) -> Ticket | None:
        """What a copy would give; None where no fax is in view."""
        if self._seen is None:
            return None
        return ticket_of(*self._seen, self._desk(), self.choices, template)

    def _copy(self) -> None:
        ticket = self.preview()
        if ticket is None:
            return
        self._wait_for(None)
        self._view.put(ticket)
        self._view.confirm(self.confirmation)
        if ticket.fault:
            self._notices.tell(
                Notice(
                    "Copied with the built-in template",
                    f"Yours can't be used. {ticket.fault}",
                    "Preview for the ticket… (Ctrl+Shift+T) leads to it.",
                    tone=Tone.PARTIAL,
                )
            )

    def _wait_for(self, awaited: Key | None) -> None:
        if awaited != self._awaited:
            self._awaited = awaited
            self._view.show_waiting(waiting=awaited is not None)
