"""The pane below the bar: a fax, or what stands in its place (implements LookupView and OwnerView)."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from faxviewer.presenters.notices import Notice
from faxviewer.presenters.page import Entry, Page, Trouble
from faxviewer.ui.fax_page import FaxPage
from faxviewer.ui.state_panel import StatePanel
from faxviewer.ui.theme import Theme
from faxviewer.ui.top_bar import TopBar


class LookupPane(QStackedWidget):
    """Shows one look-up at a time."""

    shown = Signal()
    """A fax stands in the form, not yet painted."""

    def __init__(self, theme: Theme, bar: TopBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("body")
        self._bar = bar
        self.state = StatePanel(theme)
        self.fax = FaxPage(theme)
        self.addWidget(self.state)
        self.addWidget(self.fax)
        self._shown_id: str | None = None

    def offer_samples(self, samples: Sequence[tuple[str, str, str]]) -> None:
        """The demo's faxes: (label, fax ID, user)."""
        self.state.offer_samples(samples)

    def show_refusal(self, entry: Entry, reason: str) -> None:
        self._bar.show_refusal(entry.value, reason)

    def show_asked(self, fax_id: str, user: str) -> None:
        self._bar.show_asked(fax_id, user)

    def show_loading(self, fax_id: str) -> None:
        self._bar.show_busy(busy=True)
        if self.currentWidget() is not self.fax or self._shown_id != fax_id:
            self._shown_id = None
            self.fax.show_loading(fax_id)
            self.setCurrentWidget(self.fax)
            self.fax.verticalScrollBar().setValue(0)

    def show_fax(self, page: Page) -> None:
        self._bar.show_busy(busy=False)
        self._shown_id = page.asked_id
        self.fax.show_page(page)
        self.setCurrentWidget(self.fax)
        self.shown.emit()

    def show_trouble(
        self, trouble: Trouble, notice: Notice, *, seconds: int | None = None, offers_search: bool = False
    ) -> None:
        self._bar.show_busy(busy=seconds is not None)
        self._shown_id = None
        self.state.show_trouble(trouble, notice, seconds, offers_search=offers_search)
        self.setCurrentWidget(self.state)

    def show_nothing(self) -> None:
        self._bar.show_busy(busy=False)
        self._shown_id = None
        self.state.show_nothing()
        self.setCurrentWidget(self.state)

    def show_search(self, done: int, total: int) -> None:
        self._bar.show_busy(busy=True)
        self.state.show_search(done, total)
        self.setCurrentWidget(self.state)

    def show_search_result(self, notice: Notice) -> None:
        self._bar.show_busy(busy=False)
        self.state.show_trouble(Trouble.NOT_FOUND, notice, None, offers_search=True)
