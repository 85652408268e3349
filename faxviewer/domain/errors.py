"""Everything that can go wrong, in words for the person at the desk: what happened, what it means, what to do."""

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from faxviewer.domain.exchange import Exchange


class FaxViewerError(Exception):
    """An error that may be shown as it is. Its texts hold no secret and no text of the service unless said.

    `title` says what happened, `message` what it means, `remedy` what to do next. `detail` is for a
    person to quote to support (an HTTP status, a reference); it is plain, untrusted text. `exchange` is
    the request that failed, without a body; None where there was none, or where its time was up.
    """

    title: str = "Something went wrong"
    message: str = ""
    remedy: str = ""
    retryable: ClassVar[bool] = False

    def __init__(
        self,
        title: str | None = None,
        message: str | None = None,
        remedy: str | None = None,
        *,
        detail: str = "",
    ) -> None:
        super().__init__(title or self.title)
        self.title = title or self.title
        self.message = message if message is not None else self.message
        self.remedy = remedy if remedy is not None else self.remedy
        self.detail = detail
        self.exchange: Exchange | None = None


class InputRefused(FaxViewerError):
    """What was typed can't be what it should be; nothing was sent."""


# Signing in


class SignInError(FaxViewerError):
    """A sign-in that didn't end in a session."""

    title = "The sign-in did not work"
    message = "Nobody is signed in."
    remedy = "Sign in again."


class SignInDeclined(SignInError):
    title = "You declined access"
    message = "Fax.Plus was told not to let Faxviewer in."
    remedy = "Sign in again and choose Allow."


class SignInUnavailable(SignInError):
    title = "Fax.Plus can't sign anyone in right now"
    message = "The sign-in page of Fax.Plus reports trouble of its own."
    remedy = "Try again in a minute."
    retryable = True


class SignInRefused(SignInError):
    title = "Fax.Plus refused the sign-in"
    message = "The answer to the sign-in was not one that can be trusted."


class SignInTimedOut(SignInError):
    title = "Nobody signed in"
    message = "The browser brought no answer within five minutes."
    retryable = True


class RedirectPortBusy(SignInError):
    title = "Another program is using the sign-in port"
    message = "The redirect URI's port is taken, so the browser's answer could not arrive."
    remedy = "Close the other program (a second Faxviewer, perhaps) and try again."
    retryable = True


class ClientRefused(SignInError):
    title = "The client ID or secret is wrong"
    message = "Fax.Plus does not know this pair."
    remedy = "Compare both with Profile > Integrations > Fax.Plus API, then enter them again."


class SessionEnded(FaxViewerError):
    title = "You are signed out"
    message = "Fax.Plus no longer accepts the session of this computer."
    remedy = "Sign in again."


# Asking Fax.Plus


class NotFound(FaxViewerError):
    title = "No such fax for this user"
    message = "Fax.Plus knows no fax with this ID under the chosen user."
    remedy = "Check the ID, or choose the member who owns the fax."


class NotAllowed(FaxViewerError):
    title = "No permission for this"
    message = "The account may not see this, or the access it was given does not cover it."
    remedy = "Ask the account's administrator, or look it up under your own user."


class Offline(FaxViewerError):
    title = "You are offline"
    message = "Fax.Plus could not be reached from this computer."
    remedy = "Check the network connection, then try again."
    retryable = True


class ConnectionUntrusted(FaxViewerError):
    title = "The connection is not secure"
    message = "The certificate that was shown for Fax.Plus can't be trusted, so nothing was sent."
    remedy = "Tell your IT support: a proxy or the clock of this computer may be the cause."


class ProxyTrouble(FaxViewerError):
    title = "The network's proxy is in the way"
    message = "The proxy that this computer is set to use did not let the request through."
    remedy = "Check the proxy setting of this computer (or HTTPS_PROXY), then try again."
    retryable = True


class RateLimited(FaxViewerError):
    """`retry_after` is in seconds, already clamped to something sane."""

    title = "Fax.Plus asks for a pause"
    message = "Too many requests came from this account in a short time."
    remedy = "Wait until the countdown ends, then try again."
    retryable = True

    def __init__(self, retry_after: float, *, detail: str = "") -> None:
        super().__init__(detail=detail)
        self.retry_after = retry_after


class ServiceTrouble(FaxViewerError):
    title = "Fax.Plus is having trouble"
    message = "The service answered that it can't answer right now."
    remedy = "Try again in a minute."
    retryable = True


class UnexpectedReply(FaxViewerError):
    title = "Fax.Plus sent an unexpected reply"
    message = "The reply can't be read as what was asked for."
    remedy = "Try again; if it goes on, quote the reference below to support."
    retryable = True


class NetworkSignInNeeded(FaxViewerError):
    title = "This network wants you to sign in"
    message = "A web page of the network came back in place of Fax.Plus."
    remedy = "Open any page in the browser, sign in to the network, then try again."
    retryable = True


class RequestRefused(FaxViewerError):
    title = "Fax.Plus refused the request"
    message = "The service does not accept what was asked."
    remedy = "Check the ID and the user; if it goes on, quote the reference below to support."


# Documents


class DocumentError(FaxViewerError):
    title = "The document can't be opened"
    remedy = "Try again."


class DocumentMissing(DocumentError):
    title = "There is no document"
    message = "Fax.Plus has no file for this fax."
    remedy = "Ask the account owner whether it was deleted."


class ReportMissing(DocumentError):
    title = "There is no confirmation report"
    message = "Fax.Plus has no confirmation report for this fax."
    remedy = "Quote the status and the times instead."


class DocumentRefused(DocumentError):
    title = "The document was not opened"
    message = "What came is neither a PDF nor a TIFF, so it was thrown away."
    remedy = "Try the other format; if that fails too, ask Fax.Plus support."


class DocumentIncomplete(DocumentError):
    title = "The document did not arrive whole"
    message = "The download ended early, so the part that came was thrown away."
    retryable = True


class DocumentNotStored(DocumentError):
    title = "The document could not be stored"
    message = "This computer would not write it to Faxviewer's private folder."
    remedy = "Make room on the disk, then try again."
    retryable = True


class NoViewer(DocumentError):
    title = "No program opens this kind of document"
    message = "This computer has no program set for it."
    remedy = "Try the other format, or set a program for it in the system's settings."


class FileNotWritten(FaxViewerError):
    title = "The file could not be saved"
    message = "This computer would not write it there; what stood there is as it was."
    remedy = "Choose another folder, or close the program that has the file open."


class FolderNotShown(FaxViewerError):
    title = "The folder could not be shown"
    message = "This computer did not open it; the file is where it was saved."
    remedy = "Open the folder in the computer's own program for files."


class BrowserUnavailable(FaxViewerError):
    title = "The browser could not be opened"
    message = "This computer did not start a browser."
    remedy = "Copy the link and open it in a browser on this computer."


# This computer


class KeychainTrouble(FaxViewerError):
    title = "The keychain of this computer did not work"
    message = "What is secret stays in memory until Faxviewer is closed."
    remedy = "Unlock or repair the keychain; until then you sign in at each start."


class HistoryKept(FaxViewerError):
    title = "The history could not be deleted"
    message = "This computer would not delete its file, so it is still there."
    remedy = "Close other running Faxviewers, then clear it again."


class SettingsRefused(FaxViewerError):
    """Connection settings that can't work. `problems` maps the field's name to the reason."""

    title = "The connection settings can't be right"
    message = "One or more of the values can't work."
    remedy = "Correct the marked fields."

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(message=" ".join(problems.values()))
        self.problems = problems
