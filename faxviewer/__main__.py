"""The way in: reads the arguments, then starts the window, or the self-test."""

import signal
import sys

_USAGE = """\
usage: faxviewer [FAX_ID] [--user ID] [--demo | --new-window]
       faxviewer --self-test [--screenshots DIR]

Shows what happened to a fax on Fax.Plus.

  FAX_ID             look this fax up: an ID or an address with one, as faxviewer://fax/ID?user=ID;
                     a window that is there already does it, and comes to the front
  --user ID          whose fax it is: self (the default), or a member's user ID
  --demo             made-up faxes on this computer; touches no account and no settings
  --new-window       one more window, though there is one already
  --self-test        check the whole program against the demo, one line a check; exit code 0 or 1
  --screenshots DIR  with --self-test: leave pictures of the window in DIR
  --version          print the version
"""


def main() -> int:
    """Run what the arguments ask for and return the exit code; 2 for arguments that make no sense."""
    import argparse

    parser = argparse.ArgumentParser(
        "faxviewer", usage=_USAGE.removeprefix("usage: "), add_help=False, allow_abbrev=False
    )
    parser.add_argument("fax_id", nargs="?", default="")
    parser.add_argument("--user", default="")
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("--new-window", action="store_true")
    parser.add_argument("--self-test", action="store_true")
    parser.add_argument("--screenshots", default="")
    parser.add_argument("--version", action="store_true")
    parser.add_argument("-h", "--help", action="store_true")
    asked = parser.parse_args()
    if asked.help or asked.version:
        from faxviewer import __version__

        _say(_USAGE if asked.help else f"Faxviewer {__version__}\n")
        return 0
    if asked.screenshots and not asked.self_test:
        parser.error("--screenshots goes with --self-test")
    if asked.user and not asked.fax_id:
        parser.error("--user goes with a FAX_ID")
    if asked.self_test and (asked.fax_id or asked.user or asked.demo or asked.new_window):
        parser.error("--self-test looks up faxes of its own")
    # Until the program listens itself: in Qt's loop a KeyboardInterrupt would get lost.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if asked.self_test:
        from faxviewer import selftest

        return selftest.main(asked.screenshots)
    if not asked.demo and not asked.new_window and _handed_over(asked.fax_id, asked.user):
        return 0
    from faxviewer.app import start
    from faxviewer.app.options import Options

    return start.main(Options(asked.fax_id, asked.user, demo=asked.demo))


def _handed_over(fax_id: str, user: str) -> bool:
    from faxviewer.app import hand_over
    from faxviewer.system import places

    return hand_over.handed_over(fax_id, user, places.meeting_address())


def _say(text: str) -> None:
    """Print, unless this is a windowed program, which has nowhere to print to."""
    if sys.stdout is not None:
        sys.stdout.write(text)


if __name__ == "__main__":
    sys.exit(main())
