"""Where watching shows: the toggle at the answer, its menu entries, the list at the window's foot (a WatchView)."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout

from faxviewer.presenters.text import short_id, shortened, shown
from faxviewer.presenters.watch import Watched
from faxviewer.ui import icons
from faxviewer.ui.answer_card import AnswerCard
from faxviewer.ui.buttons import ToolButton
from faxviewer.ui.menus import Menu
from faxviewer.ui.theme import Theme


class WatchCorner(QObject):
    """Emits `chosen` with the fax ID and user of a fax that was picked from the list.

    `toggled` and `contents` are the menu's entries: watch the shown fax; say the result in notifications.
    The list is a button in `foot`, made with the first watch.
    """

    wanted = Signal()
    chosen = Signal(str, str)
    end_all_wanted = Signal()
    contents_wanted = Signal(bool)

    def __init__(
        self, theme: Theme, answer: AnswerCard, toggled: QAction, contents: QAction, foot: QHBoxLayout
    ) -> None:
        super().__init__()
        self._theme = theme
        self._answer = answer
        self._action = toggled
        self._contents = contents
        self._foot = foot
        self._list: ToolButton | None = None
        self._watched: tuple[Watched, ...] = ()
        toggled.setCheckable(True)
        toggled.setEnabled(False)
        contents.setCheckable(True)
        answer.watch_wanted.connect(self.wanted)
        # Clicked, Qt checks it by itself; whether the fax is watched the presenter says.
        toggled.triggered.connect(self.wanted)
        contents.triggered.connect(self.contents_wanted)

    def show_toggle(self, *, offered: bool, watched: bool) -> None:
        self._action.setEnabled(offered)
        self._action.setChecked(offered and watched)
        self._answer.show_watch(offered=offered, watched=watched)

    def show_contents(self, *, said: bool) -> None:
        self._contents.setChecked(said)

    def show_watched(self, watched: tuple[Watched, ...]) -> None:
        self._watched = watched
        if watched and self._list is None:
            self._list = self._made_list()
        if self._list is not None:
            if (menu := self._list.menu()) and not menu.isVisible():
                menu.clear()  # it is filled when it opens, and keeps nothing from before
            self._list.setVisible(bool(watched))
            self._list.setText(f"{_count(watched)} ▾")
            self._list.setAccessibleName(f"Watched faxes: {_count(watched)}")

    def _made_list(self) -> ToolButton:
        made = ToolButton()
        made.setObjectName("watch.list")
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setPopupMode(ToolButton.ToolButtonPopupMode.InstantPopup)
        made.setToolTip("Faxes that are asked for again until they have ended")
        menu = Menu(made)
        menu.setObjectName("watch.menu")
        menu.aboutToShow.connect(lambda: self._fill(menu))
        made.setMenu(menu)
        self._foot.addWidget(made)
        return made

    def _fill(self, menu: Menu) -> None:
        """As the list is now; it doesn't change under the pointer while the menu is open."""
        menu.clear()
        ratio = menu.devicePixelRatioF()
        for each in self._watched:
            tone = each.status.tone
            colour = self._theme.scheme.tones[tone][0]
            entry = menu.addAction(icons.icon(tone.value, colour, ratio), _line(each))
            entry.triggered.connect(lambda _=False, each=each: self.chosen.emit(each.fax_id, each.user))
        menu.addSeparator()
        running = any(not each.ended for each in self._watched)
        menu.addAction("Stop watching all" if running else "Clear this list").triggered.connect(self.end_all_wanted)


def _line(watched: Watched) -> str:
    said = "No answer any more" if watched.lost else watched.status.headline_for(incoming=watched.incoming)
    text = f"{short_id(watched.fax_id)}  ·  {shortened(shown(said), 60)}"
    return text.replace("&", "&&")  # a single one marks the key of a menu entry


def _count(watched: tuple[Watched, ...]) -> str:
    ended = sum(each.ended for each in watched)
    running = len(watched) - ended
    return " · ".join(
        part for part in (f"Watching {running}" if running else "", f"{ended} ended" if ended else "") if part
    )
