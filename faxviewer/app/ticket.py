"""*Copy for ticket* and its preview: the button at once, everything else at the first use."""

from typing import TYPE_CHECKING, Final

from faxviewer.app.office import LOOK_UP
from faxviewer.ui.locale_formats import LocaleFormats
from faxviewer.ui.ticket_button import TicketButton

if TYPE_CHECKING:
    from faxviewer.app.office import Office
    from faxviewer.app.program import Program
    from faxviewer.domain.fax import Fax
    from faxviewer.presenters.ticket import Form, Format, TicketPresenter
    from faxviewer.ui.template_editor import TemplateEditor
    from faxviewer.ui.ticket_dialog import TicketDialog

TICKET: Final = "ticket"
"""The slot of `ui.tasks` in which a fax that is on its way is waited for."""


class TicketDesk:
    """Copies the fax that the office says is in view; what stands there covered is copied covered."""

    def __init__(self, program: "Program") -> None:
        self._program = program
        self._window = program.window
        self._office: Office | None = None
        self._presenter: TicketPresenter | None = None
        self._dialog: TicketDialog | None = None
        self._editor: TemplateEditor | None = None
        self.button = TicketButton()
        self._window.lookup.fax.answer.add_side(self.button)
        self.button.wanted.connect(self.copy)
        self.button.opening.connect(self._offer)
        self.button.format_chosen.connect(self._choose_format)
        self.button.form_chosen.connect(self._choose_form)
        self.button.preview_wanted.connect(self.preview)
        self._window.commands.copy_ticket.triggered.connect(self.copy)
        self._window.commands.preview_ticket.triggered.connect(self.preview)

    def copy(self) -> None:
        """Copy the fax in view, or the one that is on its way."""
        if presenter := self._present():
            presenter.copy()
            if presenter.is_waiting:
                self._program.tasks.start(TICKET, self._wait(presenter))
            elif self._dialog is not None:
                self._dialog.confirm(presenter.confirmation)

    def preview(self) -> None:
        """Show what a copy gives, or say that there is nothing to copy."""
        from faxviewer.presenters.ticket import NOTHING_IN_VIEW
        from faxviewer.ui.ticket_dialog import TicketDialog

        presenter = self._present()
        if presenter is None or self._dialog is not None:
            return
        if presenter.preview() is None:
            self._window.notices.tell(NOTHING_IN_VIEW)
            return
        self._dialog = TicketDialog(presenter.choices, LocaleFormats().zone_name(""), self._window.theme, self._window)
        self._dialog.changed.connect(self._show)
        self._dialog.copy_wanted.connect(self.copy)
        self._dialog.editor_wanted.connect(self._edit)
        self._dialog.finished.connect(self._dialog_closed)
        self._show()
        self._dialog.open()

    def _present(self) -> "TicketPresenter | None":
        """The presenter on the office of now."""
        office = self._program.office
        if office is not None and office is not self._office:
            from faxviewer.presenters.ticket import TicketChoices, TicketPresenter

            self._office = office
            self._presenter = presenter = TicketPresenter(
                self.button,
                self._window.notices,
                TicketChoices(office.rooms.preferences),
                office.desk,
                lambda: office.lookup.wanted if self._program.tasks.is_running(LOOK_UP) else None,
                hides=lambda: office.mask.on,
            )

            def see(fax: "Fax | None", user: str) -> None:
                presenter.see(fax, user)
                self._seen(presenter, fax)

            office.follow(see)
        return self._presenter

    async def _wait(self, presenter: "TicketPresenter") -> None:
        await self._program.tasks.until_ended(LOOK_UP)
        presenter.give_up()

    def _seen(self, presenter: "TicketPresenter", fax: "Fax | None") -> None:
        if presenter is not self._presenter or self._dialog is None:
            return
        if fax is None and self._editor is None:
            self._dialog.reject()  # nothing of it stays in view; what is being written does
        else:
            self._show()

    def _show(self) -> None:
        if self._presenter and self._dialog is not None:
            self._dialog.show_ticket(self._presenter.preview())
        if self._editor is not None:
            self._editor.look_again()

    def _edit(self) -> None:
        from faxviewer.presenters.summary import FIELDS
        from faxviewer.presenters.ticket import BUILT_IN
        from faxviewer.ui.template_editor import TemplateEditor

        presenter, dialog = self._presenter, self._dialog
        if presenter is None or dialog is None or self._editor is not None:
            return
        choices, form = presenter.choices, presenter.choices.chosen_form

        def save(text: str) -> None:
            choices.set_template(form, text)
            self._show()

        self._editor = TemplateEditor(
            f"Template of the {form.caption.lower()}",
            choices.template(form),
            BUILT_IN[form],
            FIELDS,
            presenter.preview,
            self._window.theme,
            dialog,
        )
        self._editor.saved.connect(save)
        self._editor.finished.connect(self._editor_closed)
        self._editor.open()

    def _dialog_closed(self) -> None:
        self._dialog = None

    def _editor_closed(self) -> None:
        self._editor = None
        self._show()

    def _offer(self) -> None:
        if presenter := self._present():
            self.button.offer((presenter.choices.chosen_format, presenter.choices.chosen_form))

    def _choose_format(self, chosen: "Format") -> None:
        if presenter := self._present():
            presenter.choices.chosen_format = chosen

    def _choose_form(self, chosen: "Form") -> None:
        if presenter := self._present():
            presenter.choices.chosen_form = chosen
