"""The signature that closes a PDF, judged by two implementations that share no code."""

from __future__ import annotations

import asyncio
import io
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, load_pem_private_key, pkcs12
from cryptography.x509 import load_der_x509_certificate
from flask import Flask
from pyhanko.sign.timestamps import HTTPTimeStamper

from mediation import clock
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.render import render_pdf
from mediation.sealing import keys
from mediation.sealing.keys import KeyRefused, SigningKey, make_test_key, signing_key
from mediation.sealing.operations import close
from mediation.sealing.pdf import SealState, close_pdf, examine
from mediation.sealing.suites import International, National, SuiteMissing, digest, has_sm2
from tests.documents.examples import AGREEMENT, IMPRINT
from tests.sealing.examples import HOLDER, pdfsig, set_up_key


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> SigningKey:
    return make_test_key(tmp_path_factory.mktemp("key") / "key.pem", HOLDER, at=clock.now())


@pytest.fixture(scope="module")
def drawn() -> bytes:
    return render_pdf(KINDS[DocumentKind.AGREEMENT], AGREEMENT, IMPRINT)


@pytest.fixture(scope="module")
def closed(key: SigningKey, drawn: bytes) -> bytes:
    return close_pdf(drawn, key, reason="出具", location="厦门")


def test_the_signature_comes_after_the_drawing_and_leaves_it_alone(drawn: bytes, closed: bytes) -> None:
    assert closed.startswith(drawn)
    assert 3_000 < len(closed) - len(drawn) < 20_000


def test_two_implementations_find_it_valid(key: SigningKey, closed: bytes, tmp_path: Path) -> None:
    assert examine(closed, [key.chain], at=clock.now()).state is SealState.OURS
    said = pdfsig(closed, tmp_path)
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said


def test_it_is_made_and_judged_also_where_an_event_loop_runs(key: SigningKey, drawn: bytes) -> None:
    async def in_a_loop() -> SealState:
        closed = close_pdf(drawn, key, reason="出具", location="厦门")
        return examine(closed, [key.chain], at=clock.now()).state

    assert asyncio.run(in_a_loop()) is SealState.OURS


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9], ids=lambda part: f"at {part:.0%} of the drawing")
def test_one_changed_byte_is_noticed_by_both(
    key: SigningKey, drawn: bytes, closed: bytes, part: float, tmp_path: Path
) -> None:
    changed = bytearray(closed)
    changed[int(len(drawn) * part)] ^= 1
    assert examine(bytes(changed), [key.chain], at=clock.now()).state is not SealState.OURS
    assert "Signature is Valid" not in pdfsig(bytes(changed), tmp_path)


def test_a_page_turned_by_a_later_revision_is_noticed_though_every_hash_still_fits(
    key: SigningKey, closed: bytes
) -> None:
    writer = pypdf.PdfWriter(io.BytesIO(closed), incremental=True)
    writer.pages[0].rotate(180)
    turned = io.BytesIO()
    writer.write(turned)
    assert turned.getvalue().startswith(closed)
    assert examine(turned.getvalue(), [key.chain], at=clock.now()).state is SealState.CHANGED


def test_somebody_elses_signature_is_not_ours_although_it_is_valid(
    key: SigningKey, drawn: bytes, tmp_path: Path
) -> None:
    other = make_test_key(tmp_path / "other.pem", HOLDER, at=clock.now())
    forged = close_pdf(drawn, other, reason="出具", location="厦门")
    assert examine(forged, [key.chain], at=clock.now()).state is SealState.FOREIGN
    assert examine(forged, [], at=clock.now()).state is SealState.FOREIGN


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\x00" * 5000, b"%PDF-1.7\nstartxref\n99\n%%EOF"])
def test_what_is_no_pdf_is_simply_not_signed(key: SigningKey, content: bytes) -> None:
    assert examine(content, [key.chain], at=clock.now()).state is SealState.NONE


def test_a_certificate_that_ran_out_since_does_not_make_an_old_paper_look_changed(
    key: SigningKey, closed: bytes
) -> None:
    later = clock.now() + timedelta(days=366 * keys.YEARS)
    assert examine(closed, [key.chain], at=later).state is SealState.OURS


