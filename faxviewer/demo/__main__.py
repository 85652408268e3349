"""`python -m faxviewer.demo`: the service alone, its addresses and credentials on one JSON line, until a signal."""

import argparse
import json
import signal
import sys
import threading

from faxviewer.demo.company import HAND_MADE
from faxviewer.demo.service import DemoService


def main(arguments: list[str] | None = None) -> int:
    """Run until SIGTERM or SIGINT. Exit code 2 when the port is taken."""
    parser = argparse.ArgumentParser(prog="python -m faxviewer.demo", description="A Fax.Plus stand-in for trying out.")
    parser.add_argument("--port", type=int, default=0, help="the port on 127.0.0.1; 0 takes any free one")
    parser.add_argument("--seed", type=int, default=7, help="decides the sample data")
    parser.add_argument("--faxes", type=int, default=None, metavar="N", help="how many faxes there are")
    parser.add_argument(
        "--members",
        type=int,
        default=HAND_MADE,
        metavar="N",
        help=f"how many members there are beside the administrator; {HAND_MADE} unless told, and never fewer",
    )
    chosen = parser.parse_args(arguments)
    ended = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: ended.set())
    service = DemoService(port=chosen.port, seed=chosen.seed, faxes=chosen.faxes, members=chosen.members)
    try:
        service.start()
    except (OSError, OverflowError) as problem:
        parser.exit(2, f"Port {chosen.port} can't be used: {problem}\n")
    sys.stdout.write(json.dumps(_described(service)) + "\n")
    sys.stdout.flush()
    # A wait without a time limit would keep Windows from seeing Ctrl+C.
    while not ended.wait(3600):
        pass
    service.stop()
    return 0


def _described(service: DemoService) -> dict[str, object]:
    return {
        "api_url": service.api_url,
        "authorize_url": service.authorize_url,
        "token_url": service.token_url,
        "client_id": service.client_id,
        "client_secret": service.client_secret,
        "redirect_uris": list(service.redirect_uris),
        "personal_access_token": service.personal_access_token,
        "member_personal_access_token": service.member_token,
        "limited_personal_access_token": service.limited_token,
        "faxes": service.fax_count,
        "members": service.member_count,
    }


if __name__ == "__main__":
    sys.exit(main())
