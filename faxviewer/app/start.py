"""From nothing to a window that stands and takes typing; everything else is fetched behind it."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from faxviewer.app.options import Options
from faxviewer.ui.main_window import MainWindow
from faxviewer.ui.theme import Theme

if TYPE_CHECKING:
    from faxviewer.app.program import Companion
    from faxviewer.domain.ports import Opener

BRINGS_LINKS = sys.platform == "darwin"
"""Whether the system tells a running program which link was clicked, in place of starting another."""


def main(
    options: Options,
    *,
    watch: Callable[[MainWindow], None] | None = None,
    opener: "Opener | None" = None,
    companion: "Companion | None" = None,
) -> int:
    """Run the program to its end and return the exit code.

    `watch` is given the window before it shows. `opener` stands in for the computer's own programs.
    `companion` runs beside the program and closes it at its end. All three are for self-test and benchmark.

    Up to the first paint nothing is imported that the window itself doesn't need: asyncio, httpx and
    keyring together would double the time that the person waits.
    """
    application = QApplication.instance() or _made_application()
    assert isinstance(application, QApplication)  # noqa: S101 (no other kind is ever made here)
    application.setApplicationName("Faxviewer")
    application.setDesktopFileName("org.faxviewer.Faxviewer")
    application.setQuitOnLastWindowClosed(False)
    window = MainWindow(Theme())
    if not options.demo:
        window.restore_place()
    if watch:
        watch(window)
    painted: list[bool] = []
    window.painted.connect(lambda: painted.append(True))
    window.show()
    while not painted:
        application.processEvents()

    from faxviewer.app import imports

    imports.load(imports.FRONT)
    from faxviewer.app.program import Program
    from faxviewer.ui import tasks

    program = Program(window, options, opener, companion)
    if BRINGS_LINKS:
        from faxviewer.app.links import LinkedApplication

        if isinstance(application, LinkedApplication):
            application.listen(program.take_link)
    tasks.run(program.run, program.report)
    return 0


def _made_application() -> QApplication:
    # One style on every system: what we leave to it is drawn from our palette, which native ones don't always heed.
    arguments = [*sys.argv[:1], "-style", "Fusion"]
    if BRINGS_LINKS:
        from faxviewer.app.links import LinkedApplication

        return LinkedApplication(arguments)
    return QApplication(arguments)
