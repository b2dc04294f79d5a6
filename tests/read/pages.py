"""Pages and answers of servers, written for tests."""

from __future__ import annotations

PARAGRAPHS = (
    "The foreign ministers of Austria and Slovenia met in Vienna on Tuesday to talk about the border crossings.",
    "“We have agreed to open two more crossings before the summer,” the Austrian minister told reporters & guests.",
    "The ministers will meet again in Ljubljana in October, a spokesman for the ministry said in the evening.",
)
TITLE = "Ministers meet in Vienna"


def write_page(head: str = "", body: str | None = None, title: str = TITLE) -> str:
    """A page of an invented newspaper."""
    story = "".join(f"<p>{words.replace('&', '&amp;')}</p>\n" for words in PARAGRAPHS) if body is None else body
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><title>{title} | The Danube Post</title>\n'
        f'<meta property="og:site_name" content="The Danube Post">{head}</head>\n<body>'
        f'<nav><a href="/">Home</a> <a href="/world">World</a></nav><main><article><h1>{title}</h1>\n{story}</article>'
        "</main><aside><p>Subscribe to our letter.</p></aside><footer>All rights reserved.</footer></body></html>"
    )


def write_answer(
    body: bytes, status: str = "200 OK", media: str | None = "text/html; charset=utf-8", **more: str
) -> bytes:
    """What a server sends over HTTP/1.1; `more` are headers, with _ for -."""
    headers = {"Content-Length": str(len(body))} | ({"Content-Type": media} if media else {})
    headers |= {name.replace("_", "-"): value for name, value in more.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body
