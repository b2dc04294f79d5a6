"""Messages: an .eml file or each message of an .mbox, with the reports that are attached to it."""

from __future__ import annotations

import email.policy
import io
import re
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from msgspec.structs import replace

from verbale.errors import DamagedFile, EmptyReport, TooLarge, UnreadableReport
from verbale.read.drafts import Draft, Origin, compose
from verbale.read.kinds import is_aside
from verbale.read.markup import strip_markup
from verbale.read.reading import Reading
from verbale.read.streams import read_stream, read_whole
from verbale.read.tasks import Results, Task, Turns

_START = re.compile(rb"From [^\r\n]*\d{4}[^\r\n]*\r?\n\Z")
_QUOTED_START = re.compile(rb"^>(>*From )", re.MULTILINE)
_SIGNATURE = re.compile(r"^-- ?$.*", re.MULTILINE | re.DOTALL)
_PREFIX = re.compile(r"(?:(?:Fwd?|Re|AW|WG|TR)\s*:\s*)+", re.IGNORECASE)
_FLOWED = re.compile(r"(?<=\S) \n(?=[^\s>])")


def read_message(stream: BinaryIO, origin: Origin, task: Task) -> Results:
    """The message as a report, then the reports attached to it; without words of its own only those."""
    data = read_whole(stream, origin, task.settings.whole_bytes)
    if task.turns.take():
        yield from _read_bytes(data, origin, task)


def read_mailbox(stream: BinaryIO, origin: Origin, task: Task) -> Results:
    """Each message of a mailbox, numbered in its order."""
    for number, data in enumerate(cut_messages(stream, task.settings.whole_bytes), 1):
        if not task.turns.take():
            continue
        here = Origin(f"{origin.name}#{number}", f"{origin.shown}, message {number}")
        try:
            if len(data) > task.settings.whole_bytes:
                raise TooLarge(here.shown, f"is larger than {task.settings.whole_bytes:,} bytes")
            yield from _read_bytes(_QUOTED_START.sub(rb"\1", data), here, task)
        except UnreadableReport as fault:
            yield fault


def cut_messages(stream: BinaryIO, limit: int) -> Iterator[bytes]:
    """The messages of a mailbox without their ``From`` lines; of one over *limit* bytes its first ones only."""
    message: list[bytes] = []
    size, blank = 0, True
    while line := stream.readline(limit + 1):
        if blank and line.startswith(b"From ") and _START.match(line):
            if message:
                yield b"".join(message)
            message, size = [], 0
        elif size <= limit:
            message.append(line)
            size += len(line)
        blank = not line.strip()
    if message:
        yield b"".join(message)


def _read_bytes(data: bytes, origin: Origin, task: Task) -> Results:
    message = _parse(data, origin)
    attached = list(_list_attached(message, origin))
    draft = _draft(message, origin)
    if draft.body.strip():
        yield _compose(draft, origin, task)
    elif not attached:
        raise EmptyReport(origin.shown, "is a message without words")
    for name, content in attached:
        here = Origin(PurePosixPath(name).stem or origin.name, f"{origin.shown}, {name}")
        inner = replace(task, depth=task.depth + 1, turns=Turns())  # what is attached has its message's turn
        yield from read_stream(cast("BinaryIO", io.BytesIO(content)), name, here, inner)


def _compose(draft: Draft, origin: Origin, task: Task) -> Reading | UnreadableReport:
    try:
        return compose(draft, origin, task.given)
    except UnreadableReport as fault:
        return fault


def _parse(data: bytes, origin: Origin) -> EmailMessage:
    try:
        return BytesParser(policy=email.policy.default).parsebytes(data)
    except Exception as fault:  # the library has no error of its own for what it stumbles over
        raise DamagedFile(origin.shown, "is a message that cannot be taken apart") from fault


def _draft(message: EmailMessage, origin: Origin) -> Draft:
    try:
        part = message.get_body(("plain", "html"))
        body = _read_words(part) if part is not None else ""
        subject, sender, day = (str(message.get(name, "")) for name in ("subject", "from", "date"))
    except Exception as fault:  # as above: wrong charsets, headers and encodings end in a dozen kinds of error
        raise DamagedFile(origin.shown, "is a message that cannot be taken apart") from fault
    return Draft(
        body=body,
        title=_PREFIX.sub("", subject, 1) or None,
        published=_read_day(day),
        publisher=_read_sender(sender),
    )


def _read_words(part: MIMEPart) -> str:
    try:
        words = str(part.get_content())
    except (LookupError, UnicodeError):
        words = cast("bytes", part.get_payload(decode=True)).decode("utf-8", "replace")
    if part.get_content_subtype() == "html":
        return strip_markup(words)
    words = _SIGNATURE.sub("", words.replace("\r\n", "\n"))
    return _FLOWED.sub(" ", words) if part.get_param("format") == "flowed" else words


def _read_day(words: str) -> str | None:
    try:
        return parsedate_to_datetime(words).date().isoformat()
    except ValueError:
        return None


def _read_sender(words: str) -> str | None:
    name = words.partition("<")[0].strip(' "')
    return name or words.strip(" <>") or None


def _list_attached(message: EmailMessage, origin: Origin) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of attachments that may be reports, messages that are forwarded included."""
    try:
        parts = list(message.iter_attachments()) if message.is_multipart() else []
        for number, part in enumerate(parts, 1):
            name = (part.get_filename() or f"part {number}").replace("\\", "/")
            if part.get_content_type() == "message/rfc822":
                yield f"{name}.eml", cast("EmailMessage", part.get_content()).as_bytes()
            elif part.get_content_maintype() in ("application", "text") and not is_aside(name):
                yield name, cast("bytes", part.get_payload(decode=True) or b"")
    except Exception as fault:  # as above
        raise DamagedFile(origin.shown, "has attachments that cannot be taken out") from fault
