"""What a host may do to a guest: tricks that the small web plays on feeds, pages and robots.txt.

Each trick is a name and what the host answers. `FEEDS` are played where a feed is asked for, `PAGES` where a page is,
`RULES` where robots.txt is. None may be let in, hold the watch up, end it, or fill memory.
"""

from __future__ import annotations

import gzip
import json
import time
import zipfile
import zlib
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from io import BytesIO
from typing import Final

from watch.server import Reply, Web, write_feed

Trick = Reply | Callable[[Web, BaseHTTPRequestHandler], Reply | None]

XML: Final = {"Content-Type": "application/rss+xml"}
HTML: Final = {"Content-Type": "text/html; charset=utf-8"}
DEEP: Final = 100_000
"""Levels of nesting."""
BOMB: Final = 50_000_000
"""Bytes that a bomb unpacks to; the limits of the tests are far below."""
POURED: Final = 1_000_000_000
"""Bytes that a host pours out, if it is let."""
PIECE: Final = b"<rss>" * 13_000


def lead(location: str, status: int = 302) -> Trick:
    """A redirect."""
    return (status, {"Location": location}, b"")


def send(head: bytes, body: bytes = b"") -> Trick:
    """An answer as these bytes."""

    def reply(_: Web, handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head + b"\r\n\r\n" + body)

    return reply


