"""What stands in place of a fax: nothing yet, or why there is none; each with what to do next."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from faxviewer.domain.tone import Tone
from faxviewer.presenters.notices import Notice
from faxviewer.presenters.page import Trouble
from faxviewer.ui import icons, sheets
from faxviewer.ui.buttons import button
from faxviewer.ui.labels import plain_label
from faxviewer.ui.scroll_bars import ScrollBar
from faxviewer.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QComboBox

_TONES = {
    Trouble.NOT_FOUND: Tone.UNKNOWN,
    Trouble.NOT_ALLOWED: Tone.PARTIAL,
    Trouble.OFFLINE: Tone.FAILURE,
    Trouble.RATE_LIMITED: Tone.PARTIAL,
    Trouble.BROKEN: Tone.FAILURE,
}


class StatePanel(QScrollArea):
    """A picture, a title, a sentence, a next step, and at most one primary button."""

    again_wanted = Signal()
    stop_wanted = Signal()
    search_wanted = Signal()
    sample_wanted = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("state")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ScrollBar(self)
        self._theme = theme
        self._picture = ("search", Tone.UNKNOWN)
        self.glyph = QLabel()
        self.title = _centred(plain_label("", "headline"), "state.title")
        self.message = _centred(plain_label("", "muted"), "state.message")
        self.remedy = _centred(plain_label(""), "state.remedy")
        self.detail = _centred(plain_label("", "small"), "state.detail")
        self.again = button("Try again", "state.again", "primary")
        self.search = button("Search all members", "state.search")
        self.search.setToolTip("Ask for this ID under every member of the company")
        self.stop = button("Cancel", "state.stop")
        self._samples: QComboBox | None = None
        self._place_of_samples = QHBoxLayout()
        canvas = QWidget()
        canvas.setObjectName("canvas")
        column = QVBoxLayout(canvas)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(self.glyph, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self.title, self.message, self.remedy, self.detail):
            column.addWidget(label)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for each in (self.search, self.again, self.stop):
            buttons.addWidget(each)
        buttons.addStretch(1)
        column.addSpacing(8)
        column.addLayout(buttons)
        column.addLayout(self._place_of_samples)
        column.addStretch(3)
        self.setWidget(canvas)
        self.again.clicked.connect(self.again_wanted)
        self.search.clicked.connect(self.search_wanted)
        self.stop.clicked.connect(self.stop_wanted)
        theme.changed.connect(self._tint)
        self.show_nothing()

    def offer_samples(self, samples: Sequence[tuple[str, str, str]]) -> None:
        """The demo's faxes to pick from: (label, fax ID, user)."""
        if samples and not self._samples:
            self._samples = self._chooser()
        if self._samples:
            self._samples.clear()
            for label, fax_id, user in samples:
                self._samples.addItem(label, (fax_id, user))
            self._samples.setPlaceholderText(f"Pick one of {len(samples)} made-up faxes")
            self._samples.setCurrentIndex(-1)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Before the first look-up."""
        has_samples = self._samples is not None and self._samples.count() > 0
        remedy = "Or pick a fax of the demo:" if has_samples else ""
        self._show(
            "search", Tone.UNKNOWN, "Which fax?", "Paste its ID from the ticket into the field above, then Enter."
        )
        self.remedy.setText(remedy)
        self.remedy.setVisible(bool(remedy))
        if self._samples:
            self._samples.setVisible(has_samples)

    def show_search(self, done: int, total: int) -> None:
        """The search for the fax's owner runs; `total` is 0 until the members are known."""
        if self.stop.isHidden():
            self._show("search", Tone.PROGRESS, "Searching all members", "Whoever has the fax will be shown.", " ")
            self.stop.show()
            self.stop.setFocus()
        self.remedy.setText(f"{done} of {total} members asked" if total else "Asking who the members are")

    def show_trouble(
        self, trouble: Trouble, notice: Notice, seconds: int | None, *, offers_search: bool = False
    ) -> None:
        """Why there is no fax; `seconds` until it is tried again by itself."""
        self._show(trouble.value, _TONES[trouble], notice.title, notice.message, notice.remedy, notice.detail)
        if seconds is not None:
            self.remedy.setText(f"Trying again in {seconds} s.")
            self.stop.show()
        elif trouble is not Trouble.NOT_ALLOWED:
            self.again.show()
        self.search.setVisible(offers_search)
        # The same look-up again finds no more; whose fax it is can be found out.
        self.again.set_kind("quiet" if offers_search else "primary")
        self.search.set_kind("primary" if offers_search else "quiet")

    def _show(self, picture: str, tone: Tone, title: str, message: str, remedy: str = "", detail: str = "") -> None:
        self._picture = (picture, tone)
        texts = ((self.title, title), (self.message, message), (self.remedy, remedy), (self.detail, detail))
        for label, text in texts:
            label.setText(text)
            label.setVisible(bool(text))
        for each in (self.again, self.search, self.stop):
            each.hide()
        if self._samples:
            self._samples.hide()
        self._tint()

    def _pick(self, row: int) -> None:
        if self._samples:
            fax_id, user = self._samples.itemData(row)
            self._samples.setCurrentIndex(-1)
            self.sample_wanted.emit(fax_id, user)

    def _chooser(self) -> "QComboBox":
        """The demo's list of faxes; only the demo has one, and the class alone takes a quarter of a megabyte."""
        from PySide6.QtWidgets import QComboBox

        chooser = QComboBox()
        chooser.setObjectName("samples")
        self._theme.dress(chooser, sheets.chooser)
        chooser.setAccessibleName("Faxes of the demo")
        chooser.setMaxVisibleItems(20)
        chooser.setMinimumWidth(320)
        chooser.activated.connect(self._pick)
        self._place_of_samples.addStretch(1)
        self._place_of_samples.addWidget(chooser)
        self._place_of_samples.addStretch(1)
        return chooser

    def _tint(self) -> None:
        name, tone = self._picture
        colour = self._theme.scheme.tones[tone][0]
        self.glyph.setPixmap(icons.pixmap(name, colour, 48, self.devicePixelRatioF()))


def _centred(label: QLabel, name: str) -> QLabel:
    label.setObjectName(name)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
