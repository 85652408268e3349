""" "They say it never came": the card that unfolds below the answer, with the confirmation report at its foot."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from faxviewer.presenters.denial import Denial
from faxviewer.ui.cards import Card
from faxviewer.ui.document_button import FetchButton
from faxviewer.ui.labels import plain_label

_MOST_WIDE = 760
"""Pixels; a longer line is hard to read while somebody talks."""


class DenialCard(Card):
    """Shows one Denial. Its texts can be selected, to be sent on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("denial")
        self.title = plain_label("", "title")
        self.title.setObjectName("denial.title")
        self.report = FetchButton("report", "Open confirmation report", "the confirmation report")
        self.report.open.setToolTip("Download the confirmation report and open it (Ctrl+Shift+O)")
        self._labels: list[QLabel] = []
        self._shown: Denial | None = None
        self.rows.setSpacing(4)
        self.rows.addWidget(self.title)
        self.rows.addWidget(self.report, 0, Qt.AlignmentFlag.AlignLeft)

    def show_denial(self, denial: Denial) -> None:
        """Fill the card; what it says already stays untouched, a selection in it too."""
        if denial == self._shown:
            return
        self._shown = denial
        self.setAccessibleName(denial.title or denial.sections[-1].title)
        self.title.setText(denial.title)
        self.title.setVisible(bool(denial.title))
        for label in self._labels:
            self.rows.removeWidget(label)
            label.setParent(None)
            label.deleteLater()
        self._labels = []
        for number, section in enumerate(denial.sections):
            self._add(section.title, f"denial.title.{number}", "strong")
            mark = "• " if len(section.lines) > 1 else ""
            self._add("\n".join(f"{mark}{line}" for line in section.lines), f"denial.text.{number}")

    def _add(self, text: str, name: str, role: str = "") -> None:
        label = plain_label(text, role, self)
        label.setObjectName(name)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setMaximumWidth(_MOST_WIDE)
        self.rows.insertWidget(self.rows.count() - 1, label)
        label.show()  # its layout would do so a turn later, and leave no room for it until then
        self._labels.append(label)
