"""Whom verbale may ask: public hosts only, whatever the spelling of a name or an address.

Two checks. A name that can only be local, or a number in an odd spelling, is refused before anybody is
asked about it. Every address that a name leads to is checked before any is connected to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address

CLOSED_IPV4 = tuple(
    map(
        ip_network,
        [
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16/32",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
        ],
    )
)
"""IANA's registry of special-purpose IPv4 addresses, multicast, and the one public address at which a
provider of clouds (Azure) answers its guests."""

OPEN_IPV6 = IPv6Network("2000::/3")
CLOSED_IPV6 = tuple(map(ip_network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
"""What is not for the public within OPEN_IPV6, the only part that is given out (IANA): protocol assignments with
Teredo, documentation, and 6to4, which carries any IPv4 address."""
NAT64 = IPv6Network("64:ff9b::/96")
"""IPv4 addresses as seen from networks without IPv4 (RFC 6052): as public as the address that they carry."""

_LOCAL_NAMES = """
    localhost localdomain local internal intranet lan home corp private arpa onion test invalid alt
"""
LOCAL_NAMES = frozenset(_LOCAL_NAMES.split())
"""Ends of names that lead to no public host (RFC 2606, 6761, 6762, 7686, 8375, 9476; ICANN's .internal)."""

_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")


def find_host_fault(host: str) -> str | None:
    """Why *host* is not to be looked up, for people; None if nothing speaks against it yet.

    *host* is in lower case, in ASCII (IDNA), without brackets and without a dot at its end.
    """
    if _read_address(host) is not None:
        return None
    labels = host.split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        return f"{host!r} is no name of a host"
    if _NUMBER.fullmatch(labels[-1]):
        return f"{host} is an address in an odd spelling"
    if len(labels) == 1 or labels[-1] in LOCAL_NAMES:
        return f"{host} is a local name"
    return None


def find_address_fault(address: str, allowed: Iterable[str] = ()) -> str | None:
    """Why *address* is not to be connected to, for people; None if it is public or in a network of *allowed*."""
    known = _read_address(address)
    if known is not None and (_is_public(known) or any(known in ip_network(network) for network in allowed)):
        return None
    return f"{address} is not a public address"


def _read_address(words: str) -> Address | None:
    try:
        return ip_address(words)
    except ValueError:
        return None


def _is_public(address: Address) -> bool:
    if isinstance(address, IPv4Address):
        return not any(address in network for network in CLOSED_IPV4)
    if address in NAT64:
        return _is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    return address in OPEN_IPV6 and not any(address in network for network in CLOSED_IPV6)
