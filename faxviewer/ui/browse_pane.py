"""The pane to pick from: lists, filters, the faxes, and how far the list is read (implements BrowseView)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from faxviewer.domain.fax import Direction
from faxviewer.domain.listing import Category, Period
from faxviewer.presenters.browse import ListState, Progress, state_words
from faxviewer.presenters.entries import Column, EntryPage, ListTimes
from faxviewer.ui.buttons import ToolButton, button
from faxviewer.ui.fields import Field
from faxviewer.ui.flow import FlowLayout
from faxviewer.ui.frames import EdgeFrame
from faxviewer.ui.labels import plain_label
from faxviewer.ui.list_model import FaxListModel
from faxviewer.ui.list_view import FaxList
from faxviewer.ui.menus import Menu
from faxviewer.ui.period_menu import PeriodMenu
from faxviewer.ui.theme import Theme
from faxviewer.ui.tone_chips import ToneChips

WIDTH = 312
"""Width of the pane beside the form, in device-independent pixels."""

_CATEGORIES = {
    Category.INBOX: "Inbox",
    Category.SENT: "Sent",
    Category.SPAM: "Spam",
    Category.OUTBOX: "Outbox",
}
_DIRECTIONS = {"Both": None, "Outgoing": Direction.OUTGOING, "Incoming": Direction.INCOMING}
_AS_LISTED = "Newest first"
_ORDERS = {
    _AS_LISTED: (-1, False),
    "Oldest first": (Column.WHEN, False),
    "By sender": (Column.FROM, False),
    "By recipient": (Column.TO, False),
    "Most pages first": (Column.PAGES, True),
    "By status": (Column.STATUS, False),
    "By file name": (Column.FILE_NAME, False),
    "Unread first": (Column.READ, False),
    "By owner": (Column.OWNER, False),
}


class BrowsePane(EdgeFrame):
    """Filters and sorting are the pane's own; what has to be fetched is told by signals."""

    category_wanted = Signal(Category)
    period_wanted = Signal(Period)
    more_wanted = Signal()
    all_wanted = Signal()
    stop_wanted = Signal()
    again_wanted = Signal()
    chosen = Signal(object)

    def __init__(self, theme: Theme, times: ListTimes) -> None:
        super().__init__(lies=False)
        self.setObjectName("browse")
        self.model = FaxListModel(times, self)
        self.faxes = FaxList(self.model, theme, times)
        self._marked = ("", "")
        self._state = ListState(Progress.COMPLETE, 0)
        self.tabs = self._tabs()
        self.search = Field()
        self.search.setObjectName("list.search")
        self.search.setAccessibleName("Filter the list")
        self.search.setPlaceholderText("Filter: number, name, status…")
        self.chips = ToneChips(theme)
        self.direction = _choice("list.direction", "Direction", list(_DIRECTIONS), self._choose_direction)
        self.order = _choice("list.order", "Order", list(_ORDERS), self._choose_order)
        self.period = PeriodMenu()
        self.state = plain_label("", "small")
        self.state.setObjectName("list.state")
        self.all = button("Load all", "list.all", "link")
        self.stop = button("Stop", "list.stop", "link")
        self.again = button("Try again", "list.again", "link")
        self._guest: tuple[QPushButton, QWidget] | None = None
        self._arrange()
        self._connect()
        self.in_view: QWidget = self.faxes
        self.show_state(self._state)

    def show_list(self, category: Category, user: str) -> None:
        self.tabs[category].setChecked(True)
        self._show_own_foot(shown=True)
        self.faxes.setAccessibleDescription(f"{_CATEGORIES[category]} of {user}")
        self.model.clear()

    def add_rows(self, page: EntryPage) -> None:
        self.model.append(page)
        if self._marked in ((entry.fax_id, entry.user) for entry in page.entries):
            self.faxes.mark(*self._marked)

    def show_state(self, state: ListState) -> None:
        buttons = {self.all: Progress.MORE, self.stop: Progress.LOADING_ALL, self.again: Progress.TROUBLE}
        had_focus = any(each.hasFocus() for each in buttons)
        self._state = state
        self._say_state()
        for each, progress in buttons.items():
            each.setVisible(state.progress is progress)
        if had_focus:
            next((each for each in buttons if not each.isHidden()), self.faxes).setFocus()

    def has_room(self) -> bool:
        # What a filter hides is no reason to read on: nothing may match in all of a list.
        return not self._is_filtered and self.faxes.is_end_near

    def mark(self, fax_id: str, user: str) -> None:
        self._marked = (fax_id, user)
        self.faxes.mark(fax_id, user)

    # A list that isn't the service's: the pasted faxes

    @property
    def shows_guest(self) -> bool:
        """Whether the guest's list is in view."""
        return self._guest is not None and self._guest[0].isChecked()

    def host(self, tab: QPushButton, foot: QWidget) -> None:
        """Take in a guest's list, with its tab and what stands at its foot."""
        self._guest = (tab, foot)
        self._tab_group.addButton(tab)
        self._tab_line.addWidget(tab)
        self._column.addWidget(foot)
        foot.hide()
        tab.show()

    def show_guest(self) -> None:
        """Turn to the guest's list, empty for now."""
        if self._guest:
            self._guest[0].setChecked(True)
            self._show_own_foot(shown=False)
            self.model.clear()

    def dismiss_guest(self) -> None:
        """Send the guest away, its list with it."""
        if self._guest:
            if self.shows_guest:
                self.model.clear()
            tab, foot = self._guest
            self._guest = None
            self._tab_group.removeButton(tab)
            for widget in (tab, foot):
                widget.hide()
                widget.deleteLater()
            self._show_own_foot(shown=True)

    def _show_own_foot(self, *, shown: bool) -> None:
        for own in (self._foot, self.period):
            own.setVisible(shown)
        first = self.order.menu().actions()[0]
        was = first.text()
        first.setText(_AS_LISTED if shown else "As pasted")
        if self.order.text().startswith(was):
            _say(self.order, "Order", first.text())
        if self._guest:
            self._guest[1].setVisible(not shown)

    def add_tab(self, tab: QPushButton) -> None:
        """Put a tab behind the others, for what is shown in the place of `body`."""
        self._tab_group.addButton(tab)
        self._tab_line.addWidget(tab)

    def focus_search(self) -> None:
        """Put the cursor in the filter."""
        self.search.setFocus()
        self.search.selectAll()

    def _arrange(self) -> None:
        tabs = QWidget()
        self._tab_line = FlowLayout(tabs, gap=4)
        for each in self.tabs.values():
            self._tab_line.addWidget(each)
        choices = QHBoxLayout()
        choices.setSpacing(4)
        for choice in (self.period, self.direction, self.order):
            choices.addWidget(choice)
        choices.addStretch(1)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self.state, 1)
        for each in (self.all, self.stop, self.again):
            foot.addWidget(each)
        self.body = QWidget()
        column = self._column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addLayout(choices)
        column.addWidget(self.chips)
        column.addWidget(self.faxes, 1)
        column.addWidget(self._foot)
        whole = self.whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 12, 12, 8)
        whole.setSpacing(8)
        whole.addWidget(tabs)
        whole.addWidget(self.body, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.model.search)
        # Made with the first text: Qt looks through the desktop's icons for it, which takes 0.4 MB.
        self.search.textChanged.connect(lambda: self.search.setClearButtonEnabled(True))
        self.chips.chosen.connect(self.model.show_tones)
        self.model.counted.connect(lambda: self.chips.show_counts(self.model.counts))
        self.model.counted.connect(self._say_state)
        self.period.chosen.connect(self.period_wanted)
        self.faxes.chosen.connect(self.chosen)
        self.faxes.end_near.connect(self._want_more)
        self.all.clicked.connect(self.all_wanted)
        self.stop.clicked.connect(self.stop_wanted)
        self.again.clicked.connect(self.again_wanted)

    def _say_state(self) -> None:
        self.state.setText(state_words(self._state, self.model.rowCount() if self._is_filtered else None))

    @property
    def _is_filtered(self) -> bool:
        wish = self.model.wish
        return bool(wish.query.words or wish.tones or wish.direction)

    def _want_more(self) -> None:
        # Where few rows match there is nothing to scroll; then *Load all* is there to be pressed.
        if self.shows_guest or self.body.isHidden():
            return
        if not self._is_filtered or self.faxes.verticalScrollBar().maximum() > 0:
            self.more_wanted.emit()

    def _tabs(self) -> dict[Category, QPushButton]:
        group = self._tab_group = QButtonGroup(self)
        tabs: dict[Category, QPushButton] = {}
        for category, text in _CATEGORIES.items():
            tab = button(text, f"list.{category.value}", "tab")
            tab.setCheckable(True)
            tab.clicked.connect(lambda _=False, category=category: self.category_wanted.emit(category))
            group.addButton(tab)
            tabs[category] = tab
        return tabs

    def _choose_direction(self, text: str) -> None:
        self.model.show_direction(_DIRECTIONS[text])

    def _choose_order(self, text: str) -> None:
        column, descending = _ORDERS.get(text, _ORDERS[_AS_LISTED])
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.model.sort(column, order)


def _choice(name: str, spoken: str, texts: list[str], choose: "object") -> QToolButton:
    """A small button that shows what is chosen and opens the choice."""
    made = ToolButton("choice")
    made.setObjectName(name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setPopupMode(ToolButton.ToolButtonPopupMode.InstantPopup)
    menu = Menu(made)
    group = QActionGroup(made)

    def take(action: QAction) -> None:
        _say(made, spoken, action.text())
        choose(action.text())  # type: ignore[operator]

    for text in texts:
        action = QAction(text, group)
        action.setCheckable(True)
        menu.addAction(action)
    group.actions()[0].setChecked(True)
    _say(made, spoken, texts[0])
    group.triggered.connect(take)
    made.setMenu(menu)
    return made


def _say(choice: QToolButton, spoken: str, text: str) -> None:
    choice.setText(f"{text} ▾")
    choice.setAccessibleName(f"{spoken}: {text}")