def pour(head: bytes, piece: bytes = PIECE) -> Trick:
    """An answer that goes on until a gigabyte is sent."""

    def reply(_: Web, handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head)
        for _ in range(POURED // len(piece)):
            handler.wfile.write(piece)

    return reply


def drip(head: bytes, drop: bytes, seconds: float = 0.05) -> Trick:
    """An answer that comes drop by drop."""

    def reply(_: Web, handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head)
        for _ in range(200):
            handler.wfile.write(drop)
            handler.wfile.flush()
            time.sleep(seconds)

    return reply


def say_nothing(_: Web, handler: BaseHTTPRequestHandler) -> None:
    """The host takes the request, and that is all."""
    time.sleep(2.5)


def wander(web: Web, handler: BaseHTTPRequestHandler) -> Reply:
    """Each redirect leads to a new address."""
    host = handler.headers.get("Host", "").partition(":")[0]
    web.routes[host, f"{handler.path}x"] = wander
    return (302, {"Location": f"{handler.path}x"}, b"")


def zip_of(data: bytes) -> bytes:
    """A zip file with one entry."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("feed.xml", data)
    return packed.getvalue()


def declare(entities: str, body: str, encoding: str = "utf-8") -> Trick:
    """A feed with entities of its own."""
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE rss [{entities}]><rss version="2.0"><channel>'
    xml += f"<title>{body}</title><item><title>{body}</title></item></channel></rss>"
    return (200, XML, xml.encode(encoding))


LAUGHS: Final = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
OK: Final = b"HTTP/1.1 200 OK\r\n"
FULL: Final = (
    b"<html><body><article>" + b"<p>The ministers met in the capital on Tuesday and agreed to meet again.</p>" * 20
)

PRIVATE: Final = {
    "metadata": "http://169.254.169.254/latest/meta-data/",
    "loopback as one number": "http://2130706433/",
    "loopback in hexadecimal": "http://0x7f000001/",
    "loopback of IPv6": "http://[::1]/",
    "a private address within IPv6": "http://[::ffff:10.0.0.1]/",
    "a private address of the table": "http://192.168.0.1/",
    "localhost": "http://localhost/",
    "the metadata service by name": "http://metadata.google.internal/",
    "a name of a private address": "http://inner.example/",
    "a name of which one address is private": "http://mixed.example/",
    "another port": "http://127.0.0.1:22/",
    "a password": "http://user:word@wire.example/",
    "a file": "file:///etc/passwd",
    "FTP": "ftp://wire.example/feed",
    "gopher": "gopher://127.0.0.1:6379/_FLUSHALL",
    "data": "data:text/html,hello",
    "a script": "javascript:alert(1)",
    "nowhere": "http://[",
}
"""Where redirects lead that are not to be followed."""
OTHERS: Final = {"inner.example": ["10.0.0.5"], "mixed.example": ["127.0.0.1", "10.0.0.5"]}
"""Names that lead elsewhere than to the small web."""

ANSWERS: Final[dict[str, Trick]] = {
    **{f"leads to {name}": lead(place) for name, place in PRIVATE.items()},
    "leads for good to the metadata": lead("http://169.254.169.254/", 301),
    "leads in a circle": lead("/feed"),
    "leads on without end": wander,
    "leads to no place": (302, {}, b""),
    "leads to an endless place": lead("/" + "x" * 60_000),
    "pours": pour(OK + b"Content-Type: application/rss+xml\r\n\r\n"),
    "pours as long as it said": pour(OK + b"Content-Length: %d\r\n\r\n" % POURED),
    "pours in chunks": pour(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"ffff\r\n" + b"x" * 65_535 + b"\r\n"),
    "pours headers": pour(OK, b"X-Header: x\r\n" * 1000),
    "pours one header": pour(OK + b"X-Header: ", b"x" * 65_536),
    "drips": drip(OK + b"Content-Type: application/rss+xml\r\n\r\n", b"<"),
    "drips headers": drip(OK, b"X: x\r\n"),
    "drips its first line": drip(b"", b"H"),
    "says nothing": say_nothing,
    "says continue for ever": pour(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
    "breaks off": send(OK + b"Content-Length: 5000", b"<?xml version='1.0'?><rss>"),
    "says less than nothing follows": send(OK + b"Content-Length: -5", b"<rss>"),
    "says two lengths": send(OK + b"Content-Length: 5\r\nContent-Length: 7", b"<rss>"),
    "says a length that is no number": send(OK + b"Content-Length: many", b"<rss>"),
    "lies of its chunks": send(OK + b"Transfer-Encoding: chunked", b"fffffffffffffff\r\n<rss>"),
    "answers nonsense": send(b"nonsense"),
    "answers another protocol": send(b"SSH-2.0-OpenSSH_9.6"),
    "answers 999": (999, {}, b""),
    "answers 500": (500, {}, b""),
    "answers nothing": (200, {}, b""),
    "packs a bomb": (200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(bytes(BOMB))),
    "packs a bomb unasked": (200, {**HTML, "Content-Encoding": "deflate"}, zlib.compress(bytes(BOMB))),
    "packs a bomb of Brotli": (200, {**HTML, "Content-Encoding": "br"}, bytes.fromhex("5bffffff03") * 100),
    "packs a bomb of Zstandard": (200, {**HTML, "Content-Encoding": "zstd"}, bytes.fromhex("28b52ffd") * 100),
    "packs twice": (200, {**HTML, "Content-Encoding": "gzip, gzip"}, gzip.compress(gzip.compress(bytes(BOMB)))),
    "packs badly": (200, {**HTML, "Content-Encoding": "gzip"}, b"nonsense"),
    "packs without end": (200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(FULL)[:-9]),
    "sends a zip": (200, {"Content-Type": "application/zip"}, zip_of(bytes(BOMB))),
    "sends a picture": (200, {"Content-Type": "image/png"}, b"\x89PNG\r\n\x1a\n" + bytes(1000)),
}
"""Played where a feed is asked for, and where a page is."""

HEAD: Final = b"<rss version='2.0'><channel><item><title>"
FEEDS: Final[dict[str, Trick]] = {
    "a page": (200, XML, b"<!DOCTYPE html><html><body>Hello</body></html>"),
    "text": (200, XML, b"Hello"),
    "bytes": (200, XML, bytes(range(256)) * 100),
    "a bomb within": (200, XML, gzip.compress(bytes(BOMB))),
    "a billion laughs": declare(LAUGHS, "&i;"),
    "a billion laughs in UTF-16": declare(LAUGHS, "&i;", "utf-16"),
    "one long entity many times": declare(f'<!ENTITY a "{"x" * 50_000}">', "&a;" * 500),
    "a file as an entity": declare('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"),
    "a place as an entity": declare('<!ENTITY a SYSTEM "http://wire.example/secret">', "&a;"),
    "an entity far down": declare(" " * 120_000 + LAUGHS, "&i;"),
    "a DTD from elsewhere": (
        200,
        XML,
        b'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://wire.example/secret"><rss/>',
    ),
    "elements within elements": (200, XML, b"<rss>" + b"<a>" * DEEP),
    "a sitemap within itself": (200, XML, b"<urlset>" + b"<url>" * DEEP + b"</url>" * DEEP),
    "JSON within JSON": (200, {}, b'{"items": ' + b"[" * DEEP),
    "JSON with a number without end": (200, {}, b'{"items": [' + b"9" * 20_000 + b"]}"),
    "JSON that is no feed": (200, {}, b'{"a": 1}'),
    "one tag without end": (200, XML, b"<rss " + b"a" * 150_000),
    "tags that never end": (200, XML, HEAD + b"<b " * DEEP),
    "signs that begin no tag": (200, XML, HEAD + b"<" * DEEP),
    "ends of what never began": (200, XML, HEAD + b"</b>" * DEEP),
    "references without end": (200, XML, HEAD + b"&" * 2 * DEEP),
    "attributes without end": (200, XML, b"<rss " + b" ".join(b'a%d="x"' % at for at in range(DEEP)) + b">"),
    "items within items": (200, XML, HEAD[:-7] + b"<item>" * DEEP + b"</item>" * DEEP),
}
"""Played where a feed is asked for; nothing of them is a feed."""

ODD_FEEDS: Final[dict[str, Callable[[Web], Trick]]] = {
    "a patience that is no number": lambda web: (503, {"Retry-After": "²"}, b""),
    "a patience of ages": lambda web: (503, {"Retry-After": "9" * 500}, b""),
    "a patience until no day": lambda web: (503, {"Retry-After": "Mon, 99 Foo 99999 99:99:99 GMT"}, b""),
    "a mark that cannot be sent back": lambda web: (200, {**XML, "ETag": '"ü²"'}, write_feed([])),
    "a mark without end": lambda web: (200, {**XML, "ETag": "x" * 60_000}, write_feed([])),
    "a pause that is no number": lambda web: (
        200,
        XML,
        b"<rss version='2.0'><channel><ttl>\xc2\xb2</ttl><item><link>http://wire.example/</link></item></channel></rss>",
    ),
    "links to what is not asked": lambda web: (200, XML, write_feed(list(PRIVATE.values()))),
    "links that are no addresses": lambda web: (
        200,
        XML,
        write_feed(
            ["http://a\u2100b.example/", "http://exa[mple/", "http://[::1", "//", "http://" + "x" * 70_000, "\u202e"]
        ),
    ),
    "days out of time": lambda web: (
        200,
        {},
        json.dumps(
            {
                "version": "1",
                "items": [
                    {"url": web.name(f"wire.example/{at}"), "date_published": day}
                    for at, day in enumerate(["99999-01-01", "0001-01-01T00:00:00+23:59", "9" * 999, None, 5])
                ],
            }
        ).encode(),
    ),
}
"""Feeds that can be read, or asked for later, and hold something odd."""

PAGES: Final[dict[str, Trick]] = {
    "elements within elements": (200, HTML, b"<html><body>" + b"<div>" * (DEEP // 4) + b"deep"),
    "quotations within quotations": (200, HTML, FULL + b"<blockquote>" * (DEEP // 10) + b"deep"),
    "tables within tables": (200, HTML, FULL + b"<table><tr><td>" * (DEEP // 15) + b"deep"),
    "an attribute without end": (200, HTML, FULL + b'<p class="' + b"x" * 150_000),
    "a comment without end": (200, HTML, FULL + b"<!--" + b"-" * 150_000),
    "linked data within linked data": (
        200,
        HTML,
        b'<script type="application/ld+json">' + b'{"a":' * 30_000 + b"</script>" + FULL,
    ),
    "an encoding that is a codec": (200, {"Content-Type": "text/html; charset=zip"}, zlib.compress(bytes(BOMB))),
    "an encoding that is unknown": (200, {"Content-Type": "text/html; charset=" + "x" * 5000}, FULL),
    "a next page at a private place": (
        200,
        HTML,
        FULL + b'<a rel="next" href="http://169.254.169.254/feed?page=2">2</a>',
    ),
    "a next page that is a file": (200, HTML, FULL + b'<a rel="next" href="file:///etc/passwd?page=2">2</a>'),
    "a next page that is no number": (200, HTML, FULL + b'<a rel="next" href="?page=%C2%B2">2</a>'),
    "a next page of too many digits": (200, HTML, FULL + b'<a rel="next" href="?page=' + b"9" * 9000 + b'">2</a>'),
    "a base elsewhere": (200, HTML, b'<base href="file:///etc/">' + FULL + b'<a rel="next" href="passwd?page=2">2</a>'),
    "a refresh to a private place": (
        200,
        {**HTML, "Refresh": "0; url=http://169.254.169.254/"},
        b'<meta http-equiv="refresh" content="0; url=http://169.254.169.254/">' + FULL,
    ),
    "nothing but NULs": (200, HTML, bytes(100_000)),
    "a day of ages": (200, HTML, b'<meta property="article:published_time" content="99999-99-99">' + FULL),
}
"""Played where a page is asked for."""

RULES: Final[dict[str, Trick]] = {
    "leads to the metadata": lead(PRIVATE["metadata"]),
    "leads in a circle": lead("/robots.txt"),
    "pours": pour(OK + b"\r\n"),
    "drips": drip(OK + b"\r\n", b"User-agent: *\n"),
    "packs a bomb": (200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(BOMB))),
    "asks for a delay of ages": (200, {}, b"User-agent: *\nCrawl-delay: 1e300\nCrawl-delay: nan\nDisallow: /feed"),
    "has patterns that take ages": (200, {}, b"User-agent: *\nDisallow: /" + b"*a" * 60 + b"b$\nDisallow: /*feed"),
    "has rules without end": (200, {}, b"User-agent: *\n" + b"Disallow: /x\n" * 15_000 + b"Disallow: /feed\n"),
    "is bytes": (500, {}, bytes(range(256)) * 100),
}
"""Played where robots.txt is asked for; the host does not let its feed be asked, or cannot say so."""

COUNT: Final = 2 * len(ANSWERS) + len(FEEDS) + len(ODD_FEEDS) + len(PAGES) + len(RULES)
