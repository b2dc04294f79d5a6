"""A visit to an address: its page, the pages that go on with its article, and the reports in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from verbale.errors import AddressRefused, EmptyReport, TooLarge
from verbale.read.addresses import Fetched
from verbale.read.documents import Form, compose_documents, compose_page, is_page_of
from verbale.read.drafts import Draft, Origin
from verbale.read.encodings import decode
from verbale.read.pagination import MOST_PAGES, find_next, join_drafts
from verbale.read.reading import Given
from verbale.read.tasks import Results
from verbale.read.webpages import find_charset, read_page

Fetch = Callable[[str], Fetched]


def fetch_article(first: Fetched, fetch: Fetch) -> tuple[list[Fetched], tuple[str, ...]]:
    """The page and those that go on with it, and a warning if one of these cannot be had."""
    pages, asked = [first], {first.address}
    while len(pages) < MOST_PAGES:
        last = pages[-1]
        following = find_next(last.data.decode("utf-8", "replace"), last.address) if last.is_page else None
        if following is None or following in asked:
            return pages, ()
        asked.add(following)
        try:
            pages.append(fetch(following))
        except (AddressRefused, TooLarge) as fault:
            return pages, (f"the article goes on at {following}, which {fault.why}",)
    return pages, (f"the article has more than {MOST_PAGES} pages; the rest was left out",)


def read_visit(pages: Sequence[Fetched], origin: Origin, given: Given, warnings: tuple[str, ...] = ()) -> Results:
    """The reports of a page, or the one report of an article over several."""
    first, *others = pages
    if not others or not is_page_of(first.data, first.is_page):
        form: Form | None = "page" if first.is_page else None
        yield from compose_documents(first.data, origin, given, form, first.charset, warnings)
        return
    yield compose_page(join_drafts([_draft(one, origin) for one in pages]), origin, given, warnings)


def _draft(page: Fetched, origin: Origin) -> Draft:
    decoded = decode(page.data, origin.shown, page.charset or find_charset(page.data))
    try:
        return read_page(decoded.text, Origin(origin.name, origin.shown, page.address))
    except EmptyReport as fault:
        return Draft("", warnings=(f"{page.address} {fault.why}",))