def test_a_time_stamp_is_asked_of_the_authority_and_its_silence_costs_the_stamp_only(
    app: Flask, drawn: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    async def silent(self: HTTPTimeStamper, _request: object) -> object:
        asked.append(self.url)
        raise OSError("no route")

    monkeypatch.setattr(HTTPTimeStamper, "async_request_tsa_response", silent)
    with app.app_context():
        key = set_up_key(app, tmp_path)
        app.config["TSA_URL"] = "https://tsa.example/"
        content = close(drawn, number="1号", place="厦门")
    assert asked == ["https://tsa.example/"]
    found = examine(content, [key.chain], at=clock.now())
    assert (found.state, found.stamped) == (SealState.OURS, False)


def test_with_an_authority_the_signature_carries_its_time(key: SigningKey, drawn: bytes) -> None:
    from pyhanko.sign.timestamps import DummyTimeStamper

    authority = _authority(DummyTimeStamper)
    content = close_pdf(drawn, key, reason="出具", location="厦门", stamper=authority)
    assert len(content) > len(drawn) + 6_000
    assert b"ETSI.CAdES.detached" in content
    trusted = load_der_x509_certificate(authority.tsa_cert.dump())
    known = examine(content, [key.chain], at=clock.now(), authorities=[trusted])
    assert (known.state, known.stamped) == (SealState.OURS, True)
    unknown = examine(content, [key.chain], at=clock.now())
    assert (unknown.state, unknown.stamped) == (SealState.OURS, False), "the paper is no less ours"


def _authority(kind: type) -> Any:
    """An authority for time on this machine; it knows RSA only."""
    from asn1crypto import keys as asn1_keys
    from asn1crypto import x509 as asn1_x509
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    secret = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "TSA")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(7)
        .not_valid_before(clock.now() - timedelta(days=1))
        .not_valid_after(clock.now() + timedelta(days=3650))
        .add_extension(x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(secret, hashes.SHA256())
    )
    return kind(
        tsa_cert=asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
        tsa_key=asn1_keys.PrivateKeyInfo.load(
            secret.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        ),
    )


# Where the key comes from.


def test_a_long_name_is_cut_to_what_a_certificate_holds_and_stays_marked(tmp_path: Path) -> None:
    holder = "厦门市地方金融纠纷人民调解委员会第一调解中心"
    made = make_test_key(tmp_path / "key.pem", holder, at=clock.now())
    assert made.holder.startswith("厦门市地方金融纠纷")
    assert made.holder.endswith("（TEST 测试）")
    assert made.is_test


def test_a_key_is_read_from_pkcs12_with_its_password(app: Flask, key: SigningKey, tmp_path: Path) -> None:
    file = tmp_path / "key.p12"
    file.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"centre", key.key, key.certificate, [key.root], BestAvailableEncryption(b"secret")
        )
    )
    with app.app_context():
        app.config.update(SIGNING_KEY=file, SIGNING_PASSPHRASE="secret")
        read = signing_key()
        assert read is not None
        assert read.chain == key.chain
        app.config["SIGNING_PASSPHRASE"] = "wrong"
        with pytest.raises(KeyRefused, match=r"key\.p12"):
            signing_key()


def test_the_test_key_says_of_itself_that_it_is_one_and_is_never_replaced(tmp_path: Path) -> None:
    file = tmp_path / "signing" / "key.pem"
    assert make_test_key(file, HOLDER, at=clock.now()).is_test
    assert file.stat().st_mode & 0o077 == 0
    load_pem_private_key(file.read_bytes(), None)
    with pytest.raises(FileExistsError):
        make_test_key(file, HOLDER, at=clock.now())


# Suites.


@pytest.mark.parametrize(
    ("name", "wanted", "remark"),
    [
        ("sha256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "FIPS 180-4, abc"),
        ("sm3", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0", "GB/T 32905, abc"),
    ],
)
def test_digests_are_those_of_the_standards(name: str, wanted: str, remark: str) -> None:
    assert digest(name, b"abc") == wanted


def test_the_international_suite_signs_with_either_kind_of_key(key: SigningKey) -> None:
    for secret, code in ((key.key, "ecdsa-sha256"), (rsa.generate_private_key(65537, 2048), "rsa-sha256")):
        suite = International(secret)
        assert suite.code == code
        assert suite.verifies(b"paper", suite.sign(b"paper"))
        assert not suite.verifies(b"Paper", suite.sign(b"paper"))


def test_the_national_suite_signs_with_sm2_where_openssl_has_it_and_says_so_where_not(tmp_path: Path) -> None:
    file = tmp_path / "sm2.pem"
    if not has_sm2():
        with pytest.raises(SuiteMissing, match="SM2"):
            National(file).sign(b"paper")
        return
    make = ["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out", str(file)]
    subprocess.run(make, check=True, capture_output=True)
    suite = National(file)
    signature = suite.sign(b"paper")
    assert suite.verifies(b"paper", signature)
    assert not suite.verifies(b"Paper", signature)
