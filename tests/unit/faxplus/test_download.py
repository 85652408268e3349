"""Downloading a document: written as it comes, bounded, whole or an error."""

import asyncio
import gzip
import zlib

import pytest

from faxviewer.domain.document import DocumentKind, StoredDocument
from faxviewer.domain.errors import (
    DocumentIncomplete,
    DocumentMissing,
    DocumentNotStored,
    DocumentRefused,
    FaxViewerError,
    NetworkSignInNeeded,
    NotAllowed,
    RateLimited,
    ReportMissing,
    ServiceTrouble,
    UnexpectedReply,
)
from faxviewer.faxplus.client import FaxPlusClient, Limits
from tests.fakes.records import ORDINARY
from tests.fakes.scripted_server import Answer, ScriptedServer, drip, http, json_reply, raw, reset, stall
from tests.unit.faxplus.conftest import Bearer, no_tls

ID = str(ORDINARY["id"])
FILE = f"/accounts/self/files/{ID}"
REPORT = f"/accounts/self/report/{ID}"
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 900 + b"\n%%EOF\n"


class Draft:
    """A draft in memory. `full` makes it refuse every byte, as a full disk does."""

    def __init__(self, *, full: bool = False) -> None:
        self.chunks: list[bytes] = []
        self._full = full

    async def write(self, chunk: bytes) -> None:
        if self._full:
            raise DocumentNotStored
        self.chunks.append(chunk)

    async def finish(self) -> StoredDocument:
        raise AssertionError("a download does not finish the draft")

    async def discard(self) -> None:
        raise AssertionError("a download does not discard the draft")

    @property
    def content(self) -> bytes:
        return b"".join(self.chunks)


class Told:
    """Remembers the progress."""

    def __init__(self) -> None:
        self.steps: list[tuple[int, int | None]] = []

    def __call__(self, received: int, total: int | None) -> None:
        self.steps.append((received, total))


async def fetch(client: FaxPlusClient, kind: DocumentKind = DocumentKind.PDF) -> tuple[bytes, Told]:
    draft, told = Draft(), Told()
    await client.download("self", ID, kind, draft, told)
    return draft.content, told


async def test_a_report_comes_the_same_way_and_both_keep_their_request(
    client: FaxPlusClient, server: ScriptedServer
) -> None:
    server.on(REPORT, http(200, PDF, {"Content-Type": "application/pdf", "X-Request-Id": "req-report"}))
    server.on(FILE, http(200, PDF, {"X-Request-Id": "req-file"}))
    draft, told = Draft(), Told()
    report = await client.report("self", ID, draft, told)
    assert draft.content == PDF
    assert told.steps[-1] == (len(PDF), len(PDF))
    document = await client.download("self", ID, DocumentKind.TIFF, Draft(), Told())
    assert [(each.path, each.status, each.request_id) for each in (report, document)] == [
        (REPORT, 200, "req-report"),
        (f"{FILE}?format=tiff", 200, "req-file"),
    ]
    assert report.body == document.body == b""


async def test_a_report_that_is_not_there_is_said_as_such(client: FaxPlusClient, server: ScriptedServer) -> None:
    server.on(REPORT, json_reply({"error": "not_found"}, 404))
    with pytest.raises(ReportMissing):
        await client.report("self", ID, Draft(), Told())


@pytest.mark.parametrize("kind", list(DocumentKind))
async def test_a_document_comes_with_progress(
    client: FaxPlusClient, server: ScriptedServer, kind: DocumentKind
) -> None:
    server.on(FILE, http(200, PDF, {"Content-Type": "application/pdf"}))
    content, told = await fetch(client, kind)
    assert content == PDF
    assert told.steps[0] == (0, len(PDF))
    assert told.steps[-1] == (len(PDF), len(PDF))
    assert len(told.steps) > 2
    assert told.steps == sorted(told.steps)
    (asked,) = server.received
    assert asked.target == f"{FILE}?format={kind.value}"
    assert asked.headers["accept-encoding"] == "identity"


async def test_a_document_without_an_announced_length(client: FaxPlusClient, server: ScriptedServer) -> None:
    server.on(FILE, raw(b"HTTP/1.1 200 OK\r\n\r\n" + PDF))
    content, told = await fetch(client)
    assert content == PDF
    assert told.steps[-1] == (len(PDF), None)


async def test_a_short_document_is_written_too(client: FaxPlusClient, server: ScriptedServer) -> None:
    server.on(FILE, http(200, b"%PDF-"))
    content, told = await fetch(client)
    assert (content, told.steps[-1]) == (b"%PDF-", (5, 5))


async def test_an_empty_document_writes_nothing(client: FaxPlusClient, server: ScriptedServer) -> None:
    server.on(FILE, http(200, b""))
    assert (await fetch(client))[0] == b""


async def test_content_that_is_no_document_is_left_to_the_draft(client: FaxPlusClient, server: ScriptedServer) -> None:
    server.on(FILE, http(200, b"MZ\x90\x00" * 500))
    assert (await fetch(client))[0] == b"MZ\x90\x00" * 500


