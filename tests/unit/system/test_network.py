import socket
import ssl
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest

from faxviewer.system.network import tls_context

_ASK = """
import socket, ssl, sys
from faxviewer.system.network import tls_context
with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as plain:
    try:
        with tls_context().wrap_socket(plain, server_hostname="127.0.0.1") as secure:
            print("trusted", secure.version() is not None)
    except ssl.SSLCertVerificationError as error:
        print("refused", error.verify_code)
"""


def test_the_context_is_made_once_and_checks_names_and_certificates() -> None:
    context = tls_context()
    assert context is tls_context()
    assert context.check_hostname
    assert context.verify_mode is ssl.CERT_REQUIRED


def test_truststore_is_not_imported_with_the_module() -> None:
    program = "import sys, faxviewer.system.network; print('truststore' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "False\n"


@pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere the system's own store decides, which a test must not edit"
)
def test_a_companys_own_certificate_is_trusted_once_the_computer_trusts_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("cryptography")
    certificate = make_certificate(tmp_path)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        monkeypatch.delenv("SSL_CERT_FILE", raising=False)
        assert ask(listener, server).startswith("refused")
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert ask(listener, server) == "trusted True"


def ask(listener: socket.socket, server: ssl.SSLContext) -> str:
    """What a fresh program says of one connection to the server."""

    def serve() -> None:
        plain, _ = listener.accept()
        with plain:
            try:
                server.wrap_socket(plain, server_side=True).close()
            except OSError:
                return  # the client refused the certificate

    serving = threading.Thread(target=serve)
    serving.start()
    port = str(listener.getsockname()[1])
    done = subprocess.run([sys.executable, "-c", _ASK, port], capture_output=True, text=True, timeout=60, check=False)
    serving.join(60)
    assert not done.stderr
    return done.stdout.strip()


def make_certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1 signed by itself, with its key, in one PEM file."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Faxviewer test")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return path
