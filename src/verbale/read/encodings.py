"""Bytes to characters: what a file declares, UTF-8, or an encoding that is recognised and said so.

What is done to the characters, and nothing else: a byte-order mark is dropped, line ends become a line
feed, NULs and lone surrogates become U+FFFD with a warning.
"""

from __future__ import annotations

import codecs
import re

from msgspec import Struct

from verbale.errors import NotText, UndecodableText

SIGNATURES = (
    b"%PDF-",
    b"%!PS",
    b"{\\rtf",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"\x1f\x8b\x08",
    b"\xd0\xcf\x11\xe0",
)
"""How files begin that may hold few control characters and are no text all the same."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte-order marks; UTF-32 before UTF-16, whose mark begins like it."""

LIKELY = ("cp1252", "cp1254", "mac_roman", "cp850", "cp1250")
"""Encodings in which English without a declaration is met, the likelier first."""

WIDE = ("utf_16_le", "utf_16_be")
"""What is meant where every other byte is a NUL."""

_WEB_ENCODINGS = """
    utf-8 cp866 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13
    iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-u mac-roman mac-cyrillic cp874 cp1250 cp1251 cp1252 cp1253 cp1254
    cp1255 cp1256 cp1257 cp1258 gbk gb18030 big5 euc_jp shift_jis euc_kr
"""
WEB_ENCODINGS = frozenset(_WEB_ENCODINGS.split())
"""What a page may declare (WHATWG Encoding Standard), in Python's names; others are not believed."""

WEB_NAMES = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gbk"}
"""What pages mean by a name (the same standard)."""

RARE = {"cp1252": frozenset("ðþýÐÞÝÒÕ"), "cp1254": frozenset("ÒÕ"), "mac_roman": frozenset("ÍÎÏÌÓÔÒ")}
"""Letters that English reports need less often than what the same byte is elsewhere: the Turkish letters of
windows-1254, the quotation marks of Mac Roman and of windows-1252."""

OPENING, CLOSING = frozenset("“‘„«‹¿¡"), frozenset("”»›")
LOOSE = frozenset("’–—…•·°§©®™½¼¾×\u00a0\u00ad")
CURRENCIES = frozenset("£€¥")
LONE_LETTERS = frozenset("àéèôóÀÉ")

_ODD = re.compile(r"[^\x00-\x7f]")
_LINE_END = re.compile(r"\r\n?")
_UNFIT = re.compile("[\x00\ud800-\udfff]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_CONTROLS = bytes({*range(1, 9), *range(14, 27), *range(28, 32), 127})
_SAMPLE = 65_536


class Decoded(Struct, frozen=True):
    """Characters, and a warning for all that was guessed or mended."""

    text: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, source: str, declared: str | None = None) -> Decoded:
    """The characters of *data*; *declared* is the name of an encoding that came with it, right or wrong.

    NotText for a picture, an archive, a program; UndecodableText if the encoding cannot be told.
    """
    refuse_what_is_no_text(data, source)
    read = _decode_marked(data, source) or _decode_utf8(data, declared) or _decode_declared(data, declared)
    if read is None:
        refuse_damaged_utf8(data, source)
        read = recognise(data, source)
    return mend(read.text, read.warnings)


def mend(text: str, warnings: tuple[str, ...] = ()) -> Decoded:
    """*text* without byte-order mark, with plain line ends, and U+FFFD for what no text may hold."""
    text = _LINE_END.sub("\n", text.removeprefix("\ufeff"))
    text = _PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)
    text, count = _UNFIT.subn("\ufffd", text)
    if count:
        warnings = (*warnings, f"{count} NUL or broken character{'s' if count > 1 else ''} became U+FFFD")
    return Decoded(text, warnings)


def refuse_what_is_no_text(data: bytes, source: str) -> None:
    """NotText by how *data* begins, or if control characters fill over a twentieth of it (NULs: a third)."""
    sample = data[:_SAMPLE]
    if sample.startswith(SIGNATURES):
        raise NotText(source)
    if sample.startswith(tuple(mark for mark, _ in MARKS)):
        return
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    nuls = sample.count(0)
    if controls * 20 > len(sample) or (nuls * 3 > len(sample) and not _looks_wide(sample)):
        raise NotText(source)


