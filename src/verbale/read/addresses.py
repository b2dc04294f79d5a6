"""Addresses of the web: one page fetched, within limits of size and time, from public hosts only."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version

import httpcore
import httpx
from msgspec import Struct

from verbale.errors import AddressRefused, TooLarge
from verbale.read.hosts import find_host_fault
from verbale.read.network import CheckedBackend, Clock, Network, SystemNetwork
from verbale.settings import Settings

PAGES = frozenset({"text/html", "application/xhtml+xml"})
TEXTS = frozenset({"text/plain", "text/markdown"})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
GZIP = frozenset({"gzip", "x-gzip"})

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\]")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.I)
_PIECE = 65_536


class Fetched(Struct, frozen=True):
    """What an address gave: `address` after all redirects, `data` unpacked, `charset` as its server declares."""

    address: str
    data: bytes
    is_page: bool
    charset: str | None


def is_address(source: str) -> bool:
    """Does *source* begin like an address (``scheme://``), rather than like a path?"""
    return bool(_ADDRESS.match(source))


def fetch(address: str, settings: Settings, network: Network | None = None) -> Fetched:
    """The page or text at *address*. AddressRefused, with the reason, or TooLarge."""
    network = network or SystemNetwork()
    clock = Clock(network, settings.address_seconds)
    backend = CheckedBackend(network, clock, settings, address)
    url = check_url(address, address, settings)
    try:
        for _ in range(settings.address_redirects + 1):
            answer = _ask(url, address, settings, backend)
            if isinstance(answer, Fetched):
                return answer
            url = check_url(_join(url, answer, address), address, settings)
    except httpcore.TimeoutException as fault:
        raise AddressRefused(address, f"gave no page within {settings.address_seconds:g} s") from fault
    except (httpcore.NetworkError, httpcore.ProtocolError) as fault:
        raise AddressRefused(address, f"cannot be reached ({fault})") from fault
    raise AddressRefused(address, f"leads on more than {settings.address_redirects} times")


def check_url(address: str, shown: str, settings: Settings) -> httpx.URL:
    """*address* taken apart; AddressRefused if its form alone says that it is not to be asked."""
    try:
        url = httpx.URL(address)
        host = url.raw_host.decode("ascii").lower().rstrip(".")
    except (httpx.InvalidURL, ValueError) as fault:
        raise AddressRefused(shown, "is no web address") from fault
    if why := _find_url_fault(address, url, host, settings):
        raise AddressRefused(shown, why)
    return url.copy_with(host=host, fragment=None)


def _find_url_fault(address: str, url: httpx.URL, host: str, settings: Settings) -> str | None:
    if url.scheme not in ("http", "https"):
        return f"{url.scheme or 'that'} is neither http nor https"
    if _FORBIDDEN.search(address):
        return "spaces, control characters and backslashes have no place in an address"
    if url.userinfo:
        return "names and passwords in addresses are not sent"
    if not host:
        return "names no host"
    if url.port is not None and url.port not in settings.address_ports:
        return f"port {url.port} is not asked"
    return find_host_fault(host)


def _join(url: httpx.URL, location: str, shown: str) -> str:
    try:
        return str(url.join(location))
    except (httpx.InvalidURL, ValueError) as fault:
        raise AddressRefused(shown, "leads on to what is no web address") from fault


def _ask(url: httpx.URL, shown: str, settings: Settings, backend: CheckedBackend) -> Fetched | str:
    """What one address gives, or where it leads on to."""
    target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    with (
        httpcore.ConnectionPool(network_backend=backend, retries=0) as pool,
        pool.stream("GET", target, headers=_write_headers(url)) as response,
    ):
        headers = httpx.Headers(response.headers)
        if response.status in REDIRECTS and "location" in headers:
            return headers["location"]
        if response.status != 200:
            raise AddressRefused(shown, f"answers {response.status}")
        media = headers.get("content-type", "").partition(";")[0].strip().lower()
        if media and media not in PAGES | TEXTS:
            raise AddressRefused(shown, f"is {media}, no page")
        data = _read_within(_unpack(response.iter_stream(), headers, shown), shown, settings.report_bytes)
    charset = _CHARSET.search(headers.get("content-type", ""))
    return Fetched(str(url), data, media in PAGES, charset[1] if charset else None)


def _write_headers(url: httpx.URL) -> Mapping[bytes | str, bytes | str]:
    return {
        "Host": url.netloc.decode("ascii"),
        "User-Agent": f"verbale/{version('verbale')}",
        "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9",
        "Accept-Language": "en",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }


def _unpack(stream: Iterable[bytes], headers: httpx.Headers, shown: str) -> Iterator[bytes]:
    coding = headers.get("content-encoding", "identity").strip().lower()
    if coding == "identity":
        return iter(stream)
    if coding not in GZIP:
        raise AddressRefused(shown, f"is packed as {coding}, which was not asked for")
    return _unzip(stream, shown)


def _unzip(stream: Iterable[bytes], shown: str) -> Iterator[bytes]:
    """The unpacked bytes in small pieces, so that whoever counts them can stop a bomb early."""
    unzip = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        for packed in stream:
            yield unzip.decompress(packed, _PIECE)
            while unzip.unconsumed_tail and not unzip.eof:
                yield unzip.decompress(unzip.unconsumed_tail, _PIECE)
    except zlib.error as fault:
        raise AddressRefused(shown, "is packed badly") from fault
    if not unzip.eof:
        raise AddressRefused(shown, "breaks off before its end")


def _read_within(pieces: Iterable[bytes], shown: str, limit: int) -> bytes:
    data = bytearray()
    for piece in pieces:
        data += piece
        if len(data) > limit:
            raise TooLarge(shown, f"is larger than {limit:,} bytes", "save the article's words as .txt")
    return bytes(data)
