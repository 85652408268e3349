"""The raw record of the fax in the form: read and laid out when its tab is in view, never before."""

from typing import TYPE_CHECKING, Final

from faxviewer.domain.fax import Fax

if TYPE_CHECKING:
    from faxviewer.app.program import Program
    from faxviewer.presenters.raw import RawPresenter
    from faxviewer.ui.main_window import MainWindow
    from faxviewer.ui.tasks import Tasks

VENDOR_REPORT: Final = "vendor report"
RAW: Final = "raw"
"""The slot of `ui.tasks` in which a record is laid out and searched."""


class RawRecords:
    """Wires one RawPresenter to the window's one pane; both are made when the tab is first turned to."""

    def __init__(self, window: "MainWindow", tasks: "Tasks") -> None:
        self._page = window.lookup.fax
        self._tasks = tasks
        self._fax: Fax | None = None
        self._made: RawPresenter | None = None
        self._is_stale = False

    @property
    def presenter(self) -> "RawPresenter":
        """The presenter of the pane."""
        if self._made is None:
            from faxviewer.presenters.raw import RawPresenter

            self._made = RawPresenter(self._page.raw)
        return self._made

    def take(self, fax: Fax | None, _user: str) -> None:
        """Another fax stands in the form, or none."""
        self._page.tabs.show_departures(len(fax.departures) if fax else 0)
        self._fax = fax
        self._is_stale = True
        if self._made:
            self._made.forget_other_than(fax)  # at once: it may have to be hidden before anything is painted
        if self._page.tabs.is_raw:
            self.show()

    def show(self) -> None:
        """Lay out the record, if that wasn't done."""
        if self._is_stale:
            self._is_stale = False
            self._tasks.start(RAW, self.presenter.show(self._fax, indented=self._page.raw.indented.isChecked()))


def connect_raw(window: "MainWindow", program: "Program") -> None:
    """What the tabs and the pane set off."""
    tabs, commands = window.lookup.fax.tabs, window.commands

    def turn_to(tab: int) -> None:
        from faxviewer.ui.fax_tabs import RAW as RAW_TAB

        if tab == RAW_TAB:
            if not connected:
                from faxviewer.app.raw_wiring import connect_pane  # most faxes' records are never looked at

                connected.append(True)
                connect_pane(window, program)
            if program.office:
                program.office.raw.show()

    def go_to(tab: int) -> None:
        window.work.show_list(shown=False)
        tabs.turn_to(tab)
        if tabs.is_raw:
            window.lookup.fax.bring_raw_into_view()
            window.lookup.fax.raw.text.setFocus()
        else:
            tabs.focus_tab()

    def list_departures() -> None:
        go_to(1)
        window.lookup.fax.raw.focus_departures()

    def show_departure(path: str) -> None:
        go_to(1)
        window.lookup.fax.raw.lead_to_departure(path)

    connected: list[bool] = []
    tabs.chosen.connect(turn_to)
    tabs.departures_wanted.connect(list_departures)
    window.lookup.fax.odd.wanted.connect(show_departure)
    commands.details.triggered.connect(lambda: go_to(0))
    commands.raw.triggered.connect(lambda: go_to(1))
