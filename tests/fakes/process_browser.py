"""A system browser without a screen: notes the address that it opens and, where told to, presses Allow there.

Run as `python -m tests.fakes.process_browser ADDRESS`. PROCESS_OPENED names the file for the address;
with PROCESS_ALLOW set it goes on as the person who allows it.
"""

import os
import re
import sys
import urllib.parse
import urllib.request
from pathlib import Path

SECONDS = 30.0


def note(line: str) -> None:
    """Add a line to the file that the test reads; whole, once it is there."""
    with Path(os.environ["PROCESS_OPENED"]).open("a", encoding="utf-8") as opened:
        opened.write(f"{line}\n")


def allow(address: str) -> str:
    """Press Allow at `address`; the page that the redirect leads to."""
    with urllib.request.urlopen(address, timeout=SECONDS) as page:
        ticket = re.search(r'name="ticket" value="([^"]+)"', page.read().decode())
    assert ticket, "no authorization page"
    form = urllib.parse.urlencode({"ticket": ticket[1], "decision": "allow"}).encode()
    with urllib.request.urlopen(urllib.parse.urljoin(address, "/login"), form, timeout=SECONDS) as answer:
        return str(answer.read().decode())


if __name__ == "__main__":
    note(sys.argv[1])
    if "PROCESS_ALLOW" in os.environ:
        allow(sys.argv[1])
