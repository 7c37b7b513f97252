"""A system of another body: a real https server on this machine that takes, refuses or dawdles."""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

HERE = ip_network("127.0.0.0/8")


@dataclass(frozen=True)
class Taken:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def told(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.body)
        return told


@dataclass
class Receiver:
    """`answers` are given in turn, the last one for ever: a status, or seconds to wait before 200."""

    port: int
    certificate: Path
    taken: list[Taken] = field(default_factory=list)
    answers: list[int | float] = field(default_factory=lambda: [200])

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}/notices?from=centre"

    def settings(self, seconds: float = 5.0) -> dict[str, Any]:
        """What the house needs to be allowed here: its network, and the authority of its certificate."""
        return {
            "WEBHOOK_NETWORKS": (HERE,),
            "WEBHOOK_CERTIFICATES": self.certificate,
            "SEND_SECONDS": seconds,
        }

    def answer(self, *answers: int | float) -> None:
        self.answers = list(answers)

    def __call__(self, environ: Any, start_response: Any) -> Any:
        request = Request(environ)
        self.taken.append(Taken(request.full_path, dict(request.headers), request.get_data()))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, float):
            time.sleep(answer)
            answer = 200
        headers = {"Location": "https://127.0.0.1:1/"} if answer == 302 else None
        return Response("what they say is not kept", answer, headers)(environ, start_response)


@contextmanager
def receiving(folder: Path) -> Iterator[Receiver]:
    certificate, key = self_signed(folder)
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trust.load_cert_chain(certificate, key)
    receiver = Receiver(0, certificate)
    server = make_server("127.0.0.1", 0, receiver, threaded=True)
    # shaken hands in the thread of each guest: one that turns away leaves nothing open
    server.socket = trust.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.ssl_context = trust
    server.log = lambda *_said: None  # type: ignore[method-assign]
    receiver.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def self_signed(folder: Path) -> tuple[Path, Path]:
    """Certificate and key of 127.0.0.1, its own authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "a receiver in a test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "receiver.pem", folder / "receiver-key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return certificate, secret
