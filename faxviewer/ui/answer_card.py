"""The head of the form: what happened, what it means, what to do, the badges and the one primary button."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QProgressBar, QPushButton, QToolButton, QVBoxLayout, QWidget

from faxviewer.domain.document import DocumentKind
from faxviewer.domain.tone import Tone
from faxviewer.presenters.answer import Answer
from faxviewer.ui import icons
from faxviewer.ui.badges import HEIGHT, BadgeLabel
from faxviewer.ui.buttons import button
from faxviewer.ui.cards import Card
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


class DocumentButton(QWidget):
    """*Open document* with its choice of format, its progress and *Cancel* (implements DocumentView)."""

    wanted = Signal()
    cancelled = Signal()
    chosen = Signal(DocumentKind)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open = button("Open document", "document.open", "primary")
        self.open.setToolTip("Download the document and open it in this computer's own program (Ctrl+O)")
        self.cancel = button("Cancel", "document.cancel")
        self.choice = QToolButton()
        self.choice.setObjectName("document.format")
        self.choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.choice.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.choice.setToolTip("The format to open the document in")
        self.progress = QProgressBar()
        self.progress.setObjectName("document.progress")
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Download of the document")
        self.reason = plain_label("", "small")
        self.reason.setObjectName("document.reason")
        self._kinds = self._menu()
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.open, 1)
        buttons.addWidget(self.cancel, 1)
        buttons.addWidget(self.choice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addLayout(buttons)
        column.addWidget(self.progress)
        column.addWidget(self.reason)
        self.setFixedWidth(220)
        self.open.clicked.connect(self.wanted)
        self.cancel.clicked.connect(self.cancelled)
        self.show_idle()
        self.show_offer(available=False, reason="")

    def show_offer(self, *, available: bool, reason: str) -> None:
        """The button on, or off with its reason below it."""
        self.open.setEnabled(available)
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        # Where room is short a layout takes a wrapped label for one line, and the button lies over it.
        self.reason.ensurePolished()
        self.reason.setMinimumHeight(max(self.reason.heightForWidth(self.width()), 0) if reason else 0)
        self.open.setAccessibleDescription(reason)

    def show_kind(self, kind: DocumentKind) -> None:
        """The chosen format on the small button."""
        self.choice.setText(f"{kind.name} ▾")
        self.choice.setAccessibleName(f"Format: {kind.name}")
        self._kinds[kind].setChecked(True)

    def show_progress(self, done: int, total: int | None) -> None:
        """A bar that fills, or one that only moves where the size is unknown."""
        had_focus = self.open.hasFocus()
        self.open.hide()
        self.cancel.show()
        if had_focus:
            self.cancel.setFocus()
        self.progress.setRange(0, 1_000 if total else 0)
        if total:
            self.progress.setValue(min(done * 1_000 // total, 1_000))
        self.progress.show()

    def show_idle(self) -> None:
        """The plain button."""
        had_focus = self.cancel.hasFocus()
        self.cancel.hide()
        self.progress.hide()
        self.open.show()
        if had_focus:
            self.open.setFocus()

    def _menu(self) -> dict[DocumentKind, QAction]:
        menu = QMenu(self.choice)
        group = QActionGroup(self)
        actions = {}
        for kind in DocumentKind:
            action = QAction(kind.name, group)
            action.setObjectName(f"document.format.{kind.value}")
            action.setCheckable(True)
            action.triggered.connect(lambda _checked, kind=kind: self.chosen.emit(kind))
            menu.addAction(action)
            actions[kind] = action
        self.choice.setMenu(menu)
        return actions


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
        self._buttons = QVBoxLayout(self._side)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self._buttons.setSpacing(8)
        self._buttons.addWidget(self.document)
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
        self._buttons.addWidget(widget)

    def add_foot(self, widget: QWidget) -> None:
        """Put `widget` at the card's foot, over its full width; in a narrow window below the buttons."""
        self.rows.addWidget(widget)

    def set_narrow(self, *, narrow: bool) -> None:
        """In a narrow window the buttons stand below the words."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.setMinimumHeight(0)
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