def _looks_wide(data: bytes) -> bool:
    """Do NULs fill two thirds of the even or of the odd places, and a twentieth of the others at most?"""
    few, many = sorted((data[::2].count(0), data[1::2].count(0)))
    return many * 3 > len(data) and few * 40 <= len(data)


def _decode_marked(data: bytes, source: str) -> Decoded | None:
    for mark, name in MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(name, "surrogatepass"))
            except UnicodeDecodeError as fault:
                why = f"begins as {name.upper()} and breaks it at byte {fault.start + len(mark)}"
                raise UndecodableText(source, why) from fault
    return None


def _decode_utf8(data: bytes, declared: str | None) -> Decoded | None:
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    if text.isascii():
        return None if _looks_wide(data) else Decoded(text)
    if _python_name(declared) in (None, "utf-8"):
        return Decoded(text)
    return Decoded(text, (f"it declares {declared} and is UTF-8, as which it was read",))


def _python_name(declared: str | None) -> str | None:
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip()).name
    except (LookupError, ValueError):
        return None
    name = WEB_NAMES.get(name, name)
    return name if name in WEB_ENCODINGS else None


def _decode_declared(data: bytes, declared: str | None) -> Decoded | None:
    name = _python_name(declared)
    if name is None:
        return None
    try:
        return Decoded(data.decode(name))
    except UnicodeDecodeError:
        return None


def refuse_damaged_utf8(data: bytes, source: str) -> None:
    """UndecodableText if most of what is not ASCII is UTF-8: another encoding would only garble it."""
    text = data.decode("utf-8", "surrogateescape")
    odd = _ODD.findall(text)
    broken = sum("\ud800" <= char <= "\udfff" for char in odd)
    if 0 < broken < len(odd) - broken:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as fault:
            raise UndecodableText(source, f"is UTF-8 with a broken character at byte {fault.start}") from fault


def recognise(data: bytes, source: str) -> Decoded:
    """The characters of *data* in the likeliest encoding that puts them where English has them, with a warning.

    charset-normalizer says which of LIKELY can be meant; by a few quotation marks and accents alone it does
    not tell which is (of 53 texts, 7 in windows-1252 and 25 in Mac Roman came out with other characters).
    UndecodableText if none fits.
    """
    name = find_likely_encoding(data, source)
    known_as = name.replace("cp125", "windows-125").replace("_", "-")
    return Decoded(data.decode(name), (f"its encoding is not declared and was taken for {known_as}",))


def find_likely_encoding(data: bytes, source: str) -> str:
    """Which of LIKELY, or of WIDE, *data* is in; UndecodableText if none fits."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - takes 30 ms to load, and few reports need it

    likely = WIDE if _looks_wide(data) else LIKELY
    names = {name for match in from_bytes(data, cp_isolation=list(likely)) for name in match.could_be_from_charset}
    for name in likely:
        if name in names and _reads_well(name, data.decode(name)):
            return name
    raise UndecodableText(source)


def _reads_well(encoding: str, text: str) -> bool:
    """Does at most a twentieth of the characters beyond ASCII stand oddly (one of five is forgiven)?"""
    if encoding in WIDE:
        return True
    odd = len(_ODD.findall(text))
    faults = count_faults(encoding, text)
    return faults * 20 <= odd or (faults == 1 and odd >= 5)


def count_faults(encoding: str, text: str) -> int:
    """How many characters beyond ASCII stand where English does not put them, when read in *encoding*."""
    marks = (m.start() for m in _ODD.finditer(text))
    return sum(_is_misplaced(encoding, text[max(0, i - 1) : i], text[i], text[i + 1 : i + 2]) for i in marks)


def _is_misplaced(encoding: str, before: str, char: str, after: str) -> bool:
    if char.isalpha():
        return _is_misplaced_letter(encoding, before, char, after)
    if char in OPENING:
        return before.isalpha() or not after.strip()
    if char in CLOSING:
        return not before.strip()
    if char in CURRENCIES:
        return not (after.isdigit() or before.isdigit())
    return char not in LOOSE


def _is_misplaced_letter(encoding: str, before: str, char: str, after: str) -> bool:
    if char in RARE.get(encoding, ()):
        return True
    if not before.isalpha() and not after.isalpha():
        return char not in LONE_LETTERS
    return char.isupper() and before.isalpha() and (before.islower() or after.islower())
