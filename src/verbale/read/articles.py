"""JSON as news services give it: an object or a list with the articles somewhere in it."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Mapping, Sequence
from typing import BinaryIO

from verbale.errors import BadLine, TooLarge, UnreadableReport
from verbale.read.drafts import Origin, compose
from verbale.read.encodings import decode
from verbale.read.fields import NAMES, draft_fields, flatten
from verbale.read.tasks import Results, Task

DEEPEST_LIST = 4
"""So many objects deep the list of articles may lie."""


def read_json(stream: BinaryIO, origin: Origin, task: Task) -> Results:
    """A report for each article of the JSON; of a file of JSON Lines that is called .json, for each line."""
    yield from read_json_data(b"", stream, origin, task)


def read_json_data(data: bytes, rest: BinaryIO, origin: Origin, task: Task) -> Results:
    """As `read_json`, for a stream of which *data* was taken already."""
    limit = task.settings.whole_bytes
    data += rest.read(max(0, limit + 1 - len(data)))
    if len(data) > limit:
        raise TooLarge(origin.shown, f"is larger than {limit:,} bytes", "write it as JSON Lines, one report a line")
    text = decode(data, origin.shown).text
    try:
        found = json.loads(text)
    except json.JSONDecodeError as fault:
        if fault.msg == "Extra data":
            yield from _read_lines(data, origin, task)
            return
        raise BadLine(origin.shown, f"is not JSON ({fault.msg}, line {fault.lineno})") from fault
    except (ValueError, RecursionError) as fault:
        raise BadLine(origin.shown, "is not JSON that can be read") from fault
    yield from _read_articles(find_articles(found), origin, task)


def _read_lines(data: bytes, origin: Origin, task: Task) -> Results:
    from io import BytesIO  # noqa: PLC0415

    from verbale.read.documents import read_lines_file  # noqa: PLC0415 - it imports this module

    yield from read_lines_file(BytesIO(data), origin, task)


def find_articles(found: object) -> Sequence[Mapping[str, object]]:
    """The first list of objects that have a title or a text; an object that is an article itself is a list of one."""
    queue: deque[tuple[object, int]] = deque([(found, 0)])
    while queue:
        value, depth = queue.popleft()
        if isinstance(value, list):
            articles = [one for one in value if isinstance(one, dict) and _is_article(one)]
            if articles:
                return articles
        elif isinstance(value, dict) and depth < DEEPEST_LIST:
            queue.extend((inner, depth + 1) for inner in value.values())
    return [found] if isinstance(found, dict) and _is_article(found) else []


def _is_article(found: Mapping[str, object]) -> bool:
    names = {name for name, value in flatten(found) if isinstance(value, str) and value.strip()}
    return not names.isdisjoint(NAMES["text"]) or ("title" in names and not names.isdisjoint(NAMES["url"]))


def _read_articles(articles: Sequence[Mapping[str, object]], origin: Origin, task: Task) -> Results:
    if not articles:
        raise BadLine(origin.shown, "holds no articles", 'it needs a list of objects with "title" and "text"')
    for number, article in enumerate(articles, 1):
        if not task.turns.take():
            continue
        here = Origin(f"{origin.name}#{number}", f"{origin.shown}, article {number}")
        try:
            draft, identifier = draft_fields(dict(flatten(article)), dict(task.given.columns), here)
            yield compose(draft, Origin(identifier or here.name, here.shown), task.given)
        except UnreadableReport as fault:
            yield fault
