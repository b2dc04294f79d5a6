"""Plain text and Markdown: header, title, body, and that nothing gets lost on the way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import any_text, header_values
from verbale.errors import BadHeader
from verbale.read.drafts import Draft, Origin, join_title, strip_blank_lines
from verbale.read.text import HEADER_NAMES, parse_text

HERE = Origin("talks", "talks.txt")


def parse(text: str, markdown: bool = False) -> Draft:
    return parse_text(text, HERE, markdown)


def test_header_lines_say_what_they_name_and_the_body_follows() -> None:
    draft = parse(
        "title: Talks in Vienna\npublished: 2024-05-14\npublisher: The Danube Post\nurl: https://danube.example/1\n\n"
        "The ministers met.\n\nThey parted.\n"
    )
    assert draft == Draft(
        "The ministers met.\n\nThey parted.",
        "Talks in Vienna",
        "2024-05-14",
        "The Danube Post",
        "https://danube.example/1",
    )


def test_header_names_are_read_in_any_order_and_case_and_may_be_empty() -> None:
    draft = parse("URL:https://danube.example/1\n Title : Talks: day one\npublisher:\n \nThey met.")
    assert (draft.title, draft.url, draft.publisher, draft.body) == (
        "Talks: day one",
        "https://danube.example/1",
        "",
        "They met.",
    )


def test_without_a_header_the_first_line_before_a_blank_line_is_the_title() -> None:
    assert parse("Talks in Vienna\n\nThe ministers met.").title == "Talks in Vienna"
    assert parse("\n \nTalks in Vienna\n\t\nThe ministers met.").title == "Talks in Vienna"


PROSE = "The foreign ministers of Austria and Slovenia met in Vienna on Tuesday to talk about the crossings"


@pytest.mark.parametrize(
    "line",
    [
        f"{PROSE}.",
        f"“{PROSE},” he said on CNN.",
        f"{PROSE}, he “said.”",
        f"{PROSE} (ÖBB).",
        f"{PROSE} of 2024.",
        f"{PROSE}; {PROSE.lower()}, then again: {PROSE.lower()}",
    ],
)
def test_a_first_line_that_is_a_sentence_of_the_body_is_no_title(line: str) -> None:
    assert parse(f"{line}\n\nThey parted.") == Draft(f"{line}\n\nThey parted.")


@pytest.mark.parametrize(
    "line", ["He resigns.", f"{PROSE} with the U.S.", f"{PROSE} and then ...", f"{PROSE}?", f"“{PROSE}!”", PROSE]
)
def test_a_headline_may_be_long_or_end_with_other_marks(line: str) -> None:
    assert parse(f"{line}\n\nThey parted.").title == line


@pytest.mark.parametrize("text", ["The ministers met.", "The ministers met.\nThey parted.\n\nThey met again."])
def test_a_first_line_without_a_blank_line_after_it_is_no_title(text: str) -> None:
    assert parse(text) == Draft(text)


def test_a_header_without_a_title_leaves_the_report_without_one() -> None:
    assert parse("published: 2024-05-14\n\nThe ministers met.\n\nThey parted.").title is None


def test_a_header_that_no_blank_line_ends_is_text_and_is_said_so() -> None:
    draft = parse("title: Talks\nThe ministers met in Vienna.\n\nThey parted.")
    assert draft.body.startswith("title: Talks\nThe ministers")
    assert draft.warnings == ("it begins like a header, which no blank line ends; it was read as text",)


def test_an_unknown_header_line_is_left_out_with_a_warning() -> None:
    draft = parse("title: Talks\nauthor: Anna Example\n\nThey met.")
    assert draft.body == "They met."
    assert draft.warnings == ("the header line author: is not known and was left out",)


def test_a_name_that_stands_twice_in_a_header_is_an_error() -> None:
    with pytest.raises(BadHeader, match=r"talks\.txt: has two lines title: in its header; keep one of them"):
        parse("title: One\nTitle: Two\n\nThey met.")


def test_a_colon_in_the_first_line_makes_no_header() -> None:
    draft = parse("Aliyev: talks will go on\n\nThe ministers met.")
    assert (draft.title, draft.warnings) == ("Aliyev: talks will go on", ())


def test_spaces_and_marks_within_the_body_stay() -> None:
    body = "  The\xa0ministers  met.\t\n\n\n  “They”\u2009parted.  "
    assert parse(f"title: Talks\n\n\n{body}\n\n").body == body


@pytest.mark.parametrize(
    "text",
    ["# Talks in Vienna\n\nThey *met*.\n", "# Talks in Vienna\nThey *met*.", "\n## Talks in Vienna ##\n\nThey *met*."],
)
def test_a_markdown_title_is_without_its_marks_and_the_rest_keeps_its_own(text: str) -> None:
    draft = parse(text, markdown=True)
    assert draft.title == "Talks in Vienna"
    assert join_title(draft.title, draft.body) == "Talks in Vienna\n\nThey *met*."


def test_a_markdown_heading_that_repeats_the_header_s_title_stands_once() -> None:
    draft = parse("title: Talks\n\n# Talks\n\nThey met.\n\n## Later\n\nThey parted.", markdown=True)
    assert join_title(draft.title, draft.body) == "Talks\n\nThey met.\n\n## Later\n\nThey parted."


def test_plain_text_may_begin_with_a_hash() -> None:
    assert parse("# 4 in the queue\n\nThey met.").title == "# 4 in the queue"


def test_the_title_is_not_put_in_front_of_a_body_that_begins_with_it() -> None:
    assert join_title("Talks", "Talks\n\nThey met.") == "Talks\n\nThey met."
    assert join_title("Talks", "Talks\nThey met.") == "Talks\n\nThey met."
    assert join_title("Talks", "Talks went on.") == "Talks\n\nTalks went on."
    assert join_title(None, "They met.") == "They met."


@given(st.dictionaries(st.sampled_from(HEADER_NAMES), header_values, min_size=1), any_text)
def test_a_header_never_takes_anything_of_the_body(said: dict[str, str], body: str) -> None:
    body = "They met." + body.replace("\r", "")
    head = "".join(f"{name}: {value}\n" for name, value in said.items())
    draft = parse(f"{head}\n{body}")
    assert draft.body == strip_blank_lines(body)
    assert draft.title == (said.get("title", "").strip() or None)


@given(any_text, st.booleans())
def test_without_a_header_every_character_stays_in_its_order(text: str, markdown: bool) -> None:
    text = "They met" + text.replace("\r", "")
    draft = parse(text, markdown)
    whole = join_title(draft.title, draft.body)
    assert "".join(whole.split()) == "".join(text.split())
    if draft.title is None:
        assert whole == strip_blank_lines(text)
    else:
        assert whole.endswith(strip_blank_lines(text.partition("\n")[2]))


@given(any_text.filter(str.strip))
def test_a_text_that_was_read_reads_the_same_again(text: str) -> None:
    draft = parse("They met" + text.replace("\r", ""))
    whole = join_title(draft.title, draft.body)
    again = parse(whole)
    assert join_title(again.title, again.body) == whole
