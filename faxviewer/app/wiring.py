"""What each signal of the window sets off."""

from collections.abc import Callable, Coroutine
from functools import cache
from typing import TYPE_CHECKING, Any

from faxviewer.app.office import DOCUMENT, HISTORY, LIST, LOOK_UP, SESSION, Office
from faxviewer.app.raw import connect_raw
from faxviewer.domain.connection import Connection
from faxviewer.domain.document import DocumentKind
from faxviewer.domain.listing import Category, Period
from faxviewer.presenters.entries import Entry
from faxviewer.presenters.history import NOT_REMEMBERED
from faxviewer.presenters.notices import Notice
from faxviewer.ui.buttons import button
from faxviewer.ui.main_window import MainWindow

if TYPE_CHECKING:
    from faxviewer.app.help import HelpDesk
    from faxviewer.app.program import Program


def connect(window: MainWindow, program: "Program") -> None:
    """Connect the furnished `window` to `program`; signals before there is an office set off nothing."""

    def task(slot: str, make: Callable[[Office], Coroutine[Any, Any, None]]) -> Callable[[], None]:
        def start() -> None:
            if program.office:
                program.tasks.start(slot, make(program.office))

        return start

    def set_up() -> None:
        if program.office:
            program.office.session.set_up()

    def choose_kind(kind: DocumentKind) -> None:
        if program.office:
            program.office.document.choose(kind)

    def open_document() -> None:
        # Starting it anew would cancel what runs; a second press means the same document.
        if program.office and not program.tasks.is_running(DOCUMENT):
            program.tasks.start(DOCUMENT, program.office.document.open())

    def take_connection(typed: Connection, by_token: bool) -> None:
        if program.office:
            program.tasks.start(SESSION, program.office.session.connect(typed, by_token=by_token))

    def move(*, demo: bool) -> None:
        program.tasks.start(SESSION, program.move_in(demo=demo))

    bar, lookup, document = window.bar, window.lookup, window.lookup.fax.answer.document
    again = task(LOOK_UP, lambda office: office.lookup.again())
    bar.submitted.connect(program.submit)
    bar.many_submitted.connect(program.submit_many)
    bar.stopped.connect(program.stop)
    window.commands.again.triggered.connect(again)
    window.commands.stop.triggered.connect(program.stop)
    lookup.state.again_wanted.connect(again)
    lookup.state.stop_wanted.connect(program.stop)
    lookup.state.sample_wanted.connect(program.submit)
    lookup.state.search_wanted.connect(task(LOOK_UP, lambda office: office.search_members()))

    document.wanted.connect(open_document)
    document.cancelled.connect(lambda: program.tasks.cancel(DOCUMENT))
    document.chosen.connect(choose_kind)
    window.commands.open_document.triggered.connect(open_document)

    sign_in = task(SESSION, lambda office: office.session.sign_in())
    window.sign_in_wanted.connect(sign_in)
    window.sign_in_cancelled.connect(lambda: program.tasks.cancel(SESSION))
    window.browser_wanted.connect(task("browser", lambda office: office.session.open_link_again()))
    window.setup_wanted.connect(set_up)
    window.commands.sign_out.triggered.connect(task(SESSION, lambda office: office.session.sign_out()))
    window.commands.forget.triggered.connect(task(SESSION, lambda office: office.forget_connection()))
    window.commands.connection.triggered.connect(set_up)
    window.connect_wanted.connect(take_connection)

    window.demo_wanted.connect(lambda: move(demo=True))
    window.commands.try_demo.triggered.connect(lambda: move(demo=True))
    window.commands.leave_demo.triggered.connect(lambda: move(demo=False))
    connect_lists(window, program)
    connect_evidence(window, program)
    connect_clipboard(window, program)
    connect_watch(window, program)
    connect_history(window, program)
    connect_raw(window, program)
    connect_help(window, program)


def connect_help(window: MainWindow, program: "Program") -> None:
    """The same for the help, *About* and the diagnostics."""

    @cache
    def desk() -> "HelpDesk":
        from faxviewer.app.help import HelpDesk

        return HelpDesk(program)

    commands = window.commands
    commands.help.triggered.connect(lambda: desk().show_help())
    commands.keys.triggered.connect(lambda: desk().show_keys())
    commands.about.triggered.connect(lambda: desk().show_about())
    commands.diagnostics.triggered.connect(lambda: desk().copy_diagnostics())