async def test_a_document_under_a_wrong_content_type_is_still_one(
    client: FaxPlusClient, server: ScriptedServer
) -> None:
    server.on(FILE, http(200, PDF, {"Content-Type": "text/html"}))
    assert (await fetch(client))[0] == PDF


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (json_reply({"error": "not_found"}, 404), DocumentMissing),
        (http(204), DocumentMissing),
        (http(403), NotAllowed),
        (http(429), RateLimited),
        (http(503), ServiceTrouble),
        (http(302, headers={"Location": "/elsewhere"}), UnexpectedReply),
        (http(200, b"<!DOCTYPE html><html>Sign in</html>", {"Content-Type": "text/html"}), NetworkSignInNeeded),
        (http(200, b"<html>" + b" " * 5_000), NetworkSignInNeeded),
        (json_reply({"error": "busy"}), UnexpectedReply),
        (http(200, b'  {"error": "busy"}' + b" " * 2_000), UnexpectedReply),
    ],
)
async def test_answers_in_place_of_a_document(
    client: FaxPlusClient, server: ScriptedServer, answer: Answer, kind: type[FaxViewerError]
) -> None:
    server.on(FILE, answer)
    draft = Draft()
    with pytest.raises(kind):
        await client.download("self", ID, DocumentKind.PDF, draft, Told())
    assert draft.chunks == []


@pytest.mark.parametrize("trouble", [http(502), reset(), raw(b"")])
async def test_f96_f97_trouble_before_the_first_byte_is_tried_again(
    client: FaxPlusClient, server: ScriptedServer, trouble: Answer
) -> None:
    server.on(FILE, trouble, http(200, PDF))
    assert (await fetch(client))[0] == PDF


@pytest.mark.parametrize(
    "answer",
    [
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n" + PDF),
        reset(b"HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n" + PDF),
        raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n%PDF-\r\n"),
        raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 99\r\n\r\n5\r\n%PDF-\r\n0\r\n\r\n"),
        http(200, b"not gzip at all", {"Content-Encoding": "gzip"}),
        http(200, PDF, {"Content-Encoding": "br"}),
    ],
)
async def test_f98_d73_a_document_that_breaks_off(
    client: FaxPlusClient, server: ScriptedServer, answer: Answer
) -> None:
    server.on(FILE, answer)
    with pytest.raises(DocumentIncomplete):
        await fetch(client)
    assert len(server.received) == 1


async def test_d75_a_truncated_gzip_is_noticed(client: FaxPlusClient, server: ScriptedServer) -> None:
    packed = gzip.compress(PDF)
    server.on(FILE, http(200, packed[:-12], {"Content-Encoding": "gzip"}))
    with pytest.raises(DocumentIncomplete):
        await fetch(client)
    server.on(FILE, http(200, packed, {"Content-Encoding": "gzip"}))
    content, told = await fetch(client)
    assert content == PDF
    assert told.steps[0] == (0, None)


async def test_deflate_is_read_as_well(client: FaxPlusClient, server: ScriptedServer) -> None:
    server.on(FILE, http(200, zlib.compress(PDF), {"Content-Encoding": "deflate"}))
    assert (await fetch(client))[0] == PDF


@pytest.mark.parametrize(
    "answer",
    [
        http(200, gzip.compress(b"%PDF" + bytes(20_000_000)), {"Content-Encoding": "gzip"}),
        http(200, b"%PDF" + bytes(2_000_000)),
        raw(b"HTTP/1.1 200 OK\r\n\r\n%PDF" + bytes(2_000_000)),
        drip(b"HTTP/1.1 200 OK\r\n\r\n%PDF" + bytes(1_100_000)),
    ],
)
async def test_d76_d77_decoded_bytes_are_capped(server: ScriptedServer, answer: Answer) -> None:
    server.on(FILE, answer)
    most = 1024 * 1024
    client = FaxPlusClient(lambda: server.address, Bearer(), no_tls, limits=Limits(document_bytes=most))
    draft = Draft()
    with pytest.raises(DocumentRefused, match="too large") as caught:
        await client.download("self", ID, DocumentKind.PDF, draft, Told())
    assert "1 MB" in caught.value.message
    assert len(draft.content) <= most
    await client.aclose()


async def test_f99_a_document_without_end(server: ScriptedServer) -> None:
    server.on(FILE, drip(b"HTTP/1.1 200 OK\r\n\r\n%PDF"))
    client = FaxPlusClient(lambda: server.address, Bearer(), no_tls, limits=Limits(document_seconds=0.2))
    with pytest.raises(ServiceTrouble, match="takes too long"):
        await fetch(client)
    await client.aclose()


async def test_a_full_disk_is_told_and_the_client_still_works(client: FaxPlusClient, server: ScriptedServer) -> None:
    server.on(FILE, http(200, PDF))
    with pytest.raises(DocumentNotStored):
        await client.download("self", ID, DocumentKind.PDF, Draft(full=True), Told())
    assert (await fetch(client))[0] == PDF


async def test_d85_a_cancelled_download_hangs_up_and_the_next_one_works(
    client: FaxPlusClient, server: ScriptedServer
) -> None:
    server.on(FILE, stall(b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n" + PDF[:5_000]), http(200, PDF))
    draft = Draft()
    written = asyncio.Event()
    loading = asyncio.create_task(
        client.download(
            "self", ID, DocumentKind.PDF, draft, lambda received, _total: written.set() if received else None
        )
    )
    await asyncio.wait_for(written.wait(), 20)
    loading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await loading
    assert await asyncio.to_thread(server.left.wait, 20)
    assert (await fetch(client))[0] == PDF


async def test_a_file_that_is_not_there_is_known_by_the_request_for_it(
    client: FaxPlusClient, server: ScriptedServer
) -> None:
    server.on(REPORT, http(404, b"", {"X-Request-Id": "req-19"}))
    with pytest.raises(ReportMissing) as missing:
        await client.report("self", ID, Draft(), Told())
    exchange = missing.value.exchange
    assert exchange is not None
    assert (exchange.method, exchange.path, exchange.status, exchange.request_id) == ("GET", REPORT, 404, "req-19")
