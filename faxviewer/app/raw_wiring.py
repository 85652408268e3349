"""What each signal of the raw record's pane sets off, from its first use on."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from faxviewer.app.raw import RAW, VENDOR_REPORT
from faxviewer.domain.fax import Fax
from faxviewer.presenters.raw import Flaw, RawPresenter
from faxviewer.ui.main_window import MainWindow

if TYPE_CHECKING:
    from faxviewer.app.office import Office
    from faxviewer.app.program import Program


def connect_pane(window: MainWindow, program: "Program") -> None:
    """Connect the pane, which is made with this."""
    pane = window.lookup.fax.raw

    def present(act: "Callable[[Office, RawPresenter], None]") -> None:
        if program.office:
            act(program.office, program.office.raw.presenter)

    def lay_out(indented: bool) -> None:
        present(lambda _, raw: program.tasks.start(RAW, raw.lay_out(indented=indented)))

    def search(query: str, offset: int, back: bool) -> None:
        present(lambda _, raw: program.tasks.start(RAW, raw.search(query, offset, back=back)))

    def lead_to(flaw: Flaw) -> None:
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
