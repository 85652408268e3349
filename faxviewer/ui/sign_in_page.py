"""The pages of the sign-in: signed out, and waiting for the browser."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from faxviewer.domain.ports import BrowserWait
from faxviewer.domain.tone import Tone
from faxviewer.presenters.notices import Notice
from faxviewer.ui import icons, sheets
from faxviewer.ui.busy import show_busy
from faxviewer.ui.buttons import button
from faxviewer.ui.fields import Field
from faxviewer.ui.labels import plain_label
from faxviewer.ui.theme import Theme


class SignInPage(QWidget):
    """One page for both: the frame stays, so nothing jumps when the browser opens."""

    sign_in_wanted = Signal()
    cancelled = Signal()
    open_again_wanted = Signal()
    setup_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sign_in")
        self._theme = theme
        self._picture = ("signed-out", Tone.UNKNOWN)
        self._demo = False
        self.glyph = QLabel()
        self.title = _centred(plain_label("", "headline"), "sign_in.title")
        self.message = _centred(plain_label("", "muted"), "sign_in.message")
        self.remedy = _centred(plain_label(""), "sign_in.remedy")
        self.busy = QProgressBar()
        self.busy.setObjectName("sign_in.busy")
        theme.dress(self.busy, sheets.progress)
        show_busy(self.busy)
        self.busy.setTextVisible(False)
        self.busy.setFixedWidth(220)
        self.busy.setAccessibleName("Waiting for the browser")
        self.address = Field()
        self.address.setObjectName("sign_in.address")
        self.address.setReadOnly(True)
        self.address.setAccessibleName("Address of the sign-in page")
        self.address.setFixedWidth(400)
        self.sign_in = button("Sign in", "sign_in.start", "primary")
        self.copy = button("Copy link", "sign_in.copy")
        self.open_again = button("Open the browser again", "sign_in.open_again")
        self.cancel = button("Cancel", "sign_in.cancel")
        self.set_up = button("Change the connection", "sign_in.setup", "link")
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for each in (self.sign_in, self.copy, self.open_again, self.cancel):
            buttons.addWidget(each)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(self.glyph, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self.title, self.message, self.remedy):
            column.addWidget(label)
        column.addSpacing(8)
        column.addWidget(self.busy, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.address, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(buttons)
        column.addWidget(self.set_up, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.sign_in.clicked.connect(self.sign_in_wanted)
        self.cancel.clicked.connect(self.cancelled)
        self.open_again.clicked.connect(self.open_again_wanted)
        self.set_up.clicked.connect(self.setup_wanted)
        self.copy.clicked.connect(self._copy)
        theme.changed.connect(self._tint)
        self.show_signed_out(None, demo=False)

    @property
    def is_waiting(self) -> bool:
        """Whether the page waits for the browser in front of the person."""
        return self.isVisible() and not self.busy.isHidden()

    def show_signed_out(self, error: Notice | None, *, demo: bool) -> None:
        """*Sign in*, and above it why the last attempt failed."""
        words = ("The demo runs on this computer with made-up faxes." if demo else "", "Sign in through your browser.")
        title = error.title if error else ("Sign in to the demo" if demo else "Sign in to Fax.Plus")
        self._show("signed-out" if not error else "broken", Tone.FAILURE if error else Tone.UNKNOWN, title)
        if error:
            self.message.setText(error.message)
            self.remedy.setText(" ".join(part for part in (error.remedy, _bracketed(error.detail)) if part))
        else:
            self.message.setText(" ".join(word for word in words if word))
            self.remedy.setText("")
        self.remedy.setVisible(bool(self.remedy.text()))
        self.sign_in.setText("Try again" if error else "Sign in")
        self.sign_in.show()
        self.set_up.setVisible(not demo)
        for each in (self.busy, self.address, self.copy, self.open_again, self.cancel):
            each.hide()
        self.sign_in.setFocus()

    def show_waiting(self, wait: BrowserWait | None) -> None:
        """Waiting for the browser, with a way out and the link for when no browser came."""
        opened = wait is None or wait.opened
        waited = self.is_waiting
        self._show("browser", Tone.PROGRESS if opened else Tone.PARTIAL, "Waiting for the browser")
        minutes = round((wait.seconds if wait else 300) / 60)
        if opened:
            self.message.setText(f"Allow access in the page that opens; this window waits {minutes} minutes.")
            self.remedy.setText("No page? Copy the link into a browser on this computer.")
        else:
            self.message.setText("This computer did not start a browser.")
            self.remedy.setText("Copy the link and open it in a browser on this computer.")
        self.remedy.show()
        self.copy.setText("Copy link")
        self.address.setText(wait.address if wait else "")
        self.address.setCursorPosition(0)
        self.busy.show()
        for each in (self.address, self.copy, self.open_again):
            each.setVisible(wait is not None)
        self.sign_in.hide()
        self.set_up.hide()
        self.cancel.show()
        if not waited:
            self.cancel.setFocus()

    def _show(self, picture: str, tone: Tone, title: str) -> None:
        self._picture = (picture, tone)
        self.title.setText(title)
        self._tint()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.address.text())
        self.copy.setText("Copied")

    def _tint(self) -> None:
        name, tone = self._picture
        colour = self._theme.scheme.tones[tone][0]
        self.glyph.setPixmap(icons.pixmap(name, colour, 48, self.devicePixelRatioF()))


def _bracketed(detail: str) -> str:
    return f"({detail})" if detail else ""


def _centred(label: QLabel, name: str) -> QLabel:
    label.setObjectName(name)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
