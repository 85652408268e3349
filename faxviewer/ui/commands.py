"""Everything the window can be told to do: menu entries with their keys, valid in the whole window."""

from PySide6.QtGui import QAction

from faxviewer.ui.menus import Menu
from faxviewer.ui.top_bar import TopBar


class Commands:
    """The actions, by what they do. They stand in the bar's menu in this order; the list's in a menu of their own."""

    def __init__(self, bar: TopBar) -> None:
        self._bar = bar
        add = bar.add_action
        self.focus_id = add("Enter a fax ID", "action.focus_id", "Ctrl+L")
        self.take_clipboard = add("Look up the fax ID in the clipboard", "action.clipboard", "Ctrl+Return")
        self.again = add("Look up again", "action.again", "F5")
        self.stop = add("Stop", "action.stop", "Esc")
        bar.menu.addSeparator()
        self.open_document = add("Open document", "action.open_document", "Ctrl+O")
        self.open_report = add("Open the confirmation report", "action.open_report", "Ctrl+Shift+O")
        self.deny = add("They say it never came", "action.denial", "Ctrl+D")
        self.details = add("Show the details", "action.details", "Ctrl+1")
        self.raw = add("Show the raw record", "action.raw", "Ctrl+2")
        self.copy_ticket = add("Copy for the ticket", "action.copy_ticket", "Ctrl+Shift+C")
        self.preview_ticket = add("Preview for the ticket…", "action.preview_ticket", "Ctrl+Shift+T")
        self.copy_id = add("Copy the fax ID", "action.copy_id", "Ctrl+Shift+I")
        self.save_evidence = add("Save the evidence…", "action.save_evidence", "Ctrl+S")
        self.watch_fax = add("Watch this fax", "action.watch", "Ctrl+Shift+W")
        self.mask = add("Hide personal data", "action.mask", "F9")
        self.say_results = add("Say results in notifications", "action.say_results")
        bar.menu.addSeparator()
        listed = self._submenu("List and history")
        self.show_list = add("Go to the list", "action.list", "Ctrl+G", listed)
        self.filter = add("Filter the list", "action.filter", "Ctrl+F", listed)
        self.next_fax = add("Next fax", "action.next", "Alt+Down", listed)
        self.previous_fax = add("Previous fax", "action.previous", "Alt+Up", listed)
        self.show_history = add("Go to the history", "action.history", "Ctrl+H", listed)
        self.note = add("Write a note…", "action.note", "F2", listed)
        self.keep_history = add("Keep a history", "action.keep_history", "", listed)
        self.clear_history = add("Clear the history…", "action.clear_history", "", listed)
        bar.menu.addSeparator()
        self.sign_out = add("Sign out", "action.sign_out")
        self.connection = add("Connection…", "action.connection")
        self.forget = add("Forget this connection", "action.forget")
        self.try_demo = add("Try the demo", "action.try_demo")
        self.leave_demo = add("Leave the demo", "action.leave_demo")
        bar.menu.addSeparator()
        helping = self._submenu("Help")
        self.help = add("Help", "action.help", "F1", helping)
        self.keys = add("Keys", "action.keys", "Shift+F1", helping)
        self.about = add("About Faxviewer", "action.about", "", helping)
        self.diagnostics = add("Copy diagnostics", "action.diagnostics", "", helping)
        self.quit = add("Quit", "action.quit", "Ctrl+Q")
        self.sign_out.setEnabled(False)
        self.leave_demo.setVisible(False)

    def set_demo(self, *, demo: bool) -> None:
        """Offer the way into the demo or out of it; a demo has no connection of the person's own."""
        self.leave_demo.setVisible(demo)
        for action in (self.try_demo, self.connection, self.forget):
            action.setVisible(not demo)

    def all(self) -> list[QAction]:
        """Every action, in the order of the menu."""
        return [action for action in vars(self).values() if isinstance(action, QAction)]

    def _submenu(self, title: str) -> Menu:
        menu = Menu(self._bar.menu, title)
        self._bar.menu.addMenu(menu)
        return menu
