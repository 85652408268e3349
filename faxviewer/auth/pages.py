"""The pages the browser shows at the redirect, and the HTTP response around them."""

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from string import Template
from typing import Final

from faxviewer import resources
from faxviewer.domain.errors import FaxViewerError, SignInRefused


@dataclass(frozen=True, slots=True)
class Page:
    """What to say, as plain text, and the HTTP status to say it with."""

    status: int
    title: str
    text: str
    detail: str = ""


DONE: Final = Page(200, "You can close this tab", "Faxviewer has the answer of Fax.Plus. Go on in its window.")
ANSWERED: Final = Page(410, "This sign-in was answered already", "Go on in the window of Faxviewer.")
OTHER_SIGN_IN: Final = Page(
    400,
    "This is no answer to the present sign-in",
    "It may come from an older tab. Faxviewer still waits for the right one.",
)
NOTHING_HERE: Final = Page(404, "There is nothing here", "Faxviewer waits at another address for its sign-in.")
GET_ONLY: Final = Page(405, "This address takes GET only", "Faxviewer still waits for its sign-in.")
NOT_FROM_THERE: Final = Page(
    403, "This request was refused", "Faxviewer takes the answer from a tab of the browser only, under its own address."
)


def too_large(status: int) -> Page:
    """For a request beyond the bounds."""
    return Page(status, "This request is too large", "Faxviewer still waits for its sign-in.")


def failed(error: FaxViewerError) -> Page:
    """For an answer that ends the sign-in without a session."""
    status = 400 if isinstance(error, SignInRefused) else 200
    said = f"Fax.Plus says: {error.detail}" if error.detail else ""
    return Page(status, error.title, f"{error.message} You can close this tab and go on in Faxviewer.", said)


class Pages:
    """Fills the template under `resources/pages`, which is read once, when this is made."""

    def __init__(self) -> None:
        text = (resources.root() / "pages" / "answer.html").read_text("utf-8")
        style = text.partition("<style>")[2].partition("</style>")[0]
        digest = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
        self._template = Template(text)
        self._policy = (
            f"default-src 'none'; style-src 'sha256-{digest}'; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )

    def response(self, page: Page, *, body: bool = True) -> bytes:
        """The whole response, ready to send; without its body for a HEAD request."""
        texts = {"title": page.title, "text": page.text, "detail": page.detail}
        from html import escape  # half a megabyte of entities, for a page that few runs show

        content = self._template.substitute({name: escape(text) for name, text in texts.items()}).encode("utf-8")
        lines = [
            f"HTTP/1.1 {page.status} {HTTPStatus(page.status).phrase}",
            "Content-Type: text/html; charset=utf-8",
            f"Content-Length: {len(content)}",
            "Cache-Control: no-store",
            "Referrer-Policy: no-referrer",
            "X-Content-Type-Options: nosniff",
            f"Content-Security-Policy: {self._policy}",
            "Connection: close",
        ]
        if page.status == HTTPStatus.METHOD_NOT_ALLOWED:
            lines.append("Allow: GET")
        return "\r\n".join([*lines, "", ""]).encode("ascii") + (content if body else b"")
