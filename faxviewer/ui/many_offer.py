"""The offer to look up all IDs of a pasted text, on the very button that looks up one."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from faxviewer.domain.identifiers import MOST_IDS, FoundIds
from faxviewer.ui.id_field import IdField
from faxviewer.ui.labels import plain_label


class ManyOffer(QObject):
    """Stands until the text in `field` changes; `words` is the label that says what was found."""

    def __init__(self, field: IdField, button: QPushButton) -> None:
        super().__init__(field)
        self.found: FoundIds | None = None
        self.words = plain_label("", "small")
        self.words.setObjectName("lookup.offer")
        self._field = field
        self._button = button
        self._usual = button.text()
        field.textChanged.connect(self.withdraw)

    def make(self, found: FoundIds) -> None:
        """Offer these."""
        self.found = found
        count = f"{len(found.ids):,}"
        self._button.setText(f"Look up {count} IDs")
        every = f"{len(found.ids) + found.left:,} IDs are in what was pasted; Enter looks up the first {MOST_IDS:,}."
        self._say(every if found.left else f"{count} IDs are in what was pasted; Enter looks them all up.")

    def withdraw(self) -> None:
        """Offer nothing."""
        if self.found:
            self.found = None
            self._button.setText(self._usual)
            self._say("")

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self._field.setAccessibleDescription(words)
