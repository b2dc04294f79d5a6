"""Whom verbale asks: the public, whatever the spelling."""

from __future__ import annotations

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.read.hosts import find_address_fault, find_host_fault


@pytest.mark.parametrize(
    "host", ["danube.example", "www.xn--bcher-kva.example", "a_b.example", "93.184.215.14", "2600:1901::1"]
)
def test_a_public_name_may_be_looked_up(host: str) -> None:
    assert find_host_fault(host) is None


@pytest.mark.parametrize(
    "host", ["localhost", "db.localhost", "printer", "nas.local", "metadata.google.internal", "x.home.arpa", "x.onion"]
)
def test_a_local_name_is_not_looked_up(host: str) -> None:
    assert find_host_fault(host) == f"{host} is a local name"


@pytest.mark.parametrize(
    "host",
    ["2130706433", "017700000001", "0x7f000001", "127.1", "0x7f.1", "0177.0.0.1", "127.0.0.0x1", "1.2.3.4.5", "0x"],
)
def test_an_address_in_an_odd_spelling_is_not_looked_up(host: str) -> None:
    assert find_host_fault(host) == f"{host} is an address in an odd spelling"


@pytest.mark.parametrize(
    "host",
    [
        "",
        ".",
        "a..example",
        "-a.example",
        "a-.example",
        "a b.example",
        "%31.example",
        "a" * 64 + ".example",
        "a." * 130 + "example",
    ],
)
def test_what_is_no_name_is_not_looked_up(host: str) -> None:
    assert "is no name of a host" in (find_host_fault(host) or "")


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "8.8.8.8", "2600:1901::1", "2a00:1450:4001::200e", "64:ff9b::808:808"]
)
def test_a_public_address_may_be_connected_to(address: str) -> None:
    assert find_address_fault(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "::ffff:0:8.8.8.8",
        "64:ff9b::127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::8.8.8.8",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:0808:0808::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "5f00::1",
        "no address",
    ],
)
def test_nothing_private_local_or_reserved_is_connected_to(address: str) -> None:
    assert find_address_fault(address) == f"{address} is not a public address"


def test_a_network_that_the_settings_allow_is_connected_to() -> None:
    assert find_address_fault("127.0.0.1", ("127.0.0.0/8",)) is None
    assert find_address_fault("::1", ("127.0.0.0/8",)) is not None


@given(st.ip_addresses())
def test_python_s_own_registry_knows_no_private_address_that_passes(address: object) -> None:
    known = ip_address(str(address))
    if known.is_private or known.is_multicast or known.is_reserved or known.is_loopback or known.is_link_local:
        nat64 = str(address).startswith("64:ff9b:")
        assert nat64 or find_address_fault(str(address)) is not None
