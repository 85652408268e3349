"""The TLS settings of this computer: its own certificates, a company's proxy included."""

import functools
import ssl


@functools.cache
def tls_context() -> ssl.SSLContext:
    """A client context that trusts what the operating system trusts (on Linux, `SSL_CERT_FILE` too).

    Made at the first call, since truststore and the certificates take some ten milliseconds.
    """
    import truststore

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
