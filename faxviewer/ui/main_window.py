"""The window: the bar, the pane below it, the notice at its foot."""

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from faxviewer.domain.account import Account
from faxviewer.domain.ports import BrowserWait
from faxviewer.presenters.notices import Notice
from faxviewer.presenters.session import Setup
from faxviewer.ui.labels import plain_label
from faxviewer.ui.notice_bar import NoticeBar
from faxviewer.ui.theme import Theme
from faxviewer.ui.top_bar import TopBar


class MainWindow(QMainWindow):
    """The frame. `painted` tells of its first paint, `closed` that the person wants it gone.

    The pages are made by `furnish`, after the first paint: a window that stands at once and takes
    typing is worth more than one that comes complete and late.
    """

    painted = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, icon_path: str = "") -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("Faxviewer")
        if icon_path:
            self.setWindowIcon(QIcon(icon_path))
        self.setMinimumSize(480, 420)
        self.resize(1280, 820)
        self.theme = theme
        self._demo = False
        self._was_painted = False
        self.bar = TopBar(theme, self)
        self._add_actions()
        self.notices = NoticeBar(theme)
        self._pages = QStackedWidget()
        self._pages.setObjectName("body")
        self._pages.addWidget(QWidget())
        self.hint = plain_label("Ctrl+L fax ID  ·  F5 look up again  ·  Ctrl+O open document  ·  Esc stop", "small")
        centre = QWidget()
        centre.setObjectName("body")
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._pages, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(20, 4, 20, 8)
        foot.setSpacing(8)
        foot.addWidget(self.notices)
        foot.addWidget(self.hint)
        column.addLayout(foot)
        self.setCentralWidget(centre)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.bar.focus_fax_id()

    def furnish(self) -> None:
        """Make the pages."""
        from faxviewer.ui.lookup_pane import LookupPane
        from faxviewer.ui.setup_page import SetupPage
        from faxviewer.ui.sign_in_page import SignInPage

        self.lookup = LookupPane(self.theme, self.bar)
        self.setup = SetupPage()
        self.sign_in = SignInPage(self.theme)
        for page in (self.lookup, self.setup, self.sign_in):
            self._pages.addWidget(page)

    def set_demo(self, *, demo: bool, samples: Sequence[tuple[str, str, str]] = ()) -> None:
        """Whether this is the demo, and which of its faxes (label, fax ID, user) to offer."""
        self._demo = demo
        self.setWindowTitle("Faxviewer – demo" if demo else "Faxviewer")
        self.leave_demo.setVisible(demo)
        self.try_demo.setVisible(not demo)
        self.connection.setVisible(not demo)
        self.forget.setVisible(not demo)
        self.lookup.offer_samples(samples)
        self.show_account(None)

    # SessionView

    def show_setup(self, setup: Setup) -> None:
        self.setup.show_setup(setup, offer_demo=not self._demo)
        self._turn_to(self.setup)

    def show_signed_out(self, error: Notice | None) -> None:
        self.sign_in.show_signed_out(error, demo=self._demo)
        self._turn_to(self.sign_in)

    def show_waiting(self, wait: BrowserWait | None) -> None:
        self.sign_in.show_waiting(wait)
        self._turn_to(self.sign_in)

    def show_signed_in(self) -> None:
        if self._pages.currentWidget() is not self.lookup:
            self._turn_to(self.lookup)
            self.bar.focus_fax_id()
        self.sign_out.setEnabled(True)

    def show_account(self, account: Account | None) -> None:
        self.bar.show_account(account, demo=self._demo)

    # The window itself

    def layout_state(self) -> str:
        """Size and place of the window as a text to remember."""
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def restore_layout(self, state: str) -> None:
        """Take the size and place that `layout_state` gave; other text changes nothing."""
        if state:
            self.restoreGeometry(QByteArray.fromBase64(QByteArray(state.encode("ascii", "ignore"))))

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

    def _turn_to(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        self.bar.set_leading(leading=page is self.lookup)
        self.sign_out.setEnabled(page is self.lookup)

    def _restyle(self) -> None:
        self.setStyleSheet(self.theme.style_sheet())

    def _add_actions(self) -> None:
        add = self.bar.add_action
        self.focus_id = add("Enter a fax ID", "action.focus_id", "Ctrl+L")
        self.again = add("Look up again", "action.again", "F5")
        self.stop = add("Stop", "action.stop", "Esc")
        self.open_document = add("Open document", "action.open_document", "Ctrl+O")
        self.bar.menu.addSeparator()
        self.sign_out = add("Sign out", "action.sign_out")
        self.connection = add("Connection…", "action.connection")
        self.forget = add("Forget this connection", "action.forget")
        self.try_demo = add("Try the demo", "action.try_demo")
        self.leave_demo = add("Leave the demo", "action.leave_demo")
        self.bar.menu.addSeparator()
        self.quit = add("Quit", "action.quit", "Ctrl+Q")
        self.sign_out.setEnabled(False)
        self.leave_demo.setVisible(False)
        self.focus_id.triggered.connect(self.bar.focus_fax_id)
        self.quit.triggered.connect(self.close)
        for action in self.actions():
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
