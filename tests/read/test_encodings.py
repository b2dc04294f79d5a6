"""How bytes become characters, and what is said when that was a guess."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import assume, given

from strategies import raw_text
from verbale.errors import NotText, UndecodableText
from verbale.read.encodings import decode, mend

TALKS = "“We’ve had good talks,” Orbán said – the fifth in Zürich."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_what_declares_itself_is_read_without_a_warning(encoding: str) -> None:
    assert decode(TALKS.encode(encoding), "talks.txt").text == TALKS
    assert decode(TALKS.encode(encoding), "talks.txt").warnings == ()


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_utf_16_of_either_order_is_told_by_its_mark(mark: bytes) -> None:
    order = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    assert decode(mark + TALKS.encode(order), "talks.txt").text == TALKS


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_recognised_with_a_warning(encoding: str) -> None:
    decoded = decode(TALKS.encode(encoding), "talks.txt")
    assert decoded.text == TALKS
    assert decoded.warnings == (f"its encoding is not declared and was taken for {encoding}",)


@pytest.mark.parametrize(
    ("words", "encoding", "name"),
    [
        (TALKS, "cp1252", "windows-1252"),
        ("Erdoğan’s visit to Şanlıurfa", "cp1254", "windows-1254"),
        ("“We’ve signed,” the minister’s office said", "mac_roman", "mac-roman"),
        ("The café of São Tomé", "cp1252", "windows-1252"),
        ("Tusk’s reply", "cp1252", "windows-1252"),
    ],
)
def test_an_old_encoding_is_recognised_by_where_its_characters_stand(words: str, encoding: str, name: str) -> None:
    decoded = decode(words.encode(encoding), "talks.txt")
    assert decoded.text == words
    assert decoded.warnings == (f"its encoding is not declared and was taken for {name}",)


def test_an_encoding_that_cannot_be_told_is_an_error_with_the_way_out() -> None:
    with pytest.raises(UndecodableText) as caught:
        decode(bytes(range(0x80, 0x100)) * 3, "odd.txt")
    assert str(caught.value) == "odd.txt: its encoding cannot be told; save it as UTF-8"


def test_damaged_utf_8_is_not_taken_for_something_else() -> None:
    with pytest.raises(UndecodableText) as caught:
        decode(TALKS.encode() + b"\xe2\x80", "cut.txt")
    assert f"is UTF-8 with a broken character at byte {len(TALKS.encode())}" in str(caught.value)


def test_utf_16_that_breaks_off_is_an_error() -> None:
    with pytest.raises(UndecodableText, match="begins as UTF-16-LE and breaks it at byte 4"):
        decode(b"\xff\xfeA\x00B", "cut.txt")


def test_a_declared_encoding_is_believed_if_it_fits() -> None:
    assert decode("Škoda".encode("iso-8859-2"), "page.html", "ISO-8859-2").text == "Škoda"


def test_latin_1_means_windows_1252_as_on_the_web() -> None:
    assert decode(TALKS.encode("cp1252"), "page.html", "iso-8859-1").text == TALKS


def test_utf_8_that_declares_something_else_is_read_as_utf_8_with_a_warning() -> None:
    decoded = decode(TALKS.encode(), "page.html", "windows-1252")
    assert decoded.text == TALKS
    assert decoded.warnings == ("it declares windows-1252 and is UTF-8, as which it was read",)


@pytest.mark.parametrize("declared", ["klingon", "rot13", "punycode", "utf-7", "", "\x00"])
def test_a_declaration_that_means_no_text_is_not_believed(declared: str) -> None:
    assert decode(b"The talks", "page.html", declared).text == "The talks"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 and so on",
        b"{\\rtf1 and so on}",
        b"PK\x03\x04 a document",
        b"\x89PNG\r\n\x1a\n",
        b"\x7fELF\x02\x01\x01" + bytes(9),
        bytes(range(256)) * 4,
        bytes(200),
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(NotText):
        decode(data, "picture")


def test_a_few_nuls_and_lone_surrogates_are_mended_with_a_warning() -> None:
    decoded = decode(b"The talks\x00 in Riffa \xed\xa0\x80 went on.", "talks.txt")
    assert decoded.text == "The talks\ufffd in Riffa \ufffd went on."
    assert decoded.warnings == ("2 NUL or broken characters became U+FFFD",)


def test_a_pair_of_surrogates_is_the_character_that_it_means() -> None:
    assert decode(b"A flag \xed\xa0\xbd\xed\xb8\x80", "talks.txt").text == "A flag \U0001f600"


def test_line_ends_become_line_feeds_and_odd_spaces_stay() -> None:
    assert mend("a\r\nb\rc\nd\u2028e\x0bf\xa0g\u200b").text == "a\nb\nc\nd\u2028e\x0bf\xa0g\u200b"


@given(raw_text)
def test_mending_changes_nothing_but_marks_line_ends_and_what_no_text_may_hold(text: str) -> None:
    mended = mend(text).text
    assert not any(char in "\r\x00" or "\ud800" <= char <= "\udfff" for char in mended)
    assert mend(mended).text == mended or mended.startswith("\ufeff")
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")
    assume("\ud800\udfff" not in plain)
    assert mended == "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in plain)


@given(raw_text)
def test_every_unicode_encoding_gives_the_same_characters(text: str) -> None:
    assume(not any("\ud800" <= char <= "\udfff" or char < " " for char in text.replace("\n", "")))
    expected = mend(text.removeprefix("\ufeff"))
    assert decode(codecs.BOM_UTF8 + text.removeprefix("\ufeff").encode(), "x").text == expected.text
    assert decode(text.removeprefix("\ufeff").encode("utf-16"), "x").text == expected.text
