"""Limits of what verbale takes in and asks for: one frozen value, given along, never changed in place."""

from __future__ import annotations

from msgspec import Struct


class Settings(Struct, frozen=True):
    """How much, how long and whom.

    `report_bytes`: the most bytes of one report, page or line of a .jsonl file (a page: after decompression).
    `whole_bytes`: of one file that has to be held whole: PDF, DOCX, a message, JSON, an export.
    `unpacked_bytes`: what packed files may unpack to in any case; `unpacked_ratio`: so many times their own size,
    if that is more (text packs to a third or a tenth; a bomb to a thousandth).
    `address_seconds`: for one address in all, from looking up the name to the last byte, redirects included.
    `address_redirects`: how many are followed. `address_ports`: the only ports that are asked.
    `networks_allowed`: networks in CIDR form that may be asked although they are private or local,
    such as ``127.0.0.0/8`` for a test server; none by default.
    """

    report_bytes: int = 10_000_000
    whole_bytes: int = 100_000_000
    unpacked_bytes: int = 200_000_000
    unpacked_ratio: int = 100
    address_seconds: float = 20.0
    address_redirects: int = 5
    address_ports: frozenset[int] = frozenset({80, 443})
    networks_allowed: tuple[str, ...] = ()


SETTINGS = Settings()
"""What holds unless somebody gives other settings."""
