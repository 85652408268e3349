"""Links to faxes as macOS brings them: not on a command line, but as an event to the program that runs."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class LinkedApplication(QApplication):
    """Keeps the addresses that come before anybody listens: a link may have started the program."""

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(arguments)
        self._waiting: list[str] = []
        self._take: Callable[[str], None] | None = None

    def listen(self, take: Callable[[str], None]) -> None:
        """Tell `take` of each address, those that came already first."""
        self._take = take
        waiting, self._waiting = self._waiting, []
        for address in waiting:
            take(address)

    def event(self, event: QEvent) -> bool:
        if not isinstance(event, QFileOpenEvent):
            return super().event(event)
        address = event.url().toString()
        if self._take:
            self._take(address)
        else:
            self._waiting.append(address)
        return True
