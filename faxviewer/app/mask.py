"""The mask for a shared screen: its key, its chip, and everything that has to be drawn anew when it changes."""

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QLineEdit, QToolTip

from faxviewer.app.denial import REPORT
from faxviewer.presenters.mask import FIRST_TIME, LOCKED, NOT_DONE
from faxviewer.ui.mask_key import MaskKey

if TYPE_CHECKING:
    from faxviewer.app.program import Program
    from faxviewer.ui.closed_commands import ClosedCommands


_SEARCHES: Final = ("list.search", "history.search", "raw.search")
"""The fields in which a name or a number may stand that was looked for."""


class Masking:
    """Hears of the mask first, so that all is hidden before anything is painted."""

    def __init__(self, program: "Program") -> None:
        self._program = program
        self._window = window = program.window
        self._was_told = False
        self._closed: ClosedCommands | None = None
        window.browse.model.disguise = window.screen_mask.entry
        window.commands.mask.setCheckable(True)
        window.commands.mask.triggered.connect(self._toggle)
        self._key = MaskKey(window.commands.mask, window)
        window.bar.unmask_wanted.connect(self._toggle)
        for field in (window.bar.fax_id, window.bar.user):
            field.textChanged.connect(self._cover_typed)
        window.screen_mask.follow(self._draw_anew)

    def _toggle(self) -> None:
        was_on = self._window.screen_mask.on
        self._window.screen_mask.toggle()
        if was_on and self._window.screen_mask.on:
            self._window.commands.mask.setChecked(True)
            self._window.notices.tell(LOCKED)

    def _draw_anew(self) -> None:
        window, on = self._window, self._window.screen_mask.on
        QToolTip.hideText()
        window.close_menus()
        for field in (found for name in _SEARCHES for found in window.findChildren(QLineEdit, name)):
            _cover(field, hidden=on)
        self._cover_typed()
        window.notices.withdraw()  # it may name a person
        window.bar.show_mask(on=on)
        window.commands.mask.setChecked(on)
        window.browse.model.redraw()
        window.show_account_again()
        window.history.cover_note(on=on)
        self._program.tasks.cancel(REPORT)
        self._close_commands()
        if self._program.office:
            self._program.office.draw_anew()
        if on and not self._was_told:
            self._was_told = True
            window.notices.tell(FIRST_TIME)

    def _cover_typed(self) -> None:
        """Hide what is no ID in the fields for IDs: a ticket's text around several, a member's name."""
        bar, on = self._window.bar, self._window.screen_mask.on
        if on:
            from faxviewer.domain.masking import is_harmless_where_typed
        for field in (bar.fax_id, bar.user):
            _cover(field, hidden=on and not is_harmless_where_typed(field.text()))

    def _close_commands(self) -> None:
        """Grey what would open or save a file, and have its key say why."""
        window, reason = self._window, self._window.screen_mask.reason()
        if self._closed is None and reason:
            from faxviewer.ui.closed_commands import ClosedCommands

            actions = [action for action in window.commands.all() if action.objectName() in NOT_DONE]
            self._closed = ClosedCommands(
                window, window.bar.menu, actions, lambda name: window.notices.tell(NOT_DONE[name])
            )
        if self._closed is not None:
            self._closed.close(reason)


def _cover(field: QLineEdit, *, hidden: bool) -> None:
    """Show dots in place of the text of `field`."""
    wanted = QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal
    if field.echoMode() != wanted:
        field.setEchoMode(wanted)
