from __future__ import annotations

import pytest

from extract.spoken import drafts, said

BODY = "Ruz and the ministers met in the capital on Friday."


@pytest.mark.parametrize(
    ("title", "speaker", "content"),
    [
        ("Ruz: We will never sell the bridge", "Ruz", "We will never sell the bridge"),
        ("President Ruz at the coast forum: the bridge is ours", "President Ruz", "the bridge is ours"),
        ("The bridge belongs to all of us - President Ruz", "President Ruz", "The bridge belongs to all of us"),
        ("Minister says the bridge will open in May", "Minister", "the bridge will open in May"),
        ("Ruz tells parliament: the bridge will open in May", "Ruz", "the bridge will open in May"),
        ("Ruz on the coast talks: the bridge will stay closed", "Ruz", "the bridge will stay closed"),
        ("The bridge will not be sold to anybody: Ruz", "Ruz", "The bridge will not be sold to anybody"),
        ("Rebels have blown up the bridge: army", "army", "Rebels have blown up the bridge"),
        ("Ruz: The bridge is 'a bridge to nowhere'", "Ruz", "The bridge is 'a bridge to nowhere'"),
    ],
)
def test_a_headline_that_reports_speech_is_indirect(title: str, speaker: str, content: str):
    assert said(BODY, title) == [("indirect", speaker, [content])]


def test_a_headline_may_name_the_listener():
    title = "Ruz to Berg: The bridge has a special place in our hearts"
    (draft,) = drafts(BODY, title)
    assert [s.of(title) for s in draft.to] == ["Berg"]


def test_a_cross_head_reports_speech_too():
    text = f"{BODY}\n\nRuz: We welcome all who come in peace\n\n{BODY}"
    assert said(text) == [("indirect", "Ruz", ["We welcome all who come in peace"])]


def test_a_headline_all_in_marks_is_direct():
    assert said(BODY, 'Ruz: "We will never sell the bridge"') == [("direct", "Ruz", ["We will never sell the bridge"])]


@pytest.mark.parametrize(
    "title",
    [
        "Norway: Public Anger Over New Bridge Toll",
        "Video: The New Bridge at Dawn",
        "From Lisbon to Rabat: A Bridge Too Far",
        "The new bridge in Lisbon is open: Live Updates",
    ],
)
def test_a_topic_before_a_colon_says_nothing(title: str):
    assert said(BODY, title) == []


def test_words_in_marks_of_a_headline_with_a_verb_of_saying_are_mixed():
    assert said(BODY, "Ruz says bridge is 'a bridge to nowhere'") == [("mixed", "Ruz", ["a bridge to nowhere"])]


@pytest.mark.parametrize(
    "title", ["Floods in Erewhon: what we know so far", "Two Lunds and a bridge: towns stop talking"]
)
def test_a_topic_that_the_body_does_not_name_says_nothing(title: str):
    assert said(BODY, title) == []
