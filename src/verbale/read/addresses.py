"""Addresses of the web: one page fetched, within limits of size and time, from public hosts only."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version

import httpcore
import httpx
from msgspec import Struct
from msgspec.structs import replace

from verbale.errors import AddressRefused, AddressSilent, TooLarge
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


class Wish(Struct, frozen=True):
    """What is asked for: media types that are taken (none: all), as whom one asks, and on what condition."""

    media: frozenset[str] = PAGES | TEXTS
    agent: str = ""
    conditions: tuple[tuple[str, str], ...] = ()


class Answer(Struct, frozen=True):
    """What one address answered, redirects not followed. `headers` have names in lower case; `data`: of a 200 only."""

    address: str
    status: int
    headers: Mapping[str, str]
    data: bytes = b""

    @property
    def media(self) -> str:
        """The media type that the server declares."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def location(self) -> str | None:
        """Where a redirect leads."""
        return self.headers.get("location") if self.status in REDIRECTS else None

    def as_fetched(self) -> Fetched:
        """The page or text that it is."""
        charset = _CHARSET.search(self.headers.get("content-type", ""))
        return Fetched(self.address, self.data, self.media in PAGES, charset[1] if charset else None)


PAGE = Wish()


def is_address(source: str) -> bool:
    """Does *source* begin like an address (``scheme://``), rather than like a path?"""
    return bool(_ADDRESS.match(source))


def fetch(address: str, settings: Settings, network: Network | None = None) -> Fetched:
    """The page or text at *address*. AddressRefused, with the reason, or TooLarge."""
    network = network or SystemNetwork()
    backend = CheckedBackend(network, Clock(network, settings.address_seconds), settings, address)
    asked = address
    for _ in range(settings.address_redirects + 1):
        answer = _ask_safely(asked, address, settings, backend, PAGE)
        if answer.location is None:
            return _take_page(answer, address)
        asked = join(answer.address, answer.location, address)
    raise AddressRefused(address, f"leads on more than {settings.address_redirects} times")


def ask(address: str, settings: Settings, network: Network, wish: Wish) -> Answer:
    """What *address* answers, whatever its status; a redirect is an answer. AddressRefused, or TooLarge."""
    backend = CheckedBackend(network, Clock(network, settings.address_seconds), settings, address)
    return _ask_safely(address, address, settings, backend, wish)


def join(address: str, location: str, shown: str) -> str:
    """Where a redirect from *address* to *location* leads; AddressRefused if that is no web address."""
    try:
        return str(httpx.URL(address).join(location))
    except (httpx.InvalidURL, ValueError) as fault:
        raise AddressRefused(shown, "leads on to what is no web address") from fault


def _take_page(answer: Answer, shown: str) -> Fetched:
    if answer.status != 200:
        raise AddressRefused(shown, f"answers {answer.status}")
    return answer.as_fetched()


def _ask_safely(asked: str, shown: str, settings: Settings, backend: CheckedBackend, wish: Wish) -> Answer:
    url = check_url(asked, shown, settings)
    try:
        return _ask(url, shown, settings, backend, wish)
    except httpcore.TimeoutException as fault:
        raise AddressSilent(shown, f"gave no page within {settings.address_seconds:g} s") from fault
    except (httpcore.NetworkError, httpcore.ProtocolError) as fault:
        raise AddressSilent(shown, f"cannot be reached ({fault})") from fault


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


def _ask(url: httpx.URL, shown: str, settings: Settings, backend: CheckedBackend, wish: Wish) -> Answer:
    target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    with (
        httpcore.ConnectionPool(network_backend=backend, retries=0) as pool,
        pool.stream("GET", target, headers=_write_headers(url, wish)) as response,
    ):
        headers = httpx.Headers(response.headers)
        answer = Answer(str(url), response.status, dict(headers.items()))
        if answer.status != 200:
            return answer
        if wish.media and answer.media and answer.media not in wish.media:
            raise AddressRefused(shown, f"is {answer.media}, no page")
        data = _read_within(_unpack(response.iter_stream(), headers, shown), shown, settings.report_bytes)
    return replace(answer, data=data)


def _write_headers(url: httpx.URL, wish: Wish) -> Mapping[bytes | str, bytes | str]:
    pages = "text/html, application/xhtml+xml, text/plain;q=0.9"
    return {
        "Host": url.netloc.decode("ascii"),
        "User-Agent": wish.agent or f"verbale/{version('verbale')}",
        "Accept": pages if wish.media == PAGE.media else "*/*",
        "Accept-Language": "en",
        "Accept-Encoding": "gzip",
        "Connection": "close",
        **dict(wish.conditions),
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
