"""Limits of what verbale takes in and asks for: one frozen value, given along, never changed in place."""

from __future__ import annotations

from msgspec import Struct


class Settings(Struct, frozen=True):
    """How much, how long and whom.

    `report_bytes`: the most bytes of one report, page or line of a .jsonl file (a page: after decompression).
    `address_seconds`: for one address in all, from looking up the name to the last byte, redirects included.
    `address_redirects`: how many are followed. `address_ports`: the only ports that are asked.
    `networks_allowed`: networks in CIDR form that may be asked although they are private or local,
    such as ``127.0.0.0/8`` for a test server; none by default.
    """

    report_bytes: int = 10_000_000
    address_seconds: float = 20.0
    address_redirects: int = 5
    address_ports: frozenset[int] = frozenset({80, 443})
    networks_allowed: tuple[str, ...] = ()


SETTINGS = Settings()
"""What holds unless somebody gives other settings."""
