"""The list of pasted faxes as a guest in the pane of lists (implements ManyView)."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QProgressBar, QVBoxLayout, QWidget

from faxviewer.presenters.entries import EntryPage
from faxviewer.presenters.many import ManyState
from faxviewer.ui import sheets
from faxviewer.ui.browse_pane import BrowsePane
from faxviewer.ui.buttons import button
from faxviewer.ui.flow import FlowLayout
from faxviewer.ui.labels import plain_label
from faxviewer.ui.theme import Theme


class PastedList(QObject):
    """Its tab and its foot: how far it is, and what can be done with all of it."""

    wanted = Signal()
    stop_wanted = Signal()
    again_wanted = Signal()
    copy_wanted = Signal()
    file_chosen = Signal(str)

    def __init__(self, pane: BrowsePane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._dialog: QFileDialog | None = None
        self.tab = button("Pasted", "list.pasted", "tab")
        self.tab.setCheckable(True)
        self.foot = QWidget()
        self.state = plain_label("", "small")
        self.state.setObjectName("many.state")
        self.bar = QProgressBar()
        self.bar.setObjectName("many.progress")
        Theme.in_force().dress(self.bar, sheets.progress)
        self.bar.setAccessibleName("Look-ups done")
        self.bar.setTextVisible(False)
        self.stop = button("Stop", "many.stop", "link")
        self.again = button("", "many.again", "link")
        self.export = button("Export…", "many.export", "link")
        self.copy = button("Copy", "many.copy", "link")
        self.export.setToolTip("Save all rows as a CSV file")
        self.export.setAccessibleDescription("Save all rows as a CSV file")
        self.copy.setToolTip("Copy all rows, to paste into a spreadsheet")
        self.copy.setAccessibleDescription("Copy all rows, to paste into a spreadsheet")
        buttons = QWidget()
        line = FlowLayout(buttons, gap=4)
        for each in (self.stop, self.again, self.export, self.copy):
            line.addWidget(each)
        column = QVBoxLayout(self.foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.state, self.bar, buttons):
            column.addWidget(widget)
        pane.host(self.tab, self.foot)
        # Made late, they would come last of all for the Tab key.
        QWidget.setTabOrder(list(pane.tabs.values())[-1], self.tab)
        for before, after in pairwise((pane.again, self.stop, self.again, self.export, self.copy)):
            QWidget.setTabOrder(before, after)
        self.tab.clicked.connect(self.wanted)
        self.stop.clicked.connect(self.stop_wanted)
        self.again.clicked.connect(self.again_wanted)
        self.copy.clicked.connect(self.copy_wanted)
        self.export.clicked.connect(self._ask_where)

    @property
    def is_shown(self) -> bool:
        """Whether this list is the one in view."""
        return self._pane.shows_guest

    def show_pasted(self, page: EntryPage) -> None:
        self._pane.show_guest()
        self._pane.faxes.setAccessibleDescription("Pasted faxes")
        self._pane.model.append(page)

    def put_rows(self, places: Sequence[int], page: EntryPage) -> None:
        if self.is_shown:
            self._pane.model.replace_at(places, page)

    def show_progress(self, state: ManyState) -> None:
        had_focus = self.stop.hasFocus() or self.again.hasFocus()
        self.state.setText(_words(state))
        self.bar.setMaximum(state.total)
        self.bar.setValue(state.total - state.waiting)
        self.bar.setVisible(state.running)
        self.stop.setVisible(state.running)
        self.again.setText(f"Go on with {state.waiting:,}" if state.waiting else f"Try {state.failed:,} again")
        self.again.setVisible(not state.running and bool(state.waiting or state.failed))
        if had_focus:
            next((each for each in (self.stop, self.again) if not each.isHidden()), self._pane.faxes).setFocus()

    def withdraw(self) -> None:
        self._pane.dismiss_guest()

    def _ask_where(self) -> None:
        """The computer's own dialog, which waits for nobody: look-ups go on behind it."""
        if self._dialog is None:
            self._dialog = QFileDialog(self._pane.window(), "Export the pasted faxes", "", "CSV table (*.csv)")
            self._dialog.setObjectName("many.file")
            Theme.in_force().dress(self._dialog, sheets.dialog)
            self._dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            self._dialog.setFileMode(QFileDialog.FileMode.AnyFile)
            self._dialog.setDefaultSuffix("csv")
            self._dialog.setWindowModality(Qt.WindowModality.WindowModal)
            folder = QStandardPaths.StandardLocation.DocumentsLocation
            self._dialog.setDirectory(QStandardPaths.writableLocation(folder))
            self._dialog.fileSelected.connect(self.file_chosen)
        self._dialog.selectFile(f"faxes {datetime.now().astimezone():%Y-%m-%d %H.%M}.csv")
        self._dialog.open()


def _words(state: ManyState) -> str:
    done = state.found + state.failed
    parts = [f"{done:,} of {state.total:,} looked up"]
    if state.failed:
        parts.append(f"{state.failed:,} without a fax")
    if state.left_out:
        parts.append(f"{state.left_out:,} more were pasted than can be looked up at once")
    if state.running and state.pause:
        parts.append(f"Fax.Plus asks for a pause of {round(state.pause) or 1} s")
    elif state.waiting and not state.running:
        parts.append("stopped")
    return " · ".join(parts)
