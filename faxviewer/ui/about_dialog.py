"""*About*: what this is, its versions, and the report for its own support."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from faxviewer.ui import sheets
from faxviewer.ui.buttons import button, name_standard
from faxviewer.ui.labels import plain_label
from faxviewer.ui.theme import Theme
from faxviewer.ui.value_label import ValueLabel

_WHAT = "A desktop inspector for faxes on the Fax.Plus service. It only reads: it never changes anything there."
_LICENCES = "Qt and PySide6 are used under the GNU LGPL, version 3; the licences of all parts lie beside the program."


class AboutDialog(QDialog):
    """Shows `versions`, pairs of a part and its version. `diagnostics_wanted` asks for the report."""

    diagnostics_wanted = Signal()

    def __init__(self, versions: Iterable[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("about")
        self.setWindowTitle("About Faxviewer")
        Theme.in_force().dress(self, sheets.dialog)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        for row, (part, version) in enumerate(versions):
            value = ValueLabel()
            value.setObjectName(f"about.{part}")
            value.setAccessibleName(f"{part}: {version}")
            value.set_value(version)
            grid.addWidget(plain_label(part, "muted"), row, 0)
            grid.addWidget(value, row, 1)
        grid.setColumnStretch(1, 1)
        self.copied = plain_label("", "muted")
        self.copied.setObjectName("about.copied")
        copy = button("Copy diagnostics", "about.diagnostics")
        copy.setToolTip("A report for Faxviewer's own support, without secrets and personal data")
        copy.clicked.connect(self.diagnostics_wanted)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        name_standard(buttons, "about")
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(copy)
        foot.addWidget(self.copied, 1)
        foot.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(plain_label("Faxviewer", "headline"))
        column.addWidget(plain_label(_WHAT))
        column.addLayout(grid)
        column.addWidget(plain_label(_LICENCES, "small"))
        column.addLayout(foot)
        copy.setFocus()  # now that it is the dialog's
        self.setMinimumWidth(440)

    def show_copied(self) -> None:
        """Say that the report is on the clipboard."""
        self.copied.setText("Copied")
        self.copied.setAccessibleDescription("The report is on the clipboard")
