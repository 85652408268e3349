"""The window: the bar, the pane below it, the notice at its foot."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from faxviewer.ui.labels import give_role
from faxviewer.ui.theme import Theme
from faxviewer.ui.top_bar import TopBar

if TYPE_CHECKING:
    from faxviewer.domain.account import Account
    from faxviewer.domain.ports import BrowserWait
    from faxviewer.presenters.notices import Notice
    from faxviewer.presenters.session import Setup
    from faxviewer.ui.setup_page import SetupPage
    from faxviewer.ui.sign_in_page import SignInPage

_PLACE = ("Faxviewer", "window")
"""Where Qt keeps the window's size and place; apart from the settings, which take too long to read at this point."""


class MainWindow(QMainWindow):
    """The frame. `painted` tells of its first paint, `closed` that the person wants it gone.

    The pages are made by `furnish`, after the first paint: a window that stands at once and takes
    typing is worth more than one that comes complete and late. Those for signing in are made when
    they are first shown; their signals are the window's from the start.
    """

    painted = Signal()
    closed = Signal()
    sign_in_wanted = Signal()
    sign_in_cancelled = Signal()
    browser_wanted = Signal()
    setup_wanted = Signal()
    connect_wanted = Signal(object, bool)
    """A Connection as typed, and whether by its token."""
    demo_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("Faxviewer")
        self.setMinimumSize(480, 420)
        self.resize(1280, 820)
        self.theme = theme
        self._demo = False
        self._account: Account | None = None
        self._was_painted = False
        self.bar = TopBar(theme, self)
        self._pages = QStackedWidget()
        self._pages.setObjectName("body")
        self._pages.addWidget(QWidget())
        self.hint = QLabel(
            "Ctrl+L fax ID  ·  F5 look up again  ·  Ctrl+O open document  ·  Ctrl+Shift+C copy for ticket  ·  F1 help"
        )
        give_role(self.hint, "small")
        self.hint.setWordWrap(True)
        centre = QWidget()
        centre.setObjectName("body")
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._pages, 1)
        self._foot = QVBoxLayout()
        self._foot.setContentsMargins(20, 4, 20, 8)
        self._foot.setSpacing(8)
        self._foot_line = QHBoxLayout()
        self._foot_line.addWidget(self.hint, 1)
        self._foot.addLayout(self._foot_line)
        column.addLayout(self._foot)
        self.setCentralWidget(centre)
        self.bar.focus_fax_id()

    def furnish(self) -> None:
        """Make the pages and the notice bar."""
        from faxviewer.presenters.mask import Mask
        from faxviewer.ui import icons
        from faxviewer.ui.browse_pane import BrowsePane
        from faxviewer.ui.caret import CaretRest
        from faxviewer.ui.clipboard_offer import ClipboardOffer
        from faxviewer.ui.commands import Commands
        from faxviewer.ui.history_tab import HistoryTab
        from faxviewer.ui.list_times import LocaleTimes
        from faxviewer.ui.lookup_pane import LookupPane
        from faxviewer.ui.notice_bar import NoticeBar
        from faxviewer.ui.notifier import DesktopNotifier
        from faxviewer.ui.watch_corner import WatchCorner
        from faxviewer.ui.work_page import WorkPage

        self.theme.follow_system()
        self.screen_mask = Mask()
        self.commands = commands = Commands(self.bar)
        commands.focus_id.triggered.connect(self.bar.focus_fax_id)
        commands.quit.triggered.connect(self.close)
        self._caret = CaretRest(self, self.bar.fax_id, self.bar.user)
        self.clipboard = ClipboardOffer(self, self.bar.fax_id, commands.take_clipboard)
        self.setWindowIcon(icons.window_icon())
        self.notices = NoticeBar(self.theme, follows=self.bar.menu_button)
        self._foot.insertWidget(0, self.notices)
        self.notices.sign_in_wanted.connect(self.sign_in_wanted)
        self.lookup = LookupPane(self.theme, self.bar)
        self.times = LocaleTimes()
        self.browse = BrowsePane(self.theme, self.times)
        self.history = HistoryTab(self.browse, self.theme, self.times, commands.keep_history, commands.clear_history)
        self.work = WorkPage(self.browse, self.lookup)
        self.work.folded.connect(self.bar.show_list_control)
        self.bar.list_wanted.connect(self.work.toggle_list)
        self._pages.addWidget(self.work)
        self.watch = WatchCorner(
            self.theme, self.lookup.fax.answer, commands.watch_fax, commands.say_results, self._foot_line
        )
        self.notifier = DesktopNotifier(self)
        self.closed.connect(self.notifier.close)

    def add_to_foot(self, panel: QWidget) -> None:
        """Put `panel` between the notice and the window's last line."""
        self._foot.insertWidget(1, panel)

    @cached_property
    def setup(self) -> "SetupPage":
        """The connection page. It and the next take a megabyte, and most runs show neither."""
        from faxviewer.ui.setup_page import SetupPage

        page = SetupPage()
        page.connect_wanted.connect(self.connect_wanted)
        page.demo_wanted.connect(self.demo_wanted)
        self._pages.addWidget(page)
        return page

    @cached_property
    def sign_in(self) -> "SignInPage":
        """The sign-in page."""
        from faxviewer.ui.sign_in_page import SignInPage

        page = SignInPage(self.theme)
        page.sign_in_wanted.connect(self.sign_in_wanted)
        page.cancelled.connect(self.sign_in_cancelled)
        page.open_again_wanted.connect(self.browser_wanted)
        page.setup_wanted.connect(self.setup_wanted)
        self._pages.addWidget(page)
        return page

    @property
    def is_waiting(self) -> bool:
        """Whether the person sees that the browser is waited for."""
        return "sign_in" in vars(self) and self.sign_in.is_waiting

    def set_demo(self, *, demo: bool, samples: Sequence[tuple[str, str, str]] = ()) -> None:
        """Whether this is the demo, and which of its faxes (label, fax ID, user) to offer."""
        self._demo = demo
        self.setWindowTitle("Faxviewer – demo" if demo else "Faxviewer")
        self.commands.set_demo(demo=demo)
        self.lookup.offer_samples(samples)
        self.show_account(None)

    # SessionView

    def show_setup(self, setup: "Setup") -> None:
        self.setup.show_setup(setup, offer_demo=not self._demo)
        self._turn_to(self.setup)

    def show_signed_out(self, error: "Notice | None") -> None:
        with self._typing_goes_on():
            self.sign_in.show_signed_out(error, demo=self._demo)
            self._turn_to(self.sign_in)

    def show_waiting(self, wait: "BrowserWait | None") -> None:
        with self._typing_goes_on():
            self.sign_in.show_waiting(wait)
            self._turn_to(self.sign_in)

    def show_signed_in(self) -> None:
        if self._pages.currentWidget() is not self.work:
            with self._typing_goes_on() as typing:
                self._turn_to(self.work)
            if not typing:
                self.bar.focus_fax_id()
        self.commands.sign_out.setEnabled(True)

    def show_account(self, account: "Account | None") -> None:
        self._account = account
        self.show_account_again()

    def show_account_again(self) -> None:
        """The same account as the mask now has it."""
        self.bar.show_account(self.screen_mask.account(self._account), demo=self._demo)

    # The window itself

    def come_forward(self, activation: str = "") -> None:
        """To the front, as somebody asked for in another program; where the desktop forbids that, it is marked.

        `activation` is the leave for it that this other program got, which Qt looks for in the environment.
        """
        if activation:
            os.environ["XDG_ACTIVATION_TOKEN"] = activation
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()
        QApplication.alert(self)
        os.environ.pop("XDG_ACTIVATION_TOKEN", None)

    def close_menus(self) -> None:
        """Close what is popped up: an open menu waits in a loop of its own, and the program's end with it."""
        while popup := QApplication.activePopupWidget():
            popup.close()

    def restore_place(self) -> None:
        """Take the size and place of the last run; before `show`, so that nothing jumps."""
        state = QSettings(*_PLACE).value("window")
        if isinstance(state, QByteArray):
            self.restoreGeometry(state)

    def remember_place(self) -> None:
        """Keep size and place for the next run."""
        QSettings(*_PLACE).setValue("window", self.saveGeometry())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        # Out of sight at once; what runs is ended and emptied behind it.
        event.accept()
        self.hide()
        self.closed.emit()

    @contextmanager
    def _typing_goes_on(self) -> Iterator[bool]:
        """Keep the cursor where the person types an ID: a page comes unasked, and Enter would press its button.

        Gives whether the person does.
        """
        field = self.bar.typed_in
        yield field is not None
        if field is not None:
            field.setFocus()

    def _turn_to(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        self.bar.set_leading(leading=page is self.work)
        self.commands.sign_out.setEnabled(page is self.work)
