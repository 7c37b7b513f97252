"""Which addresses a notice may go to.

The administrator of a body names the address, and the house speaks to it from inside its own network:
without a check it could be led to any machine there. Only https, and only public addresses, unless the
settings name networks (of a government intranet) that are meant. A name is looked up once, every
address it has must be allowed, and the connection goes to the address that was checked.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from urllib.parse import SplitResult, urlsplit

from mediation.rules.findings import Words

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

HTTPS_PORT = 443
LONGEST = 500
# Addresses that carry another within them, which an outer check would not see.
WRAPPED = tuple(
    ipaddress.IPv6Network(one) for one in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")
)


class NotReachable(Exception):
    """There is no way to the address that the house may take; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def fault_of(url: str) -> Words | None:
    """What is wrong with an address as typed; None when it can be kept."""
    try:
        place = urlsplit(url)
        _ = place.port
    except ValueError:
        return Words("网址不对，请核对。", "This is no address. Check it.")
    if place.scheme != "https" or not place.hostname:
        return Words(
            "请填写以 https:// 开头的网址，例如 https://example.com/notices。",
            "Enter an address that begins with https://, such as https://example.com/notices.",
        )
    if place.username or place.password or place.fragment:
        return Words("网址里不要带账号、密码或“#”。", "Leave account, password and “#” out of the address.")
    if not url.isascii() or not url.isprintable() or " " in url or len(url) > LONGEST:
        return Words(
            f"网址只用英文字符，最多 {LONGEST} 个。", f"Use plain characters only, at most {LONGEST}."
        )
    return None


def way_to(place: SplitResult, allowed: Sequence[Network]) -> list[str]:
    """The addresses of the machine, each of them checked. Raises NotReachable."""
    try:
        found = socket.getaddrinfo(place.hostname, place.port or HTTPS_PORT, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as wrong:
        raise NotReachable("name_unknown") from wrong
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not addresses:
        raise NotReachable("name_unknown")
    if not all(is_allowed(ipaddress.ip_address(one.partition("%")[0]), allowed) for one in addresses):
        raise NotReachable("address_not_allowed")
    return addresses


def is_allowed(address: Address, allowed: Sequence[Network]) -> bool:
    """Whether the house may speak to this machine."""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if any(address in network for network in allowed if network.version == address.version):
        return True
    if isinstance(address, ipaddress.IPv6Address) and any(address in network for network in WRAPPED):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved
