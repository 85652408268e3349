"""The raw record of the fax in the form: read and laid out when its tab is in view, never before."""

import asyncio
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QGuiApplication

from faxviewer.domain.fax import Fax

if TYPE_CHECKING:
    from collections.abc import Callable

    from faxviewer.app.office import Office
    from faxviewer.app.program import Program
    from faxviewer.presenters.raw import Flaw, RawPresenter
    from faxviewer.ui.main_window import MainWindow
    from faxviewer.ui.raw_pane import RawPane
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
                connected.append(True)
                _connect_pane(window, program)
            if program.office:
                program.office.raw.show()

    def go_to(tab: int) -> None:
        window.work.show_list(shown=False)
        tabs.turn_to(tab)
        if tabs.is_raw:
            window.lookup.fax.bring_raw_into_view()
            window.lookup.fax.raw.text.setFocus()
        else:
            tabs.bar.setFocus()

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


def _connect_pane(window: "MainWindow", program: "Program") -> None:
    pane: RawPane = window.lookup.fax.raw

    def present(act: "Callable[[Office, RawPresenter], None]") -> None:
        if program.office:
            act(program.office, program.office.raw.presenter)

    def lay_out(indented: bool) -> None:
        present(lambda _, raw: program.tasks.start(RAW, raw.lay_out(indented=indented)))

    def search(query: str, offset: int, back: bool) -> None:
        present(lambda _, raw: program.tasks.start(RAW, raw.search(query, offset, back=back)))

    def lead_to(flaw: "Flaw") -> None:
        present(lambda _, raw: program.tasks.start(RAW, raw.lead_to(flaw.start, flaw.end)))

    def copy(selected: str) -> None:
        present(lambda _, raw: QGuiApplication.clipboard().setText(selected or raw.text))

    def copy_path() -> None:
        present(lambda _, raw: QGuiApplication.clipboard().setText(raw.path_at(pane.text.offset)))

    async def report(fax: Fax) -> None:
        from faxviewer.presenters.vendor_report import COPIED, vendor_report

        # A long reply takes some tenths of a second.
        text = await asyncio.to_thread(vendor_report, fax)
        QGuiApplication.clipboard().setText(text)
        window.notices.tell(COPIED)

    def report_shown() -> None:
        present(lambda _, raw: program.tasks.start(VENDOR_REPORT, report(raw.fax)) if raw.fax else None)

    pane.report_wanted.connect(report_shown)
    pane.layout_wanted.connect(lay_out)
    pane.searched.connect(search)
    pane.more_wanted.connect(lambda: present(lambda _, raw: program.tasks.start(RAW, raw.more())))
    pane.flaw_wanted.connect(lead_to)
    pane.copy_wanted.connect(copy)
    pane.path_wanted.connect(copy_path)
    pane.text.place_changed.connect(lambda offset: present(lambda _, raw: pane.show_path(raw.path_at(offset))))
