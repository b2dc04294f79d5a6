from __future__ import annotations

import pytest

from extract.spoken import drafts, note, only, said


def test_whole_sentences_in_marks_before_their_attribution_are_direct():
    assert only('"The bridge will open in May," Minister Ana Ruz said.') == (
        "direct",
        "Minister Ana Ruz",
        ["The bridge will open in May,"],
    )


def test_an_attribution_may_turn_verb_and_speaker_round():
    assert only('"The bridge will open in May," said Minister Ana Ruz during a visit.')[1] == "Minister Ana Ruz"


def test_a_quotation_may_follow_its_cue():
    assert only('Ana Ruz said, "The bridge will open in May."') == (
        "direct",
        "Ana Ruz",
        ["The bridge will open in May."],
    )


def test_a_quotation_may_follow_a_colon_in_the_next_paragraph():
    text = 'Speaking at the meeting, President Ruz said:\n\n"The bridge will open in May. It is a good bridge."'
    assert only(text) == ("direct", "President Ruz", ["The bridge will open in May. It is a good bridge."])


def test_a_turn_interrupted_by_its_attribution_is_one_statement():
    text = '"We will wait," the minister said. "We have waited for a long time."'
    assert only(text) == ("direct", "the minister", ["We will wait,", "We have waited for a long time."])


def test_a_quotation_over_three_paragraphs_is_one_statement():
    text = 'Ana Ruz said:\n\n"We came by sea.\n\n"We came in peace.\n\n"We came to stay."'
    assert only(text).pieces == ["We came by sea.", "We came in peace.", "We came to stay."]


def test_a_new_attribution_is_a_new_statement():
    text = '"We will wait for them," Ana Ruz said.\n\n"They will not come this year," Jon Berg said.'
    assert [(s.speaker, s.pieces) for s in said(text)] == [
        ("Ana Ruz", ["We will wait for them,"]),
        ("Jon Berg", ["They will not come this year,"]),
    ]


def test_quoted_words_in_the_reporters_clause_are_mixed():
    assert only('He added that his country was "ready to turn the page of this quarrel" with its neighbour.') == (
        "mixed",
        "He",
        ["ready to turn the page of this quarrel"],
    )


def test_two_quoted_stretches_of_one_clause_are_one_statement():
    assert only('Ana Ruz called the plan "unwise" and "far too dear".').pieces == ["unwise", "far too dear"]


def test_according_to_may_follow_its_quotation():
    text = 'The ministers will "exchange views on all bilateral issues of the day", according to local media.'
    assert only(text)[:2] == ("mixed", "local media")


def test_a_paragraph_in_marks_without_a_cue_continues_the_last_speaker():
    text = (
        '"The talks were long," Ana Ruz said on Friday.\n\nShe left at noon.\n\n"They were also useful for both of us."'
    )
    assert said(text)[-1] == ("direct", "Ana Ruz", ["They were also useful for both of us."])


def test_a_question_may_stand_before_its_attribution():
    assert only('"Where were you when the bridge fell?" Jon Berg asked.')[1] == "Jon Berg"


def test_told_names_the_listener():
    (draft,) = drafts('"The bridge is safe," Ana Ruz told reporters in Oslo.')
    assert len(draft.to) == 1


@pytest.mark.parametrize(
    "text",
    [
        'The so-called "people\'s republic" held a vote.',
        'Her brother, known as "the Fox", fled in May.',
        'The film, entitled "A Bridge Too Far Away", was shown on Friday.',
        'The army took the "northern gate" of the town.',
        'They signed a plan dubbed "Open Skies" in May.',
        'The two met to found the "Green Coast" union.',
    ],
)
def test_names_titles_and_terms_in_marks_are_no_statements(text: str):
    assert said(text) == []


def test_a_speaker_in_apposition_is_named_by_the_name():
    assert only('The mayor of the town, Ana Ruz, said, "The bridge is ours and will be ours."').speaker == "Ana Ruz"


def test_a_clause_between_speaker_and_cue_is_skipped():
    text = 'Ruz, who led the talks in May, said, "The bridge is ours and will be ours."'
    assert only(text).speaker == "Ruz"


def test_a_quotation_within_a_quotation_is_a_statement_within_it():
    text = "\"I asked him and he said 'the bridge will never be built here' to my face,\" Ana Ruz said."
    outer, inner = drafts(text)
    assert inner.parent is outer
    assert outer.form == "direct"


def test_words_quoted_by_a_speaker_without_marks_are_within_the_quotation():
    text = 'Minister Ruz said:\n\n"As President Berg has often said, we welcome every effort for peace in the region."'
    outer, inner = drafts(text)
    assert inner.parent is outer
    assert inner.form == "indirect"


def test_a_name_under_a_quotation_is_its_speaker():
    text = '"The bridge is ours and will be ours." ― Ana Ruz\n\n"Nobody asked the ferrymen of the sound." — Jon Berg.'
    assert [(one.speaker, one.pieces) for one in said(text)] == [
        ("Ana Ruz", ["The bridge is ours and will be ours."]),
        ("Jon Berg", ["Nobody asked the ferrymen of the sound."]),
    ]


def test_a_dash_before_more_than_a_name_signs_nothing():
    text = 'Ana Ruz called it "a bridge to nowhere at all" — Jon Berg left the hall.'
    assert only(text).speaker == "Ana Ruz"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            '"They would just go and get them," Rep. Jon Bergson (C-North), a member of the panel, said.',
            "Rep. Jon Bergson",
        ),
        (
            '"Our aim is to open it in May," Majority Leader Jon Bergson, C-North, said Tuesday.',
            "Majority Leader Jon Bergson",
        ),
        ('"Why is this bridge not open yet?" Bergson demanded.', "Bergson"),
        ('Ruz\'s mother, Eva Lind, said on air, "The bridge is ours and will be ours."', "Eva Lind"),
        ('One of them, the Free Ferrymen (FF), said the bridge was "built on sand and lies".', "the Free Ferrymen"),
        ('Ruz, who in 2010 said "the bridge will never be built here", left.', "Ruz"),
        ('After saying "the bridge will never be built here", Ana Ruz left.', "Ana Ruz"),
    ],
)
def test_what_stands_between_a_speaker_and_the_cue_is_passed_over(text: str, speaker: str):
    assert said(text)[0].speaker == speaker


def test_an_aside_on_who_passed_words_on_takes_them_from_nobody():
    text = 'Minister Ruz said — as reported by the Northern Post — "The bridge is ours and will be ours."'
    (draft,) = drafts(text)
    assert note(draft, text).speaker == "Minister Ruz"
    assert draft.via is not None
    assert draft.via.of(text) == "the Northern Post"


def test_a_source_beside_a_cue_passes_the_words_on():
    text = 'Ana Ruz called the plan "a bridge to nowhere at all", according to the Northern Post.'
    (draft,) = drafts(text)
    assert note(draft, text).speaker == "Ana Ruz"
    assert draft.via is not None
    assert draft.via.of(text) == "the Northern Post"


def test_one_word_before_its_attribution_is_spoken_though_it_looks_like_a_title():
    text = '"Hopefully," the minister said, "this bridge can help us meet."'
    assert only(text).pieces == ["Hopefully,", "this bridge can help us meet."]


def test_a_pronoun_is_the_whole_of_its_subject():
    text = 'He expects the ministers to "show all of the coast that the bridge is safe".'
    assert only(text).speaker == "He"
