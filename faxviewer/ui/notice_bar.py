"""The one place where messages appear: at the foot of the window, where nothing moves when one comes."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from faxviewer.domain.tone import Tone
from faxviewer.presenters.notices import Notice
from faxviewer.ui import icons
from faxviewer.ui.buttons import GLYPH, ToolButton, button
from faxviewer.ui.frames import CardFrame
from faxviewer.ui.labels import plain_label
from faxviewer.ui.theme import Theme

_NARROW = 600
"""Pixels of width below which the buttons stand under the words, which else would have no room."""
_GLYPHS = {Tone.FAILURE: "broken", Tone.PARTIAL: "broken", Tone.UNKNOWN: "info"}
"""Drawings for tones that say something else of a notice than of a fax: a plain word asks no question."""
_CORNER = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft


class NoticeBar(CardFrame):
    """Shows one notice (implements presenters.notices.Notices). Esc or the cross closes it."""

    sign_in_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, follows: QWidget | None = None) -> None:
        """For the Tab key it comes after `follows`."""
        super().__init__(parent)
        self._follows = follows
        self.setObjectName("notice")
        self._theme = theme
        self._tone = Tone.UNKNOWN
        self._is_of_fax = False
        self._is_built = False
        self._offer: QPushButton | None = None
        self._act: Callable[[], None] | None = None
        self.hide()

    def _build(self) -> None:
        """Made with the first notice: many a day brings none."""
        self._is_built = True
        self._glyph = QLabel()
        self._glyph.setObjectName("notice.glyph")
        self.title = _selectable(plain_label("", "title"))
        self.title.setObjectName("notice.title")
        self.text = _selectable(plain_label("", "muted"))
        self.text.setObjectName("notice.text")
        self.close_button = ToolButton()
        self.close_button.setObjectName("notice.close")
        self.close_button.setAccessibleName("Close this message")
        self.close_button.setToolTip("Close this message (Esc)")
        self.close_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.close_button.clicked.connect(self.withdraw)
        self.sign_in = button("Sign in", "notice.sign_in")
        self.sign_in.clicked.connect(self.sign_in_wanted)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.text)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(12)
        self._body.addLayout(words, 1)
        self._body.addWidget(self.sign_in, 0, _CORNER)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 10, 8, 10)
        line.setSpacing(12)
        line.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(self._body, 1)
        line.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        # Made late, they would come last of all for the Tab key, behind every field of the form.
        if self._follows:
            QWidget.setTabOrder(self._follows, self.sign_in)
        QWidget.setTabOrder(self.sign_in, self.close_button)
        self._theme.changed.connect(self._tint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_built:
            self._arrange(event.size().width())

    def _arrange(self, width: int) -> None:
        narrow = width < _NARROW
        self._body.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def tell(self, notice: Notice) -> None:
        """Show `notice` in place of any other."""
        if not self._is_built:
            self._build()
            self._arrange(self.width())
        self._tone = notice.tone
        self._is_of_fax = notice.of_fax
        self.title.setText(notice.title)
        parts = [notice.message, notice.remedy, f"({notice.detail})" if notice.detail else ""]
        self.text.setText(" ".join(part for part in parts if part))
        self.text.setVisible(bool(self.text.text()))
        self.sign_in.setVisible(notice.offers_sign_in)
        self._show_offer(notice)
        self.setAccessibleName(f"{notice.title}. {self.text.text()}")
        self._tint()
        self.show()

    def withdraw(self) -> None:
        """Take the notice away, its words too: nobody may find them afterwards."""
        if not self._is_built:
            return
        self.hide()
        self._is_of_fax = False
        self._act = None
        for words in (self.title, self.text):
            words.clear()
        self.setAccessibleName("")

    def leave_fax(self) -> None:
        """Take it away where it is about the fax that is being left."""
        if self._is_of_fax:
            self.withdraw()

    def _show_offer(self, notice: Notice) -> None:
        """What this notice offers to do about it; most offer nothing."""
        self._act = notice.act
        if notice.offer and self._offer is None:
            self._offer = button("", "notice.offer")
            self._offer.clicked.connect(self._take_offer)
            self._body.addWidget(self._offer, 0, _CORNER)
            QWidget.setTabOrder(self.sign_in, self._offer)
        if self._offer is not None:
            self._offer.setText(notice.offer)
            self._offer.setVisible(bool(notice.offer))

    def _take_offer(self) -> None:
        act = self._act
        self.withdraw()
        if act:
            act()

    def _tint(self) -> None:
        ratio = self.devicePixelRatioF()
        colour = self._theme.scheme.tones[self._tone][0]
        name = _GLYPHS.get(self._tone, self._tone.value)
        self._glyph.setPixmap(icons.pixmap(name, colour, 22, ratio))
        self.close_button.glyph = icons.pixmap("close", self._theme.scheme.muted, GLYPH, ratio)
        self.close_button.updateGeometry()


def _selectable(label: QLabel) -> QLabel:
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
