"""Cards: the quiet frames that hold what belongs together."""

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from faxviewer.presenters.form import Group
from faxviewer.ui.field_row import FieldRow
from faxviewer.ui.frames import CardFrame
from faxviewer.ui.labels import plain_label


class Card(CardFrame):
    """A frame with an optional group title in capitals."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(16, 12, 16, 12)
        self.rows.setSpacing(2)
        if title:
            heading = plain_label(title.upper(), "group", self)
            heading.setWordWrap(False)
            heading.setAccessibleName(title)
            self.rows.addWidget(heading)
            self.rows.addSpacing(4)


class GroupCard(Card):
    """A card with a row for each field of a group; the rows stand from the start, so nothing jumps later."""

    def __init__(self, group: Group, parent: QWidget | None = None) -> None:
        super().__init__(group.title, parent)
        self.setObjectName(f"group.{group.title.lower().replace(' ', '_')}")
        self.fields: dict[str, FieldRow] = {}
        for field in group.fields:
            row = FieldRow(field.path, field.label, self)
            self.fields[field.path] = row
            self.rows.addWidget(row)
        self.rows.addStretch(1)
