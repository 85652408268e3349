"""Saving files: the computer's own dialog for the place, and a line at the window's foot for how far it is."""

from collections.abc import Callable

from PySide6.QtCore import QLocale, QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QProgressBar, QWidget

from faxviewer.presenters.evidence import STEPS
from faxviewer.ui import sheets
from faxviewer.ui.buttons import button
from faxviewer.ui.labels import plain_label
from faxviewer.ui.theme import Theme


class PlaceChooser(QObject):
    """Asks where to save a file. It waits for nobody: the program goes on behind the dialog."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._dialog: QFileDialog | None = None
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)

    def ask(self, title: str, kind: str, name: str, then: Callable[[str], None]) -> None:
        """Ask with `name` filled in; `kind` is a filter such as "Zip archive (*.zip)". `then` is told the path.

        The dialog itself asks before another file is replaced. One that is still open gives way.
        """
        self.close()
        dialog = QFileDialog(self._window, title, self._folder, kind)
        dialog.setObjectName("save.file")
        Theme.in_force().dress(dialog, sheets.dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(name.rpartition(".")[2])
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.selectFile(name)

        def taken(path: str) -> None:
            self._folder = dialog.directory().absolutePath()
            then(path)

        dialog.fileSelected.connect(taken)
        dialog.finished.connect(self._forget)
        self._dialog = dialog
        dialog.open()

    @property
    def is_open(self) -> bool:
        """Whether the person is being asked."""
        return self._dialog is not None

    def close(self) -> None:
        """Ask no more."""
        if self._dialog is not None:
            self._dialog.reject()

    def _forget(self) -> None:
        self._dialog = None


class EvidencePanel(QFrame):
    """How far the evidence is (implements presenters.evidence.EvidenceView)."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("evidence")
        self.setAccessibleName("Saving the evidence")
        self.words = plain_label("", "small")
        self.words.setObjectName("evidence.words")
        self.bar = QProgressBar()
        self.bar.setObjectName("evidence.progress")
        Theme.in_force().dress(self.bar, sheets.progress)
        self.bar.setAccessibleName("Progress of the evidence")
        self.bar.setTextVisible(False)
        self.bar.setRange(0, STEPS * 1_000)
        self.cancel = button("Cancel", "evidence.cancel")
        self.cancel.setAccessibleDescription("Save no evidence, and leave nothing behind")
        self.cancel.clicked.connect(self.cancelled)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self.words, 2)
        line.addWidget(self.bar, 1)
        line.addWidget(self.cancel)
        self.hide()

    def show_step(self, step: int, what: str, done: int, total: int | None) -> None:
        """The step in words, with its bytes; the bar fills by steps, and within one where its size is known."""
        locale = QLocale()
        size = ""
        if done or total:
            size = f" · {locale.formattedDataSize(done)}"
            if total:
                size += f" of {locale.formattedDataSize(total)}"
        self.words.setText(f"Saving the evidence, step {step} of {STEPS}: {what}{size}")
        within = min(done * 1_000 // total, 1_000) if total else 0
        self.bar.setValue((step - 1) * 1_000 + within)
        self.show()

    def show_idle(self) -> None:
        """Gone."""
        self.hide()
