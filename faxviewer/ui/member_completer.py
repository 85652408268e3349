"""Picking a member of the company while typing a name, an e-mail address or an ID."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from faxviewer.domain.account import Account
from faxviewer.presenters.entries import folded
from faxviewer.presenters.text import shortened, visible
from faxviewer.ui.theme import Theme

MOST_OFFERED: Final = 50
"""Members offered at a time; who is looked for further down is found by one letter more."""

_NOWHERE: Final = QModelIndex()
_MOST_IN_VIEW: Final = 12
_WIDTH: Final = 380


class MemberModel(QAbstractListModel):
    """The members that have every word that was typed in their name, e-mail address or ID, by name."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._members: list[tuple[str, Account]] = []
        self._found: list[Account] = []

    def take(self, members: Sequence[Account]) -> None:
        """Search in `members` from now on."""
        named = sorted(members, key=lambda member: folded(member.display_name))
        self._members = [(folded(f"{each.name} {each.email} {each.user_id}"), each) for each in named]
        self.search("")

    def search(self, typed: str) -> int:
        """Offer those that match; how many are offered. Who is typed out in full as an ID needs no offer."""
        words = folded(typed).split()
        self.beginResetModel()
        self._found = []
        for searched, member in self._members if words else ():
            if all(word in searched for word in words):
                self._found.append(member)
                if len(self._found) == MOST_OFFERED:
                    break
        if len(self._found) == 1 and self._found[0].user_id == typed.strip():
            self._found = []
        self.endResetModel()
        return len(self._found)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        member = self._found[index.row()]
        if role == Qt.ItemDataRole.EditRole:
            return member.user_id
        if role == Qt.ItemDataRole.DisplayRole:
            parts = (member.display_name, member.email if member.name else "")
            return shortened(visible("  ".join(part for part in parts if part)), 80)
        return None


class MemberPicker(QObject):
    """Offers members below `field` while somebody types in it; the field gets the user ID of the one `picked`.

    The search is its own: a completer's would call back for each of thousands of members at every key.
    """

    picked = Signal()

    def __init__(self, field: QLineEdit, theme: Theme) -> None:
        super().__init__(field)
        self._theme = theme
        self._field = field
        self._rows = MemberModel(self)
        self._popup = QListView()
        self._popup.setMinimumWidth(_WIDTH)
        self._popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._offer = QCompleter(self)
        self._offer.setPopup(self._popup)
        self._offer.setModel(self._rows)
        self._offer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._offer.setMaxVisibleItems(_MOST_IN_VIEW)
        self._offer.setWidget(field)
        self._popup.setObjectName("lookup.members")
        self._popup.setAccessibleName("Members")
        self._offer.activated.connect(self._pick)
        field.textEdited.connect(self.search)
        theme.changed.connect(self._recolour)
        self._recolour()

    def offer(self, members: Sequence[Account]) -> None:
        """Offer from `members`; none ends the offer."""
        self._rows.take(members)
        self._popup.hide()

    def search(self, typed: str) -> None:
        """Show who matches what was typed in the field."""
        if self._rows.search(typed):
            self._offer.complete()
        else:
            self._popup.hide()

    def _recolour(self) -> None:
        # It is a window of its own, which the main window's style sheet doesn't reach.
        scheme = self._theme.scheme
        text, ground = scheme.chosen
        self._popup.setStyleSheet(
            f"QAbstractItemView {{ background: {scheme.card}; color: {scheme.text};"
            f" border: 1px solid {scheme.hairline}; }}"
            "QAbstractItemView::item { padding: 4px 6px; }"
            f"QAbstractItemView::item:selected {{ background: {ground}; color: {text}; }}"
        )

    def _pick(self, user_id: str) -> None:
        self._field.setText(user_id)
        self.picked.emit()