def connect_lists(window: MainWindow, program: "Program") -> None:
    """The same for the lists."""
    browse, history = window.browse, window.history

    def open_list(category: Category) -> None:
        if program.office:
            program.office.open_list(category)

    def open_period(period: Period) -> None:
        if program.office:
            program.tasks.start(LIST, program.office.browse.open(period=period))

    def more() -> None:
        # What is being read goes on; its end asks again.
        if program.office and not program.tasks.is_running(LIST):
            program.tasks.start(LIST, program.office.browse.more())

    def load_all() -> None:
        if program.office:
            program.tasks.start(LIST, program.office.browse.load_all())

    def choose_user(user: str) -> None:
        if program.office:
            program.office.choose_user(user)

    def choose(entry: Entry) -> None:
        if program.office:
            program.office.choose(entry)

    def bring_form() -> None:
        # In a narrow window; who walks down the list by key goes on doing so.
        window.work.show_list(shown=False)

    browse.category_wanted.connect(open_list)
    browse.period_wanted.connect(open_period)
    browse.more_wanted.connect(more)
    browse.again_wanted.connect(more)
    browse.all_wanted.connect(load_all)
    browse.stop_wanted.connect(lambda: program.tasks.cancel(LIST))
    browse.chosen.connect(choose)
    browse.faxes.clicked.connect(bring_form)
    browse.faxes.activated.connect(bring_form)
    window.bar.user_changed.connect(choose_user)
    window.commands.show_list.triggered.connect(window.work.toggle_list)
    window.commands.filter.triggered.connect(lambda: (history if history.is_shown else browse).focus_search())
    window.commands.next_fax.triggered.connect(lambda: (history if history.is_shown else browse.faxes).step(1))
    window.commands.previous_fax.triggered.connect(lambda: (history if history.is_shown else browse.faxes).step(-1))
    window.commands.copy_id.triggered.connect(program.copy_id)


def connect_watch(window: MainWindow, program: "Program") -> None:
    """The same for the watched faxes."""

    def toggle() -> None:
        if program.office:
            program.office.watch.toggle()

    def look_at(fax_id: str, user: str) -> None:
        if program.office:
            program.office.watch.look_at(fax_id, user)
            program.submit(fax_id, user)
            window.work.show_list(shown=False)

    def end_all() -> None:
        if program.office:
            program.office.watch.end_all()

    def say_contents(said: bool) -> None:
        if program.office:
            program.office.watch.say_contents(said=said)

    window.watch.wanted.connect(toggle)
    window.watch.chosen.connect(look_at)
    window.watch.end_all_wanted.connect(end_all)
    window.watch.contents_wanted.connect(say_contents)


def connect_evidence(window: MainWindow, program: "Program") -> None:
    """The same for the evidence, by key and by the button in the row of tabs, which is off while the mask is on."""
    tabs, command = window.lookup.fax.tabs, window.commands.save_evidence
    save = button("Save the evidence…", "evidence.save", "link")
    tabs.add_tool(save)
    save.setTabOrder(tabs.departures, save)

    def ask() -> None:
        if program.office:
            program.office.evidence.ask()

    def allow() -> None:
        reason = "Personal data is hidden: show it again first (F9)" if window.screen_mask.on else ""
        save.setEnabled(not reason)
        save.setToolTip(reason or "Record, document, report and their sums in one zip (Ctrl+S)")
        save.setAccessibleDescription(save.toolTip())

    allow()
    window.screen_mask.follow(allow)
    save.clicked.connect(ask)
    command.triggered.connect(ask)


def connect_clipboard(window: MainWindow, program: "Program") -> None:
    """The same for the fax ID in the clipboard."""

    def look(text: str) -> None:
        if program.office:
            program.office.clipboard.look(text)

    def take() -> None:
        if program.office and (taken := program.office.clipboard.take()):
            program.submit(taken.fax, taken.user or window.bar.user.text())

    def withdraw() -> None:
        if program.office:
            program.office.clipboard.withdraw()

    window.clipboard.seen.connect(look)
    window.commands.take_clipboard.triggered.connect(take)
    window.bar.fax_id.textEdited.connect(withdraw)


def connect_history(window: MainWindow, program: "Program") -> None:
    """The same for the history."""
    history = window.history

    def present(act: Callable[..., None]) -> Callable[..., None]:
        def slot(*arguments: Any) -> None:
            if program.office:
                act(program.office, *arguments)

        return slot

    def look_up(fax_id: str, user: str) -> None:
        program.submit(fax_id, user)
        window.work.show_list(shown=False)

    def edit_note(office: Office, fax_id: str, user: str) -> None:
        note = office.history.note_of(fax_id, user)
        if office.mask.on:
            window.notices.tell(Notice("The note is hidden", office.mask.reason()))
        elif note is None:
            window.notices.tell(NOT_REMEMBERED)
        else:
            history.show_note(fax_id, user, note)

    def edit_shown(office: Office) -> None:
        if key := history.picked or office.lookup.shown:
            edit_note(office, *key)

    def clear() -> None:
        if program.office:
            program.tasks.start(HISTORY, program.office.history.clear())

    def turn_to() -> None:
        window.work.show_list(shown=True)
        history.open()

    history.opened.connect(present(lambda office: office.history.sort()))
    history.searched.connect(present(lambda office, typed: office.history.search(typed)))
    history.noted.connect(present(lambda office, *noted: office.history.annotate(*noted)))
    history.keep_wanted.connect(present(lambda office, kept: office.history.keep(kept=kept)))
    history.note_wanted.connect(present(edit_note))
    window.commands.note.triggered.connect(present(edit_shown))
    history.chosen.connect(look_up)
    history.clear_wanted.connect(clear)
    window.commands.show_history.triggered.connect(turn_to)
