"""The head of the form: what happened, what it means, what to do, the badges and the one primary button."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from faxviewer.domain.tone import Tone
from faxviewer.presenters.answer import Answer
from faxviewer.ui import icons
from faxviewer.ui.badges import HEIGHT, BadgeLabel
from faxviewer.ui.buttons import button
from faxviewer.ui.cards import Card
from faxviewer.ui.document_button import DocumentButton
from faxviewer.ui.flow import FlowLayout
from faxviewer.ui.labels import plain_label
from faxviewer.ui.theme import Theme


class ToneGlyph(QWidget):
    """The large round glyph of a tone."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tone: Tone | None = None
        self.setFixedSize(44, 44)
        theme.changed.connect(self.update)

    def show_tone(self, tone: Tone | None) -> None:
        """Show `tone`; None while it is on its way."""
        self._tone = tone
        self.setAccessibleName(tone.value if tone else "")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        scheme = self._theme.scheme
        text, ground = scheme.tones[self._tone] if self._tone else (scheme.placeholder, scheme.placeholder)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawEllipse(self.rect())
        if self._tone:
            painter.drawPixmap(10, 10, icons.pixmap(self._tone.value, text, 24, self.devicePixelRatioF()))
        painter.end()


_SIDE_HEIGHT = 124
"""Pixels for three buttons with the focus; not every fax has the third, and nothing moves when one comes that has."""


class AnswerCard(Card):
    """Headline, sentence, next step, badges; the buttons at the right, or below in a narrow window."""

    watch_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("answer")
        self._theme = theme
        self.glyph = ToneGlyph(theme)
        self.headline = _said(plain_label("", "headline"), "answer.headline")
        self.meaning = _said(plain_label("", "muted"), "answer.meaning")
        # Room for what most faxes need, so that nothing moves when the first one arrives.
        self.meaning.setMinimumHeight(2 * self.meaning.fontMetrics().lineSpacing())
        self.next_step = _said(plain_label(""), "answer.next_step")
        self._next = plain_label("Next:", "strong")
        self._next.setWordWrap(False)
        self._next.hide()
        self.note = _said(plain_label("", "small"), "answer.note")
        self.note.hide()
        self.document = DocumentButton()
        self._watch: QPushButton | None = None
        self._side = QWidget()
        self._side.setFixedWidth(self.document.width())
        self._side.setMinimumHeight(_SIDE_HEIGHT)
        self._buttons = QVBoxLayout(self._side)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self._buttons.setSpacing(8)
        self._buttons.addWidget(self.document)
        self._buttons.addStretch(1)
        self._last_button: QWidget = self.document.choice
        self._badges: list[BadgeLabel] = []
        self._flow_host = QWidget()
        self._flow_host.setMinimumHeight(HEIGHT)  # their room stands before the badges come
        self._flow = FlowLayout(self._flow_host)
        words = QVBoxLayout()
        words.setSpacing(4)
        step = QHBoxLayout()
        step.setSpacing(4)
        step.addWidget(self._next, 0, Qt.AlignmentFlag.AlignTop)
        step.addWidget(self.next_step, 1)
        words.addWidget(self.headline)
        words.addWidget(self.meaning)
        words.addLayout(step)
        words.addWidget(self._flow_host)
        words.addWidget(self.note)
        words.addStretch(1)
        self._line = QHBoxLayout()
        self._line.setSpacing(16)
        self._line.addWidget(self.glyph, 0, Qt.AlignmentFlag.AlignTop)
        self._line.addLayout(words, 1)
        self._line.addWidget(self._side, 0, Qt.AlignmentFlag.AlignTop)
        self.rows.addLayout(self._line)
        self._narrow = False
        self._filled = False

    def show_answer(self, answer: Answer, note: str) -> None:
        """Fill the head."""
        self._filled = True
        self.setMinimumHeight(0)
        self.glyph.show_tone(answer.tone)
        self.headline.setText(answer.headline)
        self.meaning.setText(answer.meaning)
        self._next.show()
        self.next_step.setText(f"{_in_sentence(answer.next_step)} {answer.actor} {answer.cost}")
        self.next_step.setAccessibleName(f"Next: {self.next_step.text()}")
        self.note.setText(note)
        self.note.setVisible(bool(note))
        for position, badge in enumerate(answer.badges):
            if position == len(self._badges):
                self._badges.append(BadgeLabel(self._theme, self._flow_host))
                self._flow.addWidget(self._badges[-1])
            self._badges[position].show_badge(badge)
            self._badges[position].show()
        for spare in self._badges[len(answer.badges) :]:
            spare.setObjectName("")
            spare.hide()

    def show_loading(self, fax_id: str) -> None:
        """The frame stays, as tall as for the fax before; the headline says what is on its way."""
        if self._filled:
            self.setMinimumHeight(self.height())
        self.glyph.show_tone(None)
        self.headline.setText("Looking it up…")
        self.meaning.setText(f"Asking Fax.Plus for {fax_id}")
        self._next.hide()
        self.next_step.setText("")
        self.note.hide()
        for badge in self._badges:
            badge.setObjectName("")
            badge.hide()

    def show_watch(self, *, offered: bool, watched: bool) -> None:
        """The *Watch* toggle, where it is `offered`; most faxes have ended and never need one."""
        if offered and self._watch is None:
            self._watch = button("Watch", "answer.watch")
            self._watch.setCheckable(True)
            self._watch.clicked.connect(self.watch_wanted)
            self.add_side(self._watch)
        if self._watch is not None:
            self._watch.setVisible(offered)
            self._watch.setChecked(watched)
            self._watch.setText("Watching" if watched else "Watch")
            self._watch.setToolTip(
                "Stop asking for this fax (Ctrl+Shift+W)"
                if watched
                else "Ask for this fax again and again, and tell when it has ended (Ctrl+Shift+W)"
            )

    def add_side(self, widget: QWidget) -> None:
        """Put a quiet button below *Open document*, under those that were added before."""
        self._buttons.insertWidget(self._buttons.count() - 1, widget)
        for each in [widget] if isinstance(widget, QAbstractButton) else widget.findChildren(QAbstractButton):
            QWidget.setTabOrder(self._last_button, each)
            self._last_button = each

    def unfold(self, card: QWidget) -> None:
        """Stand `card` right below this one, where what it holds belongs to the answer."""
        parent = self.parentWidget()
        column = parent.layout() if parent else None
        if isinstance(column, QBoxLayout):
            column.insertWidget(column.indexOf(self) + 1, card)

    def add_foot(self, widget: QWidget) -> None:
        """Put `widget` at the card's foot, over its full width; in a narrow window below the buttons."""
        self.rows.addWidget(widget)

    def set_narrow(self, *, narrow: bool) -> None:
        """In a narrow window the buttons stand below the words."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.setMinimumHeight(0)
        self._side.setMinimumHeight(0 if narrow else _SIDE_HEIGHT)
        if narrow:
            self._line.removeWidget(self._side)
            self.rows.insertWidget(1, self._side, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self.rows.removeWidget(self._side)
            self._line.addWidget(self._side, 0, Qt.AlignmentFlag.AlignTop)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, super().minimumSizeHint().height())


def _in_sentence(sentence: str) -> str:
    return f"{sentence[:1].lower()}{sentence[1:]}"


def _said(label: QLabel, name: str) -> QLabel:
    label.setObjectName(name)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
