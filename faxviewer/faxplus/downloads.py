"""Downloading a document or a report: written as it comes, bounded, whole or an error."""

from collections.abc import Callable
from typing import Final

import httpx

from faxviewer.domain.errors import (
    DocumentIncomplete,
    DocumentRefused,
    FaxViewerError,
    NetworkSignInNeeded,
    UnexpectedReply,
)
from faxviewer.domain.exchange import Exchange
from faxviewer.domain.ports import DocumentDraft, Progress
from faxviewer.faxplus.asking import Asker, Stopwatch
from faxviewer.faxplus.bodies import BodyReader, BodyTooLarge
from faxviewer.faxplus.reply import Reply, is_web_page
from faxviewer.faxplus.wire import Request

_NONE: Final = frozenset({204, 404, 410})
"""HTTP statuses that say there is no such file."""
_DOCUMENT_STARTS: Final = (b"%PDF", b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
_HEAD: Final = 1024
"""Bytes of a document that are looked at before the first is written."""


class Downloads:
    """Copies files of at most `most_bytes` into drafts."""

    def __init__(self, asker: Asker, most_bytes: int) -> None:
        self._asker = asker
        self._most_bytes = most_bytes

    async def fetch(
        self, request: Request, draft: DocumentDraft, progress: Progress, missing: Callable[[str], FaxViewerError]
    ) -> Exchange:
        """Write the file that `request` asks for into `draft`; `missing` makes the error where there is none.

        Nothing is written before a reply that can be a document, and once something is written the
        download is not tried again: the draft would hold it twice.
        """

        async def once() -> Exchange:
            with Stopwatch(request, self._asker.now) as watch:
                async with self._asker.transport.response(request, broken=DocumentIncomplete) as response:
                    watch.heard(response)
                    if response.status_code in _NONE:
                        raise missing(f"HTTP {response.status_code}")
                    if response.status_code != 200:
                        raise self._asker.refused(await self._asker.whole(response))
                    await self._copy(response, draft, progress)
                    return watch.exchange(response)

        return await self._asker.persistently(once)

    async def _copy(self, response: httpx.Response, draft: DocumentDraft, progress: Progress) -> None:
        """Write the body of `response` into `draft`, its first bytes only once they look like a document."""
        reader = BodyReader(response.headers, self._most_bytes)
        progress(0, reader.total)
        head: bytes | None = b""
        try:
            async for raw in response.aiter_raw():
                for piece in reader.pieces(raw):
                    ready = piece
                    if head is not None:
                        head += piece
                        if len(head) < _HEAD:
                            continue
                        ready, head = _document_start(response, head), None
                    await draft.write(ready)
                    progress(reader.received, reader.total)
        except BodyTooLarge:
            most = f"It is larger than {self._most_bytes // 2**20} MB, so the download was stopped."
            raise DocumentRefused("The document is too large", most, "Ask the account owner for it.") from None
        reader.end()
        if head:
            await draft.write(_document_start(response, head))
            progress(reader.received, reader.total)


def _document_start(response: httpx.Response, head: bytes) -> bytes:
    """`head`, unless it begins a web page or a message. Any other content is for the draft to judge."""
    if head.startswith(_DOCUMENT_STARTS):
        return head
    reply = Reply(response.status_code, dict(response.headers), head)
    if is_web_page(reply):
        raise NetworkSignInNeeded(detail=reply.reference)
    media = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media == "application/json" or head.lstrip().startswith((b"{", b"[")):
        raise UnexpectedReply(message="A message came in place of the document.", detail=reply.reference)
    return head
