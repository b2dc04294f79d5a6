from __future__ import annotations

import pytest

from verbale.analyse.quotation_marks import pair_marks
from verbale.analyse.sentences import split_sentences
from verbale.spans import Span


def sentences(text: str) -> list[str]:
    whole = [Span(0, len(text))]
    quoted, _ = pair_marks(text, whole)
    return [s.of(text) for s in split_sentences(text, whole, {q.outside.start for q in quoted if q.opens})]


@pytest.mark.parametrize(
    "text",
    [
        "The talks ended on Friday.",
        "A heading without a full stop",
        "The U.S. Embassy thanked Mr. Lind and Gen. Maro of the U.N. Security Council.",
        "Envoy J. R. Tamm met Anna K. Berg, Jr. in St. Gallen on Jan. 5 at 5 p.m. Moscow time.",
        "The fleet of the U.S. 5th command sailed.",
        "The price rose by 3.5 percent to $1.2 billion under Art. 5 and No. 12.",
        "PARIS — The ministers met.",
        "WASHINGTON, D.C. — The ministers met.",
        "He said the plan ... was dead.",
        '"Is it over?" asked the minister.',
        '"Is it over?" Minister Orla Venn asked.',
        '"Never!" she said.',
        "The firm Oak Bros. Holdings Inc. and Elm Corp. Ltd. agreed.",
        "Russia's ambassador (since Sept. 2021) left, e.g. for Oslo, i.e. home.",
        "P. T. Anand, K. Rao and the prime minister spoke.",
    ],
)
def test_one_sentence(text):
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        ["The talks ended.", "The delegations left."],
        ["Did they agree?", "No.", "They did not!", "Nobody knows why."],
        ['"We go.', 'We stay," he said.', "They left."],
        ['He said "we go."', "The others stayed."],
        ["He said “we go.”", "“We stay,” she said."],
        ["The minister agreed, he said.", '"We go," he added.'],
        ["They moved to the U.S.", "The family stayed there."],
        ["The meeting began at 9 a.m.", "Ministers spoke for an hour."],
        ["It grew by 5 percent.", "In 2020 it fell."],
        ["They waited...", "Then they left."],
        ["That was plan B.", "It failed."],
        ["He is in the army, navy etc.", "But he left."],
        ["(They had met before.)", "They met again."],
        ["The treaty was signed in 2019.", "2020 brought war."],
        ["Talks will go on.", "— They resumed."],
        ['He wrote: "Enough." ', "Nobody replied."],
    ],
)
def test_several_sentences(parts):
    assert sentences(" ".join(p.strip() for p in parts)) == [p.strip() for p in parts]


def test_a_missing_space_after_the_full_stop():
    assert sentences("The talks ended.The delegations left.") == ["The talks ended.", "The delegations left."]
    assert sentences('He said "we go."The others stayed.') == ['He said "we go."', "The others stayed."]
    assert sentences("He said “we go.”The others stayed.") == ["He said “we go.”", "The others stayed."]


def test_a_closing_mark_set_off_by_a_space_belongs_to_its_sentence():
    assert sentences('He said " we go. " The others stayed.') == ['He said " we go. "', "The others stayed."]


def test_a_mark_glued_to_the_full_stop_opens_the_next_quotation():
    assert sentences("They left.“We go,” he said.") == ["They left.", "“We go,” he said."]


def test_addresses_and_file_names_are_not_cut():
    assert sentences("See www.Example.org/Report.Html now.") == ["See www.Example.org/Report.Html now."]


def test_a_list_is_cut_before_its_bullets_and_numbers():
    assert sentences("They agreed on\n• trade\n• borders\n1. Gas\n2. Oil") == [
        "They agreed on",
        "• trade",
        "• borders",
        "1. Gas",
        "2. Oil",
    ]


def test_a_number_that_begins_the_paragraph_stays_with_its_item():
    assert sentences("1. The parties agree. They sign.") == ["1. The parties agree.", "They sign."]


def test_lone_signs_belong_to_the_sentence_before():
    assert sentences("They asked why . . . Nobody knew.") == ["They asked why . . .", "Nobody knew."]
