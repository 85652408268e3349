"""The person beside the window: their browser, which answers when a story says so, and their viewer of documents."""

import asyncio
import re
import urllib.error
import urllib.parse
import urllib.request
from typing import Literal

from faxviewer.domain.document import StoredDocument
from faxviewer.domain.errors import BrowserUnavailable, FolderNotShown, NoViewer
from faxviewer.played import PlayedPerson

SECONDS = 30.0
"""A net for one page, nothing that a story relies on."""


class Person(PlayedPerson):
    """`in_browser` is what becomes of a page that opens: Allow at once, nothing yet, or no browser at all.

    `pages` holds the addresses that were opened. Without a `viewer` no program opens documents,
    without `files` none shows folders.
    """

    def __init__(self) -> None:
        super().__init__()
        self.in_browser: Literal["allow", "wait", "none"] = "allow"
        self.pages: list[str] = []
        self.viewer = True
        self.files = True

    async def open_address(self, address: str) -> None:
        """The system browser."""
        self.pages.append(address)
        if self.in_browser == "none":
            raise BrowserUnavailable
        if self.in_browser == "allow":
            await super().open_address(address)

    async def open_document(self, document: StoredDocument) -> None:
        """The program that is set for documents."""
        if not self.viewer:
            raise NoViewer
        await super().open_document(document)

    async def show_in_folder(self, path: str) -> None:
        """The program that shows folders."""
        if not self.files:
            raise FolderNotShown
        await super().show_in_folder(path)

    async def press(self, decision: Literal["allow", "deny"], address: str = "") -> str:
        """Press *Allow* or *Deny* in the page at `address`, else in the last that opened; what the tab says then."""
        return await asyncio.to_thread(_press, decision, address or self.pages[-1])


def _press(decision: str, address: str) -> str:
    page = _read(address)
    ticket = re.search(r'name="ticket" value="([^"]+)"', page)
    assert ticket, f"no page to press {decision} in: {page}"
    form = urllib.parse.urlencode({"ticket": ticket[1], "decision": decision}).encode()
    return _read(urllib.parse.urljoin(address, "/login"), form)


def _read(address: str, form: bytes | None = None) -> str:
    try:
        with urllib.request.urlopen(address, form, timeout=SECONDS) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as refused:  # a page all the same
        with refused:
            return refused.read().decode()
