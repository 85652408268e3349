"""What the transport's exceptions mean for a person: offline, a proxy, a certificate, a broken connection."""

import os
import socket
import ssl
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from faxviewer.domain.connection import is_loopback
from faxviewer.domain.errors import (
    ConnectionUntrusted,
    FaxViewerError,
    Offline,
    ProxyTrouble,
    ServiceTrouble,
    UnexpectedReply,
)
from faxviewer.network.proxies import PORTS

# OpenSSL's verify codes (X509_V_ERR_… of x509_vfy.h), and how a person calls them.
_CAUSES: Final = {
    9: "It is not valid yet",
    10: "It has expired",
    18: "It is signed by itself",
    19: "It is signed by an authority that this computer does not know",
    20: "It is signed by an authority that this computer does not know",
    21: "It is signed by an authority that this computer does not know",
    23: "It was revoked",
    62: "It belongs to another address",
    64: "It belongs to another address",
}
_CAUSE_TEXTS: Final = (
    # The system verifiers of Windows and macOS give words in place of codes.
    ("expired", 10),
    ("not yet valid", 9),
    ("self-signed", 18),
    ("self signed", 18),
    ("mismatch", 62),
    ("host name", 62),
    ("hostname", 62),
    ("not trusted", 20),
    ("untrusted root", 20),
    ("local issuer", 20),
    ("revoked", 23),
)


def is_cut(error: httpx.HTTPError) -> bool:
    """Whether the connection broke, as against a reply that came and can't be read."""
    return isinstance(error, httpx.ReadError | httpx.WriteError | httpx.CloseError)


def error_of(error: Exception, address: str) -> FaxViewerError:
    """The error for a person that `error`, raised while asking `address`, stands for."""
    chain = tuple(_chain(error))
    if isinstance(error, httpx.ProxyError):
        return proxy_trouble(address)
    if trouble := next((found for found in chain if isinstance(found, ssl.SSLError)), None):
        return _untrusted(trouble)
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        return _offline(chain, address)
    if isinstance(error, httpx.TimeoutException):
        return too_slow()
    if isinstance(error, httpx.NetworkError) or (isinstance(error, httpx.HTTPError) and is_cut(error)):
        return cut_off()
    return UnexpectedReply(
        message="What came can't be read as an answer of a web service.", detail=type(error).__name__
    )


def too_slow() -> FaxViewerError:
    """No complete answer within the deadline."""
    return ServiceTrouble("Fax.Plus takes too long", "No complete answer came in time.")


def cut_off() -> FaxViewerError:
    """The connection ended before the answer was complete."""
    return ServiceTrouble("The connection was cut", "It ended before the answer of Fax.Plus was complete.")


def proxy_trouble(address: str) -> ProxyTrouble:
    """A proxy that refuses or makes no sense, with the name of the setting that it comes from."""
    setting = proxy_setting(address)
    if not setting:
        return ProxyTrouble()
    return ProxyTrouble(
        message=f"The proxy set in {setting} did not let the request through.",
        remedy=f"Check {setting} and whether the proxy wants a sign-in, then try again.",
    )


def proxy_setting(address: str, environment: Mapping[str, str] = os.environ) -> str:
    """The name of the setting whose proxy requests to `address` go through; empty where they go straight."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if is_loopback(host):
        return ""
    for name in (f"{parts.scheme}_proxy", "all_proxy"):
        for variable in (name.upper(), name):
            if environment.get(variable):
                return "" if _is_bypassed(host, parts.port or PORTS.get(parts.scheme, 0)) else variable
    if parts.scheme in getproxies() and not _is_bypassed(host, parts.port or PORTS.get(parts.scheme, 0)):
        return "the system's network settings"
    return ""


def _is_bypassed(host: str, port: int) -> bool:
    return bool(proxy_bypass(f"{host}:{port}"))  # it looks for the host alone, too


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """`error` and everything that it came from, groups included, each once."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        found = waiting.pop()
        if found is None or id(found) in seen:
            continue
        seen.add(id(found))
        yield found
        waiting += [found.__cause__, found.__context__]
        if isinstance(found, BaseExceptionGroup):
            waiting += found.exceptions


def _untrusted(trouble: ssl.SSLError) -> FaxViewerError:
    if not isinstance(trouble, ssl.SSLCertVerificationError):
        return ConnectionUntrusted(
            message="The two computers could not agree on a secure connection, so nothing was sent.",
            detail=trouble.reason or "",
        )
    code = trouble.verify_code if isinstance(getattr(trouble, "verify_code", None), int) else 0
    if code not in _CAUSES:
        told = f"{getattr(trouble, 'verify_message', '')} {trouble}".lower()
        code = next((number for text, number in _CAUSE_TEXTS if text in told), 0)
    cause = _CAUSES.get(code, "It can't be trusted")
    own = next(
        (name for name in ("SSL_CERT_FILE", "SSL_CERT_DIR") if code in (19, 20, 21) and os.environ.get(name)), ""
    )
    return ConnectionUntrusted(
        message=f"A certificate came that is not good for Fax.Plus. {cause}, so nothing was sent.",
        remedy=f"Check {own}: it decides which authorities this computer knows." if own else None,
        detail=f"certificate error {code}" if code else "",
    )


def _offline(chain: tuple[BaseException, ...], address: str) -> FaxViewerError:
    setting = proxy_setting(address)
    if setting:
        return Offline(
            message=f"Neither Fax.Plus nor, perhaps, the proxy set in {setting} could be reached from this computer.",
            remedy=f"Check the network connection and {setting}, then try again.",
        )
    if any(isinstance(found, socket.gaierror) for found in chain):
        return Offline(message="The address of Fax.Plus could not be found from this computer.")
    if any(isinstance(found, ConnectionRefusedError) for found in chain):
        return Offline(message="The computer of Fax.Plus did not accept a connection.")
    return Offline()
