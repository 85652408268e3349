"""The bar that is always there: fax ID, user, *Look up*, whose account it is, the menu.

It is all there is at the first paint, so it imports nothing that the first paint doesn't need.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from faxviewer.ui.buttons import ToolButton, button
from faxviewer.ui.fields import Field
from faxviewer.ui.frames import EdgeFrame
from faxviewer.ui.id_field import IdField
from faxviewer.ui.labels import plain_label
from faxviewer.ui.menus import Menu
from faxviewer.ui.theme import fixed_width_family, font
from faxviewer.ui.typed_text import TypedText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from faxviewer.domain.account import Account
    from faxviewer.domain.identifiers import FoundIds
    from faxviewer.ui.many_offer import ManyOffer
    from faxviewer.ui.mask_chip import MaskChip
    from faxviewer.ui.member_completer import MemberPicker
    from faxviewer.ui.theme import Theme

_NARROW = 900
"""Width in pixels below which the account goes to a second line."""


class TopBar(EdgeFrame):
    """Emits `submitted` with what was typed as fax ID and user."""

    submitted = Signal(str, str)
    stopped = Signal()
    list_wanted = Signal()
    user_changed = Signal(str)
    unmask_wanted = Signal()
    many_submitted = Signal(object, str)
    """The FoundIds of a pasted text, and the user as typed."""

    def __init__(self, theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(parent, lies=True)
        self.setObjectName("top_bar")
        self._theme = theme
        self.fax_id = IdField()
        _name(self.fax_id, "lookup.fax_id", "Fax ID", "Paste a fax ID")
        self.fax_id.setFont(font(family=fixed_width_family()))
        self.user = Field()
        _name(self.user, "lookup.user", "User: self, or a member's ID", "User: my faxes")
        self.user.setToolTip("Whose fax it is. Empty (or self) means the signed-in account; else a member's user ID.")
        self.submit = button("Look up", "lookup.submit", "primary")
        self.stop = button("Stop", "lookup.stop")
        self.stop.hide()
        self._entries = {"fax_id": self.fax_id, "user": self.user}
        self.typed = TypedText(self.fax_id, self.user)
        self.refusals: dict[str, QLabel] = {}
        self.demo = QWidget()  # the demo's badge goes in here
        self.demo.hide()
        self.account = QLabel()
        self.account.setObjectName("account.name")
        self.menu_button = ToolButton()
        self.menu_button.setObjectName("menu.button")
        self.menu_button.setText("•••")
        self.menu_button.setAccessibleName("Menu")
        self.menu_button.setToolTip("Menu")
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = Menu(self.menu_button)
        self.menu_button.setMenu(self.menu)
        self.list_control = ToolButton()
        self.list_control.setObjectName("list.toggle")
        self.list_control.setText("Faxes")
        self.list_control.setAccessibleName("Show the list of faxes, or the fax")
        self.list_control.hide()
        self._members: Sequence[Account] = ()
        self._picker: MemberPicker | None = None
        self._offer: ManyOffer | None = None
        self._mask: MaskChip | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 10, 12, 10)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._narrow: bool | None = None
        self._arrange(narrow=False)
        self._connect()

    def add_action(self, text: str, name: str, key: str = "", menu: Menu | None = None) -> QAction:
        """An entry of `menu` (default: the bar's) called `name`, its key beside it and valid in the whole window."""
        action = QAction(text, self)
        action.setObjectName(name)
        if key:
            action.setShortcut(QKeySequence(key))
        (menu or self.menu).addAction(action)
        self.window().addAction(action)
        return action

    def show_asked(self, fax_id: str, user: str) -> None:
        """Put cleaned IDs in the fields, marks taken away."""
        self.typed.put(self.fax_id, fax_id)
        wanted = "" if user == "self" else user
        said = self.user.text()
        self.typed.put(self.user, said if said in (wanted, user) else wanted)
        if not self.user.hasFocus():
            self.user.setCursorPosition(0)  # a narrow field shows how an ID begins, not how it ends
        for entry in self._entries:
            self._mark(entry, "")

    def show_refusal(self, entry: str, reason: str) -> None:
        """Mark a field (`fax_id` or `user`), with the reason below it, and put the cursor there."""
        for each in self._entries:
            self._mark(each, reason if each == entry else "")
        field = self._entries[entry]
        field.setFocus()
        field.selectAll()

    def show_busy(self, *, busy: bool) -> None:
        """While a look-up runs *Stop* stands in the place of *Look up*."""
        had_focus = self.submit.hasFocus() or self.stop.hasFocus()
        self.submit.setVisible(not busy)
        self.stop.setVisible(busy)
        if had_focus:
            (self.stop if busy else self.submit).setFocus()

    def offer_members(self, members: "Sequence[Account]") -> None:
        """Let the user field be completed to one of `members`; none takes the offer away."""
        self._members = members
        if self._picker is not None:
            self._picker.offer(members)
        self.user.setPlaceholderText("My faxes, or a member" if members else "User: my faxes")

    def show_list_control(self, shown: bool) -> None:
        """Show the control that brings the list to the front, where there is no room for both."""
        self.list_control.setVisible(shown)

    def set_leading(self, *, leading: bool) -> None:
        """Whether *Look up* is the one primary button in view; on other pages it is quiet."""
        self.submit.set_kind("primary" if leading else "quiet")

    def show_account(self, account: "Account | None", *, demo: bool) -> None:
        """Whose account it is."""
        from PySide6.QtCore import Qt

        from faxviewer.presenters.text import shortened, visible

        self.account.setTextFormat(Qt.TextFormat.PlainText)
        if demo and self.demo.layout() is None:
            self._fill_demo_badge()
        self.demo.setVisible(demo)
        name = shortened(visible(account.display_name), 40) if account else ""
        self.account.setText(name + ("  admin" if account and account.is_administrator else ""))
        self.account.setToolTip("The account that is signed in" if account else "")

    def show_mask(self, *, on: bool) -> None:
        """Say that personal data is hidden; on every page, and in a window of any width."""
        if self._mask is None and on:
            from faxviewer.ui.mask_chip import MaskChip  # most runs never show it

            self._mask = MaskChip(self._theme, self.unmask_wanted)
            self._mask.stand_in(self._grid, self.width())
            self.setTabOrder(self.menu_button, self._mask)
        if self._mask is not None:
            self._mask.setVisible(on)

    @property
    def typed_in(self) -> QLineEdit | None:
        """The field that the person types in: it has the cursor, and a text."""
        return next((field for field in self._entries.values() if field.hasFocus() and field.text()), None)

    def focus_fax_id(self) -> None:
        """Put the cursor in the fax ID field, its text selected, ready to paste over."""
        self.fax_id.setFocus()
        self.fax_id.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(narrow=self.width() < _NARROW)
        if self._mask is not None:
            self._mask.stand_in(self._grid, self.width())

    def _connect(self) -> None:
        def send() -> None:
            if self._offer and self._offer.found:
                self.many_submitted.emit(self._offer.found, self.user.text())
                return
            self.submitted.emit(self.fax_id.text(), self.user.text())

        def send_with_user() -> None:
            if self.fax_id.text():  # a user alone is for the lists, and no fax is asked for
                send()

        self.fax_id.returnPressed.connect(send)
        self.user.returnPressed.connect(send_with_user)
        self.submit.clicked.connect(send)
        self.stop.clicked.connect(self.stopped)
        self.list_control.clicked.connect(self.list_wanted)
        self.user.editingFinished.connect(self._tell_user)
        self.fax_id.several.connect(self._offer_many)
        self.fax_id.textEdited.connect(lambda: self._mark("fax_id", ""))
        self.user.textEdited.connect(lambda: self._mark("user", ""))
        self.user.textEdited.connect(self._begin_to_pick)

    def _fill_demo_badge(self) -> None:
        from faxviewer.domain.tone import Tone
        from faxviewer.presenters.answer import Badge
        from faxviewer.ui.badges import BadgeLabel

        badge = BadgeLabel(self._theme)
        badge.show_badge(Badge("demo", "Demo", "demo", Tone.PROGRESS, "Made-up faxes on this computer"))
        line = QHBoxLayout(self.demo)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(badge)

    def _mark(self, entry: str, reason: str) -> None:
        field = self._entries[entry]
        if self._reason(entry) == reason:
            return
        if entry not in self.refusals:
            self.refusals[entry] = plain_label("", "refusal")
            self.refusals[entry].setObjectName(f"refusal.{entry}")
            self._grid.addWidget(self.refusals[entry], 3 if entry == "user" else 1, 0, 1, 8)
        label = self.refusals[entry]
        label.setText(reason)
        label.setVisible(bool(reason))
        field.mark(refused=bool(reason))
        field.setAccessibleDescription(reason)

    def _offer_many(self, found: "FoundIds") -> None:
        if self._offer is None:
            from faxviewer.ui.many_offer import ManyOffer

            self._offer = ManyOffer(self.fax_id, self.submit)
            self._grid.addWidget(self._offer.words, 1, 0, 1, 8)
        self._mark("fax_id", "")
        self._offer.make(found)

    def _begin_to_pick(self, typed: str) -> None:
        """Make what offers the members with the first letter: its list takes 0.6 MB."""
        if self._members and self._picker is None:
            from faxviewer.ui.member_completer import MemberPicker

            self._picker = MemberPicker(self.user, self._theme)
            self._picker.picked.connect(self._tell_user)
            self._picker.offer(self._members)
            self._picker.search(typed)

    def _tell_user(self) -> None:
        self.user_changed.emit(self.user.text())

    def _reason(self, entry: str) -> str:
        return self.refusals[entry].text() if entry in self.refusals else ""

    def _arrange(self, *, narrow: bool) -> None:
        """One line where there is room; otherwise the ID first and the rest below it."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        grid = self._grid
        for column in range(grid.columnCount()):
            grid.setColumnStretch(column, 0)
        if narrow:
            # To the last column, as what says something below: its gaps would else come with the first of these.
            grid.addWidget(self.fax_id, 0, 0, 1, 5)
            grid.addWidget(self.submit, 0, 5)
            grid.addWidget(self.stop, 0, 5)
            grid.addWidget(self.list_control, 0, 6)
            grid.addWidget(self.menu_button, 0, 7)
            grid.addWidget(self.user, 2, 0)
            grid.addWidget(self.demo, 2, 1)
            grid.addWidget(self.account, 2, 2, 1, 6)
            grid.setColumnStretch(0, 1)
        else:
            grid.addWidget(self.fax_id, 0, 0)
            grid.addWidget(self.user, 0, 1)
            grid.addWidget(self.submit, 0, 2)
            grid.addWidget(self.stop, 0, 2)
            grid.addWidget(self.demo, 0, 4)
            grid.addWidget(self.account, 0, 5)
            grid.addWidget(self.list_control, 0, 6)
            grid.addWidget(self.menu_button, 0, 7)
            grid.setColumnStretch(0, 5)
            grid.setColumnStretch(1, 3)
            grid.setColumnStretch(3, 2)
        self.fax_id.setMaximumWidth(16_777_215 if narrow else 380)
        self.user.setMaximumWidth(16_777_215 if narrow else 240)


def _name(field: QLineEdit, name: str, spoken: str, hint: str) -> None:
    field.setObjectName(name)
    field.setAccessibleName(spoken)
    field.setPlaceholderText(hint)
    # A longer text than any ID must still be refused in words.
    field.setMaxLength(32_767)
