""" "They say it never came" and the confirmation report: the toggle in the answer, the card, made at first use."""

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QPushButton, QWidget

from faxviewer.domain.fax import Fax
from faxviewer.presenters.answer import can_be_denied
from faxviewer.presenters.notices import Notice
from faxviewer.ui.buttons import button
from faxviewer.ui.locale_formats import LocaleFormats

if TYPE_CHECKING:
    from faxviewer.app.office import Office
    from faxviewer.app.program import Program
    from faxviewer.presenters.report import ReportPresenter
    from faxviewer.ui.denial_card import DenialCard

REPORT: Final = "report"
"""The slot of `ui.tasks` in which a confirmation report is fetched."""

NOT_DENIABLE: Final = Notice(
    "There is no delivery to question",
    "This is for faxes that were sent and, as Fax.Plus says, arrived.",
    "Read the answer: it says what to do with this fax.",
    of_fax=True,
)
NO_REPORT: Final = "There is no confirmation report"


class Denials:
    """Knows the fax in the form, and unfolds what is said when its recipient denies it."""

    def __init__(self, program: "Program") -> None:
        self._tasks = program.tasks
        self._window = program.window
        self._answer = program.window.lookup.fax.answer
        self._office: Office | None = None
        self._fax: Fax | None = None
        self._user = ""
        self._toggle: QPushButton | None = None
        self._card: DenialCard | None = None
        self._presenter: ReportPresenter | None = None
        self._formats = LocaleFormats()
        self._window.commands.deny.triggered.connect(self.deny)
        self._window.commands.open_report.triggered.connect(self.open_report)

    def attend(self, office: "Office") -> None:
        """Hear of the faxes of `office`, whose rooms take the place of older ones."""
        self._office, self._presenter = office, None
        office.follow(self._see)

    def deny(self) -> None:
        """Unfold the card, or fold it again."""
        if self._card is not None and not self._card.isHidden():
            self._fold()
        elif self._is_deniable():
            self._unfold()
        elif self._fax:
            self._window.notices.tell(NOT_DENIABLE)

    def open_report(self) -> None:
        """Open the confirmation report of the fax in the form, or say why there is none."""
        from faxviewer.presenters.report import ReportPresenter

        if self._fax is None:
            return
        hidden = self._office.mask.reason() if self._office else ""
        if reason := hidden or ReportPresenter.why_not(self._fax):
            self._window.notices.tell(Notice(NO_REPORT, reason, of_fax=True))
            return
        self._unfold()
        # Starting it anew would cancel what runs; a second press means the same report.
        if self._presenter and not self._tasks.is_running(REPORT):
            self._tasks.start(REPORT, self._presenter.open())

    def _see(self, fax: Fax | None, user: str) -> None:
        same = fax is not None and self._fax is not None and (fax.id, user) == (self._fax.id, self._user)
        self._fax, self._user = fax, user
        if not same:
            self._tasks.cancel(REPORT)
            self._fold()
        elif self._card is not None and not self._card.isHidden():
            self._fill()
        deniable = self._is_deniable()
        if deniable and self._toggle is None:
            self._toggle = button("They say it never came", "answer.denial")
            self._toggle.setCheckable(True)
            self._toggle.setToolTip("What delivery proves, and what to ask the recipient (Ctrl+D)")
            self._toggle.clicked.connect(self.deny)
            self._answer.add_side(self._toggle)
        if self._toggle is not None:
            self._toggle.setVisible(deniable)

    def _is_deniable(self) -> bool:
        return self._fax is not None and can_be_denied(self._fax)

    def _unfold(self) -> None:
        if self._card is None:
            from faxviewer.ui.denial_card import DenialCard

            self._card = DenialCard()
            self._card.report.wanted.connect(self.open_report)
            self._card.report.cancelled.connect(lambda: self._tasks.cancel(REPORT))
            self._answer.unfold(self._card)
            # Between the two stands the foot of the answer.
            QWidget.setTabOrder(self._window.lookup.fax.timeline, self._card.report.open)
            QWidget.setTabOrder(self._card.report.open, self._card.report.cancel)
        self._fill()
        self._card.show()
        if self._toggle is not None:
            self._toggle.setChecked(self._is_deniable())

    def _fill(self) -> None:
        from faxviewer.presenters.denial import denial
        from faxviewer.presenters.report import ReportPresenter

        if self._card is None or self._fax is None or self._office is None:
            return
        office, rooms = self._office, self._office.rooms
        if self._presenter is None:
            self._presenter = ReportPresenter(
                *(self._card.report, self._window.notices, rooms.faxes, rooms.documents, rooms.opener),
                save_copy=lambda *copied: office.evidence.ask_for_copy(*copied),
            )
        if hidden := office.mask.reason():
            self._tasks.cancel(REPORT)
            self._presenter.offer(None, self._user)
            self._card.report.show_offer(available=False, reason=hidden)
        else:
            self._presenter.offer(self._fax, self._user)
        self._card.show_denial(denial(self._fax, self._formats))

    def _fold(self) -> None:
        if self._card is not None:
            self._card.hide()
        if self._toggle is not None:
            self._toggle.setChecked(False)
