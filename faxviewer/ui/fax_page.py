"""The form: the answer, then every field in groups, then other fields and what is odd."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from faxviewer.presenters.form import GROUPS, Row
from faxviewer.presenters.page import Page
from faxviewer.ui.answer_card import AnswerCard
from faxviewer.ui.cards import Card, GroupCard
from faxviewer.ui.fax_tabs import DETAILS, RAW, FaxTabs
from faxviewer.ui.field_row import FieldRow
from faxviewer.ui.odd_card import OddCard
from faxviewer.ui.scroll_bars import ScrollBar
from faxviewer.ui.theme import Theme
from faxviewer.ui.timeline import TimelineView

if TYPE_CHECKING:
    from faxviewer.ui.raw_pane import RawPane

_NARROW = 720
"""Width in pixels below which the facts stand in one column."""

_ABOVE_TABS = 8
"""Pixels between the edge and the tabs, once they are scrolled to."""

_LEFT = ("Parties", "Times", "Document", "Cost", "Flags")


class FaxPage(QScrollArea):
    """Shows one Page; its frame stands from the start, so that data only fills places."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("fax")
        self._theme = theme
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Its room is kept: a bar that comes and goes would move all that stands beside it.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ScrollBar(self)
        self.answer = AnswerCard(theme)
        self.timeline = TimelineView(theme)
        self.answer.add_foot(self.timeline)
        self.groups = [GroupCard(group) for group in GROUPS]
        self._fields = {path: row for group in self.groups for path, row in group.fields.items()}
        self.others = Card("Other fields")
        self.others.setObjectName("group.other_fields")
        self.others.hide()
        self._other_rows: list[FieldRow] = []
        self.odd = OddCard()
        canvas = QWidget()
        canvas.setObjectName("canvas")
        self._column = column = QVBoxLayout(canvas)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        self._left, self._right = _column(), _column()
        facts = QHBoxLayout()
        facts.setSpacing(12)
        facts.addLayout(self._left, 1)
        facts.addLayout(self._right, 1)
        column.addWidget(self.answer)
        self.tabs = FaxTabs()
        self.details = QWidget()
        self.details.setObjectName("details")
        self._details = details = QVBoxLayout(self.details)
        details.setContentsMargins(0, 0, 0, 0)
        details.setSpacing(12)
        details.addLayout(facts)
        details.addWidget(self.others)
        details.addWidget(self.odd)
        details.addStretch(1)
        column.addWidget(self.tabs)
        column.addWidget(self.details, 1)
        self._facts = facts
        self._raw: RawPane | None = None
        self._heights = [0, 0]
        self._tab = DETAILS
        self.tabs.chosen.connect(self._turn_to)
        self._narrow: bool | None = None
        self._arrange(narrow=False)
        self.setWidget(canvas)

    def show_page(self, page: Page) -> None:
        """Fill the frame with one fax."""
        self.setUpdatesEnabled(False)
        self.answer.show_answer(page.answer, page.note)
        self.timeline.show_timeline(page.timeline)
        for row in page.rows:
            self._fields[row.path].show_row(row)
        self._show_others(page.others)
        self.odd.show_rows(page.rows)
        if self._other_rows or not self.odd.isHidden():
            self._order_keys()  # some of them were made just now, and come last until then
        self._settle()
        self.setUpdatesEnabled(True)

    @property
    def raw(self) -> "RawPane":
        """The pane of the raw record, made at its first use."""
        if self._raw is None:
            from faxviewer.ui.raw_pane import RawPane

            self._raw = RawPane(self._theme)
            self._raw.hide()
            self._column.addWidget(self._raw, 1)
        return self._raw

    def show_loading(self, fax_id: str) -> None:
        """Keep the frame, values replaced by placeholders."""
        self.tabs.show_departures(0)
        if self._raw:
            from faxviewer.presenters.raw import ON_ITS_WAY

            self._raw.expect_nothing()
            self._raw.clear(ON_ITS_WAY)
            self._raw.show_flaws(())
        self.answer.show_loading(fax_id)
        self.timeline.show_placeholder()
        for row in self._fields.values():
            row.show_placeholder(self._theme.scheme.placeholder)
        self.others.hide()
        self.odd.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(narrow=self.width() < _NARROW)

    def _show_others(self, others: tuple[Row, ...]) -> None:
        for row in self._other_rows:
            self.others.rows.removeWidget(row)
            row.setParent(None)
            row.deleteLater()
        self._other_rows = []
        for other in others:
            # Its own name may be that of a documented field, which must stay the one to be found.
            row = FieldRow(f"other.{other.label}" if other.path in self._fields else other.label, other.label)
            self.others.rows.addWidget(row)
            row.show_row(other)
            row.show()  # its layout would do so a turn later, and leave no room for it until then
            self._other_rows.append(row)
        self.others.setVisible(bool(others))

    def _turn_to(self, tab: int) -> None:
        """Change the tab; each keeps how far down it was read."""
        bar = self.verticalScrollBar()
        self._heights[self._tab] = bar.value()
        self._tab = tab
        self.raw.setVisible(tab == RAW)
        self.details.setVisible(tab == DETAILS)
        self._column.activate()
        bar.setValue(self._heights[tab])
        if tab == RAW:
            self.bring_raw_into_view()

    def bring_raw_into_view(self) -> None:
        """Scroll to the tabs where the raw record would begin in the lower half, or below the window's edge."""
        text = self.raw.text
        begins = text.mapTo(self, text.rect().topLeft()).y()
        if not 0 <= begins <= self.height() // 2:
            self.verticalScrollBar().setValue(self.tabs.y() - _ABOVE_TABS)

    def _settle(self) -> None:
        """Lay out at once, inside out: left to itself Qt takes one turn of the event loop for each level."""
        for card in (*self.groups, self.others, self.answer):
            card.rows.activate()
        self.odd.lines.activate()
        self._details.activate()
        self._column.activate()

    def _arrange(self, *, narrow: bool) -> None:
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.answer.set_narrow(narrow=narrow)
        for card, group in zip(self.groups, GROUPS, strict=True):
            column = self._left if narrow or group.title in _LEFT else self._right
            for old in (self._left, self._right):
                # Not takeAt: PySide6 keeps the item it gives alive, and while it lives the item that comes
                # after it never hears that the card's height has changed.
                old.removeWidget(card)
            column.insertWidget(column.count() - 1, card)
        self._facts.setStretch(1, 0 if narrow else 1)
        self._facts.setSpacing(0 if narrow else 12)
        self._order_keys()

    def _order_keys(self) -> None:
        """The keyboard goes as the eye does: down the left column, down the right one, then on below both."""
        cards = list(zip(self.groups, GROUPS, strict=True))
        if not self._narrow:
            cards.sort(key=lambda card: card[1].title not in _LEFT)  # stable: each column keeps its order
        facts = [row for card, _ in cards for row in card.fields.values()]
        before = self.tabs.last
        for each in (*(row.value for row in (*facts, *self._other_rows)), *self.odd.buttons):
            self.setTabOrder(before, each)
            before = each


def _column() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(12)
    column.addStretch(1)
    return column
