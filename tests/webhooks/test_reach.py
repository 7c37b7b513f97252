"""Where a notice may go: only https, and no machine of an internal network that nobody meant."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from mediation.webhooks import reach, transport
from mediation.webhooks.reach import NotReachable
from mediation.webhooks.transport import Limits, Outgoing, trusting
from tests.conftest import MONDAY
from tests.webhooks.receiver import HERE, Receiver, self_signed


@pytest.mark.parametrize(
    ("address", "allowed", "remark"),
    [
        ("93.184.216.34", True, "public"),
        ("2606:4700::6810:84e5", True, "public"),
        ("127.0.0.1", False, "this machine"),
        ("0.0.0.0", False, "this machine, by another name"),
        ("::1", False, "this machine"),
        ("10.0.0.8", False, "a private network"),
        ("172.31.255.255", False, "a private network"),
        ("192.168.1.1", False, "a private network"),
        ("100.64.0.1", False, "behind the provider's address translation"),
        ("169.254.169.254", False, "where clouds tell their secrets"),
        ("fe80::1", False, "this link only"),
        ("fc00::1", False, "a private network"),
        ("224.0.0.1", False, "many machines at once"),
        ("255.255.255.255", False, "all machines at once"),
        ("240.0.0.1", False, "reserved"),
        ("::ffff:127.0.0.1", False, "this machine in the clothes of version 6"),
        ("::ffff:10.0.0.8", False, "a private network in the clothes of version 6"),
        ("64:ff9b::7f00:1", False, "this machine behind a translator"),
        ("2002:7f00:1::1", False, "this machine in a tunnel"),
    ],
)
def test_only_public_addresses_are_allowed(address: str, allowed: bool, remark: str) -> None:
    assert reach.is_allowed(ip_address(address), ()) is allowed, remark


def test_a_network_that_the_settings_name_is_allowed_and_no_other() -> None:
    intranet = (ip_network("10.20.0.0/16"),)
    assert reach.is_allowed(ip_address("10.20.3.4"), intranet)
    assert reach.is_allowed(ip_address("::ffff:10.20.3.4"), intranet)
    assert not reach.is_allowed(ip_address("10.21.0.1"), intranet)
    assert not reach.is_allowed(ip_address("127.0.0.1"), intranet)


@pytest.mark.parametrize(
    "url",
    [
        "http://court.example/notices",
        "ftp://court.example/",
        "//court.example/",
        "https://",
        "https:///notices",
        "https://court.example:99999/",
        "https://name:word@court.example/",
        "https://court.example/#part",
        "https://court.example/a b",
        "https://法院.example/",
        "https://court.example/\r\nX-Header: 1",
        "https://[::1/",
        "https://court.example/" + "a" * 500,
        "javascript:alert(1)",
        "",
    ],
)
def test_what_is_no_plain_https_address_is_not_kept(url: str) -> None:
    assert reach.fault_of(url) is not None


@pytest.mark.parametrize("url", ["https://court.example", "https://court.example:8443/a/b?c=d"])
def test_a_plain_https_address_is_kept(url: str) -> None:
    assert reach.fault_of(url) is None


def told(*addresses: str) -> Any:
    """A name server that knows one name, with these addresses."""
    return lambda *_asked, **_more: [(2, 1, 6, "", (one, 443)) for one in addresses]


def test_one_bad_address_among_good_ones_closes_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", told("93.184.216.34", "127.0.0.1"))
    with pytest.raises(NotReachable, match="address_not_allowed"):
        reach.way_to(urlsplit("https://court.example/"), ())


def test_a_name_that_nobody_knows_is_said_to_be_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", told())
    with pytest.raises(NotReachable, match="name_unknown"):
        reach.way_to(urlsplit("https://court.example/"), ())


def notice(url: str) -> Outgoing:
    return Outgoing(1, url, b"{}", {"wk_1": "a secret"})


def test_the_name_is_looked_up_once_and_the_checked_address_is_the_one_that_is_used(
    monkeypatch: pytest.MonkeyPatch, receiver: Receiver
) -> None:
    """A name server that answers differently the second time leads nowhere else."""
    asked: list[str] = []
    look_up = socket.getaddrinfo

    def name_server(host: str, *rest: Any, **more: Any) -> Any:
        asked.append(host)
        first = asked.count("court.example") == 1
        return look_up("127.0.0.1" if first else "127.0.0.2", *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", name_server)
    url = f"https://court.example:{receiver.port}/"
    answer = transport.send(notice(url), limits(receiver), at=MONDAY)
    assert answer.error == "certificate", "the server was reached; its certificate bears another name"
    assert asked == ["court.example", "127.0.0.1"]


def limits(receiver: Receiver, seconds: float = 5.0) -> Limits:
    return Limits(seconds, (HERE,), trusting(receiver.certificate))


def test_this_machine_is_not_reached_unless_the_settings_say_so(receiver: Receiver) -> None:
    answer = transport.send(notice(receiver.url), Limits(5.0, (), trusting(receiver.certificate)), at=MONDAY)
    assert (answer.status, answer.error) == (None, "address_not_allowed")
    assert receiver.taken == []


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(receiver: Receiver) -> None:
    answer = transport.send(notice(receiver.url), Limits(5.0, (HERE,), trusting(None)), at=MONDAY)
    assert answer.error == "certificate"
    assert receiver.taken == []


@pytest.mark.parametrize(
    ("says", "status", "error"),
    [
        (200, 200, ""),
        (204, 204, ""),
        (302, 302, "redirect"),
        (400, 400, "refused"),
        (410, 410, "refused"),
        (503, 503, "refused"),
    ],
)
def test_what_they_answer_is_judged_by_its_status_alone(
    receiver: Receiver, says: int, status: int, error: str
) -> None:
    receiver.answer(says)
    answer = transport.send(notice(receiver.url), limits(receiver), at=MONDAY)
    assert (answer.status, answer.error) == (status, error)
    assert len(receiver.taken) == 1, "a redirect is not followed"


def test_who_does_not_answer_in_time_is_not_waited_for(receiver: Receiver) -> None:
    receiver.answer(2.0)
    begun = time.monotonic()
    answer = transport.send(notice(receiver.url), limits(receiver, 0.3), at=MONDAY)
    assert answer.error == "too_slow"
    assert time.monotonic() - begun < 1.5


@contextmanager
def dripping(folder: Path) -> Iterator[tuple[int, Path]]:
    """A server that answers a line every tenth of a second, for ever."""
    certificate, key = self_signed(folder)
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trust.load_cert_chain(certificate, key)
    door = trust.wrap_socket(socket.create_server(("127.0.0.1", 0)), server_side=True)

    def drip() -> None:
        with suppress(OSError):
            guest, _ = door.accept()
            with guest:
                guest.sendall(b"HTTP/1.1 200 OK\r\n")
                for _ in range(50):
                    guest.sendall(b"X-Drip: one more\r\n")
                    time.sleep(0.1)

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    try:
        yield door.getsockname()[1], certificate
    finally:
        thread.join()
        door.close()


def test_who_drips_an_answer_for_ever_is_cut_off(tmp_path: Path) -> None:
    with dripping(tmp_path) as (port, certificate):
        begun = time.monotonic()
        answer = transport.send(
            notice(f"https://127.0.0.1:{port}/"), Limits(0.5, (HERE,), trusting(certificate)), at=MONDAY
        )
        assert answer.error == "too_slow"
        assert time.monotonic() - begun < 2
