"""What the self-test plays itself: the person at the browser and the viewer, and the reader of the log."""

import asyncio
import logging
import re
import urllib.parse
import urllib.request
from typing import Final

from faxviewer.domain.document import StoredDocument
from faxviewer.domain.errors import BrowserUnavailable

_PATIENCE: Final = 20.0
"""Seconds that one page may take."""


class PlayedPerson:
    """Stands in for the system's browser and viewer: presses *Allow*, and notes what it was shown."""

    def __init__(self) -> None:
        self.shown: list[StoredDocument] = []
        self.folders: list[str] = []

    async def open_address(self, address: str) -> None:
        """Do in plain HTTP what a person does in the browser."""
        try:
            await asyncio.to_thread(_press_allow, address)
        except OSError as error:
            raise BrowserUnavailable from error

    async def open_document(self, document: StoredDocument) -> None:
        """Take note of `document`; its content is looked at by the check."""
        self.shown.append(document)

    async def show_in_folder(self, path: str) -> None:
        """Take note of the file whose folder would be shown."""
        self.folders.append(path)


class Errors(logging.Handler):
    """Notes what the program logged as an error, which nobody may have seen in the window."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.causes: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the kind of error, or the event's fixed text; neither holds anything of a fax."""
        error = record.exc_info[1] if record.exc_info else None
        self.causes.append(type(error).__name__ if error else str(record.msg))


def _press_allow(address: str) -> None:
    """Open the authorization page, press *Allow*, follow the redirect. Blocks; raises OSError."""
    with urllib.request.urlopen(address, timeout=_PATIENCE) as page:  # noqa: S310 (the demo's own address)
        html = page.read().decode()
    form = re.search(r"<form[^>]*action=\"([^\"]*)\"", html)
    fields = {
        match["name"]: match["value"]
        for match in re.finditer(r"<input[^>]*name=\"(?P<name>[^\"]*)\"[^>]*value=\"(?P<value>[^\"]*)\"", html)
    }
    button = re.search(r"<button[^>]*name=\"([^\"]*)\"[^>]*value=\"([^\"]*allow[^\"]*)\"", html, re.IGNORECASE)
    if button:
        fields[button[1]] = button[2]
    action = urllib.parse.urljoin(address, form[1].replace("&amp;", "&") if form else "")
    body = urllib.parse.urlencode(fields).encode()
    with urllib.request.urlopen(action, body, timeout=_PATIENCE) as answer:  # noqa: S310 (the demo's own address)
        answer.read()
